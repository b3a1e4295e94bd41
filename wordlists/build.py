"""Compile lists, dictionary and corpora into the data that comes with the program.

    python -m wordlists.build --corpora ../shared/corpora

Needs the dependency group "build" (numpy and hunspell-sv). After an edit of the lists alone,

    python -m wordlists.build --lists-only

merges them into the data that is there and needs neither.
"""

from __future__ import annotations

import argparse
import logging
import sys
from pathlib import Path
from typing import Any

import numpy as np

from ocr_fix.language.marks import Marks
from ocr_fix.language.symbols import BOUNDARY, CLASSES, NAME, NUMBER, UNKNOWN, symbol_of
from wordlists.compounds import PER_LETTER
from wordlists.corpora import TokenStream, read_stream
from wordlists.language_model import compile_letters, compile_words, rare_words, shares_of_unknown
from wordlists.lexicon import MARGINS, Compiled, compile_lexicon, load_dictionary, write_lexicon
from wordlists.lists import read_list, read_lists
from wordlists.output import Output
from wordlists.relist import merge_lists
from wordlists.sequences import Sequencer
from wordlists.sources import provenance
from wordlists.usage import measure_usage

_DATA = Path(__file__).parents[1] / "ocr_fix" / "languages" / "sv" / "data"

log = logging.getLogger("wordlists.build")


def build(corpora: list[Path], dictionary_folder: Path, target: Path) -> None:
    """Compile everything.

    Args:
        corpora: xz files with one paragraph a line.
        dictionary_folder: with sv_SE.aff, sv_SE.dic and their _expanded companions.
        target: the data folder.
    """
    output = Output(target)
    stream = read_stream(corpora)
    log.info("%d tokens read", len(stream.tokens))
    usage = measure_usage(stream)
    compiled = compile_lexicon(usage, load_dictionary(dictionary_folder), read_lists())
    write_lexicon(compiled, output)
    words = sum(used.total for used in usage.values())
    parameters = {"words": words, "per_letter": PER_LETTER, "margins": MARGINS}
    parameters |= _compile_model(stream, compiled, words, output)
    size = output.finish(parameters, provenance(corpora, stream, len(compiled.entries)))
    log.info("%.1f MB in %s", size / 1e6, target)


def _compile_model(stream: TokenStream, compiled: Compiled, words: int, output: Output) -> dict[str, Any]:
    """Compile the language model; returns its parameters."""
    lexicon = compiled.lexicon(words)
    marks = Marks(read_list("abbreviations"), read_list("never_correct"))
    sequencer = Sequencer(lexicon, marks)
    sequence = sequencer.sequence(stream.surfaces, stream.tokens)
    ngrams = compile_words(sequence, output)
    classes = np.bincount(sequence, minlength=CLASSES + 1)
    totals = np.bincount(stream.tokens, minlength=len(stream.surfaces)).tolist()
    counts = dict(zip(stream.surfaces, totals, strict=True))
    symbols = {surface: symbol_of(surface, lexicon) for surface in stream.surfaces}
    return {
        "ngrams": ngrams,
        "classes": {
            "sentences": int(classes[BOUNDARY]) // 2,
            "numbers": int(classes[NUMBER]),
            "names": int(classes[NAME]),
            "unknown": int(classes[UNKNOWN]),
        },
        "alphabet": compile_letters(rare_words(counts, lexicon), output),
        **shares_of_unknown(counts, symbols, lexicon, compiled.splitter),
    }


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--corpora", type=Path, help="folder of .txt.xz files, one paragraph a line")
    source.add_argument("--lists-only", action="store_true", help="merge the lists into the data that is there")
    parser.add_argument("--without", action="append", default=[], metavar="NAME", help="leave a corpus out")
    parser.add_argument("--dictionary", type=Path, default=Path(sys.prefix) / "share" / "hunspell")
    parser.add_argument("--target", type=Path, default=_DATA)
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(relativeCreated)7d ms  %(message)s")
    if arguments.lists_only:
        log.info("%d forms added or changed", merge_lists(arguments.target))
        return
    corpora = sorted(
        path for path in arguments.corpora.glob("*.txt.xz") if path.name.split(".")[0] not in arguments.without
    )
    if not corpora:
        parser.error(f"{arguments.corpora}: no .txt.xz files there")
    if not (arguments.dictionary / "sv_SE.dic").exists():
        parser.error(f"{arguments.dictionary}: no sv_SE.dic there; install the package hunspell-sv")
    build(corpora, arguments.dictionary, arguments.target)


if __name__ == "__main__":
    main()
