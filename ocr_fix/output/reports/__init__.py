"""What was changed and what is doubtful, beside the scan, for people to read."""
