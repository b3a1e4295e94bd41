"""Everything that is said can be said in Swedish, with the same fields, and numbers as each language writes them."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from types import ModuleType

import pytest
from babel.messages.pofile import read_po
from test_cli import LEGACY, in_process

import ocr_fix
from ocr_fix.archive.accounts.summary import Summary
from ocr_fix.archive.accounts.summary_html import as_html
from ocr_fix.evaluation.comparison import Comparison
from ocr_fix.evaluation.measured_text import Text
from ocr_fix.evaluation.reports.side_by_side import side_by_side
from ocr_fix.output.reports.reasons import reason_told
from ocr_fix.wording import (
    CATALOGUES,
    language_in_use,
    number,
    percent,
    preferred_language,
    use_language,
    worded,
    worded_count,
)

ROOT = Path(__file__).parents[1]
FOLDER = CATALOGUES / "sv" / "LC_MESSAGES"


@pytest.fixture(scope="module")
def catalogues() -> ModuleType:
    """The script that makes the catalogues."""
    spec = importlib.util.spec_from_file_location("catalogues", ROOT / "scripts" / "catalogues.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def swedish(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("LANGUAGE", "sv")
    use_language("sv")
    yield
    use_language("en")


def fields(message: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(message) if name is not None}


def test_every_message_is_translated_with_the_same_fields(catalogues: ModuleType) -> None:
    with (FOLDER / "messages.po").open("rb") as file:
        catalogue = read_po(file, locale="sv")
    said = set(catalogues.said())
    assert len(said) > 500
    assert catalogues.untranslated(catalogue, said) == []
    for message in catalogue:
        forms = (message.id,) if isinstance(message.id, str) else tuple(message.id)
        strings = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
        if any(forms) and any(strings):
            named = {name for form in forms for name in fields(form)}
            assert {name for string in strings for name in fields(string)} == named, message.id


def test_what_programs_read_was_made_of_what_people_edit(catalogues: ModuleType) -> None:
    with (FOLDER / "messages.po").open("rb") as file:
        assert catalogues.compiled(read_po(file, locale="sv")) == (FOLDER / "messages.mo").read_bytes()


@pytest.mark.usefixtures("swedish")
def test_numbers_and_counts_are_written_as_swedish_does() -> None:
    assert (number(1234567), number(0.25, 2), percent(0.5)) == ("1\u00a0234\u00a0567", "0,25", "50\u00a0%")
    assert [worded_count("{count} page", "{count} pages", count) for count in (1, 1200)] == [
        "1 sida",
        "1\u00a0200 sidor",
    ]
    assert worded("no such message") == "no such message"
    assert worded("") == ""
    use_language("xx")
    assert (language_in_use(), number(1234.5, 1)) == ("en", "1,234.5")


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "sv_SE.UTF-8"}, "sv"),
        ({"LANG": "sv_SE.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LANG": "C", "LANGUAGE": "nn:sv"}, "sv"),
        ({"LC_ALL": "de_DE", "LANG": "sv_SE"}, "en"),
    ],
)
def test_the_environment_says_what_is_spoken(
    environment: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert preferred_language() == language


@pytest.mark.usefixtures("swedish")
def test_the_command_line_speaks_swedish(tmp_path: Path) -> None:
    report = tmp_path / "titta.html"
    done = in_process("--ui-language", "sv", LEGACY, "-v", "--report", report)
    assert "ändringar" in done.stderr.decode()
    page = report.read_text(encoding="utf-8")
    assert '<html lang="sv">' in page
    assert "läst som" in page
    assert not re.search(
        r"\b(?:read as|rivals|probability that|doubtful words|Accept)\b", re.sub(r"<script.*", "", page, flags=re.S)
    )
    assert (
        in_process("saknas.pdf", "--ui-language=sv")
        .stderr.decode()
        .startswith("ocrfix: fel: saknas.pdf: det finns ingen")
    )
    told = in_process("--help", "--ui-language", "sv").stdout.decode()
    assert "Användning:" in told
    assert "Slutkoder:" in told
    assert "Usage:" in in_process("--help", "--ui-language", "en").stdout.decode()


@pytest.mark.usefixtures("swedish")
def test_pages_of_a_batch_and_of_an_evaluation_are_in_swedish() -> None:
    summary = as_html(Summary("in", "ut", {"done": 1200}, passed_over={"a Word document": 1}, registers={"old": 9}))
    assert '<html lang="sv">' in summary
    assert "Klart: 1\u00a0200 filer" in summary
    assert "Svenskan: den från 1840–1920 100\u00a0%" in summary
    assert "1 förbigångna (1 ett Word-dokument)" in summary
    assert "Inget dokument är klart ännu." in summary
    page = side_by_side(Comparison.of(Text.of("en väg"), Text.of("en vag")), None)
    assert "<th>facit</th><th>utdata</th>" in page


@pytest.mark.usefixtures("swedish")
def test_what_programs_read_is_the_same_in_every_language() -> None:
    text = "Namnden beslot om en kor vag till sko-\nlan."
    swedish = ocr_fix.correct(text)
    use_language("en")
    assert swedish == ocr_fix.correct(text)
    use_language("sv")
    assert reason_told("väg 0.93: ä read as a (rivals: vag 0.05)") == "väg 0,93: ä läst som a (rivaler: vag 0,05)"
