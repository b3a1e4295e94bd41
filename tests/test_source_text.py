"""Text that another engine left: its encoding, its pages and its line ends."""

from __future__ import annotations

import pytest
from bad_inputs import (
    SENTENCES,
)
from hypothesis import given
from hypothesis import strategies as st
from source_pages import WORDS, text_pages


class TestText:
    TEXT = "\n".join(SENTENCES) + "\nÅse Ö. yrkade på 12 § och ”bifall” – avslag à 3 kr.\n"

    @pytest.mark.parametrize(
        "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"]
    )
    def test_encodings(self, encoding: str) -> None:
        mark = "\ufeff" if encoding in {"utf-16-le", "utf-16-be"} else ""
        assert text_pages((mark + self.TEXT).encode(encoding)) == [self.TEXT]

    @pytest.mark.parametrize("encoding", ["latin-1", "cp850", "cp437"])
    def test_encodings_without_typographic_signs(self, encoding: str) -> None:
        text = "\n".join(SENTENCES)
        assert text_pages(text.encode(encoding)) == [text]

    @pytest.mark.parametrize("encoding", ["cp850", "cp437", "mac_roman"])
    @pytest.mark.parametrize("text", ["på Ågren", "möte på ön", "Årsmötet"])
    def test_two_letters_tell_an_older_encoding(self, text: str, encoding: str) -> None:
        assert text_pages(text.encode(encoding)) == [text]

    def test_section_sign_of_dos(self) -> None:
        text = "\n".join(SENTENCES)
        assert text_pages(text.encode("cp850") + b"\r\n\x15 12\r\n\x1a") == [text + "\n§ 12\n"]

    def test_what_only_windows_1252_has(self) -> None:
        assert text_pages(b"\x93\xc5rlig\x94 \x96 5 \x80") == ["“Årlig” – 5 €"]

    def test_what_only_latin_1_has(self) -> None:
        assert text_pages(b"\xe5r\x81 \x9d") == ["år\x81 \x9d"]

    @pytest.mark.parametrize(
        "text",
        [
            "Mašek, Tomaš, Dušan och Šimek önskade återremiss för överläggning.",
            "Han sade … och gick …hem, trots £5 och ”det”.",
            "„tyska” citat och †döda, ‡noter och Žižek",
            "på",
            "Mašek, Tomaš och Dušan yrkade bifall.",
            "“Quoted” text — it’s all English, isn’t it? Café, naïve.",
            "„kam”",
            "Han sade “ja” och hon “nej”; så “gick” det “till” i “huset” vid “ån”, där “alla” var “borta” den “dagen”.",
        ],
    )
    def test_windows_1252_is_not_taken_for_an_older_encoding(self, text: str) -> None:
        assert text_pages(text.encode("cp1252")) == [text]

    def test_a_long_text_may_have_some_control_characters(self) -> None:
        text = f"{self.TEXT * 3}\x01\x02\x03"
        assert text_pages(text.encode()) == [text]

    def test_a_few_bytes_of_another_encoding_in_utf_8(self) -> None:
        data = self.TEXT.encode() + "Tillägg: för årets".encode("cp1252")
        assert text_pages(data) == [self.TEXT + "Tillägg: för årets"]

    def test_a_few_bytes_of_another_encoding_behind_a_utf_8_mark(self) -> None:
        assert text_pages(b"\xef\xbb\xbfp\xe5 sikt") == ["på sikt"]

    def test_capitals_and_closing_quotation_marks_of_windows_1252_are_not_utf_8(self) -> None:
        text = "Märkt ”Å” och ”Ä” och ”Ö”."
        assert text_pages(text.encode("cp1252")) == [text]

    def test_text_that_shows_garbled_letters_is_not_mended(self) -> None:
        text = self.TEXT + "I brevet stod fÃ¶r där det skulle stå för."
        assert text_pages(text.encode("cp1252")) == [text]

    def test_character_cut_off_at_the_end(self) -> None:
        assert text_pages("för årets å".encode()[:-1]) == ["för årets \ufffd"]
        assert text_pages("för årets".encode("utf-16")[:-1]) == ["för året\ufffd"]

    @given(
        st.lists(st.sampled_from(WORDS), min_size=30, max_size=60),
        st.sampled_from(["utf-8", "utf-16", "cp1252", "latin-1", "mac_roman", "cp850", "cp437"]),
    )
    def test_any_thirty_words_suffice(self, words: list[str], encoding: str) -> None:
        text = " ".join([*words, "återremitterar", "åtgärder"])
        assert text_pages(text.encode(encoding)) == [text]

    @given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1), st.sampled_from(["utf-8", "utf-16"]))
    def test_unicode_comes_out_as_it_went_in(self, text: str, encoding: str) -> None:
        text = "Sida " + text
        assert text_pages(text.encode(encoding)) == [text]

    @pytest.mark.parametrize(
        ("data", "pages"),
        [
            (b"ett", ["ett"]),
            (b"ett\ftu", ["ett", "tu"]),
            (b"ett\ftu\f", ["ett", "tu"]),
            (b"ett\n\ftu\n\f\n", ["ett\n", "tu\n"]),
            (b"ett\f\ftre", ["ett", "", "tre"]),
            (b"ett\f\f", ["ett", ""]),
            (b"\fett", ["", "ett"]),
            (b"ett\ntu\n", ["ett\ntu\n"]),
            (b"ett\r\ntu\rtre\n", ["ett\ntu\ntre\n"]),
            (b"ett\r\n\ftu\r\n\f", ["ett\n", "tu\n"]),
            (b"  ett\ttu  ", ["  ett\ttu  "]),
        ],
    )
    def test_pages_and_line_ends(self, data: bytes, pages: list[str]) -> None:
        assert text_pages(data) == pages
