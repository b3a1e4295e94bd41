"""METS folders as inputs: the pages that they list, in their order, and no file that is not in the folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from archive_runs import batch, outputs
from test_cli import failure, in_process

import ocr_fix
from ocr_fix.document import Page
from ocr_fix.errors import InputError, LimitError
from ocr_fix.source import Limits, open_source

ALTO = """<alto xmlns="http://www.loc.gov/standards/alto/ns-v3#"><Layout><Page ID="P" WIDTH="400" HEIGHT="300"
PHYSICAL_IMG_NR="1"><PrintSpace><TextBlock ID="B"><TextLine>{strings}</TextLine></TextBlock></PrintSpace></Page>
</Layout></alto>"""
PAGE = """<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/{version}"><Page imageFilename="x.png"
imageWidth="400" imageHeight="300"><TextRegion id="r"><Coords points="1,1 390,1 390,20"/><TextLine id="l">
<Coords points="1,1 390,1 390,20"/><TextEquiv><Unicode>{text}</Unicode></TextEquiv></TextLine></TextRegion></Page>
</PcGts>"""
# As OCR-D leaves a workspace: a group for each step, all of the same pages.
OCR_D = """<?xml version="1.0" encoding="UTF-8"?>
<mets:mets xmlns:mets="http://www.loc.gov/METS/" xmlns:xlink="http://www.w3.org/1999/xlink"><mets:fileSec>
<mets:fileGrp USE="OCR-D-IMG"><mets:file ID="IMG_1" MIMETYPE="image/tiff"><mets:FLocat LOCTYPE="OTHER"
OTHERLOCTYPE="FILE" xlink:href="OCR-D-IMG/1.tif"/></mets:file></mets:fileGrp>
<mets:fileGrp USE="OCR-D-SEG"><mets:file ID="SEG_1" MIMETYPE="application/vnd.prima.page+xml"><mets:FLocat
xlink:href="OCR-D-SEG/1.xml"/></mets:file></mets:fileGrp>
<mets:fileGrp USE="OCR-D-OCR"><mets:file ID="OCR_1" MIMETYPE="application/vnd.prima.page+xml"><mets:FLocat
xlink:href="OCR-D-OCR/1.xml"/></mets:file><mets:file ID="OCR_2" MIMETYPE="application/vnd.prima.page+xml"><mets:FLocat
xlink:href="OCR-D-OCR/2.xml"/></mets:file></mets:fileGrp></mets:fileSec>
<mets:structMap TYPE="LOGICAL"><mets:div TYPE="manuscript"/></mets:structMap>
<mets:structMap TYPE="PHYSICAL"><mets:div TYPE="physSequence">
<mets:div TYPE="page" ID="P2" ORDER="2"><mets:fptr FILEID="OCR_2"/></mets:div>
<mets:div TYPE="page" ID="P1" ORDER="1"><mets:fptr FILEID="IMG_1"/><mets:fptr FILEID="SEG_1"/>
<mets:fptr FILEID="OCR_1"/></mets:div></mets:div></mets:structMap></mets:mets>"""
# As Transkribus exports a document: groups in a group, areas in pointers.
TRANSKRIBUS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<ns3:mets xmlns:ns2="http://www.w3.org/1999/xlink" xmlns:ns3="http://www.loc.gov/METS/"><ns3:fileSec>
<ns3:fileGrp ID="MASTER"><ns3:fileGrp ID="IMG"><ns3:file ID="IMG_1" MIMETYPE="image/jpeg"><ns3:FLocat LOCTYPE="OTHER"
OTHERLOCTYPE="FILE" ns2:href="0001.jpg"/></ns3:file></ns3:fileGrp><ns3:fileGrp ID="PAGEXML"><ns3:file ID="PAGEXML_1"
MIMETYPE="application/xml"><ns3:FLocat LOCTYPE="OTHER" OTHERLOCTYPE="FILE" ns2:href="page/0001.xml"/></ns3:file>
<ns3:file ID="PAGEXML_2" MIMETYPE="application/xml"><ns3:FLocat LOCTYPE="OTHER" OTHERLOCTYPE="FILE"
ns2:href="page/sida%202.xml"/></ns3:file></ns3:fileGrp></ns3:fileGrp></ns3:fileSec><ns3:structMap TYPE="MANUSCRIPT">
<ns3:div ID="DOC"><ns3:div ID="PAGE_1" ORDER="1" TYPE="SINGLE_PAGE"><ns3:fptr><ns3:area FILEID="IMG_1"/></ns3:fptr>
<ns3:fptr><ns3:area FILEID="PAGEXML_1"/></ns3:fptr></ns3:div><ns3:div ID="PAGE_2" ORDER="2" TYPE="SINGLE_PAGE">
<ns3:fptr><ns3:area FILEID="PAGEXML_2"/></ns3:fptr></ns3:div></ns3:div></ns3:structMap></ns3:mets>"""
# METS with ALTO as ABBYY's and other systems of libraries export it: paths as URLs, picture and words side by side.
METS_ALTO = """<mets xmlns="http://www.loc.gov/METS/" xmlns:xlink="http://www.w3.org/1999/xlink"><fileSec>
<fileGrp ID="IMGGRP" USE="Images"><file ID="IMG1" MIMETYPE="image/jp2"><FLocat LOCTYPE="URL"
xlink:href="file://./IMG/1.jp2"/></file></fileGrp><fileGrp ID="ALTOGRP" USE="Text"><file ID="ALTO1"
MIMETYPE="text/xml"><FLocat LOCTYPE="URL" xlink:href="file://./ALTO/1.xml"/></file><file ID="ALTO2" MIMETYPE="text/xml">
<FLocat LOCTYPE="URL" xlink:href="file://./ALTO\\2.xml"/></file></fileGrp></fileSec>
<structMap TYPE="PHYSICAL"><div TYPE="NEWSPAPER">
<div TYPE="PAGE" ORDER="1"><fptr><par><area FILEID="IMG1"/><area FILEID="ALTO1"/></par></fptr></div><div TYPE="PAGE"
ORDER="2"><fptr><area FILEID="ALTO2"/></fptr></div></div></structMap></mets>"""
LISTED = """<mets xmlns:xlink="http://www.w3.org/1999/xlink"><fileSec><fileGrp USE="FULLTEXT"><file ID="A"
MIMETYPE="text/xml"><FLocat xlink:href="{href}"/></file></fileGrp></fileSec></mets>"""


def alto(text: str) -> str:
    words = text.split()
    strings = (
        f'<String CONTENT="{word}" HPOS="{10 + 10 * len(" ".join(words[:place]))}" VPOS="10"'
        f' WIDTH="{9 * len(word)}" HEIGHT="20"/>'
        for place, word in enumerate(words)
    )
    return ALTO.format(strings="<SP/>".join(strings))


def folder_of(root: Path, mets: str, files: dict[str, str]) -> Path:
    """A folder with a METS file and others, and the path of that file."""
    for name, content in {"mets.xml": mets, **files}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, encoding="utf-8")
    return root / "mets.xml"


def ocr_d(root: Path) -> Path:
    texts = {"SEG/1": "Gammal.", "OCR/1": "Namnden beslutar.", "OCR/2": "Sist på sidan."}
    files = {f"OCR-D-{name}.xml": PAGE.format(version="2019-07-15", text=text) for name, text in texts.items()}
    return folder_of(root, OCR_D, files)


def transkribus(root: Path) -> Path:
    texts = {"page/0001.xml": "Namnden beslutar.", "page/sida 2.xml": "Sist på sidan."}
    return folder_of(
        root, TRANSKRIBUS, {name: PAGE.format(version="2013-07-15", text=text) for name, text in texts.items()}
    )


def mets_alto(root: Path) -> Path:
    return folder_of(root, METS_ALTO, {"ALTO/1.xml": alto("Namnden beslutar."), "ALTO/2.xml": alto("Sist på sidan.")})


def error_of(path: Path, confined: bool = True) -> str:
    """Why the first page cannot be read."""
    with open_source(path, confined=confined) as source, pytest.raises(InputError) as raised:
        source.page(1)
    return str(raised.value)


@pytest.mark.parametrize("make", [ocr_d, transkribus, mets_alto])
def test_the_pages_of_a_folder_are_read_in_its_order(make: object, tmp_path: Path) -> None:
    assert callable(make)
    document = ocr_fix.clean(make(tmp_path), confined=True)
    assert (document.kind, document.name) == ("mets", "mets.xml")
    assert document.text == "Nämnden beslutar.\n\nSist på sidan.\n"
    assert [page.number for page in document.pages] == [1, 2]
    done = in_process(tmp_path, "--pages", "2", "--format", "text,alto", "-o", tmp_path / "ut.txt")
    assert (done.returncode, (tmp_path / "ut.txt").read_text(encoding="utf-8")) == (0, "Sist på sidan.\n")


def test_of_several_groups_the_last_with_most_pages_is_read_and_it_is_said(tmp_path: Path) -> None:
    done = in_process(ocr_d(tmp_path))
    assert done.stdout.decode().startswith("Nämnden")
    assert b"the pages are those of OCR-D-OCR; the file also lists words in OCR-D-SEG" in done.stderr


def test_pictures_are_read_where_there_are_no_words(tmp_path: Path) -> None:
    path = folder_of(tmp_path, LISTED.format(href="bild.png"), {})
    (tmp_path / "bild.png").write_bytes((Path(__file__).parent / "corpus" / "bild.png").read_bytes())
    with open_source(path, confined=True) as source:
        page = source.page(1)
    assert not isinstance(page, Page)


def test_without_a_structure_the_files_of_a_group_are_the_pages(tmp_path: Path) -> None:
    mets = METS_ALTO[: METS_ALTO.index("<structMap")] + "</mets>"
    path = mets_alto(tmp_path)
    path.write_text(mets, encoding="utf-8")
    assert ocr_fix.clean(path).text == "Nämnden beslutar.\n\nSist på sidan.\n"


@pytest.mark.parametrize(
    ("href", "problem"),
    [
        ("../hemligt.xml", "there is no file"),
        ("%2e%2e/hemligt.xml", "there is no file"),
        ("..\\hemligt.xml", "there is no file"),
        ("ALTO/../../hemligt.xml", "there is no file"),
        ("länk.xml", "there is no file"),
        ("länkad/hemligt.xml", "there is no file"),
        ("rör.xml", "there is no file"),
        ("/etc/passwd", "there is no file"),
        ("file:///etc/passwd", "there is no file"),
        ("http://localhost/sida.xml", "nothing is fetched"),
        ("ftp://localhost/sida.xml", "nothing is fetched"),
        ("mets.xml", "a list of pages"),
        ("borta.xml", "there is no file borta.xml in the folder"),
    ],
)
def test_no_path_leads_out_of_the_folder_and_nothing_is_fetched(href: str, problem: str, tmp_path: Path) -> None:
    path = folder_of(tmp_path / "mapp", LISTED.format(href=href), {"ALTO/1.xml": alto("Sida.")})
    (tmp_path / "hemligt.xml").write_text(alto("HEMLIGT"), encoding="utf-8")
    (tmp_path / "mapp" / "länk.xml").symlink_to(tmp_path / "hemligt.xml")
    (tmp_path / "mapp" / "länkad").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "mapp" / "rör.xml")
    assert problem in error_of(path)
    assert "HEMLIGT" not in error_of(path, confined=False)


def test_a_page_that_is_missing_does_not_lose_the_others(tmp_path: Path) -> None:
    path = mets_alto(tmp_path)
    (tmp_path / "ALTO" / "1.xml").unlink()
    done = in_process(path)
    assert (done.returncode, done.stdout.decode()) == (8, "Sist på sidan.\n")
    assert b"page 1: there is no file file://./ALTO/1.xml in the folder" in done.stderr


def test_hostile_lists_are_damaged_or_too_long(tmp_path: Path) -> None:
    entities = '<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9)
    )
    bomb = f"<!DOCTYPE mets [{entities}]>" + LISTED.format(href="&j;")
    outside = f'<!DOCTYPE mets [<!ENTITY x SYSTEM "file:///etc/hostname">]>{LISTED.format(href="&x;")}'
    nested = f"<mets>{'<structMap><div>' * 100_000}"
    for content in (bomb, outside, nested, OCR_D[:-20]):
        with pytest.raises(InputError, match="damaged or cut off"):
            open_source(folder_of(tmp_path, content, {}), confined=True)
    with pytest.raises(InputError, match="lists no pages"):
        open_source(folder_of(tmp_path, "<mets></mets>", {}))
    with pytest.raises(LimitError, match="max_pages"):
        open_source(mets_alto(tmp_path), limits=Limits(max_pages=1))


def test_a_file_of_several_pages_gives_its_first_and_it_is_said(tmp_path: Path) -> None:
    path = mets_alto(tmp_path)
    whole = alto("Namnden beslutar.")
    page = whole[whole.index("<Page") : whole.index("</Layout>")]
    (tmp_path / "ALTO" / "1.xml").write_text(whole.replace("</Layout>", f"{page}</Layout>"), encoding="utf-8")
    assert b"1.xml has 1 more pages, which are left out" in in_process(path).stderr


def test_what_cannot_find_its_pages_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="a list of pages that are files of their own"):
        ocr_fix.clean(OCR_D.encode())
    (tmp_path / "tom").mkdir()
    assert "is a folder; `ocrfix batch" in failure(tmp_path / "tom", code=3)


@pytest.mark.slow
def test_a_batch_takes_what_a_mets_file_lists_as_one_document(tmp_path: Path) -> None:
    source, target = tmp_path / "in", tmp_path / "ut"
    for make, name in ((ocr_d, "a"), (ocr_d, "b"), (mets_alto, "c"), (transkribus, "d")):
        make(source / name)
    (source / "a" / "brev.txt").write_text("Ett brev.\n", encoding="utf-8")
    # Two lists of the same bytes, and not the same pages.
    page = source / "b" / "OCR-D-OCR" / "2.xml"
    page.write_text(page.read_text(encoding="utf-8").replace("Sist", "Längst ned"), encoding="utf-8")
    batch(source, target, "--jobs", "1")
    text = "Nämnden beslutar.\n\nSist på sidan.\n"
    expected = {f"{name}/mets.txt": text for name in "acd"} | {"a/brev.txt": "Ett brev.\n"}
    expected["b/mets.txt"] = text.replace("Sist", "Längst ned")
    assert {name: content.decode() for name, content in outputs(target).items()} == expected
    # A page that is another makes the document another; where the list is not wanted, its pages are documents.
    page.write_text(page.read_text(encoding="utf-8").replace("Längst ned", "Överst"), encoding="utf-8")
    assert "1 done, 4 done before" in batch(source, target, "--jobs", "1").stderr.decode()
    assert outputs(target)["b/mets.txt"].decode() == text.replace("Sist", "Överst")
    batch(source / "c", tmp_path / "alla", "--jobs", "1", "--exclude", "mets.xml")
    assert set(outputs(tmp_path / "alla")) == {"ALTO/1.txt", "ALTO/2.txt"}


def test_no_page_of_the_folder_is_written_over(tmp_path: Path) -> None:
    path = mets_alto(tmp_path)
    page = tmp_path / "ALTO" / "2.xml"
    before = page.read_bytes()
    assert "is the input itself" in failure(path, "--format", "alto", "-o", page, code=6)
    assert "is the input itself" in failure(path, "-o", tmp_path / "ut.txt", "--changes", page, code=6)
    assert page.read_bytes() == before
