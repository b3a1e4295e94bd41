"""Which signs a reading with `swe` must have missed, told by a second reading and the grammar of numbers.

The Swedish model has no § % @ ° in its character set and prints what looks like them: "($ 169)", "35 20", "21 ”C". The
English model has them. A sign is taken from it only where the rest of the two readings is the same, character by
character, so that no digit changes but one that stands for a sign; and only beside a number, where such a sign belongs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import regex
from rapidfuzz.distance import Levenshtein, Opcode

from ocr_fix.notation.addresses import EMAIL
from ocr_fix.recognition.thresholds import THRESHOLDS

_T = THRESHOLDS.lost_signs

SIGNS = frozenset("§%°@")

# What `swe` was seen to print for a sign it does not have on simulated scans, those of the samples among them.
_READ_AS = {
    "§": r"(?:[8$S5369&§s][$&S]?|58)",
    "%": r"(?:[0-9/\"”“'’*?oO%ZzeXx]|\p{Lu}\p{L}?){1,3}",
    "°": r"[”“\"'’*?°oO]",
}

_OPENING, _CLOSING = r"[(\"”\[]*", r"[)\"”\].,;:!?]*"
_NUMBER = r"\d+(?:[.,:]\d+)*"
# What a sign looks like with the numbers it may be read together with; white space left out.
_SECTION = regex.compile(rf"{_OPENING}(?:\d+(?:\p{{Ll}})?|\p{{Ll}})?§{{1,2}}(?:{_NUMBER})?{_CLOSING}")
_PERCENT = regex.compile(rf"{_OPENING}(?:{_NUMBER})?%{_CLOSING}")
_DEGREE = regex.compile(rf"{_OPENING}(?:{_NUMBER})?°C?{_CLOSING}")
_EMAIL = regex.compile(rf"{_OPENING}{EMAIL}{_CLOSING}")

# What many a number ends in, and looks like % itself.
_ZEROS = regex.compile("0+")

_ENDS_IN_NUMBER = regex.compile(r"\d\p{Ll}?$|\d[,.–-]$")
_SECTION_LETTER = regex.compile(r"\p{Ll}")
_DOLLARS = regex.compile(rf"({_OPENING})(\d*)([$&§]{{1,2}})({_CLOSING})")

# Whatever an unsure first reading has in the place of a sign.
_ANYTHING = r"\S{1,4}"
_NUMBER_OR_SIGN = regex.compile(rf"{_OPENING}(?:[-–]?{_NUMBER}(?:[-–]{_NUMBER})?%?|%){_CLOSING}")
_HAS_DIGIT = regex.compile(r"\p{Nd}")
# What `swe` prints and no Swedish number holds.
_NO_NUMBER = regex.compile(r"[$&£]")
# Litres, the only unit that begins as 1 looks.
_PER = regex.compile(r"[1I|](/\p{L}.*)")
_LITRES = regex.compile(r"l/\p{L}+[).,;:]*")
# Groups of digits in a telephone number have two or three.
_AREA_CODE = regex.compile(r"0\d{1,3}[-–/]\d{2,3}")
_DIGITS = regex.compile(r"(\d+)[).,;:]*")
_SQUARE_METRES = regex.compile(r"([kcdm]?m)\?([).,;:]*)")


def is_number(text: str) -> bool:
    """Whether a word is a number, with a % or closing punctuation at most."""
    return _NUMBER_OR_SIGN.fullmatch(text) is not None


def is_clearer_number(words: Sequence[str], eng: str, swe_sure: float, eng_sure: float) -> bool:
    """Whether what the first reading is unsure of, or what it prints for no number, is a number in the second.

    Args:
        words: what stands on one spot in the first reading.
        eng: what stands there in the second, without white space.
        swe_sure: how sure the first is, 0-1.
        eng_sure: likewise the second.
    """
    swe = "".join(words)
    if not _NUMBER_OR_SIGN.fullmatch(eng) or not _HAS_DIGIT.search(eng) or swe == eng:
        return False
    if _NO_NUMBER.fullmatch(swe):
        return True
    all_digits = all(_HAS_DIGIT.search(word) for word in words)  # a number swallows no word
    return all_digits and swe_sure < _T.guess and eng_sure >= swe_sure + _T.surer


def with_signs(
    swe: Sequence[str], eng: Sequence[str], before: Sequence[str], after: str, *, unsure: bool = False
) -> list[str] | None:
    """The words of one spot with the signs that only the second reading can have.

    Args:
        swe: the words as they were read with `swe`, at least one.
        eng: the words on the same spot in the second reading, at least one with a sign.
        before: the words before them on the line, as read with `swe`.
        after: the word after them; empty at the end of a line.
        unsure: whether the first reading has hardly a guess, and the second is sure.

    Returns:
        The words with signs; None where the readings differ in more than the sign or the sign does not belong.
    """
    joined = "".join(eng)
    if "@" in joined:
        return _address("".join(swe), joined) if _EMAIL.fullmatch(joined) else None
    if not _belongs(joined, before, after):
        return None
    return _explained(swe, eng, _READ_AS | {"%": _ANYTHING} if unsure else _READ_AS)


def beside_number(before: Sequence[str], after: str) -> bool:
    """Whether a section sign belongs here: behind a number, behind one and its letter as in "8 a §", before one.

    Args:
        before: the words before it, the last two at least.
        after: the word after it; empty where there is none.
    """
    if after[:1].isdecimal() or (before and _ENDS_IN_NUMBER.search(before[-1])):
        return True
    return len(before) > 1 and bool(_SECTION_LETTER.fullmatch(before[-1]) and _ENDS_IN_NUMBER.search(before[-2]))


def section_of_dollar(word: str, before: Sequence[str], after: str) -> list[str] | None:
    """A word with $ or & in the place of §, as on this page it stands for §; None where that is not certain.

    Args:
        word: as read with `swe`.
        before: the words before it on the line.
        after: the word after it; empty at the end of a line.
    """
    match = _DOLLARS.fullmatch(word)
    if match is None:
        return None
    opening, number, marks, closing = match.groups()
    signs = "§" * len(marks)
    if number:
        return [opening + number, signs + closing]
    if not beside_number(before, after):
        return None
    return [opening + signs + closing]


def square_metres(swe: str, eng: str, before: Sequence[str], after: str) -> str | None:
    """`m²` where both models print "m?", as they do for it and for nothing else after a number in mid-sentence.

    m³ is read the same by `swe` but otherwise by `eng`, so it is left as it is.
    """
    match = _SQUARE_METRES.fullmatch(swe)
    if match is None or swe != eng or not before or not before[-1][-1:].isdigit():
        return None
    ends_sentence = not match[2] and not (after[:1].islower() or after[:1].isdigit())
    return None if ends_sentence else f"{match[1]}²{match[2]}"


def litres(swe: str, eng: str, before: Sequence[str]) -> str | None:
    """`l/s` and its like after a number, where the first reading has the figure one for the l."""
    match = _PER.fullmatch(swe)
    same = match is not None and _LITRES.fullmatch(eng) and eng[1:] == match[1]
    return eng if same and before and _ENDS_IN_NUMBER.search(before[-1]) else None


def telephone_digits(swe: Sequence[str], eng: Sequence[str], before: Sequence[str]) -> str | None:
    """The last digits of a telephone number as one, where the first reading leaves one of them alone."""
    digits = [_DIGITS.fullmatch(word) for word in swe]
    if len(swe) == 1 or len(eng) != 1 or "".join(swe) != eng[0] or not before:
        return None
    alone = all(digits) and any(match is not None and len(match[1]) < _T.fewest_in_group for match in digits)
    return eng[0] if alone and _AREA_CODE.fullmatch(before[-1]) else None


def _belongs(joined: str, before: Sequence[str], after: str) -> bool:
    """Whether a sign stands where such signs stand: beside a number, its own or a neighbour."""
    has_number = any(character.isdigit() for character in joined)
    if _SECTION.fullmatch(joined):
        return has_number or beside_number(before, after)
    if _PERCENT.fullmatch(joined) or _DEGREE.fullmatch(joined):
        return has_number or bool(before and _ENDS_IN_NUMBER.search(before[-1]))
    return False


def _explained(swe: Sequence[str], eng: Sequence[str], read_as: Mapping[str, str]) -> list[str] | None:
    """The second reading where the first is the same but for what it prints in place of signs.

    Words are parted where either reading parts them, except before closing punctuation and inside a sign.
    """
    characters = "".join(eng)
    pattern = "".join(f"({read_as.get(character) or regex.escape(character)})" for character in characters)
    match = regex.fullmatch(pattern, "".join(swe))
    if match is None or any(_ZEROS.fullmatch(match[at + 1]) for at, sign in enumerate(characters) if sign == "%"):
        return None
    breaks = _boundaries(swe)
    eng_breaks = _boundaries(eng)
    words = [characters[0]]
    for index, character in enumerate(characters[1:], 1):
        parted = index in eng_breaks or match.start(index + 1) in breaks
        parted = parted or (character == "§" and characters[index - 1].isdigit())  # "12 §" is never set solid
        if parted and not regex.match(r"[).,;:]", character) and characters[index - 1 : index + 1] != "§§":
            words.append(character)
        else:
            words[-1] += character
    return words


def _boundaries(words: Sequence[str]) -> set[int]:
    """Where words end, counted in characters without white space; the last end left out."""
    ends, position = set(), 0
    for word in words[:-1]:
        position += len(word)
        ends.add(position)
    return ends


def _address(swe: str, eng: str) -> list[str] | None:
    """The first reading with the @ of the second, and with what it has beside it where the two differ there."""
    if Levenshtein.normalized_similarity(swe, eng) < _T.same_address:
        return None
    operations = list(Levenshtein.opcodes(swe, eng))
    at = eng.index("@")
    place = next(i for i, operation in enumerate(operations) if operation.dest_start <= at < operation.dest_end)
    if operations[place].tag == "equal":
        return None
    first = last = place
    while first > 0 and _is_near(operations[first - 1], first - 1):
        first -= 1
    while last + 1 < len(operations) and _is_near(operations[last + 1], len(operations) - last - 2):
        last += 1
    start, end = operations[first], operations[last]
    return [swe[: start.src_start] + eng[start.dest_start : end.dest_end] + swe[end.src_end :]]


def _is_near(operation: Opcode, beyond: int) -> bool:
    """Whether an operation is a difference, or a character that is the same with a difference beyond it."""
    if operation.tag != "equal":
        return True
    return beyond > 0 and operation.src_end - operation.src_start <= _T.near
