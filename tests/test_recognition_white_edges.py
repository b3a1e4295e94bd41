"""White margins are cut off before a page is read; what stands in them keeps them, and boxes are those of the whole."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from ocr_fix.document import Block, Box, Line, Page, PageImage, Word
from ocr_fix.recognition.missed.telling import told
from ocr_fix.recognition.missed.type_rows import TypeRow
from ocr_fix.recognition.preparation.white_edges import WhiteEdges, without_white_edges
from ocr_fix.recognition.reader import Reader

_TYPE = (400, 600, 1900, 2000)


def _sheet(grain: float = 0.0) -> PageImage:
    """A sheet of A4 at 300 dpi with a dark part that stands for type."""
    image = Image.new("L", (2480, 3508), 240)
    ImageDraw.Draw(image).rectangle(_TYPE, fill=40)
    noise = np.random.default_rng(3).normal(0, grain, (image.height, image.width)) if grain else 0
    return PageImage(1, Image.fromarray(np.clip(np.asarray(image) + noise, 0, 255).astype(np.uint8)), 300)


def _draw(page: PageImage, text: str, x: int, y: int, points: float) -> None:
    ImageDraw.Draw(page.image).text((x, y), text, fill=60, font_size=round(points * 300 / 72))


@pytest.mark.parametrize("grain", [0.0, 8.0, 20.0])
def test_margins_go_but_for_an_edge(grain: float) -> None:
    page = _sheet(grain)
    cut, margins = without_white_edges(page)
    left, top, right, bottom = _TYPE
    assert margins.left < left < margins.left + 50
    assert margins.top < top < margins.top + 50
    assert 2480 - margins.right - 50 < right < 2480 - margins.right
    assert 3508 - margins.bottom - 50 < bottom < 3508 - margins.bottom
    assert cut.image.size == (2480 - margins.left - margins.right, 3508 - margins.top - margins.bottom)


@pytest.mark.parametrize("text", ["1", "7", "–"])
def test_a_figure_of_six_points_in_a_margin_stays(text: str) -> None:
    page = _sheet()
    _draw(page, text, 1200, 3300, 6)
    cut, margins = without_white_edges(page)
    figure = page.image.crop((1150, 3250, 1300, 3400))
    x, y = 1150 - margins.left, 3250 - margins.top
    assert np.array_equal(
        np.asarray(cut.image.crop((x, y, x + 150, cut.image.height))), np.asarray(figure)[: cut.image.height - y]
    )
    assert margins.bottom < 3508 - 3325


def test_a_speck_in_a_margin_goes_with_it() -> None:
    page = _sheet()
    ImageDraw.Draw(page.image).rectangle((100, 100, 103, 103), fill=0)
    assert without_white_edges(page)[1].top > 500


def test_faint_print_is_no_margin() -> None:
    page = _sheet(1.0)
    ImageDraw.Draw(page.image).text((1000, 3200), "Bilaga", fill=205, font_size=46)
    assert without_white_edges(page)[1].bottom < 300


def test_a_page_with_narrow_margins_or_a_dark_one_is_the_same_object() -> None:
    narrow = PageImage(1, _sheet().image.crop((370, 570, 1930, 2030)), 300)
    dark = PageImage(1, Image.new("L", (2480, 3508), 60), 300)
    for page in (narrow, dark):
        assert without_white_edges(page) == (page, WhiteEdges())
        assert without_white_edges(page)[0] is page


def test_boxes_are_put_back_on_a_page_that_was_turned() -> None:
    margins = WhiteEdges(1, 20, 300, 4000)
    assert margins.turned(0) == margins
    assert margins.turned(90) == WhiteEdges(4000, 1, 20, 300)
    assert margins.turned(180) == WhiteEdges(300, 4000, 1, 20)
    assert margins.turned(270) == WhiteEdges(20, 300, 4000, 1)
    words = Word("a", Box(5, 6, 7, 8)), Word("b", None)
    whole = margins.around(Page(1, (Block((Line(words),)),), 100, 50, 300))
    assert (whole.width, whole.height) == (401, 4070)
    assert [word.box for word in whole.blocks[0].lines[0].words] == [Box(6, 26, 8, 28), None]


def test_where_type_was_not_read_is_told_of_the_whole_page() -> None:
    row = TypeRow(Box(0, 0, 900, 40), 20, 0.0, 0.4, 1.0, 40, 0.5)
    assert "upper" in told([row], 1, 3000)
    assert "lower" in told([row], 1, 3000, 2500)


@pytest.mark.parametrize("turn", [None, Image.Transpose.ROTATE_180])
def test_words_stand_where_they_are_printed(turn: Image.Transpose | None) -> None:
    image = Image.new("L", (2480, 3508), 250)
    draw = ImageDraw.Draw(image)
    lines = ["Nämnden beslutar att bygga en ny skola", "och att höja avgiften för barnomsorgen", "från och med mars."]
    for at, line in enumerate(lines):
        draw.text((700, 900 + 90 * at), line, fill=30, font_size=50)
    place = image.point([255 if level < 200 else 0 for level in range(256)]).getbbox()
    assert place is not None
    page = Reader().read(PageImage(1, image if turn is None else image.transpose(turn), 300))
    assert (page.width, page.height) == image.size
    first = page.blocks[0].lines[0]
    assert [word.text for word in first.words] == lines[0].split()
    assert first.box is not None
    assert abs(first.box.left - place[0]) <= 8
    assert abs(first.box.top - place[1]) <= 8
