"""Rules of dashes or dots around the cells of tables, found by their even gaps and taken out before a page is read.

Engines take them for signs and words among the cells, and lose cells between them. A row of dots or dashes may as well
lead to a number, wait for what is filled in or part paragraphs; only what rules a table is taken out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from statistics import median
from typing import NamedTuple

from PIL import Image

from ocr_fix.recognition.preparation.ruling.bitmap import Bitmap, PixelRun, hanging_together
from ocr_fix.recognition.preparation.ruling.detection import InkColumns, RuledLine, followed
from ocr_fix.recognition.preparation.thresholds import THRESHOLDS

_T, _RULES = THRESHOLDS.broken_rules, THRESHOLDS.ruling
_TURNED = Image.Transpose.TRANSPOSE


class BrokenRules(NamedTuple):
    """The broken rules of the tables of a page.

    Attributes:
        across: those that go across.
        down: those that go down, as they are on the page with its rows for columns.
    """

    across: Sequence[RuledLine] = ()
    down: Sequence[RuledLine] = ()


def broken_rules(ink: Image.Image, solid: Sequence[RuledLine], points: float) -> BrokenRules:
    """The rules of dashes or dots that tables have.

    Args:
        ink: of mode "1", ink being 255.
        solid: the other rules across.
        points: pixels of a point.
    """
    lying = ink.transpose(_TURNED)
    across, down = _even_rows(ink, points), _even_rows(lying, points)
    down = _beside_type(down, across, lying, points) if down else []
    down = [rule for rule in down if _has_equal(rule, down, points) or _meeting(rule, [*across, *solid], points) > 1]
    tables = [rule for rule in across if _meeting(rule, down, points) > 1]
    left = [rule for rule in across if not any(rule is other for other in tables)]
    return BrokenRules([*tables, *_around_cells(left, ink, points)], down)


def filled(rule: RuledLine, columns: InkColumns, points: float) -> RuledLine:
    """A broken rule as one without gaps, so far beyond its ends as the corners of its table are rough.

    Args:
        rule: it.
        columns: of the page as it is now.
        points: pixels of a point.
    """
    beyond, back = round(_T.corner * points), len(rule.centres) - 1
    slope = (rule.centres[-1] - rule.centres[0]) / back
    left, right = min(rule.left, beyond), min(columns.width - rule.right, beyond)
    before = [rule.centres[0] - slope * at for at in range(left, 0, -1)]
    behind = [rule.centres[-1] + slope * at for at in range(1, right + 1)]
    centres, runs = [*before, *rule.centres, *behind], list[tuple[int, int]]()
    for x, centre in enumerate(centres, rule.left - left):
        top, bottom = columns.run(x, int(centre))
        if top == bottom:
            top, bottom = round(centre - rule.thickness / 2), round(centre + rule.thickness / 2)
        runs.append((top, bottom))
    return RuledLine(rule.left - left, runs, centres, rule.thickness)


def _even_rows(ink: Image.Image, points: float) -> list[RuledLine]:
    """Rows across of dashes or dots with even gaps; none where there are so many that they are a picture's."""
    runs = _seeds(ink, points)
    if not 0 < len(runs) <= _RULES.most_runs:
        return []
    columns = InkColumns(ink)
    rules = (followed(columns, part, points) for part in hanging_together(runs))
    return [rule for rule in rules if rule is not None and _is_broken(rule, columns, points)]


def _seeds(ink: Image.Image, points: float) -> list[PixelRun]:
    """Runs across of what is thin and as long as a rule, with its gaps filled, also where letters touch it."""
    length, hole = round(_T.shortest * points), round(_T.touched * points)
    thick = Bitmap.of(ink, length).thicker_by_a_row()  # so that what slopes goes on from row to row
    closed = thick.closed_across(round(_T.gap * points) + 1)
    thin = closed.without_thick(round(_T.thickest * points) + 3).opened_across(round(_T.piece * points))
    return list(thin.closed_across(hole).opened_across(length).runs()) if thin.bits else []


def _is_broken(rule: RuledLine, columns: InkColumns, points: float) -> bool:
    """Whether a rule is made of short pieces with even gaps, and stands free."""
    length = len(rule.runs)
    if length < _T.shortest * points:
        return False
    pieces = [(kind, len(list(group))) for kind, group in groupby(map(rule.kind, range(length)))]
    gaps = [
        size
        for (before, _), (kind, size), (behind, _) in zip(pieces, pieces[1:], pieces[2:], strict=False)
        if kind == "gap" and before == behind == "bare"
    ]
    if len(gaps) < _T.fewest_gaps or sum(gaps) < _T.share_gaps * length:
        return False
    usual, dashes = median(gaps), [size for kind, size in pieces if kind == "bare"]
    even = sum(abs(gap - usual) <= 1 + _T.uneven * usual for gap in gaps)
    short = sum(size <= _T.longest * points for size in dashes)
    return even >= _T.mostly * len(gaps) and short >= _T.mostly * len(dashes) and _is_free(rule, columns, points)


def _is_free(rule: RuledLine, columns: InkColumns, points: float) -> bool:
    """Whether most of a rule has white above or below, as the dots of pictures and patterns have not."""
    far, bare, free = round(_T.white * points), 0, 0
    for at, (top, bottom) in enumerate(rule.runs):
        if rule.is_bare(at):
            x, bare = rule.left + at, bare + 1
            free += columns.is_white(x, top - far, top - 1) or columns.is_white(x, bottom + 1, bottom + far)
    return bare > 0 and free >= _T.mostly * bare


def _beside_type(
    rules: Sequence[RuledLine], across: Sequence[RuledLine], lying: Image.Image, points: float
) -> list[RuledLine]:
    """Those of rules down that have type beside their gaps as beside their dashes, which columns of 1, I or : have not.

    Args:
        rules: down.
        across: the others.
        lying: the ink of the page with its rows for columns.
        points: pixels of a point.
    """
    other = _without(across, _without(rules, lying).transpose(_TURNED)).transpose(_TURNED)
    shares = [(rule, _beside_gaps(rule, other, points)) for rule in rules]
    sure = [rule for rule, share in shares if share > _T.beside_gaps]
    return [
        rule
        for rule, share in shares
        if share > _T.beside_gaps or (share > _T.beside_gaps_if_equal and _has_equal(rule, sure, points))
    ]


def _without(rules: Sequence[RuledLine], ink: Image.Image) -> Image.Image:
    found = ink.copy()
    for rule in rules:
        for x, centre in enumerate(rule.centres, rule.left):
            found.paste(0, (x, round(centre - rule.thickness) - 1, x + 1, round(centre + rule.thickness) + 1))
    return found


def _beside_gaps(rule: RuledLine, other: Image.Image, points: float) -> float:
    """How many times as much type stands beside the gaps of a rule as beside its dashes."""
    near = round(_T.beside * points)
    middle = round(_row(rule))
    band = other.crop((rule.left, max(0, middle - near), rule.right, min(other.height, middle + near)))
    levels = band.convert("L").resize((band.width, 1), Image.Resampling.BOX).tobytes()
    dashes, gaps = (
        sorted(level for at, level in enumerate(levels) if rule.kind(at) == kind) for kind in ("bare", "gap")
    )
    return _high(gaps) / max(1, _high(dashes))


def _high(levels: Sequence[int]) -> int:
    """What a tenth of some levels, in order, reach: lines of type, and not what hangs from them."""
    return levels[len(levels) * 9 // 10]


def _has_equal(rule: RuledLine, others: Sequence[RuledLine], points: float) -> bool:
    """Whether another rule begins and ends where one does."""
    return any(other is not rule and _is_equal(rule, other, points) for other in others)


def _is_equal(rule: RuledLine, other: RuledLine, points: float) -> bool:
    near = _T.corner * points
    return abs(rule.left - other.left) <= near and abs(rule.right - other.right) <= near


def _meeting(rule: RuledLine, others: Sequence[RuledLine], points: float) -> int:
    """How many rules that go the other way cross a rule or end at it."""
    near = _T.corner * points
    return sum(_reaches(rule, other, near) and _reaches(other, rule, near) for other in others)


def _reaches(rule: RuledLine, other: RuledLine, near: float) -> bool:
    return rule.left - near <= other.centres[len(other.centres) // 2] <= rule.right + near


def _around_cells(rules: Sequence[RuledLine], ink: Image.Image, points: float) -> Iterator[RuledLine]:
    """Those of rules across that are equal, have rows of cells between them and nothing beside them."""
    left = sorted(rules, key=_row)
    while left:
        equal = [rule for rule in left if _is_equal(rule, left[0], points)]
        left = [rule for rule in left if not any(rule is other for other in equal)]
        cells = [_has_cells(above, below, ink, points) for above, below in pairwise(equal)]
        is_table = len(equal) >= _T.fewest_equal and sum(cells) >= _T.mostly * len(cells)
        if is_table and not any(_is_labelled(rule, ink, points) for rule in equal):
            yield from equal


def _row(rule: RuledLine) -> float:
    return rule.centres[len(rule.centres) // 2]


def _has_cells(above: RuledLine, below: RuledLine, ink: Image.Image, points: float) -> bool:
    """Whether type stands between two rules at their left and their right, and not on the lower one."""
    edge = above.thickness + points / 2
    top, bottom = max(above.centres[0], above.centres[-1]) + edge, min(below.centres[0], below.centres[-1]) - edge
    width, stands = len(below.runs), bottom - _T.above_rule * points
    if bottom - top > _RULES.tallest * points:
        return False
    third = (below.left, below.left + width // 3), (below.right - width // 3, below.right)
    return all(_has_ink(ink, left, top, right, bottom) for left, right in third) and not _has_ink(
        ink, below.left, stands, below.right, bottom
    )


def _is_labelled(rule: RuledLine, ink: Image.Image, points: float) -> bool:
    """Whether something stands beside a rule on its own line, as before what is filled in and behind leaders."""
    high, low, far, near = _T.label_high * points, points, _T.label * points, _T.corner / 4 * points
    return _has_ink(ink, rule.left - far, rule.centres[0] - high, rule.left - near, rule.centres[0] - low) or _has_ink(
        ink, rule.right + near, rule.centres[-1] - high, rule.right + far, rule.centres[-1] - low
    )


def _has_ink(ink: Image.Image, left: float, top: float, right: float, bottom: float) -> bool:
    area = max(0, round(left)), max(0, round(top)), min(ink.width, round(right)), min(ink.height, round(bottom))
    return area[0] < area[2] and area[1] < area[3] and ink.crop(area).getbbox() is not None
