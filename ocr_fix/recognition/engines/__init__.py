"""The programs that read, behind one protocol."""
