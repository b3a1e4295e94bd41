"""A server for the browsers of this machine.

The standard library's is enough: a few requests of a few people, on loopback, and no dependency to keep well.
Whoever has the address, with the token in it, may decide; a name that was bound anew to this machine does not pass,
since requests must name the address itself (`Host`), and other pages cannot post (`Origin`).
"""

from __future__ import annotations

import json
import logging
import secrets
import sys
from collections.abc import Callable, Sequence
from functools import cached_property
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import SimpleQueue
from threading import Thread
from urllib.parse import parse_qs, urlsplit

from ocr_fix.archive.review.documents import ReviewedDocument, Reviewing
from ocr_fix.errors import OcrFixError
from ocr_fix.notation.web_pages import page_of, policy_of, resource
from ocr_fix.output.reports.page_pictures import scan_of
from ocr_fix.output.reports.report_page import report_page, served_policy
from ocr_fix.source.faults import one_line

LOOPBACK = "127.0.0.1"
_PACKAGE = "ocr_fix.archive.review"
_SHOWN = 1000  # documents of the list; not swept: more than anybody looks through
_MOST_BYTES = 16 << 20  # of a request; not swept: some 50,000 decisions
_IDLE_SECONDS = 60.0  # after which a connection is closed; not swept: browsers open new ones
_SAFE = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}

logger = logging.getLogger(__name__)


class ReviewServer(ThreadingHTTPServer):
    """Serves the documents of a batch on loopback.

    Args:
        reviewing: the documents.
        port: 0 for one that is free.
    """

    daemon_threads = True

    def __init__(self, reviewing: Reviewing, port: int = 0) -> None:
        super().__init__((LOOPBACK, port), _Handler)
        self.reviewing = reviewing
        self.token = secrets.token_urlsafe(24)
        self.hosts = {f"{name}:{self.server_port}" for name in (LOOPBACK, "localhost")}
        self.problems: dict[str, Sequence[str]] = {}  # what could not be carried out, by the key of the document
        self._decided: SimpleQueue[ReviewedDocument] = SimpleQueue()
        for document in reviewing.documents.values():
            if document.waits:
                self._decided.put(document)
        Thread(target=self._carry_out, daemon=True).start()

    @property
    def address(self) -> str:
        """Where it is, with the token that lets one in."""
        return f"http://{LOOPBACK}:{self.server_port}/{self.token}/"

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that has hung up is nobody's error."""
        if not isinstance(sys.exception(), ConnectionError):
            logger.warning("a request could not be answered", exc_info=True)

    def decided(self, document: ReviewedDocument) -> None:
        """Have the outputs of a document written as they are decided."""
        self._decided.put(document)

    def _carry_out(self) -> None:
        while True:
            waiting = {(document := self._decided.get()).key: document}
            while not self._decided.empty():
                waiting.setdefault((document := self._decided.get()).key, document)
            for document in waiting.values():
                try:
                    problems = list(document.apply())
                except OcrFixError as error:
                    problems = [str(error)]
                self.problems[document.key] = problems
                for problem in problems:
                    logger.warning("%s", problem)


class _Handler(BaseHTTPRequestHandler):
    """One request."""

    server: ReviewServer  # pyright: ignore[reportIncompatibleVariableOverride] - no other makes it
    protocol_version = "HTTP/1.1"
    timeout = _IDLE_SECONDS

    def do_GET(self) -> None:
        """Pages, scans and what was decided."""
        self._answered(self._get)

    def do_POST(self) -> None:
        """Decisions to be saved."""
        self._answered(self._post)

    def version_string(self) -> str:
        """What the server calls itself."""
        return "ocrfix"

    def log_message(self, format: str, *args: object) -> None:
        """Requests are not told: the token is in them."""

    @cached_property
    def _parts(self) -> list[str]:
        return urlsplit(self.path).path.split("/")[1:]

    def _answered(self, answer: Callable[[], None]) -> None:
        self.__dict__.pop("_parts", None)  # a connection serves several requests
        try:
            if self.headers.get("Host") not in self.server.hosts:
                self._send(HTTPStatus.MISDIRECTED_REQUEST, b"this server answers to its own address alone")
            elif not secrets.compare_digest(self._parts[0].encode(), self.server.token.encode()):
                self._send(HTTPStatus.FORBIDDEN, b"the token is missing; open the address that ocrfix review printed")
            else:
                answer()
        except OcrFixError as error:
            self._send(HTTPStatus.UNPROCESSABLE_ENTITY, one_line(str(error)).encode())
        except (KeyError, TypeError, ValueError):
            self._send(HTTPStatus.BAD_REQUEST, b"the request is not of the form")

    def _get(self) -> None:
        match self._parts[1:]:
            case [""]:
                self._page(_listed(self.server.reviewing), policy_of(""))
            case ["d", key, ""]:
                document = self.server.reviewing.documents[key].document()
                scans = {page.number: f"scan/{page.number}" for page in document.pages if page.width and page.height}
                scans = {} if document.kind == "text" else scans
                self._page(report_page(document, scans, served=True), served_policy())
            case ["d", key, "scan", number]:
                reviewed = self.server.reviewing.documents[key]
                pages = reviewed.document().pages
                page = next(each for each in pages if each.number == int(number))
                scan = scan_of(page, reviewed.original, len(pages))
                if scan is None:
                    self._send(HTTPStatus.NOT_FOUND, b"the scan cannot be read any more")
                else:
                    self._send(HTTPStatus.OK, scan.content, scan.kind, {"Cache-Control": "private, max-age=3600"})
            case ["d", key, "decisions"]:
                since = int(parse_qs(urlsplit(self.path).query).get("since", ["0"])[0])
                entries = self.server.reviewing.documents[key].since(since)
                told = [one_line(problem) for problem in self.server.problems.get(key, ())]
                self._json(HTTPStatus.OK, {"decisions": [entry.told() for entry in entries], "problems": told})
            case _:
                self._send(HTTPStatus.NOT_FOUND, b"there is nothing here")

    def _post(self) -> None:
        size = int(self.headers.get("Content-Length", "-1"))
        if not 0 <= size <= _MOST_BYTES:
            self._send(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, b"too much at once", close=True)
            return
        body = self.rfile.read(size)
        if self.headers.get("Origin") not in {f"http://{host}" for host in self.server.hosts}:
            self._send(HTTPStatus.FORBIDDEN, b"only the page itself may decide")
            return
        match self._parts[1:]:
            case ["d", key, "decisions"] if self.headers.get_content_type() == "application/json":
                document = self.server.reviewing.documents[key]
                saved, refused = document.save(json.loads(body)["decisions"])
                if saved:
                    self.server.decided(document)
                answer = {
                    "saved": [[entry.word, entry.number] for entry in saved],
                    "refused": [entry.told() for entry in refused],
                }
                self._json(HTTPStatus.CONFLICT if refused else HTTPStatus.OK, answer)
            case _:
                self._send(HTTPStatus.NOT_FOUND, b"there is nothing here")

    def _page(self, content: bytes, policy: str) -> None:
        header = {"Content-Security-Policy": f"{policy}; frame-ancestors 'none'"}
        self._send(HTTPStatus.OK, content, "text/html; charset=utf-8", header)

    def _json(self, status: HTTPStatus, values: object) -> None:
        self._send(status, json.dumps(values).encode("ascii"), "application/json")

    def _send(
        self,
        status: HTTPStatus,
        content: bytes,
        kind: str = "text/plain; charset=utf-8",
        headers: dict[str, str] | None = None,
        *,
        close: bool = False,
    ) -> None:
        self.send_response(status)
        for name, value in {**_SAFE, **(headers or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        if close:
            self.close_connection = True
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(content)


def _listed(reviewing: Reviewing) -> bytes:
    documents = list(reviewing.documents.values())
    values = {
        "documents": [(one_line(each.row.path), each) for each in documents[:_SHOWN]],
        "more": len(documents) - _SHOWN,
        "policy": policy_of(""),
        "style": resource("ocr_fix.archive.accounts", "summary.css"),
    }
    return page_of(_PACKAGE, "documents.html.j2", **values).encode("utf-8")
