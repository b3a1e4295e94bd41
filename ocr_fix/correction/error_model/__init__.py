"""How texts are damaged: confusions, the channels learned from readings, and the profile of one document."""
