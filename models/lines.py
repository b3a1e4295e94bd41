"""Make the lines to train on, or those of the development set.

    python -m models.lines OUT --corpora DIR --faces DIR --measured DIR --unicharset FILE [--count 20000] [--seed 1]
                               [--generated 0.34] [--held-out] [--as-cut]

Writes OUT/NNNN.lstmf, 500 lines each, in an order without order. The same seed gives the same lines.
"""

import argparse
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import numpy as np

from models import generated, lstmf
from models.charset import known_characters, read_unicharset
from models.faces import Face, choose, find_faces
from models.generated import Words
from models.leptonica import scaled_to
from models.pictures import Grey, Random, Style, drawable, picture
from models.recogniser import HEIGHT
from models.texts import Line, Measured, cut, paragraphs

Item = TypeVar("Item")

_PER_FILE = 500
_LOWEST = 12  # pixels of a line as cut out
_WIDEST = 2400  # pixels of a line 48 pixels high
# Shares of the lines out of corpora.
_MODERN = {"sfs": 0.11, "regeringen": 0.09, "interpellations": 0.06, "protocols": 0.06, "foreskrifter": 0.04,
           "riksdagdocs": 0.03, "riksdagsbeslut": 0.02, "ferenda": 0.01}  # fmt: skip
_OLD = {"romaner_old": 0.08, "romaner_reformed": 0.03, "dramer_old": 0.05, "familjebok_old": 0.08}
_GENERATED = 0.34
_PARAGRAPHS = 8_000
_LISTS = Path(__file__).parent.parent / "wordlists"
_FACES = {  # chances of the kinds of face
    "modern": {"serif": 0.38, "sans": 0.23, "narrow": 0.07, "old": 0.11, "typewriter": 0.21},
    "old": {"serif": 0.19, "sans": 0.02, "narrow": 0.0, "old": 0.57, "typewriter": 0.22},
    "generated": {"serif": 0.38, "sans": 0.24, "narrow": 0.07, "old": 0.11, "typewriter": 0.2},
}
_RESOLUTIONS = {100: 0.02, 120: 0.03, 150: 0.17, 170: 0.08, 200: 0.3, 240: 0.08, 300: 0.28, 400: 0.04}


@dataclass(frozen=True)
class Sources:
    """All that lines are made of.

    Attributes:
        texts: Paragraphs of each corpus.
        words: What the generators fill in.
        faces: Faces by kind.
        allowed: Characters that a line may have.
        measured: Texts that no line may share a passage with.
        generated: Share of the lines that the grammar makes, 0 to 1; the others are of the corpora.
    """

    texts: dict[str, list[str]]
    words: Words
    faces: dict[str, list[Face]]
    allowed: frozenset[str]
    measured: Measured
    generated: float = _GENERATED


def scaled(sample: lstmf.Sample) -> lstmf.Sample:
    """The sample with its picture as high as the network takes it."""
    picture = scaled_to(HEIGHT, sample.picture)[:HEIGHT]
    return replace(sample, picture=np.pad(picture, ((0, HEIGHT - len(picture)), (0, 0)), mode="edge"))


def samples(sources: Sources, count: int, seed: int) -> Iterator[lstmf.Sample]:
    """Lines as they are cut out of pages at 300 dpi, with names for what they are, as many as asked for."""
    made, number = 0, 0
    while made < count:
        rng = np.random.default_rng([seed, number])
        number += 1
        line = draw_line(sources, rng)
        if line and (found := _pictured(line, sources, rng)):
            made += 1
            yield lstmf.Sample(found[0], line.label, found[1])


def draw_line(sources: Sources, rng: Random) -> Line | None:
    """A line of text, or nothing if what was drawn is unfit."""
    names = [*_MODERN, *_OLD]
    shares = np.array([*_MODERN.values(), *_OLD.values()])
    if rng.random() >= sources.generated:
        name = names[int(rng.choice(len(names), p=shares / shares.sum()))]
        texts = sources.texts[name]
        text = cut(texts[int(rng.integers(len(texts)))], rng, sources.allowed)
        kind = "old" if name in _OLD else "modern"
    else:
        text, kind = generated.generate(sources.words, rng)
        text = text[:90].strip()
    if not text or not set(text) <= sources.allowed | {"\t"} or sources.measured.shares(text):
        return None
    return Line(text, kind)


def load(arguments: argparse.Namespace) -> Sources:
    """Read the corpora, the lists and the faces."""
    allowed = known_characters(read_unicharset(arguments.unicharset.read_text(encoding="utf-8")))
    measured = Measured.of(arguments.measured.rglob("*.txt"))
    files = {file.name.split(".")[0]: file for file in arguments.corpora.rglob("*.xz")}
    texts = {
        name: paragraphs(files[name], _PARAGRAPHS, measured, held_out=arguments.held_out) for name in (*_MODERN, *_OLD)
    }
    return Sources(
        texts,
        _words(texts),
        find_faces(arguments.faces, held_out=arguments.held_out),
        allowed,
        measured,
        arguments.generated,
    )


def options(description: str) -> argparse.ArgumentParser:
    """The options that say what lines are made of."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--corpora", type=Path, required=True, help="folder with the corpora, .txt.xz")
    parser.add_argument("--faces", type=Path, required=True, help="folder that models.faces filled")
    parser.add_argument("--measured", type=Path, required=True, help="folder with the texts that are measured on")
    parser.add_argument("--unicharset", type=Path, required=True, help="characters of the model")
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--generated", type=float, default=_GENERATED, help="share of lines by the grammar, 0 to 1")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--held-out", action="store_true", help="only the texts and faces that are not trained on")
    parser.add_argument("--as-cut", action="store_true", help="pictures as they are at 300 dpi, for Tesseract to read")
    return parser


def main() -> None:
    """Make the lines."""
    arguments = options(__doc__ or "").parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    batch: list[lstmf.Sample] = []
    written = 0
    for sample in samples(load(arguments), arguments.count, arguments.seed):
        batch.append(sample if arguments.as_cut else scaled(sample))
        if len(batch) == _PER_FILE or written + len(batch) == arguments.count:
            lstmf.write(arguments.out / f"{arguments.seed:02}-{written // _PER_FILE:04}.lstmf", batch)
            written += len(batch)
            batch = []


def _pictured(line: Line, sources: Sources, rng: Random) -> tuple[Grey, str] | None:
    chances = _FACES.get(line.kind, _FACES["generated"])
    kind = _drawn(chances, rng)
    small_capitals = kind != "typewriter" and line.text[0].isupper() and rng.random() < 0.03
    needed = drawable(line.text) + (line.text.upper() if small_capitals else "")
    face = choose(sources.faces[kind], needed, rng)
    if not face:
        return None
    dpi = _drawn(_RESOLUTIONS, rng)
    style = Style(
        face,
        max(8, round(_points(line, dpi, rng) * dpi / 72)),
        spaced=_spacing(line, rng),
        small_capitals=small_capitals,
        uneven=rng.uniform(0.2, 1) if kind == "typewriter" and rng.random() < 0.7 else 0.0,
        drawn=rng.random() < 0.5,
        ink=0 if rng.random() < 0.7 else int(rng.integers(0, 90)),
    )
    drawn = [draw_line(sources, rng) for _ in range(2)] if rng.random() < 0.7 else []
    neighbours = [_set_by(face, other.text) if other else "" for other in drawn]
    try:
        found = picture(line.text, neighbours, style, dpi, rng)
    except OSError:  # some outlines of some faces are too much for FreeType at some sizes
        return None
    if found is None:
        return None
    cut_out, damage = found
    rows, columns = cut_out.shape
    fits = rows >= _LOWEST and columns * HEIGHT / rows <= _WIDEST
    return (cut_out, f"{kind}/{line.kind}/{dpi}/{damage}") if fits else None


def _points(line: Line, dpi: int, rng: Random) -> float:
    """The size of the type: most print is of ten to twelve points, and coarse scans show no smaller ones."""
    if line.kind == "headings" and rng.random() < 0.3:
        return rng.uniform(12, 22)
    smallest = 6 if dpi >= 200 else 8 if dpi >= 150 else 9.5
    return rng.uniform(smallest, 14) if rng.random() < 0.4 else rng.uniform(9, 12.5)


def _spacing(line: Line, rng: Random) -> float:
    """Space between letters, in parts of the size: spaced out to stress, a little more or less, mostly none."""
    if rng.random() < (0.25 if line.kind == "headings" else 0.01):
        return rng.uniform(0.12, 0.4)
    return rng.uniform(-0.015, 0.03) if rng.random() < 0.2 else 0.0


def _drawn(chances: dict[Item, float], rng: Random) -> Item:
    return list(chances)[int(rng.choice(len(chances), p=list(chances.values())))]


def _set_by(face: Face, text: str) -> str:
    """The text without what the face lacks."""
    return "".join(character for character in text.replace("\t", " ") if character in face.characters)


def _words(texts: dict[str, list[str]]) -> Words:
    """Words of the corpora, and the lists of names of this repository."""
    found: dict[str, None] = {}
    for paragraph_list in texts.values():
        for text in paragraph_list[:1500]:
            found.update(dict.fromkeys(re.findall(r"\b[a-zåäöé]{2,14}\b", text)))
    names, surnames, places = (_entries(_LISTS / f"{name}.txt") for name in ("given_names", "surnames", "places"))
    return Words(sorted(found), names, surnames, places)


def _entries(file: Path) -> list[str]:
    lines = (line.split("#")[0].strip() for line in file.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line]


if __name__ == "__main__":
    main()
