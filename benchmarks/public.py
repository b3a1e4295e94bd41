"""Texts that anybody may fetch, laid out as the benchmarks read them, for who has none of those they were measured on.

    python -m benchmarks.public FOLDER [--pages N] [--from URL]
    BENCHMARK_SHARED=FOLDER make bench

Fetches running text of treebanks (Universal Dependencies) and plays of 1870-1910 (DraCor), each version by its commit,
and writes them as clean texts of today, clean old ones, foreign ones and running text for timing. Pages are set of the
Swedish ones, printed, aged and scanned as those of `benchmarks/simulated`, and read with Tesseract's own models. The
texts are under the terms of their sources, which stand beside each; none of them belongs into this repository.

They are other texts than those of the published tables, so figures differ; and what counts words of old plays or of
treebanks elsewhere may have been counted on some of them, so they judge nothing blindly.
"""

from __future__ import annotations

import argparse
import lzma
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple
from urllib.error import URLError
from urllib.request import urlopen
from xml.etree import ElementTree

from benchmarks.documents import TRUTH_SUFFIX
from benchmarks.simulated.recipes import RECIPES
from ocr_fix.document import PageImage
from ocr_fix.source import open_source
from ocr_fix.system.files import make_folder, write_atomically
from samples.markup import Block, Manuscript, Word

HOST = "https://raw.githubusercontent.com"
WORDS = 4000
"""Words of a text that is kept, as of the texts of the published tables."""
PAGE_WORDS = 330
"""Words of a simulated document; one to three pages, by its type."""
_PATIENCE = 60.0  # seconds that a server may be silent
_TEI = "{http://www.tei-c.org/ns/1.0}"
_UNITS = frozenset(f"{_TEI}{name}" for name in ("sp", "p", "l", "head", "stage"))
_NOT_PRINTED_HERE = frozenset(f"{_TEI}{name}" for name in ("fw", "note", "gap", "figure"))
_SOFT_HYPHEN = re.compile("\u00ad\\s*")  # stands where the print ended a line, and is no part of the word
_MARK = re.compile(r"# (newdoc|newpar)\b")
_TEXT = "# text = "

Kind = Literal["clean-modern", "clean-old", "clean-foreign", "corpora"]


class Source(NamedTuple):
    """A text that is fetched.

    Attributes:
        kind: of the benchmark, or `corpora` for running text that is timed.
        name: of the file that it becomes.
        path: repository, commit and file, on GitHub.
    """

    kind: Kind
    name: str
    path: str


def _treebank(kind: Kind, name: str, repository: str, commit: str, file: str) -> Source:
    return Source(kind, name, f"UniversalDependencies/UD_{repository}/{commit}/{file}.conllu")


def _play(name: str) -> Source:
    return Source("clean-old", name, f"dracor-org/swedracor/056ec3fe366f41e2ad8928a705a3cc2dd1c20e08/tei/{name}.xml")


_TALBANKEN = "Swedish-Talbanken", "999a6cf333b969695ee563a87e3830e86e3cc925"
SOURCES: tuple[Source, ...] = (
    _treebank("clean-modern", "talbanken", *_TALBANKEN, "sv_talbanken-ud-test"),
    _treebank("clean-modern", "pud", "Swedish-PUD", "7a5208272878474c96b6cc804bc1a96645fb957c", "sv_pud-ud-test"),
    _treebank("corpora", "talbanken", *_TALBANKEN, "sv_talbanken-ud-train"),
    _treebank("clean-foreign", "da", "Danish-DDT", "1047994b4af5a9b6244d393fb4146abde07f7b96", "da_ddt-ud-test"),
    _treebank("clean-foreign", "de", "German-GSD", "9ac633e5029166618206cf6ced6883d432575266", "de_gsd-ud-test"),
    _treebank("clean-foreign", "en", "English-EWT", "ca54ffe6d29d1e0c672e6bfa5f259300eb0c2ed8", "en_ewt-ud-test"),
    _treebank("clean-foreign", "fi", "Finnish-TDT", "b5678b4e6738f2980fbdefcc8db152edac7388e2", "fi_tdt-ud-test"),
    _treebank("clean-foreign", "fr", "French-GSD", "f013a466dcf2342ad64a9f8be027db9a578c55c3", "fr_gsd-ud-test"),
    _treebank(
        "clean-foreign", "nb", "Norwegian-Bokmaal", "ed0f3a029e92835ee28638ec5664345b3bdc7dd8", "no_bokmaal-ud-test"
    ),
    *map(_play, ("agrell-domd", "agrell-en-hufvudsak", "agrell-ensam", "agrell-smastadslif")),
)


def sentences(content: str) -> Iterator[str]:
    """The paragraphs of a treebank in CoNLL-U; its sentences, where it marks none."""
    marked = _MARK.search(content) is not None
    paragraph: list[str] = []
    for line in content.splitlines():
        if paragraph and (_MARK.match(line) or (not marked and line.startswith(_TEXT))):
            yield " ".join(paragraph)
            paragraph = []
        if line.startswith(_TEXT):
            paragraph.append(line.removeprefix(_TEXT).strip())
    if paragraph:
        yield " ".join(paragraph)


def printed(content: str) -> Iterator[str]:
    """The paragraphs, lines and speeches of the body of a text in TEI, without heads of pages and notes.

    Raises:
        ElementTree.ParseError: it is no XML.
    """
    body = ElementTree.fromstring(content).find(f".//{_TEI}body")
    for unit in [] if body is None else _units(body):
        text = " ".join(_SOFT_HYPHEN.sub("", "".join(_pieces(unit))).split())
        if text:
            yield text


def _units(element: ElementTree.Element) -> Iterator[ElementTree.Element]:
    for child in element:
        if child.tag in _UNITS:
            yield child
        else:
            yield from _units(child)


def _pieces(element: ElementTree.Element) -> Iterator[str]:
    """The text of an element as it reads on, a word whole that the end of a line has broken."""
    yield element.text or ""
    for child in element:
        if child.tag == f"{_TEI}lb":
            yield "" if child.get("break") == "no" else " "
        elif child.tag in _UNITS:
            yield " "
            yield from _pieces(child)
            yield " "
        elif child.tag not in _NOT_PRINTED_HERE:
            yield from _pieces(child)
        yield child.tail or ""


def text_of(source: Source, content: str) -> list[str]:
    """The paragraphs of a text: all of a corpus, of others the first `WORDS` words, to the end of a paragraph."""
    paragraphs = list(printed(content) if source.path.endswith(".xml") else sentences(content))
    return paragraphs if source.kind == "corpora" else _first(paragraphs, WORDS)


def _first(paragraphs: Iterable[str], words: int) -> list[str]:
    taken: list[str] = []
    for paragraph in paragraphs:
        if words <= 0:
            break
        taken.append(paragraph)
        words -= len(paragraph.split())
    return taken


def fetch(folder: Path, host: str) -> Iterator[Path]:
    """Write the texts into a folder; gives those that Swedish pages may be set of. What cannot be had is told.

    Raises:
        OutputError: the folder cannot be written.
    """
    for source in SOURCES:
        address = f"{host.rstrip('/')}/{source.path}"
        try:
            with urlopen(address, timeout=_PATIENCE) as answer:
                content = answer.read().decode("utf-8")
            paragraphs = text_of(source, content)
        except (URLError, OSError, ElementTree.ParseError, UnicodeDecodeError) as error:
            print(f"{address}: could not be had ({error})", file=sys.stderr)
            continue
        text = "\n\n".join(paragraphs) + "\n"
        if source.kind == "corpora":
            path = folder / "corpora" / f"{source.name}.txt.xz"
            make_folder(path.parent)
            write_atomically(path, lzma.compress(text.encode("utf-8")))
        else:
            path = folder / "truth" / source.kind / f"{source.name}.txt"
            make_folder(path.parent)
            write_atomically(path, text)
            if source.kind != "clean-foreign":
                yield path
        terms = "the terms of its repository (LICENSE or README there, or the head of the file)"
        write_atomically(path.with_name(f"{source.name}.source"), f"{address}\nunder {terms}\n")
        print(f"{path}: {sum(len(each.split()) for each in paragraphs)} words")


def simulate(texts: Sequence[Path], folder: Path, count: int) -> Iterator[Path]:
    """Set, print and scan documents of texts, and read them with Tesseract alone.

    Args:
        texts: as `fetch` gives them.
        folder: gets truth/scans and truth/scans-old.
        count: documents of each text, each of other words and another recipe.
    """
    recipes = [recipe for recipe in RECIPES if recipe.ending == ".pdf" and recipe.turn is None]
    for at, text in enumerate(texts):
        paragraphs = text.read_text(encoding="utf-8").split("\n\n")
        target = folder / "truth" / ("scans-old" if text.parent.name == "clean-old" else "scans")
        make_folder(target)
        for number in range(count):
            taken = _first(paragraphs, PAGE_WORDS)
            if not taken:
                break
            paragraphs = paragraphs[len(taken) :]
            recipe = recipes[(at * count + number) % len(recipes)]
            blocks = tuple(Block("paragraph", (tuple(map(Word, each.split())),)) for each in taken)
            made = recipe.make_of(Manuscript(blocks))
            scan = target / f"{text.stem}-{number + 1}-{recipe.name}.pdf"
            write_atomically(scan, made.content)
            write_atomically(scan.with_name(f"{scan.stem}{TRUTH_SUFFIX}"), made.truth)
            for model in ("eng", "swe"):
                write_atomically(scan.with_name(f"{scan.stem}.{model}.txt"), _read(scan, model))
            yield scan


def _read(scan: Path, model: str) -> str:
    """What Tesseract reads with one of its models, at 300 dpi."""
    texts = []
    with open_source(scan, dpi=300) as source, tempfile.TemporaryDirectory() as folder:
        for page in source.pages():
            if isinstance(page, PageImage):
                picture = Path(folder) / "page.png"
                page.image.save(picture, dpi=(300, 300))
                command = ["tesseract", str(picture), "-", "-l", model]
                done = subprocess.run(command, capture_output=True, check=True)
                texts.append(done.stdout.decode("utf-8"))
    return "".join(texts)


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, help="gets truth/ and corpora/")
    parser.add_argument("--pages", type=int, default=3, metavar="N", help="documents set of each text (3)")
    parser.add_argument("--from", dest="host", default=HOST, metavar="URL", help="a mirror of the host")
    chosen = parser.parse_args()
    texts = list(fetch(chosen.folder, chosen.host))
    for scan in simulate(texts, chosen.folder, chosen.pages):
        print(scan)
    if texts:
        print(f"now: BENCHMARK_SHARED={chosen.folder.absolute()} make bench")
    return 0 if texts else 1


if __name__ == "__main__":
    sys.exit(main())
