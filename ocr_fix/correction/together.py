"""Many short texts corrected as one: what damaged one is evidence for the others, and each keeps its own result."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from ocr_fix.correction.corrected import CorrectedText
from ocr_fix.correction.tokens.sections import SIZE
from ocr_fix.document import Change, Correction, Flow, in_order
from ocr_fix.document.language_codes import shares_of

# A page of its own for each text, so that page and line of a change are those of its text.
_BETWEEN = "\n\n\f"

Corrected = tuple[Flow, CorrectedText | None]
"""A text as it is now, and what was found of it; None where it was not looked at."""


def corrected_together(
    texts: Sequence[str], correct: Callable[[str], Corrected], alone: Callable[[str], Correction]
) -> list[Correction]:
    """Texts corrected together, in their order.

    Nothing is joined or moved across the end of a text: where that would be, the texts concerned are corrected alone.

    Args:
        texts: the texts.
        correct: corrects a text as one whole.
        alone: corrects one of the texts, however long.
    """
    corrections: list[Correction] = []
    for batch in _batches(texts):
        if len(batch) == 1:
            corrections.append(alone(batch[0]))
            continue
        found = _parted(batch, *correct(_BETWEEN.join(batch)))
        corrections += [alone(text) if each is None else each for text, each in zip(batch, found, strict=True)]
    return corrections


def _batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """The texts in rows that together are not much longer than `SIZE`."""
    first, length = 0, 0
    for at, text in enumerate(texts):
        if length and length + len(text) > SIZE:
            yield texts[first:at]
            first, length = at, 0
        length += len(text) + len(_BETWEEN)
    if first < len(texts):
        yield texts[first:]


def _parted(texts: Sequence[str], flow: Flow, found: CorrectedText | None) -> Iterator[Correction | None]:
    """What became of each text; None for one of which a change has gone across its end.

    Args:
        texts: as they were read.
        flow: of all of them, with what keeps them apart, as they are now.
        found: what was found of it.
    """
    starts = [0, *accumulate(len(text) + len(_BETWEEN) for text in texts)]
    pages = [0, *accumulate(text.count("\f") + 1 for text in texts)]
    counts = [len(text.split()) for text in texts]
    languages = None if found is None else iter(found.languages(len(flow.tokens)))
    edits = iter(in_order(flow.changes, flow.doubts))
    edit = next(edits, None)
    grown, reached = 0, 0  # by how much the text is longer than what was read; where in that the last change ends
    for text, start, after, page, count in zip(texts, starts, starts[1:], pages, counts, strict=False):
        moved, own, whole = grown, [], reached <= start
        while edit is not None and edit.start - grown < after:
            read = edit.start - grown
            own.append(replace(edit, page=edit.page - page, start=edit.start - start - moved))
            whole &= read + len(edit.before) <= start + len(text)
            reached = max(reached, read + len(edit.before))
            grown += len(edit.after) - len(edit.before)
            edit = next(edits, None)
        now = flow.text[start + moved : start + moved + len(text) + grown - moved]
        told = Counter([next(languages) for _ in range(count)]) if languages is not None else {}
        yield _correction(now, own, told) if whole else None


def _correction(text: str, edits: Sequence[Change], languages: Counter[str] | dict[str, int]) -> Correction:
    changes = tuple(each for each in edits if each.kind != "doubtful")
    return Correction(text, changes, tuple(each for each in edits if each.kind == "doubtful"), shares_of(languages))
