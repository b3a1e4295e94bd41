"""The recipe of the project's own model: its text, its pictures and its files. Training itself is not tested."""

import lzma
import struct
from pathlib import Path

import numpy as np
import pytest

from models import generated, lstmf
from models.charset import LOOK_ALIKES, extended_unicharset, known_characters, normalised, read_unicharset
from models.generated import Words, expand, generate, read_grammar
from models.network import read_network, read_recoder, write_network, write_recoder
from models.texts import LONGEST, Line, Measured, cut, paragraphs

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖÉabcdefghijklmnopqrstuvwxyzåäöé0123456789.,;:!?()[]-/'\"”»«&€$£|<>+=—"
WORDS = Words(["stig", "bäck", "åker", "sten"], ["Ebba", "Åke"], ["Lind", "Öberg"], ["Vadköping", "Älvsta"])


def unicharset(characters: str) -> str:
    lines = ["NULL 0 Common 0", "Joined 7 0 Latin 1 0 1 Joined", "|Broken|0|1 f 0 Common 2 10 2 |Broken|0|1"]
    lines += [f"{c} 3 0 Latin {n} 0 {n} {c}" for n, c in enumerate(characters, 3)]
    return "\n".join([str(len(lines)), *lines]) + "\n"


ALLOWED = known_characters(read_unicharset(extended_unicharset(unicharset(LETTERS))))


def test_old_characters_keep_their_numbers_and_new_ones_follow() -> None:
    old, new = read_unicharset(unicharset(LETTERS)), read_unicharset(extended_unicharset(unicharset(LETTERS)))
    assert new[: len(old)] == old
    assert set(new[len(old) :]) == set(LOOK_ALIKES)
    assert set(LOOK_ALIKES.values()) <= set(LETTERS)


def test_what_prints_alike_is_one_character() -> None:
    assert normalised("5\u2212 7\u00a0% …") == "5– 7 % ..."


@pytest.mark.parametrize("kind", read_grammar().lines)
def test_each_line_of_the_grammar_can_be_filled_and_written(kind: str) -> None:
    rng = np.random.default_rng(3)
    for template in read_grammar().lines[kind]:
        for _ in range(5):
            label = Line(expand(template, WORDS, rng), kind).label
            assert set(label) <= ALLOWED, label
            assert label == " ".join(label.split())


def test_lines_are_the_same_for_the_same_seed() -> None:
    first, second = ([generate(WORDS, np.random.default_rng([8, n])) for n in range(50)] for _ in range(2))
    assert first == second
    assert len(set(first)) > 45
    assert {kind for _, kind in first} <= set(generated.read_grammar().lines)


def test_a_cut_is_a_stretch_of_its_paragraph() -> None:
    paragraph = "Bäcken rinner förbi den gamla kvarnen, där mjölnarens hund ligger på sin sten och ser på vattnet"
    cuts = [cut(paragraph, np.random.default_rng(n), ALLOWED) for n in range(60)]
    assert cuts == [cut(paragraph, np.random.default_rng(n), ALLOWED) for n in range(60)]
    for line in filter(None, cuts):
        assert len(line) <= LONGEST
        assert line.rstrip("-").lower() in paragraph.lower()


def test_characters_that_the_model_lacks_make_a_line_unfit() -> None:
    assert cut("Grekiska bokstäver som λ och Ω hör inte hit alls", np.random.default_rng(0), frozenset("abc ")) is None


def test_dot_leaders_are_written_without_spaces() -> None:
    assert Line("Skogen . . . . . . 12", "leaders").label == "Skogen ...... 12"


def test_no_passage_of_a_measured_text_is_taken(tmp_path: Path) -> None:
    (tmp_path / "truth.txt").write_text("Den gamla bron över ån rasade i natt", encoding="utf-8")
    corpus = tmp_path / "corpus.txt.xz"
    texts = [f"Rad nummer {n} handlar om en helt annan sak" for n in range(40)] + [
        "Att gamla bron över ån rasade var känt"
    ]
    corpus.write_bytes(lzma.compress("\n".join(texts).encode()))
    measured = Measured.of([tmp_path / "truth.txt"])
    found = [text for held_out in (True, False) for text in paragraphs(corpus, 100, measured, held_out=held_out)]
    assert sorted(found) == sorted(texts[:-1])


def test_training_files_are_read_as_they_were_written(tmp_path: Path) -> None:
    picture = np.arange(48 * 60, dtype=np.uint8).reshape(48, 60)
    lstmf.write(tmp_path / "a.lstmf", [lstmf.Sample(picture, "§ 5 å", "serif/law/200/fax")] * 2)
    first, second = lstmf.read(tmp_path / "a.lstmf")
    assert (first.label, first.kind) == (second.label, second.kind) == ("§ 5 å", "serif/law/200/fax")
    assert (first.picture == picture).all()


def small_network() -> bytes:
    """A network of one layer of three outputs, as Tesseract writes it."""

    def layer(kind: bytes, inputs: int, outputs: int, weights: int) -> bytes:
        head = b"\0" + struct.pack("<I", len(kind)) + kind + struct.pack("<bbiiii", 0, 0, 192, inputs, outputs, weights)
        return head + struct.pack("<I", len(kind)) + kind

    weights = np.array([[0.5, -1.0, 0.25], [1.5, 0.125, -2.0], [0.0, 3.0, 1.0]])
    matrix = struct.pack("<BIId", 128, 3, 3, 0.0) + weights.tobytes()
    softmax = layer(b"Softmax", 2, 3, 9) + matrix
    series = layer(b"Series", 2, 3, 9) + struct.pack("<I", 1) + softmax + struct.pack("<If", 1, 0.001)
    return series + struct.pack("<I", 4) + b"O1c1" + struct.pack("<iiiifff", 64, 7, 8, 2, 0.999, 0.001, 0.5)


def test_a_network_is_written_as_it_was_read() -> None:
    data = small_network()
    assert write_network(read_network(data), int8=False) == data


def test_int8_weights_are_within_half_a_step_and_then_stay() -> None:
    network = read_network(small_network())
    whole = read_network(write_network(network, int8=True))
    steps = np.abs(network.matrices[0]).max(axis=1, keepdims=True) / 127
    assert (np.abs(whole.matrices[0] - network.matrices[0]) <= steps / 2 + 1e-12).all()
    assert write_network(read_network(write_network(whole, int8=True)), int8=True) == write_network(whole, int8=True)
    assert whole.flags == network.flags | 1


def test_more_outputs_are_counted_in_every_layer_above() -> None:
    network = read_network(small_network())
    more = read_network(write_network(network.with_outputs(np.vstack([network.matrices[0]] * 2)), int8=False))
    assert more.matrices[0].shape == (6, 3)
    assert write_network(more.with_outputs(network.matrices[0]), int8=False) == small_network()


def test_each_character_has_its_output() -> None:
    assert read_recoder(write_recoder([0, 4, 4, 1])) == [0, 4, 4, 1]
