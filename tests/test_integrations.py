"""ocr_fix in the tools of others: the examples of the documentation run, and what each promises holds."""

from __future__ import annotations

import json
import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from archive_runs import SAMPLES
from bad_inputs import SENTENCES, pdf_pages, pdf_text
from PIL import Image

import ocr_fix
from ocr_fix.evaluation import wer
from ocr_fix.integrations import paperless

PAGE = (Path(__file__).parents[1] / "docs" / "integrations.md").read_text(encoding="utf-8")
SECTIONS = {part.partition("\n")[0]: part for part in PAGE.split("\n## ")[1:]}
LIBRARIES = {
    "OCRmyPDF": "ocrmypdf",
    "LangChain": "langchain_core",
    "Haystack": "haystack",
    "Docling": "docling_core",
    "spaCy": "spacy",
    "pandas": "pandas",
    "FastAPI": "fastapi",
    "Dask": "dask",
}
DAMAGED = "Namnden beslot att bygga en ny skola. Arendet skall avgoras i maj."
REPAIRED = "Nämnden beslöt att bygga en ny skola. Ärendet skall avgöras i maj."


def needs(section: str) -> pytest.MarkDecorator:
    library = LIBRARIES[section]
    return pytest.mark.skipif(find_spec(library) is None, reason=f"{library} is not installed (group dev)")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files that the examples speak of."""
    (tmp_path / "scan.pdf").write_bytes(pdf_pages({"content": pdf_text(SENTENCES[3])}))
    (tmp_path / "old-engine.txt").write_text(DAMAGED, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.filterwarnings("default")  # those of others are not ours to mend
@pytest.mark.parametrize("section", [pytest.param(name, marks=needs(name)) for name in LIBRARIES if name != "OCRmyPDF"])
def test_the_example_runs(section: str, here: Path) -> None:
    run_example(section)


def run_example(section: str) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", SECTIONS[section], re.DOTALL)
    exec(compile(example, f"docs/integrations.md: {section}", "exec"), {"__name__": "example"})


def small_scan(file: Path) -> None:
    """A page with two lines of a sample, which is read in a second."""
    with Image.open(SAMPLES / "foreskrift.tif") as scan:
        part = scan.convert("L").crop((0, 0, scan.width, scan.height // 6))
        part.save(file, "PDF", resolution=scan.info.get("dpi", (300, 300))[0])


@needs("OCRmyPDF")
@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_ocrmypdf_reads_with_us(here: Path) -> None:
    small_scan(here / "scan.pdf")
    run_example("OCRmyPDF")
    sidecar = (here / "clean.txt").read_text(encoding="utf-8")
    assert wer(ocr_fix.clean("scan.pdf", text_layer="ignore").text, sidecar) < 0.1
    layer = ocr_fix.clean("search.pdf", text_layer="use", correct=False)
    assert sorted(layer.text.split()) == sorted(sidecar.split())
    with pikepdf.open("search.pdf") as made:
        assert f"ocr_fix {ocr_fix.__version__}" in str(made.docinfo["/Creator"])


@needs("OCRmyPDF")
def test_boxes_of_a_page_that_was_turned_are_on_the_picture_that_was_given() -> None:
    from ocr_fix.integrations.ocrmypdf import _turned_back  # noqa: PLC0415

    box = ocr_fix.Box(10, 20, 30, 60)
    page = ocr_fix.Page(1, (ocr_fix.Block((ocr_fix.Line((ocr_fix.Word("a", box),)),)),), 100, 200, 300)
    picture = Image.new("L", (100, 200))
    picture.paste(255, (10, 20, 30, 60))
    for degrees in (0, 90, 180, 270):
        given = picture.rotate(degrees, expand=True)  # lies so that it must be turned clockwise by as much
        turned = _turned_back(ocr_fix.Page(1, page.blocks, 100, 200, 300, rotation=degrees))
        assert (turned.width, turned.height) == given.size
        found = turned.blocks[0].lines[0].words[0].box
        assert found is not None
        assert tuple(found.to_list()) == given.getbbox()


@needs("LangChain")
def test_langchain_gets_documents_and_pages(here: Path) -> None:
    from ocr_fix.integrations.langchain import OcrFixLoader  # noqa: PLC0415

    (document,) = OcrFixLoader("old-engine.txt").load()
    assert document.page_content == REPAIRED + "\n"
    assert document.metadata["source"] == "old-engine.txt"
    assert document.metadata["changes"] == 4
    pages = OcrFixLoader(["scan.pdf", "old-engine.txt"], mode="page", correct=False).load()
    assert [each.metadata["page"] for each in pages] == [1, 1]
    assert pages[1].page_content == DAMAGED + "\n"


@needs("Haystack")
def test_haystack_gets_documents(here: Path) -> None:
    from haystack.dataclasses import ByteStream  # noqa: PLC0415

    from ocr_fix.integrations.haystack import OcrFixConverter  # noqa: PLC0415

    content = ByteStream(DAMAGED.encode(), meta={"file_path": "a.txt"})
    documents = OcrFixConverter().run(sources=[Path("old-engine.txt"), content])["documents"]
    assert [each.content for each in documents] == [REPAIRED + "\n"] * 2
    assert documents[1].meta == {"file_path": "a.txt", "language": "sv", "changes": 4, "doubts": 0}


@needs("Docling")
def test_docling_gets_items_with_their_places() -> None:
    from ocr_fix.integrations.docling import to_docling  # noqa: PLC0415

    def line(text: str, top: int, cells: tuple[int, ...] = ()) -> ocr_fix.Line:
        words = [
            ocr_fix.Word(word, ocr_fix.Box(10 * at, top, 10 * at + 8, top + 9)) for at, word in enumerate(text.split())
        ]
        return ocr_fix.Line(tuple(words), cells)

    blocks = (
        ocr_fix.Block((line("Sida 1", 0),), "header"),
        ocr_fix.Block((line("Budget", 20),), "heading", level=1),
        ocr_fix.Block((line("Nämnden har", 40), line("beslutat.", 50))),
        ocr_fix.Block((line("1. skola", 60),), "list-item"),
        ocr_fix.Block((line("2. väg", 70),), "list-item"),
        ocr_fix.Block((line("År 2001 2002", 80, (1, 2)), line("Kr 5 6", 90, (1, 2))), "table"),
    )
    document = ocr_fix.Document("a.pdf", "pdf", (ocr_fix.Page(1, blocks, 100, 200, 300),))
    made = to_docling(document)
    assert [item.text for item in made.texts] == ["Sida 1", "Budget", "Nämnden har beslutat.", "1. skola", "2. väg"]
    assert made.texts[0].content_layer.value == "furniture"
    assert made.texts[2].prov[0].bbox.as_tuple() == (0, 40, 18, 59)
    assert [[cell.text for cell in row] for row in made.tables[0].data.grid] == [
        ["År", "2001", "2002"],
        ["Kr", "5", "6"],
    ]
    assert "Budget" in made.export_to_markdown()


@needs("spaCy")
def test_spacy_keeps_the_way_back_to_what_was_read() -> None:
    import spacy  # noqa: PLC0415
    from spacy.tokens import Doc  # noqa: PLC0415

    import ocr_fix.integrations.spacy  # noqa: F401, PLC0415 - the import makes the component known

    nlp = spacy.blank("sv")
    nlp.add_pipe("ocr_fix", first=True)
    doc = nlp(DAMAGED)
    assert doc.text == REPAIRED
    assert doc._.raw == DAMAGED
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    for each in (doc, again):
        for token in each:
            assert DAMAGED[token._.raw_idx :].startswith(token._.raw)
        assert " ".join(token._.raw for token in each) == DAMAGED.replace(".", " .")


@needs("spaCy")
def test_offsets_lead_back_into_what_was_read() -> None:
    from ocr_fix.integrations.spacy import raw_map, raw_offset  # noqa: PLC0415

    raw = "Skol-\nstyrelsen och namn den."
    change = {"page": 1, "line": 1, "box": None, "kind": "word", "confidence": 1.0, "reason": ""}
    changes = [
        ocr_fix.Change(**change, before="Skol-\nstyrelsen", after="Skolstyrelsen", start=0),  # type: ignore[arg-type]
        ocr_fix.Change(**change, before="namn den.", after="nämnden.", start=18),  # type: ignore[arg-type]
    ]
    places = raw_map(changes)
    assert [raw[raw_offset(places, at) :][:3] for at in (0, 4, 14, 18)] == ["Sko", "Sko", "och", "nam"]
    assert [raw_offset(places, at, end=True) for at in (13, 17, 26)] == [15, 19, len(raw)]


@needs("pandas")
def test_pandas_corrects_a_column_and_leaves_what_is_missing() -> None:
    import pandas as pd  # noqa: PLC0415

    import ocr_fix.integrations.pandas  # noqa: F401, PLC0415 - the import makes the accessor known

    column = pd.Series([DAMAGED, None, float("nan"), "", DAMAGED], index=list("abcde"), name="text")
    corrected = column.ocrfix.correct()
    assert corrected.isna().tolist() == [False, True, True, False, False]
    assert corrected[["a", "d", "e"]].tolist() == [REPAIRED, "", REPAIRED]
    assert (corrected.name, corrected.dtype) == ("text", column.dtype)
    changes = column.ocrfix.changes(never=["Arendet"])
    assert set(changes["row"]) == {"a", "e"}
    assert changes["before"].tolist()[:3] == ["Namnden", "beslot", "avgoras"]
    with pytest.raises(TypeError, match="is 3, a int"):
        pd.Series(["a", 3]).ocrfix.correct()


@needs("FastAPI")
@pytest.mark.filterwarnings("default")
def test_the_service_keeps_its_bounds() -> None:
    pytest.importorskip("httpx")
    from fastapi.testclient import TestClient  # noqa: PLC0415

    from ocr_fix.integrations.fastapi import make_app  # noqa: PLC0415

    client = TestClient(make_app(ocr_fix.Options(limits=ocr_fix.Limits(max_pages=1)), max_bytes=5000))
    cleaned = client.post("/clean?name=a.txt", content=DAMAGED.encode())
    assert ocr_fix.Document.from_dict(cleaned.json()).text == REPAIRED + "\n"
    assert client.post("/correct", content=DAMAGED.encode()).text == REPAIRED
    two = pdf_pages(*({"content": pdf_text("Sida")} for _ in range(2)))
    answers = {
        413: [client.post("/clean", content=bytes(5001)), client.post("/clean", content=two)],
        422: [client.post("/clean", content=b""), client.post("/correct", content=b"\xe5")],
        503: [TestClient(make_app(at_once=0, waiting=0)).post("/clean", content=b"text")],
    }
    for status, refused in answers.items():
        assert [each.status_code for each in refused] == [status] * len(refused)
    assert "empty" in answers[422][0].json()["detail"]


class Paperless(BaseHTTPRequestHandler):
    """Answers as the API of paperless-ngx does for one document."""

    content = DAMAGED
    asked: list[tuple[str, str, str]] = []  # noqa: RUF012 - one for the test

    def do_GET(self) -> None:
        self._answer()

    def do_PATCH(self) -> None:
        changed = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        assert changed.keys() == {"content"}
        Paperless.content = changed["content"]
        self._answer()

    def _answer(self) -> None:
        self.asked.append((self.command, self.path, self.headers["Authorization"]))
        sound = self.path == "/api/documents/7/" and self.headers["Authorization"] == "Token secret"
        body = json.dumps({"id": 7, "title": "Beslut", "content": self.content}).encode()
        self.send_response(200 if sound else 403)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Nothing on standard error."""


@contextmanager
def served() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Paperless) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_paperless_gets_the_corrected_text(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(Paperless, "content", DAMAGED)
    monkeypatch.setattr(Paperless, "asked", [])
    with served() as address:
        given = {"DOCUMENT_ID": "7", "PAPERLESS_URL": address + "/", "PAPERLESS_TOKEN": "secret"}
        assert paperless.after(given) == "document 7: 4 changes"
        assert paperless.after(given) == "document 7: 0 changes"
        monkeypatch.setattr(os, "environ", {**os.environ, **given, "PAPERLESS_TOKEN": "wrong"})
        assert paperless.main(["post"]) == 0
    assert "HTTP Error 403" in capfd.readouterr().err
    assert Paperless.content == REPAIRED
    assert [asked[0] for asked in Paperless.asked] == ["GET", "PATCH", "GET", "GET"]


def test_paperless_gets_a_pdf_of_the_same_name_with_our_text(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    small_scan(here / "scan.pdf")
    given = {"DOCUMENT_WORKING_PATH": str(here / "scan.pdf")}
    assert paperless.before(given).startswith("scan.pdf: ")
    assert "FÖRFATTNINGSSAMLING" in ocr_fix.clean("scan.pdf", text_layer="use").text.upper()
    (here / "bild.png").write_bytes(b"\x89PNG")
    assert "is no PDF" in paperless.before({"DOCUMENT_WORKING_PATH": str(here / "bild.png")})
    assert paperless.main(["pre"]) == 0
    assert "DOCUMENT_WORKING_PATH is not set" in capfd.readouterr().err
    assert paperless.main([]) == 2
