"""Compile lists, dictionary and corpora into the data that comes with the program.

    python -m wordlists.build --corpora ../shared/corpora
    python -m wordlists.build --corpora ../shared/corpora --register historical

Needs the dependency group "build" (numpy and hunspell-sv); the historical register also needs the data of today's.
After an edit of the lists alone,

    python -m wordlists.build --lists-only

merges them into the data that is there and needs neither.
"""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from ocr_fix.language import Language
from ocr_fix.language.marks import Marks
from ocr_fix.language.symbols import BOUNDARY, CLASSES, NAME, NUMBER, UNKNOWN, symbol_of
from ocr_fix.languages.sv import DATA, HISTORICAL
from wordlists import historical
from wordlists.compounds import PER_LETTER
from wordlists.corpora import TokenStream, paragraphs, read_stream
from wordlists.form_files import COMMON, write_marks
from wordlists.forms import OFFICIAL_NEEDS, Dictionary, Needs
from wordlists.language_model import (
    LETTER_LIMITS,
    WORD_LIMITS,
    compile_letters,
    compile_words,
    rare_words,
    shares_of_unknown,
)
from wordlists.lexicon import MARGINS, Compiled, compile_lexicon, load_dictionary, write_lexicon
from wordlists.lists import Lists, read_list, read_lists
from wordlists.output import Output
from wordlists.relist import merge_lists
from wordlists.sequences import Sequencer
from wordlists.sources import provenance
from wordlists.usage import Usage, measure_usage

log = logging.getLogger("wordlists.build")


class Register(NamedTuple):
    """What one data folder is compiled from.

    Attributes:
        stream: the tokens of all texts.
        origins: the corpus of each of the stream's sources.
        usage: counts of forms.
        dictionary: what Hunspell says.
        lists: the human-edited lists.
        abbreviations: as they are printed.
        needs: of a form that only the corpora have.
        word_limits: n-grams of words kept by order.
        letter_limits: n-grams of letters kept by order.
        common: how many of the commonest forms are found by hash.
    """

    stream: TokenStream
    origins: Sequence[Path]
    usage: dict[str, Usage]
    dictionary: Dictionary
    lists: Lists
    abbreviations: Sequence[str]
    needs: Needs
    word_limits: dict[int, int]
    letter_limits: dict[int, int]
    common: int


def official(corpora: Sequence[Path], dictionary: Dictionary) -> Register:
    """The register of today's official text.

    Args:
        corpora: xz files with one paragraph a line.
        dictionary: what Hunspell says.
    """
    stream = read_stream(map(paragraphs, corpora))
    return Register(
        stream,
        corpora,
        measure_usage(stream),
        dictionary,
        read_lists(),
        read_list("abbreviations"),
        OFFICIAL_NEEDS,
        WORD_LIMITS,
        LETTER_LIMITS,
        COMMON,
    )


def old(corpora: Sequence[Path], dictionary: Dictionary) -> Register:
    """The register of 1840-1920.

    Args:
        corpora: xz files with one paragraph a line.
        dictionary: what Hunspell says.
    """
    stream, origins, witnesses = historical.read(corpora, Language.load(DATA))
    attestation = historical.Attestation(stream, witnesses)
    usage = measure_usage(stream, attestation.strangers)
    return Register(
        stream,
        origins,
        usage,
        dictionary,
        attestation.extend(read_lists(), usage, dictionary),
        [*read_list("abbreviations"), *read_list("old_abbreviations")],
        historical.NEEDS,
        historical.WORD_LIMITS,
        historical.LETTER_LIMITS,
        historical.COMMON,
    )


def build(register: Register, target: Path, command: str) -> None:
    """Compile everything.

    Args:
        register: what to compile.
        target: the data folder.
        command: that this is done by, for the manifest.
    """
    output = Output(target)
    log.info("%d tokens read", len(register.stream.tokens))
    compiled = compile_lexicon(register.usage, register.dictionary, register.lists, register.needs)
    write_lexicon(compiled, output, register.common)
    write_marks(register.abbreviations, read_list("never_correct"), output)
    words = sum(used.total for used in register.usage.values())
    parameters = {"words": words, "per_letter": PER_LETTER, "margins": MARGINS}
    parameters |= _compile_model(register, compiled, words, output)
    facts = provenance(register.origins, register.stream, len(compiled.entries), command)
    size = output.finish(parameters, facts)
    log.info("%.1f MB in %s", size / 1e6, target)


def _compile_model(register: Register, compiled: Compiled, words: int, output: Output) -> dict[str, Any]:
    """Compile the language model; returns its parameters."""
    stream = register.stream
    lexicon = compiled.lexicon(words)
    sequencer = Sequencer(lexicon, Marks(register.abbreviations, read_list("never_correct")))
    sequence = sequencer.sequence(stream.surfaces, stream.tokens)
    ngrams = compile_words(sequence, output, register.word_limits)
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
        "alphabet": compile_letters(rare_words(counts, lexicon), output, register.letter_limits),
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
    parser.add_argument("--register", choices=("official", "historical"), default="official")
    parser.add_argument("--target", type=Path, help="the data folder; by default that of the register")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(relativeCreated)7d ms  %(message)s")
    is_official = arguments.register == "official"
    target = arguments.target or (DATA if is_official else HISTORICAL)
    if arguments.lists_only:
        if not is_official:
            parser.error("--lists-only is for the official register; the historical one must be built anew")
        log.info("%d forms added or changed", merge_lists(target))
        return
    found = arguments.corpora.glob("*.txt.xz") if is_official else historical.find_corpora(arguments.corpora)
    corpora = sorted(path for path in found if path.name.split(".")[0] not in arguments.without)
    if not corpora:
        parser.error(f"{arguments.corpora}: no .txt.xz files there")
    if not (arguments.dictionary / "sv_SE.dic").exists():
        parser.error(f"{arguments.dictionary}: no sv_SE.dic there; install the package hunspell-sv")
    dictionary = load_dictionary(arguments.dictionary)
    left_out = "".join(f" --without {name}" for name in arguments.without)
    register = "" if is_official else " --register historical"
    command = f"python -m wordlists.build --corpora ../shared/corpora{register}{left_out}"
    build((official if is_official else old)(corpora, dictionary), target, command)


if __name__ == "__main__":
    main()
