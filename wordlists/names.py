"""Compile the names and the model of their letters.

    python -m wordlists.names --corpora ../shared/corpora --lexica ../shared/lexica

Writes `ocr_fix/languages/sv/names/`: the names of lists and registers and those that print was counted to have, and
weights that tell the letters of a name from those of a damaged word. Needs numpy, and the compiled lexicon.
"""

from __future__ import annotations

import argparse
import csv
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import sqrt
from pathlib import Path

import marisa_trie
import numpy as np
import numpy.typing as npt
import regex

from ocr_fix.correction.error_model.channel import learned
from ocr_fix.correction.protection.names import BUCKETS, ZERO, buckets
from ocr_fix.language import Language
from ocr_fix.languages import load_language
from ocr_fix.languages.sv import NAMES
from wordlists.corpora import paragraphs
from wordlists.lists import genitive, read_list, words_of
from wordlists.output import Output
from wordlists.suspicion import restored

GIVEN, SURNAME, PLACE, COUNTED = range(4)

# A given name that so many bear is one; of three letters and less, so many.
BEARERS, BEARERS_OF_SHORT = 10, 500
# A capitalised word inside sentences is a name where so many stand in two corpora, or so many in one, and hardly any
# in small letters.
IN_TWO, IN_ONE, SMALL_SHARE = 3, 8, 0.05
# What so common a word looks like when its dots are lost is no name, unless the lexicon has it.
MISREAD = 1000
_CAPITALISED = regex.compile(r"\p{Lu}[\p{Ll}’]+(?:-\p{Lu}\p{Ll}+)*")
_AROUND = "()[]\"'”“»«’‘,;:!?.…–—*"
_ENDS = (".", ":", "!", "?", "”", "»", "«", '"', "…", "–", "—")

# The letter model: words with one, two or three misreadings against names.
DAMAGES = (0.65, 0.27, 0.08)
DAMAGED = 120_000
CHANNELS = ("legacy", "fresh", "archive")
PASSES, RATE, DECAY = 12, 0.15, 2e-6
SEED = 1


def listed(lexica: Path) -> dict[str, set[int]]:
    """Names of the lists and registers, with their kinds.

    Args:
        lexica: folder of the registers.
    """
    names: dict[str, set[int]] = {}

    def add(entry: str, kind: int) -> None:
        for word in words_of(entry):
            if word[0].isupper() and not (len(word) > 1 and word.isupper()):
                for part in word.split("-"):
                    if len(part) > 1 and part[0].isupper():
                        names.setdefault(part, set()).add(kind)

    for name, kind in (("given_names", GIVEN), ("surnames", SURNAME), ("places", PLACE)):
        for entry in read_list(name):
            add(entry, kind)
    for path in sorted(lexica.glob("scb_tilltalsnamn-*.csv")):
        for row in _rows(path):
            if int(row["persons"]) >= (BEARERS if len(row["name"]) > 3 else BEARERS_OF_SHORT):
                add(row["name"], GIVEN)
    for row in _rows(lexica / "riksdag_names.csv"):
        add(row["name"], SURNAME if row["kind"] == "surname" else GIVEN)
    return names


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8") as stream:
        yield from csv.DictReader(stream)


def counted(sources: Iterable[Iterable[str]]) -> set[str]:
    """Words that are written with a capital inside sentences, and hardly ever without.

    Args:
        sources: the paragraphs of each corpus.
    """
    capital: Counter[str] = Counter()
    small: Counter[str] = Counter()
    corpora: Counter[str] = Counter()
    for texts in sources:
        here: Counter[str] = Counter()
        for text in texts:
            before = "."
            for token in text.split():
                core = token if token.isalpha() else token.strip(_AROUND)
                if core.islower():
                    small[core] += 1
                elif not before.endswith(_ENDS) and token[:1].isupper() and _CAPITALISED.fullmatch(core):
                    here[core] += 1
                before = token
        capital += here
        corpora.update(here.keys())
    enough = {name for name, count in capital.items() if count >= (IN_TWO if corpora[name] > 1 else IN_ONE)}
    return {
        name
        for name in enough
        if small[name.lower()] <= SMALL_SHARE * capital[name] and len(name) > 2 and not _is_genitive(name, enough)
    }


def _is_genitive(name: str, names: set[str]) -> bool:
    return name.endswith("s") and name[:-1] in names


def without_misreadings(names: Mapping[str, set[int]], language: Language) -> dict[str, set[int]]:
    """The names but for those that are far likelier a common word that has lost its dots: "Nar", "Aven"."""
    return {
        name: kinds
        for name, kinds in names.items()
        if language.knows(name) or all(language.count(other) < MISREAD for other in restored(name.lower()))
    }


def damaged_words(language: Language, number: int, chance: random.Random) -> list[str]:
    """Common words, capitalised, as engines misread them, and no words any more.

    Args:
        language: its lexicon says how common words are.
        number: how many.
        chance: chooses.
    """
    channels = [Misreader(name) for name in CHANNELS]
    forms = [
        form for form in language.forms("") if len(form) > 2 and form.isalpha() and language.case_of(form) == "lower"
    ]
    found: list[str] = []
    for word in chance.choices(forms, [sqrt(language.count(form)) for form in forms], k=3 * number):
        read = chance.choice(channels).misread(word, chance.choices((1, 2, 3), DAMAGES)[0], chance)
        capital = read[:1].upper() + read[1:].lower()
        if len(read) > 1 and read != word and not language.knows(capital):
            found.append(capital)
    return found[:number]


class Misreader:
    """Misreads letters as one of the committed channels does.

    Args:
        name: of the channel.
    """

    def __init__(self, name: str) -> None:
        self._confusions: dict[str, list[tuple[str, float]]] = {}
        for (true, read), share in learned(name).probabilities.items():
            if true.isalpha() and (read.isalpha() or not read):
                self._confusions.setdefault(true, []).append((read, share))

    def misread(self, word: str, times: int, chance: random.Random) -> str:
        """A word with so many misreadings."""
        for _ in range(times):
            places = [
                (start, width, read, share)
                for start in range(len(word))
                for width in (1, 2, 3)
                for read, share in self._confusions.get(word[start : start + width], ())
            ]
            if not places:
                return word
            start, width, read, _ = chance.choices(places, [place[3] for place in places])[0]
            word = word[:start] + read + word[start + width :]
        return word


def train(names: Sequence[str], weights: Sequence[float], damaged: Sequence[str]) -> npt.NDArray[np.float64]:
    """Fit the letter model: a logistic regression over n-grams, both classes of equal weight.

    Args:
        names: words that are names.
        weights: how much each of them counts.
        damaged: words that are none.

    Returns:
        The weight of each bucket, and last the bias.
    """
    grams = [np.unique(np.fromiter(buckets(word), np.int64)) for word in (*names, *damaged)]
    sides = np.array([1.0] * len(names) + [0.0] * len(damaged))
    share = (
        np.concatenate((np.asarray(weights) / np.sum(weights), np.full(len(damaged), 1 / len(damaged))))
        * len(grams)
        / 2
    )
    model = np.zeros(BUCKETS + 1)
    seen = np.full(BUCKETS + 1, 1e-6)
    order = np.random.default_rng(SEED)
    for _ in range(PASSES):
        for batch in np.array_split(order.permutation(len(grams)), len(grams) // 256):
            found = np.concatenate([grams[one] for one in batch])
            owner = np.repeat(np.arange(len(batch)), [len(grams[one]) for one in batch])
            score = np.bincount(owner, model[found], len(batch)) + model[-1]
            error = (1 / (1 + np.exp(-score)) - sides[batch]) * share[batch]
            slope = np.bincount(found, error[owner], BUCKETS + 1) / len(batch) + DECAY * model
            slope[-1] = error.sum() / len(batch)
            seen += slope**2
            model -= RATE * slope / np.sqrt(seen)
    return model


def letter_model(names: Mapping[str, set[int]], language: Language) -> npt.NDArray[np.float64]:
    """The letter model of names; genitives stand among them as often as in texts, about one in four."""
    chance = random.Random(SEED)
    words = [genitive(name) if chance.random() < 0.25 else name for name in sorted(names)]
    # A name that only a register of the newborn has tells less of names in texts than one that is read.
    weights = [1.0 if kinds != {GIVEN} else 0.3 for _, kinds in sorted(names.items())]
    return train(words, weights, damaged_words(language, DAMAGED, chance))


def write(names: Mapping[str, set[int]], model: npt.NDArray[np.float64], sources: Sequence[str], target: Path) -> int:
    """Write both, with a manifest.

    Returns:
        Bytes written.
    """
    output = Output(target)
    trie = marisa_trie.Trie([f"{kind}{name}" for name, kinds in names.items() for kind in kinds])
    output.write("names.marisa", trie.tobytes())
    scale = float(np.abs(model[:-1]).max()) / 127
    output.write("letters.weights", (np.rint(model[:-1] / scale) + ZERO).astype(np.uint8).tobytes())
    parameters = {"scale": scale, "bias": float(model[-1])}
    return output.finish(parameters, {"language": "sv", "sources": list(sources), "counts": {"names": len(names)}})


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpora", type=Path, required=True, help="folder of .txt.xz files, with old/ beside them")
    parser.add_argument("--lexica", type=Path, required=True, help="folder of registers of names")
    parser.add_argument("--target", type=Path, default=NAMES)
    arguments = parser.parse_args()
    corpora = sorted([*arguments.corpora.glob("*.txt.xz"), *(arguments.corpora / "old").glob("*.txt.xz")])
    language = load_language("sv")
    names = listed(arguments.lexica)
    for name in counted(map(paragraphs, corpora)):
        for part in name.split("-"):
            names.setdefault(part, set()).add(COUNTED)
    names = without_misreadings(names, language)
    sources = [
        "wordlists/given_names.txt, surnames.txt, places.txt (facts of public registers)",
        "given names borne by ten or more, Statistics Sweden 2020 (facts)",
        "names of members of the Riksdag since 1867, SWERIK (facts)",
        "capitalised words counted in " + ", ".join(path.name.split(".")[0] for path in corpora) + "; forms only",
    ]
    size = write(names, letter_model(names, language), sources, arguments.target)
    print(f"{len(names)} names, {size / 1e3:.0f} kB in {arguments.target}")


if __name__ == "__main__":
    main()
