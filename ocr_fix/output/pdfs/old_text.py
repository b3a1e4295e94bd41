"""Text that a PDF page has but does not show, taken away: the layer that another OCR program laid over a scan.

Two ways are in use: text in render mode 3 (neither filled nor stroked), and text that the scan is painted over. Both
are told from the operators of the page; what is seen stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

import pikepdf
from pikepdf import Name, Operator
from pikepdf.models import PdfParsingError

from ocr_fix.output.pdfs.page_geometry import visible_box
from ocr_fix.output.pdfs.thresholds import THRESHOLDS

_INVISIBLE, _LAST_MODE = 3, 7  # text render modes (ISO 32000-1:2008, table 106)
_SHOWING = {"Tj", "TJ", "'", '"'}
_PLACING = {"Td", "TD", "Tm", "T*", "BT", "'", '"'}
_CLIPPING = {"W", "W*"}
_T = THRESHOLDS.old_text

_Instruction = pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage


@dataclass(frozen=True, slots=True)
class _State:
    """Of the graphics state, what tells whether something is seen.

    Attributes:
        matrix: from here to the page.
        mode: of rendering text.
        inherited: whether what calls the form has set it, as another call of the form may not.
        font: of text.
        opaque, clipped: what pictures are.
    """

    matrix: pikepdf.Matrix
    mode: int = 0
    inherited: bool = False
    font: pikepdf.Object | None = None
    opaque: bool = True
    clipped: bool = False


@dataclass(slots=True)
class FoundText:
    """What was found on a page.

    Attributes:
        removed: how many pieces of text were taken away.
        seen: how many characters are shown by text operators.
        forms: the numbers of those that were gone through.
    """

    removed: int = 0
    seen: int = 0
    forms: set[tuple[int, int]] = field(default_factory=set)


def text_of_page(page: pikepdf.Page) -> FoundText:
    """What text a page has, seen and not; the page stays as it is."""
    return _gone_through(page, None)


def without_hidden_text(pdf: pikepdf.Pdf, page: pikepdf.Page) -> FoundText:
    """Take away the text of a page that is not seen; the page's content is replaced only where there is some.

    Forms that the page calls are gone through as well; of their text only what they hide themselves goes, for another
    call of the same form may show it. A page whose content cannot be understood stays as it is.
    """
    return _gone_through(page, pdf)


def _gone_through(page: pikepdf.Page, pdf: pikepdf.Pdf | None) -> FoundText:
    """What text a page has; where its PDF is given, what is not seen of it is taken away."""
    left, bottom, right, top = visible_box(page)
    found = FoundText()
    walk = _Walk((right - left) * (top - bottom), found, writes=pdf is not None)
    try:
        kept = walk.through(page, page.resources, _State(pikepdf.Matrix()), 0)
    except (pikepdf.PdfError, PdfParsingError, AttributeError, KeyError, TypeError, ValueError):
        return found  # operators without their operands, and whatever else a damaged file has
    if kept is not None and pdf is not None:
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))
    return found


class _Walk:
    """Goes through the operators of a page and its forms.

    Args:
        page_area: of what is shown of the page, in square points.
        found: gets what is found.
        writes: whether forms lose the text that is not seen.
    """

    def __init__(self, page_area: float, found: FoundText, *, writes: bool) -> None:
        self._page_area = page_area
        self._found = found
        self._writes = writes

    def through(
        self, stream: pikepdf.Page | pikepdf.Object, resources: pikepdf.Object, state: _State, depth: int
    ) -> list[_Instruction] | None:
        """The operators without the hidden text; None where there is none."""
        instructions = list(pikepdf.parse_content_stream(stream))
        hidden: set[int] = set()
        shown: dict[int, int] = {}  # index -> characters
        since_placed: list[int] = []
        stack: list[_State] = []
        for index, instruction in enumerate(instructions):
            name = str(instruction.operator)
            if name in _PLACING:
                since_placed.clear()
            if name in _SHOWING:
                if state.mode == _INVISIBLE and state.inherited:
                    continue
                if state.mode == _INVISIBLE:
                    hidden.add(index)
                    since_placed.append(index)
                else:
                    # What is seen begins where the hidden text before it ends, so that one has to stay.
                    hidden.difference_update(since_placed)
                    shown[index] = _characters(instruction, state.font)
            elif name == "Do":
                if self._covers(instruction, resources, state):
                    hidden.update(shown)
                    shown.clear()
                self._form(instruction, resources, state, depth)
            else:
                state = _after(name, instruction, state, stack, resources)
        self._found.removed += len(hidden)
        self._found.seen += sum(shown.values())
        return list(_without(instructions, hidden)) if hidden else None

    def _covers(self, instruction: _Instruction, resources: pikepdf.Object, state: _State) -> bool:
        """Whether an opaque picture is painted over the whole page."""
        picture = _resource(resources, "/XObject", instruction)
        if picture is None or picture.get("/Subtype") != Name.Image or state.clipped or not state.opaque:
            return False
        if "/SMask" in picture or "/Mask" in picture or bool(picture.get("/ImageMask", False)):
            return False
        matrix = state.matrix
        return abs(matrix.a * matrix.d - matrix.b * matrix.c) >= _T.covers * self._page_area

    def _form(self, instruction: _Instruction, resources: pikepdf.Object, state: _State, depth: int) -> None:
        form = _resource(resources, "/XObject", instruction)
        if form is None or form.get("/Subtype") != Name.Form or depth == _T.deepest:
            return
        if form.objgen in self._found.forms:
            return
        self._found.forms.add(form.objgen)
        own = form.get("/Resources", resources)
        matrix = pikepdf.Matrix(form.get("/Matrix", pikepdf.Array([1, 0, 0, 1, 0, 0]))) @ state.matrix
        inner = replace(state, matrix=matrix, inherited=True)
        kept = self.through(form, own, inner, depth + 1)
        if kept is not None and self._writes:
            form.write(pikepdf.unparse_content_stream(kept))


def _after(
    name: str, instruction: _Instruction, state: _State, stack: list[_State], resources: pikepdf.Object
) -> _State:
    """The state after an operator that shows nothing."""
    operands: Sequence[pikepdf.Object] = instruction.operands  # type: ignore[assignment]
    if name == "q":
        stack.append(state)
    elif name == "Q":
        state = stack.pop() if stack else state
    elif name == "cm" and len(operands) == 6:
        state = replace(state, matrix=pikepdf.Matrix(*(float(each) for each in operands)) @ state.matrix)
    elif name == "Tr":
        # As PDFium takes it: the last operand, what is no number for 0, and no number of no mode.
        mode = int(operands[-1]) if operands and isinstance(operands[-1], int | Decimal) else 0
        state = replace(state, mode=mode, inherited=False) if 0 <= mode <= _LAST_MODE else state
    elif name == "Tf" and operands:
        state = replace(state, font=_resource(resources, "/Font", instruction))
    elif name in _CLIPPING:
        state = replace(state, clipped=True)
    elif name == "gs":
        state = replace(state, opaque=state.opaque and _is_opaque(_resource(resources, "/ExtGState", instruction)))
    return state


def _is_opaque(state: pikepdf.Object | None) -> bool:
    if state is None:
        return True
    blend, mask = state.get("/BM", Name.Normal), state.get("/SMask", Name("/None"))
    return float(state.get("/ca", 1)) >= 1 and blend == Name.Normal and mask == Name("/None")


def _without(instructions: Sequence[_Instruction], hidden: set[int]) -> Iterator[_Instruction]:
    """The operators that stay; of the two that also go to the next line, only the showing goes."""
    for index, instruction in enumerate(instructions):
        name = str(instruction.operator)
        if index not in hidden:
            yield instruction
        elif name == '"':
            spacing: Sequence[pikepdf.Object] = instruction.operands  # type: ignore[assignment]
            yield pikepdf.ContentStreamInstruction([spacing[0]], Operator("Tw"))
            yield pikepdf.ContentStreamInstruction([spacing[1]], Operator("Tc"))
            yield pikepdf.ContentStreamInstruction([], Operator("T*"))
        elif name == "'":
            yield pikepdf.ContentStreamInstruction([], Operator("T*"))


def _characters(instruction: _Instruction, font: pikepdf.Object | None) -> int:
    """How many characters an operator shows; fonts of several bytes a character are taken for two."""
    operands: Sequence[pikepdf.Object] = instruction.operands  # type: ignore[assignment]
    last = operands[-1] if operands else None
    pieces = list(last) if isinstance(last, pikepdf.Array) else [last]
    count = sum(len(bytes(piece)) for piece in pieces if isinstance(piece, pikepdf.String))
    composite = font is not None and font.get("/Subtype") == Name.Type0
    return count // 2 if composite else count


def _resource(resources: pikepdf.Object, kind: str, instruction: _Instruction) -> pikepdf.Object | None:
    operands: Sequence[pikepdf.Object] = instruction.operands  # type: ignore[assignment]
    group = _of(resources, kind)
    return None if group is None or not operands else _of(group, str(operands[0]))


def _of(dictionary: pikepdf.Object, key: str) -> pikepdf.Object | None:
    return dictionary.get(key) if isinstance(dictionary, pikepdf.Dictionary | pikepdf.Stream) else None
