"""A page read as well as we can: treated as its noise asks for, read once, mended by what it shows."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace

from ocr_fix.document import Line, Page, PageImage
from ocr_fix.errors import PageError
from ocr_fix.language import Language
from ocr_fix.languages import load_language
from ocr_fix.recognition.again.numbers import with_numbers_read_again
from ocr_fix.recognition.boxes import rescaled, shifted, words_of
from ocr_fix.recognition.engines.engine import Engine, EngineInfo, EngineSettings, TextLayer, check_languages
from ocr_fix.recognition.engines.own_model import OWN, STOCK, is_own
from ocr_fix.recognition.engines.registry import make_engine
from ocr_fix.recognition.fitted import fitted
from ocr_fix.recognition.judgement import IsWord, is_illegible, is_poor, is_sure, known_words, sureness, worth
from ocr_fix.recognition.layers.layer_check import is_strange, strange_part, verdict_on
from ocr_fix.recognition.layers.text_layer import covers, fused_with_layer, is_good, is_rubbish, knows_more
from ocr_fix.recognition.layers.uncovered import as_it_lies, beside, goes_on_beside, with_beside
from ocr_fix.recognition.led.closing_up import closed_up, opened_up
from ocr_fix.recognition.left_out.reading import with_left_out
from ocr_fix.recognition.missed.completing import completed, with_dropped
from ocr_fix.recognition.missed.telling import told
from ocr_fix.recognition.missed.type_rows import TypeRow
from ocr_fix.recognition.preparation.blank import is_blank, is_dark
from ocr_fix.recognition.preparation.facing import facing
from ocr_fix.recognition.preparation.grounds.bands import without_bands
from ocr_fix.recognition.preparation.grounds.negative import positive
from ocr_fix.recognition.preparation.grounds.stains import without_stains
from ocr_fix.recognition.preparation.orientation import may_be_turned, runs_downward, turned
from ocr_fix.recognition.preparation.ruling.removal import Unruled, without_ruling
from ocr_fix.recognition.preparation.skew import is_askew, skew_of, slanted, straightened
from ocr_fix.recognition.preparation.treatment import Cues, cues_of, simplest, smoothed, softened, thickened, treated
from ocr_fix.recognition.rules import mended
from ocr_fix.wording import worded

# What `swe` reads as well as their own models: it has all their letters. Together with them Tesseract takes a model for
# each word and loses å: on a page in the three languages 1-4 words in 190 with `swe+eng+fin`, 0-1 with `swe`.
_READ_BY_SWEDISH = frozenset({"eng", "fin"})


class Reader:
    """Reads pages with Tesseract. Safe to use from several threads.

    Args:
        languages: codes of the language data to read with, the most important first.
        settings: which engine, its language data and its limits.
        text_layer: what to do with the text that a page has already.
        engine: what reads, in place of the one that the settings name.
        language: whose words tell a good reading from a poor one; None for Swedish.
    """

    def __init__(
        self,
        languages: Sequence[str] = (STOCK,),
        settings: EngineSettings | None = None,
        text_layer: TextLayer = "auto",
        engine: Engine | None = None,
        language: Language | None = None,
    ) -> None:
        self.languages = tuple(languages)
        self._text_layer = text_layer
        self._settings = settings or EngineSettings()
        self._models = models_for(self.languages, own=engine is None and self._settings.tessdata is None)
        self._lock = threading.Lock()
        self._made = engine
        self._language = language
        self._is_word: IsWord | None = None
        self._checked = False

    def info(self) -> EngineInfo:
        """Version and languages of the installed engine.

        Raises:
            EngineError: it is missing or does not answer.
        """
        return self._engine.info()

    def check(self) -> None:
        """Make sure, once, that the engine and its language data are there.

        Raises:
            EngineError: the program or the data of a language is missing; the message says what to install.
        """
        if not self._checked:
            check_languages(self._engine, [each for each in self._models if each != OWN])
            self._checked = True

    def read(self, page: PageImage) -> Page:
        """The words of a page in Tesseract's blocks, lines and order, with boxes in the pixels of the page given.

        A page that lies askew is read straight, and its boxes are those around its slanting words. One that lies on
        its side or upside down is turned; its boxes, width and height are those of the page upright. Where Tesseract
        fails on the page, or takes too long, it gets it once more as simple as can be, and `Page.note` says so.

        Text that the page has already is used where it is good or was asked for; where it is not, it is a second
        witness beside the reading; where nothing but that text is on the page, so that reading it would give it again,
        it is taken for the text of an old engine. `Page.origin` says which. `Page.note` says so where a page shows
        something of which no word is read, be it a photograph or what is too faint or too crooked, and where words are
        struck through, which are read all the same.

        Raises:
            EngineError: Tesseract is missing or lacks a language.
            PageError: it failed on this page or took longer than allowed, twice.
        """
        reading = self._taken_or_read(page)
        notes = [note for note in (page.note, reading.note) if note is not None]
        return replace(reading, note="; ".join(notes) or None, failure=page.damage)

    def _taken_or_read(self, page: PageImage) -> Page:
        layer = None if self._text_layer == "ignore" else page.layer
        if layer is None:
            return self._read_anew(page)
        if self._text_layer == "use":
            return layer
        return self._weighed(layer, page)

    def _weighed(self, layer: Page, page: PageImage) -> Page:
        """A page by what its layer is worth."""
        upright, is_word = turned(page, layer.rotation) if layer.rotation else page, self._words()
        part = None if page.is_scan else strange_part(layer, is_word)
        if part is not None and verdict_on(part, upright, self._read_anew, is_word) == "garbled":
            return self._instead(page, layer)
        if is_good(layer, upright, is_word):
            return self._completed(layer, page, upright)
        if is_rubbish(layer):
            return self._instead(page, layer)
        if is_strange(layer, is_word) and covers(layer, upright):
            verdict = verdict_on(layer, upright, self._read_anew, is_word)
            if verdict != "poor":
                return self._completed(layer, page, upright) if verdict == "sound" else self._instead(page, layer)
        return self._fused(page, layer, upright) if page.is_scan else replace(layer, origin="text")

    def _fused(self, page: PageImage, layer: Page, upright: PageImage) -> Page:
        """A new reading of a scan with its poor layer for a witness, or that alone where it is the better of both.

        Args:
            page: the scan.
            layer: the text that it has.
            upright: the scan turned as the layer is.
        """
        reading = self._read_anew(page)
        if not reading.blocks:
            return replace(layer, origin="text")
        if is_poor(reading) and knows_more(layer, reading, self._words()) and covers(layer, upright):
            told = worded("page {number}: is hard to read; the text that the file has was kept", number=page.number)
            return replace(layer, origin="text", note=told)
        return fused_with_layer(reading, layer, self._words()) if reading.rotation == layer.rotation else reading

    def _instead(self, page: PageImage, layer: Page) -> Page:
        """The page read anew in the place of a layer that does not say what is printed."""
        reading = self._read_anew(page)
        notes = [reading.note] if reading.note else []
        notes.append(
            worded("page {number}: its text in the file is garbled; it was read from the picture", number=page.number)
        )
        return replace(reading, note="; ".join(notes)) if reading.blocks else replace(layer, origin="text")

    def _completed(self, layer: Page, page: PageImage, upright: PageImage) -> Page:
        """A good layer, and in its place what the page shows beside it.

        A scan that shows more on the very lines of its layer is read as a whole: what is cut off from there is seldom
        whole words.

        Args:
            layer: the text that the page has.
            page: the page.
            upright: the page turned as the layer is.
        """
        found = beside(layer, upright)
        if found is None:
            return layer
        part, where = found
        reading = as_it_lies(self._read_anew(part))
        added = with_beside(layer, reading, where, self._words())
        return self._fused(page, layer, upright) if page.is_scan and goes_on_beside(layer, added) else added

    def _read_anew(self, page: PageImage) -> Page:
        if not is_own(self._models):  # which is there; and where the engine is missing, it says so when it reads
            self.check()
        try:
            return self._read(page)
        except PageError as error:
            reading = rescaled(self._engine.read(simplest(page), self._models), *page.image.size, page.dpi)
            return replace(
                reading, note=worded("{error}; it was read in the simplest way and may have more errors", error=error)
            )

    def _read(self, page: PageImage) -> Page:
        dark = is_dark(page)
        page = without_stains(without_bands(positive(page)))
        if is_blank(page):
            told_dark = worded("page {number}: is dark all over, and nothing is seen on it", number=page.number)
            return Page(page.number, (), *page.image.size, page.dpi, note=told_dark if dark else None)
        if (facing_read := self._side_by_side(page)) is not None:
            return facing_read
        cues = cues_of(page.image)
        lying = treated(page, cues)
        slope = skew_of(lying)
        angle, lean = (slope, 0.0) if is_askew(slope) else (0.0, slope)
        prepared = straightened(lying, angle) if angle else lying
        prepared, struck = without_ruling(prepared)
        prepared, entries = closed_up(prepared)
        reading = self._first(prepared, cues.uneven)
        sizes = page.image.size, lying.image.size
        degrees = 0
        if not entries and may_be_turned(reading):
            (prepared, also_struck), reading, degrees = self._upright(prepared, reading, cues.uneven)
            struck = struck or also_struck
            if degrees and (facing_read := self._side_by_side(turned(page, degrees))) is not None:
                return replace(facing_read, rotation=degrees)
            if degrees % 180:
                (wide, high), (lying_wide, lying_high) = sizes
                sizes = (high, wide), (lying_high, lying_wide)
                lean = 0.0 if angle else skew_of(prepared)
        if not reading.blocks or is_poor(reading):
            upright = straightened(page, angle) if angle else page
            upright = turned(upright, degrees) if degrees else upright
            reading = self._better(prepared, reading, cues, None if entries else upright)
        reading = fitted(reading, prepared.image)
        unread: tuple[TypeRow, ...] = ()
        dropped: tuple[Line, ...] = ()
        if not is_illegible(reading):
            reading, unread, dropped = completed(
                reading, prepared, self._anew, self._words(), lambda first: self._or_other(first, prepared, cues.uneven)
            )
            reading = with_numbers_read_again(reading, prepared, self._anew)
        reading, refused = with_left_out(reading, prepared, self._anew, lean)
        reading = with_dropped(reading, dropped)
        reading = opened_up(mended(reading, prepared.image), entries)
        note = _note_on(reading, unread, refused, struck=struck)
        if angle:
            reading = slanted(reading, angle, *sizes[1])
        return replace(rescaled(reading, *sizes[0], page.dpi), rotation=degrees, note=note)

    def _side_by_side(self, whole: PageImage) -> Page | None:
        """Facing pages that lie differently, each read by itself; None where there are none, or one is turned."""
        pages = facing(whole)
        if pages is None:
            return None
        left, right = map(self._read, pages)
        if left.rotation or right.rotation:
            return None
        blocks = left.blocks + shifted(right, pages[0].image.width, 0).blocks
        notes = dict.fromkeys(note for note in (left.note, right.note) if note is not None)
        return Page(whole.number, blocks, *whole.image.size, whole.dpi, note="; ".join(notes) or None)

    def _anew(self, picture: PageImage, uneven: bool = False) -> Page:
        """Another reading of a page or of parts of it; an empty one where it fails, for the page has been read."""
        try:
            return self._first(picture, uneven)
        except PageError:
            return Page(picture.number, (), *picture.image.size, picture.dpi)

    def _first(self, page: PageImage, uneven: bool) -> Page:
        return self._engine.read(page, self._models, uneven=uneven, choices=True)

    def _upright(self, page: PageImage, reading: Page, uneven: bool) -> tuple[Unruled, Page, int]:
        """The page, its reading and the degrees it was turned by; as given where turning it brings nothing."""
        degrees = self._engine.turn(page)
        if degrees:
            upright = without_ruling(turned(page, degrees))
            again = self._first(upright.page, uneven)
            if sureness(words_of(again)) > sureness(words_of(reading)) or (
                runs_downward(reading) and not runs_downward(again)
            ):
                return upright, again, degrees
        return Unruled(page), reading, 0

    def _better(self, page: PageImage, reading: Page, cues: Cues, untreated: PageImage | None) -> Page:
        """The reading of the page with another treatment, where that is better; else the one given.

        Args:
            page: as it was read.
            reading: of it.
            cues: what the page showed as it came.
            untreated: the page as it came, upright and straight; None where it was closed up.
        """
        is_word = self._words()
        other = page if cues.needs_smoothing else smoothed(page)
        treatments = [(other, other is page and not cues.uneven), (softened(page), cues.uneven)]
        if cues.bilevel and untreated is not None:
            treatments.append((thickened(untreated), cues.uneven))
        for treatment, uneven in treatments:
            again = rescaled(self._anew(treatment, uneven), *page.image.size, page.dpi)
            # Where nothing was read at first, letters may be read into what is none.
            if worth(again, is_word) > worth(reading, is_word) and (reading.blocks or is_sure(again)):
                reading = again
        return reading

    def _or_other(self, reading: Page, page: PageImage, uneven: bool) -> Page:
        """The reading, or another with the other way to tell ink from paper, where that is better.

        What is grey behind type (a stamp, a stain, COPY across the sheet) is ink by one level for the whole page.
        """
        again = fitted(self._anew(page, not uneven), page.image)
        return again if worth(again, self._words()) > worth(reading, self._words()) else reading

    @property
    def _engine(self) -> Engine:
        with self._lock:
            if self._made is None:
                self._made = make_engine(self._settings)
            return self._made

    def _words(self) -> IsWord:
        with self._lock:
            if self._is_word is None:
                self._is_word = known_words(self._language or load_language("sv"))
            return self._is_word


def _note_on(reading: Page, unread: Sequence[TypeRow], refused: int, *, struck: bool) -> str | None:
    """What a user should know of a reading.

    Args:
        reading: with the height of what was read.
        unread: rows of type on it that were not.
        refused: pieces beside its lines of which the reading was too unsure to stand.
        struck: whether it has words that are struck through.
    """
    number = reading.number
    if not reading.blocks:
        return worded("page {number}: shows something, but no words were found on it", number=number)
    if is_illegible(reading):
        return worded("page {number}: is hardly legible, and many of its words may be wrong", number=number)
    notes = [told(unread, number, reading.height or 0)] if unread else []
    if refused:
        notes.append(
            worded(
                "page {number}: shows marks beside its lines that were hardly read and left out: {count}",
                number=number,
                count=refused,
            )
        )
    if struck:
        notes.append(
            worded("page {number}: shows words that are struck through; they were read as well", number=number)
        )
    return "; ".join(notes) or None


def models_for(languages: Sequence[str], *, own: bool) -> tuple[str, ...]:
    """The models that read best what is in these languages, the most important first.

    Args:
        languages: codes as the user gave them.
        own: whether our own model may take the place of the engine's Swedish one.
    """
    if not languages or languages[0] != STOCK:
        return tuple(languages)
    models = tuple(language for language in languages if language not in _READ_BY_SWEDISH)
    return (OWN,) if own and models == (STOCK,) else models
