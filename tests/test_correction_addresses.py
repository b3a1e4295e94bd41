"""Web addresses: put together where spaces broke them, mended where others of the text show how they were printed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_fix import correct
from ocr_fix.correction.candidates.links.misread import address_of, web_scheme
from ocr_fix.correction.candidates.links.urls import address

DAMAGED = """Namnden for barn och utbildning behandlade i gar arendet om skolskjuts for elever pa landsbygden.
Forvaltningen foreslar att kommunen bestaller fler turer fran och med hosten, sa att alla elever far plats.
"""
WHOLE = "Nämnden beslutade att skolan skall byggas vid torget under året.\n"
LINES = """Rapporten om stadens lokaler finns i arkivet och på {} tillsammans med bilagorna.
Yttrandet lämnades av nämnden i mars och kan läsas på {} som vanligt.
En sammanställning av svaren gjordes under sommaren, se {} eller fråga på kontoret.
Protokollet justerades av ordföranden och lades ut på {} samma dag.
"""
SERVER = "https://handlingar.nordvik.example.se"


@pytest.mark.parametrize(
    ("tokens", "whole"),
    [
        (["https:", "/", "/kommunen.example.se", "/plan"], "https://kommunen.example.se/plan"),
        (["http", "://kommunen.example.se/plan"], "http://kommunen.example.se/plan"),
        (["https://kommunen", "se", "/plan"], "https://kommunen.se/plan"),
        (["www", "kommunen.se/plan", "pdf"], "www.kommunen.se/plan.pdf"),
        (["www.", "kommunen.se/plan"], "www.kommunen.se/plan"),
        (["http://www.", "kommunen.se"], "http://www.kommunen.se"),
        (["www.kommunen.se/plan/A", "2006-944.", "pdf"], "www.kommunen.se/plan/A2006-944.pdf"),
    ],
)
def test_pieces_of_an_address_are_put_together(tokens: list[str], whole: str) -> None:
    assert address([*tokens, "och"], 0) == (whole, len(tokens))


@pytest.mark.parametrize(
    "tokens",
    [["www", "är", "bra"], ["www.kommunen.se", "se", "även"], ["http", "är", "ett"], ["https://www.", "Det", "är"]],
)
def test_what_goes_on_with_a_sentence_does_not(tokens: list[str]) -> None:
    assert address(tokens, 0)[1] <= 1


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("hups", "https"),
        ("hitps", "https"),
        ("htip", "http"),
        ("https", "https"),
        ("HTTPS", "HTTPS"),
        ("Http", "Http"),
        ("", ""),
    ],
)
def test_a_misread_scheme_is_that_of_the_web(read: str, printed: str) -> None:
    assert web_scheme(read) == printed


@pytest.mark.parametrize("scheme", ["hdl", "hdfs", "ftp", "git", "sftp", "mailto", "news"])
def test_other_schemes_stay(scheme: str) -> None:
    assert web_scheme(scheme) == scheme


@given(st.from_regex(r"\(?(https?://)?[a-z]{2,8}\.[a-z]{2,4}(/[a-z0-9.-]{0,6}){0,3}[).,]?", fullmatch=True))
def test_the_parts_of_an_address_are_the_address_again(text: str) -> None:
    found = address_of(text)
    assert found is not None
    assert found.text == text


def test_a_name_that_others_of_its_place_have_otherwise_was_misread() -> None:
    printed = LINES.format(*[f"{SERVER}/sites/default/files/plan-{number}.pdf" for number in range(1, 5)])
    wrong = {
        "files/plan-2": "tiles/plan-2",
        "nordvik.example.se/sites/default/files/plan-3": "nordvik.exampie.se/sites/default/files/plan-3",
    }
    read = printed
    for whole, misread in wrong.items():
        read = read.replace(whole, misread)
    assert correct(DAMAGED + read).text.splitlines()[2:] == printed.splitlines()


def test_a_short_name_is_mended_where_the_names_of_files_have_it_too() -> None:
    printed = LINES.format(*[f"{SERVER}/sfs/2021/SFS2021-{number}.pdf" for number in range(1, 5)])
    read = printed.replace("/sfs/2021/SFS2021-2", "/sts/2021/SFS2021-2")
    assert correct(DAMAGED + read).text.splitlines()[2:] == printed.splitlines()
    alone = printed.replace("SFS2021", "a2021").replace("/sfs/2021/a2021-2", "/sts/2021/a2021-2")
    assert correct(DAMAGED + alone).text.splitlines()[2:] == alone.splitlines()


def test_points_of_an_address_that_were_lost_or_read_as_commas_are_there_again() -> None:
    read = (
        "Se wwwnordvik.se/plan/1.pdf och https://handlingar.nordvikse/plan/2.pdf samt https//nordvik.se/plan/a3,pdf "
        "och https://nordvik.se/plan/b4.pdt i dag.\n"
    )
    printed = (
        "Se www.nordvik.se/plan/1.pdf och https://handlingar.nordvik.se/plan/2.pdf samt https://nordvik.se/plan/a3.pdf "
        "och https://nordvik.se/plan/b4.pdf i dag.\n"
    )
    done = correct(WHOLE + read)
    assert done.text == WHOLE + printed
    assert [change.before for change in done.changes] == [
        was for was, now in zip(read.split(), printed.split(), strict=True) if was != now
    ]


def test_the_ending_of_a_file_has_its_point_where_others_of_the_server_have_it() -> None:
    read = f"{WHOLE}Se {SERVER}/plan/B2021-371pdf, och {SERVER}/plan/B2021-88.pdf i arkivet.\n"
    assert correct(read).text == read.replace("371pdf", "371.pdf")
    alone = f"{WHOLE}Se {SERVER}/visa/371pdf och {SERVER}/plan/bild.jpgx i arkivet.\n"
    assert correct(alone).text == alone


@pytest.mark.parametrize("before", [WHOLE, DAMAGED], ids=["sound", "damaged"])
def test_names_that_differ_for_a_reason_stay(before: str) -> None:
    lines = [
        f"{SERVER}/sv/page/2019/jan och {SERVER}/en/pages/2019/jun samt {SERVER}/fi/pages/2020/jan",
        f"{SERVER}/sv/pages/2",
        "http://data.kommun.se/lista/del-a.pdf, http://data.kommun.se/lista/del-b.pdf och http://data2.kommun.se/lista/a",
        "git://kod.example.org/verktyg och ftp://kod.example.org/verktyg samt https://kod.example.org/verktygen",
        "HTTP://WWW.EXAMPLE.SE/A, http://kommunnet/sida och http://insidan/sida",
        "https://www1.example.se/a, https://www2.example.se/a och https://example.house/plan",
    ]
    done = correct(before + "\n\n".join(f"Se {line}." for line in lines)).text
    assert [line for line in lines if line not in done] == []


def test_so_near_a_name_in_a_sound_text_is_one_of_its_own() -> None:
    text = f"{WHOLE}Se {SERVER}/wrkspc/1 och {SERVER}/wrkspd/2 samt {SERVER}/wrkspd/3 i dag.\n"
    assert correct(text).text == text


def test_several_misread_names_show_that_a_text_of_whole_words_is_damaged() -> None:
    paths = ("sites/default/a1", "sites/default/a2", "sites/default/a3", "sites/def-ault/a4")
    one = f"{WHOLE}{LINES.format(*[f'{SERVER}/{path}' for path in paths])}"
    two = f"{one}{WHOLE}Se {SERVER}/s-ites/default/a5 om vad nämnden beslutade om skolan.\n"
    assert correct(one).text == one
    assert correct(two).text == two.replace("def-ault", "default").replace("s-ites", "sites")


@pytest.mark.parametrize("label", ["pdf:", "e-post:", "tel:"])
def test_a_label_behind_a_full_stop_leaves_it_one(label: str) -> None:
    text = "".join(
        f"{start} vid torget. {label} nordvik{at}\n"
        for at, start in enumerate(["Skolan byggs", "Kiosken rivs", "Hallen målas", "Parken vårdas", "Gatan lagas"] * 2)
    )
    assert correct(text).text == text


def test_one_word_that_many_sentences_begin_with_is_the_manner_of_the_text() -> None:
    text = "".join(
        f"{start} vid torget. jämför bilaga {at}\n"
        for at, start in enumerate(["Skolan byggs", "Kiosken rivs", "Hallen målas", "Parken vårdas", "Gatan lagas"] * 2)
    )
    assert correct(text).text == text
