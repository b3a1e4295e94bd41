"""What is no word to be mended: abbreviations, codes, formulas, addresses, labels, and whole lines of code or tables.

Two things tell. Forms that printed texts were counted to have, with the signs inside them (`Maj:ts`, `n:o`, `bl.a.`) or
the full stop behind (`uppl.`), stand in `languages/sv/codes.tsv`. For the rest there is a grammar, in which every rule
has a name. A shape of the grammar is firm where damaged words hardly ever look like it; where they do, it is not, and
speaks for the reading without forbidding another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cache, lru_cache
from typing import NamedTuple

import regex

from ocr_fix.correction.protection.shapes import BAR
from ocr_fix.correction.registers.thresholds import RegisterThresholds
from ocr_fix.correction.thresholds import DEFAULT
from ocr_fix.languages.sv import CODES
from ocr_fix.languages.sv.alphabet import OWN
from ocr_fix.languages.sv.contractions import (
    ACRONYMS_IN_SMALL,
    CUT_SHORT,
    ENDINGS,
    NUMBER,
    OF_ACRONYMS_IN_SMALL,
    OF_INITIALS,
    OF_LETTERS,
    OF_NAMES,
    OF_ORDINALS,
    OF_TOWNS,
    OF_WORDS,
)
from ocr_fix.notation.addresses import DOMAINS, SCHEME_END, SERVER, WWW
from ocr_fix.notation.orthography import is_shouted


class Reason(StrEnum):
    """Why a token is no word to be mended; the values are for people."""

    COUNTED = "written so in print"
    ABBREVIATION = "abbreviation"
    ACRONYM = "acronym"
    CONTRACTION = "contraction with a colon"
    ELISION = "letters left out"
    ORDINAL = "ordinal number"
    NUMBER_WORD = "word with a number"
    CODE = "letters and digits"
    FORMULA = "formula"
    NUMERAL = "Roman numeral"
    INITIALS = "initials"
    ITEM = "label of an item"
    UNIT = "unit"
    LABELLED = "label before a number"
    REFERENCE = "reference"
    ADDRESS = "address"
    FILE = "file or path"
    IDENTIFIER = "identifier"
    SIGNS = "signs"
    LEADERS = "dotted leaders"
    RULE = "rule of a table"


class Code(NamedTuple):
    """The part of a token that is to stay.

    Attributes:
        start: where it begins in the token, in characters.
        end: where it ends.
        reason: why.
        firm: whether damaged words hardly ever look so. What is not firm speaks for the reading, no more.
    """

    start: int
    end: int
    reason: Reason
    firm: bool


_BEFORE = "([{\"'”“„»«’‘–—•*·"
_CLOSES = frozenset(")]}\"'”“»«’")
_BEHIND = ",;:!?)]}\"'”“»«’‘–—*"

_DOMAIN = f"{DOMAINS}|gov|edu|info|int|no|dk|fi|de|uk|fr"
_FILE = (
    "pdf|docx?|xlsx?|pptx?|txt|csv|tsv|xml|html?|jpe?g|png|gif|tiff?|bmp|zip|gz|tar|py|yaml|yml|json|ini|cfg|conf|log"
    "|sh|exe|dll|sys|bat|md|js|css|sql|mdb|dbf|rtf|odt|dat|bak"
)
_ELEMENT = (
    "H|He|Li|Be|B|C|N|O|F|Ne|Na|Mg|Al|Si|P|S|Cl|Ar|K|Ca|Cr|Mn|Fe|Co|Ni|Cu|Zn|As|Se|Br|Kr|Sr|Ag|Cd|Sn|Sb|I|Ba|Pt|Au"
    "|Hg|Pb|U"
)


class Rules(NamedTuple):
    """Rules for the whole of a text.

    Attributes:
        first: matches a text that obeys any of them, by a group of its own for each; its last is the first obeyed.
        judged: the reason of each and whether it is firm, by its group.
    """

    first: Callable[[str], regex.Match[str] | None]
    judged: Sequence[tuple[Reason, bool]]


def _rules(*rules: tuple[Reason, bool, str]) -> Rules:
    """Rules from the reason of each, whether it is firm, and a pattern without groups; tried at once, not in turns."""
    together = "|".join(f"({pattern})" for _, _, pattern in rules)
    return Rules(regex.compile(together).fullmatch, [(reason, firm) for reason, firm, _ in rules])


_OF_WEB = rf"\W*(?:https?{SCHEME_END}|ftp{SCHEME_END}|{SERVER})\S+"
# Asked of the token as it stands.
_WHOLE = _rules(
    (Reason.ADDRESS, True, rf"{_OF_WEB}|\W*[\w.+-]+@[\w-]+(?:\.[\w-]+)+\W*"),
    (Reason.FILE, False, r"(?:/[\w.*-]+){2,}/?[,;]?"),  # or a scrap of an address
    (Reason.FILE, True, r"(?:~|\.{1,2})/[\w.*~-]*(?:/[\w.*~-]*)*\W*|[A-Za-z]:\\\S+|\*\.\w{1,5}[;,]?"),
    (Reason.ITEM, True, r"\(?\p{L}\)[.,;:]?|\([ivxl]{1,5}\)[.,;:]?|[ivxl]{2,5}\)[.,;:]?|\d{1,3}\p{Ll}?\)[.,;:]?"),
    (Reason.ABBREVIATION, True, r"\(\p{L}{2,5}\.\)[.,;:]?"),
    (Reason.ABBREVIATION, False, r"\((?:\p{Ll}{1,3}|\p{Lu}{1,5})\)[.,;:]?"),
    (Reason.IDENTIFIER, True, r"[A-Za-z_]\w*\(\S*\)[;:,]?|\S*(?:==|!=|->|=>|:=|&&|\|\||::)\S*|\$\w+|</?[a-z]\w*/?>"),
    (Reason.IDENTIFIER, True, r"-[A-Za-z][,;:.)]*|--[a-z]\w*(?:-\w+)+[,;:.)]*|--?[a-z][\w-]*=\S*"),
    (Reason.IDENTIFIER, False, r"--[a-z]{3,}[,;:.)]*"),  # or a dash and a word
)
# Each of them has one of these signs; most tokens have none.
_IN_WHOLE = frozenset("@/\\*()=<>&|:$")
_OPTION = regex.compile(r"--?\w")
# Asked of it without what stands around it.
_CORE = _rules(
    (Reason.ADDRESS, True, rf"[\w-]{{2,}}(?:\.[\w-]+)*\.(?:{_DOMAIN})(?:/\S*)?"),
    (Reason.FILE, True, rf"[\w-][\w.-]*\.(?:{_FILE})"),
    (Reason.IDENTIFIER, True, r"[a-z]\w*\.[a-z]\w*\(\S*"),
    (Reason.IDENTIFIER, False, r"[A-Za-z][A-Za-z0-9]+(?:_[A-Za-z0-9]{2,})+"),
    (Reason.REFERENCE, True, r"\d{2,4}(?:/\d{2,4})?:\p{L}{1,6}\d+|\d{2,4}/\d{1,4}/\p{L}{2,8}|\p{Lu}{2,4}\(\d{4}\)?"),
    (Reason.REFERENCE, True, r"\p{Lu}{1,3}-\d+/\d+|\p{Lu}{1,4}(?::[\p{Lu}\d]+){2,}|[\dA-F]{2}(?::[\dA-F]{2}){3,}"),
    (Reason.REFERENCE, True, r"\p{L}{1,4}\.?\d{1,4}[:/]\d{1,5}|10\.\d{4,5}/\S+|\d+(?:\.\d+)+-?\p{Ll}{1,5}\d{0,2}"),
    (Reason.ORDINAL, True, rf"\d{{1,4}}:(?:{OF_ORDINALS})"),
    (Reason.CONTRACTION, True, rf"(?:\p{{Lu}}{{2,7}}|\p{{Lu}}\p{{L}}{{0,3}}\p{{Lu}}|\p{{Lu}}\d{{1,3}}):(?:{ENDINGS})"),
    (Reason.CONTRACTION, True, rf"\p{{Lu}}:(?:{OF_INITIALS})"),
    (Reason.CONTRACTION, True, rf"\p{{Lu}}\p{{Ll}}{{1,5}}:(?:{OF_NAMES})"),
    (Reason.CONTRACTION, True, rf"\p{{Lu}}(?:th)?:(?:{OF_TOWNS})s?"),
    (Reason.CONTRACTION, True, rf"(?:{ACRONYMS_IN_SMALL}):(?:{OF_ACRONYMS_IN_SMALL})"),
    (Reason.CONTRACTION, True, rf"\p{{Ll}}:(?:{OF_LETTERS})"),
    (Reason.CONTRACTION, False, rf"\p{{L}}{{1,7}}\.?:(?:{OF_WORDS})"),
    (Reason.ABBREVIATION, True, rf"(?:\p{{L}}{{2,6}}\.){{1,3}}{NUMBER}|\p{{L}}{{2,6}}\.[ -]?{NUMBER}"),
    (Reason.INITIALS, True, r"(?:\p{Lu}\p{Ll}?\.-?){1,4}\p{Lu}?\.?"),
    (Reason.ABBREVIATION, True, r"(?:\p{Ll}\.){1,4}\p{Ll}{0,4}\.?|\p{Lu}\.(?:\p{Ll}\.)+"),
    (
        Reason.FORMULA,
        True,
        rf"(?:\(?(?:{_ELEMENT})\)?\d{{0,2}}){{2,}}(?<=\d)|(?:{_ELEMENT})[₂-₉]|(?:{_ELEMENT}){{1,3}}\d\p{{Lu}}",
    ),
    (Reason.FORMULA, True, r"\p{Lu}\p{L}{0,4}[₀-₉⁰-⁹]+\S*|\p{L}{1,3}[²³]"),
    (Reason.CODE, True, r"(?:\p{Lu}{1,5}[-/]?\d{1,6}[a-z]?(?:[-/]\d+)?|\d{1,4}-?\p{Lu}{1,3}\d*)(?:-\p{L}{3,})?"),
    (Reason.CODE, True, r"(?=(?:.*\d){2})(?=.*[A-Z])[A-Z0-9]{4,}|(?=(?:.*\d){3})(?=.*[a-f])[a-f0-9]{6,}"),
    (Reason.CODE, False, r"\d{1,3}[a-h]"),
    (Reason.NUMERAL, True, r"[MDCLXVI]+(?:[.–-][MDCLXVI]+)+"),
    (Reason.ELISION, True, r"(?:[dlnDLN]|qu|Qu)’\p{L}{3,}|[OD]’\p{Lu}\p{L}+(?:s)?"),
    (Reason.ELISION, True, rf"\p{{L}}{{2,}}’(?:{CUT_SHORT})"),
    (Reason.ELISION, False, r"\p{L}+’\p{L}+|\p{L}{1,5}’"),
    (Reason.CODE, True, r"\p{Lu}{1,2}&\p{Lu}{1,2}(?::?s|-\p{L}{3,})?"),
    (Reason.CODE, False, r"\p{Lu}{2,5}(?:/\p{Lu}{1,5}){1,3}|\p{Lu}[/+]\p{Lu}"),
)
_NUMERAL = r"(?=[MDCLXVI]{2})M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
# Asked of letters alone.
_LETTERS = _rules(
    (Reason.NUMERAL, True, _NUMERAL),
    (Reason.IDENTIFIER, True, r"[a-z]{2,}(?:[A-Z][a-z]+){2,}"),
)
# Asked of what is too long for the others.
_LONG = _rules((Reason.ADDRESS, True, _OF_WEB))
_LEADERS = regex.compile(r"\.{4,}|…{2,}|(?:\.{2,}…)+")
_NUMBER_WORD = regex.compile(r"(?:\d[\d.,/:–]*|\d+(?:,\d+)?)-(\p{Ll}{2,})")
_ACRONYM_WORD = regex.compile(r"\p{Lu}{2,5}(?:-\p{Lu}{1,5})?-(\p{Ll}{4,})")
_BRACKETED = regex.compile(r"(?:\((\p{L}\p{Ll}*)\)(\p{Ll}{2,})|(\p{L}\p{Ll}+)\((\p{Ll}+)\))[,;:.!?]*")
_DOTTED = regex.compile(r"[a-z]\w*(?:\.[a-z]\w+)+")
_NUMBER = regex.compile(r"[+±–-]?\d[\d.,:/–-]*")
_HEXADECIMAL = regex.compile(r"(?=.*\d)[\dA-Fa-f]{2}(?:[:.-]?[\dA-Fa-f]{2})+")
_SHORT = regex.compile(r"\p{Lu}\p{L}{1,3}|\p{Lu}{2,5}")
_VOWEL = regex.compile(rf"[aeiouyAEIOUY{OWN}{OWN.upper()}]")
_INITIAL = regex.compile(r"\p{Lu}\.")
_LENGTH_OF_INITIAL = 2
_UNIT_OF = regex.compile(r"[/·]")


class Codes:
    """Tells what is no word to be mended; each token is worked out once.

    Args:
        forms: counted forms by kind, as `read_forms` gives them.
        is_abbreviation: whether a token, its full stops included, is one of the language's abbreviations.
        knows: whether letters are a known word.
        is_word: the same, compounds of known words among them.
        thresholds: the numbers to go by.
    """

    def __init__(
        self,
        forms: Mapping[str, frozenset[str]],
        is_abbreviation: Callable[[str], bool],
        knows: Callable[[str], bool],
        is_word: Callable[[str], bool],
        thresholds: RegisterThresholds = DEFAULT,
    ) -> None:
        self._marked, self._stopped = forms["marked"], forms["stopped"]
        self._units, self._labels, self._suffixes = forms["unit"], forms["label"], forms["suffix"]
        self._is_abbreviation, self._knows, self._is_word = is_abbreviation, knows, is_word
        self._thresholds = thresholds
        self.of = lru_cache(50_000)(self._of)

    def _of(self, token: str) -> Code | None:
        """The part of a token that is no word, whatever stands around it; None for words, numbers and plain signs."""
        if token.isalpha():
            return _of_letters(token, 0)
        if (".." in token or "…" in token) and (leaders := _LEADERS.search(token)):
            return Code(*leaders.span(), Reason.LEADERS, firm=True)
        if len(token) > self._thresholds.code_length:
            return _shaped(token, 0, _LONG)
        if not any(map(str.isalpha, token)):
            return None
        start, end = _bounds(token)
        core = token[start:end]
        stem = core.removesuffix(".").replace("'", "’")
        if reason := self._in_print(core, stem):
            return Code(start, end, reason, firm=True)
        return self._by_shape(token, stem, start)

    def _by_shape(self, token: str, stem: str, start: int) -> Code | None:
        """What a token is by the grammar."""
        whole = (_shaped(token, 0, _WHOLE) or self._bracketed(token)) if _may_be_whole(token) else None
        if whole is not None:
            return whole
        if stem.isalpha():
            return _of_letters(stem, start)
        if stem.islower() and stem.replace("-", "").isalpha():
            return None
        # Two words run together have a known one.
        if "." in stem and _DOTTED.fullmatch(stem) and not any(map(self._knows, stem.split("."))):
            return Code(start, start + len(stem), Reason.IDENTIFIER, firm=True)
        return _shaped(stem, start, _CORE) or self._with_word(stem, start)

    def _in_print(self, core: str, stem: str) -> Reason | None:
        """What a form is that texts were counted to have."""
        if len(core) == _LENGTH_OF_INITIAL and _INITIAL.fullmatch(core):
            return Reason.INITIALS
        if core.endswith(".") and (self._is_abbreviation(core) or stem in self._stopped):
            return Reason.ABBREVIATION
        if stem.isalpha():
            return None
        first, rest = stem[:1], stem[1:]
        ways = (stem, core, first.lower() + rest, first.upper() + rest if ":" in rest else stem)
        if not self._marked.isdisjoint(ways) or self._is_abbreviation(core):
            return Reason.COUNTED
        return Reason.COUNTED if stem.endswith(":s") and stem[:-2].removesuffix(".") in self._stopped else None

    def _bracketed(self, token: str) -> Code | None:
        """A word of which a part stands in brackets: "(för)studien", "kommun(er)"."""
        found = _BRACKETED.fullmatch(token)
        is_word = found is not None and self._knows("".join(filter(None, found.groups())))
        return Code(0, len(token), Reason.ELISION, firm=True) if is_word else None

    def _with_word(self, stem: str, start: int) -> Code | None:
        """A word joined to a number or an acronym by a hyphen, or units joined by a stroke."""
        end = start + len(stem)
        if (found := _NUMBER_WORD.fullmatch(stem)) and (found[1] in self._suffixes or self._knows(found[1])):
            return Code(start, end, Reason.NUMBER_WORD, firm=True)
        if (found := _ACRONYM_WORD.fullmatch(stem)) and self._is_word(found[1]):
            return Code(start, end, Reason.ACRONYM, firm=True)
        units = _UNIT_OF.split(stem)
        return Code(start, end, Reason.UNIT, firm=True) if len(units) > 1 and all(map(self.is_unit, units)) else None

    def is_unit(self, letters: str) -> bool:
        """Whether letters stand for a unit, behind a number or in one like "kr/kWh"."""
        letters = letters.rstrip("²³")
        return letters in self._units or letters in {"m", "s", "h", "g", "l", "t", "J", "W", "V", "A", "N", "K"}

    def among(self, tokens: Sequence[str]) -> list[Code | None]:
        """For each token of a line or a paragraph the part of it that is no word; see `at`.

        Args:
            tokens: what stands between spaces, in order.
        """
        return [self.at(tokens, place) for place in range(len(tokens))]

    def at(self, tokens: Sequence[str], place: int) -> Code | None:
        """The part of one of some tokens that is no word.

        Beside what `of` tells of the token itself, its neighbours tell units ("5 dl"), labels ("Bg 5361"), acronyms in
        text that is not in capitals, and bars that are rules.

        Args:
            tokens: of a line or a paragraph, in order.
            place: the index of the token asked about.
        """
        token = tokens[place]
        if found := self.of(token):
            return found
        letters, start = self._letters(token)
        if not letters and token != BAR:
            return None
        before = tokens[place - 1] if place else ""
        after = tokens[place + 1] if place + 1 < len(tokens) else ""
        if token == BAR:
            bars = tokens.count(BAR)
            is_rule = bars > 1 or not before or not after or not after[0].islower()
            return Code(0, 1, Reason.RULE, firm=bars > 1) if is_rule else None
        judged = self._beside(letters, token[start + len(letters) :], before, after)
        return Code(start, start + len(letters), *judged) if judged else None

    def is_never_firm(self, token: str) -> bool:
        """Whether a token is no code, or none that is firm, whatever stands beside it."""
        found = self.of(token)
        return (token != BAR and not self._letters(token)[0]) if found is None else not found.firm

    def _letters(self, token: str) -> tuple[str, int]:
        """The letters of a token of which its neighbours may tell more, and where they begin; "" where there are none.

        Args:
            token: the token.
        """
        start, end = _bounds(token)
        core = token[start:end].removesuffix(".")
        return (core if len(core) <= self._thresholds.letters_beside and core.isalpha() else ""), start

    def _beside(self, letters: str, behind: str, before: str, after: str) -> tuple[Reason, bool] | None:
        """What letters are by their neighbours, and whether firmly."""
        if self.is_unit(letters) and _NUMBER.fullmatch(before.lstrip("(")):
            return Reason.UNIT, True
        leads_number = behind in {"", ".", ":"} and _is_numeric(after)
        if not (leads_number or letters.isupper()):  # as most
            return None
        shouted = _is_loud(before) or _is_loud(after)
        if leads_number and (judged := self._before_number(letters, shouted)):
            return judged
        is_acronym = len(letters) <= self._thresholds.acronym_length and is_shouted(letters) and not shouted
        return (Reason.ACRONYM, True) if is_acronym else None

    def _before_number(self, letters: str, shouted: bool) -> tuple[Reason, bool] | None:
        """What letters are before a number, and whether firmly; "Ar 1955" may be a damaged word, "Bg 55" is none."""
        if letters in self._stopped or self._is_abbreviation(letters + "."):
            return Reason.ABBREVIATION, True
        if not _SHORT.fullmatch(letters):
            return None
        if letters in self._labels:
            return Reason.LABELLED, True
        is_like_none = not shouted and (letters.isupper() or not _VOWEL.search(letters))
        return None if self._knows(letters) else (Reason.LABELLED, is_like_none)


def _bounds(token: str) -> tuple[int, int]:
    """Where what stands before a token's core ends, and where its core does; a bracket that opens inside stays."""
    if token.isalpha():
        return 0, len(token)
    start = len(token) - len(token.lstrip(_BEFORE))
    core = token[start:].rstrip(_BEHIND)
    if core[-1:] == "." and core[-2:-1] in _CLOSES:  # of what was said before the bracket: "m.m.)."
        core = core[:-1].rstrip(_BEHIND)
    if core.count("(") > core.count(")") and token[start + len(core) :].startswith(")"):
        core += ")"
    return start, start + len(core)


def _may_be_whole(token: str) -> bool:
    """Whether any of the rules for whole tokens may hold."""
    return not _IN_WHOLE.isdisjoint(token) or (token[0] == "-" and _OPTION.match(token) is not None) or WWW in token


def _of_letters(letters: str, start: int) -> Code | None:
    """The first rule for letters alone: all ask for capitals throughout, or behind small ones."""
    if letters.isupper() or (letters[0].islower() and not letters.islower()):
        return _shaped(letters, start, _LETTERS)
    return None


def _shaped(text: str, start: int, rules: Rules) -> Code | None:
    """The first rule that the whole of a text obeys."""
    match = rules.first(text)
    if match is None:
        return None
    assert match.lastindex is not None  # every rule has a group
    return Code(start, start + len(text), *rules.judged[match.lastindex - 1])


def _is_numeric(token: str) -> bool:
    core = token.strip("(),.;")
    if not any(map(str.isdigit, core)):
        return False
    return bool(_NUMBER.fullmatch(core) or _HEXADECIMAL.fullmatch(core))


def _is_loud(token: str) -> bool:
    return is_shouted("".join(filter(str.isalpha, token)))


def read_forms(lines: Iterable[str]) -> dict[str, frozenset[str]]:
    """Counted forms by kind.

    Args:
        lines: of `codes.tsv`: kind, form and counts parted by tabs; "#" starts a comment.
    """
    forms: dict[str, set[str]] = {kind: set() for kind in ("marked", "stopped", "unit", "label", "suffix")}
    for line in lines:
        if not line.startswith("#"):
            kind, form, *_ = line.split("\t")
            forms[kind].add(form)
    return {kind: frozenset(found) for kind, found in forms.items()}


@cache
def swedish_forms() -> dict[str, frozenset[str]]:
    """The counted forms of Swedish, read once a process."""
    return read_forms(CODES.read_text(encoding="utf-8").splitlines())
