"""Twenty scans of our own, made anew the same way every time, to judge recognition by."""
