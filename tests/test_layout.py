"""Lines become paragraphs, words their normal form."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ocr_fix.document import Document, PageText, Word, revert
from ocr_fix.layout import arrange, normal_form


def document_of(*pages: str) -> Document:
    return Document("x.txt", "text", arrange([PageText(number, text) for number, text in enumerate(pages, 1)]))


def laid_out(*pages: str) -> str:
    return document_of(*pages).text


def test_lines_are_unwrapped_and_blank_lines_part_paragraphs() -> None:
    text = "Nämnden beslutar att godkänna\nförvaltningens förslag.\n\nBeslutet fattas\nenhälligt.\n"
    assert laid_out(text) == "Nämnden beslutar att godkänna förvaltningens förslag.\n\nBeslutet fattas enhälligt.\n"


def test_a_blank_line_after_every_line_parts_nothing() -> None:
    lines = [
        "Under hösten har förvaltningen sett över hur de",
        "äldre får sin hjälp och vilka kostnader som den",
        "medför för kommunen på några års sikt, och hur",
        "personalen ser på arbetet i de olika grupperna",
        "samt vilka lokaler som behövs för att det skall",
        "gå att genomföra till nästa vinter utan att nya",
        "medel skjuts till.",
    ]
    assert laid_out("\n\n".join(lines)) == " ".join(lines) + "\n"


def test_short_paragraphs_of_one_line_each_stay_apart() -> None:
    lines = [f"Beslut nummer {number} är fattat." for number in range(8)]
    assert laid_out("\n\n".join(lines)) == "\n\n".join(lines) + "\n"


def test_list_items_stand_on_lines_of_their_own() -> None:
    text = "Nämnden har tre uppgifter:\n- skolan i hela kommunen\n- äldreomsorgen\n- biblioteken\n"
    assert laid_out(text).split("\n\n") == [
        "Nämnden har tre uppgifter:",
        "- skolan i hela kommunen\n- äldreomsorgen\n- biblioteken\n",
    ]


def test_a_hollow_bullet_is_read_as_a_letter() -> None:
    text = "Nämnden har två uppgifter:\no skolan i hela kommunen\no äldreomsorgen\n"
    assert laid_out(text).endswith("\n\no skolan i hela kommunen\no äldreomsorgen\n")
    assert laid_out("Mor och far har hus i byn vid sjön, där barn\no barnbarn hälsar på.\n").count("\n") == 1


def test_items_whose_marks_were_not_read_stand_on_lines_of_their_own() -> None:
    document = document_of(
        "Nämnden ställer sig bakom det förslag som förvaltningen har lagt fram till nästa års\n"
        "verksamhet. Det innebär att badet får en ny bassäng, att den gamla lagas och att det\n"
        "blir billigare att bada för den som är ung. Pengarna tas från det överskott som den\n"
        "sålda marken i hamnen gav under våren, och räcker enligt förvaltningen till allt som\n"
        "behövs utom en ny bastu. Nämnden beslutar\n"
        "  att badet hålls öppet även på söndagar från och med nästa vår, dock inte i de\n  månader då det städas,\n"
        "  att avgiften för vuxna blir högre,\n  att barn badar utan avgift.\n"
    )
    assert document.text.split("\n")[2:] == [
        "att badet hålls öppet även på söndagar från och med nästa vår, dock inte i de månader då det städas,",
        "att avgiften för vuxna blir högre,",
        "att barn badar utan avgift.",
        "",
    ]
    assert [block.kind for block in document.pages[0].blocks] == ["paragraph", *["list-item"] * 3]


def test_a_parenthesis_that_is_open_goes_on() -> None:
    lines = [
        "Kostnaden för nya lokaler (bland annat skolor och förskolor i norr,",
        "samt bad,",
        "bibliotek och hamn) ökar.",
    ]
    assert laid_out("\n".join(lines)) == " ".join(lines) + "\n"


def test_a_sentence_goes_on_after_a_blank_line_in_its_middle() -> None:
    text = "Vi har mött företrädare för barn- och\n\nungdomsvården i länet under året."
    assert laid_out(text) == "Vi har mött företrädare för barn- och ungdomsvården i länet under året.\n"


@pytest.mark.parametrize(
    ("read", "normal"),
    [
        (unicodedata.normalize("NFD", "Årsmöte"), "Årsmöte"),
        ("ﬁnansiering", "finansiering"),
        ("rä琀琀vis", "rättvis"),
        ("Däre昀琀er", "Därefter"),
        ("琀石", "琀石"),
        ("kom\u00admun", "kommun"),
        ("kom\u00ad", "kom-"),
        ("kom\u200bmun", "kommun"),
        ("kom¬", "kom-"),
        ("non\u2011stop", "non-stop"),
        ("H\u0430mnen", "Hamnen"),
        ("\u039famtmann", "Oamtmann"),
        ("5\u03bcm", "5\u03bcm"),
        ("\u0430\u0431", "\u0430\u0431"),
        ("fÃ¶r", "för"),
        ("Ã\x85rets", "Årets"),
        ("2022â€“2033", "2022–2033"),
        ("Â§", "§"),
        ("FRÅ”", "FRÅ”"),
        ("m²", "m²"),
        ("§", "§"),
    ],
)
def test_words_are_brought_into_normal_form(read: str, normal: str) -> None:
    word = normal_form(Word(read))
    assert word.text == normal
    assert (word.edit is not None) == (read != normal)
    assert word.reading == read


@example("\x1f¬±")
@given(st.text(st.characters(exclude_categories=["Z"]), min_size=1).filter(lambda text: len(text.split()) == 1))
def test_the_normal_form_of_a_normal_form_is_itself(text: str) -> None:
    once = normal_form(Word(text)).text
    assert normal_form(Word(once)).text == once


def test_a_heading_without_blank_lines_stands_apart() -> None:
    text = (
        "Kommunen har under året tagit emot fler besökare än någonsin i sina\nbadhus och på sina idrottsplatser runt om"
        " i länet.\nNya öppettider\nBadhuset håller öppet till klockan tjugo alla vardagar i sommar, och\nsimskolan"
        " börjar den femte juni.\n"
    )
    assert laid_out(text).split("\n\n")[1] == "Nya öppettider"


def test_a_heading_glued_on_by_one_leading_space_stands_apart() -> None:
    text = (
        "Bron över ån är stängd för tung trafik till dess att pelarna har gjutits\nom och vägen har fått ny beläggning"
        " hela vägen fram till torget.\n Lokaler och anläggningar\nFörråden i hamnen rivs nästa år, sedan ritningarna"
        " har godkänts av den\nnämnd som har ansvar för dem.\n"
    )
    assert laid_out(text).split("\n\n")[1] == "Lokaler och anläggningar"


def test_blank_lines_after_some_lines_only_part_nothing_by_themselves() -> None:
    lines = [
        "Förvaltningen har gått igenom samtliga avtal om städning och funnit att",
        "",
        "kostnaderna skiljer sig mer mellan skolorna än vad deras storlek ger skäl",
        "till. Därför föreslås att en gemensam upphandling görs under våren, och",
        "",
        "att avtalen därefter följs upp varje år av den enhet som har beställt dem",
        "så att brister kan rättas till i tid.",
        "",
        "Nämnden ställer sig bakom förslaget men vill att de mindre skolorna får",
        "",
        "yttra sig innan något beslut fattas i frågan av kommunens fullmäktige, som",
        "ska ha sagt sitt senast i maj.",
    ]
    paragraphs = laid_out("\n".join(lines)).split("\n\n")
    assert [paragraph[:12] for paragraph in paragraphs] == ["Förvaltninge", "Nämnden stäl"]


def test_a_paragraph_is_whole_across_pages_and_what_stands_between() -> None:
    text = laid_out(
        "Havsnäs kommun\n\nÖversyn av färjetrafiken\n\nNämnden har prövat hur turerna till öarna i norr kan bli fler "
        "och\nvilka bryggor som behöver lagas innan dess att isen bryter upp i\n\n1\n",
        "Havsnäs kommun\n\nHavsbandet och längs kusten i söder, där ingen bro finns.\n\n2\n",
    )
    assert "isen bryter upp i Havsbandet och längs kusten" in text
    assert text.count("Havsnäs kommun") == 1
    assert text.startswith("Havsnäs kommun\n\nÖversyn av färjetrafiken\n\n")


def test_what_leads_into_a_list_and_what_has_a_stop_inside_are_no_headings() -> None:
    text = (
        "Beslut\n\nKontoret föreslår att nämnden beslutar\n\n- att godkänna planen,\n- att sända den på remiss.\n\n"
        "Planen är klar. Den gäller från maj\n\nKälla: https://www.havsnas.example/planen\n\n"
        "Med vänlig hälsning\n\nBertil Norén, utredare\n"
    )
    assert [block.kind for block in document_of(text).pages[0].blocks] == [
        "heading",
        "paragraph",
        "list-item",
        "list-item",
        "paragraph",
        "paragraph",
        "signature",
        "signature",
    ]


def test_a_full_line_alone_at_the_foot_of_a_page_is_no_heading() -> None:
    first = (
        "Biblioteket håller öppet alla dagar från klockan nio på\n"
        "morgonen till åtta på kvällen, även under sommaren och\n"
        "på dagen före helger.\n"
        "Nämnden beviljar idrottsföreningen ett bidrag på 60\n"
    )
    second = "000 kronor, som betalas ut när arbetet har börjat och\nnämnden har fått se räkningen.\n"
    assert "ett bidrag på 60 000 kronor" in laid_out(first, second)
    heading = first.replace("Nämnden beviljar idrottsföreningen ett bidrag på 60", "Bidrag")
    assert laid_out(heading, second).split("\n\n")[1:] == ["Bidrag", second.replace("\n", " ").strip() + "\n"]


def test_one_bold_heading_tells_of_markdown() -> None:
    assert document_of("## **Bilaga**\n\nHamnens bryggor målas i vår, och båtarna får vänta.\n").text == (
        "Bilaga\n\nHamnens bryggor målas i vår, och båtarna får vänta.\n"
    )


def test_markdown_marks_are_taken_off_and_accounted_for() -> None:
    text = (
        "## **Rapport från hamnen**\n\nSe [hamnens sida](http://hamnen.example) om *tiderna* för båtarna.\n\n"
        "- **Kajen.** Den är lagad.\n- **Bryggan.** Den väntar.\n"
    )
    document = document_of(text)
    assert document.text == (
        "Rapport från hamnen\n\nSe hamnens sida om tiderna för båtarna.\n\n- Kajen. Den är lagad.\n"
        "- Bryggan. Den väntar.\n"
    )
    assert document.raw_text.split() == text.split()
    assert [block.kind for block in document.pages[0].blocks] == ["heading", "paragraph", "list-item", "list-item"]
    assert document.pages[0].blocks[0].level == 2


def test_tables_rules_and_quotations_of_markdown_lose_their_marks() -> None:
    document = document_of(
        "Antal barn:\n\n| År | Antal |\n|:---|---:|\n| 2012 | 14 |\n\n---\n\n> Nämnden tackar.\n\n***\n"
    )
    assert document.text == "Antal barn:\n\nÅr\tAntal\n2012\t14\n\nNämnden tackar.\n"
    assert [change.before for change in document.changes] == [
        "| År",
        "| Antal |",
        "|:---|---:| | 2012",
        "| 14 |",
        "--- > Nämnden",
        "tackar. ***",
    ]
    assert revert(document.text, document.changes) == document.raw_text
    assert laid_out("Noll | ett\n\n---\n\nTvå.\n") == "Noll | ett\n\n---\n\nTvå.\n"  # no Markdown


def test_words_of_nothing_that_is_seen_go_with_a_change() -> None:
    document = document_of("Barn \u200b och \x07\n\u200b\nungdom.\n")
    assert document.text == "Barn och ungdom.\n"
    assert [change.before for change in document.changes] == ["\u200b och \x07", "\u200b ungdom."]
    assert revert(document.text, document.changes) == document.raw_text


def test_stars_in_a_text_without_markdown_stay() -> None:
    text = "Priset är 45 kr* per styck.\n\n* utan moms\n"
    assert laid_out(text) == text


def test_spaces_of_other_kinds_are_changes() -> None:
    document = document_of("Hyran är 640\u00a0000 kronor enligt 12\u202f§ och\u2003mer.")
    assert document.text == "Hyran är 640 000 kronor enligt 12 § och mer.\n"
    assert [change.before for change in document.changes] == ["\u00a0000", "\u202f§", "\u2003mer."]
    assert revert(document.text, document.changes) == document.raw_text


def test_columns_of_spaces_are_a_table() -> None:
    text = (
        "Intäkterna framgår av följande uppställning.\n\nBadhus          1 240        980\n"
        "Idrottshallar     310        455\n"
    )
    assert laid_out(text).split("\n\n")[1] == "Badhus\t1 240\t980\nIdrottshallar\t310\t455\n"


TEXTS = st.text(st.sampled_from("ab Ä.-1§*#_[]()\n\n\t\f\u00ad\u200b\x85\xa0")) | st.text()


@example(["\x1b\t0"])
@example(["\xad\u200b"])
@example(["\x1b\xa00 \x1b"])
@given(st.lists(TEXTS, min_size=1, max_size=3))
def test_layout_loses_no_word_of_any_text(texts: list[str]) -> None:
    pages = arrange([PageText(number, text) for number, text in enumerate(texts, 1)])
    document = Document("x.txt", "text", pages, furniture="keep")
    assert sorted(document.raw_text.split()) == sorted(" ".join(texts).split())
    assert len(document.text.split()) <= len(document.raw_text.split())
    assert revert(document.text, document.changes) == document.raw_text
    assert "\f" not in document.text


def test_lines_of_few_words_stand_by_themselves_however_long_they_are() -> None:
    members = "Närvarande\n\nAlm, Å., Havsnäs\nBerg-Lind, E., V. Kärr\nDahlqvist, Th., Rya\nO’Neill, M., Norrby\n"
    assert document_of(members).text == members
    running = "Vid hamnen ligger båtar som\nFiskare i Kärr har byggt.\nNu ska de målas."
    assert document_of(running).text == running.replace("\n", " ") + "\n"


def test_commands_that_are_set_in_stay_lines() -> None:
    text = (
        "Så här startas tjänsten om:\n\n    sudo systemctl restart hamn\n    tail -n 40 /var/log/hamn.log | grep fel\n"
    )
    lines = document_of(f"{text}\nSedan väntar man en stund och tittar efter igen.\n").text.split("\n")
    assert lines[2:4] == ["sudo systemctl restart hamn", "tail -n 40 /var/log/hamn.log | grep fel"]


def test_the_number_of_a_note_stands_behind_the_end_of_its_sentence() -> None:
    text = "Bron lagades år 1922 av stadens smed.1 Den höll i många år och bar allt från hö till\nkanoner.²\n\n"
    notes = "¹ af Ekenstam, Broar och vägar, s. 4.\n\n² a.a. s. 9.\n"
    assert document_of(text + notes).text == text.replace("till\n", "till ") + notes
