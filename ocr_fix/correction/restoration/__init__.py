"""What machines, not print and engines, have done to a text: misread encodings, lost letters, characters by name."""
