"""Files that hold text already: what another engine, a browser or this program has left."""
