"""What is done about a choice: calibrated confidence, the edit, and the reason given for it."""
