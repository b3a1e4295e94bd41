"""Texts set on pages with heads, feet and numbers, their structure known: what layout finds of it."""

from __future__ import annotations

import random
import textwrap
from collections import Counter

import pytest

from benchmarks.layout import f1, furniture_counts, hyphen_counts, misplaced, own_paragraphs, paragraph_counts
from benchmarks.layout_pages import SPACINGS, Fate, Set, Spacing, set_pages, wrapped
from ocr_fix import Cleaner
from ocr_fix.document import Document, PageText
from ocr_fix.layout import arrange

# Where lines stand close or all apart, a paragraph that ends in a full line leaves no trace.
LEAST_F1 = {"blank lines": 0.98, "none": 0.95, "after every line": 0.95, "after some lines": 0.95}


def made(spacing: Spacing, seed: int, broken: float = 1.0) -> Set:
    rng = random.Random(f"{spacing} {seed}")
    return set_pages(rng.sample(own_paragraphs(), 40), rng, spacing, broken)


def document_of(pages: Set) -> Document:
    return Document("x", "text", arrange([PageText(number, text) for number, text in enumerate(pages.pages, 1)]))


@pytest.mark.parametrize("spacing", SPACINGS)
def test_furniture_is_found_and_no_line_of_the_text_is_lost(spacing: Spacing) -> None:
    counts: Counter[str] = Counter()
    for seed in range(100, 106):
        pages = made(spacing, seed)
        counts += furniture_counts(pages, document_of(pages))
    assert counts["lost"] == 0
    assert counts["furniture"] >= 0.95 * counts["sheets"] > 0


@pytest.mark.parametrize("spacing", SPACINGS)
def test_paragraphs_are_found_however_blank_lines_are_strewn(spacing: Spacing) -> None:
    counts: Counter[str] = Counter()
    for seed in range(100, 106):
        pages = made(spacing, seed)
        counts += paragraph_counts("\n".join(pages.paragraphs), document_of(pages).text)
    assert f1(counts) >= LEAST_F1[spacing]


def test_line_end_hyphens_become_what_they_were() -> None:
    cleaner = Cleaner()
    counts: Counter[str] = Counter()
    for seed in range(100, 104):
        pages = made("blank lines", seed)
        counts += hyphen_counts(pages, cleaner.clean("\f".join(pages.pages).encode()).text)
    assert counts["joined"] > 100
    assert counts["wrong"] <= 0.01 * counts["joined"]


@pytest.mark.parametrize("broken", [0.6, 0.0])
def test_paragraphs_are_found_where_not_every_word_is_broken_that_might_be(broken: float) -> None:
    counts: Counter[str] = Counter()
    for seed in range(100, 106):
        pages = made("none", seed, broken)
        counts += paragraph_counts("\n".join(pages.paragraphs), document_of(pages).text)
    assert f1(counts) >= 0.93


def test_pages_that_hold_nothing_but_their_numbers_keep_them() -> None:
    pages = [PageText(number, f"Sida {number}") for number in range(1, 4)]
    assert Document("x", "text", arrange(pages)).text == "Sida 1\n\nSida 2\n\nSida 3\n"


def test_an_empty_page_with_the_number_that_other_pages_have_below_their_text_is_empty() -> None:
    texts = ["Hamnen är öppen i sommar.\n\nSida 1", "Sida 2", "Badet öppnar i maj.\n\nSida 3"]
    pages = arrange([PageText(number, text) for number, text in enumerate(texts, 1)])
    assert Document("x", "text", pages).text == "Hamnen är öppen i sommar.\n\nBadet öppnar i maj.\n"


def test_a_page_that_comes_again_is_no_running_head() -> None:
    pool = own_paragraphs()
    lines = textwrap.wrap(" ".join(pool[:8]), 60)
    cut = next(at for at in range(12, len(lines)) if not lines[at - 1].endswith(".") and lines[at][0].islower())
    first, second = "\n".join(lines[:cut]), "\n".join(lines[cut:])
    pages = [f"Havsnäs kommun\n\n{text}\n" for text in (first, second, first)]
    assert document_of(Set(pages=pages)).text.count(pool[0].split(".")[0]) == 2
    assert document_of(Set(pages=pages)).text.count("Havsnäs kommun") == 1


@pytest.mark.parametrize(
    ("rows", "is_furniture"),
    [
        (("Renhållning 504 593 481 890", "Renhållning 321 811 199 594", "Renhållning 77 120 64 318"), False),
        (
            ("Halten var 9,72 och flödet 1278", "Halten var 4,18 och flödet 588", "Halten var 7,28 och flödet 579"),
            False,
        ),
        (("Dnr 2014/118 blad 2 av 3", "Dnr 2014/118 blad 3 av 3", "Dnr 2014/118 blad 4 av 3"), True),
        (("Dnr 2014/118 blad 2", "Dnr 2O14/1l8 blad 3", "Dnr 2014/118 blad 4"), True),  # misread once
        (("Blad 1, fortsätter på blad 2", "Blad 2, fortsätter på blad 3", "Blad 3, fortsätter på blad 4"), True),
        (("Protokoll 2019-03-12", "Protokoll 2019-03-12", "Protokoll 2019-03-12"), True),
    ],
)
def test_rows_at_the_foot_that_differ_in_their_numbers_are_text(rows: tuple[str, ...], is_furniture: bool) -> None:
    lines = textwrap.wrap(" ".join(own_paragraphs()[:12]), 60)
    cut = next(at for at in range(12, len(lines)) if not lines[at - 1].endswith(".") and lines[at][0].islower())
    texts = ["\n".join(part) for part in (lines[:cut], lines[cut : 2 * cut], lines[2 * cut : 3 * cut])]
    document = document_of(Set(pages=[f"{text}\n\n{row}\n" for text, row in zip(texts, rows, strict=True)]))
    kept = [row for row in rows if row in document.text]
    assert kept == ([] if is_furniture else list(rows))


def test_numbers_of_pages_that_were_not_readable_are_furniture() -> None:
    lines = textwrap.wrap(" ".join(own_paragraphs()[:12]), 60)
    cut = next(at for at in range(12, len(lines)) if not lines[at - 1].endswith(".") and lines[at][0].islower())
    texts = ["\n".join(lines[at * cut : (at + 1) * cut]) for at in range(4)]
    pages = [f"{text}\n\n\n{mark}\n" for text, mark in zip(texts, ("2 a", "EZ", "STA5", "l3"), strict=True)]
    document = document_of(Set(pages=pages))
    assert [page.blocks[-1].kind for page in document.pages] == ["page-number"] * 4
    assert "STA5" not in document.text


def test_the_benchmark_knows_what_it_measures() -> None:
    hyphens: list[tuple[Fate, str]] = []
    assert list(wrapped("Stadens kansli- och e-tjänster", 15, hyphens)) == ["Stadens kansli-", "och e-tjänster"]
    assert hyphens == [("suspended", "kansli-")]
    assert f1(paragraph_counts("ett två\ntre", "ett två\ntre")) == 1.0
    assert f1(paragraph_counts("ett två\ntre", "ett två tre")) == 0.0
    assert f1(paragraph_counts("ett 1 (3)\ntre", "ett 1(\ntre")) == 1.0  # what was lost is no question of paragraphs
    assert f1(paragraph_counts("ett,\ntvå tre", "ett, två\ntre")) == 0.0
    joined = "Nämnden ser fram:\n\n- Ett. - Två.\n\nBo Ek Chef"
    parted = "Nämnden ser fram:\n\n- Ett.\n- Två.\n\nBo Ek\nChef"
    assert f1(paragraph_counts(joined, parted)) == 2 * 2 / (2 + 4)
    assert f1(paragraph_counts(joined, parted, joins=True)) == 1.0
    assert f1(paragraph_counts(joined, parted.replace("\n", "\n\n"), joins=True)) == 2 * 2 / (2 + 4)
    assert f1(paragraph_counts(joined, "Nämnden ser fram: - Ett. - Två. Bo Ek Chef", joins=True)) == 0.0
    assert misplaced("ett två tre fyra", "tre fyra ett två") == 50.0
    assert hyphen_counts(Set(paragraphs=["kommunen"]), "kom- munen")["wrong"] == 1
