"""Sources of candidates for where words begin and end: at spaces, line ends, and inside web addresses."""
