"""Quality and speed of ocr_fix beside its peers: `python -m benchmarks.run` (see docs/benchmarks.md)."""
