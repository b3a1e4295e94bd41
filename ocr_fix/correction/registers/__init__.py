"""What a text is written in: which words have a right to stand in it, and what is protected and why."""
