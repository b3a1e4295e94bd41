"""The door: everything the program asks of a language, behind one object.

The data decides which language it is; the code knows of tries, parts and n-grams only. Another language is another data
folder, compiled by the same build.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from ocr_fix.language.automaton import Automaton
from ocr_fix.language.common_forms import CommonForms
from ocr_fix.language.compounds import STEP, Analysis, Splitter
from ocr_fix.language.datafiles import DataFolder
from ocr_fix.language.lexicon import Case, Lexicon
from ocr_fix.language.marks import Marks
from ocr_fix.language.models.characters import ORDER, Characters
from ocr_fix.language.models.hashing import open_table
from ocr_fix.language.models.ngrams import WordModel
from ocr_fix.language.models.unknown import Shares, UnknownWords
from ocr_fix.language.respelling import Respeller
from ocr_fix.language.symbols import BOUNDARY, NAME, NUMBER, UNKNOWN, symbol_of
from ocr_fix.language.thresholds import DEFAULT

_CACHED_WORDS = 1 << 15
_JOINT = re.compile("[-–/]")


class Language:
    """Lexicon, compounds and language model. Make one with `load_language`; it never changes.

    Attributes:
        lexicon: the known forms.
        knows: whether a word is a known form, as it stands in a text. Capitals at a sentence start and throughout are
            seen past ("Kommunen", "KOMMUNEN"); a name is known with its capital only, an acronym in capitals only.
        log_unseen: what the `log_frequency` of a word exceeds that was counted at all.
        splitter: takes compounds apart.
        automaton: the known forms in small letters, to be walked letter by letter.
        first_parts: the same for the first parts of compounds, their linking letters included ("handläggnings").
        marks: abbreviations and tokens that are never corrected.
        unknown: the probability of words that the language model has no counts for.
        log_prob_ids: `log_prob_ids(w, u, v)`, natural logarithm of P(symbol w | symbols u, v before it); symbols come
            from `word_id`. For a word, add its `emission`.
        log_probs_ids: `log_probs_ids(ws, u, v)`, the same for many symbols in one context.
        boundary: the symbol of a sentence boundary.
        signs: the share of texts, 0-1, that print a sign where there is a choice.
        respeller: rules of spelling that lead from its forms to those of the usual register; None where there are none.
        new_word_rates: the shares, 0-1, of words that nothing but their letters explains, in small letters and with a
            capital, in what it was counted on.
    """

    boundary = BOUNDARY

    def __init__(
        self,
        data: DataFolder,
        signs: Mapping[str, float] = {},
        respeller: Respeller | None = None,
        vowels: Collection[str] = "",
    ) -> None:
        self.signs = signs
        self.respeller = respeller
        parameters = data.parameters
        trie = data.trie("lexicon.marisa")
        self._data = data
        self.automaton = Automaton(data.numbers("lexicon.auto", "B"))
        self.first_parts = Automaton(data.numbers("firsts.auto", "B"))
        self.lexicon = Lexicon(
            trie,
            data.numbers("lexicon.ranks", "H"),
            data.numbers("lexicon.counts", "I"),
            data.numbers("lexicon.flags", "B"),
            parameters["words"],
            self.automaton,
            CommonForms(data.numbers("lexicon.common", "Q")),
        )
        head_costs, number_of = data.numbers("heads.costs", "B"), self.lexicon.find

        def head_cost(word: str) -> int:
            number = number_of(word)
            return -1 if number < 0 else head_costs[number] - 1

        self.knows = self.lexicon.knows
        self.log_unseen = self.lexicon.log_unseen
        self.splitter = Splitter(
            data.trie("firsts.marisa"),
            data.numbers("firsts.costs", "B"),
            head_cost,
            parameters["per_letter"],
            parameters["margins"],
            (self.first_parts, self.automaton),
            vowels,
        )
        self.unknown = UnknownWords(
            Characters(
                parameters["alphabet"],
                data.numbers("letters.unigrams", "H"),
                data.numbers("letters.backoffs", "B"),
                [open_table(data.numbers(f"letters.{order}grams", "B")) for order in range(2, ORDER + 1)],
            ),
            self.lexicon.knows,
            self.analyse,
            (Shares(*parameters["unknown_words"]), Shares(*parameters["unknown_names"])),
        )
        words = WordModel(
            data.numbers("words.unigrams", "H"),
            data.numbers("words.backoffs", "B"),
            open_table(data.numbers("words.2grams", "B")),
            open_table(data.numbers("words.3grams", "B")),
        )
        self.log_prob_ids, self.log_probs_ids = words.log_prob, words.log_probs
        self.new_word_rates = _new_word_rates(parameters)
        self._analyse = lru_cache(maxsize=_CACHED_WORDS)(self._take_apart)
        self._symbol_and_emission = lru_cache(maxsize=_CACHED_WORDS)(self._look_up)
        self.marks = Marks(data.lines("abbreviations.txt"), data.lines("never_correct.txt"))

    @classmethod
    def load(
        cls,
        folder: Path,
        signs: Mapping[str, float] = {},
        respeller: Respeller | None = None,
        vowels: Collection[str] = "",
    ) -> Language:
        """Map the compiled data into memory.

        Args:
            folder: with the data, as the build has compiled it.
            signs: the share of texts, 0-1, that print a sign where there is a choice.
            respeller: rules of spelling that lead from its forms to those of the usual register.
            vowels: its letters that no two parts of a compound share where one ends and the next begins with them.

        Raises:
            DataError: the data is missing, damaged (size, first or last bytes) or of another version; the message says
                how to rebuild it.
        """
        return cls(DataFolder(folder), signs, respeller, vowels)

    def verify(self) -> None:
        """Check every byte of the data against its checksum.

        Raises:
            DataError: a file was altered.
        """
        self._data.verify()

    def count(self, word: str) -> int:
        """Occurrences in the corpora; 0 for what the dictionary alone has and for the unknown."""
        return self.lexicon.count(word)

    def log_frequency(self, word: str) -> float:
        """Natural logarithm of the word's share of running text; small but finite for the unseen and the unknown."""
        return self.lexicon.log_frequency(word)

    def case_of(self, word: str) -> Case:
        """How the word is written inside a sentence: "lower", "name", "acronym", "mixed", or "unknown"."""
        return self.lexicon.case_of(word)

    def forms(self, prefix: str) -> Iterator[str]:
        """The known forms that begin so, in small letters."""
        return self.automaton.forms(prefix)

    def commonest(self, longest: int, cost: float) -> list[str]:
        """The commonest words in small letters.

        Args:
            longest: letters, at most.
            cost: negative natural log of their share of running text, at most.
        """
        return [form for form in self.lexicon.commonest(cost) if len(form) <= longest and form in self.automaton]

    def is_abbreviation(self, token: str) -> bool:
        """Whether a token, with its full stops, is a known abbreviation."""
        return self.marks.is_abbreviation(token)

    def never_correct(self, token: str) -> bool:
        """Whether a token is to be left as it stands: numbers, signs, codes, addresses, abbreviations."""
        return self.marks.never_correct(token)

    def word_id(self, word: str) -> int:
        """The symbol of a word in the language model.

        Args:
            word: without the punctuation around it; "" for the boundary of a sentence.
        """
        return self._symbol_and_emission(word)[0]

    def emission(self, word: str) -> float:
        """Natural logarithm of P(word | its symbol): 0 for a word that is a symbol of its own.

        The unknown share a symbol with all others of their class; this tells them apart, by the parts of compounds and
        by letters.
        """
        return self._symbol_and_emission(word)[1]

    def log_prob(self, word: str, context: tuple[str, str] = ("", "")) -> float:
        """Natural logarithm of P(word | the two words before it); finite for every string.

        Args:
            word: without the punctuation around it; "" for the end of a sentence.
            context: the two words before, in order of reading; "" for the start of a sentence.
        """
        symbol, emission = self._symbol_and_emission(word)
        return self.log_prob_ids(symbol, self.word_id(context[0]), self.word_id(context[1])) + emission

    def log_prior(self, word: str) -> float:
        """The same at the start of a sentence, which stands for no context."""
        symbol, emission = self._symbol_and_emission(word)
        return self.log_prob_ids(symbol, BOUNDARY, BOUNDARY) + emission

    def log_probs(self, words: Sequence[str], context: tuple[str, str] = ("", "")) -> list[float]:
        """The same for many words in one context, faster than one by one."""
        found = [self._symbol_and_emission(word) for word in words]
        symbols = [symbol for symbol, _ in found]
        log_probs = self.log_probs_ids(symbols, self.word_id(context[0]), self.word_id(context[1]))
        return [log_prob + emission for log_prob, (_, emission) in zip(log_probs, found, strict=True)]

    def _look_up(self, word: str) -> tuple[int, float]:
        if len(word) > 1 and word.isupper() and not self.lexicon.knows(word):
            # Known words are no rarer in capitals than in small letters; nor are the unknown.
            ways = [self._as_written(way) for way in (word, *_ways_to_write(word))]
            return max(ways, key=lambda way: self.log_prob_ids(way[0], BOUNDARY, BOUNDARY) + way[1])
        return self._as_written(word)

    def _as_written(self, word: str) -> tuple[int, float]:
        """The symbol and the emission of a word in these letters."""
        symbol = symbol_of(word, self.lexicon)
        if symbol == UNKNOWN:
            return symbol, self.unknown.word(word)
        if symbol == NAME:
            return symbol, self.unknown.name(word)
        return symbol, self.unknown.number(word) if symbol == NUMBER else 0.0

    def analyse(self, word: str) -> Analysis | None:
        """The best split of a compound into known parts, or None where the word is no plausible compound.

        Handles capitals ("Kommunledningsutskottet"), names as first parts ("Södertörnskommunerna"), hyphens and
        strokes ("EU-parlamentet", "och/eller"), suspended parts ("kansli-") and the rule of three consonants
        ("toppolitiker"). A known word need not be a compound and may have no analysis; ask `knows` first.

        Args:
            word: without the punctuation around it.
        """
        return self._analyse(word)

    def may_be_word(self, word: str) -> bool:
        """Whether a word may be a form or a compound: a quick answer, which is no for most that are neither.

        Args:
            word: of letters alone.
        """
        small = word.lower()
        return len(small) != len(word) or self.splitter.may_be_word(small)

    def may_be_words(self, small: list[str]) -> bool:
        """Whether any of some words may be one; of small letters alone."""
        return self.splitter.may_be_words(small)

    def is_compound(self, word: str) -> bool:
        """Whether a word has such a split; faster than to name it."""
        if not word.isalpha() and _JOINT.search(word):
            return self._analyse(word) is not None
        return any(map(self.splitter.splits, _ways_to_write(word))) and not self.lexicon.is_suspect(word)

    def _take_apart(self, word: str) -> Analysis | None:
        if self.lexicon.is_suspect(word):
            return None
        if _JOINT.search(word):
            return self._analyse_joined(word)
        found = [split for way in _ways_to_write(word) if (split := self.splitter.split(way)) is not None]
        return min(found, key=lambda split: split.cost, default=None)

    def _analyse_joined(self, word: str) -> Analysis | None:
        *before, head = _JOINT.split(word)
        if not head and len(before[-1]) < DEFAULT.min_suspended:
            return None
        found = [self._first_element(part) for part in before]
        found.append(self._element(head) if head and not head.isdigit() else Analysis((head,), 0.0))
        parts: list[str] = []
        cost = 0.0
        for one in found:
            if one is None:
                return None
            parts += one.parts
            cost += one.cost
        return Analysis(tuple(parts), cost)

    def _first_element(self, part: str) -> Analysis | None:
        """What stands before a hyphen: a first part with its linking letter, a number, or a word."""
        if part.isdigit():
            return Analysis((part,), 0.0)
        cost = self.splitter.first_cost(part.lower())
        return Analysis((part,), STEP * cost) if cost >= 0 else self._element(part)

    def _element(self, word: str) -> Analysis | None:
        """One side of a hyphen: a known word, a single letter or a compound."""
        if self.lexicon.knows(word) or (len(word) == 1 and word.isalpha()):
            return Analysis((word,), -self.lexicon.log_frequency(word))
        return self.analyse(word) if word else None


def _new_word_rates(parameters: Mapping[str, Any]) -> tuple[float, float]:
    classes, words = parameters["classes"], parameters["words"]
    of_words, of_names = Shares(*parameters["unknown_words"]), Shares(*parameters["unknown_names"])
    return classes["unknown"] / words * of_words.letters, classes["names"] / words * of_names.letters


def _ways_to_write(word: str) -> tuple[str, ...]:
    """How a word may be written inside a sentence: in small letters, and with its capital as a name."""
    if not word[:1].isupper():
        return (word,)
    small = word.lower()
    return small, word[0] + small[1:] if word[1:].isupper() else word
