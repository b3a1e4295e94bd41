"""Files of pictures: their modes, resolution and damage."""
