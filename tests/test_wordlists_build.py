"""The build, on a small corpus of our own and, where ../shared and hunspell-sv are there, on theirs."""

import json
import lzma
import math
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from conftest import RUN_FOLDER
from hypothesis import given, settings
from hypothesis import strategies as st
from output_documents import once

from ocr_fix.language import Language
from ocr_fix.language.automaton import Automaton
from ocr_fix.language.datafiles import MANIFEST
from ocr_fix.language.marks import Marks
from ocr_fix.languages import load_language
from wordlists import hunspell
from wordlists.automaton import compile_automaton
from wordlists.kneser_ney import Model, estimate, pack, prune
from wordlists.relist import merge_lists
from wordlists.sequences import Sequencer, split_sentences
from wordlists.suspicion import Suspicion, one_edit, restored
from wordlists.tokens import tokenize

REPOSITORY = Path(__file__).parents[1]
DICTIONARY = Path(sys.prefix) / "share" / "hunspell"
needs_hunspell = pytest.mark.skipif(not (DICTIONARY / "sv_SE.dic").exists(), reason="hunspell-sv is not installed")
WORDS = st.text("abcåäö-", min_size=1, max_size=8)


@given(st.sets(WORDS, max_size=60), WORDS)
def test_the_automaton_accepts_just_the_forms(forms: set[str], other: str) -> None:
    automaton = Automaton(memoryview(compile_automaton(forms)))
    assert set(automaton.forms()) == forms
    assert (other in automaton) == (other in forms)
    assert (automaton.walk(other) >= 0) == any(form.startswith(other) for form in forms)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Enligt 2 kap. 3 § gäller det, bl.a. här.", "Enligt 2 kap . 3 § gäller det , bl.a. här .".split()),
        ("EU:s hälso- och sjukvård", "EU:s hälso- och sjukvård".split()),
        ("Den 1 000:e (2010:110)", ["Den", "1 000", ":", "e", "(", "2010:110", ")"]),
        (
            "Skriv till namn@exempel.se eller www.exempel.se/a.",
            "Skriv till namn@exempel.se eller www.exempel.se/a.".split(),
        ),
        ("", []),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert tokenize(text) == tokens


@given(st.text(max_size=200))
def test_tokens_lose_nothing_but_space(text: str) -> None:
    def bare(string: str) -> str:
        return "".join(string.split()).replace("_", "")

    assert bare("".join(tokenize(text))) == bare(text)


def test_sentences_end_where_they_end() -> None:
    marks = Marks(["kap.", "bl.a."], [])
    text = "Enligt 2 kap. Skollagen gäller detta. Det kostar 3 kr per barn, bl.a. i Åmål! Punkt 5. gäller"
    assert split_sentences(tokenize(text), marks) == [
        "Enligt 2 kap Skollagen gäller detta".split(),
        "Det kostar 3 kr per barn bl.a. i Åmål".split(),
        "Punkt 5 gäller".split(),
    ]


def test_sentences_are_counted_as_they_are_scored() -> None:
    sv = load_language("sv")
    texts = ["Nämnden beslutar. Avgiften, 35 % av priset, höjs!", "Se 3 § lagen", "", "Vem? Ingen."]
    surfaces = ["\n"]
    tokens = []
    for text in texts:
        for token in tokenize(text):
            if token not in surfaces:
                surfaces.append(token)
            tokens.append(surfaces.index(token))
        tokens.append(0)
    found = Sequencer(sv.lexicon, sv.marks).sequence(surfaces, np.array(tokens, np.int32)).tolist()
    expected = [0, 0]
    for text in texts:
        for sentence in split_sentences(tokenize(text), sv.marks):
            expected += [*(sv.word_id(word) for word in sentence), 0, 0]
    assert found == expected


@given(st.lists(st.integers(1, 6), min_size=30, max_size=200))
@settings(max_examples=50)
def test_kneser_ney_sums_to_one_before_and_after_pruning(symbols: list[int]) -> None:
    sequence = np.array([0, 0, *symbols, 0], np.int64)
    model = estimate(pack(sequence, 3, 8), 3, 8, 0, 8)
    for one in (model, prune(model, {3: 5, 2: 5})):
        for context in [(0, 0), (0, symbols[0]), (symbols[0], symbols[1]), (5, 6), (7, 7)]:
            assert math.fsum(_prob(one, w, *context) for w in range(8)) == pytest.approx(1.0, abs=1e-6)


def _prob(model: Model, w: int, u: int, v: int) -> float:
    """Probability by the definition of backing off."""
    unigrams, bigrams, trigrams = ({int(k): i for i, k in enumerate(level.keys)} for level in model.levels)
    one, two, three = model.levels
    if (key := u << 16 | v << 8 | w) in trigrams:
        return math.exp(three.log_probs[trigrams[key]])
    weight = math.exp(two.backoffs[bigrams[u << 8 | v]]) if u << 8 | v in bigrams else 1.0
    if (key := v << 8 | w) in bigrams:
        return weight * math.exp(two.log_probs[bigrams[key]])
    weight *= math.exp(one.backoffs[unigrams[v]]) if v in unigrams else 1.0
    return weight * (math.exp(one.log_probs[unigrams[w]]) if w in unigrams else math.exp(model.floor))


def test_a_dictionary_is_expanded_by_its_rules(tmp_path: Path) -> None:
    (tmp_path / "x.aff").write_text(
        "SET UTF-8\nFORBIDDENWORD %\nONLYINCOMPOUND Z\nCOMPOUNDBEGIN X\n"
        "SFX D Y 2\nSFX D 0 en [^a]\nSFX D a an a\nSFX z N 1\nSFX z a 0/XZ a\n",
        encoding="utf-8",
    )
    (tmp_path / "x.dic").write_text("4\nbåt/DX\nflicka/Dz\nåtan/%\nUmeå\n", encoding="utf-8")
    forms = list(hunspell.read_forms(tmp_path / "x.aff", tmp_path / "x.dic"))
    assert {form.text for form in forms} == {"båt", "båten", "flicka", "flickan", "flick", "Umeå"}
    assert next(form for form in forms if form.text == "flick").flags == {"X", "Z"}
    assert hunspell.read_forbidden(tmp_path / "x.dic") == {"åtan"}


def test_a_directive_nobody_has_thought_of_stops_the_build(tmp_path: Path) -> None:
    (tmp_path / "x.aff").write_text("SET UTF-8\nCIRCUMFIX c\n", encoding="utf-8")
    with pytest.raises(ValueError, match="CIRCUMFIX"):
        hunspell.read_suffixes(tmp_path / "x.aff")


def test_lost_diacritics_and_slips_are_undone() -> None:
    assert "förslag" in set(restored("forslag"))
    assert "återgång" in set(restored("atergang"))
    assert "kapital" in set(one_edit("kaptial"))
    assert "tillåta" in set(one_edit("tilllåta"))


def test_a_word_of_the_dictionary_is_suspect_where_its_dots_make_a_far_commoner_one() -> None:
    suspicion = Suspicion({"för": 8000, "fär": 9, "för-": 1, "länder": 8000, "vag": 11, "väg": 8000}, set())
    assert suspicion.lacks_diacritics("for", 10, is_vetted=True)
    assert not suspicion.lacks_diacritics("vag", 11, is_vetted=True)
    assert suspicion.lacks_diacritics("vag", 11)  # of what no dictionary has less is asked
    assert not suspicion.lacks_diacritics("linder", 0, is_vetted=True)  # it is another letter, and may be a name
    assert suspicion.lacks_diacritics("linder", 0)


def test_what_the_data_takes_for_suspect_follows_from_its_counts() -> None:
    lexicon = load_language("sv").lexicon
    assert all(map(lexicon.is_suspect, ("for", "nar", "hor", "okade", "kravs")))
    assert not any(map(lexicon.is_suspect, ("vag", "skal", "saga", "Linder", "Silja", "för", "kommun")))


def _sentences() -> list[str]:
    rng = np.random.default_rng(1)
    words = "nämnden beslutar att avgiften höjs för barn i förskolan och skolan när budgeten antas av kommunen".split()
    return [" ".join(rng.choice(words, 12)).capitalize() + "." for _ in range(3000)]


def _build(folder: Path, seed: str) -> Path:
    """Language data from a corpus of our own and a fortieth of the dictionary: of all words it takes a minute."""
    corpora, dictionary, target = folder / "corpora", folder / "dictionary", folder / "data"
    corpora.mkdir(parents=True)
    with lzma.open(corpora / "own.txt.xz", "wt", encoding="utf-8") as stream:
        stream.write("\n".join(_sentences()))
    dictionary.mkdir()
    for file in DICTIONARY.glob("*.aff"):
        shutil.copy(file, dictionary)
    for file in DICTIONARY.glob("*.dic"):
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        (dictionary / file.name).write_text("".join(lines[::40]), encoding="utf-8")
    # Of the package it runs little, and that for many words: too long to be traced.
    untraced = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    command = [sys.executable, "-m", "wordlists.build"]
    for option, value in (("corpora", corpora), ("dictionary", dictionary), ("target", target)):
        command += [f"--{option}", str(value)]
    subprocess.run(command, cwd=REPOSITORY, env={**untraced, "PYTHONHASHSEED": seed}, check=True, capture_output=True)
    return target


def _built() -> Path:
    """Language data for all tests, which are not to change them."""
    return once("language.built", lambda: _build(Path(os.environ[RUN_FOLDER]) / "language", "1"))


@pytest.mark.slow
@needs_hunspell
@pytest.mark.no_cover  # it builds an automaton of many words
def test_lists_are_merged_without_corpora(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "data"
    shutil.copytree(_built(), target)
    lists = tmp_path / "lists"
    shutil.copytree(REPOSITORY / "wordlists", lists, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    for name, entry in (
        ("terms", "brantevallning"),
        ("terms", "namnden"),
        ("places", "Brantevalla"),
        ("abbreviations", "brv."),
    ):
        with (lists / f"{name}.txt").open("a", encoding="utf-8") as stream:
            stream.write(f"{entry}\n")
    for module in ("wordlists.relist.read_lists", "wordlists.relist.read_list"):
        original = _named(module)
        monkeypatch.setattr(module, lambda *names, read=original: read(*names, lists))
    before = Language.load(target)
    assert not before.knows("brantevallning")
    score = before.log_prob("nämnden", ("i", "den"))
    assert merge_lists(target) >= 3
    after = Language.load(target)
    after.verify()
    assert after.knows("brantevallning")
    assert after.automaton.walk("brantevalln") >= 0
    assert after.knows("Brantevallas")
    assert not after.knows("brantevalla")
    assert after.lexicon.is_suspect("namnden")  # the texts have "nämnden" a thousand times
    assert not after.knows("namnden")
    assert after.is_abbreviation("brv.")
    assert after.log_prob("nämnden", ("i", "den")) == score
    assert after.log_prob("brantevallning", ("i", "den")) > before.log_prob("brantevallning", ("i", "den"))
    assert merge_lists(target) == 0


def _named(dotted: str) -> Callable[..., object]:
    module, name = dotted.rsplit(".", 1)
    found: Callable[..., object] = getattr(sys.modules[module], name)
    return found


@pytest.mark.slow
@needs_hunspell
def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    built, again = _built(), _build(tmp_path, "2")
    sums = [json.loads((target / MANIFEST).read_text(encoding="utf-8"))["files"] for target in (built, again)]
    assert sums[0] == sums[1]
    sv = Language.load(built)
    counts = Counter(" ".join(_sentences()).lower().replace(".", "").split())
    assert sv.count("nämnden") == counts["nämnden"]
    assert sv.log_prob("beslutar", ("", "nämnden")) > sv.log_prob("förskollärare", ("", "nämnden"))
