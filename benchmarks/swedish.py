"""What the language data costs and how well it knows Swedish.

    python -m benchmarks.swedish [--shared ../shared]

Times are the best of several rounds on one core; memory is what a process that has answered a text's worth of questions
holds above one that has only imported the program. The figures stand in wordlists/README.md.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from benchmarks import swedish_compounds, swedish_model
from benchmarks.documents import SHARED
from ocr_fix.language import Language
from ocr_fix.languages import load_language
from ocr_fix.languages.sv import DATA

_ROUNDS = 5
_WORDS = "kommunen samhällsbyggnadsnämndens förslag kommunledningsutskottet Stockholm xyzzyqk".split()
_MEMORY = """
import sys
def resident():
    with open("/proc/self/status") as lines:
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))
import time
from ocr_fix.language import Language
from ocr_fix.languages import load_language
before = resident()
started = time.perf_counter()
sv = load_language("sv")
sv.knows("kommunen"), sv.analyse("kommunledningsutskottet"), sv.log_prob("kommunen", ("inom", "den"))
ready = time.perf_counter() - started
words = sys.stdin.read().split()
for place, word in enumerate(words):
    sv.knows(word), sv.analyse(word), sv.log_prob(word, (words[place - 2], words[place - 1]))
print(ready, (resident() - before) / 1024)
"""


def rate(ask: Callable[[Any], object], questions: Sequence[Any]) -> float:
    """Answers per second, the best of several rounds."""
    best = float("inf")
    for _ in range(_ROUNDS):
        started = time.perf_counter()
        for question in questions:
            ask(question)
        best = min(best, time.perf_counter() - started)
    return len(questions) / best


def cost(sv: Language, text: Iterable[Sequence[str]]) -> dict[str, float]:
    """Size, time to load, memory and speed."""
    words = [word for sentence in text for word in sentence] or _WORDS * 1000
    forms = list(sv.lexicon)[:: max(1, len(sv.lexicon) // 50_000)]
    ids = [sv.word_id(word) for word in words]
    trigrams = list(zip(ids[2:], ids, ids[1:], strict=False))
    strangers = list(zip(ids[2:], ids[1:], ids, strict=False))  # contexts nobody has seen
    seconds, megabytes = _in_a_process(words)
    return {
        "data, MB": sum(path.stat().st_size for path in DATA.iterdir()) / 1e6,
        "load and first answers, s": seconds,
        "resident above Python and imports, MB": megabytes,
        "knows, forms at random, per s": rate(sv.knows, forms),
        "knows, running text, per s": rate(sv.knows, words),
        "automaton walk, 6 letters, per s": rate(sv.automaton.walk, [form[:6].lower() for form in forms]),
        "automaton step, per s": rate(lambda node: sv.automaton.step(node, "a"), [0, 1, 2, 3] * 20_000),
        "log_prob_ids, running text, per s": rate(lambda ids: sv.log_prob_ids(*ids), trigrams),
        "log_prob_ids, unseen contexts, per s": rate(lambda ids: sv.log_prob_ids(*ids), strangers),
        "log_probs_ids, 20 in one context, per s": 20
        * rate(lambda t: sv.log_probs_ids(ids[:20], *t[1:]), trigrams[:2000]),
        "log_prob, words of running text, per s": rate(
            lambda t: sv.log_prob(*t),
            list(zip(words[2:], pairwise(words), strict=False)),
        ),
        "analyse, forms at random, per s": rate(sv.analyse, forms[:20_000]),
        "analyse, running text, per s": rate(sv.analyse, words),
    }


def quality(sv: Language, shared: Path) -> dict[str, Any]:
    """Compounds, perplexity and choices in context, as far as ../shared is there."""
    manifest = json.loads((DATA / "manifest.json").read_text(encoding="utf-8"))
    text = list(swedish_model.sentences(shared / "truth" / "clean", sv))
    parameters = manifest["parameters"]
    counts = swedish_compounds.count_words(sorted((shared / "corpora").glob("*.txt.xz")))
    compounds, letters = swedish_compounds.measure(sv, counts, shared / "confusions")
    return {
        "perplexity": swedish_model.perplexity(sv, text, parameters["classes"], parameters["words"])._asdict(),
        "confusable": swedish_model.choose(sv, text)._asdict(),
        "clean tokens unexplained": swedish_model.unexplained(sv, shared / "truth" / "clean"),
        "compounds": compounds._asdict(),
        "letters prefer the word to its misreading": letters,
    }


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=SHARED)
    shared = parser.parse_args().shared
    sv = load_language("sv")
    text = list(swedish_model.sentences(shared / "truth" / "clean", sv)) if shared.is_dir() else []
    for name, value in cost(sv, text).items():
        print(f"{name:45} {value:14,.3f}" if value < 1000 else f"{name:45} {value:14,.0f}")
    if shared.is_dir():
        print(json.dumps(quality(sv, shared), ensure_ascii=False, indent=1))
    else:
        print(f"{shared} is not there: nothing to measure quality on")


def _in_a_process(words: Sequence[str]) -> tuple[float, float]:
    """Seconds to the first answers, and megabytes above Python after a text."""
    command = [sys.executable, "-c", _MEMORY]
    done = subprocess.run(command, input=" ".join(words), capture_output=True, text=True, check=True)
    seconds, megabytes = done.stdout.split()
    return float(seconds), float(megabytes)


if __name__ == "__main__":
    main()
