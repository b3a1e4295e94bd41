"""PDF files: pages drawn in their right size, damage told, one thread at a time."""

from __future__ import annotations

import gc
import io
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Literal

import pikepdf
import pytest
from bad_inputs import (
    SENTENCES,
    encrypted_pdf,
    flate_object,
    jpeg_object,
    marked_page,
    pdf_file,
    pdf_pages,
    pdf_stream,
    pdf_text,
    scanned_pdf,
)
from click.testing import CliRunner
from PIL import Image, ImageChops
from recognition_pages import texts
from source_pages import SOUND, image_page, is_marked_page, nothing_left_open, read_all, shade
from test_cli import in_process

import ocr_fix
from ocr_fix.cli import cli
from ocr_fix.document import PageImage
from ocr_fix.errors import EncryptedInputError, InputError
from ocr_fix.source import Limits, open_source
from ocr_fix.source.pdfs import pdf_source as pdf


class TestPdf:
    def test_page_size_and_resolution(self) -> None:
        for dpi in (72, 150, 300):
            page = image_page(pdf_pages({}), dpi=dpi)
            assert page.dpi == dpi
            assert page.image.mode == "L"
            assert page.image.size == (round(595 / 72 * dpi), round(842 / 72 * dpi))

    def test_pages_of_different_sizes(self) -> None:
        boxes = [b"0 0 300 400", b"0 0 400 300", b"-100 -100 200 500"]
        with open_source(pdf_pages(*({"box": box} for box in boxes)), dpi=72) as source:
            sizes = [page.image.size for page in source.pages() if isinstance(page, PageImage)]
        assert sizes == [(300, 400), (400, 300), (300, 600)]

    def test_rotated_page_stands_upright(self) -> None:
        lying = marked_page().transpose(Image.Transpose.ROTATE_90)
        page = image_page(
            pdf_pages(
                {
                    "box": b"0 0 120 80",
                    "extra": b"/Rotate 90",
                    "content": b"q 120 0 0 80 0 0 cm /I Do Q",
                    "resources": b"/XObject<</I 1000 0 R>>",
                },
                objects={1000: jpeg_object(lying)},
            ),
            dpi=72,
        )
        assert page.image.size == (80, 120)
        assert is_marked_page(page.image)

    @pytest.mark.parametrize("points", [(595.28, 841.89), (595, 842)])
    def test_scan_in_the_wanted_resolution_is_given_pixel_by_pixel(self, points: tuple[float, float]) -> None:
        """A4 has 595.28 points, which are 2480.3 pixels at 300 dpi; scanners give 2480, and some round the points."""
        scan = Image.effect_noise((2480, 3508), 60)
        page = image_page(scanned_pdf(flate_object(2480, 3508, scan.tobytes()), points=points))
        assert page.image.size == scan.size
        assert ImageChops.difference(page.image, scan).getbbox() is None

    def test_one_point_a_pixel_is_taken_for_a4(self) -> None:
        """So programs for telephones write them; at 300 dpi the sheet of nearly a metre would have 151 megapixels."""
        scan = jpeg_object(marked_page(2480, 3508))
        page = image_page(scanned_pdf(scan, points=(2480, 3508)))
        assert page.dpi == 300
        assert page.image.size == (2480, 3508)
        assert is_marked_page(page.image)

    def test_text_layer_of_such_a_scan_makes_no_difference(self) -> None:
        page = image_page(self.poster(b"3 Tr"))
        assert page.dpi == 300
        assert page.image.size == (2480, 3508)

    def test_poster_with_a_coarse_background_keeps_its_size(self) -> None:
        page = image_page(self.poster(b"0 Tr"), limits=Limits(max_pixels=40_000_000))
        assert page.dpi == 154
        assert page.image.size == (5304, 7503)

    @staticmethod
    def poster(mode: bytes) -> bytes:
        """Text over a picture of one point a pixel."""
        return pdf_pages(
            {
                "box": b"0 0 2480 3508",
                "content": b"q 2480 0 0 3508 0 0 cm /I Do Q " + pdf_text("Torgdag").replace(b"BT", b"BT " + mode),
                "resources": b"/XObject<</I 1000 0 R>>/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>",
            },
            objects={1000: jpeg_object(marked_page(2480, 3508))},
        )

    def test_coarse_scan_on_a_sheet_of_its_size_is_enlarged(self) -> None:
        page = image_page(scanned_pdf(jpeg_object(marked_page(794, 1123))))
        assert page.dpi == 300
        assert page.image.size == (2479, 3508)

    def test_annotations_and_filled_in_fields_are_drawn(self) -> None:
        black = pdf_stream(b"/Type/XObject/Subtype/Form/BBox[0 0 100 50]", b"0 g 0 0 100 50 re f")
        stamp = b"<</Type/Annot/Subtype/Stamp/Rect[0 150 100 200]/F 4/AP<</N 1002 0 R>>>>"
        field = b"<</Type/Annot/Subtype/Widget/FT/Tx/T(namn)/Rect[100 0 200 50]/F 4/AP<</N 1002 0 R>>>>"
        page = image_page(
            pdf_pages(
                {"box": b"0 0 200 200", "extra": b"/Annots[1000 0 R 1001 0 R]"},
                objects={1000: stamp, 1001: field, 1002: black},
                catalogue=b"/AcroForm<</Fields[1001 0 R]>>",
            ),
            dpi=72,
        )
        assert shade(page.image, 0.25, 0.1) < 60, "the stamp"
        assert shade(page.image, 0.75, 0.9) < 60, "the field"
        assert shade(page.image, 0.75, 0.1) > 200

    def test_encryption_with_an_empty_password_is_no_hindrance(self) -> None:
        for strength in (3, 6):
            page = image_page(encrypted_pdf("", strength=strength), dpi=100)
            low, high = page.image.getextrema()
            assert (low, high) != (255, 255), "the page is not blank"

    def test_file_written_by_another_program_with_compressed_objects(self) -> None:
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(pdf_pages({"box": b"0 0 300 400"}, {}))) as pdf:
            pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, linearize=True)
        with open_source(out.getvalue(), dpi=72) as source:
            assert source.page_count == 2
            page = source.page(1)
        assert isinstance(page, PageImage)
        assert page.image.size == (300, 400)

    def test_what_was_read_is_let_go_of(self, tmp_path: Path) -> None:
        """PDFium keeps all it has read as long as a document is open."""
        scans = [flate_object(1000, 1400, os.urandom(1_400_000)) for _ in range(40)]  # 56 MB that do not compress
        path = tmp_path / "stor.pdf"
        path.write_bytes(scanned_pdf(*scans))
        with open_source(path, dpi=72) as source:
            most = 0
            for page in source.pages():
                assert page.number >= 1
                most = max(most, source._file.bytes_read)  # type: ignore[attr-defined]
            assert most < 20 * 2**20


class TestDamagedPdf:
    def test_cyclic_branch_does_not_hang(self) -> None:
        page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 200]>>"
        tree = {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[3 0 R 5 0 R]/Count 5>>",
            3: page,
            5: b"<</Type/Pages/Kids[2 0 R]/Count 4/Parent 2 0 R>>",
        }
        with open_source(pdf_file(tree)) as source:
            assert source.page_count == 5
            for number in range(1, 6):
                try:
                    source.page(number)
                except InputError:
                    continue

    @pytest.mark.parametrize("behind", [bytes(9000), b"\r\n" * 2000, b"--boundary--\r\n" * 100])
    def test_padding_behind_the_end_does_no_harm(self, behind: bytes) -> None:
        assert read_all(SOUND["pdf-text"] + behind) == len(SENTENCES)

    def test_update_behind_the_end_is_read(self) -> None:
        original = pdf_pages({"content": pdf_text("Ett")})
        table = len(original) + len(b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]>>\nendobj\n")
        update = (
            b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]>>\nendobj\n"
            b"xref\n3 1\n%010d 00000 n \ntrailer\n<</Size 5/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n"
            % (len(original), original.rindex(b"xref\n0 "), table)
        )
        with open_source(original + update, dpi=72) as source:
            page = source.page(1)
        assert isinstance(page, PageImage)
        assert page.image.size == (300, 400)

    def test_failing_disk_is_named_as_such(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A network folder may go away between two pages."""
        path = tmp_path / "bort.pdf"
        path.write_bytes(scanned_pdf(*(jpeg_object(Image.effect_noise((900, 900), 90)) for _ in range(3))))
        with open_source(path) as source:
            source.page(1)
            file = source._origin.file

            class Gone(io.BytesIO):
                def read(self, size: int | None = -1) -> bytes:
                    raise OSError(5, "Input/output error")

            monkeypatch.setattr(source._file, "_file", Gone())  # type: ignore[attr-defined]
            with pytest.raises(InputError, match=r"page 3.*Input/output error"):
                source.page(3)
            monkeypatch.setattr(source._file, "_file", file)  # type: ignore[attr-defined]
            assert source.page(3).number == 3


def test_calls_to_pdfium_wait_for_each_other() -> None:
    """PDFium may crash when two threads call it at once, but not every time; so the lock itself is looked at."""
    with open_source(SOUND["pdf-text"], dpi=72) as source:
        reader = threading.Thread(target=source.page, args=(1,))
        with pdf._PDFIUM:
            reader.start()
            reader.join(0.5)
            assert reader.is_alive()
        reader.join()


def test_threads_may_read_pdfs_side_by_side() -> None:
    """PDFium itself crashes when two threads call it at once."""
    data = {name: pdf_pages(*({"content": pdf_text(name)} for _ in range(12))) for name in ("ett", "tva", "tre")}
    counts: dict[str, int] = {}

    def work(name: str) -> None:
        counts[name] = read_all(data[name], dpi=72)

    threads = [threading.Thread(target=work, args=(name,)) for name in data]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counts == dict.fromkeys(data, 12)


def test_forgotten_source_is_closed_by_the_collector(tmp_path: Path) -> None:
    """Python itself warns of the file left open; the PDF must be closed under the lock before that."""
    path = tmp_path / "glömd.pdf"
    path.write_bytes(SOUND["pdf-text"])
    with nothing_left_open():
        source = open_source(path)
        source.page(1)
        del source
        gc.collect()


def test_pdf_left_open_at_the_end_of_the_program_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "glömd.pdf"
    path.write_bytes(SOUND["pdf-text"])
    code = "import sys; from ocr_fix.source import open_source; s = open_source(sys.argv[1]); s.page(1)"
    done = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


class TestRemarks:
    """What a reader should know of a file comes with its first page."""

    @staticmethod
    def note(content: bytes) -> str:
        return image_page(content, dpi=72).note or ""

    def test_files_inside_are_named(self) -> None:
        with pikepdf.open(io.BytesIO(pdf_pages({"content": pdf_text("Se bilagorna")}))) as pdf:
            for index in range(7):
                pdf.attachments[f"bilaga {index}.ods"] = b"data"
            out = io.BytesIO()
            pdf.save(out)
        assert self.note(out.getvalue()) == (
            "has files inside it that are not read: "
            + ", ".join(f"bilaga {index}.ods" for index in range(5))
            + " and 2 more"
        )

    def test_files_that_are_pinned_to_a_page_are_named(self) -> None:
        pages = [{"content": pdf_text(text)} for text in ("Se nålen", "Slut")]
        with pikepdf.open(io.BytesIO(pdf_pages(*pages))) as pdf:
            files = [pikepdf.AttachedFileSpec(pdf, b"data", filename=name) for name in ("ritning.dwg", "kalkyl.ods")]
            pins = [
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FileAttachment, Rect=[10, 10, 30, 30], FS=file.obj
                )
                for file in files
            ]
            pdf.pages[0].Annots = pikepdf.Array(pins)
            out = io.BytesIO()
            pdf.save(out)
        assert self.note(out.getvalue()) == "page 1: has files inside it that are not read: ritning.dwg, kalkyl.ods"

    def test_the_files_of_a_portfolio_are_named_in_one_line(self, tmp_path: Path) -> None:
        with pikepdf.open(io.BytesIO(pdf_pages({"content": pdf_text("Samlingen visas i ett nyare program.")}))) as pdf:
            pdf.Root.Collection = pikepdf.Dictionary(Type=pikepdf.Name.Collection, View=pikepdf.Name.D)
            for name in ("brev.pdf", "karta\n över byn.tif"):
                pdf.attachments[name] = b"data"
            pdf.save(tmp_path / "samling.pdf")
        done = in_process(tmp_path / "samling.pdf")
        assert done.returncode == 0
        assert done.stderr.decode().splitlines() == [
            "ocrfix: samling.pdf: has files inside it that are not read: brev.pdf, karta över byn.tif"
        ]

    def test_a_signature_is_told(self) -> None:
        content = pdf_pages(
            {"content": pdf_text("Avtal")},
            objects={
                1000: b"<</FT/Sig/T(namn)/V 1001 0 R>>",
                1001: b"<</Type/Sig/Filter/Adobe.PPKLite/ByteRange[0 1 2 3]/Contents<00>>>",
            },
            catalogue=b"/AcroForm<</Fields[1000 0 R]/SigFlags 3>>",
        )
        assert self.note(content).startswith("is signed; ")
        assert self.note(content.replace(b"/V 1001 0 R", b"           ")) == "", "nobody has used the field"

    @pytest.mark.parametrize("rendering", [b"/NeedsRendering true", b""])
    def test_a_form_that_only_its_makers_show_is_told_and_nothing_else_is(
        self, rendering: bytes, capfd: pytest.CaptureFixture[str]
    ) -> None:
        data = pdf_stream(b"", b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'/>", deflate=False)
        content = pdf_pages(
            {"content": pdf_text("Please wait")},
            objects={1000: data},
            catalogue=rendering + b"/AcroForm<</XFA 1000 0 R/Fields[]>>",
        )
        assert self.note(content).startswith("is an XFA form")
        assert capfd.readouterr() == ("", "")

    def test_of_a_plain_file_there_is_nothing_to_say(self) -> None:
        assert not self.note(pdf_pages({"content": pdf_text("Avtal")}))


class TestTolerance:
    """Ends and beginnings that other readers take as well."""

    PLAIN = pdf_pages({"content": pdf_text(SENTENCES[0])}, {"content": pdf_text(SENTENCES[1])})

    @pytest.mark.parametrize(
        "content",
        [
            PLAIN[: PLAIN.rindex(b"startxref")] + b"%%EOF\n",
            PLAIN[: PLAIN.rindex(b"startxref")],
            PLAIN[: PLAIN.rindex(b"xref\n", 0, PLAIN.rindex(b"startxref"))] + b"%%EOF\n",
            PLAIN[: PLAIN.rindex(b"trailer")] + b"startxref\n9\n%%EOF\n",
            PLAIN + bytes(300_000),
            PLAIN + b"\r\n--del--\r\n" * 20_000,
            b"\n\xa0\xa4\x03" + PLAIN,
            b"X" * 2_000 + PLAIN,
            b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n" + PLAIN,
        ],
        ids=[
            "no startxref",
            "no end",
            "no table and no trailer",
            "no trailer",
            "zeros behind",
            "mail behind",
            "bytes before",
            "2,000 before",
            "a header before",
        ],
    )
    def test_is_read_whole(self, content: bytes) -> None:
        with open_source(content, dpi=72) as source:
            assert source.kind == "pdf"
            layers = [page.layer for page in source.pages() if isinstance(page, PageImage)]
        assert [texts(layer) for layer in layers if layer is not None] == [[SENTENCES[0]], [SENTENCES[1]]]

    def test_what_is_before_a_pdf_does_not_hinder_writing_one(self) -> None:
        content = b"X" * 1_500 + self.PLAIN
        document = ocr_fix.clean(content)
        with pikepdf.open(io.BytesIO(ocr_fix.render(document, "pdf", ocr_fix.OriginalFile(content)))) as pdf:
            assert len(pdf.pages) == 2


class TestPasswords:
    @pytest.mark.parametrize("strength", [3, 6])
    @pytest.mark.parametrize("password", ["hemligt", "åäö"])
    def test_opens_and_stays_locked_in_what_is_written(self, password: str, strength: Literal[3, 6]) -> None:
        content = encrypted_pdf(password, strength=strength)
        document = ocr_fix.clean(content, password=password)
        assert document.text == "Sekretess\n"
        original = ocr_fix.OriginalFile(content, ocr_fix.Options(password=password))
        written = ocr_fix.render(document, "pdf", original)
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(io.BytesIO(written))

    def test_a_wrong_one_is_said_to_be_wrong(self) -> None:
        with pytest.raises(EncryptedInputError, match="another password than the one given"):
            ocr_fix.clean(encrypted_pdf("hemligt"), password="fel")

    def test_is_not_shown_and_does_no_harm_where_none_is_needed(self) -> None:
        options = ocr_fix.Options(password="hemligt")
        assert "hemligt" not in repr(options)
        assert ocr_fix.clean(self_opening(), password="hemligt").text == "Sekretess\n"

    def test_is_read_from_a_file(self, tmp_path: Path) -> None:
        locked, file = tmp_path / "låst.pdf", tmp_path / "lösenord"
        locked.write_bytes(encrypted_pdf("åäö"))
        file.write_text("åäö\r\nannat\n", encoding="utf-8")
        done = CliRunner().invoke(cli, [str(locked), "--password-file", str(file)])
        assert (done.exit_code, done.stdout) == (0, "Sekretess\n")
        file.write_text("\n", encoding="utf-8")
        done = CliRunner().invoke(cli, [str(locked), "--password-file", str(file)])
        assert done.exit_code == 2


def self_opening() -> bytes:
    """A file with an owner's password only."""
    return encrypted_pdf("")
