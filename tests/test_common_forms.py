"""The commonest forms, found by hash: the same as the trie says, and no stranger among them."""

from array import array

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocr_fix.errors import DataError
from ocr_fix.language.common_forms import NUMBER_BITS, CommonForms, hash_of, table_of
from ocr_fix.language.datafiles import DataFolder
from ocr_fix.languages.sv import DATA, HISTORICAL
from wordlists import form_files, historical

OFFICIAL, OLD = DataFolder(DATA), DataFolder(HISTORICAL)


def forms_in(numbers: dict[str, int]) -> CommonForms:
    return CommonForms(memoryview(array("Q", table_of(numbers))))


@pytest.mark.parametrize(("data", "size"), [(OFFICIAL, form_files.COMMON), (OLD, historical.COMMON)])
def test_the_commonest_forms_have_the_numbers_of_the_trie(data: DataFolder, size: int) -> None:
    common, trie = CommonForms(data.numbers("lexicon.common", "Q")), data.trie("lexicon.marisa")
    found = {form: number for form, number in trie.items() if common.find(form) >= 0}
    assert len(found) == size
    assert all(common.find(form) == number for form, number in found.items())


@given(st.text(max_size=20))
@settings(max_examples=1000)
def test_a_stranger_is_not_among_them(text: str) -> None:
    common, trie = CommonForms(OFFICIAL.numbers("lexicon.common", "Q")), OFFICIAL.trie("lexicon.marisa")
    assert common.find(text) in {-1, trie.get(text)}


@given(st.dictionaries(st.text(max_size=8), st.integers(0, (1 << NUMBER_BITS) - 2), max_size=200), st.text(max_size=8))
def test_every_form_of_a_table_is_found_and_no_other(numbers: dict[str, int], other: str) -> None:
    common = forms_in(numbers)
    assert all(common.find(form) == number for form, number in numbers.items())
    assert common.find(other) == numbers.get(other, -1)


def test_the_hash_is_the_same_on_every_machine() -> None:
    assert [hash_of(form) for form in ("", "å", "kommunen")] == [
        0xD8685893E3D7D0E9,
        0xB47A97EFCCADCD91,
        0x67B07EA6124C9589,
    ]


@pytest.mark.parametrize("number", [-1, (1 << NUMBER_BITS) - 1])
def test_there_is_no_room_for_such_a_number(number: int) -> None:
    with pytest.raises(ValueError, match="no room"):
        table_of({"hamnen": number})


@pytest.mark.parametrize("size", [0, 1, 3, 12])
def test_a_damaged_table_is_refused(size: int) -> None:
    with pytest.raises(DataError, match="install ocr-fix again"):
        CommonForms(memoryview(array("Q", [0] * size)))
