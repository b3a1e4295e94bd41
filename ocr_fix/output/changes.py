"""Changes and doubts as JSON Lines."""

from __future__ import annotations

import json
from collections.abc import Iterable

from ocr_fix.document import Change


def changes_as_jsonl(changes: Iterable[Change]) -> str:
    """One JSON object a change and line, with the keys of `Change.to_dict`; UTF-8, not escaped to ASCII."""
    return "".join(json.dumps(change.to_dict(), ensure_ascii=False) + "\n" for change in changes)
