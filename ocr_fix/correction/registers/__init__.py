"""What a text is written in: the language and register of each stretch, and which words have a right to stand there."""
