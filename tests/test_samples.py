"""The samples are what samples/README.md says, and their script makes them again."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from pathlib import Path

import numpy as np
import pytest
from output_documents import read_by_tesseract
from PIL import Image, ImageSequence
from rapidfuzz.distance import Levenshtein

from samples import fonts, measure, old_engine
from samples.damage import to_grey
from samples.markup import read_manuscript
from samples.reader import ReaderError, read
from samples.recipes import SAMPLES, SOURCES, Left, Read, Sample, Scanned

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "samples"
SCANS = [sample for sample in SAMPLES if isinstance(sample, Scanned)]


def why_not() -> str:
    """Why the pages cannot be set here as they were; empty where they can."""
    if names := fonts.missing():
        return f"not installed: {', '.join(names)} (apt-get install {' '.join(fonts.PACKAGES)})"
    if names := fonts.other_releases():
        return f"other releases than those in samples/fonts.sha256: {', '.join(names)}"
    return ""


WHY_NOT = why_not()
needs_fonts = pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)


def can_read(language: str) -> bool:
    try:
        read(Image.new("L", (64, 64), 255), language)
    except ReaderError:
        return False
    return True


def named(sample: Sample) -> str:
    return sample.name


def file_of(sample: Sample, folder: Path = FOLDER) -> Path:
    return folder / f"{sample.name}{sample.ending}"


def truth_of(sample: Sample, folder: Path = FOLDER) -> Path:
    return folder / f"{sample.name}.truth.txt"


def pages_of(path: Path) -> list[Image.Image]:
    return list(measure.pages(path, 200))


def largest_difference(one: Image.Image, other: Image.Image) -> float:
    """The mean difference in grey levels of the two pages in that square of 32 pixels where it is largest."""
    difference = np.abs(to_grey(one) - to_grey(other))
    return float(to_grey(Image.fromarray(difference).reduce(32)).max())


@pytest.mark.parametrize("sample", SAMPLES, ids=named)
def test_truth_is_clean_text(sample: Sample) -> None:
    content = truth_of(sample).read_bytes()
    text = content.decode("utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert text == "\n\n".join(" ".join(line.split()) for line in text.split("\n\n")) + "\n"
    assert not set(text) & set("\r\t\f\u00a0\u00ad\u2009\ufb01\ufb02~*")
    assert len(text.split()) >= 80


def test_truths_are_rich() -> None:
    words = [word for sample in SAMPLES for word in truth_of(sample).read_text(encoding="utf-8").split()]
    assert len(words) >= 2500
    assert len({word.strip(".,:;()").lower() for word in words}) >= 1200
    trade = {"skola", "äldreomsorg", "budgeten", "detaljplan", "upphandlingen", "fullmäktige", "bl.a.", "t.ex.", "dnr"}
    assert trade <= {word.strip(",:;()").lower() for word in words}


def test_files_are_small() -> None:
    sizes = {path.name: path.stat().st_size for sample in SAMPLES for path in (file_of(sample), truth_of(sample))}
    assert max(sizes.values()) < 300_000
    assert sum(sizes.values()) < 2_000_000


def test_every_file_in_the_folder_has_its_place() -> None:
    ends = {".pdf", ".tif", ".jpg", ".png", ".webp", ".bmp", ".txt"}
    known = {path.name for sample in SAMPLES for path in (file_of(sample), truth_of(sample))}
    assert {path.name for path in FOLDER.iterdir() if path.suffix in ends} == known
    assert {path.stem for path in SOURCES.glob("*.md")} == {sample.name for sample in SAMPLES}


def test_readme_lists_every_sample() -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    for sample in SAMPLES:
        words = len(truth_of(sample).read_text(encoding="utf-8").split())
        (row,) = [line for line in readme.splitlines() if line.startswith(f"| `{file_of(sample).name}`")]
        assert row.split("|")[-2].strip() == str(words)


@pytest.mark.parametrize(
    ("name", "kind", "modes", "dpi"),
    [
        ("fax-2009.tif", "TIFF", ["1", "1"], (204, 196)),
        ("foto-protokoll.jpg", "JPEG", ["L"], (72, 72)),
        ("foreskrift.tif", "TIFF", ["1", "1"], (300, 300)),
        ("kallelse.png", "PNG", ["P"], (200, 200)),
        ("brev.webp", "WEBP", ["RGB"], None),
        ("anslag.bmp", "BMP", ["1"], (200, 200)),
    ],
)
def test_images_are_of_the_kinds_that_scanners_leave(
    name: str, kind: str, modes: list[str], dpi: tuple[int, int] | None
) -> None:
    with Image.open(FOLDER / name) as image:
        assert image.format == kind
        assert [frame.mode for frame in ImageSequence.Iterator(image)] == modes
        told = image.info.get("dpi")
        assert (told and tuple(round(value) for value in told)) == dpi


@pytest.mark.parametrize(("name", "count"), [("rapport-2024.pdf", 2), ("nyhetsbrev.pdf", 1)])
def test_pdfs_are_scans_without_text_or_dates(name: str, count: int) -> None:
    content = (FOLDER / name).read_bytes()
    assert content.startswith(b"%PDF-")
    assert content.count(b"/DCTDecode") == count
    assert b"/Font" not in content
    assert b"Date" not in content
    assert len(pages_of(FOLDER / name)) == count


def test_the_old_text_is_windows_1252_with_furniture() -> None:
    content = (FOLDER / "arkiv-1996.txt").read_bytes()
    with pytest.raises(UnicodeDecodeError):
        content.decode("utf-8")
    text = content.decode(old_engine.ENCODING)
    assert text.endswith("\f")
    assert text.count("\n") == text.count("\r\n") > 90
    pages = text.split("\f")[:-1]
    assert len(pages) == 3
    for number, page in enumerate(pages, 1):
        assert page.rstrip().endswith(f"- {number} -")
        assert page.startswith("Havsnäs kommun ") == (number > 1)


def test_the_english_reading_has_lost_its_swedish_letters() -> None:
    (sample,) = [sample for sample in SAMPLES if isinstance(sample, Read)]
    text, truth = (path.read_text(encoding="utf-8") for path in (file_of(sample), truth_of(sample)))
    assert not set("åäöÅÄÖ") & set(text)
    assert len(set("åäö") & set(truth)) == 3
    assert 25 < measure.wer(truth, text) < 45


@pytest.mark.parametrize("sample", SCANS, ids=named)
def test_truths_follow_from_the_sources(sample: Scanned) -> None:
    pages = len(pages_of(file_of(sample)))
    truth = read_manuscript(SOURCES / f"{sample.name}.md").truth(pages)
    assert truth_of(sample).read_text(encoding="utf-8") == truth


@pytest.mark.slow
@pytest.mark.parametrize("sample", SCANS, ids=named)
def test_scans_are_as_hard_as_real_ones(sample: Scanned) -> None:
    if not can_read("swe"):
        pytest.skip("tesseract with its swe model is not installed")
    truth = truth_of(sample).read_text(encoding="utf-8")
    text = read_by_tesseract(file_of(sample).name)
    # 1 to 15 % with the version of Tesseract for which the damage was chosen; others differ somewhat.
    assert 0.5 < measure.wer(truth, text) < 20


@pytest.mark.slow
@pytest.mark.parametrize("sample", SAMPLES, ids=named)
def test_the_script_makes_it_again(sample: Sample, tmp_path: Path) -> None:
    if not isinstance(sample, Left) and WHY_NOT:
        pytest.skip(WHY_NOT)
    if isinstance(sample, Read) and not can_read("eng"):
        pytest.skip("tesseract with its eng model is not installed")
    command = [sys.executable, "-m", "samples.make_samples", "--only", sample.name, "--out", str(tmp_path)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout == ""
    assert {path.name for path in tmp_path.iterdir()} == {file_of(sample).name, truth_of(sample).name}
    assert truth_of(sample, tmp_path).read_bytes() == truth_of(sample).read_bytes()
    made, kept = file_of(sample, tmp_path), file_of(sample)
    match sample:
        case Left():
            assert made.read_bytes() == kept.read_bytes()
        case Read():
            # Another release of Tesseract, or another processor, reads a word or two otherwise.
            assert Levenshtein.normalized_similarity(made.read_text("utf-8"), kept.read_text("utf-8")) > 0.97
        case Scanned():
            pairs = list(zip(pages_of(made), pages_of(kept), strict=True))
            assert all(one.size == other.size for one, other in pairs)
            # Another release of FreeType or of a codec moves the edges of letters, but no letter.
            assert max(largest_difference(one, other) for one, other in pairs) < 24


@pytest.mark.slow
@needs_fonts
@pytest.mark.parametrize("sample", [each for each in SCANS if each.name in {"anslag", "brev"}], ids=named)
def test_making_twice_gives_the_same_bytes(sample: Scanned) -> None:
    assert sample.make() == sample.make()


def test_a_lost_word_is_a_large_difference() -> None:
    (page,) = pages_of(FOLDER / "brev.webp")
    page = page.convert("L")
    changed = page.copy()
    changed.paste(235, (400, 310, 460, 340))
    assert largest_difference(page, page) == 0
    assert largest_difference(page, changed) > 24
