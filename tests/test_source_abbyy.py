"""The XML of FineReader as input: words of its characters, or of its lines, with what it says of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_cli import in_process
from test_source_ocr_files import pages_of, sourced, words_of

import ocr_fix
from ocr_fix.document import Box, Word
from ocr_fix.errors import InputError
from ocr_fix.evaluation.compared.contents import read_text

SAMPLE = Path(__file__).parent / "corpus" / "abbyy.xml"
CONTENT = SAMPLE.read_text(encoding="utf-8")


def test_words_are_put_together_of_characters_or_have_their_share_of_lines() -> None:
    (page,) = pages_of(CONTENT)
    assert (page.width, page.height, page.dpi) == (900, 900, 300)
    assert words_of(page) == [
        Word("Vi", Box(1, 1, 30, 30), 0.7),
        Word("gar2", Box(40, 1, 108, 30), 0.5),
        Word("till", Box(1, 40, 134, 70)),
        Word("arendet", Box(167, 40, 400, 70)),
        Word("Byraadet", Box(1, 300, 115, 330)),
        Word("moder", Box(129, 300, 200, 330)),
    ]
    sources = [word.source for word in sourced(page) if word.source is not None]
    assert [(each.element, each.raised, each.language) for each in sources] == [
        (0, 0, None), (0, 1, None), (1, 0, None), (1, 0, None), (2, 0, "da"), (2, 0, "da"),
    ]  # fmt: skip


def test_it_is_corrected_and_written_as_other_formats(tmp_path: Path) -> None:
    document = ocr_fix.clean(SAMPLE, confined=True)
    assert document.kind == "abbyy"
    assert document.text.split() == "Vi går2 till ärendet Byraadet moder".split()
    done = in_process(SAMPLE, "--format", "alto,page", "-o", tmp_path / "ut.xml")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "ärendet" in (tmp_path / "ut.page.xml").read_text(encoding="utf-8")
    assert read_text(SAMPLE) == "Vi gar2\ntill arendet\nByraadet moder"


@pytest.mark.parametrize(
    ("name", "language"),
    [("GermanNewSpelling", "de"), ("NorwegianBokmal", "nb"), ("EnglishUnitedStates", None), ("OldSlavonic", None)],
)
def test_languages_as_it_names_them(name: str, language: str | None) -> None:
    word = sourced(pages_of(CONTENT.replace("Danish", name))[0])[-1]
    assert word.source is not None
    assert word.source.language == language


def test_what_is_damaged_or_odd_is_said_or_left() -> None:
    with pytest.raises(InputError, match="damaged or cut off"):
        pages_of(CONTENT[:-20])
    with pytest.raises(InputError, match="holds no page of FineReader XML"):
        pages_of(CONTENT[: CONTENT.index("<page")] + "</document>")
    odd = CONTENT.replace('charConfidence="90"', 'charConfidence="-1"').replace('l="22" t="1"', 'l="nan" t="1"')
    assert words_of(pages_of(odd)[0])[0] == Word("Vi", None, 0.7)
