"""Where files are read from and written to: folders of this machine and of stores."""
