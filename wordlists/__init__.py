"""What the program knows of Swedish, in lists a person can read, and the build that compiles them."""
