"""The schemas of ALTO 4.4 and PAGE 2019-07-15 themselves, where the set-up of the tests has brought them.

They are the Library of Congress's and PRImA's and not ours to publish; a wheel of htrflow carries them, which
`scripts/setup.sh --tests` unpacks beside the packages (and not among them: nothing of it is run).
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

_FOLDER = Path(sys.prefix) / "share" / "alto-schema" / "htrflow" / "serialization" / "schemas"
SCHEMA = _FOLDER / "alto-4-4.xsd"
PAGE_SCHEMA = _FOLDER / "pagecontent.xsd"
# What the schema takes from another that stands on the network: attributes for links, of which we write none.
_XLINK = """
<schema xmlns="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/1999/xlink">
  <attributeGroup name="simpleLink"/>
</schema>
"""


class _Resolver(etree.Resolver):  # type: ignore[misc]
    def resolve(self, url: str, _: object, context: object) -> Any:
        return self.resolve_string(_XLINK, context) if url.endswith("/xlink.xsd") else None


@cache
def official_schema() -> etree.XMLSchema | None:
    """The schema of ALTO; None where it is not there."""
    if not SCHEMA.exists():
        return None
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_Resolver())
    return etree.XMLSchema(etree.parse(SCHEMA, parser))


@cache
def page_schema() -> etree.XMLSchema | None:
    """The schema of PAGE; None where it is not there."""
    return etree.XMLSchema(etree.parse(PAGE_SCHEMA)) if PAGE_SCHEMA.exists() else None
