"""Which pages of a file: "1-3,7", "5-"."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_fix.errors import OptionError
from ocr_fix.source import PageSelection, open_source, parse_pages


class TestSelection:
    @pytest.mark.parametrize(
        ("text", "numbers"),
        [
            ("1", [1]),
            ("1-3,7", [1, 2, 3, 7]),
            ("7,1-3", [1, 2, 3, 7]),
            ("2-4,3-5,4", [2, 3, 4, 5]),
            ("8-", [8, 9, 10]),
            ("10-", [10]),
            ("1-", [*range(1, 11)]),
            (" 2 - 3 , 5 ", [2, 3, 5]),
            ("2–3", [2, 3]),
            ("007", [7]),
        ],
    )
    def test_numbers(self, text: str, numbers: list[int]) -> None:
        assert parse_pages(text).numbers(10) == numbers

    @pytest.mark.parametrize(
        "text", ["", " ", ",", "1,", ",1", "a", "1-2-3", "-3", "1.5", "1;2", "--", "٣", "1 2", "9" * 10]
    )
    def test_what_cannot_be_understood(self, text: str) -> None:
        with pytest.raises(OptionError, match="cannot be understood") as caught:
            parse_pages(text)
        assert str(caught.value).isprintable()

    @pytest.mark.parametrize("text", ["0", "0-3", "3-0", "1,0"])
    def test_page_0(self, text: str) -> None:
        with pytest.raises(OptionError, match="count from 1"):
            parse_pages(text)

    def test_backwards(self) -> None:
        with pytest.raises(OptionError, match="run backwards at '7-3'"):
            parse_pages("1,7-3")

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("9", "page 9"),
            ("7-9", "pages 7-9"),
            ("9-", "pages 9-"),
            ("9-12", "pages 9-12"),
            ("1-999999999", "pages 1-999999999"),
        ],
    )
    def test_beyond_the_document(self, text: str, says: str) -> None:
        with pytest.raises(OptionError, match=rf"has 8 pages and cannot give {says}; choose from 1-8"):
            parse_pages(text).numbers(8)

    def test_of_a_source_names_it(self) -> None:
        with open_source(b"a\fb\fc", name="tre.txt") as source:
            assert parse_pages("2-").of(source) == [2, 3]
            with pytest.raises(OptionError, match=r"tre\.txt: has 3 pages"):
                parse_pages("4").of(source)

    @given(
        st.lists(
            st.tuples(st.integers(1, 40), st.one_of(st.none(), st.integers(0, 20))).map(
                lambda pair: (pair[0], None if pair[1] is None else pair[0] + pair[1])
            ),
            min_size=1,
            max_size=6,
        ),
        st.integers(1, 60),
    )
    def test_selection_is_the_union_of_its_ranges(self, ranges: list[tuple[int, int | None]], count: int) -> None:
        selection = PageSelection(tuple(ranges))
        assert parse_pages(str(selection)) == selection
        wanted = {n for first, last in ranges for n in range(first, (count if last is None else last) + 1)}
        if max(max(wanted, default=0), *(first for first, _ in ranges)) <= count:
            assert selection.numbers(count) == sorted(wanted)
        else:
            with pytest.raises(OptionError):
                selection.numbers(count)
