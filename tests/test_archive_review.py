"""The review server: on loopback, for those who have the token; what was saved is kept and carried out."""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread, Timer
from typing import Any
from urllib.parse import urlsplit

import psutil
import pytest
from archive_runs import PATIENCE_SECONDS, batch, begun, damaged_text, scan, until, workers
from browser import chromium, needs_browser, serious, told_to_readers, unnamed
from test_cli import in_process

from ocr_fix.archive.lock import writing
from ocr_fix.archive.review.documents import ReviewedDocument, Reviewing
from ocr_fix.archive.review.door import opened, way_to
from ocr_fix.archive.review.log import DecisionLog
from ocr_fix.archive.review.server import ReviewServer
from ocr_fix.archive.reviewed import key_of
from ocr_fix.errors import InputError, OcrFixError, OutputError
from ocr_fix.review import places


@pytest.fixture
def target(tmp_path: Path) -> Path:
    source = tmp_path / "src"
    source.mkdir()
    (source / "a.txt").write_text(damaged_text(1), encoding="utf-8")
    batch(source, tmp_path / "dst", "--format", "text,json")
    return tmp_path / "dst"


@contextmanager
def served(target: Path) -> Iterator[ReviewServer]:
    with ReviewServer(Reviewing(str(target))) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield server
        server.shutdown()


def ask(
    server: ReviewServer, path: str, body: object = None, *, token: str | None = None, **headers: str
) -> tuple[int, bytes, dict[str, str]]:
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=30)
    headers = {"Host": f"127.0.0.1:{server.server_port}", **headers}
    address = f"/{server.token if token is None else token}/{path}"
    if body is None:
        connection.request("GET", address, headers=headers)
    else:
        headers = {"Origin": f"http://{headers['Host']}", "Content-Type": "application/json", **headers}
        connection.request("POST", address, json.dumps(body), headers)
    answer = connection.getresponse()
    told = answer.status, answer.read(), dict(answer.getheaders())
    connection.close()
    return told


def only(target: Path | ReviewServer) -> ReviewedDocument:
    reviewing = target.reviewing if isinstance(target, ReviewServer) else Reviewing(str(target))
    (document,) = reviewing.documents.values()
    return document


def proposal(document: ReviewedDocument, number: int, becomes: str, seen: int = 0, **more: Any) -> dict[str, Any]:
    place = next(each for each in places(document.document()) if each.word == number)
    return {**place.decide(becomes).to_dict(), "seen": seen, "withdrawn": False, **more}


def test_what_is_decided_is_carried_out_and_taken_back(target: Path) -> None:
    before = (target / "a.txt").read_bytes()
    with served(target) as server:
        document = only(server)
        path = f"d/{document.key}/decisions"
        status, content, _ = ask(server, path, {"decisions": [proposal(document, 0, "Prot")]})
        assert (status, json.loads(content)) == (200, {"saved": [[0, 1]], "refused": []})
        until(
            lambda: (target / "a.txt").read_text(encoding="utf-8").startswith("Prot nummer"),
            "the outputs as they are decided",
        )
        until(
            lambda: '"reviewed"' in (target / "a.json").read_text(encoding="utf-8"), "the outputs as they are decided"
        )
        assert json.loads(ask(server, f"{path}?since=0")[1])["decisions"][0]["becomes"] == "Prot"
        withdrawn = proposal(document, 0, "", 1, withdrawn=True)
        assert ask(server, path, {"decisions": [withdrawn]})[0] == 200
        until(lambda: (target / "a.txt").read_bytes() == before, "the outputs as they are decided")


def test_documents_come_by_how_much_they_need_a_reviewer(tmp_path: Path) -> None:
    source = tmp_path / "src"
    source.mkdir()
    told = {"b.txt": (0, 0.7), "c.txt": (3, 0.9), "d.txt": (0, 0.99), "a.txt": (3, 0.99), "e.txt": (12, 0.99)}
    for number, name in enumerate(told):
        (source / name).write_text(damaged_text(number), encoding="utf-8")
    batch(source, tmp_path / "dst", "--format", "text,json")
    with closing(sqlite3.connect(tmp_path / "dst" / ".ocrfix" / "journal.sqlite")) as journal, journal:
        for name, (doubtful, confidence) in told.items():
            values = doubtful, confidence, name.encode()
            journal.execute("UPDATE files SET doubtful = ?, confidence = ? WHERE path = ?", values)
    with served(tmp_path / "dst") as server:
        listed = re.findall(r">\s*(\w\.txt)\s*<", ask(server, "")[1].decode())
    assert listed == ["e.txt", "c.txt", "a.txt", "b.txt", "d.txt"]


def test_two_reviewers_do_not_lose_what_the_other_has_decided(target: Path) -> None:
    with served(target) as server:
        document = only(server)
        path = f"d/{document.key}/decisions"
        assert ask(server, path, {"decisions": [proposal(document, 0, "Första")]})[0] == 200
        both = [proposal(document, 0, "Andra"), proposal(document, 1, "nr")]
        status, content, _ = ask(server, path, {"decisions": both})
        assert status == 409
        told = json.loads(content)
        assert told["saved"] == [[1, 2]]
        assert [(each["word"], each["becomes"]) for each in told["refused"]] == [(0, "Första")]
        assert ask(server, path, {"decisions": [proposal(document, 0, "Andra", seen=1)]})[0] == 200
        assert [each["becomes"] for each in DecisionLog(next(target.glob(".ocrfix/review/*.jsonl"))).standing()] == [
            "nr",
            "Andra",
        ]


def test_only_who_has_the_address_gets_in(target: Path) -> None:
    with served(target) as server:
        port = server.server_port
        assert ask(server, "", token="other")[0] == 403
        assert ask(server, "", Host=f"evil.example:{port}")[0] == 421
        document = only(server)
        body = {"decisions": [proposal(document, 0, "x")]}
        path = f"d/{document.key}/decisions"
        assert ask(server, path, body, Origin="http://evil.example")[0] == 403
        assert ask(server, path, body, **{"Content-Type": "text/plain"})[0] == 404
        assert ask(server, path, {"decisions": [{}]})[0] == 400
        assert ask(server, path, {"decisions": [{**body["decisions"][0], "was": "annat", "becomes": "y"}]})[0] == 422
        assert ask(server, "d/none/")[0] == 400
        status, content, headers = ask(server, "")
        assert status == 200
        assert b"a.txt" in content
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert headers["Referrer-Policy"] == "no-referrer"
        assert ask(server, f"{path}?since=0")[1] == b'{"decisions": [], "problems": []}'


def test_a_text_that_somebody_has_edited_is_left(target: Path) -> None:
    (target / "a.txt").write_text("Min egen text\n", encoding="utf-8")
    document = only(target)
    document.save([proposal(document, 0, "Prot")])
    assert "somebody has edited it" in document.apply()[0]
    assert (target / "a.txt").read_text(encoding="utf-8") == "Min egen text\n"
    (target / "a.json").write_text("{}", encoding="utf-8")
    with pytest.raises(InputError, match="not as it was written"):
        document.document()


def test_what_could_not_be_carried_out_is_told_to_the_page(target: Path) -> None:
    (target / "a.txt").write_text("Min egen text\n", encoding="utf-8")
    with served(target) as server:
        document = only(server)
        path = f"d/{document.key}/decisions"
        assert json.loads(ask(server, path)[1])["problems"] == []
        assert ask(server, path, {"decisions": [proposal(document, 0, "Prot")]})[0] == 200
        until(lambda: bool(json.loads(ask(server, path)[1])["problems"]), "the problem")
        (told,) = json.loads(ask(server, path)[1])["problems"]
        assert told.endswith("a.txt: somebody has edited it; it is left as it is")


@pytest.mark.slow
def test_what_was_reviewed_teaches_and_is_carried_out_when_the_batch_makes_the_document_anew(target: Path) -> None:
    document = only(target)
    before = (target / "a.txt").read_bytes()
    words = [place for place in places(document.document()) if place.text in {"Protokoll", "Nämnden"}]
    document.save([proposal(document, place.word, "Wretlösa") for place in words])
    assert document.apply() == []
    reviewed = (target / "a.txt").read_bytes()
    assert "Wretlösa: reviewed 2 times" in in_process("learn", target).stdout.decode()
    # Reviewed outputs are left to those who reviewed them, and written with what they decided where that is asked for.
    source = target.parent / "src"
    batch(source, target, "--format", "text,json", "--words", source / "a.txt")
    assert (target / "a.txt").read_bytes() == reviewed
    batch(source, target, "--format", "text,json", "--overwrite-edited")
    assert (target / "a.txt").read_bytes() == reviewed
    # A server that was begun before goes by what stands there now, and takes back what was decided; also where the
    # document was made anew with other options than before: then it is what these make of it.
    batch(source, target, "--format", "text,json", "--overwrite-edited", "--lines", "keep")
    document.save([proposal(document, place.word, "", 2, withdrawn=True) for place in words])
    assert document.apply() == []
    assert (target / "a.txt").read_text(encoding="utf-8").startswith("Protokoll nummer 1.\n\nNämnden har")
    document.save([proposal(document, place.word, "Wretlösa", 4) for place in words])
    assert document.apply() == []
    batch(source, target, "--format", "text,json", "--overwrite-edited")
    document.save([proposal(document, place.word, "", 6, withdrawn=True) for place in words])
    assert document.apply() == []
    assert (target / "a.txt").read_bytes() == before


@pytest.mark.slow
def test_a_run_and_a_reviewer_do_not_write_at_once(target: Path) -> None:
    document = only(target)
    document.save([proposal(document, 0, "Prot")])
    before = (target / "a.txt").read_bytes()
    state = target / ".ocrfix"
    reviewer = Thread(target=document.apply)
    with writing(state), writing(state):  # workers write side by side
        reviewer.start()
        until(lambda: any(state.glob("review/*.jsonl")), "the decision")
        reviewer.join(0.3)
        assert reviewer.is_alive()
        assert (target / "a.txt").read_bytes() == before
    reviewer.join()
    assert (target / "a.txt").read_text(encoding="utf-8").startswith("Prot nummer")
    with begun(target.parent / "src", target, "--format", "text,json,markdown") as run:
        with writing(state, alone=True):
            until(lambda: any(map(_waits_for(state / "writing"), workers())), "a worker with an output")
            assert not (target / "a.md").exists()
        assert run.wait(PATIENCE_SECONDS) == 0
    assert (target / "a.md").exists()


def _waits_for(lock: Path) -> Callable[[psutil.Process], bool]:
    def waits(process: psutil.Process) -> bool:
        with suppress(psutil.Error):
            return any(Path(each.path) == lock for each in process.open_files())
        return False

    return waits


def test_a_log_that_was_cut_off_loses_the_last_line_alone(tmp_path: Path) -> None:
    file = tmp_path / "log.jsonl"
    log = DecisionLog(file)
    log.append([(1, {"becomes": "ett", "word": 1})])
    log.append([(2, {"becomes": "två", "word": 2})])
    file.write_bytes(file.read_bytes()[:-5])
    again = DecisionLog(file)
    assert [each["becomes"] for each in again.standing()] == ["ett"]
    again.append([(1, None)])
    assert DecisionLog(file).standing() == []
    file.write_bytes(b"rubbish\n")
    with pytest.raises(OutputError):
        DecisionLog(file)


@pytest.mark.slow
def test_a_server_that_is_killed_has_kept_what_it_has_said_to_be_saved(target: Path) -> None:
    command = [sys.executable, "-m", "ocr_fix", "review", str(target)]
    document = only(target)
    words = [place for place in places(document.document()) if place.text]
    said = 0
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = urlsplit(process.stdout.readline().strip())
        door = target / ".ocrfix" / "review" / "open.html"
        assert address.path in door.read_text(encoding="utf-8")
        assert door.stat().st_mode & 0o077 == 0  # the token is for who began it
        refused = subprocess.run(command, capture_output=True, text=True, check=False)
        assert refused.returncode == OutputError.exit_code
        Timer(0.4, process.kill).start()
        try:
            for place in words * 50:
                body = {"decisions": [{**place.decide("ord").to_dict(), "seen": 10**6, "withdrawn": False}]}
                headers = {"Origin": f"http://{address.netloc}", "Content-Type": "application/json"}
                with closing(HTTPConnection(address.netloc, timeout=30)) as connection:
                    connection.request("POST", f"{address.path}d/{document.key}/decisions", json.dumps(body), headers)
                    assert connection.getresponse().status == 200
                said += 1
        except OSError:
            pass
    kept = DecisionLog(next(target.glob(".ocrfix/review/*.jsonl"))).length
    assert said <= kept <= said + 1
    with served(target):  # what was not carried out is
        until(lambda: not only(target).waits, "the outputs as they are decided")
    assert (target / "a.txt").read_text(encoding="utf-8").startswith("ord ")


@needs_browser
@pytest.mark.slow
def test_two_browsers_see_each_other(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    scan(tmp_path / "src" / "a.png")
    (tmp_path / "src" / "b.txt").write_text(damaged_text(), encoding="utf-8")
    batch(tmp_path / "src", tmp_path / "dst", "--format", "text,json")
    with served(tmp_path / "dst") as server, chromium() as browser:
        requests: list[str] = []
        tabs = [browser.new_context().new_page() for _ in range(2)]
        for tab in tabs:
            tab.on("request", lambda request: requests.append(request.url))
            tab.goto(server.address)
            assert serious(tab) == []
            told = told_to_readers(tab)
            assert unnamed(told) == []
            assert {"a.png", "b.txt"} <= {each.name for each in told if each.role == "link"}
            tab.click("text=a.png")
        one, other = tabs
        one.keyboard.press("w")
        one.keyboard.press("e")
        one.keyboard.type("Blad")
        one.keyboard.press("Enter")
        other.wait_for_selector("text=becomes Blad")
        until(
            lambda: (tmp_path / "dst" / "a.txt").read_text(encoding="utf-8").startswith("Blad"),
            "the outputs as they are decided",
        )
        assert serious(one) == []
        assert unnamed(told_to_readers(one)) == []
        # The summary, at the width of a telephone: as wide as that, and no word broken to letters.
        summary = browser.new_context(viewport={"width": 360, "height": 700}).new_page()
        summary.goto((tmp_path / "dst" / "ocrfix-summary.html").as_uri())
        assert serious(summary) == []
        assert unnamed(told_to_readers(summary)) == []
        assert summary.evaluate("document.documentElement.scrollWidth") <= 360
        assert min(summary.evaluate("[...document.querySelectorAll('th, td')].map(cell => cell.offsetWidth)")) > 40
        summary.click("text=Decide of words")
        assert "No review is going on" in summary.inner_text("h1")
        assert f"ocrfix review {tmp_path / 'dst'}" in summary.inner_text("p")
        door = summary.url
        with opened(str(tmp_path / "dst"), tmp_path / "dst" / ".ocrfix", server.address):
            summary.reload()
            summary.wait_for_url(server.address)
            summary.goto(way_to(door, "b.txt"))
            summary.wait_for_url(f"{server.address}d/{key_of('b.txt')}/")
        assert all(url.startswith(server.address) for url in requests)
        assert any("/scan/1" in url for url in requests)


def test_what_is_no_batch_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OcrFixError, match="no batch"):
        Reviewing(str(tmp_path))
