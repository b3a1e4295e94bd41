"""The characters of the model: those of Debian's `swe`, and those that Swedish print needs beside them."""

import unicodedata
from collections.abc import Sequence

# Each new character with the old one whose output row it starts from: what looks most like it.
LOOK_ALIKES = {
    "§": "$", "%": "&", "@": "&", "°": "”", "–": "—", "•": "»", "·": ".", "“": "”", "’": "'", "*": '"', "_": "—",
    "#": "&", "×": "x", "±": "+", "½": "4", "¼": "4", "¾": "4", "⁰": "”", "¹": "'", "²": "”", "³": "”", "⁴": "”",
    "⁵": "”", "⁶": "”", "⁷": "”", "⁸": "”", "⁹": "”", "₂": "2", "ü": "u", "Ü": "U", "è": "é", "È": "É", "à": "a",
    "À": "A", "á": "a", "â": "a", "ç": "c", "Ç": "C", "ø": "ö", "Ø": "Ö", "æ": "a", "Æ": "Ä", "ñ": "n", "ê": "é",
    "ë": "é", "í": "i", "î": "i", "ï": "i", "ó": "o", "ô": "o", "ú": "u", "û": "u", "ß": "B", "†": "t", "‰": "&",
    "©": "O", "®": "O", "~": "—", "\\": "/", "{": "(", "}": ")", "☐": "O", "☒": "X",
}  # fmt: skip

# What prints alike is one character to the model; what is left out makes a line unfit.
SAME_PRINT = str.maketrans(
    {
        "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u2010": "-", "\u2011": "-", "\u2012": "–", "\u2015": "—",
        "\u2212": "–", "\u2219": "·", "●": "•", "\u02da": "°", "º": "°", "…": "...", "\u2018": "’", "\u00ad": None,
        "\u200b": None, "\ufeff": None,
    }
)  # fmt: skip


def normalised(text: str) -> str:
    """The text as the model is to write it: composed, with one character for what prints alike, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).translate(SAME_PRINT).split())


def read_unicharset(text: str) -> list[str]:
    """The characters of a Tesseract unicharset file, in the order of their numbers; the first three are special.

    Raises:
        ValueError: If the file does not hold as many characters as its head says.
    """
    head, *lines = text.rstrip("\n").split("\n")
    if int(head) != len(lines):
        raise ValueError(f"unicharset says {head} characters, has {len(lines)}")
    return [line.split(" ")[0] for line in lines]


def extended_unicharset(text: str) -> str:
    """The unicharset file with the new characters after the old ones, whose numbers stay as they are."""
    old = read_unicharset(text)
    new = [character for character in LOOK_ALIKES if character not in old]
    _, *lines = text.rstrip("\n").split("\n")
    numbers = {character: number for number, character in enumerate([*old, *new])}
    lines += [_unicharset_line(character, numbers) for character in new]
    return "\n".join([str(len(lines)), *lines]) + "\n"


def known_characters(characters: Sequence[str]) -> frozenset[str]:
    """What a line of text may consist of: the characters of a unicharset and the space, without the special ones."""
    return frozenset(character for character in characters if len(character) == 1) | {" "}


def _unicharset_line(character: str, numbers: dict[str, int]) -> str:
    """One line of a unicharset: properties, metrics (unknown), script, other case, direction, mirror, plain form."""
    category = unicodedata.category(character)
    kinds = {
        1: category[0] == "L",
        2: category == "Ll",
        4: category == "Lu",
        8: category == "Nd",
        16: category[0] == "P",
    }
    properties = sum(bit for bit, holds in kinds.items() if holds)
    directions = {"L": 0, "EN": 2, "ES": 3, "ET": 4, "CS": 6}
    direction = directions.get(unicodedata.bidirectional(character), 10)
    script = "Latin" if category[0] == "L" else "Common"
    number = numbers[character]
    other_case = numbers.get(character.swapcase(), number)
    mirror = numbers.get({"{": "}", "}": "{"}.get(character, character), number)
    plain = {"–": "-", "“": '"', "’": "'"}.get(character, character)
    return (
        f"{character} {properties:x} 0,255,0,255,0,0,0,0,0,0 {script} {other_case} {direction} {mirror} {plain}"
        f"\t# {character} [{ord(character):x} ]"
    )
