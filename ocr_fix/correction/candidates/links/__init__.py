"""Sources of candidates for addresses of the web: put together where spaces broke them, mended by others."""
