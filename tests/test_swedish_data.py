import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ocr_fix.errors import DataError
from ocr_fix.language import Language
from ocr_fix.language.datafiles import MANIFEST
from ocr_fix.languages import load_language
from ocr_fix.languages.sv import DATA, HISTORICAL

FOLDERS = pytest.mark.parametrize("folder", [DATA, HISTORICAL], ids=lambda path: path.name)
MAX_BYTES = {DATA: 40_000_000, HISTORICAL: 16_000_000}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    target = tmp_path / "data"
    shutil.copytree(DATA, target)
    return target


@pytest.mark.parametrize("code", ["sv", "sv-historical"])
def test_the_data_is_whole(code: str) -> None:
    load_language(code).verify()


@FOLDERS
def test_the_data_is_no_larger_than_promised(folder: Path) -> None:
    sizes = [path.stat().st_size for path in folder.iterdir()]
    assert sum(sizes) <= MAX_BYTES[folder]
    assert max(sizes) <= MAX_BYTES[folder] / 2


@FOLDERS
def test_the_manifest_names_every_file_and_every_source(folder: Path) -> None:
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    assert set(manifest["files"]) == {path.name for path in folder.iterdir()} - {MANIFEST}
    assert manifest["command"].startswith("python -m wordlists.build")
    for source in manifest["sources"]:
        assert source["licence"] != "unknown"
        assert source["version"]
    assert {"hunspell-sv", "sfs"} <= {source["name"] for source in manifest["sources"]}


def test_it_loads_from_a_read_only_folder(copy: Path) -> None:
    for path in copy.iterdir():
        path.chmod(0o444)
    copy.chmod(0o555)
    try:
        sv = Language.load(copy)
        assert sv.knows("kommunen")
        assert sv.analyse("kommunledningsutskottet")
        sv.verify()
    finally:
        copy.chmod(0o755)


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"missing.*rebuild"):
        Language.load(tmp_path / "nowhere")


def test_another_format_is_said(copy: Path) -> None:
    manifest = json.loads((copy / MANIFEST).read_text(encoding="utf-8"))
    (copy / MANIFEST).write_text(json.dumps({**manifest, "format": 99}), encoding="utf-8")
    with pytest.raises(DataError, match=r"format 99.*rebuild"):
        Language.load(copy)


@pytest.mark.parametrize(
    "content", ["", "{}", "[]", "null", '{"format": 1}', '{"format": 1, "files": [], "parameters": {}}']
)
def test_a_broken_manifest_is_said(copy: Path, content: str) -> None:
    (copy / MANIFEST).write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match="rebuild"):
        Language.load(copy)


@pytest.mark.parametrize("name", sorted(path.name for path in DATA.iterdir() if path.name != MANIFEST))
def test_a_file_that_is_missing_short_or_altered_is_said(copy: Path, name: str) -> None:
    path = copy / name
    whole = path.read_bytes()
    path.unlink()
    with pytest.raises(DataError, match=f"{name}.*missing.*rebuild"):
        Language.load(copy)
    path.write_bytes(whole[:-1])
    with pytest.raises(DataError, match=f"{name}.*checksum.*rebuild"):
        Language.load(copy)
    path.write_bytes(bytes([whole[0] ^ 1]) + whole[1:])
    with pytest.raises(DataError, match=f"{name}.*checksum.*rebuild"):
        Language.load(copy)


def test_damage_in_the_middle_is_found_by_verify(copy: Path) -> None:
    path = copy / "words.3grams"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)
    sv = Language.load(copy)
    with pytest.raises(DataError, match=r"words\.3grams.*checksum"):
        sv.verify()


SHARE = """
import sys
from ocr_fix.language import Language
from ocr_fix.languages import load_language
sv = load_language("sv")
for word in sys.argv[1:]:
    sv.knows(word), sv.log_prob(word, ("i", "den"))
print("ready", flush=True)
sys.stdin.readline()
"""


@pytest.mark.skipif(not Path("/proc/self/smaps").exists(), reason="only Linux tells which pages are shared")
def test_two_processes_share_the_pages() -> None:
    words = ["kommunen", "nämnden", "förslaget", "beslutet", "åtgärder"]
    command = [sys.executable, "-c", SHARE, *words]
    processes = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    try:
        for process in processes:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        mapped = _mapped(processes[0].pid, DATA)
        assert mapped["Shared_Clean"] > 0
        assert mapped["Private_Dirty"] == 0
        assert mapped["Private_Clean"] < mapped["Shared_Clean"]
    finally:
        for process in processes:
            process.communicate("\n", timeout=60)


def _mapped(pid: int, folder: Path) -> dict[str, int]:
    """Kilobytes of the files of a folder in a process's memory, by kind."""
    sums = dict.fromkeys(("Shared_Clean", "Private_Clean", "Private_Dirty"), 0)
    inside = False
    for line in Path(f"/proc/{pid}/smaps").read_text().splitlines():
        if not line.split(" ")[0].endswith(":"):
            inside = str(folder) in line
        elif inside:
            key, value = line.split(":")
            if key in sums:
                sums[key] += int(value.split()[0])
    return sums
