"""The head of a document tells its title, its date and its diary number."""

from __future__ import annotations

import pytest

import ocr_fix
from ocr_fix.document import Metadata, PageText
from ocr_fix.layout import arrange, metadata_of

BODY = (
    "Nämnden har behandlat ansökan om bidrag till hamnens upprustning och funnit att den bör bifallas i sin helhet.\n"
)


def metadata(head: str) -> Metadata:
    return metadata_of(arrange([PageText(1, f"{head}\n\n{BODY}")]))


def test_title_date_and_diary_number_are_found_in_a_letterhead() -> None:
    head = (
        "Havsnäs kommun",
        "2018-03-27",
        "1 (4)",
        "Bertil Norén",
        "Dnr TN 2018/0044",
        "Tekniska nämnden",
        "Hamnens år",
    )
    assert metadata("\n\n".join(head)) == Metadata("Hamnens år", "2018-03-27", "TN 2018/0044")


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Diarienummer: 2009-0386", "2009-0386"),
        ("Diarienummer\n\n2016/ TN 0012 003", "2016/ TN 0012 003"),
        ("Dnr BUN 2011/7-3", "BUN 2011/7-3"),
        ("Vår beteckning Dnr 44/96", "44/96"),
        ("Dnr saknas", None),
        ("Datum\n\nDiarienummer\n\n2018-03-27\n\nTN 2018/0044", "TN 2018/0044"),
        ("Diarienummer\n\nBertil Norén\n\n1 (4)\n\nTN 2018/0044", "TN 2018/0044"),
    ],
)
def test_diary_numbers_are_taken_as_they_are_printed(line: str, number: str | None) -> None:
    assert metadata(line).diary_number == number


def test_a_title_may_name_the_municipality() -> None:
    assert (
        metadata("Havsnäs kommun\n\nHamnplan för Havsnäs kommun\n\n1 Inledning").title == "Hamnplan för Havsnäs kommun"
    )


def test_a_date_that_stands_alone_goes_before_one_in_a_sentence() -> None:
    assert metadata("Svar på skrivelse den 3 maj 2017\n\n2017-06-12").date == "2017-06-12"
    assert metadata("Beslutad den 3 maj 2017").date == "3 maj 2017"


def test_a_text_without_a_head_says_nothing_of_itself() -> None:
    assert metadata("") == Metadata()


def test_metadata_are_those_of_the_corrected_text() -> None:
    text = f"Havsnas kommun\n\nOversyn av f6rskolans lokaler\n\n{BODY}".replace("ä", "a").replace("ö", "6")
    assert ocr_fix.clean(text.encode()).metadata.title == "Översyn av förskolans lokaler"
