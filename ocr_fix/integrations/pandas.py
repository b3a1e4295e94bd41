"""An accessor for columns of pandas: `import ocr_fix.integrations.pandas`, then `table["text"].ocrfix.correct()`."""

from __future__ import annotations

from typing import Any

import pandas as pd

import ocr_fix


@pd.api.extensions.register_series_accessor("ocrfix")
class OcrFixAccessor:
    """Corrects the texts of a column together, as `ocr_fix.correct_many`; missing values stay missing.

    Args:
        column: of strings.
    """

    def __init__(self, column: pd.Series) -> None:
        self._column = column

    def correct(self, **options: Any) -> pd.Series:  # noqa: ANN401 - those of `Options`
        """The corrected texts, under the same index.

        Args:
            options: fields of `ocr_fix.Options` by name.

        Raises:
            TypeError: a value is neither a string nor missing.
        """
        there = self._column.dropna()
        texts = [each.text for each in ocr_fix.correct_many(there, **options)]
        corrected = self._column.copy()
        corrected[self._column.notna()] = pd.Series(texts, index=there.index, dtype=self._column.dtype)
        return corrected

    def changes(self, **options: Any) -> pd.DataFrame:  # noqa: ANN401
        """What `correct` changes: a row for each change, with the index of its text as `row`.

        Args:
            options: as in `correct`.

        Raises:
            TypeError: as in `correct`.
        """
        there = self._column.dropna()
        found = zip(there.index, ocr_fix.correct_many(there, **options), strict=True)
        rows = [{"row": row, **change.to_dict()} for row, each in found for change in each.changes]
        return pd.DataFrame(rows, columns=["row", "start", "before", "after", "kind", "confidence", "reason"])
