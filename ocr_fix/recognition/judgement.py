"""How good a reading is, without knowing the truth: the engine's own confidence and how many words are words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import regex

from ocr_fix.document import Page, Word
from ocr_fix.language import Language
from ocr_fix.notation.addresses import is_built_like_address
from ocr_fix.recognition.boxes import lines_of, words_of
from ocr_fix.recognition.thresholds import THRESHOLDS

_T = THRESHOLDS.judgement

IsWord = Callable[[str], bool]


_WORD = regex.compile(r"\p{L}{3,}(?:-\p{L}+)*")


def hit_rate(text: str, is_word: IsWord) -> float:
    """The share of the letters of a text that stand in known words, 0-1; 0 where it has no words of three letters."""
    found = [match[0] for match in _WORD.finditer(text)]
    letters = sum(map(len, found))
    return sum(len(word) for word in found if is_word(word)) / max(1, letters)


def text_of(page: Page) -> str:
    """The words of a page, one line a line."""
    return "\n".join(" ".join(word.text for word in line.words) for line in lines_of(page))


def sureness(words: Sequence[Word]) -> float:
    """The mean confidence of the characters of words, 0-1; 0 where there are none."""
    characters = sum(len(word.text) for word in words)
    return sum(len(word.text) * (word.confidence or 0.0) for word in words) / max(1, characters)


def belief(page: Page) -> float:
    """How sure the engine is of what it read on a page, 0-1; 1 where that is too little to tell."""
    letters, sure = _told(page)
    return sure if letters >= _T.fewest_illegible else 1.0


def is_poor(page: Page) -> bool:
    """Whether a reading is so unsure that another treatment is worth its time; a short one if it is hardly sure."""
    letters, sure = _told(page)
    return sure < (_T.poor if letters >= _T.fewest_letters else _T.illegible)


def is_illegible(page: Page) -> bool:
    """Whether a reading is so unsure that many of its words are wrong."""
    letters, sure = _told(page)
    return letters >= _T.fewest_illegible and sure < _T.illegible


def is_sure(page: Page) -> bool:
    """Whether what was read, be it a word, is rather text than specks or a picture."""
    return _told(page)[1] >= _T.illegible


def is_readable(page: Page, is_word: IsWord) -> bool:
    """Whether a reading is as sure as those of pages that can be read, and of known words."""
    return sureness(words_of(page)) >= _T.illegible and hit_rate(text_of(page), is_word) >= _T.known


def _told(page: Page) -> tuple[int, float]:
    """The letters of a reading that tell how good it is, and their mean confidence, 0-1."""
    # Addresses are read with little confidence however sharp they are printed.
    plain = [word for word in words_of(page) if not is_built_like_address(word.text)]
    return sum(len(word.text) for word in plain), sureness(plain)


def worth(page: Page, is_word: IsWord) -> float:
    """What a reading is worth beside others of the same page: the letters in known words, weighed by confidence."""
    text = text_of(page)
    return sureness(words_of(page)) * hit_rate(text, is_word) * sum(map(str.isalpha, text))


def known_words(language: Language) -> IsWord:
    """Whether a word is in the lexicon of a language or made of its words."""
    return lambda word: language.knows(word) or language.analyse(word) is not None
