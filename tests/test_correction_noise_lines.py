"""Lines of specks go, with every break in its place; short lines that were printed stay."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_fix import FORMATS, Cleaner, Document, FurnitureChoice, LineChoice, render, revert
from ocr_fix.correction import tokenise
from ocr_fix.correction.corrected import CorrectedText
from ocr_fix.correction.noise_lines import without_noise
from ocr_fix.correction.registers.identification import Stretch
from ocr_fix.document import Edit

LINES = [
    "Kommunen äger skogen.",
    "5 §",
    "s. 3",
    "A–Ö",
    "x = y",
    "N. N.",
    "* * *",
    "- - -",
    "____",
    "....",
    "| 1 | 2 |",
    "Ja.",
]
NOISE = ["~ . ' ,", "| _ . ·", "' ` ´", "· : ' ~ .", "_ _ . -", "» . , ;"]
BESIDE_NOISE = ["|", "| .", ". _ |", "__ . _", ". ,"]
BREAKS = ["\n", "\n\n", "\n  ", "\f", "\n\f"]
ENDS = ["", "\n", "\n\n"]


@cache
def cleaner() -> Cleaner:
    return Cleaner()


@given(
    st.lists(st.tuples(st.sampled_from([*LINES, *NOISE]), st.sampled_from(BREAKS)), min_size=1, max_size=8),
    st.sampled_from(ENDS),
)
def test_specks_go_and_nothing_else(lines: list[tuple[str, str]], end: str) -> None:
    read = "".join(line + space for line, space in lines[:-1]) + lines[-1][0] + end
    flow = tokenise(read)
    now = flow.with_edits(without_noise(flow, CorrectedText({})).edits)
    assert now.raw == read
    assert revert(now.text, now.changes) == read
    assert {change.kind for change in now.changes} <= {"noise"}
    assert now.text.split() == [word for line, _ in lines if line not in NOISE for word in line.split()]
    assert now.text.count("\f") == read.count("\f")
    again = tokenise(now.text)
    assert not without_noise(again, CorrectedText({})).edits


@pytest.mark.parametrize("furniture", ["drop", "keep"])
@pytest.mark.parametrize("lines", ["reflow", "keep"])
def test_they_go_from_documents_and_all_that_is_written_of_these(furniture: FurnitureChoice, lines: LineChoice) -> None:
    read = "~ . ' ,\nKommunen äger skogen sedan länge.\n| _ . ·\n\nDen är stor och vacker.\n' ~ ·\f~ ' .\nOch gammal.\n"
    document = Cleaner(furniture=furniture, lines=lines).clean(read.encode())
    assert document.text.split() == "Kommunen äger skogen sedan länge. Den är stor och vacker. Och gammal.".split()
    assert revert(document.text, document.changes) == document.raw_text
    assert {change.kind for change in document.changes} == {"noise"}
    assert Document.from_dict(document.to_dict()) == document
    for form in sorted(FORMATS):
        if FORMATS[form].serves("text"):
            one_page = replace(document, pages=document.pages[:1])
            written = render(one_page if FORMATS[form].page_writer else document, form)
            assert b"~" not in _unpacked(written) or form == "json"


def _unpacked(content: bytes) -> bytes:
    """What a file holds that is a packed folder of others, else the file."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as folder:
        return b"".join(folder.read(name) for name in folder.namelist() if name == "word/document.xml")


def test_a_change_says_where_the_specks_are_and_not_the_word_before() -> None:
    (change,) = cleaner().correct("Ett ord.\n~ . ' ,\nTvå ord.\n").changes
    assert (change.line, change.before, change.after, change.start) == (2, "ord.\n~ . ' ,", "ord.", 4)


def test_letters_among_specks_make_a_line_doubtful() -> None:
    read = "Kommunen äger skogen.\n' ~ i . ,\nDen är stor.\n"
    correction = cleaner().correct(read)
    assert correction.text == read
    (doubt,) = correction.doubts
    assert (doubt.line, doubt.before, doubt.confidence) == (2, "'", 0.5)


@pytest.mark.parametrize(
    "line",
    [
        "' ~ 1 . ,",  # a number
        "' ~ i9 . ,",
        "~ . ''' ,",  # longer than what a speck is read as
        "' ~ i. e , ´",  # an abbreviation
        "' ~ i e o",  # more letters than specks
        ". , i : ;",  # marks that a text has
        "_ , i : .",
        "~ i",
    ],
)
def test_what_else_stands_among_specks_is_no_ground_for_doubt(line: str) -> None:
    correction = cleaner().correct(f"Kommunen äger skogen.\n{line}\nDen är stor.\n")
    assert correction.text.splitlines()[1] == line
    assert not [doubt for doubt in correction.doubts if doubt.line == 2]


@pytest.mark.parametrize("line", ["' ~ i", "' ~ i .", "~ i e ,"])
def test_lines_of_as_many_letters_as_specks_are_doubtful(line: str) -> None:
    correction = cleaner().correct(f"Kommunen äger skogen.\n{line}\nDen är stor.\n")
    assert [doubt.line for doubt in correction.doubts] == [2]


def test_lines_of_single_marks_go_beside_specks_only() -> None:
    assert cleaner().correct("Ett ord.\n. ,\nTvå ord.\n").text == "Ett ord.\n. ,\nTvå ord.\n"
    assert cleaner().correct("Ett ord.\n. ,\nTvå ord.\n~ . ' ,\n").text == "Ett ord.\nTvå ord.\n"


@pytest.mark.parametrize("line", BESIDE_NOISE)
@pytest.mark.parametrize("noise", ["{line}\n~ . ' ,\n", "~ . ' ,\n{line}\n", "{line}\nDen är stor.\n~ . ' ,\n"])
def test_lines_of_mixed_marks_go_beside_specks_only(line: str, noise: str) -> None:
    text = "Kommunen äger skogen.\n"
    assert cleaner().correct(text + line + "\n").text.count("\n") == 2
    assert set(cleaner().correct(text + noise.format(line=line)).text.splitlines()) <= {text.strip(), "Den är stor."}


@pytest.mark.parametrize(
    ("line", "stays"), [(". . .", True), (". , :", False), ("., :", True), (".", False), ("-.", True)]
)
def test_a_row_of_one_mark_and_marks_together_stay_beside_specks(line: str, stays: bool) -> None:
    read = f"Kommunen äger skogen.\n{line}\nDen är stor.\n~ . ' ,\n"
    assert (line in cleaner().correct(read).text.splitlines()) == stays


PROSE = "Nämnden beslutade att avslå ansökan om bygglov."


@pytest.mark.parametrize("bars", ["|", "| |"])
@pytest.mark.parametrize("read", [f"{PROSE}\n{{bars}}\n{PROSE}\n", f"{{bars}}\n{PROSE}\n", f"{PROSE}\n{{bars}}\n"])
def test_bars_between_lines_of_prose_go(read: str, bars: str) -> None:
    text = read.format(bars=bars)
    assert [line for line in cleaner().correct(text).text.splitlines() if line] == [PROSE] * text.count(PROSE)
    document = cleaner().clean(text.encode())
    assert document.text.split() == PROSE.split() * text.count(PROSE)
    assert revert(document.text, document.changes) == document.raw_text


FIVE = "Nämnden avslår ansökan om bygglov."
FOUR = "Ansökan avslås av nämnden."


def test_five_words_are_a_line_of_prose() -> None:
    assert cleaner().correct(f"{FIVE}\n|\n{FIVE}\n").text == f"{FIVE}\n{FIVE}\n"


@pytest.mark.parametrize(
    "diagram",
    [
        "Ansökan\n|\nBeslut av nämnden\n",
        f"Ansökan\n|\n{PROSE}\n",
        f"{PROSE}\n|\nBeslut\n",
        f"{FOUR}\n|\n{PROSE}\n",
        "|\n",
    ],
)
def test_bars_of_diagrams_stay(diagram: str) -> None:
    assert "|" in cleaner().correct(diagram).text


@pytest.mark.parametrize("line", ["« . , »", ". , ; :", "» . ,", "« »"])
def test_marks_that_a_text_may_speak_of_stay(line: str) -> None:
    read = f"Kommunen äger skogen.\n{line}\nDen är stor.\n"
    assert cleaner().correct(read).text == read


def test_nothing_goes_from_code_and_from_other_languages() -> None:
    flow = tokenise("ein Wort\n~ . ' ,\nnoch eines\n")
    assert not without_noise(flow, CorrectedText({}, [Stretch(range(8), "de")])).edits
    assert without_noise(flow, CorrectedText({}, [Stretch(range(2, 6), "none")])).edits
    assert not without_noise(flow, CorrectedText({}), own=frozenset([3])).edits


def test_what_a_text_goes_on_with_is_not_asked() -> None:
    """Stretches are those of the whole text, of which a page may be the beginning."""
    flow = tokenise("ein Wort\n~ . ' ,\n")
    assert not without_noise(flow, CorrectedText({}, [Stretch(range(9), "de")])).edits
    assert without_noise(flow, CorrectedText({}, [Stretch(range(2, 9), "de")])).edits  # no word of German is in it


def test_what_a_word_was_made_of_counts_more_than_a_doubt() -> None:
    flow = tokenise("Kommunen äger skogen.\n' ~ i . ,\n")
    flow = flow.with_edits({3: flow.tokens[3].word.edited("’", Edit("typography", 1.0, "an apostrophe"))})
    assert not without_noise(flow, CorrectedText({})).edits
