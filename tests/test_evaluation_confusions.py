"""Confusions, lines and the page: what a person looks at to find out what goes wrong."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from evaluation_texts import as_lines, damaged, report
from hypothesis import given
from hypothesis import strategies as st

from ocr_fix.evaluation import evaluate, summed
from ocr_fix.evaluation.comparison import Comparison
from ocr_fix.evaluation.confusions import WORST_LINES, rows
from ocr_fix.evaluation.fates import fates_of_words
from ocr_fix.evaluation.measured_text import Text
from ocr_fix.evaluation.reports.side_by_side import side_by_side

LINES = st.lists(
    st.lists(st.sampled_from(["å", "väg", "12", "§", "<b>", "&amp;", '"', "\x1b[1m"]), max_size=6), max_size=6
)


def text_of(lines: list[list[str]]) -> str:
    return "\n".join(" ".join(line) for line in lines)


def compare(truth: str, output: str) -> Comparison:
    return Comparison.of(Text.of(truth), Text.of(output))


@pytest.mark.parametrize(
    ("truth", "output", "expected"),
    [
        ("sjön", "sj6n", [("ö", "6", 1, 1)]),
        ("barnen", "bamen", [("rn", "m", 1, None)]),
        ("sommar", "sornrnar", [("mm", "rnrn", 1, None)]),
        ("på väg", "påväg", [(" ", "", 1, 1)]),
        ("vägen", "vä gen", [("", " ", 1, None)]),
        ("gå på å", "ga pa å", [("å", "a", 2, 3)]),
        ("kil, pil", "kil, eller pil", [("", "eller ", 1, None)]),
        ("lika", "lika", []),
    ],
)
def test_what_is_taken_for_what(truth: str, output: str, expected: list[tuple[str, str, int, int | None]]) -> None:
    assert [(c.truth, c.output, c.count, c.of) for c in evaluate(truth, output).confusions] == expected


def test_the_most_frequent_come_first_over_all_documents() -> None:
    parts = [evaluate("få ånger", "fa anger"), evaluate("rör två", "ror tva"), evaluate("året", "aret")]
    confusions = summed(parts).confusions
    assert [(c.truth, c.output, c.count, c.of) for c in confusions] == [("å", "a", 4, 4), ("ö", "o", 1, 1)]


def test_the_worst_lines_are_shown_in_their_context() -> None:
    truth = "Rubrik om isbanan\n\nNämnden säger nej\ntill förslaget om ishall\noch går vidare\n"
    output = "Rubrik om isbanan\nNamnden säger nej\ntiII f6rslagct om lshall och går vidare"
    worst, second = evaluate(truth, output, document="prot").worst_lines
    assert (worst.document, worst.line, worst.edits) == ("prot", 4, 5)
    assert (worst.truth, worst.output) == ("till förslaget om ishall", "tiII f6rslagct om lshall")
    assert (worst.before, worst.after) == ("Nämnden säger nej", "och går vidare")
    assert (second.line, second.edits) == (3, 1)


def test_a_lost_line_and_the_ends_of_the_text_have_their_place() -> None:
    lines = evaluate("första raden\nmen denna fattas", "första raden").worst_lines
    assert [(line.line, line.output, line.after) for line in lines] == [(2, "", "")]
    assert [(line.line, line.truth, line.output) for line in evaluate("", "skräp").worst_lines] == [(1, "", "skräp")]


def test_no_more_than_the_worst_lines_are_kept() -> None:
    truth = report(900)
    parts = [evaluate(as_lines(truth), as_lines(damaged(truth, share))) for share in (0.2, 0.6)]
    kept = summed(parts).worst_lines
    assert len(kept) == WORST_LINES
    assert [line.edits for line in kept] == sorted(
        (line.edits for part in parts for line in part.worst_lines), reverse=True
    )[:WORST_LINES]


@given(LINES, LINES)
def test_lines_share_out_the_whole_output(truth: list[list[str]], output: list[list[str]]) -> None:
    comparison = compare(text_of(truth), text_of(output))
    table = list(rows(comparison))
    place = 0
    for row in table:
        assert row.first == place
        place = row.last
    assert place == len(comparison.hypothesis.words)
    assert [row.line for row in table if row.line.last] == list(comparison.reference.lines)


def test_a_line_gets_the_words_that_stand_for_it() -> None:
    comparison = compare("en två\ntre fyra\nfem", "en tva | trefyra fem")
    words = comparison.hypothesis.words
    assert [words[row.first : row.last] for row in rows(comparison)] == [("en", "tva", "|"), ("trefyra",), ("fem",)]
    joined = compare("ett samman\nträde här", "ett sammanträde här")
    words = joined.hypothesis.words
    assert [words[row.first : row.last] for row in rows(joined)] == [("ett", "sammanträde"), ("här",)]


class Cells(HTMLParser):
    """Reads the text of the cells and the classes of the spans back; objects to a tag that does not fit."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.cells: list[str] = []
        self.spans: list[tuple[str, str, str]] = []
        self.tags: set[str] = set()
        self.links: list[str] = []
        self._open: list[str] = []
        self._span: tuple[str, str] | None = None
        self.feed(page)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        found = dict(attrs)
        self.links += [name for name in found if name in {"href", "src", "srcset", "action", "onclick", "onload"}]
        if tag in {"meta", "input"}:
            return
        self._open.append(tag)
        if tag == "td":
            self.cells.append("")
        if tag == "span":
            self._span = (found.get("class") or "", found.get("title") or "")
            self.spans.append((*self._span, ""))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "td" in self._open:
            self.cells[-1] += data
        if "span" in self._open:
            style, title, words = self.spans[-1]
            self.spans[-1] = (style, title, words + data)


@given(LINES, LINES, st.none() | LINES)
def test_the_texts_can_be_read_back_from_the_page(
    truth: list[list[str]], output: list[list[str]], raw: list[list[str]] | None
) -> None:
    comparison = compare(text_of(truth), text_of(output))
    before = None if raw is None else compare(text_of(truth), text_of(raw))
    fates = None if before is None else fates_of_words(before, comparison)
    cells = Cells(side_by_side(comparison, fates)).cells

    def shown(words: list[str]) -> list[str]:
        return " ".join(words).replace("\x1b", "\ufffd").split()

    assert " ".join(cells[1::3]).split() == shown([word for line in truth for word in line])
    assert " ".join(cells[2::3]).split() == shown([word for line in output for word in line])


def spans_of(truth: str, output: str, raw: str | None = None) -> list[tuple[str, str, str]]:
    comparison = compare(truth, output)
    fates = None if raw is None else fates_of_words(compare(truth, raw), comparison)
    return Cells(side_by_side(comparison, fates)).spans


def test_what_differs_is_marked_on_both_sides() -> None:
    assert spans_of("den nya bron", "den nva bron") == [("wrong", "", "nya"), ("wrong", "", "nva")]
    assert "n<mark>v</mark>a" in side_by_side(compare("den nya bron", "den nva bron"), None)
    assert spans_of("den nya bron", "den bron") == [("wrong", "", "nya"), ("wrong lost", "", "")]


def test_what_the_correction_did_is_marked_with_what_was_read() -> None:
    spans = spans_of("på den gamla bron i byn", "på dem gamia bron i bvn |", "pa den gamla bron i byri |")
    assert spans == [
        ("broken", "", "den"),
        ("broken", "", "gamla"),
        ("changed", "", "byn"),
        ("repaired", "raw: pa", "på"),
        ("broken", "raw: den", "dem"),
        ("broken", "raw: gamla", "gamia"),
        ("changed", "raw: byri", "bvn"),
        ("wrong", "raw: |", "|"),
    ]
    assert spans_of("en bro till", "en till", "en bro till")[-1] == ("broken lost", "raw: bro", "")


def test_lines_without_a_difference_can_be_hidden() -> None:
    page = side_by_side(compare("en väg\nen bro\nen å", "en väg\nen bra\nen å"), None)
    assert page.count('<tr class="same">') == 2
