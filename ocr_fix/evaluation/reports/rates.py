"""Figures as a person reads them; shared by the report in the terminal and the page."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from ocr_fix.evaluation.change_counts import ChangeCount
from ocr_fix.evaluation.intervals import Interval, Intervals
from ocr_fix.evaluation.measure import Evaluation
from ocr_fix.evaluation.metrics import CHARACTER_CLASSES, CharacterClass
from ocr_fix.wording import number, phrase, worded, worded_count

CLASS_NAMES: dict[CharacterClass, str] = {
    "swedish_letters": "å ä ö",
    "letters": phrase("other letters"),
    "digits": phrase("digits"),
    "signs": phrase("signs (§ % + …)"),
    "punctuation": phrase("punctuation"),
    "space": phrase("spaces"),
    "other": phrase("other"),
}

# Control characters and halves of surrogate pairs.
_CONTROLS = frozenset(("Cc", "Cs"))

ERROR_HEADINGS = (
    phrase("document"),
    phrase("system"),
    phrase("words"),
    "CER",
    "WER",
    phrase("raw CER"),
    phrase("raw WER"),
)
INTERVALS = phrase("95 % confidence intervals (bootstrap)")
INTERVAL_HEADINGS = (phrase("system"), "CER", "WER", phrase("of"))
_UNITS = {"lines": phrase("lines"), "documents": phrase("documents")}
CHANGE_HEADINGS = (
    phrase("of"),
    phrase("words"),
    phrase("repaired"),
    phrase("broken"),
    phrase("missed"),
    phrase("left alone"),
    phrase("harm"),
    phrase("precision"),
    phrase("recall"),
)


def percent(rate: float | None) -> str:
    """A rate in per cent with two decimals; a dash where there is none."""
    return "–" if rate is None else f"{number(100 * rate, 2)} %"


def printable(words: str) -> str:
    """Words as they may be shown: control characters (an escape could command the terminal) become �."""
    return "".join("\ufffd" if unicodedata.category(character) in _CONTROLS else character for character in words)


def visible(characters: str) -> str:
    """Characters of a confusion, with spaces that can be seen; ∅ for none."""
    return printable(characters).replace(" ", "␣") or "∅"


def error_cells(document: str, system: str, evaluation: Evaluation) -> tuple[str, ...]:
    """The error rates of a document or a sum, one cell for each of `ERROR_HEADINGS`."""
    raw = evaluation.raw
    at_most = "" if evaluation.exact else "≤ "
    return (
        document,
        system,
        number(evaluation.words.length),
        at_most + percent(evaluation.cer),
        at_most + percent(evaluation.wer),
        percent(None if raw is None else raw.cer),
        percent(None if raw is None else raw.wer),
    )


def interval_cells(system: str, found: Intervals | None) -> tuple[str, ...]:
    """Confidence intervals, one cell for each of `INTERVAL_HEADINGS`."""
    if found is None:
        return system, percent(None), percent(None), worded_count("{count} line", "{count} lines", 1)
    return system, _span(found.cer), _span(found.wer), f"{number(found.number)} {worded(_UNITS[found.unit])}"


def _span(interval: Interval) -> str:
    return f"{number(100 * interval.low, 2)}–{number(100 * interval.high, 2)} %"


def change_cells(name: str, count: ChangeCount) -> tuple[str, ...]:
    """What a correction did to some words, one cell for each of `CHANGE_HEADINGS`."""
    changed = worded(" ({count} changed)", count=number(count.missed_changed)) if count.missed_changed else ""
    return (
        name,
        number(count.words),
        number(count.repaired),
        number(count.broken),
        number(count.missed) + changed,
        number(count.left_alone),
        number(count.harm, 1),
        percent(count.precision),
        percent(count.recall),
    )


def class_rows(evaluations: Sequence[Evaluation]) -> list[tuple[str, ...]]:
    """For each class of characters that occurs its name, and its errors in each evaluation."""
    rows = []
    for name in CHARACTER_CLASSES:
        counts = [evaluation.classes[name] for evaluation in evaluations]
        if any(count.length or count.edits for count in counts):
            cells = (
                worded(
                    "{edits} of {length} ({rate})",
                    edits=number(count.edits),
                    length=number(count.length),
                    rate=percent(count.rate),
                )
                for count in counts
            )
            rows.append((worded(CLASS_NAMES[name]), *cells))
    return rows
