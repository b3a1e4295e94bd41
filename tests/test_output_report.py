"""The report: one page that holds all it shows, escapes what a scan says, and works in a real browser."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from browser import PATIENCE_MS, Told, chromium, needs_browser, serious, told_to_readers, unnamed
from output_documents import SAMPLES, cleaned, original
from PIL import Image, ImageDraw
from test_cli import in_process

from ocr_fix.document import Block, Box, Document, Edit, Line, Metadata, Page, Word, in_order
from ocr_fix.original import OriginalFile
from ocr_fix.output import render_report
from ocr_fix.review import apply_decisions, read_decisions

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog
    from playwright.sync_api import Page as Tab

HOSTILE = '<img/src=x onerror="alert(1)">'.replace(" ", "\u00a0")
BREAKOUT = "</script><script>alert(2)</script>"
QUOTED = "\"onmouseover='alert(3)'"
TURNED = "abc\u202edef"

# Pages of 800 x 1000 pixels with rows of words; each word is a black bar where its box is.
COLUMNS, ROWS, PAGES = 10, 25, 4


def box_of(index: int) -> Box:
    row, column = divmod(index % (COLUMNS * ROWS), COLUMNS)
    return Box(40 + 72 * column, 30 + 38 * row, 40 + 72 * column + 50, 30 + 38 * row + 20)


def word_of(index: int) -> Word:
    word = Word(f"läst{index}", box_of(index), 0.8)
    if index % 10 == 9:
        return word.edited(word.text, Edit("doubtful", 0.35, "two rivals"))
    kind: Any = ["word", "sign"][index % 2]
    return word.edited(f"tryckt{index}", Edit(kind, (index % 100) / 100, f"reason {index}"))


def thousand_changes() -> tuple[Document, OriginalFile]:
    pictures = [Image.new("L", (800, 1000), 255) for _ in range(PAGES)]
    pages = []
    for number, picture in enumerate(pictures):
        draw = ImageDraw.Draw(picture)
        lines = []
        for row in range(ROWS):
            first = (number * ROWS + row) * COLUMNS
            lines.append(Line(tuple(word_of(index) for index in range(first, first + COLUMNS))))
            for index in range(first, first + COLUMNS):
                box = box_of(index)
                draw.rectangle((box.left, box.top, box.right - 1, box.bottom - 1), fill=0)
        pages.append(Page(number + 1, (Block(tuple(lines)),), 800, 1000, 100))
    file = BytesIO()
    pictures[0].save(file, "TIFF", save_all=True, append_images=pictures[1:], dpi=(100, 100), compression="tiff_lzw")
    document = Document("tusen.tif", "image", tuple(pages), Metadata("Årsredovisning", "2010-01-31", "KS 2010/1"))
    return document, OriginalFile(file.getvalue(), name="tusen.tif")


def hostile() -> Document:
    words = [
        Word(HOSTILE).edited(BREAKOUT, Edit("word", 0.5, QUOTED)),
        Word(QUOTED).edited(QUOTED, Edit("doubtful", 0.5, BREAKOUT)),
        Word(TURNED).edited("abcdef", Edit("normal-form", 1.0, "\x07invisible")),
    ]
    page = Page(1, (Block((Line(tuple(words)),)),))
    return Document(f"{BREAKOUT}.txt", "text", (page, Page(2, failure=HOSTILE)), Metadata(HOSTILE))


def test_the_page_holds_all_it_shows() -> None:
    document, source = thousand_changes()
    content = render_report(document, source).decode("utf-8")
    assert "default-src 'none'" in content
    assert not re.search(r"(?:src|href|url|@import)\s*[=(]?\s*[\"']?\s*(?:https?:)?//", content)
    assert content.count("url(") == content.count('url("data:image/') == PAGES
    assert content.count("<script") == content.count("</script>") == 2  # the words, and what works with them


def test_what_a_scan_says_is_no_mark_of_the_page() -> None:
    content = render_report(hostile()).decode("utf-8")
    assert "<img" not in content
    assert content.count("<script") == content.count("</script") == 2
    assert "\u202e" not in content
    assert "\x07" not in content
    assert "&lt;/script&gt;&lt;script&gt;alert(2)&lt;/script&gt;" in content
    assert "Page 2: &lt;img/src=x" in content


def test_a_report_without_its_file_has_the_words_around() -> None:
    document, _ = thousand_changes()
    content = render_report(document).decode("utf-8")
    assert "<figure" not in content
    assert "<mark><bdi>tryckt0</bdi></mark> tryckt1 tryckt2" in content


def test_a_page_that_was_turned_stands_upright() -> None:
    picture = Image.new("L", (200, 100), 255)
    picture.paste(0, (0, 0, 50, 100))
    file = BytesIO()
    picture.save(file, "PNG", dpi=(100, 100))
    page = Page(1, (), 100, 200, 100, rotation=90)  # clockwise: what was on the left is on top
    content = render_report(Document("x.png", "image", (page,)), OriginalFile(file.getvalue())).decode("utf-8")
    (packed,) = re.findall(r'url\("data:image/\w+;base64,([^"]+)"', content)
    shown = Image.open(BytesIO(base64.b64decode(packed))).convert("L")
    assert shown.size == (100, 200)
    assert shown.crop((0, 0, 100, 45)).getextrema()[1] < 60  # type: ignore[operator]
    assert shown.crop((0, 60, 100, 200)).getextrema()[0] > 200  # type: ignore[operator]


def test_a_page_that_cannot_be_read_any_more_is_left_out() -> None:
    document, _ = thousand_changes()
    content = render_report(document, OriginalFile(b"\x89PNG\r\n\x1a\n broken", name="x.png")).decode("utf-8")
    assert "<figure" not in content
    assert content.count('<li class="change') == 1000


def test_a_document_without_changes_says_so() -> None:
    content = render_report(Document("ren.txt", "text", (Page(1, (Block((Line((Word("Nämnden"),)),)),)),)))
    assert b"Nothing was changed" in content


def test_the_command_line_writes_it_beside_the_text(tmp_path: Path) -> None:
    done = in_process(SAMPLES / "legacy-2008.txt", "--report", tmp_path / "rapport.html", "-o", tmp_path / "ut.txt")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    document = cleaned("legacy-2008.txt")
    content = (tmp_path / "rapport.html").read_text(encoding="utf-8")
    assert content == render_report(document, original("legacy-2008.txt")).decode("utf-8")
    assert content.count('<li class="change') == len(document.changes) + len(document.doubts) > 100


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def thousand(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("report") / "tusen.html"
    file.write_bytes(render_report(*thousand_changes()))
    return file


class Watched:
    """A tab that keeps what went wrong in it."""

    def __init__(self, browser: Browser, file: Path, before: str = "", **options: Any) -> None:
        self.context = browser.new_context(viewport={"width": 1300, "height": 800}, **options)
        self.context.set_default_timeout(PATIENCE_MS)
        self.tab: Tab = self.context.new_page()
        self.problems: list[str] = []
        self.requests: list[str] = []
        self.tab.on("console", lambda message: self.problems.append(message.text))
        self.tab.on("pageerror", lambda error: self.problems.append(str(error)))
        self.tab.on("dialog", self._dismiss)
        self.tab.on("request", lambda request: self.requests.append(request.url))
        if before:
            self.tab.add_init_script(before)
        self.tab.goto(file.as_uri())

    def _dismiss(self, dialog: Dialog) -> None:
        self.problems.append(dialog.message)
        dialog.dismiss()

    def __enter__(self) -> Watched:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()
        assert self.problems == []
        assert {url for url in self.requests if not url.startswith(("data:", "blob:"))} == {self.requests[0]}

    def visible(self) -> list[str]:
        found = self.tab.eval_on_selector_all(".change:not([hidden])", "rows => rows.map(row => row.id)")
        return [str(each) for each in found]

    def current(self) -> str | None:
        row = self.tab.query_selector(".change[aria-current]")
        return None if row is None else row.get_attribute("id")

    def outcomes(self) -> list[str]:
        return self.tab.locator(".outcome").all_text_contents()  # also of rows that are out of sight

    def shown(self) -> str:
        return self.tab.inner_text(".shown")


@needs_browser
@pytest.mark.slow
def test_a_thousand_changes_can_be_filtered(browser: Browser, thousand: Path) -> None:
    with Watched(browser, thousand) as page:
        tab = page.tab
        assert page.shown() == "1000 shown"
        tab.uncheck("input[value=word]")
        assert page.shown() == "500 of 1000 shown"
        tab.uncheck("input[value=sign]")
        assert page.visible() == [f"c{index}" for index in range(10, 1001, 10)]
        assert tab.locator(".mark:visible").count() == 100
        tab.fill("input[name=sure]", "20")
        assert page.shown() == "0 of 1000 shown"
        assert tab.is_visible("text=Nothing fits these filters.")
        tab.keyboard.press("Escape")
        assert page.shown() == "1000 shown"
        tab.fill("input[name=sure]", "20")
        assert all(int(row.split("c")[1]) % 100 in range(1, 22) for row in page.visible())
        tab.fill("input[name=find]", "TRYCKT202")
        assert page.visible() == ["c203"]
        tab.fill("input[name=find]", "")
        tab.fill("input[name=sure]", "100")
        tab.select_option("select[name=order]", "sure")
        sureness = tab.eval_on_selector_all(".change", "rows => rows.map(row => Number(row.dataset.sure))")
        assert sureness == sorted(sureness)
        assert tab.locator("li.page:visible").count() == 0
        tab.select_option("select[name=order]", "text")
        assert page.visible() == [f"c{index}" for index in range(1, 1001)]


@needs_browser
@pytest.mark.slow
def test_it_is_used_with_the_keyboard_alone(browser: Browser, thousand: Path) -> None:
    with Watched(browser, thousand) as page:
        keyboard = page.tab.keyboard
        keyboard.press("j")
        keyboard.press("ArrowDown")
        assert page.current() == "c2"
        keyboard.press("k")
        assert page.current() == "c1"
        keyboard.press("J")
        assert page.current() == "c251"
        assert page.tab.locator("#p2 .mark.current").count() == 1
        keyboard.press("K")
        assert page.current() == "c1"
        keyboard.press("End")
        assert page.current() == "c1000"
        assert page.tab.locator("#c1000").bounding_box() is not None
        keyboard.press("d")
        assert page.shown() == "100 of 1000 shown"
        keyboard.press("d")
        assert page.shown() == "1000 shown"
        keyboard.press("/")
        keyboard.type("jkd tryckt7")
        assert page.shown() == "0 of 1000 shown"
        keyboard.press("Escape")
        assert page.shown() == "1000 shown"
        keyboard.press("?")
        assert page.tab.is_visible("dialog")
        keyboard.press("Escape")
        assert not page.tab.is_visible("dialog")
        assert page.tab.url.endswith("#c1000")


@needs_browser
@pytest.mark.slow
def test_words_are_marked_where_they_stand(browser: Browser, thousand: Path) -> None:
    with Watched(browser, thousand) as page:
        tab = page.tab
        tab.locator("#p1 .mark").nth(123).click()
        assert page.current() == "c124"
        row, scan = tab.locator("#c124"), tab.locator("#p1 .scan")
        inside, mark, paper = row.bounding_box(), tab.locator(".mark.current").bounding_box(), scan.bounding_box()
        assert inside is not None
        assert mark is not None
        assert paper is not None
        assert 0 <= inside["y"] < 800  # the list has scrolled to it
        box = box_of(123)
        assert (mark["x"] - paper["x"]) / paper["width"] == pytest.approx(box.left / 800, abs=0.003)
        assert (mark["y"] - paper["y"]) / paper["height"] == pytest.approx(box.top / 1000, abs=0.003)
        assert mark["width"] / paper["width"] == pytest.approx(50 / 800, abs=0.003)
        # The crop shows the black bar that the word is, with white around it.
        picture = Image.open(BytesIO(row.locator(".crop").screenshot())).convert("L")
        middle, before = (picture.width // 2, picture.height // 2), (picture.width // 6, picture.height // 2)
        assert picture.getpixel(middle) < 60 < 200 < picture.getpixel(before)  # type: ignore[operator]
        # Two fingers that part enlarge the scans, and buttons do.
        wide = paper["width"]
        tab.evaluate(
            """() => {
              const scans = document.querySelector(".scans");
              const finger = (name, pointerId, clientX) =>
                scans.dispatchEvent(new PointerEvent(name, { pointerId, clientX, clientY: 300, bubbles: true }));
              finger("pointerdown", 1, 400);
              finger("pointerdown", 2, 500);
              finger("pointermove", 2, 600);
              finger("pointerup", 1, 400);
              finger("pointerup", 2, 600);
            }"""
        )
        assert scan.evaluate("paper => paper.getBoundingClientRect().width") == pytest.approx(2 * wide, rel=0.05)
        tab.click("button[name=smaller]")
        assert scan.evaluate("paper => paper.getBoundingClientRect().width") == pytest.approx(1.6 * wide, rel=0.05)


@needs_browser
@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_can_be_read_in_the_light_and_in_the_dark(browser: Browser, thousand: Path, scheme: Any) -> None:
    with Watched(browser, thousand, color_scheme=scheme) as page:
        tab = page.tab
        tab.keyboard.press("j")
        ground = colour(tab, ".change", "background-color")
        assert (luminance(ground) > 0.5) == (scheme == "light")
        for selector in (".change ins", ".change del", ".change .context", ".change .kind", ".place", ".doubtful ins"):
            lighter, darker = sorted((luminance(ground), luminance(colour(tab, selector, "color"))), reverse=True)
            assert (lighter + 0.05) / (darker + 0.05) >= 4.5, selector  # WCAG 2.2, 1.4.3


def colour(tab: Tab, selector: str, name: str) -> tuple[float, ...]:
    value = tab.eval_on_selector(selector, f"e => getComputedStyle(e).getPropertyValue('{name}')")
    return tuple(float(part) for part in re.findall(r"[\d.]+", value)[:3])


def luminance(colour: tuple[float, ...]) -> float:
    parts = [c / 255 / 12.92 if c / 255 <= 0.04045 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@needs_browser
@pytest.mark.slow
def test_hostile_text_does_nothing_in_a_browser(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "ont.html").write_bytes(render_report(hostile()))
    with Watched(browser, tmp_path / "ont.html") as page:
        assert page.shown() == "3 shown"
        assert page.tab.inner_text("h1") == HOSTILE
        assert page.tab.inner_text("#c1 del") == HOSTILE
        assert page.tab.inner_text("#c1 ins") == BREAKOUT
        assert page.tab.inner_text("#c3 del") == "abc\ufffddef"
        page.tab.hover("#c2")
        page.tab.fill("input[name=find]", QUOTED)
        assert page.visible() == ["c1", "c2"]


@needs_browser
@pytest.mark.slow
def test_it_can_be_read_without_scripts_and_on_a_telephone(browser: Browser, thousand: Path) -> None:
    with Watched(browser, thousand, java_script_enabled=False) as page:
        assert not page.tab.is_visible("header form")
        assert page.tab.is_visible("#c1")
    with Watched(browser, thousand) as page:
        page.tab.set_viewport_size({"width": 400, "height": 800})
        page.tab.keyboard.press("j")
        assert page.tab.locator("#c1").is_visible()
        width = page.tab.evaluate("document.documentElement.scrollWidth")
        assert width <= 400


@needs_browser
@pytest.mark.slow
def test_scans_are_enlarged_by_two_fingers_and_by_buttons(browser: Browser, thousand: Path) -> None:
    with Watched(browser, thousand, has_touch=True) as page:
        page.tab.set_viewport_size({"width": 400, "height": 800})

        def width() -> float:
            return float(page.tab.evaluate("document.querySelector('figure').offsetWidth"))

        at_first = width()
        frame = page.tab.locator(".scans").bounding_box()
        assert frame is not None
        middle = frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] / 2
        session = page.context.new_cdp_session(page.tab)

        def touch(kind: str, apart: float) -> None:
            points = [{"x": middle[0] + side * apart, "y": middle[1], "id": at} for at, side in enumerate((-1, 1))]
            session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points if apart else []})

        for begun, ended, factor in ((30, 60, 2), (60, 30, 1)):
            touch("touchStart", begun)
            for step in range(1, 7):
                touch("touchMove", begun + (ended - begun) * step / 6)
            touch("touchEnd", 0)
            assert width() == pytest.approx(at_first * factor, rel=0.05)
        page.tab.click("button[name=larger]")
        assert width() == pytest.approx(at_first * 1.25, rel=0.05)
        page.tab.click("button[name=smaller]")
        assert width() == pytest.approx(at_first, rel=0.05)


@needs_browser
@pytest.mark.slow
def test_places_are_decided_with_the_keyboard(browser: Browser, thousand: Path, tmp_path: Path) -> None:
    document, _ = thousand_changes()
    with Watched(browser, thousand) as page:
        tab, press = page.tab, page.tab.keyboard.press
        press("j")
        press("a")  # goes on to the next
        press("r")
        press("e")
        tab.keyboard.type("prövat")
        press("Enter")
        assert page.outcomes() == ["accepted", "rejected", "becomes prövat"]
        press("u")
        assert page.outcomes() == ["accepted", "rejected"]
        assert page.current() == "c3"
        press("n")
        assert page.shown() == "998 of 1000 shown"
        tab.fill("input[name=who]", "Anna")
        with tab.expect_download() as waited:
            tab.click("button[name=export]")
        waited.value.save_as(tmp_path / "decisions.json")
        decisions = read_decisions(tmp_path / "decisions.json")
        decided = apply_decisions(document, decisions)
        assert decided.text.startswith("tryckt0 läst1 tryckt2 ")
        assert [change.kind for change in decided.changes[:3]] == ["reviewed", "reviewed", "word"]
        tab.reload()
        assert page.outcomes() == ["accepted", "rejected"]  # the browser has kept them
    with Watched(browser, thousand) as page:
        assert page.outcomes() == []
        page.tab.set_input_files("input[type=file]", tmp_path / "decisions.json")
        page.tab.wait_for_selector("text=2 decisions taken")
        assert page.outcomes() == ["accepted", "rejected"]


@needs_browser
@pytest.mark.slow
def test_any_word_can_be_decided_and_all_that_are_alike(browser: Browser, tmp_path: Path) -> None:
    picture = Image.new("L", (800, 1000), 255)
    file = BytesIO()
    picture.save(file, "PNG", dpi=(100, 100))
    lines = [Line(tuple(Word("vag", box_of(10 * row + column), 0.9) for column in range(3))) for row in range(2)]
    document = Document("ren.png", "image", (Page(1, (Block(tuple(lines)),), 800, 1000, 100),))
    (tmp_path / "ren.html").write_bytes(render_report(document, OriginalFile(file.getvalue())))
    with Watched(browser, tmp_path / "ren.html") as page:
        tab = page.tab
        paper = tab.locator(".scan").bounding_box()
        assert paper is not None
        box = box_of(11)
        tab.mouse.click(
            paper["x"] + paper["width"] * (box.left + box.right) / 1600,
            paper["y"] + paper["height"] * (box.top + box.bottom) / 2000,
        )
        assert page.current() == "w4"
        tab.keyboard.press("W")
        assert page.visible() == ["w3"]  # what was only looked at has gone
        tab.check("input[name=alike]")
        tab.keyboard.press("e")
        tab.keyboard.type("väg")
        tab.keyboard.press("Enter")
        assert page.outcomes() == ["becomes väg"] * 6
        assert page.visible() == [f"w{index}" for index in range(6)]
        assert tab.inner_text(".said") == "vag: väg, 6 places"
        tab.keyboard.press("u")
        assert page.outcomes() == []


@needs_browser
@pytest.mark.slow
def test_a_key_among_a_thousand_changes_touches_a_few(browser: Browser, thousand: Path) -> None:
    with Watched(browser, thousand) as page:
        touched = page.tab.evaluate(
            """async () => {
              const touched = [];
              let now = 0;
              const watch = new MutationObserver((seen) => { now += seen.length; });
              watch.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
              for (const key of "jarjarunjakar") {
                now = 0;
                document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
                await new Promise((shown) => requestAnimationFrame(() => setTimeout(shown)));
                touched.push(now);
              }
              return touched;
            }"""
        )
        assert 0 < max(touched) < 100


@needs_browser
@pytest.mark.slow
def test_decisions_do_without_what_the_browser_keeps(browser: Browser, thousand: Path) -> None:
    denied = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied'); } })"
    with Watched(browser, thousand, before=denied) as page:
        page.tab.keyboard.press("j")
        page.tab.keyboard.press("a")
        assert page.outcomes() == ["accepted"]
        assert "export the decisions" in page.tab.inner_text(".said")


@needs_browser
@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1300, 400])
def test_nothing_stands_in_the_way_of_those_who_do_not_see(
    browser: Browser, tmp_path: Path, scheme: Any, width: int
) -> None:
    document = cleaned("nyhetsbrev.pdf")
    (tmp_path / "scan.html").write_bytes(render_report(document, original("nyhetsbrev.pdf")))
    with Watched(browser, tmp_path / "scan.html", color_scheme=scheme) as page:
        page.tab.set_viewport_size({"width": width, "height": 800})
        page.tab.keyboard.press("j")
        page.tab.keyboard.press("a")
        assert page.tab.evaluate("document.documentElement.scrollWidth") <= width
        assert serious(page.tab) == []


def focused(tab: Tab) -> Told:
    """Where a screen reader is, the page itself aside."""
    told = told_to_readers(tab)
    assert unnamed(told) == []
    (there,) = (each for each in told if each.states.get("focused") and each.role != "RootWebArea")
    return there


@needs_browser
@pytest.mark.slow
def test_a_screen_reader_is_told_what_there_is_and_what_was_decided(browser: Browser, thousand: Path) -> None:
    with Watched(browser, thousand) as page:
        tab = page.tab
        told = told_to_readers(tab)
        assert unnamed(told) == []  # rows and marks that are out of sight among them
        rows = [each.name for each in told if each.role == "listitem" and each.states.get("focusable")]
        assert rows[0] == "läst0 to tryckt0, misread word, 0 %, page 1, line 1"
        assert rows[999] == "läst999, left as it was read, doubtful, 35 %, page 4, line 25"
        assert len(rows) == 1000
        assert [each.name for each in told if each.role in {"region", "form"} and each.name] == ["Decide", "Scans"]
        # Where a screen reader leaves keys to the page, or it would take a, e, k and r for its own.
        assert [each.name for each in told if each.role == "application"] == ["Changes"]
        assert [each.text for each in told if each.states.get("live") == "polite"].count("1000 shown") == 1
        tab.keyboard.press("j")
        assert focused(tab).name == rows[0]
        assert focused(tab).description == "tryckt0 tryckt1 tryckt2 tryckt3 tryckt4 tryckt5 …. reason 0"
        tab.keyboard.press("a")  # said, and the next one is looked at
        assert [each.text for each in told_to_readers(tab) if each.states.get("live") == "polite"].count(
            "läst0: tryckt0"
        ) == 1
        assert focused(tab).name == rows[1]
        tab.keyboard.press("k")
        assert focused(tab).name == f"{rows[0]}, accepted"
        tab.keyboard.press("e")
        told = told_to_readers(tab)
        (dialog,) = (each for each in told if each.role == "dialog")
        assert (dialog.name, dialog.states.get("modal")) == ("What is printed there", True)
        assert (focused(tab).role, focused(tab).name) == ("textbox", "Printed there")
        tab.keyboard.press("Escape")
        assert focused(tab).name == f"{rows[0]}, accepted"
        tab.keyboard.press("u")
        assert focused(tab).name == rows[0]
        tab.keyboard.press("w")
        tab.keyboard.press("e")
        tab.keyboard.type("annat")
        tab.keyboard.press("Enter")
        tab.keyboard.press("k")
        assert focused(tab).name == f"{rows[1]}, becomes annat"


@needs_browser
@pytest.mark.slow
def test_the_tabulator_goes_as_the_page_reads(browser: Browser, thousand: Path) -> None:
    with Watched(browser, thousand) as page:
        names = []
        for _ in range(17):
            page.tab.keyboard.press("Tab")
            names.append(focused(page.tab).name)
        assert names == [
            *(
                "misread word 500",
                "sign 400",
                "doubtful 100",
                "only undecided",
                "No surer than",
                "Find",
                "Order",
                "Keys",
            ),
            *("all alike", "Undo u", "Your name", "Export", "Import", "Scans smaller", "Scans larger"),
            *("Changes", "Scans"),
        ]


@needs_browser
@pytest.mark.slow
def test_the_report_on_a_real_scan(browser: Browser, tmp_path: Path) -> None:
    document = cleaned("nyhetsbrev.pdf")
    (tmp_path / "scan.html").write_bytes(render_report(document, original("nyhetsbrev.pdf")))
    with Watched(browser, tmp_path / "scan.html") as page:
        told = in_order(document.changes, document.doubts)
        assert page.shown() == f"{len(told)} shown"
        assert page.tab.locator("figure").count() == len(document.pages)
        rows = page.tab.locator(".change")
        for index, change in enumerate(told):
            assert rows.nth(index).locator("ins").text_content() == change.after
            assert rows.nth(index).locator(".crop").count() >= 1
