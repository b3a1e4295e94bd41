"""Does `analyse` tell new compounds from misread ones?

The compounds: words in small letters that the corpora have once or twice and the lexicon lacks, so nothing was learned
from them. Who says that they are compounds? Hunspell's own check of compounds, when the program is installed; beside
them stands the same figure for all such words, misspellings, foreign words and names among them. The misreadings: each
compound with one (70 %) or two characters read wrongly, as an English model or a scanned Riksdag print has them,
letters for letters only, and never a form that the lexicon or the corpora have.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from ocr_fix.language import Language
from wordlists.corpora import paragraphs
from wordlists.suspicion import one_edit
from wordlists.tokens import tokenize

SAMPLE = 2000
SEED = 20240
_MIN_LENGTH = 8
_RARE = 2
_COMMON = 20
_SHOWN = 40

_ENGLISH_MODEL = {"ä": "aiå", "å": "adä", "ö": "oé", "t": "lf", "l": "ti", "n": "ur", "u": "na", "r": "tv", "e": "co"}


class Figures(NamedTuple):
    """What `analyse` accepts.

    Attributes:
        compounds: how many were asked of.
        accepted: share of compounds accepted.
        misread_accepted: share of their misreadings accepted.
        rare_accepted: share of all rare words accepted, compounds or not.
        rejected: examples of compounds not accepted.
        passed: examples of misreadings accepted.
    """

    compounds: int
    accepted: float
    misread_accepted: float
    rare_accepted: float
    rejected: list[str]
    passed: list[str]


def count_words(corpora: Iterable[Path]) -> Counter[str]:
    """Occurrences of every token in small letters that consists of letters."""
    counts: Counter[str] = Counter()
    for path in corpora:
        for paragraph in paragraphs(path):
            counts.update(tokenize(paragraph))
    return Counter({word: n for word, n in counts.items() if word.isalpha() and word == word.lower()})


def measure(sv: Language, counts: Mapping[str, int], confusions: Path) -> tuple[Figures, float]:
    """Measure with a fixed seed.

    Returns:
        The figures, and how often the character model alone prefers a compound to its misreading.

    Args:
        sv: the language.
        counts: occurrences of words in small letters.
        confusions: folder with tables of confusions counted on Riksdag scans (true, read, count ...).
    """
    chance = random.Random(SEED)
    rare = sorted(
        w for w, n in counts.items() if n <= _RARE and len(w) >= _MIN_LENGTH and not sv.lexicon.number(w) >= 0
    )
    chance.shuffle(rare)
    rare_sample = rare[:SAMPLE]
    compounds = _compounds(rare, counts)[:SAMPLE]
    table = _confusions(confusions)
    misread = [_misread(word, table, counts, sv, chance) for word in compounds]
    figures = Figures(
        len(compounds),
        _share(sv, compounds),
        _share(sv, misread),
        _share(sv, rare_sample),
        [word for word in compounds if sv.analyse(word) is None][:_SHOWN],
        [word for word in misread if sv.analyse(word) is not None][:_SHOWN],
    )
    score = sv.unknown.letters
    preferred = sum(score(word) > score(other) for word, other in zip(compounds, misread, strict=True))
    return figures, preferred / len(compounds)


def _share(sv: Language, words: list[str]) -> float:
    return sum(sv.analyse(word) is not None for word in words) / len(words)


def _compounds(words: list[str], counts: Mapping[str, int]) -> list[str]:
    """Those that Hunspell accepts; without it, those that are no misspelling of a common word."""
    program = shutil.which("hunspell")
    dictionary = Path(sys.prefix) / "share" / "hunspell" / "sv_SE"
    if program is None or not dictionary.with_suffix(".dic").exists():
        return [word for word in words if not any(counts.get(other, 0) >= _COMMON for other in one_edit(word))]
    words = words[: 3 * SAMPLE]
    command = [program, "-d", str(dictionary), "-i", "utf-8", "-l"]
    done = subprocess.run(command, input="\n".join(words), capture_output=True, text=True, check=True)
    rejected = set(done.stdout.split())
    return [word for word in words if word not in rejected]


def _confusions(folder: Path) -> list[tuple[str, str, float]]:
    """(true, read, weight) of letters for letters: half an English model's, half counted on scans."""
    table = [(true, read, 1.0) for true, reads in _ENGLISH_MODEL.items() for read in reads]
    table += [("rn", "m", 2.0), ("m", "rn", 2.0), ("nn", "rm", 1.0), ("li", "h", 1.0)]
    counted: list[tuple[str, str, float]] = []
    for path in sorted(folder.glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            fields = line.split("\t")
            if not line.startswith("#") and len(fields) >= 3 and fields[2].isdigit() and int(fields[2]) >= 2:
                true, read = fields[0], fields[1]
                if true.isalpha() and read.isalpha() and true == true.lower() and read == read.lower():
                    counted.append((true, read, float(fields[2])))
    scale = sum(weight for *_, weight in table) / max(1.0, sum(weight for *_, weight in counted))
    return table + [(true, read, weight * scale) for true, read, weight in counted]


def _misread(
    word: str, table: list[tuple[str, str, float]], counts: Mapping[str, int], sv: Language, chance: random.Random
) -> str:
    for _ in range(1000):
        read = word
        for _ in range(1 if chance.random() < 0.7 else 2):
            read = _misread_once(read, table, chance)
        if read != word and read not in counts and not sv.knows(read):
            return read
    raise ValueError(f"{word}: no misreading found")


def _misread_once(word: str, table: list[tuple[str, str, float]], chance: random.Random) -> str:
    places = [
        (place, true, read, weight)
        for true, read, weight in table
        for place in range(len(word))
        if word.startswith(true, place)
    ]
    if not places:
        return word
    place, true, read, _ = chance.choices(places, [weight for *_, weight in places])[0]
    return word[:place] + read + word[place + len(true) :]
