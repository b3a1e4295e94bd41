"""PDF files: what their pages show, what text they have, what is laid over or missing."""
