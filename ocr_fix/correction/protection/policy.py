"""What is left alone, and why: every veto on correction is given here.

A token is asked about by itself (`of_token`, and the shapes of `shapes.py` for its parts), then where it stands
(`in_place`); what tells nothing of how a text was damaged (`gives_evidence`) and what no misreading may do (`allows`)
is said here too.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import pairwise
from math import inf

from ocr_fix.correction.error_model.channel import Confusion
from ocr_fix.correction.protection.codes import Code, Codes, Reason, swedish_forms
from ocr_fix.correction.protection.shapes import BAR
from ocr_fix.correction.protection.veto import Veto
from ocr_fix.correction.registers.thresholds import RegisterThresholds
from ocr_fix.correction.registers.vocabulary import Vocabulary
from ocr_fix.correction.thresholds import DEFAULT
from ocr_fix.correction.tokens.span import Span
from ocr_fix.notation.orthography import is_shouted


class Protection:
    """Says what is left alone.

    Args:
        vocabulary: the words of the language and the user's.
        thresholds: the numbers to go by.
    """

    def __init__(self, vocabulary: Vocabulary, thresholds: RegisterThresholds = DEFAULT) -> None:
        self._vocabulary = vocabulary
        self._thresholds = thresholds
        self._marks = vocabulary.language.marks
        is_abbreviation = vocabulary.language.is_abbreviation
        self._codes = Codes(swedish_forms(), is_abbreviation, vocabulary.knows, vocabulary.is_word, thresholds)

    def of_token(self, token: str) -> Veto | None:
        """Why a token stays as it is whatever its parts are and wherever it stands; None where it need not."""
        vocabulary, marks = self._vocabulary, self._marks
        if vocabulary.has_own and vocabulary.is_own(token):
            return Veto.OWN
        is_small = token.islower()
        if not (is_small and token.isalpha()) and marks.is_abbreviation(token):
            return Veto.ABBREVIATION
        return Veto.LISTED if not is_small and marks.is_listed(token) else None

    def of_code(self, token: str) -> list[Span]:
        """The parts of a token that is or holds a code or an abbreviation by its shape; none where it does not."""
        code = self._codes.of(token)
        return [] if code is None or not code.firm else list(_around(token, code))

    def is_never_code(self, token: str) -> bool:
        """Whether a token is no code wherever it stands."""
        return self._codes.is_never_firm(token)

    def is_code(self, tokens: Sequence[str], place: int) -> bool:
        """Whether one of the tokens of a text is a code where it stands."""
        code = self._codes.at(tokens, place)
        return code is not None and code.firm

    def of_suspended(self, parts: list[Span]) -> list[Span]:
        """The parts of a token, with what is the first part of compounds before a hyphen no word to be corrected."""
        for at, (part, after) in enumerate(pairwise(parts)):
            suspended = after.text[0] == "-" and part.is_word
            if suspended and self._vocabulary.first_cost(part.text.lower()) < inf:
                parts[at] = part._replace(veto=Veto.SUSPENDED)
        return parts

    def gives_evidence(self, word: str) -> bool:
        """Whether a word that may be corrected tells how its text was damaged."""
        return not self.is_acronym(word)

    def in_place(self, spans: Sequence[Span], foreign: Container[int]) -> list[Span]:
        """The tokens of a stretch, with a veto on those of their parts that must be left alone where they stand.

        Args:
            spans: the tokens, taken apart.
            foreign: the indices of the tokens in another language, or in Swedish as it is spoken.
        """
        codes = self._codes.among([span.text for span in spans])
        spans = [span if span.made else _with_code(span, code) for span, code in zip(spans, codes, strict=True)]
        words = [part.text for span in spans for part in span.parts if part.veto is None]
        shouting = iter(self._shouting(words))
        rules = self._rules(spans)
        judged: list[Span] = []
        before = ""
        for at, span in enumerate(spans):
            parts: list[Span] | None = None
            for index, part in enumerate(span.parts):
                text = part.text
                if part.veto is None:
                    is_code = self.is_acronym(text) and not next(shouting)
                    if span.first in foreign:
                        veto = Veto.FOREIGN
                    elif is_code:
                        veto = Veto.ACRONYM
                    elif at in rules:
                        veto = Veto.TABLE_RULE
                    elif _is_label(text, before):
                        veto = Veto.LABEL
                    else:
                        veto = None
                    if veto is not None:
                        parts = parts or list(span.parts)
                        parts[index] = part._replace(veto=veto)
                before = text
            judged.append(span if parts is None else span._replace(parts=tuple(parts)))
        return judged

    def is_acronym(self, word: str) -> bool:
        """Whether it is as short as acronyms are and in capitals like them."""
        return len(word) <= self._thresholds.acronym_length and is_shouted(word)

    def _rules(self, spans: Sequence[Span]) -> set[int]:
        """Which of the tokens part the cells of a table, by their place among them."""
        bars = [at for at, span in enumerate(spans) if len(span.parts) == 1 and span.parts[0].text == BAR]
        rows = zip(bars, bars[1:], bars[2:], strict=False)
        most = self._thresholds.table_rule_distance
        return {at for row in rows if all(then - bar <= most for bar, then in pairwise(row)) for at in row}

    def _shouting(self, words: Sequence[str]) -> list[bool]:
        """For each acronym among the words, whether it stands in a line of capitals."""
        upper = [is_shouted(word) for word in words]
        return [
            any(upper[max(0, at - 1) : at]) or any(upper[at + 1 : at + 2])
            for at, word in enumerate(words)
            if self.is_acronym(word)
        ]


def _around(token: str, code: Code) -> Iterator[Span]:
    """The parts of a token: its code, and what stands around it."""
    if code.start:
        yield Span(token[: code.start], Veto.MARK)
    yield Span(token[code.start : code.end], Veto.CODE, offset=code.start)
    if code.end < len(token):
        yield Span(token[code.end :], Veto.MARK, offset=code.end)


def _with_code(span: Span, code: Code | None) -> Span:
    """A token with a veto on those of its words that are part of a code."""
    if code is None or not code.firm or code.reason is Reason.RULE:  # of rules their neighbours tell more
        return span
    veto = Veto.ACRONYM if code.reason is Reason.ACRONYM else Veto.CODE
    parts = tuple(
        part._replace(veto=veto)
        if part.veto is None and code.start <= part.offset and part.offset + len(part.text) <= code.end
        else part
        for part in span.parts
    )
    return span._replace(parts=parts)


def allows(edits: Iterable[Confusion]) -> bool:
    """Whether misreadings may be thought of: a digit may stand for a letter, but never for nothing.

    A note's number is printed; numbers are never changed silently.
    """
    return not any(map(drops_digit, edits))


def drops_digit(confusion: Confusion) -> bool:
    """Whether a digit would vanish."""
    return not confusion.true and any(character.isdigit() for character in confusion.read)


def _is_label(word: str, before: str) -> bool:
    """Whether a single letter stands after a number: "12 a §", "1 kap. 2 b"."""
    return len(word) == 1 and word.isascii() and before[-1:].isdigit()
