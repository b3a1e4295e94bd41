"""PDF files that can be searched: the scan, and its words under it."""
