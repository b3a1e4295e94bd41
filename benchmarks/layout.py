"""How well layout knows paragraphs, furniture, columns and line-end hyphens.

    python -m benchmarks.layout [--shared ../shared] [--no-scans]

Three kinds of text: the samples, whose truths have a paragraph a line; the texts of ../shared/truth where it is there;
and texts made of the paragraphs of our samples' truths (and for hyphens of ../shared/corpora), set on pages in every
way that blank lines, heads and feet occur (`layout_pages.py`). docs/layout.md says what each figure means.
"""

from __future__ import annotations

import argparse
import lzma
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from pathlib import Path

import regex
from rapidfuzz.distance import Levenshtein

from benchmarks.documents import SAMPLES, SCAN_SUFFIXES, SHARED, TRUTH_SUFFIX
from benchmarks.layout_pages import SPACINGS, Set, Spacing, set_pages, wrapped
from ocr_fix import Cleaner, Document

# Texts that are made in each way.
MADE = 12
PARAGRAPHS = 40
TWO_COLUMNS = frozenset({"nyhetsbrev", "spalter-300"})
CORPORA = ("sfs", "regeringen", "interpellations")
CORPUS_PARAGRAPHS = 400
# How blank lines stand, and the share of the words at line ends that are broken.
WAYS: tuple[tuple[Spacing, float], ...] = (
    *((spacing, 1.0) for spacing in SPACINGS),
    *(("none", broken) for broken in (0.8, 0.5, 0.0)),
    *(("after every line", broken) for broken in (0.8, 0.5, 0.0)),
)


@dataclass(frozen=True, slots=True)
class Ends:
    """Where the paragraphs of a text end; list items and rows count as paragraphs.

    Attributes:
        letters: the text without spaces.
        places: after how many letters a paragraph ends, but the last.
        close: those of them after which no blank line stands, but a new line: items, rows, lines of a signature.
    """

    letters: str
    places: frozenset[int]
    close: frozenset[int]


def ends_of(text: str) -> Ends:
    """Where the paragraphs of a text end."""
    lines = [line.split() for line in text.splitlines()]
    places = list(accumulate(sum(map(len, words)) for words in lines))
    found = frozenset(places) - {0, places[-1] if places else 0}
    close = frozenset(at for at, above, below in zip(places, lines, lines[1:], strict=False) if above and below)
    return Ends("".join(text.split()), found, close)


def paragraph_counts(truth: str, text: str, *, joins: bool = False) -> Counter[str]:
    """How many paragraph boundaries are right, there, and due.

    Letters are aligned first. Where letters were lost or added, boundaries before and after them are one: whether
    those are read is no question of paragraphs.

    Args:
        truth: what should be.
        text: what is.
        joins: whether the truth has each paragraph on one line with its list or signature. A new line without a blank
            one, where the text begins an item of a list, a row, or a line of a signature, is then neither right nor
            wrong where the truth has no boundary.
    """
    due, there = ends_of(truth), ends_of(text)
    node_of_due, node_of_there = [0] * (len(due.letters) + 1), [0] * (len(there.letters) + 1)
    node = 0
    for edit in Levenshtein.opcodes(due.letters, there.letters):
        for step in range(max(edit.src_end - edit.src_start, edit.dest_end - edit.dest_start)):
            node += edit.tag in ("equal", "replace")
            if edit.tag != "insert":
                node_of_due[edit.src_start + step + 1] = node
            if edit.tag != "delete":
                node_of_there[edit.dest_start + step + 1] = node
    wanted = {node_of_due[at] for at in due.places} - {0, node}
    found = {node_of_there[at] for at in there.places} - {0, node}
    if joins:
        found -= {node_of_there[at] for at in there.close} - wanted
    return Counter(right=len(found & wanted), there=len(found), due=len(wanted))


def f1(counts: Counter[str]) -> float:
    """The harmonic mean of precision and recall; 1 where there was nothing to find and nothing was found."""
    total = counts["there"] + counts["due"]
    return 2 * counts["right"] / total if total else 1.0


def misplaced(truth: str, text: str) -> float:
    """Of 100 words of the truth, how many are there but in another order."""
    true_words, words = truth.split(), text.split()
    common = sum((Counter(true_words) & Counter(words)).values())
    in_order = sum(
        edit.src_end - edit.src_start for edit in Levenshtein.opcodes(true_words, words) if edit.tag == "equal"
    )
    return 100 * (common - in_order) / len(true_words)


def hyphen_counts(made: Set, text: str) -> Counter[str]:
    """How many line-end hyphens of each fate there were, and in how many words the text differs by its hyphens."""
    true_words, words = " ".join(made.paragraphs).split(), text.split()
    wrong = 0
    edits = Levenshtein.opcodes(true_words, words)
    for differs, group in groupby(edits, key=lambda edit: edit.tag != "equal"):
        first, *_, last = *(each := list(group)), each[-1]
        if differs:  # neighbouring edits together: a word left in two is one replaced and one added
            was = "".join(true_words[first.src_start : last.src_end])
            found = "".join(words[first.dest_start : last.dest_end])
            wrong += was.replace("-", "") == found.replace("-", "")
    return Counter(fate for fate, _ in made.hyphens) + Counter(wrong=wrong)


def furniture_counts(made: Set, document: Document) -> Counter[str]:
    """How many lines of furniture were found, how many there were, and how many lines of text were taken for such."""
    lines = Counter("".join(line.split()) for line in made.furniture)
    found: Counter[str] = Counter()
    for page in document.pages:
        for block in page.blocks:
            if block.is_furniture:
                found.update("".join(word.reading for word in line.words) for line in block.lines)
    return Counter(furniture=(lines & found).total(), sheets=lines.total(), lost=(found - lines).total())


def own_paragraphs() -> list[str]:
    """The paragraphs of running text in the truths of the samples."""
    texts = [file.read_text(encoding="utf-8") for file in sorted(SAMPLES.glob(f"*{TRUTH_SUFFIX}"))]
    return [paragraph for text in texts for paragraph in text.split("\n\n") if len(paragraph.split()) > 12]


def made_rows(cleaner: Cleaner) -> Iterator[list[str]]:
    """A row for each way in which blank lines occur and words are broken."""
    pool = own_paragraphs()
    for spacing, broken in WAYS:
        counts: Counter[str] = Counter()
        for seed in range(MADE):
            rng = random.Random(f"{spacing} {seed}")
            made = set_pages(rng.sample(pool, PARAGRAPHS), rng, spacing, broken)
            document = cleaner.clean("\f".join(made.pages).encode())
            counts += paragraph_counts("\n".join(made.paragraphs), document.text)
            counts += furniture_counts(made, document)
            counts += hyphen_counts(made, document.text)
        hyphens = sum(counts[fate] for fate in ("joined", "kept", "suspended"))
        yield [
            f"made, blank lines: {spacing}" + ("" if broken == 1 else f"; words broken: {broken:.0%}"),
            f"{f1(counts):.3f}",
            f"{100 * counts['furniture'] / max(1, counts['sheets']):.1f} of {counts['sheets']}, {counts['lost']} lost",
            f"{100 * (1 - counts['wrong'] / hyphens):.2f} of {hyphens}" if hyphens else "",
            "",
        ]


def corpus_rows(shared: Path, cleaner: Cleaner) -> Iterator[list[str]]:
    """A row for each corpus: its paragraphs wrapped at random widths, for its hyphens only."""
    for name in CORPORA:
        file = shared / "corpora" / f"{name}.txt.xz"
        if not file.exists():
            continue
        rng = random.Random(name)
        with lzma.open(file, "rt", encoding="utf-8") as lines:
            # Sources with a line-end hyphen left in mid-line are no truth about hyphens.
            pool = [
                line
                for line in lines
                if 200 < len(line) < 2000 and not regex.search(r"\p{L}- (?!och|eller|samt)", line)
            ]
        counts: Counter[str] = Counter()
        for paragraph in rng.sample(pool, CORPUS_PARAGRAPHS // 8 * 8):
            made = Set(paragraphs=[" ".join(paragraph.split())])
            made.pages = ["\n".join(wrapped(made.paragraphs[0], rng.randint(35, 90), made.hyphens))]
            counts += hyphen_counts(made, cleaner.clean(made.pages[0].encode()).text)
        hyphens = sum(counts[fate] for fate in ("joined", "kept", "suspended"))
        parts = ", ".join(f"{counts[fate]} {fate}" for fate in ("joined", "kept", "suspended"))
        yield [f"corpus {name}", "", "", f"{100 * (1 - counts['wrong'] / hyphens):.2f} of {hyphens} ({parts})", ""]


def document_rows(shared: Path, cleaner: Cleaner, *, scans: bool) -> Iterator[list[str]]:
    """A row for each document with a truth, and one for all of a kind."""
    for kind, documents in groupby(_documents(shared), key=lambda pair: pair[0].parent.name):
        plain: Counter[str] = Counter()
        joined: Counter[str] = Counter()
        for file, truth in documents:
            if file.suffix in SCAN_SUFFIXES and not scans:
                continue
            text, due = cleaner.clean(file).text, truth.read_text(encoding="utf-8")
            order = f"{misplaced(due, text):.1f}" if file.stem in TWO_COLUMNS else ""
            plain_here, joined_here = paragraph_counts(due, text), paragraph_counts(due, text, joins=True)
            plain, joined = plain + plain_here, joined + joined_here
            yield [f"{kind}/{file.name}", _f1s(plain_here, joined_here, kind), "", "", order]
        yield [f"all of {kind}", _f1s(plain, joined, kind), "", "", ""]


def _f1s(plain: Counter[str], joined: Counter[str], kind: str) -> str:
    """F1 of the boundaries; for truths that join what stands on lines of its own, also with those lines for wrong."""
    return f"{f1(plain):.3f}" if kind == SAMPLES.name else f"{f1(joined):.3f} ({f1(plain):.3f})"


def _documents(shared: Path) -> Iterator[tuple[Path, Path]]:
    for truth in sorted(SAMPLES.glob(f"*{TRUTH_SUFFIX}")):
        stem = truth.name.removesuffix(TRUTH_SUFFIX)
        yield from ((file, truth) for file in sorted(SAMPLES.glob(f"{stem}.*")) if file != truth)
    for truth in sorted((shared / "truth" / "scans").glob(f"*{TRUTH_SUFFIX}")):
        yield truth.with_name(truth.name.removesuffix(TRUTH_SUFFIX) + ".pdf"), truth
    for raw in sorted((shared / "truth" / "structure").glob("*.raw.txt")):
        yield raw, shared / "truth" / "clean" / raw.name.replace(".raw", "")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED, help="where the shared texts are")
    parser.add_argument("--no-scans", action="store_true", help="leave out what must be read first")
    chosen = parser.parse_args(arguments)
    cleaner = Cleaner()
    print("| text | paragraphs, F1 | furniture, % | hyphens right, % | words out of order, % |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for rows in (
        made_rows(cleaner),
        corpus_rows(chosen.shared, cleaner),
        document_rows(chosen.shared, cleaner, scans=not chosen.no_scans),
    ):
        for row in rows:
            print("| " + " | ".join(row) + " |", flush=True)


if __name__ == "__main__":
    main()
