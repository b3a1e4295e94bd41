"""Sources of candidates for what stands around words: stops, dashes, quotation marks, specks."""
