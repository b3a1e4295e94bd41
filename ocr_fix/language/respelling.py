"""Rules of spelling: which forms of another spelling a form may stand for ("hufvudet" for "huvudet").

No list holds all forms of an old spelling, but most of them differ from today's by a few regular letters. A rule says
what some letters of the old spelling are in the other; a form is explained when rules lead to a known one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Literal, NamedTuple

from ocr_fix.language.automaton import Automaton
from ocr_fix.language.thresholds import DEFAULT

Use = Literal["always", "maybe", "once"]


class SpellingRule(NamedTuple):
    """One difference between two spellings.

    Attributes:
        pattern: letters as the old spelling has them, a regular expression that never matches the empty string.
        letters: what stands there in the other spelling.
        use: "always" where the old letters are never kept, "once" where one place of a form at most is meant, as with
            letters that stand nearly everywhere.
    """

    pattern: str
    letters: str
    use: Use = "maybe"


class Respeller:
    """Applies rules of spelling to forms.

    Args:
        rules: where two match at one place, each is tried.
    """

    def __init__(self, rules: Sequence[SpellingRule]) -> None:
        self._rules: list[tuple[re.Pattern[str], str, Use]] = [
            (re.compile(rule.pattern), rule.letters, rule.use) for rule in rules
        ]
        self._any = re.compile("|".join(rule.pattern for rule in rules))

    def respellings(self, form: str, prefixes: Automaton | None = None) -> Iterator[str]:
        """What a form may be in the other spelling, itself left out; the most changed first.

        Args:
            form: in small letters.
            prefixes: only what its forms begin with is followed up; if not given, everything.
        """
        if self._any.search(form) is None:
            return
        replacements = self._replacements(form)
        left = DEFAULT.most_respellings
        stack = [(0, "", False, False, 0)]
        while stack and left:
            place, written, changed, spent, node = stack.pop()
            start = len(written)
            while place < len(form) and place not in replacements:
                written += form[place]
                place += 1
            if prefixes is not None:
                node = prefixes.walk(written[start:], node)
                if node < 0:
                    continue
            if place == len(form):
                if changed and written != form:
                    left -= 1
                    yield written
                continue
            choices = replacements[place]
            if all(use != "always" for _, _, use in choices):
                choices = [(place + 1, form[place], "maybe"), *choices]
            for end, letters, use in choices:
                if use == "once" and spent:
                    continue
                after = node if prefixes is None else prefixes.walk(letters, node)
                if after >= 0:
                    is_change = letters != form[place:end]
                    stack.append((end, written + letters, changed or is_change, spent or use == "once", after))

    def _replacements(self, form: str) -> dict[int, list[tuple[int, str, Use]]]:
        """The end, the new letters and the use of each rule that applies, by the place where it begins."""
        found: dict[int, list[tuple[int, str, Use]]] = {}
        for pattern, letters, use in self._rules:
            for match in pattern.finditer(form):
                found.setdefault(match.start(), []).append((match.end(), letters, use))
        return found

    def explains(self, form: str, is_word: Callable[[str], bool], prefixes: Automaton | None = None) -> bool:
        """Whether some respelling of a form is a word.

        Args:
            form: in small letters.
            is_word: judges forms of the other spelling.
            prefixes: an automaton of all words, if `is_word` knows no others: saves most of the work.
        """
        return any(map(is_word, self.respellings(form, prefixes)))
