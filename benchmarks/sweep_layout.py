"""Sweep the numbers of layout on documents that it composes: how many come out as others, and blocks that are wrong.

    python -m benchmarks.sweep_layout > /tmp/layout.md
    python -m benchmarks.sweep_layout --read FOLDER... --kept FOLDER      # with what is read of other files as well
    KEPT_DOCUMENTS=FOLDER python -m pytest -p benchmarks.sweep_layout tests/test_layout*.py    # with those of the tests

The documents are those of `laid_pages`, each as a scan's words and as the lines of a text file, and the texts of
`layout_pages`. Each number is set to other values, one at a time; documents whose layout does not ask it are left
aside. Files are read once, and only whether they come out as others counts of them, as their blocks are not known.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import pickle
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import ocr_fix
from benchmarks.laid_pages import Laid, boxed, documents, plain
from benchmarks.layout import own_paragraphs
from benchmarks.layout_pages import SPACINGS, set_pages
from benchmarks.sweep import Number
from benchmarks.sweep_pages import LIMITS, Place, numbers
from benchmarks.sweep_turns import Outcome, is_near, table, turn_all
from ocr_fix import Cleaner, pipeline
from ocr_fix.document import Page, PageText, flow_of
from ocr_fix.layout import arrange, metadata_of
from ocr_fix.source import open_source
from ocr_fix.system.files import write_atomically

KEPT = Path(__file__).parent / "scratch" / "layout"
FACTORS = (0.5, 2.0, 0.0, 1000.0)
MOST_SECONDS = 600.0  # for a value
MOST_PAGES = 8  # of a file that is read


class Sheets(NamedTuple):
    """A document.

    Attributes:
        name: of it.
        pages: as layout gets them.
        blocks: kind and letters of what stands on them; None where that is not known.
        facts: title, date and diary number; None where they are not asked for.
    """

    name: str
    pages: Sequence[Page | PageText]
    blocks: Counter[tuple[str, str]] | None = None
    facts: tuple[str | None, str | None, str | None] | None = None


def composed(seed: int, parts: Sequence[str] = ("",)) -> Iterator[Sheets]:
    """The documents that are composed."""
    for laid in documents(seed, parts):
        yield _sheets(f"{laid.name}: words", boxed(laid), laid)
        if not (laid.degrees or laid.beside):
            yield _sheets(f"{laid.name}: lines", plain(laid), laid)
    pool = own_paragraphs()
    for spacing in SPACINGS:
        name = f"made: {spacing}"
        if any(part in name for part in parts):
            rng = random.Random(f"{seed} {spacing}")
            made = set_pages(rng.sample(pool, 24), rng, spacing)
            blocks = Counter(("", _letters(text)) for text in made.paragraphs)
            yield Sheets(name, [PageText(at, text) for at, text in enumerate(made.pages, 1)], blocks)


def _sheets(name: str, pages: Sequence[Page | PageText], laid: Laid) -> Sheets:
    return Sheets(name, pages, Counter((kind, _letters(text)) for kind, text in laid.blocks), laid.facts)


def _letters(text: str) -> str:
    """The letters and figures of a text; what becomes of hyphens at line ends is a matter of correction."""
    return "".join(filter(str.isalnum, text))


def pytest_configure() -> None:
    """Keep what is laid out while tests run, where a folder is named for it; pytest calls this."""
    folder = os.environ.get("KEPT_DOCUMENTS")
    if folder is None:
        return
    Path(folder).mkdir(parents=True, exist_ok=True)

    def keeping(pages: Sequence[Page | PageText]) -> tuple[Page, ...]:
        data = pickle.dumps([*pages])
        Path(folder, f"{hashlib.sha256(data).hexdigest()[:16]}.pages").write_bytes(data)
        return arrange(pages)

    vars(ocr_fix.layout)["arrange"] = vars(pipeline)["arrange"] = keeping


def read(files: Sequence[Path], kept: Path) -> Iterator[Sheets]:
    """The first pages of files as they are read, each once, and what was kept; what cannot be opened is left out."""
    cleaner = Cleaner()
    for file in files:
        data = file.read_bytes()
        if file.suffix == ".pages":
            yield Sheets(file.name, pickle.loads(data))
            continue
        known = kept / f"{hashlib.sha256(data).hexdigest()}.pages"
        if not known.exists():
            write_atomically(known, pickle.dumps(_read(cleaner, data)))
        pages = pickle.loads(known.read_bytes())
        if pages:
            yield Sheets(file.name, pages)


def _read(cleaner: Cleaner, data: bytes) -> list[Page | PageText]:
    try:
        with open_source(data, limits=LIMITS) as source:
            return [cleaner.read_page(source, at) for at in range(1, min(source.page_count, MOST_PAGES) + 1)]
    except ocr_fix.OcrFixError:
        return []


class Documents:
    """Documents, and what becomes of them.

    Args:
        found: the documents.
        places: the numbers that are swept.
    """

    def __init__(self, found: Sequence[Sheets], places: Sequence[Place]) -> None:
        self._found = found
        self._watched: set[tuple[int, str]] = set()
        self._asked: set[tuple[int, str]] = set()
        for kind in {type(place.owner) for place in places}:
            kind.__getattribute__ = self._watch()  # type: ignore[method-assign]
        self._own: dict[str, tuple[str, int]] = {}
        self.asked: dict[str, set[tuple[int, str]]] = {}
        for sheets in found:
            self._asked = set()
            self._own[sheets.name] = _outcome(sheets)
            self.asked[sheets.name] = self._asked
        self.wrong = sum(wrong for _, wrong in self._own.values())
        self.blocks = sum(sheets.blocks.total() for sheets in found if sheets.blocks is not None)

    def _watch(self) -> Callable[[object, str], object]:
        def get(owner: object, field: str) -> object:
            self._asked.add((id(owner), field))
            return object.__getattribute__(owner, field)

        return get

    def wrong_of(self) -> Mapping[str, int]:
        """How many blocks of each document are wrong as the numbers are."""
        return {name: wrong for name, (_, wrong) in self._own.items()}

    def turned(self, place: Place, value: Number, *, is_enough: bool) -> Outcome:
        """What becomes of them with a number; this process is of no use for others after that.

        Args:
            place: the number.
            value: what it is then.
            is_enough: whether the first document that differs is enough.
        """
        place.set(value)
        differ, wrong = list[str](), self.wrong
        for sheets in self._found:
            if (id(place.owner), place.field) not in self.asked[sheets.name]:
                continue
            own = self._own[sheets.name]
            try:
                now = _outcome(sheets)
            except Exception as error:  # a value that the program cannot work with says something as well
                return Outcome(differ, wrong, fails=repr(error)[:80])
            if now != own:
                differ.append(sheets.name)
                wrong += now[1] - own[1]
                if is_enough:
                    break
        return Outcome(differ, wrong)


def _outcome(sheets: Sheets) -> tuple[str, int]:
    """What comes out, as one may compare it, and how many blocks of it are wrong."""
    pages = arrange(sheets.pages)
    facts = metadata_of(pages)
    said = hashlib.sha256(repr((flow_of(pages).text, pages, facts)).encode()).hexdigest()
    if sheets.blocks is None:
        return said, 0
    due = sheets.blocks
    found = _blocks_of(pages, kinds=all(kind for kind, _ in due))
    wrong = max((due - found).total(), (found - due).total())
    if sheets.facts is not None:
        wrong += sum(
            one != other for one, other in zip(sheets.facts, (facts.title, facts.date, facts.diary_number), strict=True)
        )
    return said, wrong


def _blocks_of(pages: Sequence[Page], *, kinds: bool) -> Counter[tuple[str, str]]:
    """The blocks of a document, those that go on as one; without kinds also without furniture."""
    found: list[tuple[str, str]] = []
    open_ = -1
    for block in (block for page in pages for block in page.blocks):
        text = _letters("".join(word.text for line in block.lines for word in line.words))
        if block.is_furniture or block.kind == "margin-note":
            if kinds:
                found.append((block.kind, text))
        elif block.continues and open_ >= 0:
            found[open_] = found[open_][0], found[open_][1] + text
        else:
            open_ = len(found)
            found.append((block.kind if kinds else "", text))
    # Lines of a signature are blocks of their own or not.
    joined: Counter[tuple[str, str]] = Counter()
    for kind, group in groupby(found, key=lambda block: block[0]):
        if kind == "signature":
            joined[kind, "".join(text for _, text in group)] += 1
        else:
            joined.update(group)
    return joined


def main(arguments: Sequence[str] | None = None) -> int:
    """Sweep what the options ask for and print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--seed", type=int, default=0, help="of the documents (default: %(default)s)")
    options.add_argument("--documents", nargs="+", default=[""], metavar="PART", help="only documents named so")
    options.add_argument("--read", nargs="+", type=Path, default=[], metavar="FILE", help="files or folders to be read")
    options.add_argument("--only", nargs="+", default=["Thresholds"], metavar="PART", help="only numbers named so")
    options.add_argument("--factors", nargs="+", type=float, default=FACTORS, help="of each number")
    options.add_argument("--kept", type=Path, default=KEPT, help="folder for what was read and found")
    chosen = options.parse_args(arguments)
    chosen.kept.mkdir(parents=True, exist_ok=True)
    files = [file for path in chosen.read for file in (sorted(path.iterdir()) if path.is_dir() else [path])]
    made = [*composed(chosen.seed, chosen.documents)]
    made += read([file for file in files if file.is_file()], chosen.kept)
    places = [place for place in numbers("layout") if any(part in place.name for part in chosen.only)]
    running = Documents(made, places)
    print(f"Of {running.blocks} blocks of {len(made)} documents {running.wrong} are wrong.\n")

    def turn(at: int, value: Number, factor: float) -> Outcome:
        return running.turned(places[at], value, is_enough=not is_near(factor))

    kept = chosen.kept / f"found-{chosen.seed}-{len(files)}.json"
    found = turn_all(places, chosen.factors, kept, turn, MOST_SECONDS)
    print("\n".join(table(places, found, "document", "blocks", running.wrong)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
