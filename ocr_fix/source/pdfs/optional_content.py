"""Layers of a PDF that are switched off (ISO 32000-1:2008, 8.11), for what PDFium draws all the same."""

from __future__ import annotations

import pikepdf
from pikepdf import Name

_OFF = Name("/OFF")
# When a group of layers shows what belongs to it, by its policy.
_POLICIES = {"/AllOn": (all, True), "/AnyOn": (any, True), "/AnyOff": (any, False), "/AllOff": (all, False)}


def annotations_off(pdf: pikepdf.Pdf, number: int) -> set[int]:
    """Which annotations of a page are in a layer that is off, by their place in its list, from 0.

    Args:
        pdf: the file.
        number: of the page, from 1.
    """
    annotations = pdf.pages[number - 1].obj.get("/Annots", pikepdf.Array())
    off = _layers_off(pdf)
    return {
        at
        for at, each in enumerate(annotations.as_list())
        if isinstance(each, pikepdf.Dictionary) and not _shows(each.get("/OC"), off)
    }


def _layers_off(pdf: pikepdf.Pdf) -> set[tuple[int, int]]:
    properties = pdf.Root.get("/OCProperties", pikepdf.Dictionary())
    usual = properties.get("/D", pikepdf.Dictionary())
    every = properties.get("/OCGs", pikepdf.Array()) if usual.get("/BaseState") == _OFF else pikepdf.Array()
    off = {each.objgen for each in (*every.as_list(), *usual.get("/OFF", pikepdf.Array()).as_list())}
    return off - ({each.objgen for each in usual.get("/ON", pikepdf.Array()).as_list()} if len(every) else set())


def _shows(layer: pikepdf.Object | None, off: set[tuple[int, int]]) -> bool:
    """Whether what belongs to a layer, or to a group of them, is shown."""
    if not isinstance(layer, pikepdf.Dictionary):
        return True
    if layer.get("/Type") != Name.OCMD:
        return layer.objgen not in off
    members = layer.get("/OCGs", pikepdf.Array())
    layers = [members] if isinstance(members, pikepdf.Dictionary) else members.as_list()
    quantity, on = _POLICIES.get(str(layer.get("/P", "/AnyOn")), _POLICIES["/AnyOn"])
    return not layers or quantity((each.objgen not in off) is on for each in layers)
