"""Count what is written with signs inside or behind it, and what follows numbers: `n:o`, `t.ex.`, `Ljungbg.`, `dl`.

    python -m wordlists.codes --corpora ../shared/corpora

Writes `ocr_fix/languages/sv/codes.tsv`: a kind, a form, its count in texts of today and its count in those before 1920.
What corpora have too seldom is added from `codes.txt`, with counts of nought. Needs nothing but the corpora.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import regex

from ocr_fix.system.files import write_atomically
from wordlists.corpora import paragraphs
from wordlists.lists import read_list

TARGET = Path(__file__).parents[1] / "ocr_fix" / "languages" / "sv" / "codes.tsv"

# What stands around a form and is no part of it. The full stop behind may be.
_AROUND = "()[]{}\"'”“„»«’‘,;:!?…–—-*/"
# Latin letters with signs or digits among them, of which none parts two sentences ("landet.Det", "2.Avser").
_MARKED = regex.compile(r"(?=.*\p{L})[a-zA-ZÀ-ÿ0-9][a-zA-ZÀ-ÿ0-9:./’&+·-]*[a-zA-ZÀ-ÿ0-9²³.]|°[A-Z]")
_INNER = regex.compile(r"(?<=[\p{L}\d])[:./’&+·]+(?=[\p{L}\d])|\d(?=\p{L})|(?<=\p{L})\d|^°|[²³]$")
_GLUED = regex.compile(r"\p{L}{3}[.:]\p{L}{3}|[\p{Ll}\d][.:]\p{Lu}\p{Ll}|\p{L}{4}/\p{L}{4}|^\p{Lu}?\p{Ll}+\d+$|\d{4}")
_WORD = regex.compile(r"\p{L}{1,8}(?:-\p{L}{1,4})?")
# Small letters, or not just small letters behind a capital: "kr", "kWh", "Mkr", but no month or name.
_UNIT = regex.compile(r"\p{Ll}{2,5}|\p{Ll}{1,2}\p{Lu}\p{L}?|\p{Lu}{2}|Mkr")
_LABEL = regex.compile(r"\p{Lu}\p{L}{1,3}")
_NUMBER = re.compile(r"\d[\d.,:/–-]*")
_SUFFIX = regex.compile(r"\d+-(\p{Ll}{2,12})")

# A form is one that is written so and no slip: so often in two sources, or so often in one.
IN_TWO, IN_ONE = 4, 10
# Of the uses of an abbreviation, a unit or a label so many at least have the full stop, the number before, or behind.
SHARES = {"marked": 0.0, "stopped": 0.55, "unit": 0.5, "label": 0.6, "suffix": 0.0}


@dataclass
class Counts:
    """What one corpus has.

    Attributes:
        found: by kind, forms used as that kind: `marked` with signs inside; `stopped`, letters with a full stop where
            the sentence runs on; `unit`, behind a number; `label`, a capitalised form before one; `suffix`, behind a
            number and a hyphen.
        other: by kind, the same letters used otherwise.
    """

    found: dict[str, Counter[str]] = field(default_factory=lambda: {kind: Counter() for kind in SHARES})
    other: dict[str, Counter[str]] = field(default_factory=lambda: {kind: Counter() for kind in SHARES})


def count(texts: Iterable[str]) -> Counts:
    """Count one corpus.

    Args:
        texts: its paragraphs.
    """
    counts = Counts()
    for text in texts:
        before = ""
        for token, after in pairwise([*text.replace("'", "’").split(), ""]):
            core = token if token.isalpha() else token.strip(_AROUND)
            letters = core.removesuffix(".")
            if _WORD.fullmatch(letters):
                _count_letters(counts, before, token, core, after)
            elif _MARKED.fullmatch(core) and _INNER.search(core) and not _GLUED.search(core):
                counts.found["marked"][core if core.count(".") > 1 else letters] += 1
            elif suffix := _SUFFIX.fullmatch(letters):
                counts.found["suffix"][suffix[1]] += 1
            before = token
    return counts


def _count_letters(counts: Counts, before: str, token: str, core: str, after: str) -> None:
    letters = core.removesuffix(".")
    if core == letters:
        counts.other["stopped"][letters] += 1
    else:
        behind = token[token.index(core) + len(core) :].lstrip(")]")[:1] or after[:1]
        if behind in {",", ";"} or behind.islower() or behind.isdigit():
            counts.found["stopped"][letters] += 1
    if _UNIT.fullmatch(letters):
        side = counts.found if _NUMBER.fullmatch(before) else counts.other
        side["unit"][letters] += 1
    if _LABEL.fullmatch(letters):
        side = counts.found if _NUMBER.fullmatch(after.strip(_AROUND + ".")) else counts.other
        side["label"][letters] += 1


def chosen(today: Sequence[Counts], old: Sequence[Counts]) -> Iterator[tuple[str, str, int, int]]:
    """The forms that are written so and no slips: kind, form, count of today, count before 1920.

    Args:
        today: what the corpora of today have.
        old: what those of before 1920 have.
    """
    sources = [*today, *old]
    for kind, share in SHARES.items():
        for form in sorted({form for counts in sources for form in counts.found[kind]}):
            found = [counts.found[kind][form] for counts in sources]
            total, other = sum(found), sum(counts.other[kind][form] for counts in sources)
            enough = IN_ONE if sum(map(bool, found)) < 2 else IN_TWO
            if total >= enough and total >= share * (total + other):
                yield kind, form, sum(found[: len(today)]), sum(found[len(today) :])


def listed() -> Iterator[tuple[str, str]]:
    """What people have added in `codes.txt`: kind and form."""
    for entry in read_list("codes"):
        kind, *forms = entry.split()
        for form in forms:
            yield kind, form


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpora", type=Path, required=True, help="folder of .txt.xz files, with old/ beside them")
    parser.add_argument("--target", type=Path, default=TARGET)
    arguments = parser.parse_args()
    today = sorted(arguments.corpora.glob("*.txt.xz"))
    old = sorted((arguments.corpora / "old").glob("*.txt.xz"))
    rows = list(chosen([count(paragraphs(path)) for path in today], [count(paragraphs(path)) for path in old]))
    rows += [(kind, form, 0, 0) for kind, form in listed() if (kind, form) not in {row[:2] for row in rows}]
    names = [", ".join(path.name.split(".")[0] for path in paths) for paths in (today, old)]
    head = [
        "# Forms with signs inside (marked), abbreviations that have a full stop (stopped), what stands behind numbers",
        "# (unit), before them (label), and behind them and a hyphen (suffix).",
        f"# Counted by wordlists/codes.py in {names[0]} (third column)",
        f"# and in {names[1]} (fourth column); counts of forms only.",
    ]
    lines = [*head, *("\t".join(map(str, row)) for row in rows)]
    write_atomically(arguments.target, "\n".join(lines) + "\n")
    print(f"{len(rows)} forms in {arguments.target}")


if __name__ == "__main__":
    main()
