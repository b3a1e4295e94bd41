"""Texts in the form of files for programs are told and refused; prose that looks a little like them is not."""

from __future__ import annotations

import pytest

import ocr_fix
from ocr_fix.errors import InputError
from ocr_fix.source.texts.file_forms import form_of_file

FILES = {
    "a file of subtitles": [
        "WEBVTT\n\n00:01.000 --> 00:02.000\nHej.\n",
        "[Script Info]\nTitle: Båten\n\n[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,Hej.\n",
    ],
    "a file of contacts or dates": ["BEGIN:VCARD\nFN:Siv Ek\nEND:VCARD\n", "BEGIN:VCALENDAR\nEND:VCALENDAR\n"],
    "a key or certificate": ["-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----\n"],
    "packed data": ["begin 644 bild.tif\nM1234\n`\nend\n", f"{'QUJDREVG' * 8}\n{'QUJDREVG' * 8}\nQUI=\n"],
    "a list of differences": ["--- a/brev.txt\n+++ b/brev.txt\n@@ -1 +1 @@\n-Hej\n+Hej då\n"],
    "program code": ["<?php\n$namn = 'Siv';\n"],
    "a LaTeX file": ["\\documentclass{article}\n\\begin{document}\nHej.\n\\end{document}\n"],
    "JSON data": [
        '{"namn": "Siv", "ort": "Falun',
        '{"id": 1}\n{"id": 2}\n',
        "[1, 2]\n[3, 4]\n",
        '[{"namn": "Siv"}, {"namn"',
    ],
    "an XML file": [
        "<brev><datum>1 maj</datum><text>Kära Siv, jag kommer på fredag.</text></brev>",
        "<!-- utgåva 2 -->\n<TEI.2><text><p>Kära Siv.</p></text></TEI.2>\n",
        "\n\n  <post nr='1'/>\n",
    ],
    "a log": [
        "2024-03-01 12:00:01 INFO startar\n2024-03-01 12:00:02 WARN väntar\n[2024-03-01T12:00:03] slut\n",
        "\n".join(f'10.0.0.{at} - - [01/Mar/2024:12:00:0{at} +0100] "GET / HTTP/1.1" 200 31' for at in range(4)),
        "\n".join(f"Mar  1 12:00:0{at} arkiv sshd[7]: session closed" for at in range(4)),
    ],
    "a file of settings": [
        "[server]\nport = 80\n; eget\nnamn=arkiv\n",
        "åtgärd:\n  kör: bygg\nport: 80\n",
        "arkiv:\n  namn: Falun\n  rum:\n    - nio\n    - tio\nport: 80\n",
    ],
    "a message as mail programs send it": [
        "From: siv@byn.example\nSubject: =?utf-8?Q?M=C3=B6te?=\nContent-Type: text/plain;\n charset=utf-8\n"
        "Content-Transfer-Encoding: quoted-printable\n\nVi ses p=C3=A5 torsdag.\n",
    ],
    "a style sheet": ["body { margin: 0; }\nh1 { color: red; font: bold }\n"],
    "CSV data": [
        '"namn","ort"\n"Ek, Siv","Falun"\n"Alm, Bo","Umeå"\n',
        'namn,ort,år\n"Ek, Siv",Falun,1999\n"Alm, Bo",Umeå,2001\n"Lund, Eva",Åre,2004\n',
        "ort, hus, yta\nFalun, 12, 340\nUmeå, 9, 121\nLuleå, 7, 88\n",
    ],
    "data with tabs between": ["namn\tort\tår\nSiv Ek\tFalun\t1999\nBo Alm\tUmeå\t2001\n"],
}
PROSE = [
    "Nämnden beslutar att bygga.\n",
    "3,5\n4,2\n7,1\n12,4\n",
    "Skola\tElever\tLärare\nEkbacken\t312\t24\nLillhagen\t187\t15\n",
    "Falun, Umeå, Luleå\nBorås, Kalmar, Växjö\nVisby, Lund, Malmö\n",
    "Namn: Siv Ek\nAdress: Storgatan 4\nTelefon: 12 34\n",
    "namn: Siv Ek\nadress: Storgatan 4\ntelefon: 12 34\n",
    "From: Siv Ek\nTo: Bo Alm\nSubject: Mötet på torsdag\nDate: 4 mars 2021\n\nVi ses i lokalen.\n",
    'Hon sade: "Nej."\n"Jo", sade han, "det går."\n"Gå då", sade hon.\n"Ja," sade han, "gärna."\n',
    "[sic] Så stod det i brevet.\n[Handskrivet:] Godkännes.\n",
    '"Jag går nu", sade hon.\n"Gör det", sade han.\n"Hej då."\n',
    "2024-03-01 sammanträdde styrelsen.\n2024-03-02 reste den hem.\n2024-03-03 var det söndag.\n",
    "<p>Ett stycke</p>",
    "< 5 mg i alla prov, se brevet.\n",
    "Klammer { används } ibland.\n",
    "--- avdelningen för historia\n+++ och mer\n",
    f"{'m' * 60}\n",
    "",
]


@pytest.mark.parametrize(("what", "text"), [(what, text) for what, texts in FILES.items() for text in texts])
def test_files_for_programs_are_told_and_refused(what: str, text: str) -> None:
    assert form_of_file(text) == what
    assert form_of_file("\ufeff" + text.replace("\n", "\r\n")) == what
    with pytest.raises(InputError, match=r"--as text|save its text"):
        ocr_fix.clean(text.encode())
    assert ocr_fix.clean(text.encode(), read_as="text", correct=False).text


@pytest.mark.parametrize("text", PROSE)
def test_prose_is_prose(text: str) -> None:
    assert form_of_file(text) is None


def test_long_texts_are_judged_soon() -> None:
    """No form takes more than a moment, whatever a text is made of."""
    for text in ("{" * 200_000, "a:" * 200_000, "<" * 200_000, '"' * 200_000, "a, " * 200_000, "{a:b" * 100_000):
        assert form_of_file(text) in {None, "JSON data"}
