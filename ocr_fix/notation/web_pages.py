"""Pages of HTML from templates: text is never markup, and nothing is loaded from anywhere."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from ocr_fix.document.language_codes import told
from ocr_fix.system.libraries import complete
from ocr_fix.wording import count_form, language_in_use, number, worded

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

# What prints nothing, or turns the text around it.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_UNSAFE_ASCII = re.compile("[<>&]")
_BEYOND_ASCII = re.compile("[^ -~]")


def page_of(package: str, template: str, **values: object) -> str:
    """A page made of a template.

    Args:
        package: that holds the template, such as "ocr_fix.output.reports".
        template: name of its file.
        values: what it is filled with; text is escaped, and what prints nothing is shown as �.
    """
    return _environment(package).get_template(template).render(values)


def resource(package: str, *names: str) -> str:
    """Files of a package one after the other: style or script of a page."""
    return "".join(files(package).joinpath(name).read_text(encoding="utf-8") for name in names)


def policy_of(script: str, *, served: bool = False) -> str:
    """The content security policy of a page: it runs its own script, shows pictures and loads nothing else.

    Args:
        script: that the page holds.
        served: whether it may ask the server that it comes from for pictures and decisions.
    """
    digest = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    sources = "img-src data: 'self'; connect-src 'self'" if served else "img-src data:"
    return (
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; {sources};"
        " base-uri 'none'; form-action 'none'"
    )


def visible(text: str) -> str:
    """Text whose characters that print nothing are shown as �."""
    return "".join("\ufffd" if _is_unseen(each) else each for each in text)


def script_data(values: object) -> Markup:
    """Values as JSON that may stand in a script element: nothing in them ends it, and nothing in it is unseen."""
    from markupsafe import Markup  # noqa: PLC0415 - only pages need it

    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    text = _UNSAFE_ASCII.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    return Markup(_BEYOND_ASCII.sub(lambda found: _told(found[0]), text))


def _told(character: str) -> str:
    hidden = _is_unseen(character) or character in "\u2028\u2029"
    return json.dumps(character)[1:-1] if hidden else character


def _is_unseen(character: str) -> bool:
    return character not in "\n\t" and unicodedata.category(character) in _UNSEEN


@cache
def _environment(package: str) -> Environment:
    with complete():
        from jinja2 import Environment, FunctionLoader, StrictUndefined  # noqa: PLC0415 - only pages need it
        from markupsafe import Markup, escape  # noqa: PLC0415

    def filled(message: str, fields: Mapping[str, object]) -> Markup:
        text = Markup(escape(visible(message)))
        return text.format(**{name: seen(value) for name, value in fields.items()}) if fields else text

    def worded_here(message: str, /, **fields: object) -> Markup:
        return filled(worded(message), fields)

    def worded_count_here(one: str, many: str, count: int, /, **fields: object) -> Markup:
        return filled(count_form(one, many, count), {"count": number(count), **fields})

    def seen(value: object) -> object:
        return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    environment = Environment(
        autoescape=True,
        finalize=seen,
        loader=FunctionLoader(lambda name: resource(package, name)),
        lstrip_blocks=True,
        trim_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters |= {"number": number, "script_data": script_data, "languages": told}
    environment.globals |= {"language": language_in_use, "worded": worded_here, "worded_count": worded_count_here}
    return environment
