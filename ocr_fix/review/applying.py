"""Decisions carried out: the document with each word as a person has decided that it is."""

from __future__ import annotations

import unicodedata
from collections.abc import Container, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace

from ocr_fix.document import Document, Edit, Word, with_absorbed
from ocr_fix.errors import DecisionError
from ocr_fix.layout import metadata_of
from ocr_fix.review.decisions import Decision, Decisions
from ocr_fix.review.places import are_furniture, places, with_words, words_of
from ocr_fix.wording import worded

_JOINED = Edit("join", 1.0, "made one word by a reviewer")


def apply_decisions(document: Document, decisions: Decisions) -> Document:
    """The document as a person has decided it.

    Each decision becomes the edit of its word, of the kind "reviewed" and sure; what was read stays, so that `revert`
    gives it back. Decisions are carried out in their order; to carry out those again that have been changes nothing.

    Args:
        document: as it was when it was decided, or corrected anew since.
        decisions: of this document.

    Raises:
        DecisionError: they are of another document, or another text stands or was read at a place than was decided on;
            the message names it.
    """
    if decisions.fingerprint != document.fingerprint:
        raise DecisionError(
            worded(
                "the decisions are of {name!r}, and other words were read in {other!r}; give the document that was"
                " reviewed",
                name=decisions.name,
                other=document.name,
            )
        )
    words = list(words_of(document.pages))
    aside = are_furniture(document.pages)
    starts = _starts(document, decisions.decisions)
    for decision in decisions.decisions:
        first = decision.word if decision.word is not None else starts.get(decision.start)
        if first is None or not 0 <= first < len(words):
            raise _misfit(decision, worded("no word begins there"))
        concerned = _concerned(words, [at for at in range(first, len(words)) if aside[at] == aside[first]], decision)
        decided = _decided([words[at] for at in concerned], decision)
        for at, word in zip(concerned, decided, strict=True):
            words[at] = word
    pages = with_words(document.pages, iter(words))
    return replace(document, pages=pages, metadata=metadata_of(pages))


def apply_what_fits(document: Document, decisions: Decisions) -> tuple[Document, list[str]]:
    """The document as a person has decided it, but for what fits it no more since it was corrected anew.

    Args:
        document: as it is.
        decisions: of this document; of another none fits.

    Returns:
        The document, and of each decision that was not carried out why.
    """
    with suppress(DecisionError):
        return apply_decisions(document, decisions), []
    problems: list[str] = []
    for decision in decisions.decisions:
        try:
            document = apply_decisions(document, replace(decisions, decisions=(decision,)))
        except DecisionError as error:
            problems.append(str(error))
    return document, [*dict.fromkeys(problems)]


def taken_back(document: Document, numbers: Container[int]) -> Document:
    """The document with words as they were read, whatever was decided of them.

    Args:
        document: as it was decided.
        numbers: of the words, as in `Decision.word`; one of which nothing was decided stays as it is.
    """
    words = list(words_of(document.pages))
    for group in with_absorbed(range(len(words)), words.copy().__getitem__):
        undone = [at for at in group if at in numbers and words[at].reviewed]
        for at in group if group[0] in undone else undone:
            words[at] = replace(words[at], text=words[at].reading, edit=None)
    return replace(document, pages=with_words(document.pages, iter(words)))


def _starts(document: Document, decisions: Iterable[Decision]) -> dict[int | None, int]:
    """The numbers of the words by where they begin in the text, where decisions tell them so."""
    if all(decision.word is not None for decision in decisions):
        return {}
    return {place.start: place.word for place in places(document) if place.start is not None and place.text}


def _concerned(words: Sequence[Word], places: Sequence[int], decision: Decision) -> Sequence[int]:
    """Which words a decision is about.

    Args:
        words: of the document.
        places: those from the first that it is about.
        decision: that is to be carried out.

    Raises:
        DecisionError: others were read or stand there.
    """
    read, count = _spaced(decision.read), 1
    while count < len(places) and len(_spaced(*(words[at].reading for at in places[:count]))) < len(read):
        count += 1
    concerned = places[:count]
    told = _spaced(*(words[at].reading for at in concerned))
    if told != read:
        raise _misfit(decision, worded("{told!r} was read there", told=told))
    now = _spaced(*(words[at].text for at in concerned))
    if now not in {_spaced(decision.was), _spaced(decision.becomes)}:
        raise _misfit(decision, worded("{now!r} stands there now", now=now))
    return concerned


def _decided(words: Sequence[Word], decision: Decision) -> list[Word]:
    """Words as they were decided."""
    becomes = unicodedata.normalize("NFC", _spaced(decision.becomes))
    edit = Edit("reviewed", 1.0, _reason(decision))
    if not becomes:
        return [word.edited("", edit) for word in words]
    head, *rest = words
    if becomes == _spaced(*(word.reading for word in words)):  # each is one again
        return [head.edited(head.reading, edit), *(replace(word, text=word.reading, edit=None) for word in rest)]
    # What had been taken in before keeps its reason.
    return [head.edited(becomes, edit), *(word if word.absorbed else word.edited("", _JOINED) for word in rest)]


def _reason(decision: Decision) -> str:
    who = f" by {decision.who}" if decision.who else ""
    when = f" on {decision.when[:10]}" if decision.when else ""
    was = "" if decision.was == decision.becomes else f"; was {decision.was!r}"
    note = f"; {decision.note}" if decision.note else ""
    return f"decided{who}{when}{was}{note}"


def _spaced(*texts: str) -> str:
    """Texts with one space between their words."""
    return " ".join(" ".join(texts).split())


def _misfit(decision: Decision, what: str) -> DecisionError:
    place = "" if decision.start is None else worded(", character {start}", start=decision.start)
    return DecisionError(
        worded(
            "page {page}{place}: {what}, and what was decided is {read!r} as {was!r} becoming {becomes!r}; the"
            " text has moved on, review it again",
            page=decision.page,
            place=place,
            what=what,
            read=decision.read,
            was=decision.was,
            becomes=decision.becomes,
        )
    )
