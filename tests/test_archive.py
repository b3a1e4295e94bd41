"""A folder of documents is cleaned into another folder; one bad file does not stop the rest."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from test_cli import SAMPLES, ocrfix

from ocr_fix import Cleaner
from ocr_fix.archive import clean_folder
from ocr_fix.archive.folder import targets
from ocr_fix.errors import InputError, OptionError


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    (folder / "a" / "b").mkdir(parents=True)
    shutil.copy(SAMPLES / "legacy-2008.txt", folder / "a" / "b" / "rapport.txt")
    shutil.copy(SAMPLES / "arkiv-1996.txt", folder / "plan.txt")
    (folder / "tom.pdf").touch()
    (folder / ".hidden.txt").write_text("dold", encoding="utf-8")
    return folder


def test_the_structure_is_kept_and_the_source_untouched(source: Path, tmp_path: Path) -> None:
    before = {file: file.read_bytes() for file in source.rglob("*") if file.is_file()}
    outcomes = {o.source.name: o.state for o in clean_folder(source, tmp_path / "out", Cleaner())}
    assert outcomes == {"rapport.txt": "done", "plan.txt": "done", "tom.pdf": "failed"}
    written = sorted(str(file.relative_to(tmp_path / "out")) for file in (tmp_path / "out").rglob("*.*"))
    assert written == ["a/b/rapport.txt", "plan.txt"]
    assert {file: file.read_bytes() for file in source.rglob("*") if file.is_file()} == before


def test_a_second_run_skips_what_is_done_and_redoes_what_changed(source: Path, tmp_path: Path) -> None:
    list(clean_folder(source, tmp_path / "out", Cleaner()))
    os.utime(source / "plan.txt", (2**31 - 2, 2**31 - 2))
    states = {o.source.name: o.state for o in clean_folder(source, tmp_path / "out", Cleaner())}
    assert states == {"rapport.txt": "skipped", "plan.txt": "done", "tom.pdf": "failed"}


def test_files_that_would_share_a_text_keep_their_names(tmp_path: Path) -> None:
    for name in ("scan.pdf", "scan.tif", "alone.pdf"):
        (tmp_path / name).touch()
    names = {file.name: text.name for file, text in targets(tmp_path, tmp_path / "x").items()}
    assert names == {"scan.pdf": "scan.pdf.txt", "scan.tif": "scan.tif.txt", "alone.pdf": "alone.txt"}


def test_folders_in_each_other_and_missing_ones_are_refused(source: Path, tmp_path: Path) -> None:
    for target in (source, source / "out", tmp_path):
        with pytest.raises(OptionError, match="must not lie in each other"):
            list(clean_folder(source, target, Cleaner()))
    with pytest.raises(InputError, match="is no folder"):
        list(clean_folder(tmp_path / "missing", tmp_path / "out", Cleaner()))


def test_the_command_names_what_failed_and_says_so_in_its_exit_code(source: Path, tmp_path: Path) -> None:
    done = ocrfix("batch", source, tmp_path / "out")
    message = done.stderr.decode()
    assert (done.returncode, done.stdout) == (8, b"")
    assert "tom.pdf" in message
    assert "2 done, 0 skipped, 1 failed" in message
    (source / "tom.pdf").unlink()
    assert ocrfix("batch", source, tmp_path / "out", "-q").returncode == 0
