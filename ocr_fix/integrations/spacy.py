"""A component for pipelines of spaCy: text corrected before it is analysed, each token with its place in what was read.

nlp = spacy.blank("sv")
nlp.add_pipe("ocr_fix", first=True)
doc = nlp("Namnden beslot att bygga en ny skola.")
doc[0].text, doc[0]._.raw, doc[0]._.raw_idx
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Token

import ocr_fix


@Language.factory("ocr_fix", default_config={"options": {}})
def make_component(nlp: Language, name: str, options: dict[str, Any]) -> OcrFix:
    """The component; put it first, since it makes the document anew.

    Args:
        nlp: the pipeline, whose tokeniser is used.
        name: of the component.
        options: fields of `ocr_fix.Options` by name.
    """
    return OcrFix(nlp, options)


class OcrFix:
    """Corrects the text of a document and takes it into tokens anew.

    `doc._.raw` is the text as it was read, `doc._.changes` what was changed in it; `token._.raw` is what was read for a
    token, and `token._.raw_idx` where that begins in it, in characters from 0.
    """

    def __init__(self, nlp: Language, options: dict[str, Any]) -> None:
        self._nlp = nlp
        self._cleaner = ocr_fix.Cleaner(**options)

    def __call__(self, doc: Doc) -> Doc:
        """The document with its text corrected."""
        correction = self._cleaner.correct(doc.text)
        made = self._nlp.make_doc(correction.text)
        made.user_data.update(doc.user_data)
        made._.raw = doc.text
        made._.changes = [change.to_dict() for change in correction.changes]
        made._.raw_map = raw_map(correction.changes)
        return made


def raw_map(changes: Iterable[ocr_fix.Change]) -> list[list[int]]:
    """Where the changed stretches of a text are and where they were: start and end in it, start and end as it was read.

    Args:
        changes: all those of the text, in its order.
    """
    found: list[list[int]] = []
    grown = 0
    for change in changes:
        start = change.start - grown
        found.append([change.start, change.start + len(change.after), start, start + len(change.before)])
        grown += len(change.after) - len(change.before)
    return found


def raw_offset(places: Sequence[Sequence[int]], offset: int, *, end: bool = False) -> int:
    """Where a character of a corrected text was read; inside a change, where that begins or ends.

    Args:
        places: as `raw_map` gives them.
        offset: in the corrected text, in characters from 0.
        end: whether something ends there.
    """
    # The last change that begins there or before; for an end, one that begins before it.
    at = bisect_right(places, offset - end, key=itemgetter(0)) - 1
    if at < 0:
        return offset
    _, stop, raw_start, raw_stop = places[at]
    if offset >= stop:
        return raw_stop + offset - stop
    return raw_stop if end else raw_start


def _raw_idx(token: Token) -> int:
    return raw_offset(token.doc._.raw_map, token.idx)


def _raw(token: Token) -> str:
    raw: str = token.doc._.raw
    return raw[_raw_idx(token) : raw_offset(token.doc._.raw_map, token.idx + len(token), end=True)]


# Plain values, which spaCy writes with the document.
for _name in ("changes", "raw_map"):
    Doc.set_extension(_name, default=[], force=True)
Doc.set_extension("raw", default="", force=True)
Token.set_extension("raw_idx", getter=_raw_idx, force=True)
Token.set_extension("raw", getter=_raw, force=True)
