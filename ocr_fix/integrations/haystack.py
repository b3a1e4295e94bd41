"""A converter for pipelines of Haystack (haystack-ai)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from haystack import Document, component
from haystack.dataclasses import ByteStream

import ocr_fix


@component
class OcrFixConverter:
    """Makes a Haystack document of each scan, or of what another engine left.

    Args:
        options: fields of `ocr_fix.Options` by name, of values that JSON has where the pipeline is to be saved.
    """

    def __init__(self, options: dict[str, Any] | None = None) -> None:
        self.options = options or {}
        self._cleaner = ocr_fix.Cleaner(**self.options)

    @component.output_types(documents=list[Document])
    def run(self, sources: Sequence[str | Path | ByteStream]) -> dict[str, list[Document]]:
        """The documents of some files.

        Args:
            sources: paths, or the content.

        Raises:
            OcrFixError: one of them cannot be read.
        """
        return {"documents": [self._converted(source) for source in sources]}

    def _converted(self, source: str | Path | ByteStream) -> Document:
        content = source.data if isinstance(source, ByteStream) else source
        meta = dict(source.meta) if isinstance(source, ByteStream) else {"file_path": str(source)}
        document = self._cleaner.clean(content, name=meta.get("file_path"))
        meta |= {"language": document.language, "changes": len(document.changes), "doubts": len(document.doubts)}
        return Document(content=document.text, meta=meta)
