"""Web addresses with misread letters: "hups://kommunen.example/tiles/plan.pdf".

No lexicon has their names, and of a name that stands once nothing tells how it was printed. But a text mostly cites one
server several times, and what one address has in the place where others of the server have something that an engine
may well read so is that: it would be a strange accident to have another name so near.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from math import log
from typing import NamedTuple

import regex
from rapidfuzz import process
from rapidfuzz.distance import Hamming, Levenshtein

from ocr_fix.correction.candidates.candidate import Candidate, Scope
from ocr_fix.correction.candidates.links.urls import broken_addresses, may_begin_address
from ocr_fix.correction.candidates.state import TextState
from ocr_fix.correction.error_model.read_as import confusions
from ocr_fix.correction.tokens.span import Span
from ocr_fix.correction.tokens.tokenised import TokenisedText
from ocr_fix.notation.addresses import (
    DOMAINS,
    KNOWN_ENDINGS,
    LINKED_ENDINGS,
    OTHER_SCHEMES,
    SCHEME_END,
    SLASHES,
    WEB_SCHEMES,
    WWW,
)

_BEFORE, _BEHIND = '([<"”»', ')].,;:>"”»'
_SCHEME = regex.compile(rf"(\p{{L}}{{2,7}})(?::/{{1,2}}|{SLASHES})")
# What is a name: digits tell places of one series apart, and never one digit is taken for another.
_NAME = regex.compile(r"\p{L}[\p{L}.,_-]*\p{L}")
_LETTERS = regex.compile(r"\p{L}+")
_ENDING = regex.compile(r"(?P<stem>.*[^.,;])(?P<point>[.,;])(?P<ending>\p{Ll}{2,5})")
# No last name of a server is so long and ends in another one; servers of one name, as "intranet", have none.
_LOST_LAST_POINT = regex.compile(rf"(?P<before>.*\.\p{{Ll}}{{6,}})(?P<last>{DOMAINS})")
_LOST_FIRST_POINT = regex.compile(rf"{WWW[:-1]}(?P<mark>[-,]?)(?P<rest>\p{{L}}.*)")
_WITHOUT_POINT = regex.compile(r"(?P<stem>[^.]*\d)(?P<ending>\p{Ll}{3,4})")
Mended = Mapping[str, str]


class Address(NamedTuple):
    """An address in its parts; `text` puts them together again.

    Attributes:
        before, behind: brackets and marks around it.
        scheme: of the web, as it was read; empty where none stands there.
        server: its name.
        path: what its strokes part, the file's name at last.
    """

    before: str
    scheme: str
    server: str
    path: tuple[str, ...]
    behind: str

    @property
    def file(self) -> str:
        """The last name of its path; empty where it has none."""
        return self.path[-1] if self.path else ""

    def with_name(self, at: int, name: str) -> Address:
        """The same with another name at a place of its path."""
        return self._replace(path=(*self.path[:at], name, *self.path[at + 1 :]))

    @property
    def text(self) -> str:
        """As it is written."""
        scheme = f"{self.scheme}{SCHEME_END}" if self.scheme else ""
        return "".join((self.before, scheme, "/".join((self.server, *self.path)), self.behind))


def address_of(text: str) -> Address | None:
    """The parts of what is written; None where it is no address that has a server's name."""
    start = len(text) - len(text.lstrip(_BEFORE))
    end = max(start, len(text.rstrip(_BEHIND)))
    found = _SCHEME.match(text, start, end)
    server, *path = text[found.end() if found else start : end].split("/")
    if not server or not (found or "." in server):
        return None
    return Address(text[:start], found[1] if found else "", server, tuple(path), text[end:])


class MisreadAddressSource:
    """Addresses as others of the text show that they were printed."""

    name = "addresses"
    scope: Scope = "part"

    def anchors(self, text: TokenisedText, state: TextState) -> Iterable[int]:
        """The tokens of those that others mend, and what begins a broken one."""
        mended = state.once(_mended)
        whole = (at for token in text.others if token in mended for at in text.flow.places(token))
        parted = (at for at, found in state.once(broken_addresses).items() if found.text in mended)
        return (*whole, *parted)

    def propose(self, span: Span, state: TextState) -> Iterable[Candidate]:
        """The address as it was printed."""
        printed = state.once(_mended).get(span.text)
        if printed is not None:
            edits = tuple(confusions(printed, span.text, all_of_them=True))
            yield Candidate(printed, state.thresholds.plain_cost, edits, self.name, (printed,))


def _mended(state: TextState) -> Mended:
    """The addresses of a text that were misread, and as what they were printed.

    Addresses may have been misread on a page whose words all came through whole: where several of their names are other
    ones if the text is damaged, they show that it is, as its words do otherwise.
    """
    thresholds = state.thresholds
    read = Counter(_addresses(state))
    parts = {text: found for text in read if (found := address_of(text)) is not None}
    if len(parts) > thresholds.most_addresses:
        return {}
    damaged = _mended_by(thresholds.letter_of_name, read, parts, state)
    if state.is_damaged or len(_renamed(damaged)) >= thresholds.telling_names:
        return damaged
    return _mended_by(thresholds.letter_of_name * thresholds.sound_name, read, parts, state)


def _renamed(mended: Mended) -> set[tuple[str, str]]:
    """The different names that mended addresses had and have."""
    pairs = [(address_of(text), address_of(whole)) for text, whole in mended.items()]
    names = [
        zip((before.server, *before.path), (after.server, *after.path), strict=False)
        for before, after in pairs
        if before is not None and after is not None
    ]
    return {(read, printed) for each in names for read, printed in each if read != printed}


def _mended_by(letter: float, read: Counter[str], parts: Mapping[str, Address], state: TextState) -> Mended:
    """The same where each letter of a name costs so much that is one of its own, though so near another."""
    printed = {
        text: found._replace(scheme=web_scheme(found.scheme), server=_with_points(found.server, state))
        for text, found in parts.items()
    }
    servers = _by_most(_counted(read, {text: found.server for text, found in printed.items()}), letter, state)
    printed = {text: found._replace(server=servers.get(found.server, found.server)) for text, found in printed.items()}
    of_server: dict[str, dict[str, Address]] = defaultdict(dict)
    for text, found in printed.items():
        of_server[found.server][text] = found
    mended: dict[str, str] = {}
    for group in of_server.values():
        endings = {end["ending"] for found in group.values() if (end := _ENDING.fullmatch(found.file))}
        for text, found in _with_paths(read, group, letter, state).items():
            whole = _with_ending(found, endings).text
            if whole != text:
                mended[text] = whole
    return mended


def _addresses(state: TextState) -> Iterator[str]:
    """The addresses of a text, those that spaces had broken put together."""
    text, parted = state.text, state.once(broken_addresses)
    within = {at for first, found in parted.items() for at in range(first, found.last + 1)}
    yield from (found.text for found in parted.values())
    for token in text.others:
        if may_begin_address(token):
            yield from (token for at in text.flow.places(token) if at not in within)


def web_scheme(read: str) -> str:
    """The scheme that was printed: that of the web where what was read is near it and no scheme itself.

    Args:
        read: letters before the colon and two strokes; may be empty.
    """
    if not read.startswith("h") or read in OTHER_SCHEMES or read in WEB_SCHEMES:
        return read
    near = process.extractOne(read, WEB_SCHEMES, scorer=Levenshtein.distance, score_cutoff=2)
    return near[0] if near else read


def _with_paths(
    read: Counter[str], group: Mapping[str, Address], letter: float, state: TextState
) -> dict[str, Address]:
    """Addresses of one server, the names of their folders by what most have in their place.

    Files are named one unlike the other, and may differ in a letter: "part-a.pdf".
    """
    printed = dict(group)
    in_files = {letters.lower() for found in group.values() for letters in _LETTERS.findall(found.file)}
    for at in range(max(len(found.path) for found in group.values()) - 1):
        here = {text: found.path[at] for text, found in printed.items() if len(found.path) > at + 1}
        mended = _by_most(_counted(read, here), letter, state, in_files)
        for text, name in here.items():
            if name in mended:
                printed[text] = printed[text].with_name(at, mended[name])
    return printed


def _counted(read: Counter[str], names: Mapping[str, str]) -> Counter[str]:
    """How often each name stands in one place of addresses.

    Args:
        read: how often the text has each address.
        names: what each has in the place.
    """
    counts: Counter[str] = Counter()
    for text, name in names.items():
        if _NAME.fullmatch(name):
            counts[name] += read[text]
    return counts


def _by_most(counts: Counter[str], letter: float, state: TextState, in_files: Container[str] = ()) -> Mended:
    """The names of one place that were misread, and as what they were printed.

    That a name is one of its own, though so near another of its place, is an accident; what each letter costs of it
    is weighed against what it costs to read the other so. Often read so it counts once: what is of one face and one
    shape is misread alike. Of short names several may be so near each other ("jan", "jun"): for those a second
    witness is asked for.

    Args:
        counts: how often each name stands in the place.
        letter: what each letter costs of a name of its own, a negative natural log.
        state: what is known of the text.
        in_files: what the names of files have, in small letters.
    """
    thresholds = state.thresholds
    gains = sorted(
        (
            (gain, name, other)
            for name in counts
            if not state.is_word(name)
            for other in _near(name, counts, max(1, len(name) // thresholds.letters_per_edit))
            if (len(name) >= thresholds.shortest_name or (other in in_files and name not in in_files))
            and (gain := letter * len(name) + log(counts[other]) - _cost(other, name, state)) > 0
        ),
        reverse=True,
    )
    mended: dict[str, str] = {}
    for _, name, other in gains:
        if name not in mended and other not in mended and name not in mended.values():
            mended[name] = other
    return mended


def _near(name: str, names: Iterable[str], most: int) -> list[str]:
    """The other names that differ from one in so many letters, and not in an ending alone, as "page" and "pages"."""
    found = process.extract(name, [*names], scorer=Levenshtein.distance, score_cutoff=most, limit=None)
    return [other for other, _, _ in found if not (other.startswith(name) or name.startswith(other))]


def _cost(printed: str, read: str, state: TextState) -> float:
    return state.profile.cost_of(confusions(printed, read, all_of_them=True), read)


def _with_points(server: str, state: TextState) -> str:
    """A server's name with the points behind its "www" and before its last name."""
    if (first := _LOST_FIRST_POINT.fullmatch(server)) and (not first["mark"] or state.is_damaged):
        server = f"{WWW}{first['rest']}"
    if last := _LOST_LAST_POINT.fullmatch(server):
        server = f"{last['before']}.{last['last']}"
    return server


def _with_ending(found: Address, endings: Container[str]) -> Address:
    """An address whose file has lost the point before its ending, or has that misread.

    Args:
        found: the address.
        endings: those of other files of its server.
    """
    name = found.file
    ending = _ENDING.fullmatch(name)
    if ending is None:
        lost = _WITHOUT_POINT.fullmatch(name)
        whole = f"{lost['stem']}.{lost['ending']}" if lost and lost["ending"] in endings else name
    elif ending["ending"] in KNOWN_ENDINGS:
        whole = f"{ending['stem']}.{ending['ending']}"
    else:
        whole = f"{ending['stem']}.{_nearest_ending(ending['ending'])}" if ending["point"] == "." else name
    return found.with_name(len(found.path) - 1, whole) if whole != name else found


def _nearest_ending(read: str) -> str:
    """The ending of linked files that differs in one letter; as it was read where none does, or several do."""
    near = [ending for ending in LINKED_ENDINGS if len(ending) == len(read) and Hamming.distance(ending, read) == 1]
    return near[0] if len(near) == 1 else read
