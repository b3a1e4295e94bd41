"""What machines did to a text is undone, as a change that is accounted for; whatever was not damaged so stays."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Sequence
from functools import cache
from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_fix import Cleaner, revert
from ocr_fix.correction import tokenise
from ocr_fix.correction.decoding.decoder import Decoder
from ocr_fix.correction.registers.vocabulary import Vocabulary
from ocr_fix.correction.restoration.accents import with_accents
from ocr_fix.correction.restoration.choice import Reading, choices
from ocr_fix.correction.restoration.encodings import FoundMisreading, misread_encoding
from ocr_fix.correction.restoration.entities import with_characters
from ocr_fix.correction.restoration.html_marks import without_marks
from ocr_fix.correction.restoration.ligatures import Words, lost_ligatures
from ocr_fix.correction.restoration.lost_letters import lost_letters
from ocr_fix.correction.restoration.misreadings import misreadings
from ocr_fix.correction.restoration.restorer import Restorer
from ocr_fix.correction.tokens.distinct import Distinct
from ocr_fix.correction.tokens.sentences import BOUNDARY
from ocr_fix.languages import load_language
from ocr_fix.layout.forms.mojibake import mended_encoding

TEXT = (
    "Nämnden i Tunabro fann båda planerna väl gjorda. Därför får skolan på ön köpa två hästar åt ridklubben i Åmål, "
    "och rådmannen Åke Öberg från Östersund påpekade att gångvägen måste belysas före vintern.\n"
)
WORDS = TEXT.split()


@cache
def cleaner() -> Cleaner:
    return Cleaner()


@cache
def restorer() -> Restorer:
    return Restorer([Vocabulary(load_language(code)) for code in ("sv", "sv-historical")])


def misread(text: str, written: str, read: str) -> str:
    """A text that was written in one encoding and read in another, whose gaps are those of Latin-1."""

    def one(character: str) -> str:
        byte = character.encode(written, "ignore")
        return byte.decode(read, "ignore") or byte.decode("latin-1") if byte else character

    return "".join(map(one, text))


DAMAGES: dict[str, Callable[[str], str]] = {
    "Mac OS as Windows": lambda text: misread(text, "mac_roman", "cp1252"),
    "DOS as Windows": lambda text: misread(text, "cp850", "cp1252"),
    "Windows as Mac OS": lambda text: misread(text, "cp1252", "mac_roman"),
    "Windows as CP437": lambda text: misread(text, "cp1252", "cp437"),
    "Windows as CP850": lambda text: misread(text, "cp1252", "cp850"),
    "Mac OS as CP437": lambda text: misread(text, "mac_roman", "cp437"),
    "Mac OS as CP850": lambda text: misread(text, "mac_roman", "cp850"),
    "DOS as Mac OS": lambda text: misread(text, "cp850", "mac_roman"),
    "Windows as 1250": lambda text: misread(text, "cp1252", "cp1250"),
    "Windows as 1251": lambda text: misread(text, "cp1252", "cp1251"),
    "Windows as 1253": lambda text: misread(text, "cp1252", "cp1253"),
    "UTF-8 as Mac OS": lambda text: text.encode().decode("mac_roman"),
    "UTF-8 as CP437": lambda text: text.encode().decode("cp437"),
    "UTF-8 as CP850": lambda text: text.encode().decode("cp850"),
    "UTF-8 as Windows": lambda text: text.encode().decode("cp1252"),
    "7 bits": lambda text: text.translate(str.maketrans("äöåÄÖÅ", "{|}[\\]")),
    "entities": lambda text: "".join(c if c.isascii() else f"&#{ord(c)};" for c in text),
    "U+FFFD": lambda text: "".join(c if c.isascii() else "\ufffd" for c in text),
    "two for a letter": lambda text: "".join(c if c.isascii() else "??" for c in text),
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_text_comes_back_whole(damage: Callable[[str], str]) -> None:
    read = damage(TEXT)
    correction = cleaner().correct(read)
    assert correction.text == TEXT
    assert revert(correction.text, correction.changes) == read


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_in_a_file_as_well(damage: Callable[[str], str]) -> None:
    document = cleaner().clean(damage(TEXT).encode())
    assert document.text == TEXT
    assert revert(document.text, document.changes) == document.raw_text


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=30), st.integers(0, 10**6))
def test_whole_words_stay_beside_what_a_text_has_else(words: list[str], seed: int) -> None:
    signs = [
        "?",
        "(a)",
        "[1]",
        "a|b",
        "{x}",
        "C:\\",
        "5 °C",
        "&",
        "R&D",
        "€",
        "»ja»",
        "†",
        "Müller",
        "Genève",
        "§ 5",
        "%",
    ]
    mixed = [word for at, word in enumerate(words) for word in (word, signs[(seed >> at) % len(signs)])]
    assert not restorer().restored(tokenise(" ".join(mixed))).edits


@given(
    st.lists(st.sampled_from(WORDS), min_size=4, max_size=40, unique=True), st.sampled_from(sorted(DAMAGES)), st.data()
)
def test_what_was_restored_is_restored(words: list[str], damage: str, data: st.DataObject) -> None:
    """Some words damaged and others not: what comes out needs nothing more, and goes back to what was read."""
    read = " ".join(DAMAGES[damage](word) if data.draw(st.booleans()) else word for word in words)
    flow = tokenise(read)
    edits = restorer().restored(flow).edits
    once = flow.with_edits(edits)
    assert once.raw == read
    assert revert(once.text, once.changes) == read
    again = restorer().restored(tokenise(once.text)).edits
    assert {word.text for word in again.values() if word.text != word.raw} <= set()


def test_no_table_has_a_letter_of_ascii() -> None:
    for misreading in misreadings():
        assert not any(chr(code).isascii() and chr(code).isalnum() for code in misreading.table)
        assert misreading.telling <= misreading.letters.keys()


@pytest.mark.parametrize("text", ["Åsa", "√2", "¬x", "chÂteau", "Â", "5 °C", "‚ja‘", "├── fil", "ÅÄÖ", "naïve"])
def test_no_word_is_taken_for_mojibake_that_is_none(text: str) -> None:
    assert mended_encoding(text) == text


def test_what_is_own_stays() -> None:
    assert Cleaner(words=("b}da",)).correct("Här {r b}da f|r {ndra.\n").text == "Här är b}da för ändra.\n"


def test_swedish_letters_are_not_sought_in_other_languages() -> None:
    danish = "Byr?det vedtog p? m?det i K?benhavn at st?tte b?rnenes l?sning, og s? gik de hjem over broen til aften.\n"
    assert cleaner().correct(danish).text == danish


def test_words_whose_letters_nothing_tells_are_doubtful() -> None:
    correction = cleaner().correct(
        "Mötet hölls i Xr\ufffdvsk\ufffdlt, och n\ufffdmnden l\ufffdmnar svar f\ufffdre jul.\n"
    )
    assert correction.text == "Mötet hölls i Xr\ufffdvsk\ufffdlt, och nämnden lämnar svar före jul.\n"
    assert [doubt.before for doubt in correction.doubts] == ["Xr\ufffdvsk\ufffdlt,"]


@pytest.mark.parametrize("hole", ["?", "\ufffd"])
@pytest.mark.parametrize(
    "printed",
    [
        "Öppet tisdag–lördag på hösten. Ärenden tas emot på expeditionen.\n",
        "Föreningen möts på fredag.\n\nÅtgärder krävs före våren.\n",
        "Det är vår båt, och den ägs av båda.\n",
    ],
)
def test_sentences_begin_with_capitals_where_their_first_letter_is_lost(hole: str, printed: str) -> None:
    read = "".join(hole if letter in "åäöÅÄÖ" else letter for letter in printed)
    correction = cleaner().correct(read)
    assert correction.text == printed
    assert revert(correction.text, correction.changes) == read


def test_holes_are_filled_with_words_only() -> None:
    is_word = {"båda", "för", "får", "FÖR", "Ängen"}.__contains__
    tokens = ["b?da", "f?r", "F?R", "x?y", "Vad?", "?ngen"]
    filled, lost = lost_letters(Distinct(tokens), tokens, is_word)
    assert filled == {"b?da": ["båda"], "f?r": ["får", "för"], "F?R": ["FÖR"], "?ngen": ["Ängen"]}
    assert lost == ["x?y"]
    others = ["x?y", "q?q", "v?v", "z?z", "w?w", "k?k"]
    assert lost_letters(Distinct([*tokens, *others]), tokens, is_word) == ({}, [])  # most are no letters


def _known(words: Collection[str], listed: Collection[str]) -> Words:
    """What is asked of words where these are all there are, and any may be one."""
    return Words(words.__contains__, listed.__contains__, lambda small: True)


def test_ligatures_are_missed_by_a_text_that_has_none() -> None:
    words = {"finansiering", "specifik", "effektiv", "officiell", "är", "flera"}
    flow = tokenise("nansiering är specik och e ektiv, of ciell, är")
    found = lost_ligatures(flow, Distinct(list(flow.counts)), _known({*words, "och"}, words))
    assert found.tokens == {"nansiering": ["finansiering"], "specik": ["specifik"]}
    assert found.parted == {4: "effektiv,", 6: "officiell,"}
    flow = tokenise("nansiering är specik och eektiv flera")
    assert lost_ligatures(flow, Distinct(list(flow.counts)), _known(words, words)).tokens == {}


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        # Capitals, short words, words that are others without theirs, two in one word.
        (
            "Oentligt ck varje certierad chef mer än era år av grask, specik och eektiv lososk lek.",
            "Offentligt fick varje certifierad chef mer än flera år av grafisk, specifik och effektiv filosofisk lek.",
        ),
        ("Konikten om ygeln är denitivt löst.", "Konflikten om flygeln är definitivt löst."),
        (
            "Ansökan blev eektiv och nansierad. Oentlig revision väntar.",
            "Ansökan blev effektiv och finansierad. Offentlig revision väntar.",
        ),
        # A font that has fi and fl.
        ("Fiskets eektiva flotta fick oentligt stöd.", "Fiskets effektiva flotta fick offentligt stöd."),
        # One that tells alone.
        ("Kontorets papper är ociella.", "Kontorets papper är officiella."),
        # Two long ones where something else is unknown.
        (
            "Det oentliga och certierade huset vid knylgan är klart för alla.",
            "Det offentliga och certifierade huset vid knylgan är klart för alla.",
        ),
        # Short ones that are all else which is unknown.
        (
            "Konikten nns kvar, och yktiga na ord räcker inte.",
            "Konflikten finns kvar, och flyktiga fina ord räcker inte.",
        ),
    ],
)
def test_ligatures_that_a_short_text_has_lost(read: str, printed: str) -> None:
    correction = cleaner().correct(read + "\n")
    assert correction.text == printed + "\n"
    assert revert(correction.text, correction.changes) == read + "\n"


@pytest.mark.parametrize(
    "text",
    [
        "Han åker bicykel till byn.",
        "Ett kalopps kokas.",
        "Den officiella chefen fick en elektiv post.",
        "En ny prol och mer grak för knylgan är klart för alla.",  # two, but short ones
    ],
)
def test_a_word_that_may_be_made_by_a_ligature_stays(text: str) -> None:
    assert cleaner().correct(text + "\n").text == text + "\n"


def test_the_shortest_words_tell_of_no_lost_ligature() -> None:
    correction = cleaner().correct("Märk lådorna med ck, nns och ott innan de ställs in i skåpet.\n")
    assert "nns" in correction.text.split()  # and not "finns"


@pytest.mark.parametrize(
    "read",
    [
        "Planen är speci k och e ektiv, och revisorns de nitiva svar är of ciellt.\n",
        "Planen är speci\nk och e ektiv, och revisorns de nitiva svar är o ciellt.\n",
    ],
)
def test_ligatures_that_have_left_a_space(read: str) -> None:
    correction = cleaner().correct(read)
    printed = "Planen är specifik och effektiv, och revisorns definitiva svar är officiellt.\n"
    assert correction.text == (printed if "\n" not in read[:-1] else printed.replace("specifik", "speci\nk"))
    assert revert(correction.text, correction.changes) == read


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("<p>P&aring; m&ouml;tet</p>\n<p>h&ouml;jdes avgiften.</p>\n", "På mötet\nhöjdes avgiften.\n"),
        ('<p class="x" id=y>\nStyrelsen <b>har</b> sagt.<br>Ja.\n</p>\n', "Styrelsen har sagt. Ja.\n"),
        ('<div>\n<a href="http://a.se/">Här</a> och\n<p>där</p> nu.\n</div>\n', "Här och\ndär nu.\n"),
    ],
)
def test_a_piece_of_html_loses_its_marks(read: str, printed: str) -> None:
    correction = cleaner().correct(read)
    assert correction.text == printed
    assert revert(correction.text, correction.changes) == read


@pytest.mark.parametrize(
    "text",
    [
        "Taggen <p> används så: <p>Hej</p>\n",
        "<p>Styrelsen\n",
        "<p>Styrelsen <x> sade</p>\n",
        "<p>om a < b</p>\n",
        "<html><p>Hej</p></html>\n",
        "<p class=\n",
    ],
)
def test_no_other_marks_are_lost(text: str) -> None:
    assert cleaner().correct(text).text == text


def distinct(text: str) -> Distinct:
    return Distinct(list(dict.fromkeys(text.split())))


def is_word(word: str) -> bool:
    return word.lower() in {"för", "båda", "hästar", "skola", "vår", "över", "gård", "men"}


class TestEncodings:
    """`misread_encoding`: one misreading of a whole text, counted before any word is mended."""

    def found(self, text: str, language: str | None = None) -> FoundMisreading | None:
        return misread_encoding(distinct(text), is_word, lambda _: language)

    def test_what_several_words_show_is_mended_in_all(self) -> None:
        found = self.found(misread("för båda hästar skola Råby", "mac_roman", "cp1252"))
        assert found is not None
        assert found.misreading.name.startswith("Mac OS Roman")
        assert set(found.mended.values()) == {"för", "båda", "hästar", "Råby"}  # a name of a text that was misread

    def test_too_few_words_show_nothing(self) -> None:
        assert self.found("f|r skola men") is None

    def test_where_letters_stand_as_they_are_no_unknown_word_is_mended(self) -> None:
        found = self.found("f|r b}da h{star |dby vår")
        assert found is not None
        assert found.mended == {"f|r": "för", "b}da": "båda", "h{star": "hästar"}

    @pytest.mark.parametrize("way", [("cp1252", "cp850"), ("cp850", "cp1252"), ("mac_roman", "cp1252")])
    def test_letters_of_other_languages_in_words_of_its_own(self, way: tuple[str, str]) -> None:
        read = "Nämnden vägrade höra på den nya armén vid entrén.".encode(way[0]).decode(way[1])
        assert Cleaner().correct(read).text == "Nämnden vägrade höra på den nya armén vid entrén."
        alone = "armén".encode(way[0]).decode(way[1])
        assert Cleaner().correct(f"Den nya {alone} kom hit.").text == f"Den nya {alone} kom hit."

    def test_marks_around_a_word_stay(self) -> None:
        found = self.found("(f|r) b}da, h{star.")
        assert found is not None
        assert found.mended == {"(f|r)": "(för)", "b}da,": "båda,", "h{star.": "hästar."}

    def test_most_of_the_words_must_be_explained(self) -> None:
        assert self.found("f|r b}da h{star q|q x{x z}z v|v") is None

    def test_in_another_language_its_letters_tell(self) -> None:
        danish = "gr|n sm} l{se bl} fr|et"
        assert self.found(danish) is None
        found = self.found(danish, "da")
        assert found is not None
        assert found.mended["gr|n"] == "grøn"
        assert found.mended["l{se"] == "læse"
        assert self.found(f"{danish} q¤q x¤x z¤z v¤v w¤w", "da") is None  # signs that it does not explain


class TestEntities:
    """`with_characters`: names and numbers of characters in running text."""

    def test_names_and_numbers_are_characters(self) -> None:
        read = "p&aring; &#246;n, &quot;g&amp;aring;rd&quot; k&#xf6;p&nbsp;nu men"
        assert with_characters(distinct(read)) == {
            "p&aring;": "på",
            "&#246;n,": "ön,",
            "&quot;g&amp;aring;rd&quot;": '"gård"',
            "k&#xf6;p&nbsp;nu": "köp nu",
        }

    @pytest.mark.parametrize("code", ["<p>&aring;</p>", "x?y=1&lt;2", "a={&auml;b}", "http://a.se/&ouml;l"])
    def test_they_stay_in_code(self, code: str) -> None:
        assert with_characters(distinct(code)) == {}

    def test_they_stay_in_a_text_that_speaks_of_them(self) -> None:
        assert with_characters(distinct("Skriv &auml; för bokstaven och &amp; för tecknet")) == {}
        assert with_characters(distinct("Skriv &auml; som i v&auml;g")) == {"&auml;": "ä", "v&auml;g": "väg"}

    def test_letters_whose_semicolon_is_lost(self) -> None:
        read = "n&aringgra p&aring &amp;ouml men m&oumltet, H&M"
        found = {"n&aringgra": "några", "p&aring": "på", "&amp;ouml": "ö", "m&oumltet,": "mötet,"}
        assert with_characters(distinct(read)) == found

    @pytest.mark.parametrize("code", ["x?a=1&auml=2", "&aumlX", "&auml1", "R&Ding"])
    def test_what_only_begins_like_such_a_name_stays(self, code: str) -> None:
        assert with_characters(distinct(f"v&auml;g {code}")) == {"v&auml;g": "väg"}

    @pytest.mark.parametrize(
        ("read", "printed"),
        [
            ("De har g&aring tt hem.", "De har gått hem."),
            ("P&aring sl&ouml jd l&auml r de sig.", "På slöjd lär de sig."),
            (
                "Kommunen &Ouml verkalix &auml r mycket stor och gammal.",
                "Kommunen Överkalix är mycket stor och gammal.",
            ),
            ("De gick p&aring m&oumltet och p&aring torget.", "De gick på mötet och på torget."),
        ],
    )
    def test_a_space_in_place_of_the_semicolon_parts_no_word(self, read: str, printed: str) -> None:
        corrected = Cleaner().correct(read)
        assert corrected.text == printed
        assert revert(corrected.text, corrected.changes) == read

    def test_what_is_no_name_stays(self) -> None:
        assert with_characters(distinct("v&auml;g &qqq; AT&T;")) == {"v&auml;g": "väg"}


class TestAccents:
    """`with_accents`: diaereses and rings beside their letters, on the side that the text has them."""

    def test_they_belong_to_the_letter_behind_them_or_before(self) -> None:
        assert with_accents(distinct("f¨or v˚ar"), is_word) == {"f¨or": "för", "v˚ar": "vår"}
        assert with_accents(distinct("fo¨r va˚r"), is_word) == {"fo¨r": "för", "va˚r": "vår"}

    def test_words_that_allow_one_way_only_tell_of_the_others(self) -> None:
        assert with_accents(distinct("f¨or v˚ar xa¨ox"), is_word)["xa¨ox"] == "xaöx"
        assert with_accents(distinct("fo¨r va˚r xa¨ox"), is_word)["xa¨ox"] == "xäox"

    def test_degrees_are_no_rings(self) -> None:
        assert with_accents(distinct("20°a 5° men"), is_word) == {}

    def test_what_is_no_word_stays_where_nothing_else_tells(self) -> None:
        assert with_accents(distinct("q¨oq"), is_word) == {}


class TestHtmlMarks:
    """`without_marks`: the marks of a piece of HTML around running text."""

    def without(self, text: str) -> str:
        flow = tokenise(text)
        found = dict(without_marks(flow))
        return " ".join(filter(None, (found.get(at, word) for at, word in enumerate(flow.words))))

    def test_marks_go_and_the_text_stays(self) -> None:
        assert self.without("<p>Avgiften höjs</p> <p>från i år</p>") == "Avgiften höjs från i år"
        assert self.without('<p>En <a href="x.html" class="y">sida</a> till</p>') == "En sida till"

    def test_a_mark_inside_a_word_leaves_no_space(self) -> None:
        assert self.without("<p>m<sup>2</sup> och<br>rad</p>") == "m2 och rad"

    @pytest.mark.parametrize(
        "text",
        [
            "Avgiften <p>höjs</p> i år",  # nothing at the beginning
            "<p> står för stycke",  # and no end
            "<p>Fem < sex</p>",
            "<p>Se <kund> här</p>",
            "<p>Se <a href='x'</p>",
        ],
    )
    def test_what_is_no_such_piece_stays(self, text: str) -> None:
        assert self.without(text) == text


class Neighbours:
    """A language in which a few words follow each other, and all others are as likely everywhere."""

    words = ("", "på", "pa", "gården", "pä")

    def word_id(self, word: str) -> int:
        return self.words.index(word) if word in self.words else len(self.words)

    def emission(self, word: str) -> float:
        return 0.0

    def log_prob_ids(self, symbol: int, before: int, last: int) -> float:
        return -0.1 if (last, symbol) == (self.words.index("på"), self.words.index("gården")) else -3.0

    def log_probs_ids(self, symbols: Sequence[int], before: int, last: int) -> list[float]:
        return [self.log_prob_ids(symbol, before, last) for symbol in symbols]


class TestChoices:
    """`choices`: which of several words stood at a place."""

    def test_neighbours_decide_and_rivals_are_named(self) -> None:
        decoder = Decoder(Neighbours(), BOUNDARY)
        options = {1: [Reading("pä"), Reading("på"), Reading("pa", 30.0)]}
        (one,) = choices(["står", "p?", "gården"], options, decoder)
        assert (one.at, one.text, one.rivals) == (1, "på", ["pä"])
        assert one.share == pytest.approx(1 / (1 + exp(-2.9)))

    def test_costs_decide_where_neighbours_do_not(self) -> None:
        decoder = Decoder(Neighbours(), BOUNDARY)
        options = {0: [Reading("pä", 1.0), Reading("pa", 0.25)]}
        (one,) = choices(["p?", "sidan"], options, decoder)
        assert one.text == "pa"
        assert one.share == pytest.approx(1 / (1 + exp(-0.75)))

    def test_other_places_are_none_of_its_answers(self) -> None:
        options = {1: [Reading("på")], 4: [Reading("pa")]}
        found = list(choices("en p? gården av p?".split(), options, Decoder(Neighbours(), BOUNDARY)))
        assert [(each.at, each.text, each.share) for each in found] == [(1, "på", 1.0), (4, "pa", 1.0)]
