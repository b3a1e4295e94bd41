"""What the machine and its system give and take: cores and memory, files written whole or not, work that is ended."""
