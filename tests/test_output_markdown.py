"""Markdown that a renderer shows as the document is."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from output_documents import SCANS, TEXTS, cleaned, documents, line_of

from ocr_fix.document import Block, BlockKind, Document, Edit, Line, Page, Word
from ocr_fix.output import render

RENDERER = MarkdownIt("commonmark").enable("table")
MARKS = st.text(st.sampled_from("*_`~#+-=>|[]()<>&;!\\/.:0123456789aå$%^\"'"), min_size=1, max_size=6)


def block(text: str, kind: BlockKind = "paragraph", *, level: int = 0, continues: bool = False) -> Block:
    return Block(tuple(line_of(*line.split()) for line in text.split("\n")), kind, continues, level)


def markdown(*blocks: Block) -> str:
    return render(Document("x.png", "image", (Page(1, blocks),)), "markdown").decode("utf-8")


def shown(text: str) -> list[str]:
    """The words that a reader of the rendered Markdown sees."""
    rendered = re.sub(r"<!--.*?-->|<[^>]+>", " ", RENDERER.render(text))
    return html.unescape(rendered).split()


@given(st.lists(MARKS, min_size=1, max_size=6), st.sampled_from(["paragraph", "heading", "margin-note", "table"]))
def test_no_word_is_taken_for_markup(words: list[str], kind: BlockKind) -> None:
    text = markdown(Block((Line(tuple(Word(word) for word in words)),), kind))
    assert shown(text) == words
    tags = set(re.findall(r"<(\w+)", RENDERER.render(text)))
    assert tags <= {"p", "h2", "blockquote", "table", "thead", "tr", "th"}


@given(documents())
def test_every_word_of_the_text_is_shown(document: Document) -> None:
    pages = (
        Page(page.number, tuple(each for each in page.blocks if each.kind != "list-item")) for page in document.pages
    )
    without_lists = replace(document, pages=tuple(pages))
    assert shown(render(without_lists, "markdown").decode("utf-8")) == without_lists.text.split()


@pytest.mark.slow
@pytest.mark.parametrize("sample", [*TEXTS, *SCANS], ids=lambda path: path.name)
def test_every_word_of_a_sample_is_shown(sample: Path) -> None:
    document = cleaned(sample.name)
    bullets = re.compile(r"^(?:[-–—•*·○▪]|\d{1,9}[.)])$")
    words = [word for word in document.text.split() if not bullets.match(word)]
    text = render(document, "markdown").decode("utf-8")
    assert [word for word in shown(text) if not bullets.match(word)] == words


def test_headings_lists_and_paragraphs() -> None:
    text = markdown(
        block("Årsredovisning", "heading", level=1),
        block("Året i korthet", "heading"),
        block("Nämnden har\nhaft elva möten"),
        block("och två extra.", continues=True),
        block("• ett skäl", "list-item"),
        block("• ett till", "list-item"),
        block("1. Först", "list-item"),
        block("2. Sedan", "list-item"),
        block("7. Senare", "list-item"),
        block("a) Sist", "list-item"),
        block("Se bilaga", "margin-note"),
        block("Sida 3", "footer"),
    )
    assert text == (
        "# Årsredovisning\n\n## Året i korthet\n\nNämnden har haft elva möten och två extra.\n\n"
        "- ett skäl\n- ett till\n\n1. Först\n2. Sedan\n\n<!-- -->\n\n7. Senare\n\n- a) Sist\n\n> Se bilaga\n"
    )
    rendered = RENDERER.render(text)
    assert rendered.count("<ul>") == 2
    assert '<ol start="7">' in rendered


def test_a_table_keeps_its_cells() -> None:
    head = line_of("År", "Antal", "barn")
    row = line_of("2023", "1", "204")
    table = Block((Line(head.words, (1,)), Line(row.words, (1,))), "table")
    text = markdown(table)
    assert text == "| År | Antal barn |\n| --- | --- |\n| 2023 | 1 204 |\n"
    assert "<td>1 204</td>" in RENDERER.render(text)


def test_a_table_with_rows_of_different_width_and_pipes() -> None:
    first, second = line_of("a|b", "c"), line_of("d")
    text = markdown(Block((Line(first.words, (1,)), second), "table"))
    assert text == "| a\\|b | c |\n| --- | --- |\n| d |  |\n"


def test_joined_and_split_words_stand_as_they_are_now() -> None:
    edit = Edit("hyphen", 0.9, "a test")
    first, second = line_of("hand-"), line_of("lägger", "pågrund")
    words = (second.words[0].edited("", edit), second.words[1].edited("på grund", edit))
    text = markdown(Block((Line((first.words[0].edited("handlägger", edit),)), Line(words))))
    assert text == "handlägger på grund\n"


def test_what_begins_a_line_is_no_mark() -> None:
    assert markdown(block("1. maj är")) == "1\\. maj är\n"
    assert markdown(block("- eller")) == "\\- eller\n"
    assert markdown(block("# 12")) == "\\# 12\n"
    assert markdown(block("snabb_test *ej* a_")) == "snabb_test \\*ej\\* a\\_\n"


def test_signatures_and_kept_lines_stay_lines() -> None:
    assert markdown(block("Anna Berg\nordförande", "signature")) == "Anna Berg\\\nordförande\n"
    page = Page(1, (block("• ett\n1. två", "list-item"), block("Sida 1", "footer"), block("tre\nfyra")))
    kept = Document("x.png", "image", (page,), lines="keep", furniture="keep")
    text = render(kept, "markdown").decode("utf-8")
    assert text == "- ett\\\n1\\. två\n\nSida 1\n\ntre\\\nfyra\n"
    assert RENDERER.render(text).count("<br />") == 2


def test_an_empty_document_is_empty() -> None:
    assert markdown() == ""
