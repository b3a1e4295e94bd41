"""trollfab-ocr's Swedish post-processor, all its steps as they are by default."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

from benchmarks.peers import protocol


def load() -> protocol.Work:
    """Import the post-processor; its word lists are part of the module."""
    from multi_ocr import SwedishTextPostProcessor  # noqa: PLC0415 - loading is timed; only this process may import it

    processor = SwedishTextPostProcessor()

    def work(path: Path) -> protocol.Output:
        return protocol.Output(processor.process(protocol.text_of(path)))

    return work


def versions() -> dict[str, str]:
    """The package that holds the post-processor."""
    return {"trollfab-ocr": version("trollfab-ocr")}


if __name__ == "__main__":
    raise SystemExit(protocol.main(load, versions))
