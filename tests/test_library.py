"""What a program hands over, and how it may wait for it, break it off, and send it elsewhere."""

from __future__ import annotations

import asyncio
import logging
import math
import os
import pickle
import threading
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from bad_inputs import SENTENCES, encoded_picture, pdf_pages, pdf_text, printed_page
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image
from source_pages import image_page

import ocr_fix
from ocr_fix.document import PageImage
from ocr_fix.errors import EngineError
from ocr_fix.recognition import EngineSettings
from ocr_fix.recognition.engines import process
from ocr_fix.recognition.engines.tesseract import Tesseract
from ocr_fix.system.cancelling import cancelled_by

PDF = pdf_pages(*({"content": pdf_text(line)} for line in SENTENCES))
ONE = pdf_pages({"content": pdf_text(SENTENCES[0])})
CLEANER = ocr_fix.Cleaner()
DAMAGED = "Namnden beslot att bygga en ny skola pa Angsvagen, da aldre barn saknade lokaler."


def test_content_may_come_in_any_dress(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(ONE)
    text = CLEANER.clean(ONE).text
    with file.open("rb") as stream:
        dresses = (bytearray(ONE), memoryview(ONE), BytesIO(ONE), file, str(file), stream)
        assert [CLEANER.clean(dress).text for dress in dresses] == [text] * len(dresses)


def _same(page: Image.Image, other: Image.Image) -> bool:
    return page.size == other.size and page.convert("RGB").tobytes() == other.convert("RGB").tobytes()


@pytest.mark.parametrize("mode", ["1", "L", "RGB", "RGBA", "P", "CMYK", "HSV"])
def test_a_picture_of_pillow_is_taken_as_it_is(mode: str) -> None:
    picture = printed_page().convert(mode)
    assert _same(image_page(picture).image, image_page(encoded_picture(picture.convert("RGB"), "PNG")).image)


def test_a_picture_keeps_its_resolution_its_name_and_the_way_it_is_held(tmp_path: Path) -> None:
    file = tmp_path / "liggande.jpg"
    lying = Image.Exif()
    lying[0x0112] = 6
    printed_page().save(file, dpi=(200, 200), exif=lying)
    with Image.open(file) as picture:
        page = image_page(picture)
        assert page.dpi == 200
        assert page.image.size == picture.size[::-1]
        with CLEANER.open(picture) as source:
            assert source.name == "liggande.jpg"
        assert ocr_fix.OriginalFile(picture).content().startswith(b"II*\0")


@pytest.mark.parametrize(
    "change",
    [
        lambda grey: grey,
        lambda grey: grey[:, :, None],
        lambda grey: np.dstack([grey] * 3),
        lambda grey: np.dstack([grey] * 3 + [np.full_like(grey, 255)]),
        np.asfortranarray,
        lambda grey: grey > 127,
    ],
)
def test_an_array_is_a_picture(change: Callable[[Any], Any]) -> None:
    picture = printed_page().convert("1").convert("L")
    assert _same(image_page(change(np.asarray(picture))).image, picture)


@pytest.mark.parametrize(
    "array", [np.zeros((9, 9)), np.zeros((9, 9, 2), np.uint8), np.zeros(9, np.uint8), np.zeros((0, 9), np.uint8)]
)
def test_an_array_that_is_no_picture_says_what_is_wanted(array: Any) -> None:
    with pytest.raises(ocr_fix.InputError, match="give height x width"):
        CLEANER.clean(array)


def test_what_is_nothing_to_read_is_told() -> None:
    with pytest.raises(TypeError, match="a binary stream or a picture is wanted, not NoneType"):
        CLEANER.clean(None)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="open it in binary mode"):
        CLEANER.clean(__import__("io").StringIO("text"))
    with pytest.raises(TypeError, match="is wanted, not BytesIO"):
        ocr_fix.OriginalFile(BytesIO(PDF))


@pytest.mark.parametrize("value", [None, math.nan, type("NAType", (), {})()])
def test_a_missing_value_is_told_as_one(value: Any) -> None:
    with pytest.raises(TypeError, match="and not a string; leave missing values out"):
        ocr_fix.correct(value)
    with pytest.raises(TypeError, match=r"text 1 is .* not a string; leave missing"):
        ocr_fix.correct_many(["ett", value])


def test_half_of_a_character_is_refused_with_its_place() -> None:
    text = "Nämnden har " + b"\xc4rendet".decode("utf-8", "surrogateescape")
    with pytest.raises(ValueError, match=r"half of a character \(U\+DCC4 at position 12\)"):
        ocr_fix.correct(text)
    with pytest.raises(ValueError, match="text 1 has half"):
        ocr_fix.correct_many(["Nämnden", text])


def test_what_is_no_text_is_told() -> None:
    with pytest.raises(TypeError, match="is bytes; decode it first"):
        ocr_fix.correct(b"text")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"is 3, a int, and not a string$"):
        ocr_fix.correct(3)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="one text was given where many are wanted"):
        ocr_fix.correct_many("text")


def test_options_may_be_given_in_the_ways_people_try() -> None:
    assert ocr_fix.Options(languages="swe+deu").languages == ("swe", "deu")
    assert ocr_fix.Options(pages=[1, 3]) == ocr_fix.Options(pages="1,3")
    assert [page.number for page in ocr_fix.clean(PDF, pages=[3, 1]).pages] == [1, 3]
    assert [page.number for page in ocr_fix.clean(PDF, pages=2).pages] == [2]
    for wrong in ([], [0], [True], ["1"]):
        with pytest.raises(ocr_fix.OptionError, match="give their numbers, from 1"):
            ocr_fix.Options(pages=wrong)  # type: ignore[arg-type]


def test_many_texts_are_corrected_as_one_and_each_keeps_its_own() -> None:
    texts = [DAMAGED, "", "Ett kort svar.\fPa nasta sida star mer.", "  \n", DAMAGED.replace("skola", "kyrka")]
    many = ocr_fix.correct_many(texts)
    together = ocr_fix.correct("\n\n".join(texts))
    assert " ".join(each.text for each in many).split() == together.text.split()
    for text, correction in zip(texts, many, strict=True):
        assert ocr_fix.revert(correction.text, correction.changes) == text
    assert {(change.page, change.line) for change in many[2].changes} == {(2, 1)}
    assert many[0].languages == {"sv": 1.0}
    assert many[1].languages == {}


@settings(max_examples=25)
@example(["a-", "", " a"])
@given(st.lists(st.text(alphabet="abn ,.-\n\f", max_size=12), max_size=6))
def test_nothing_crosses_from_one_of_many_texts_to_the_next(texts: list[str]) -> None:
    for text, correction in zip(texts, CLEANER.correct_many(texts), strict=True):
        assert ocr_fix.revert(correction.text, correction.changes) == text


def test_a_word_is_not_joined_across_the_end_of_a_text() -> None:
    pair = ["Detta är ett för-", "slag till beslut."]
    assert [each.text for each in ocr_fix.correct_many(pair)] == pair
    assert [each.text for each in ocr_fix.correct_many(["", "\n", ". ,"])] == ["", "\n", ". ,"]


def test_a_cleaner_can_be_sent_to_other_processes() -> None:
    cleaner = ocr_fix.Cleaner(words=["Granfors"], pages=[2])
    cleaner.correct(DAMAGED)
    sent = pickle.loads(pickle.dumps(cleaner))
    assert sent.options == cleaner.options
    assert sent.correct(DAMAGED) == cleaner.correct(DAMAGED)


def test_pages_of_a_long_file_come_part_by_part() -> None:
    pages = CLEANER.clean_pages(PDF, at_a_time=2)
    first = next(pages)
    assert first.text.strip() == SENTENCES[0]
    assert [first.number, *(page.number for page in pages)] == list(range(1, len(SENTENCES) + 1))
    with pytest.raises(ocr_fix.OptionError, match="pages at a time"):
        next(CLEANER.clean_pages(PDF, at_a_time=0))


def test_cleaning_ends_between_pages_when_it_is_cancelled() -> None:
    cancel = threading.Event()
    seen: list[int] = []

    def stop(done: int, _: int) -> None:
        seen.append(done)
        cancel.set()

    with pytest.raises(ocr_fix.CancelledError):
        CLEANER.clean(PDF, progress=stop, cancel=cancel)
    assert seen[-1] < len(SENTENCES)
    with pytest.raises(ocr_fix.CancelledError):
        next(CLEANER.clean_pages(PDF, cancel=cancel))


@pytest.fixture
def slow_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A `tesseract` that never ends its page; the file it makes when it has begun one."""
    begun = tmp_path / "begun"
    program = tmp_path / "tesseract"
    answers = '--version) echo "tesseract 5.3.0";; --list-langs) printf "langs:\\nswe\\nosd\\n";;'
    program.write_text(f'#!/bin/sh\ncase "$1" in {answers} *) touch {begun}; exec sleep 60;; esac\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    return begun


def test_an_engine_is_ended_when_the_work_is_cancelled(slow_engine: Path) -> None:
    page = PageImage(1, Image.new("L", (40, 30), 255), 300)
    cancel = threading.Event()
    threading.Timer(0.2, cancel.set).start()
    begun = time.monotonic()
    with pytest.raises(ocr_fix.CancelledError), cancelled_by(cancel):
        Tesseract().read(page, ("swe",))
    assert time.monotonic() - begun < 30
    assert not process._running
    with cancelled_by(threading.Event()):
        assert Tesseract().info().languages == ("osd", "swe")
        with pytest.raises(EngineError, match=r"longer than 0\.1 s"):
            Tesseract(EngineSettings(timeout=0.1)).read(page, ("swe",))


@pytest.mark.parametrize("confined", [False, True])
def test_a_task_that_is_cancelled_ends_its_engine(slow_engine: Path, confined: bool) -> None:
    cleaner = ocr_fix.Cleaner(confined=confined)

    async def cancelled() -> None:
        task = asyncio.create_task(cleaner.aclean(printed_page()))
        while not slow_engine.exists():
            await asyncio.sleep(0.02)
        task.cancel()
        await task

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(cancelled())
    assert not process._running


def test_a_file_is_cleaned_while_other_tasks_go_on() -> None:
    ticks = 0

    async def both() -> ocr_fix.Document:
        nonlocal ticks
        task = asyncio.create_task(CLEANER.aclean(ONE, name="a.pdf"))
        while not task.done():
            ticks += 1
            await asyncio.sleep(0.01)
        return await task

    assert asyncio.run(both()) == CLEANER.clean(ONE, name="a.pdf")
    assert ticks > 1


def test_what_is_done_is_logged_and_nothing_is_printed(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG, "ocr_fix")
    CLEANER.clean(PDF, name="a.pdf")
    assert "a.pdf: page 1 read in" in caplog.text
    assert f"a.pdf: {len(SENTENCES)} pages laid out and corrected, 0 changes" in caplog.text
    assert capfd.readouterr() == ("", "")
