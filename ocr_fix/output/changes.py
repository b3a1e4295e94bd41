"""Changes and doubts as JSON Lines, and as a table for spreadsheets."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from io import StringIO

from ocr_fix.document import Change

_BOX = ("left", "top", "right", "bottom")
_COLUMNS = ("page", "line", *_BOX, "before", "after", "kind", "confidence", "reason", "start")
# What a spreadsheet would take for a formula where a cell begins with it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def changes_as_jsonl(changes: Iterable[Change]) -> str:
    """One JSON object a change and line, with the keys of `Change.to_dict`; UTF-8, not escaped to ASCII."""
    return "".join(json.dumps(change.to_dict(), ensure_ascii=False) + "\n" for change in changes)


def changes_as_csv(changes: Iterable[Change]) -> str:
    """A table with a row for each change and a head, commas between (RFC 4180), a byte order mark before it.

    It is for people who look through changes in a spreadsheet: a cell that one would take for a formula begins with an
    apostrophe.
    """
    out = StringIO()
    writer: csv.DictWriter[str] = csv.DictWriter(out, _COLUMNS, lineterminator="\n")
    writer.writeheader()
    for change in changes:
        values = change.to_dict()
        box = dict(zip(_BOX, values.pop("box") or (), strict=False))
        writer.writerow({key: _cell(value) for key, value in {**values, **box}.items()})
    return "\ufeff" + out.getvalue()


def _cell(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
