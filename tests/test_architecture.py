"""The house is laid out so that a newcomer finds their way: small rooms, and one name for one thing."""

from __future__ import annotations

import ast
import importlib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import ocr_fix

PACKAGE = Path(ocr_fix.__file__).parent
MOST_MODULES = 10
MAP = PACKAGE.parent / "docs" / "architecture.md"
# Classes that share a name, and why.
CLASSES = {
    "Confusion": "the evaluation's is public too, and counts what the channel of correction gives a cost",
}
# Modules and rooms that share a name, and why.
MODULES = {
    **dict.fromkeys(("alto", "hocr", "json", "mets", "page_xml", "text"), "a format, read and written"),
    **dict.fromkeys(("document", "language", "search"), "a room and what it is named for"),
    **dict.fromkeys(("pdfs", "reports", "review"), "rooms of two stages for the same kind of file or work"),
    "changes": "what was changed, and the files that list it",
    "command": "the room of commands, and the command of each other room",
    "damage": "damage of files, of two kinds of them",
    "lexicon": "the words of a language, and the source of candidates out of them",
    "original": "the file that a document was read from, and the protocol by which writers know it",
    "thresholds": "the numbers of a room",
}
# Modules of correction that no test imports, and where a fault of theirs is found.
FOUND_BY = {
    "correction/decoding/beam.py": "test_correction_decoding.py, which tries all paths beside the decoder's",
}


# Modules with the letters å, ä and ö in a string, and what of.
CHARACTERS = {
    "correction/error_model/runs.py": "the characters whose runs are counted at once",
    "correction/restoration/encodings.py": "the letters of five languages",
    "correction/restoration/misreadings.py": "letters that stand for each other in encodings",
    "correction/tokens/distinct.py": "the characters that nearly all texts are made of",
    "document/language_codes.py": "Bokmål",
    "evaluation/reports/rates.py": "the name of a row",
    "language/models/unknown.py": "small letters behind a figure, as they are counted where the model is made",
    "layout/forms/mojibake.py": "the characters that print has beyond ASCII",
    "layout/forms/normal.py": "the characters that are their own normal form",
    "notation/type_size.py": "characters by their height",
    "source/texts/encoding.py": "letters by the bytes of encodings",
}


def test_each_module_of_correction_has_tests_of_its_own() -> None:
    """So that a fault is located; what numbers there are is in test_thresholds.py."""
    tests = [file.read_text(encoding="utf-8") for file in Path(__file__).parent.glob("test_*.py")]
    untested = {
        _name_of(module)
        for module in sorted((PACKAGE / "correction").rglob("*.py"))
        if module.stem not in {"__init__", "thresholds"}
        and not any(f"from ocr_fix.{_name_of(module)[:-3].replace('/', '.')} import" in test for test in tests)
    }
    assert untested == {*FOUND_BY}


def test_the_map_names_what_there_is() -> None:
    """Each module and room that the tables of the map name, and what each room gives to others."""
    rows = re.findall(r"^\|.*\|$", MAP.read_text(encoding="utf-8"), re.MULTILINE)
    assert {path for row in rows for path in _missing(row)} == set()
    doors = [re.split(r" *\| *", row)[1:4:2] for row in rows if row.startswith("| `ocr_fix/")]
    assert len(doors) > 9
    for room, door in doors:
        names = re.findall(r"`([\w.]+)`", door)
        assert {name for name in names if not _is_in(room.strip("`/").replace("/", "."), name)} == set()


def test_no_room_has_too_many_modules() -> None:
    rooms: dict[str, int] = defaultdict(int)
    for module in _modules():
        rooms[module.parent.relative_to(PACKAGE).as_posix()] += module.stem != "__init__"
    assert {room: count for room, count in rooms.items() if count > MOST_MODULES} == {}


def test_what_is_swedish_stands_in_its_folder() -> None:
    """Its letters in a string of code, as those of words and patterns, but where a set of characters has them too."""
    found = set()
    for module in sorted(PACKAGE.rglob("*.py")):
        if "languages/sv" not in _name_of(module):
            tree = ast.parse(module.read_text(encoding="utf-8"))
            said = {id(each.value) for each in ast.walk(tree) if isinstance(each, ast.Expr)}
            texts = [each for each in ast.walk(tree) if isinstance(each, ast.Constant) and id(each) not in said]
            found |= {
                _name_of(module) for each in texts if isinstance(each.value, str) and re.search("[åäöÅÄÖ]", each.value)
            }
    assert found == {*CHARACTERS}


def test_no_modules_ask_each_other_in_a_circle() -> None:
    """Not at the head of a module, not for types, and not inside a function."""
    asked = {_dotted(module): module for module in PACKAGE.rglob("*.py")}
    left = {name: set(_asked(module, asked)) - {name} for name, module in asked.items()}
    while free := [name for name, others in left.items() if not others & left.keys()]:
        for name in free:
            del left[name]
    assert left == {}


def _dotted(module: Path) -> str:
    return "ocr_fix." + _name_of(module).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _asked(module: Path, known: Mapping[str, Path]) -> Iterator[str]:
    """The modules that a module imports anywhere."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names if each.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module is not None and node.module in known:
            names = {f"{node.module}.{each.name}" for each in node.names}
            yield from names & known.keys() or {node.module}


def test_no_two_classes_have_one_name() -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for module in _modules():
        for name in _classes(module):
            places[name].append(_name_of(module))
    assert _alike(places, CLASSES) == {}


def test_no_two_modules_have_one_name() -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for module in _modules():
        name = module.parent.name if module.stem == "__init__" else module.stem
        places[name].append(_name_of(module))
    assert _alike(places, MODULES) == {}


def _missing(row: str) -> Iterator[str]:
    """The paths of a row of the map that are neither in the package nor beside or in one before them."""
    folders = [PACKAGE]
    for path in re.findall(r"`(?:ocr_fix/)?([\w/]+(?:/|\.py))`", row):
        found = next((folder / path for folder in folders if (folder / path).exists()), None)
        if found is None:
            yield path
        else:
            folders += [found.parent, *([found] if found.is_dir() else [])]


def _is_in(room: str, name: str) -> bool:
    """Whether a room, or a module of it, has something of a name."""
    module, _, last = f"{room}.{name}".rpartition(".")
    return hasattr(importlib.import_module(module), last)


def _modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def _name_of(module: Path) -> str:
    return module.relative_to(PACKAGE).as_posix()


def _classes(module: Path) -> Iterator[str]:
    """The classes of a module, its own ones, too, and what it names of the same kind: `Size = tuple[int, int]`."""
    for node in ast.parse(module.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef):
            name = node.name
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = "" if "TypeVar" in ast.dump(node.value) else node.targets[0].id
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            name = node.target.id
        else:
            continue
        bare = name.removeprefix("_")
        if bare[:1].isupper() and not bare.isupper() and "_" not in bare:
            yield name


def _alike(places: Mapping[str, Sequence[str]], allowed: Mapping[str, str]) -> dict[str, Sequence[str]]:
    """What stands in several places and is not allowed to, and what is allowed to and does not."""
    several = {name: modules for name, modules in places.items() if len(modules) > 1}
    return {name: several.get(name, ()) for name in several.keys() ^ allowed.keys()}
