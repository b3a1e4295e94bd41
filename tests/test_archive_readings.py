"""Pages that wait on disk for their document: they come back as they were, or not at all."""

from __future__ import annotations

import os
import pickle
import zlib
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_fix import Options
from ocr_fix.archive import plan
from ocr_fix.archive.crew.readings import DamagedReadingError, Opened, Readings, pack, unpack
from ocr_fix.archive.crew.tasks import Look, Looked, Workshop
from ocr_fix.archive.plan import Plan
from ocr_fix.archive.storage.schemes import place_of
from ocr_fix.document import Block, Box, Choice, Edit, Line, Page, PageText, Word
from ocr_fix.pipeline import ReadPage
from ocr_fix.source import Limits

WORD = Word("år", Box(1, 2, 3, 4), 0.5, "ar", Edit("word", 0.9, "known"), ((Choice("å", 0.6), Choice("a", 0.4)), ()))
PAGE = Page(
    3,
    (Block((Line((WORD,), (0,)),), "table", continues=True, level=2),),
    10,
    20,
    300,
    90,
    "both",
    "why",
    "so",
    ordered=True,
)


def test_a_page_comes_back_with_all_that_is_known_of_it() -> None:
    for page in (PAGE, PageText(3, "text\n"), Page(3)):
        assert unpack(pack(page), 3) == page
    # A field that is added to a page is to be tried here too.
    default = Page(0)
    assert all(getattr(PAGE, field.name) != getattr(default, field.name) for field in fields(Page)), "give it a value"


@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=3))
def test_a_reading_that_is_not_whole_is_never_taken_for_one(place: int, junk: bytes) -> None:
    data = bytearray(pack(PAGE))
    place %= len(data)
    data[place : place + len(junk)] = junk
    try:
        page: ReadPage | None = unpack(bytes(data), 3)
    except DamagedReadingError:
        page = None
    assert page in {None, PAGE}


def test_nothing_but_pages_comes_out(tmp_path: Path) -> None:
    class Exploit:
        def __reduce__(self) -> tuple[object, ...]:
            return Path.touch, (tmp_path / "done",)

    for value in (Exploit(), [Exploit()], Path("x"), "text", None):
        with pytest.raises(DamagedReadingError):
            unpack(zlib.compress(pickle.dumps(value.__reduce__() if isinstance(value, Exploit) else value)), 3)
    with pytest.raises(DamagedReadingError):
        unpack(pack(PAGE), 4)
    assert not (tmp_path / "done").exists()


def test_readings_are_kept_until_they_are_dropped(tmp_path: Path) -> None:
    readings = Readings(tmp_path / "readings")
    assert readings.have("a") == set()
    for number in (1, 2):
        readings.save("a", number, pack(PageText(number, "x")))
    assert readings.have("a") == {1, 2}
    readings.drop("a", [1])
    assert readings.have("a") == {2}
    with pytest.raises(DamagedReadingError):
        readings.load("a", 1)
    readings.drop("a")
    assert readings.have("a") == set()


def test_what_rests_stays_as_long_as_there_is_room(tmp_path: Path) -> None:
    page = pack(PageText(1, "x" * 100))
    readings = Readings(tmp_path, 3 * len(page))
    assert readings.is_empty
    for key in ("a", "b", "c"):
        readings.save(key, 1, page)
        readings.rest(key)
    readings.rest("a")  # it was used again
    again = Readings(tmp_path, 3 * len(page))  # as the next run finds them
    for age, key in enumerate(("b", "c", "a")):
        os.utime(tmp_path / key, (age, age))
    again.save("d", 1, page)
    again.rest("d")
    assert sorted(key for key in "abcd" if again.have(key)) == ["a", "c", "d"]
    again.save("e", 1, page * 4)  # more than all may take
    again.rest("e")
    assert again.is_empty


def test_a_content_that_was_read_is_not_opened_again(tmp_path: Path) -> None:
    source, scan = tmp_path / "in", Path(__file__).parent.parent / "samples" / "rapport-2024.pdf"
    source.mkdir()
    (source / "a.pdf").write_bytes(scan.read_bytes())
    readings = Readings(tmp_path / "readings")

    def looked(options: Options) -> tuple[Looked, str]:
        asked = Plan(str(source), str(tmp_path / "out"), options, readings=str(tmp_path / "readings"))
        found = Workshop(asked, confined=True).do(Look("a.pdf", place_of(asked.source).signature("a.pdf")))
        assert isinstance(found, Looked)
        return found, asked.reading_key(found.content)

    before, key = looked(Options())
    assert before.numbers == (1, 2)
    readings.save(key, 1, pack(PageText(1, "x")))
    readings.note(key, Opened("pdf", 2))
    readings.note(key, Opened("pdf", 9))  # it is known already
    assert looked(Options(words=("Granfors",))) == (before, key)
    (tmp_path / "readings" / key / "opened").write_text('["image", 3]', encoding="ascii")
    assert looked(Options())[0] == before._replace(kind="image", numbers=(1, 2, 3)), "it was opened"
    assert looked(Options(pages="2"))[0].numbers == (2,)  # of pages that are named the file itself is asked
    for junk in ("", "[]", '["exe", 3]', '["pdf", 0]', '["pdf", true]', '["pdf"'):
        (tmp_path / "readings" / key / "opened").write_text(junk, encoding="ascii")
        assert readings.opened(key) is None
        assert looked(Options())[0] == before


def test_another_corrector_has_use_for_what_was_read_another_reader_has_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = Plan("in", "out", Options()).reading_key("0" * 64)
    monkeypatch.setattr(plan, "__version__", "another")
    assert Plan("in", "out", Options()).reading_key("0" * 64) == before
    monkeypatch.setattr(plan, "_reader_version", lambda: "another")
    assert Plan("in", "out", Options()).reading_key("0" * 64) != before


def test_only_what_changes_a_reading_changes_its_name() -> None:
    def key(**options: Any) -> str:
        return Plan("in", "out", Options(**options)).reading_key("0" * 64)

    plain = key()
    assert (
        key(correct=False, words=("Vretlösta",), pages="1", upright=True, min_confidence=0.9, jobs=3, page_timeout=1.0)
        == plain
    )
    assert key(language_of_text="da", register="old") == plain
    others = {key(dpi=200), key(languages=("swe", "eng")), key(limits=Limits(max_pixels=10**6))}
    assert len(others | {plain}) == 4
    same, other = Plan("in", "out", Options()), Plan("in", "out", Options(words=("Vretlösta",)))
    assert same.fingerprint() == Plan("elsewhere", "there", Options(jobs=2)).fingerprint()
    assert len({same.fingerprint(), other.fingerprint(), Plan("in", "out", Options(), ("json",)).fingerprint()}) == 3
