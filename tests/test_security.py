"""What SECURITY.md promises and no other test shows: nothing is fetched for a file, and nothing written elsewhere."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
from bad_inputs import pdf_pages, pdf_text
from test_cli import in_process

import ocr_fix
from ocr_fix.archive.storage.local import LocalPlace
from ocr_fix.document import Page
from ocr_fix.errors import InputError, OcrFixError, OutputError
from ocr_fix.source import Limits, open_source


class Redirecting(BaseHTTPRequestHandler):
    """Sends whoever asks for anything to a file."""

    asked: ClassVar[list[str]] = []
    to = ""

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(302)
        self.send_header("Location", self.to)
        self.end_headers()

    do_HEAD = do_GET  # noqa: N815 - as the server asks for it

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def serving(to: str) -> Iterator[str]:
    Redirecting.asked, Redirecting.to = [], to
    server = HTTPServer(("127.0.0.1", 0), Redirecting)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def test_a_redirect_leads_to_no_file(tmp_path: Path) -> None:
    pytest.importorskip("aiohttp")
    from ocr_fix.archive.storage.remote import RemotePlace  # noqa: PLC0415 - an extra

    secret = tmp_path / "hemligt.txt"
    secret.write_text("hemligt")
    with serving(secret.as_uri()) as address:
        place = RemotePlace(address)
        assert place.head("brev.txt", 100) == b""
        with pytest.raises((InputError, OutputError)), place.local("brev.txt"):
            pass
        place._folder.cleanup()
    assert Redirecting.asked


def test_nothing_is_fetched_for_a_pdf(tmp_path: Path) -> None:
    secret = tmp_path / "hemligt.txt"
    secret.write_bytes(b"BT /F 14 Tf 72 500 Td (hemligt) Tj ET")
    with serving("http://127.0.0.1:9/") as address:
        where = address.encode()
        catalogue = b"/OpenAction<</S/URI/URI(%s/oppna)>>/AA<</WC<</S/JavaScript/JS(app.launchURL('%s/js'))>>>>" % (
            where,
            where,
        )
        form = (
            b"<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/F<</FS/URL/F(%s/strom)>>/Length 0>>\nstream\n\nendstream"
        )
        local = b"<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/F(%s)/Length 0>>\nstream\n\nendstream"
        page = {
            "content": pdf_text("Ett brev") + b" /A Do /B Do",
            "resources": b"/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
            b"/XObject<</A 1000 0 R/B 1001 0 R>>",
            "extra": b"/AA<</O<</S/Launch/F(/bin/true)>>>>",
        }
        objects = {1000: form % where, 1001: local % str(secret).encode()}
        document = ocr_fix.clean(pdf_pages(page, objects=objects, catalogue=catalogue), confined=True)
    assert document.text == "Ett brev\n"
    assert not Redirecting.asked


@pytest.mark.parametrize("kind", ["file", "folder", "nothing"])
def test_no_link_leads_out_of_the_target(tmp_path: Path, kind: str) -> None:
    source, target, elsewhere = (tmp_path / name for name in ("in", "ut", "annorstädes"))
    for folder in (source / "a", target, elsewhere):
        folder.mkdir(parents=True)
    (source / "a" / "brev.txt").write_text("Ett brev.\n", encoding="utf-8")
    kept = elsewhere / "brev.txt"
    kept.write_text("orört", encoding="utf-8")
    if kind == "folder":
        (target / "a").symlink_to(elsewhere)
    else:
        (target / "a").mkdir()
        (target / "a" / "brev.txt").symlink_to(kept if kind == "file" else elsewhere / "ny.txt")
    place = LocalPlace(target)
    with pytest.raises(OutputError, match="leads out of"):
        place.write("a/brev.txt", b"x")
    assert in_process("batch", source, target, "--jobs", "1").returncode != 0
    assert [path.name for path in elsewhere.iterdir()] == ["brev.txt"]
    assert kept.read_text(encoding="utf-8") == "orört"


def test_a_target_that_is_a_link_itself_is_written_to(tmp_path: Path) -> None:
    (tmp_path / "ut").mkdir()
    (tmp_path / "dit").symlink_to(tmp_path / "ut")
    LocalPlace(tmp_path / "dit").write("a/brev.txt", b"x")
    assert (tmp_path / "ut" / "a" / "brev.txt").read_bytes() == b"x"


def test_a_zip_archive_is_not_unpacked(tmp_path: Path) -> None:
    (tmp_path / "bomb.zip").write_bytes(b"PK\x03\x04" + b"\0" * 100)
    done = in_process(tmp_path / "bomb.zip")
    assert done.returncode == 3
    assert b"zip archive, which is not read" in done.stderr


HEAD = '<html><head><meta name="ocr-system" content="x"/></head><body>'
WORD = "<div class='ocr_page'><span class='ocr_line'><span class='ocrx_word' title='bbox 1 1 9 9'>Brev</span></span>"
ENTITIES = "".join(f'<!ENTITY e{number} "{f"&e{number - 1};" * 10}">' for number in range(1, 12))
SWELLING = f'<!DOCTYPE html [<!ENTITY e0 "brev">{ENTITIES}]>'
DOCUMENT = '{"schema": "urn:ocr_fix:document:2", "pages": '

# What takes more memory or time the more it is looked into: each with what must come of it.
SWOLLEN = {
    "entities of entities": (f'<?xml version="1.0"?>{SWELLING}{HEAD}{WORD}&e11;</div></body></html>', ""),
    "entities in ALTO": (f'{SWELLING}<alto><Layout><Page ID="&e11;"/></Layout></alto>', "damaged or cut off"),
    "entities in PAGE": (f'{SWELLING}<PcGts><Page imageFilename="&e11;"/></PcGts>', "damaged or cut off"),
    "nested regions": (f"<PcGts><Page>{'<TextRegion>' * 100_000}</Page></PcGts>", "damaged or cut off"),
    "nested elements": (f"{HEAD}{WORD}{'<b>' * 200_000}brev{'</b>' * 200_000}</div></body></html>", "too deeply"),
    "nested pages": (f"{HEAD}{WORD * 200}{'</div>' * 200}</body></html>", ""),
    "a long attribute": (
        f"{HEAD}{WORD.replace('9 9', '9 9; ' + 'x' * 20_000_000)}</div></body></html>",
        "too deeply|more memory",
    ),
    "a long box": (f"{HEAD}{WORD.replace('9 9', '9 ' * 3_000_000)}</div></body></html>", ""),
    "many pages": (f"{HEAD}{f'{WORD}</div>' * 20_000}</body></html>", "more than 10000 pages"),
    "nested HTML": (f"<p>Brev.</p>{'<div>' * 100_000}brev", "too deeply"),
    "nested JSON": (f"{DOCUMENT}{'[' * 500_000}{']' * 500_000}}}", "damaged or cut off"),
    "a number of JSON": (f"{DOCUMENT}{'9' * 3_000_000}}}", "damaged or cut off"),
}


@pytest.mark.parametrize("name", SWOLLEN)
def test_marks_do_not_swell(name: str) -> None:
    content, problem = SWOLLEN[name]
    limits = Limits(max_source_bytes=500 * 2**20, max_page_seconds=20)
    told: list[str | None] = []
    try:
        with open_source(content.encode(), limits=limits, confined=True) as source:
            pages = [*source.pages()]
    except OcrFixError as error:
        told.append(str(error))
    else:
        assert sum(len(page.blocks) for page in pages if isinstance(page, Page)) <= 200
        told += [page.failure for page in pages if isinstance(page, Page)]
    assert re.search(problem, "; ".join(filter(None, told)))
    assert problem or told == [None]
