"""One folder a language: everything that only this language has, constants and data; `language/` has the mechanisms."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ocr_fix.language import Language
from ocr_fix.language.datafiles import DataFolder
from ocr_fix.language.models.letters import Letters
from ocr_fix.languages import sv
from ocr_fix.languages.sv import printed_signs
from ocr_fix.languages.sv.alphabet import VOWELS
from ocr_fix.languages.sv.spelling import RESPELLER

_FOLDERS = {
    "sv": (sv.DATA, printed_signs.TODAY, None, VOWELS),
    "sv-historical": (sv.HISTORICAL, printed_signs.HISTORICAL, RESPELLER, VOWELS),
}
_COMMON = Path(__file__).parent / "data"


@cache
def load_language(code: str) -> Language:
    """A language with its data mapped into memory: once a process, shared by all who ask.

    Args:
        code: of the language by ISO 639-1, and of the register where it is not today's: "sv", "sv-historical".

    Raises:
        DataError: the data is missing, damaged (size, first or last bytes) or of another version; the message says
            how to rebuild it.
        KeyError: there is no such language.
    """
    return Language.load(*_FOLDERS[code])


@cache
def load_letters() -> Letters:
    """What letters say of languages, of all that are told apart; mapped into memory once a process.

    Raises:
        DataError: the data is missing, damaged or of another version.
    """
    folder = DataFolder(_COMMON)
    return Letters(folder.numbers("letters.weights", "b"), folder.parameters["languages"])
