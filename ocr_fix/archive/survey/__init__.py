"""What is to be done: which files there are, and which have stopped growing."""
