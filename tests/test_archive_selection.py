"""Which files are documents and what their outputs are called: the same in every run, whatever their names."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_fix.archive.storage.local import LocalPlace
from ocr_fix.archive.survey.selection import Item, PassedOver, Selection, bases_of
from ocr_fix.errors import OptionError

PDF = b"%PDF-1.4\n"


def items(root: Path, selection: Selection | None = None) -> dict[str, str]:
    found = [item for folder in (selection or Selection()).items(LocalPlace(root)) for item in folder]
    assert len({item.path for item in found}) == len(found)
    return {item.path: item.base for item in found}


def make(root: Path, *paths: str) -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(PDF)


def test_files_that_would_share_a_text_keep_their_names() -> None:
    assert bases_of(["scan.pdf", "scan.tif", "alone.pdf"]) == {
        "scan.pdf": "scan.pdf",
        "scan.tif": "scan.tif",
        "alone.pdf": "alone",
    }
    # The whole name of one is the short one of another.
    assert set(bases_of(["scan.pdf", "scan.tif", "scan.pdf.png"]).values()) == {"scan.pdf", "scan.tif", "scan.pdf.png"}
    assert bases_of(["Scan.pdf", "scan.tif"]) == {"Scan.pdf": "Scan.pdf", "scan.tif": "scan.tif"}
    assert bases_of(["scan.pdf"], ["scan"]) == {"scan.pdf": "scan"}
    assert bases_of(["scan.pdf"], ["scan.txt"]) == {"scan.pdf": "scan.pdf"}


NAMES = st.lists(
    st.text("ab.Å\u030a", min_size=1, max_size=5).filter(lambda name: name not in {".", ".."}), unique=True
)


@given(NAMES)
def test_no_two_outputs_share_a_name_in_whatever_order(names: list[str]) -> None:
    bases = bases_of(names)
    assert bases_of(sorted(names)) == bases
    assert len(set(bases.values())) == len(names)
    assert all(name.startswith(base) for name, base in bases.items())


def test_patterns_do_not_change_what_is_called_what(tmp_path: Path) -> None:
    make(tmp_path, "scan.pdf", "scan.tif")
    assert items(tmp_path, Selection(include=("*.pdf",))) == {"scan.pdf": "scan.pdf"}
    assert items(tmp_path, Selection(exclude=("*.pdf",))) == {"scan.tif": "scan.tif"}


def test_patterns_are_those_of_gitignore(tmp_path: Path) -> None:
    make(tmp_path, "a.pdf", "a/b.pdf", "a/utkast/c.pdf", "d.png", "a/e.xml")
    assert set(items(tmp_path, Selection(exclude=("utkast/", "/a.pdf")))) == {"a/b.pdf", "a/e.xml", "d.png"}
    assert set(items(tmp_path, Selection(include=("a/**/*.pdf",)))) == {"a/b.pdf", "a/utkast/c.pdf"}
    with pytest.raises(OptionError, match="pattern"):
        Selection(include=("!",))


def test_depth_and_hidden_names(tmp_path: Path) -> None:
    make(tmp_path, "a.pdf", "x/b.pdf", "x/y/c.pdf", ".h.pdf", ".g/i.pdf", ".ocrfix/j.pdf")
    assert set(items(tmp_path, Selection(depth=1))) == {"a.pdf"}
    assert set(items(tmp_path, Selection(depth=2))) == {"a.pdf", "x/b.pdf"}
    assert set(items(tmp_path, Selection(hidden=True))) == {"a.pdf", "x/b.pdf", "x/y/c.pdf", ".h.pdf", ".g/i.pdf"}
    with pytest.raises(OptionError, match="depth"):
        Selection(depth=0)


def test_a_document_is_known_by_its_ending_or_its_first_bytes(tmp_path: Path) -> None:
    make(tmp_path, "0001", "x.dat")
    for name in ("noter.xml", "Thumbs.db", "lista.csv"):
        (tmp_path / name).write_bytes(b"<a>" * 9)
    (tmp_path / "TEXT.TXT").write_bytes(b"text")
    assert set(items(tmp_path)) == {"0001", "x.dat", "TEXT.TXT"}
    assert set(items(tmp_path, Selection(include=("*.csv",)))) == {"lista.csv"}


def test_loops_of_links_end_and_every_folder_is_walked_once(tmp_path: Path) -> None:
    root = tmp_path / "in"
    make(root, "a/b/scan.pdf", "z.pdf")
    make(tmp_path, "elsewhere/w.pdf")
    (root / "a" / "b" / "up").symlink_to(root)
    (root / "a" / "b" / "self").symlink_to(root / "a" / "b" / "self")
    (root / "A").symlink_to(root / "a")
    (root / "out").symlink_to(tmp_path / "elsewhere")
    (root / "file.pdf").symlink_to(root / "z.pdf")
    (root / "gone.pdf").symlink_to(tmp_path / "nothing")
    found = set(items(root))
    assert found == {"a/b/scan.pdf", "z.pdf", "out/w.pdf", "file.pdf", "gone.pdf"}


@pytest.mark.skipif(os.uname().sysname == "Darwin", reason="macOS has UTF-8 names only")
def test_names_in_any_encoding(tmp_path: Path) -> None:
    names = [
        b"\xe5rsredovisning.pdf",
        "årsbok 1996\n.pdf".encode(),
        b"tab\tand space .pdf",
        b"-rf.pdf",
        b"\xff\xfe.PDF",
    ]
    for name in names:
        (tmp_path / os.fsdecode(name)).write_bytes(PDF)
    found = items(tmp_path)
    assert {os.fsencode(path) for path in found} == set(names)
    assert os.fsencode(found[os.fsdecode(b"\xe5rsredovisning.pdf")]) == b"\xe5rsredovisning"


def test_special_files_are_passed_over(tmp_path: Path) -> None:
    make(tmp_path, "a.pdf")
    os.mkfifo(tmp_path / "pipe.pdf")
    assert set(items(tmp_path)) == {"a.pdf"}


def test_items_are_in_one_order(tmp_path: Path) -> None:
    make(tmp_path, "b.pdf", "a.pdf", "c/d.pdf", "c/a.pdf")
    found: list[Item] = [item for folder in Selection().items(LocalPlace(tmp_path)) for item in folder]
    assert [item.path for item in found] == ["a.pdf", "b.pdf", "c/a.pdf", "c/d.pdf"]


def test_what_is_passed_over_is_counted_and_named(tmp_path: Path) -> None:
    source = tmp_path / "in"
    for name, content in {
        "brev.txt": b"Hej",
        "avtal.docx": b"PK\x03\x04 word/document.xml",
        "under/bok.djvu": b"AT&TFORM",
        "under/sida.html": b"<!doctype html>",
        "under/okänt.bin": b"\0\1\2",
        "under/.dold": b"\0",
        "bort/film.mkv": b"\x1a\x45\xdf\xa3",
    }.items():
        path = source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    passed = PassedOver()
    found = [item.path for items in Selection(exclude=("bort/",)).items(LocalPlace(source), passed) for item in items]
    assert found == ["brev.txt"]
    assert dict(passed.files) == {
        "avtal.docx": "a Word document",
        "under/bok.djvu": "a DjVu document",
        "under/okänt.bin": "of an unknown kind (.bin)",
        "under/sida.html": "an HTML page",
    }
    assert str(passed).startswith("4 passed over (1 ")
    wanted = PassedOver()
    assert list(Selection(include=("*.txt",)).items(LocalPlace(source), wanted))
    assert not wanted.kinds, "who says what is wanted knows what is not"
