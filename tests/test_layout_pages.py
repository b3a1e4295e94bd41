"""Texts set on pages with heads, feet and numbers, their structure known: what layout finds of it."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from benchmarks.layout import f1, furniture_counts, hyphen_counts, misplaced, own_paragraphs, paragraph_counts
from benchmarks.layout_pages import SPACINGS, Fate, Set, Spacing, set_pages, wrapped
from ocr_fix import Cleaner
from ocr_fix.document import Document, PageText
from ocr_fix.layout import arrange

# Where lines stand close or all apart, a paragraph that ends in a full line leaves no trace.
LEAST_F1 = {"blank lines": 0.98, "none": 0.90, "after every line": 0.90, "after some lines": 0.95}


def made(spacing: Spacing, seed: int) -> Set:
    rng = random.Random(f"{spacing} {seed}")
    return set_pages(rng.sample(own_paragraphs(), 40), rng, spacing)


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


def test_the_benchmark_knows_what_it_measures() -> None:
    hyphens: list[tuple[Fate, str]] = []
    assert list(wrapped("Stadens kansli- och e-tjänster", 15, hyphens)) == ["Stadens kansli-", "och e-tjänster"]
    assert hyphens == [("suspended", "kansli-")]
    assert f1(paragraph_counts("ett två\ntre", "ett två\ntre")) == 1.0
    assert f1(paragraph_counts("ett två\ntre", "ett två tre")) == 0.0
    assert misplaced("ett två tre fyra", "tre fyra ett två") == 50.0
    assert hyphen_counts(Set(paragraphs=["kommunen"]), "kom- munen")["wrong"] == 1
