"""A document loader for LangChain (langchain-core)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from langchain_core.document_loaders import BaseLoader
from langchain_core.documents import Document

import ocr_fix


class OcrFixLoader(BaseLoader):
    """Loads scans, or what another engine left, as clean text.

    Args:
        sources: a file, or several: whatever `ocr_fix.clean` takes.
        mode: one document for each file, or one for each page.
        options: fields of `ocr_fix.Options` by name.

    Raises (when it is loaded):
        OcrFixError: a file cannot be read.
    """

    def __init__(
        self,
        sources: ocr_fix.Input | list[ocr_fix.Input],
        mode: Literal["document", "page"] = "document",
        **options: Any,  # noqa: ANN401 - those of `Options`
    ) -> None:
        self._sources = sources if isinstance(sources, list) else [sources]
        self._mode = mode
        self._cleaner = ocr_fix.Cleaner(**options)

    def lazy_load(self) -> Iterator[Document]:
        """The documents, each file read when the iteration comes to it."""
        for source in self._sources:
            document = self._cleaner.clean(source)
            told = {"source": document.name, "language": document.language, "pages": len(document.pages)}
            if self._mode == "document":
                counts = {"changes": len(document.changes), "doubts": len(document.doubts)}
                yield Document(page_content=document.text, metadata={**told, **counts, **_printed(document)})
                continue
            for page in document.pages:
                failure = {} if page.failure is None else {"failure": page.failure}
                yield Document(page_content=page.text, metadata={**told, "page": page.number, **failure})


def _printed(document: ocr_fix.Document) -> dict[str, str]:
    """What the document says of itself."""
    found = document.metadata
    told = {"title": found.title, "date": found.date, "diary_number": found.diary_number}
    return {name: value for name, value in told.items() if value is not None}
