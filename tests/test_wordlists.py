import re
import unicodedata
from pathlib import Path

import pytest

from wordlists.lists import FOLDER, genitive, read_list, read_lists, words_of

LISTS = sorted(FOLDER.glob("*.txt"))
REPOSITORY = Path(__file__).parents[1]


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_a_list_says_what_it_is_where_it_comes_from_and_its_licence(path: Path) -> None:
    head = [line for line in path.read_text(encoding="utf-8").splitlines()[:8] if line.startswith("#")]
    assert len(head) >= 2
    text = " ".join(head)
    assert "Source:" in text
    assert "Licence: MIT" in text or "no copyright" in text


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_entries_stand_once_in_normal_form_without_stray_space(path: Path) -> None:
    entries = read_list(path.stem)
    assert entries
    assert len(entries) == len(set(entries))
    for entry in entries:
        assert entry == unicodedata.normalize("NFC", entry).strip()
        assert "  " not in entry


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_the_readme_explains_every_list(path: Path) -> None:
    assert f"`{path.name}`" in (FOLDER / "README.md").read_text(encoding="utf-8")


def test_short_forms_are_short() -> None:
    short = set(read_list("short_forms"))
    assert all(len(form) <= 2 and form.islower() for form in short)
    assert {"på", "är", "än", "år"} <= short


def test_patterns_of_never_correct_are_regular_expressions() -> None:
    for entry in read_list("never_correct"):
        if len(entry) > 2 and entry[0] == entry[-1] == "/":
            re.compile(entry[1:-1])


def test_names_come_with_their_genitives() -> None:
    lists = read_lists()
    assert {"Karlstad", "Karlstads", "Torsås"} <= lists.names
    assert "Torsåss" not in lists.names
    assert "SMHI" in lists.acronyms


@pytest.mark.parametrize(("name", "expected"), [("Malmö", "Malmös"), ("Torsås", "Torsås"), ("Max", "Max")])
def test_genitive(name: str, expected: str) -> None:
    assert genitive(name) == expected


def test_words_of_an_entry() -> None:
    assert words_of("Alkohol- och tobaksverket i Ås") == ["Alkohol", "och", "tobaksverket", "i", "Ås"]
