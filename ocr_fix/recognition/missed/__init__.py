"""Type that a page shows and no word was read for: found, read again by itself, told where it is not read even so."""
