"""What the command line is made of, beside the rooms it calls."""
