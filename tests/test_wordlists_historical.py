"""What old and damaged text is counted as."""

import lzma
from pathlib import Path

import numpy as np
import pytest

from ocr_fix.languages import load_language
from ocr_fix.languages.sv.spelling import RESPELLER
from wordlists.corpora import TokenStream, chain, read_stream
from wordlists.held_out import HELD_OUT, counted
from wordlists.historical import Attestation, read
from wordlists.sequences import LOST, Sequencer
from wordlists.suspicion import Suspicion
from wordlists.tokens import LOST_WORD
from wordlists.usage import measure_usage
from wordlists.witnesses import Witnesses, mend

SOUND = ["Han hafver skrifvit på bordet och talat om landtdagen.", "På landtdagen hafver han talat, icke sofvit."]


@pytest.fixture(scope="module")
def witnesses() -> Witnesses:
    return Witnesses(measure_usage(read_stream([SOUND])), load_language("sv"), RESPELLER)


def words(stream: TokenStream) -> list[str]:
    return [stream.surfaces[number] for number in stream.tokens]


def test_rings_read_as_dots_are_restored_and_what_nobody_knows_is_lost(witnesses: Witnesses) -> None:
    damaged = read_stream([["Pä landtdagen xqvot han pä bordet, på det"]])
    assert words(mend(damaged, witnesses)) == [
        "På",
        "landtdagen",
        LOST_WORD,
        "han",
        "på",
        "bordet",
        ",",
        "på",
        "det",
        "\n",
    ]


def test_a_form_that_may_be_either_of_two_words_is_lost(witnesses: Witnesses) -> None:
    often = ["det är vårt land"] * 4 + ["det är värt mycket"] * 4
    mended = words(mend(read_stream([often]), witnesses))
    assert mended.count("vårt") == 4
    assert "värt" not in mended
    assert mended.count(LOST_WORD) == 4


def test_what_is_lost_has_a_symbol_of_its_own() -> None:
    sv = load_language("sv")
    sequence = Sequencer(sv.lexicon, sv.marks).sequence(["\n", LOST_WORD], np.array([1, 0], np.int32))
    assert sequence.tolist() == [0, 0, LOST, 0, 0]


def test_streams_are_chained_with_their_sources() -> None:
    streams = chain(read_stream([["Han talar."]]), read_stream([["Hon sjunger."], ["Han skref."]]))
    assert words(streams) == ["Han", "talar", ".", "\n", "Hon", "sjunger", ".", "\n", "Han", "skref", ".", "\n"]
    assert np.unique(streams.source).tolist() == [0, 1, 2]


def test_what_is_held_out_is_not_counted(tmp_path: Path) -> None:
    name, purposes = next(iter(HELD_OUT.items()))
    first = min(block.start for blocks in purposes.values() for block in blocks)
    path = tmp_path / f"{name}.txt.xz"
    with lzma.open(path, "wt", encoding="utf-8") as stream:
        stream.writelines(f"{number}\n" for number in range(first + 3))
    assert [int(line) for line in counted(path)] == list(range(first))


def test_blocks_are_held_out_for_one_purpose() -> None:
    for purposes in HELD_OUT.values():
        numbers = [number for blocks in purposes.values() for block in blocks for number in block]
        assert len(numbers) == len(set(numbers))


def test_old_forms_of_statutes_and_novels_are_attested(tmp_path: Path) -> None:
    corpora = {
        "sfs": ["Hvad af konungen stadgadt är skall gälla.", "Avgiften tas ut av kommunen varje år enligt taxan."],
        "old/own": SOUND,
        "noisy/own": ["Pä landtdagen hafver han talat om xqvot."],
    }
    paths = []
    for name, lines in corpora.items():
        path = tmp_path / f"{name}.txt.xz"
        path.parent.mkdir(exist_ok=True)
        with lzma.open(path, "wt", encoding="utf-8") as file:
            file.write("\n".join(lines))
        paths.append(path)
    stream, origins, found = read(paths, load_language("sv"))
    assert origins == [paths[0], paths[1], paths[2]]
    assert {"stadgadt", "landtdagen", "På"} <= set(words(stream))
    assert "kommunen" not in words(stream)
    assert Attestation(stream, found).strangers == set()


def test_a_form_far_rarer_than_its_neighbour_has_a_rival() -> None:
    suspicion = Suspicion({"skulle": 4000, "skullo": 3, "skullen": 40, "och": 9000, "ock": 300}, set())
    assert set(suspicion.rivals({"skullo", "skullen", "ock"})) == {("skullo", "skulle")}
