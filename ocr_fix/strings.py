"""Texts that an engine has read already: brought into normal form and corrected, one by one or many together."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Mapping, Sequence

from ocr_fix.correction import (
    Confusion,
    Corrected,
    Corrector,
    corrected_in_sections,
    corrected_together,
    default_sources,
    tokenise,
)
from ocr_fix.correction.registers.identification import Declared, Identifier, LanguageIdentifier
from ocr_fix.document import Correction, RegisterChoice
from ocr_fix.document.language_codes import shares_of
from ocr_fix.languages import load_language, load_letters
from ocr_fix.layout import normal_forms, swedish_forms
from ocr_fix.options import Options
from ocr_fix.system.machine import gc_paused

REGISTERS: Mapping[RegisterChoice, Sequence[str]] = {
    "auto": ("sv", "sv-historical"),
    "modern": ("sv",),
    "old": ("sv-historical",),
}
"""The registers of Swedish that texts are corrected in, by choice, the usual one first."""

# A surrogate by itself; Python has no pairs of them in a string.
_HALF = re.compile("[\ud800-\udfff]")
_NAMES: Mapping[str, RegisterChoice] = {"sv": "modern", "sv-historical": "old"}


class TextCleaner:
    """Corrects texts with one set of options; loads its data once and may be shared between threads.

    Args:
        options: how to correct.
    """

    def __init__(self, options: Options) -> None:
        self.options = options
        self._corrector: Corrector | None = None
        self._lock = threading.Lock()

    def correct(self, text: str) -> Correction:
        """Repair a text that was read by some OCR engine; its line breaks and spaces stay as they are.

        `revert(correction.text, correction.changes)` gives back `text` to the letter. A long text is taken section by
        section, so that the memory needed beside it and its changes does not grow.

        Raises:
            DataError: the language data is missing or damaged.
            TypeError: it is no string.
            ValueError: there is half of a character in it (a lone surrogate).
        """
        _check_text(text)
        return corrected_in_sections(text, self.correct_section)

    def correct_many(self, texts: Iterable[str]) -> list[Correction]:
        """Repair many texts of one origin, such as the lines or pages of one book: as fast as one text of that length.

        They are corrected together: what damaged one is evidence for the others, as if they were one text. Page, line
        and start of a change are those in its own text. Texts of different origin are better given to `correct` one by
        one.

        Args:
            texts: the texts, in any number; an empty one stays empty.

        Returns:
            What became of each, in the same order.

        Raises:
            DataError: the language data is missing or damaged.
            TypeError: one of them is no string, or `texts` is itself one.
            ValueError: there is half of a character in one of them.
        """
        if isinstance(texts, str):
            raise TypeError("one text was given where many are wanted; give a list of texts, or use correct()")
        all_texts = list(texts)
        for number, text in enumerate(all_texts):
            _check_text(text, f"text {number}")
        with gc_paused():
            return corrected_together(all_texts, self._repaired, self.correct)

    def correct_section(self, text: str) -> Correction:
        """Repair a text as one whole, however long; see `correct`."""
        with gc_paused():
            flow, found = self._repaired(text)
            languages = {} if found is None else shares_of(found.counts(len(flow.tokens)))
            return Correction(flow.text, flow.changes, flow.doubts, languages)

    def _repaired(self, text: str) -> Corrected:
        flow = tokenise(text)
        flow = flow.with_edits(normal_forms(flow))
        found = None
        if self.options.correct:
            found = self.corrector().corrected(flow)
            flow = flow.with_edits(found.edits)
        if self.options.typography == "swedish":
            flow = flow.with_edits(swedish_forms(flow))
        return flow, found

    def corrector(self) -> Corrector:
        """What corrects, made ready at the first call.

        Raises:
            DataError: the language data is missing or damaged.
        """
        with self._lock:
            if self._corrector is None:
                options = self.options
                confusions = {Confusion(printed, read): share for printed, read, share in options.confusions}
                self._corrector = Corrector(
                    options.language or [load_language(code) for code in REGISTERS[options.register]],
                    options.words,
                    options.never,
                    confusions,
                    options.min_confidence,
                    lambda knowledge: (*default_sources(knowledge), *options.sources),
                    identifier=self._identifier(),
                )
            return self._corrector

    def registers_told(self, weights: Sequence[float]) -> dict[str, float]:
        """How much is in each register, by its name.

        Args:
            weights: as the corrector tells them.
        """
        if self.options.language is not None or not weights:
            return {}
        told = zip(REGISTERS[self.options.register], weights, strict=True)
        return {_NAMES[code]: round(weight, 4) for code, weight in told if weight}

    def _identifier(self) -> Identifier:
        declared = self.options.declared_language
        return LanguageIdentifier(load_letters()) if declared is None else Declared(declared)


def _check_text(text: object, what: str = "the text") -> None:
    """Make sure that a text is one: tables have other values where one is missing.

    Raises:
        TypeError: it is none.
        ValueError: there is half of a character in it, which nothing can write.
    """
    if not isinstance(text, str):
        if isinstance(text, bytes | bytearray):
            raise TypeError(f"{what} is bytes; decode it first, or give it to clean(), which tells its encoding")
        missing = text is None or text != text or type(text).__name__ in {"NAType", "NaTType"}  # noqa: PLR0124 - NaN
        advice = "; leave missing values out, or fill them with ''" if missing else ""
        raise TypeError(f"{what} is {text!r}, a {type(text).__name__}, and not a string{advice}")
    if not text.isascii() and (half := _HALF.search(text)) is not None:
        found = f"U+{ord(half[0]):04X} at position {half.start()}"
        raise ValueError(
            f"{what} has half of a character ({found}), as bytes leave that were decoded with surrogateescape; "
            "decode them with errors='replace', or give them to clean(), which tells their encoding"
        )
