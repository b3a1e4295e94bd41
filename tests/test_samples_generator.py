"""The parts of the script that makes the samples keep their promises."""

from __future__ import annotations

import io
import random
from collections.abc import Callable

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from samples import damage, encode, fonts, old_engine
from samples.linebreak import break_lines, cuts
from samples.make_samples import main
from samples.markup import MarkupError, Word, parse, parse_words
from samples.typeset import Design, typeset

WORDS = st.lists(
    st.from_regex(r"[a-zåäö]{1,22}[.,]?|[A-ZÅÄÖ][a-zåäö]{1,12}|[0-9]{1,4}|[a-zåäö]{2,9}-", fullmatch=True), min_size=1
)

SOURCE = """\
bullet: •
running: Ort | {page} ({pages})

| **Ort** | 1 (2)

# En titel

Första **2~§** stycket
går vidare.

- punkt ett
går på
- punkt *två*
3. punkt tre

> rad ett
> rad två
"""


def plain(words: tuple[Word, ...]) -> str:
    return " ".join(word.text for word in words)


# Markup


def test_source_becomes_blocks_and_truth() -> None:
    manuscript = parse(SOURCE)
    kinds = [block.kind for block in manuscript.blocks]
    assert kinds == ["row", "title", "paragraph", "item", "item", "item", "line", "line"]
    assert manuscript.truth(2).split("\n\n") == [
        "Ort",
        "1 (2)",
        "En titel",
        "Första 2 § stycket går vidare.",
        "• punkt ett går på",
        "• punkt två",
        "3. punkt tre",
        "rad ett",
        "rad två\n",
    ]
    assert manuscript.head(1, 2) == ()
    assert manuscript.head(2, 2) == ("Ort", "2 (2)")


def test_stamp_stands_on_every_page_and_in_the_truth_once() -> None:
    manuscript = parse("stamp: Fax | {page}/{pages}\nfoot: Fot\n\nText.\n")
    assert [manuscript.head(page, 2) for page in (1, 2)] == [("Fax", "1/2"), ("Fax", "2/2")]
    assert manuscript.tail(2, 2) == ("Fot",)
    assert manuscript.truth(2) == "Fax\n\n1/2\n\nText.\n"


def test_emphasis() -> None:
    assert parse_words("**12~§** En *så kallad* sak") == (
        Word("12 §", "bold"),
        Word("En"),
        Word("så", "italic"),
        Word("kallad", "italic"),
        Word("sak"),
    )
    with pytest.raises(MarkupError, match="not closed"):
        parse_words("ett **fett ord")


@given(WORDS)
def test_truth_keeps_every_word(words: list[str]) -> None:
    assert parse("> " + " ".join(words)).truth().split() == words


# Lines


@given(WORDS, st.integers(12, 60), st.booleans())
def test_lines_fit_and_lose_nothing(words: list[str], width: int, hyphenated: bool) -> None:
    lines = break_lines([Word(word) for word in words], lambda word: len(word.text), 1, width, hyphenated)
    assert all(len(plain(line)) <= width or len(line) == 1 for line in lines)
    whole: list[str] = []
    cut = False
    for line in lines:
        for place, word in enumerate(line):
            if cut and place == 0:
                whole[-1] = whole[-1].removesuffix("-") + word.text
            else:
                whole.append(word.text)
        cut = line[-1].text.endswith("-") and whole[-1] not in words
    assert whole == words


@given(st.from_regex(r"[(]?[a-zåäö]{1,25}[.,)]?", fullmatch=True))
def test_cuts_leave_three_letters_on_either_side(text: str) -> None:
    for head, tail in cuts(Word(text, "bold")):
        assert head.text.removesuffix("-") + tail.text == text
        assert head.face == tail.face == "bold"
        assert sum(map(str.isalpha, head.text)) >= 3
        assert sum(map(str.isalpha, tail.text)) >= 3


def test_cuts_follow_swedish_patterns() -> None:
    assert [head.text for head, _ in cuts(Word("kommunfullmäktige"))][-1] == "kom-"
    assert "fyrfacks-" in [head.text for head, _ in cuts(Word("fyrfackskärl"))]
    assert "fyrfack-" not in [head.text for head, _ in cuts(Word("fyrfackskärl"))]
    assert list(cuts(Word("Lindqvist"))) == list(cuts(Word("2024/0117"))) == []


# Pages

needs_fonts = pytest.mark.skipif(bool(fonts.missing()), reason=f"not installed: {', '.join(fonts.missing())}")


@needs_fonts
def test_long_texts_fill_columns_and_pages_within_the_margins() -> None:
    source = "running: Sida {page}\n\n# Titel\n\n" + "Orden fyller sida efter sida, rad efter rad.\n\n" * 90
    design = Design("times", "arial", columns=2, justified=True, margins=(30, 25, 20, 25))
    pages = typeset(parse(source), design, 100)
    assert len(pages) == 2
    for page in pages:
        assert page.size == (827, 1169)
        left, top, right, bottom = page.point(lambda grey: 255 - grey).getbbox() or (0, 0, 0, 0)
        assert left >= 30 / 25.4 * 100 - 2
        assert right <= 827 - 20 / 25.4 * 100 + 2
        assert bottom <= 1169 - 25 / 25.4 * 100 + 8  # a descender hangs below the last baseline
        assert top > 20


@needs_fonts
def test_justified_lines_end_at_the_right_margin() -> None:
    text = "En mening som är lång nog att fylla flera rader på en ganska smal sida utan avstavning alls. " * 3
    design = Design("palatino", "arial", justified=True, paper=(100, 150), margins=(15, 15, 15, 15))
    (page,) = typeset(parse(text), design, 200)
    ink = np.asarray(page) < 128
    rows = np.flatnonzero(ink.any(axis=1))
    lines = np.split(rows, np.flatnonzero(np.diff(rows) > 3) + 1)
    edges = [int(np.flatnonzero(ink[line].any(axis=0)).max()) for line in lines if len(line) > 12]
    assert len(edges) > 4
    assert max(edges[:-1]) - min(edges[:-1]) <= 4
    assert edges[-1] < min(edges[:-1])


def test_missing_font_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_installed", dict)  # a machine without fonts
    fonts.font.cache_clear()
    result = CliRunner().invoke(main, ["--only", "brev", "--out", "."])
    fonts.font.cache_clear()
    assert result.exit_code == 1
    assert "is not installed; on Debian and Ubuntu: apt-get install fonts-" in result.output
    assert len(result.output.strip().splitlines()) == 1


def test_unknown_sample_is_refused() -> None:
    result = CliRunner().invoke(main, ["--only", "finns-inte"])
    assert result.exit_code == 2
    assert "rapport-2024" in result.output


# Damage

Damage = Callable[[damage.Grey, damage.Rng], damage.Grey]

DAMAGES: dict[str, Damage] = {
    "worn_ink": lambda page, rng: damage.worn_ink(page, rng, 0.5, 40),
    "rough_edges": lambda page, rng: damage.rough_edges(page, rng, 60),
    "paper": lambda page, rng: damage.paper(page, rng, 240),
    "show_through": lambda page, rng: damage.show_through(page, page, 0.1, 2),
    "punch_holes": lambda page, rng: damage.punch_holes(page, [(20, 50)], 9),
    "fold": lambda page, rng: damage.fold(page, 40, 30, 3),
    "blur": lambda page, rng: damage.blur(page, 1),
    "light": lambda page, rng: damage.light(page, (0.3, 0.2), 0.3),
    "shadow": lambda page, rng: damage.shadow(page, (0.5, 0), (0.9, 1), 0.3, 9),
    "noise": lambda page, rng: damage.noise(page, rng, 10),
    "contrast": lambda page, rng: damage.contrast(page, 20, 240),
    "threshold": lambda page, rng: damage.threshold(page, 128),
    "shaken_rows": lambda page, rng: damage.shaken_rows(page, rng, 1, 10),
    "lost_rows": lambda page, rng: damage.lost_rows(page, rng, 60),
    "specks": lambda page, rng: damage.specks(page, rng, 20, 3),
    "scratch": lambda page, rng: damage.scratch(page, 70, 100),
}


def drawn() -> Image.Image:
    """A page of 150 x 200 with a grey and a black block on it."""
    page = Image.new("L", (150, 200), 255)
    ImageDraw.Draw(page).rectangle((30, 30, 110, 60), 0)
    ImageDraw.Draw(page).rectangle((30, 90, 110, 110), 120)
    return page


@pytest.mark.parametrize("name", DAMAGES)
def test_damage_is_seeded_and_leaves_its_input_alone(name: str) -> None:
    page = damage.to_grey(drawn())
    one, other = (DAMAGES[name](page, np.random.default_rng(7)) for _ in range(2))
    assert np.array_equal(page, damage.to_grey(drawn()))
    assert np.array_equal(one, other)
    assert (one.shape, one.dtype) == (page.shape, np.dtype(np.float32))
    assert not np.array_equal(one, page)
    # Damage, not destruction: the black block stays darker than the paper around it.
    assert one[35:55, 40:100].mean() + 60 < one[5:25, 40:100].mean()


def test_every_damage_is_tested() -> None:
    public = {
        name
        for name, thing in vars(damage).items()
        if callable(thing) and getattr(thing, "__module__", "") == damage.__name__
    }
    elsewhere = {"to_grey", "to_image", "lay_down", "project"}
    assert {name for name in public if not name.startswith("_")} == DAMAGES.keys() | elsewhere


def test_a_sheet_laid_straight_is_unchanged() -> None:
    big = drawn().resize((300, 400), Image.Resampling.NEAREST)
    assert np.abs(damage.lay_down(big, (150, 200)) - damage.to_grey(drawn())).mean() < 0.5


def test_a_sheet_is_turned_counter_clockwise_and_moved() -> None:
    big = drawn().resize((300, 400), Image.Resampling.NEAREST)
    turned = damage.lay_down(big, (150, 200), degrees=5)
    upper_edge = [int(np.flatnonzero(turned[:, column] < 128)[0]) for column in (45, 95)]
    assert upper_edge[1] < upper_edge[0]
    moved = damage.lay_down(big, (150, 200), shift=(8, -5))
    assert np.abs(moved[20:150, 20:140] - damage.to_grey(drawn())[25:155, 12:132]).mean() < 0.5


def test_project_puts_the_corners_where_they_are_told() -> None:
    seen = damage.project(Image.new("L", (300, 400), 255), (150, 200), [(20, 10), (140, 15), (145, 190), (5, 180)], 0)
    for x, y in ((24, 14), (136, 19), (140, 185), (10, 176)):
        assert seen[y, x] > 250
    for x, y in ((15, 6), (146, 10), (149, 196), (2, 186)):
        assert seen[y, x] < 5


# Files


@pytest.mark.parametrize(
    ("encoder", "mode", "kind"),
    [
        (encode.tiff((204, 196)), "1", "TIFF"),
        (encode.jpeg(72, 60), "L", "JPEG"),
        (encode.png(200, 4), "L", "PNG"),
        (encode.webp(60), "L", "WEBP"),
        (encode.bmp(200), "1", "BMP"),
    ],
)
def test_encoders_keep_the_page(encoder: encode.Encoder, mode: str, kind: str) -> None:
    page = drawn().convert(mode, dither=Image.Dither.NONE)
    content = encoder([page])
    assert content == encoder([page])
    with Image.open(io.BytesIO(content)) as image:
        assert image.format == kind
        assert np.abs(damage.to_grey(image) - damage.to_grey(page)).mean() < 4


def test_pictures_of_one_page_refuse_two() -> None:
    with pytest.raises(ValueError, match="holds one page"):
        encode.jpeg(72, 60)([drawn(), drawn()])


# The old engine


@given(WORDS, st.integers(30, 80), st.integers(4, 40))
def test_printed_pages_hold_every_word(words: list[str], columns: int, rows: int) -> None:
    manuscript = parse("running: Huvud | 1996\n\n> start\n\n" + "\n".join(f"> {word}" for word in words))
    pages = old_engine.print_pages(manuscript, old_engine.TypedPage(columns, rows))
    body = [line for page in pages for line in page[:-2]]
    assert [line for line in body if line and not line.startswith("Huvud ")] == ["start", *words]
    assert all(len(line) <= columns for line in body)
    assert [page[-1].strip() for page in pages] == [f"- {number} -" for number in range(1, len(pages) + 1)]


def test_misreading_follows_the_rates() -> None:
    read = old_engine.misread("ta" * 40_000, random.Random(3))
    rates = {wrong: rate for printed, wrong, rate in old_engine.CONFUSIONS if printed == "t"}
    assert len(rates) == 2
    for wrong, rate in rates.items():
        assert read.count(wrong) / 40_000 == pytest.approx(rate, rel=0.35)
    assert old_engine.misread("Oxe 2358 ?!", random.Random(3)) == "Oxe 2358 ?!"


def test_confusions_are_shares_of_what_was_printed() -> None:
    totals: dict[str, float] = {}
    for printed, read, rate in old_engine.CONFUSIONS:
        assert printed != read
        assert 0 < rate < 0.3
        read.encode(old_engine.ENCODING)
        totals[printed] = totals.get(printed, 0) + rate
    assert max(totals.values()) < 0.3
