"""Signs of a reading, as the engine nearly read them or as they measure on the page."""
