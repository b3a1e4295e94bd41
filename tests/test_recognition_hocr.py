"""What Tesseract prints as hOCR becomes words with confidences and ranked choices."""

from __future__ import annotations

from pathlib import Path

import pytest

from ocr_fix.document import Block, PageImage, Word
from ocr_fix.notation.hocr import engine_blocks
from ocr_fix.recognition.boxes import lines_of
from ocr_fix.recognition.engines.tesseract import Tesseract
from ocr_fix.source import open_source

SAMPLES = Path(__file__).parents[1] / "samples"


def _element(text: str, sure: int, characters: str = "") -> str:
    return f"<span class='ocrx_word' id='word_1_1' title='bbox 10 20 90 50; x_wconf {sure}'>{text}\n{characters}</span>"


def _character(*ways: tuple[str, float]) -> str:
    choices = "".join(
        f"<span class='ocrx_cinfo' id='choice_1_1_{n}' title='x_confs {share}'>{text}</span>\n"
        for n, (text, share) in enumerate(ways)
    )
    return f"<span class='ocrx_cinfo' id='lstm_choices_1_1_1'>\n{choices}</span>\n"


def _line(*words: str) -> str:
    return f"<p class='ocr_par'>\n<span class='ocr_line'>\n{''.join(words)}</span></p>"


def _blocks(lines: str) -> tuple[Block, ...]:
    return engine_blocks(f"<div class='ocr_page' title='bbox 0 0 100 100'>{lines}</div>")


def _words(hocr: str) -> list[Word]:
    return [word for block in _blocks(hocr) for line in block.lines for word in line.words]


def test_paragraphs_lines_and_words_are_those_of_the_engine() -> None:
    hocr = (
        _line(_element("Ett", 96), _element("&lt;två&gt;", 90)) + _line(_element(" ", 95)) + _line(_element("tre", 5))
    )
    blocks = _blocks(hocr)
    assert [[[word.text for word in line.words] for line in block.lines] for block in blocks] == [
        [["Ett", "<två>"]],
        [["tre"]],
    ]
    assert blocks[1].lines[0].words[0].confidence == 0.05


def test_an_unsure_word_has_the_ways_to_read_each_character_and_a_sure_one_has_none() -> None:
    characters = _character((" ", 95)) + _character(("f", 91), ("t", 3)) + _character(("å", 60), ("ä", 30), ("a", 0))
    (word,) = _words(_line(_element("få", 61, characters)))
    assert [[way.text for way in ways] for ways in word.choices] == [["f", "t"], ["å", "ä", "a"]]
    assert word.choices[1][1].probability == 0.3
    (sure,) = _words(_line(_element("få", 96, characters)))
    assert sure.choices == ()


def test_choices_that_are_not_those_of_the_word_are_left_out() -> None:
    (word,) = _words(_line(_element("få", 61, _character(("f", 91)))))
    assert word.choices == ()


@pytest.mark.slow
def test_the_engine_gives_choices_when_asked() -> None:
    with open_source(SAMPLES / "brev.webp") as source:
        page = source.page(1)
    assert isinstance(page, PageImage)
    words = [word for line in lines_of(Tesseract().read(page, ("swe",), choices=True)) for word in line.words]
    ranked = [word for word in words if word.choices]
    assert ranked
    for word in ranked:
        assert "".join(ways[0].text for ways in word.choices) == word.text
    plain = [word for line in lines_of(Tesseract().read(page, ("swe",))) for word in line.words]
    assert [word.text for word in plain] == [word.text for word in words]
    assert not any(word.choices for word in plain)
