"""The shapes that signs have on the page, which are measured and not read."""
