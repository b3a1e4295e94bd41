"""Public texts become a folder that the benchmarks read: from a stand-in for their host, with texts of our own."""

from __future__ import annotations

import lzma
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from benchmarks.documents import ROOT, find
from benchmarks.public import SOURCES, printed, sentences

TREEBANK = """\
# newdoc id = ett
# sent_id = 1
# text = Nämnden beslutade att bygga en skola.
1\tNämnden\tnämnd\tNOUN

# text = Den skall stå färdig i maj.
1\tDen\tden\tPRON

# newpar
# text = Avgiften höjs inte.
1\tAvgiften\tavgift\tNOUN
"""
PLAY = """\
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><front><head>Personer</head></front><body>
<div><head>Första akten.</head><pb/><fw>4</fw>
<sp><speaker>Karin.</speaker> <stage>står vid fönst<lb break="no"/>ret</stage>
<p>Hvem kommer der<lb/>öfver bron?</p></sp>
<p><note>Förlagets</note>Qvällen fal\u00ad\nler.</p></div></body></text></TEI>
"""


def test_paragraphs_of_a_treebank_are_those_it_marks() -> None:
    whole = ["Nämnden beslutade att bygga en skola. Den skall stå färdig i maj.", "Avgiften höjs inte."]
    assert list(sentences(TREEBANK)) == whole
    unmarked = TREEBANK.replace("# newdoc id = ett\n", "").replace("# newpar\n", "")
    assert list(sentences(unmarked)) == [*whole[0].replace(". ", ".|").split("|"), whole[1]]


def test_what_is_printed_of_a_play_is_its_body() -> None:
    assert list(printed(PLAY)) == [
        "Första akten.",
        "Karin. står vid fönstret Hvem kommer der öfver bron?",
        "Qvällen faller.",
    ]


SERVED = ("talbanken", "agrell-ensam", "da_ddt")
"""The others cannot be had."""


class _Host(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if not any(each in self.path for each in SERVED):
            self.send_error(404)
            return
        content = (PLAY if self.path.endswith(".xml") else TREEBANK).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.mark.slow
def test_what_is_fetched_is_what_the_benchmarks_read(tmp_path: Path) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Host) as host:
        Thread(target=host.serve_forever, daemon=True).start()
        command = [sys.executable, "-m", "benchmarks.public", str(tmp_path), "--pages", "1"]
        command += ["--from", f"http://127.0.0.1:{host.server_port}"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        host.shutdown()
    if "MissingFontError" in done.stderr:
        pytest.skip("fonts of the samples are not installed")
    assert done.returncode == 0, done.stderr
    assert "fi_tdt-ud-test.conllu: could not be had" in done.stderr
    there = find(tmp_path / "none", tmp_path / "truth", tmp_path / "none", tmp_path / "none")
    old = [document for document in there if document.group == "old-scans"]
    assert {source.name for source in SOURCES} > {"talbanken", "agrell-ensam", "da", "fi"}
    assert [document.task for document in there].count("scans") == 2
    assert {document.group for document in there} == {
        *("clean-modern", "clean-old", "clean-foreign", "english-model", "swedish-model", "scans"),
        *("old-english-model", "old-swedish-model", "old-scans"),
    }
    assert old[0].truth_text == "\n\n".join(printed(PLAY)) + "\n"
    assert (tmp_path / "truth" / "clean-old" / "agrell-ensam.source").read_text(encoding="utf-8").startswith("http")
    with lzma.open(tmp_path / "corpora" / "talbanken.txt.xz", "rt", encoding="utf-8") as corpus:
        assert corpus.readline() == "Nämnden beslutade att bygga en skola. Den skall stå färdig i maj.\n"
