"""What the language model sees of a text: words and numbers in their sentences, without the punctuation between."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from ocr_fix.correction.tokens.span import Span
from ocr_fix.document import Token
from ocr_fix.language import Language

# As the model was trained: the empty word stands for the end of a sentence and the beginning of the next.
BOUNDARY = ("", "")
STOPS = frozenset(".!?")  # end sentences
_BOXES = frozenset("☐☑☒")  # what stands behind one begins as a sentence does: "☐ Ja ☒ Nej"
_OPENERS = frozenset('–—”“»"•(-*') | _BOXES
# What engines read where a capital I stands. Before a word that is none, it may well begin a sentence.
_LIKE_CAPITAL = frozenset("l|1[{!")
# What stands between words that are remembered; a few make up most.
KEPT = 10_000
_SIGNS = frozenset("§%‰")


def model_words(language: Language, tokens: Sequence[Token], spans: Sequence[Span]) -> list[list[tuple[str, ...]]]:
    """For each part of some tokens what the language model sees of it; words are seen as they are decided, so empty.

    Args:
        language: knows abbreviations, whose full stop ends no sentence.
        tokens: of a stretch of text.
        spans: the same, those that are one as one.
    """
    found = []
    start = spans[0].first if spans else 0
    for index, span in enumerate(spans):
        after = tokens[spans[index + 1].first - start] if index + 1 < len(spans) else None
        words = [() if part.veto is None else seen(part.text) for part in span.parts]
        if span.text in _BOXES:
            words[-1] = BOUNDARY
        elif _ends_sentence(language, span.text, after):
            words[-1] = (*words[-1], *BOUNDARY)
        found.append(words)
    return found


@lru_cache(KEPT)
def seen(text: str) -> tuple[str, ...]:
    """What the language model sees of a token or a part of one: a word, a number, or nothing."""
    if any(character.isdigit() or character in _SIGNS for character in text):
        return (text,)
    return tuple(word for word in (text.strip(".,;:!?()[]\"'”“»«–—-/"),) if word)


def _ends_sentence(language: Language, text: str, after: Token | None) -> bool:
    if after is None:
        return True
    first = after.word.text[:1]
    opens = first.isupper() or first in _OPENERS or (first in _LIKE_CAPITAL and _is_unknown(language, after.word.text))
    if after.begins_paragraph:
        return opens
    return opens and any(stop in text[-3:] for stop in STOPS) and not language.is_abbreviation(text)


def _is_unknown(language: Language, text: str) -> bool:
    """Whether it is neither a word nor a number."""
    core = text.strip(".,;:?()")
    return not core.isdigit() and not language.knows(core)
