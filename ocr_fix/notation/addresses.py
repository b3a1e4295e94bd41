"""Addresses of the web, of mail and of files, as texts have them; each stage asks something else of their parts."""

from __future__ import annotations

from urllib.parse import unquote

import regex

SLASHES = "//"
SCHEME_END = f":{SLASHES}"
WWW = "www."
SERVER = regex.escape(WWW)
DOMAINS = "se|nu|com|org|net|eu"
LINKED_ENDINGS = ("pdf", "html", "htm", "docx", "doc", "xlsx", "xls", "aspx", "asp", "php")
FILE_ENDINGS = "|".join(LINKED_ENDINGS)
"""Parts, and patterns of some: last names of servers that Swedish texts have, endings of files that are linked."""

WEB_SCHEMES = ("https", "http")
OTHER_SCHEMES = frozenset("file ftp ftps git gopher hdfs hdl ldap news sftp smb ssh svn".split())
KNOWN_ENDINGS = frozenset(
    (
        *LINKED_ENDINGS,
        *"cfm csv epub gif jpeg jpg json jsp png ppt pptx odt rtf shtml svg tif tiff txt xhtml xml zip".split(),
    )
)
"""Schemes of the web and what looks like one, endings of files: what is one of these was not misread."""

_BEGUN = regex.compile(rf"{SCHEME_END}\S|^{SERVER}")
# Several parts, as of a server's name or a path.
_OF_PARTS = regex.compile(r"\S+[/.:@]\S+[/.:@]\S+|https?:\S*")


def may_go_on(word: str) -> bool:
    """Whether an address of the web has begun in a word, so that what touches it may be more of it."""
    return _BEGUN.search(word) is not None


def is_built_like_address(word: str) -> bool:
    """Whether a word has parts as an address has; times, dates and file names may have them too."""
    return _OF_PARTS.fullmatch(word) is not None


def file_names(address: str) -> list[str]:
    """The names that an address of a file on this machine may mean: as it stands, and with its %XX read."""
    name = address.removeprefix("file://").removeprefix("localhost/").replace("\\", "/")
    return list(dict.fromkeys((name, unquote(name))))
