"""The process of its own that opens a file which nobody has checked, and the walls around it."""
