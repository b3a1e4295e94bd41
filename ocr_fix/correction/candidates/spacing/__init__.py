"""Sources of candidates for where words begin and end: at spaces and line ends."""
