"""Light on dark, and print on a ground of another shade."""
