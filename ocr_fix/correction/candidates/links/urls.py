"""Web addresses that stray spaces have broken ("https: //kommunen.se/sites /default")."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile

import regex

from ocr_fix.correction.candidates.candidate import Candidate, Scope
from ocr_fix.correction.candidates.state import TextState
from ocr_fix.correction.candidates.thresholds import CandidateThresholds
from ocr_fix.correction.thresholds import DEFAULT
from ocr_fix.correction.tokens.span import Span
from ocr_fix.correction.tokens.tokenised import TokenisedText
from ocr_fix.document import Token
from ocr_fix.notation.addresses import DOMAINS, FILE_ENDINGS, SCHEME_END, SERVER, SLASHES, WEB_SCHEMES, WWW

_BEGINNINGS = (
    r"\p{Ll}{3,6}:/{0,2}$",
    rf"\p{{Ll}}{{3,6}}{SCHEME_END}",
    rf"h\p{{Ll}}{{3,5}}(?::/|{SLASHES})\p{{L}}",  # the colon or a stroke is lost
    *(f"{scheme}$" for scheme in WEB_SCHEMES),
    SERVER,
    rf"{WWW[:-1]}(?:$|[-,]?\p{{L}}[\w-]*\.\p{{L}})",
)
_SCHEME = regex.compile(rf"^\(?(?:{'|'.join(_BEGINNINGS)})")
_SLASHED = regex.compile(rf"^{SLASHES}\p{{L}}")
# A file's ending or a path that goes on: what may follow inside an address and begins no word of a sentence.
_GOES_ON = regex.compile(r"^(?:/\S|[-_]\d|[-_\w]*/\S)")
_ENDING = regex.compile(rf"^(?:{FILE_ENDINGS})[.,;)]?$")
_SERVER = regex.compile(rf"^(?:{DOMAINS})(?:/|$)")
# The rest of a server's name with the path behind it; its first part may be one word more.
_REST_OF_SERVER = regex.compile(rf"^(?:[\w-]+\.)*(?:{DOMAINS})/")
_FINISHED = regex.compile(rf"\.(?:{FILE_ENDINGS})[.,;)]?$")
# A server's name to its end, as no word of a sentence is written.
_WHOLE_SERVER = regex.compile(rf"^(?:[\w-]+\.)+(?:{DOMAINS})(?:[/.,;)]|$)")
_LAST_NAME = regex.compile(rf"(?:{DOMAINS})")
# A last name that has no ending: where one follows, only the point before it is lost.
_WITHOUT_ENDING = regex.compile(r"[\w-]+")
# What no sentence goes on with behind an address that ends in a stroke, as a whole one may: "på https://kommun.example/
# om budgeten", but no date either.
_OF_PATH = regex.compile(r"(?!\d\d?/\d\d?\b)\S*(?:\w/|[_=?&#%]|\p{L}\.\p{L}|\p{L}\d|\d\p{L})")
# What may stand between the pieces of one: it has a digit, a stroke or hardly a letter.
_SCRAP = regex.compile(r"^(?:\S*[\d/|]\S*|\p{L})$")
WHY = "spaces inside a web address"


class UrlSource:
    """Web addresses put together again."""

    name = "URLs"
    scope: Scope = "tokens"

    def anchors(self, text: TokenisedText, state: TextState) -> Iterable[int]:
        """All tokens of broken addresses."""
        return [at for first, found in state.once(broken_addresses).items() for at in range(first, found.last + 1)]

    def propose(self, span: Span, state: TextState) -> Iterable[Candidate]:
        """The address that begins with a token."""
        found = state.once(broken_addresses).get(span.first)
        return () if found is None else (found,)


def broken_addresses(state: TextState) -> Mapping[int, Candidate]:
    """The broken addresses of a text, whole, by the index of their first token; none overlaps another."""
    text = state.text
    words = text.words
    begin = [token for token in text.others if may_begin_address(token)]
    found: dict[int, Candidate] = {}
    end = 0
    for at in sorted(at for token in begin for at in text.flow.places(token)):
        if at >= end and not _stands_alone(words[at], words[at + 1 : at + 3]):
            paragraph = _to_end_of_paragraph(text.flow.tokens[at : at + state.thresholds.url_parts])
            whole, length = address(paragraph, 0, state.thresholds)
            if length > 1:
                end = at + length
                found[at] = Candidate(whole, 0.0, (), UrlSource.name, last=end - 1, why=WHY)
    return found


def _stands_alone(word: str, after: Sequence[str]) -> bool:
    """Whether nothing of an address follows what is no more than the beginning of a scheme ("bilaga:"), as mostly."""
    return word[-1] == ":" and not "".join(after).startswith(SLASHES)


def _to_end_of_paragraph(tokens: Sequence[Token]) -> list[str]:
    """The first words of some tokens, as far as no blank line stands between them."""
    goes_on = takewhile(lambda token: not token.begins_paragraph, tokens[1:])
    return [token.word.text for token in (*tokens[:1], *goes_on)]


def may_begin_address(token: str) -> bool:
    """Whether an address, or what is left of one, may begin with a token."""
    if ":" not in token and SLASHES not in token and WWW[:-1] not in token and token not in WEB_SCHEMES:
        return False  # as nearly every token
    return _SCHEME.match(token) is not None or _SLASHED.match(token) is not None


def address(tokens: Sequence[str], start: int, thresholds: CandidateThresholds = DEFAULT) -> tuple[str, int]:
    """The address that begins at a place, and how many tokens it takes: 0 where none begins, 1 where none was broken.

    Args:
        tokens: of the text.
        start: the index of the token it may begin with.
        thresholds: the numbers to go by.
    """
    if not may_begin_address(tokens[start]):
        return "", 0
    whole = tokens[start]
    end = start + 1
    last = min(len(tokens), start + thresholds.url_parts)
    scraps = thresholds.url_scraps
    while end < last and (
        _belongs(whole, tokens[end])
        or _lacks_point(whole, tokens[end:last])
        or _is_closed(whole, tokens[end:last][:scraps])
        or _is_cut(whole, tokens[end:last][: thresholds.longest_cut])
    ):
        # The points before the server's last name, behind "www" and before the file's ending: of what was lost they
        # alone are certain.
        whole += "." + tokens[end] if _lacks_point(whole, tokens[end:last]) else tokens[end]
        end += 1
    return whole, end - start if _has_begun(whole) else 0


def _has_begun(whole: str) -> bool:
    """Whether an address stands there, and no more than the beginning of a scheme."""
    return SLASHES in whole or whole.lstrip("(").startswith(WWW)


def _belongs(whole: str, token: str) -> bool:
    """Whether a token goes on with what stands of an address."""
    if whole in WEB_SCHEMES:
        return token.startswith(":")
    if whole.endswith((":", ":/")):
        return token.startswith("/")
    return _FINISHED.search(whole) is None and _goes_on(whole, token)


def _goes_on(whole: str, token: str) -> bool:
    """The same of one that is more than a scheme and not at its end."""
    if whole.endswith(("-", "_")) or (_is_begun_server(whole) and _WHOLE_SERVER.match(token)):
        return True
    if whole.endswith("/"):
        return _OF_PATH.match(token) is not None
    if _ENDING.match(token) or _SERVER.match(token):
        return whole.endswith(".")
    return _GOES_ON.match(token) is not None and not may_begin_address(token)


def _is_closed(whole: str, rest: Sequence[str]) -> bool:
    """Whether what follows goes on to a file's ending, with nothing in between that may be a word."""
    if not _has_begun(whole) or _FINISHED.search(whole):
        return False
    for token in rest:
        if _FINISHED.search(token) or _ENDING.match(token):
            return not may_begin_address(token)
        if not _SCRAP.match(token):
            return False
    return False


def _is_cut(whole: str, rest: Sequence[str]) -> bool:
    """Whether a server's name stops before its end, which one of the next tokens has with the path behind it."""
    _, slashes, server = whole.partition(SLASHES)
    is_cut = bool(slashes) and server.isalpha()
    return is_cut and any(_REST_OF_SERVER.match(token) for token in rest) and rest[0][:1].islower()


def _is_begun_server(whole: str) -> bool:
    """Whether an address stops behind a point within its server's name."""
    return whole[-1] == "." and whole.rpartition(SLASHES)[2].count("/") == 0 and _has_begun(whole)


def _lacks_point(whole: str, rest: Sequence[str]) -> bool:
    """Whether an address stops where a point is lost, and what follows goes on behind that.

    That may be the last part of its server's name, the server's name behind "www", or the ending of its file.
    """
    token, after = rest[0], rest[1:2]
    server = whole.lstrip("(").rpartition(SLASHES)[2]
    if server == WWW[:-1]:
        return _WHOLE_SERVER.match(token) is not None
    if not _has_begun(whole):
        return False
    if "/" in server:
        return _ENDING.match(token) is not None and _WITHOUT_ENDING.fullmatch(server.rpartition("/")[2]) is not None
    if SLASHES in whole and "." not in server and _SERVER.match(token) is not None and "/" in token:
        return True
    is_last_name = _LAST_NAME.fullmatch(token) is not None and server.rstrip("/")[-1:].isalpha()
    return is_last_name and bool(after) and after[0].startswith("/") and len(after[0]) > 1
