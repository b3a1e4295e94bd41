"""What stands on the lines of a page and was not read: found, set anew on a sheet of its own, and read there."""
