"""Packages add formats and engines by entry points, and callers give engines and languages as objects."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import fields
from pathlib import Path
from types import MappingProxyType
from typing import Any

import click
import pytest
from PIL import Image

import ocr_fix
from ocr_fix.archive.plan import Plan
from ocr_fix.command.choices import cleaning_options
from ocr_fix.document import Block, Box, Line, Page, PageImage, Word
from ocr_fix.errors import OptionError
from ocr_fix.options import QUESTION

MODULE = """
from ocr_fix import EngineInfo, Format
from ocr_fix.document import Block, Box, Line, Page, Word

def write(document, original):
    return " | ".join(document.text.split()).encode()

BARS = Format("bars", ".bars", "extra_for_ocr_fix:write")
TEXT = Format("text", ".nothing", write)

class Quiet:
    def __init__(self, settings):
        self.settings = settings

    def read(self, page, languages, *, uneven=False, choices=False):
        word = Word("Nämnden", Box(40, 40, 300, 80), 0.96)
        return Page(page.number, (Block((Line((word,)),)),), *page.image.size, page.dpi)

    def turn(self, page):
        return 0

    def info(self):
        return EngineInfo("quiet", "1", ("swe",))
"""
ENTRIES = """
[ocr_fix.formats]
bars = extra_for_ocr_fix:BARS
text = extra_for_ocr_fix:TEXT
broken = no_such_module:FORMAT
number = sys:maxsize

[ocr_fix.engines]
quiet = extra_for_ocr_fix:Quiet
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder in which a distribution with entry points is installed."""
    (tmp_path / "extra_for_ocr_fix.py").write_text(MODULE, encoding="utf-8")
    info = tmp_path / "extra_for_ocr_fix-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: extra-for-ocr-fix\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(ENTRIES, encoding="utf-8")
    return tmp_path


def _ocrfix(site: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ocr_fix", *map(str, arguments)]
    return subprocess.run(
        command, env={**os.environ, "PYTHONPATH": str(site)}, capture_output=True, text=True, check=False, timeout=120
    )


def test_a_package_adds_a_format(site: Path, tmp_path: Path) -> None:
    (tmp_path / "brev.txt").write_text("Nämnden har beslutat.", encoding="utf-8")
    done = _ocrfix(site, tmp_path / "brev.txt", "--format", "bars,text", "-o", tmp_path / "ut.bars")
    assert done.stderr == ""
    assert (tmp_path / "ut.bars").read_text(encoding="utf-8") == "Nämnden | har | beslutat."
    assert (tmp_path / "ut.txt").read_text(encoding="utf-8") == "Nämnden har beslutat.\n"  # no package takes our names


@pytest.mark.parametrize(
    ("form", "problem"),
    [
        ("broken", "broken: no_such_module:FORMAT cannot be loaded (No module named 'no_such_module')"),
        ("number", "number: sys:maxsize is not what ocr_fix.formats asks for"),
        (
            "poem",
            "unknown format 'poem'; choose from text, markdown, json, hocr, alto, page, tei, docx, pdf,"
            " bars, broken, number",
        ),
    ],
)
def test_a_format_that_cannot_be_used_says_why(site: Path, tmp_path: Path, form: str, problem: str) -> None:
    (tmp_path / "brev.txt").write_text("Nämnden har beslutat.", encoding="utf-8")
    done = _ocrfix(site, tmp_path / "brev.txt", "--format", form)
    assert done.returncode == 2
    assert problem in " ".join(done.stderr.split())


def test_a_package_adds_an_engine(site: Path, tmp_path: Path) -> None:
    _scan().image.save(tmp_path / "brev.png", dpi=(150, 150))
    done = _ocrfix(site, tmp_path / "brev.png", "--engine", "quiet", "-q")
    assert (done.stdout, done.stderr) == ("Nämnden\n", "")
    unknown = _ocrfix(site, tmp_path / "brev.png", "--engine", "loud")
    assert "engine is 'loud'; it must be one of tesseract, tesserocr, quiet" in " ".join(unknown.stderr.split())


def test_the_doctor_names_what_packages_add(site: Path) -> None:
    told = _ocrfix(site, "doctor").stdout
    assert re.search(r"format bars +of another package", told)
    assert re.search(r"format broken +not usable", told)
    assert "format broken: broken: no_such_module:FORMAT cannot be loaded" in told
    assert re.search(r"engine quiet +of another package", told)


class Told:
    """An engine that reads what it was told."""

    def __init__(self, text: str) -> None:
        self.text = text

    def read(
        self,
        page: PageImage,
        languages: Sequence[str],
        *,
        uneven: bool = False,
        choices: bool = False,
    ) -> Page:
        words = tuple(
            Word(word, Box(40 + 90 * at, 40, 120 + 90 * at, 80), 0.96) for at, word in enumerate(self.text.split())
        )
        return Page(page.number, (Block((Line(words),)),), *page.image.size, page.dpi)

    def turn(self, page: PageImage) -> int:
        return 0

    def info(self) -> ocr_fix.EngineInfo:
        return ocr_fix.EngineInfo("told", "1", ("swe",))


def _scan() -> PageImage:
    """A page with some ink on it, so that it is not blank."""
    image = Image.new("L", (1240, 1754), 255)
    for line in range(20):
        image.paste(0, (40, 40 + 80 * line, 1100, 80 + 80 * line))
    return PageImage(1, image, 150)


def test_an_engine_is_given_as_an_object(tmp_path: Path) -> None:
    _scan().image.save(tmp_path / "brev.png", dpi=(150, 150))
    cleaner = ocr_fix.Cleaner(engine=Told("Nämnden har sagt"), correct=False)
    assert cleaner.clean(tmp_path / "brev.png").text == "Nämnden har sagt\n"
    assert ocr_fix.clean(tmp_path / "brev.png", engine=Told("Bra"), correct=False).text == "Bra\n"


def test_what_is_no_engine_is_refused() -> None:
    with pytest.raises(OptionError, match="an object with the methods of Engine"):
        ocr_fix.Options(engine=object())  # type: ignore[arg-type]


def test_a_language_is_given_as_an_object() -> None:
    language = ocr_fix.load_language("sv")
    text = "Arendet galler ett forslag om en ny forskola for barnen."
    assert ocr_fix.correct(text, language=language) == ocr_fix.correct(text)


class Shorthand:
    """Words that one archive writes short, and what they stand for."""

    name = "shorthand"
    scope: ocr_fix.Scope = "word"
    known = MappingProxyType({"kfgx": "kommunfullmäktige"})

    def anchors(self, text: ocr_fix.TokenisedText, state: ocr_fix.TextState) -> Iterable[int]:
        return [at for word in self.known for at in text.flow.places(word)]

    def propose(self, span: ocr_fix.Span, state: ocr_fix.TextState) -> Iterable[ocr_fix.Candidate]:
        if (whole := self.known.get(span.text)) is not None:
            yield ocr_fix.Candidate(whole, 2.0, (ocr_fix.Confusion(whole, span.text),), self.name)


def test_a_source_of_candidates_is_given_as_an_object() -> None:
    text = "Ärendet avgjordes av kfgx den 3 maj."
    assert ocr_fix.correct(text).text == text
    correction = ocr_fix.correct(text, sources=(Shorthand(),))
    assert correction.text == "Ärendet avgjordes av kommunfullmäktige den 3 maj."
    (change,) = correction.changes
    assert "kommunfullmäktige read as kfgx" in change.reason
    with pytest.raises(OptionError, match="is no source of candidates"):
        ocr_fix.Options(sources=(Told(""),))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "given", [{"engine": Told("")}, {"language": ocr_fix.load_language("sv")}, {"sources": (Shorthand(),)}]
)
def test_a_batch_takes_no_objects(given: dict[str, Any]) -> None:
    with pytest.raises(OptionError, match="by an entry point"):
        Plan("a", "b", ocr_fix.Options(**given))


def test_the_example_of_a_source_in_the_documentation_runs() -> None:
    page = (Path(__file__).parents[1] / "docs" / "library.md").read_text(encoding="utf-8")
    example = page.split("## Candidates of your own")[1].split("```python\n")[1].split("```")[0]
    done = subprocess.run([sys.executable, "-c", example], capture_output=True, text=True, check=True, timeout=120)
    assert done.stdout == "Ärendet avgjordes av kommunfullmäktige den 3 maj.\n"


def test_the_command_line_has_an_option_for_each_field_that_asks() -> None:
    @click.command()
    @cleaning_options
    def command(options: ocr_fix.Options) -> None:
        assert options == ocr_fix.Options()

    asked = {each.name for each in fields(ocr_fix.Options) if QUESTION in each.metadata}
    # What a file says of the password is the field `password`; a file of options gives the defaults of all.
    assert {parameter.name for parameter in command.params} == {*asked, "password_file", "config"}
    command.main([], standalone_mode=False)
