"""Lines drawn through, under and around type are taken out before a page is read; strokes that cross them stay.

Engines lose words that a line touches, often all of their line. Rules that touch no letter are left to the engine,
which reads nothing for them and tells tables by them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from PIL import Image

from ocr_fix.document import PageImage
from ocr_fix.notation.type_size import POINTS_PER_INCH
from ocr_fix.recognition.preparation.paper import grey_of, ink_of_grey
from ocr_fix.recognition.preparation.ruling.broken import BrokenRules, broken_rules, filled
from ocr_fix.recognition.preparation.ruling.detection import InkColumns, RuledLine, crossings, rules_across
from ocr_fix.recognition.preparation.thresholds import THRESHOLDS

_T = THRESHOLDS.ruling


class Unruled(NamedTuple):
    """A page without the rules that touch its letters.

    Attributes:
        page: the same object where there are none.
        struck: whether words are struck through, and not only underlined.
    """

    page: PageImage
    struck: bool = False


def without_ruling(page: PageImage) -> Unruled:
    """Take rules that touch letters out of a page, and boxes around words and lines.

    Args:
        page: upright, and straight to two degrees.
    """
    points = page.dpi / POINTS_PER_INCH
    before = grey = grey_of(page.image)
    ink, paper = ink_of_grey(grey)
    rules = rules_across(ink, points)
    broken = broken_rules(ink, rules, points)
    if broken.across or broken.down:
        grey = _without_broken(broken, grey, paper, points)
        ink, _ = ink_of_grey(grey)
        rules = rules_across(ink, points)
    touching = [rule for rule in rules if _touches_letters(rule, rules, points)]
    frames = list(_frames(rules, points))
    if not touching and not frames:
        return Unruled(page if grey is before else replace(page, image=grey))
    if grey is page.image:
        grey = grey.copy()
    for rule in _with_what_goes_on(touching, rules, points):
        _take_out(rule, grey, paper, points)
    for above, below in frames:
        _take_frame_out(above, below, grey, paper, points)
    return Unruled(replace(page, image=grey), any(_strikes(rule, points) for rule in touching))


def _without_broken(broken: BrokenRules, grey: Image.Image, paper: int, points: float) -> Image.Image:
    """The page without them; those down are followed anew once those across are gone, which they crossed."""
    for rules in (broken.across, broken.down):
        grey = grey.copy()
        columns = InkColumns(ink_of_grey(grey)[0])
        for rule in rules:
            _take_out(filled(rule, columns, points), grey, paper, points, rule.leeway)
        grey = grey.transpose(Image.Transpose.TRANSPOSE)
    return grey


def _touches_letters(rule: RuledLine, rules: Sequence[RuledLine], points: float) -> bool:
    """Whether letters touch it, it is longer and thinner than their own bars are, and it belongs to no table.

    Without the rules across, those down between the cells of a table would be read as figures.
    """
    tallest = 0
    for top, bottom, x in _touching(rule, points):
        if bottom - top - rule.thickness > _T.tallest * points or any(
            other is not rule and (other.goes_through(x, top) or other.goes_through(x, bottom - 1)) for other in rules
        ):
            return False
        tallest = max(tallest, bottom - top)
    least = max(_T.longer * tallest, _T.slender_on_letters * rule.thickness)
    return tallest > 0 and len(rule.runs) >= least


def _touching(rule: RuledLine, points: float) -> Iterator[tuple[int, int, int]]:
    """The first row, that behind the last, and the column of the highest of what touches a rule, but for its ends."""
    for places in rule.touched():
        if places[0] > rule.thickness and places[-1] < len(rule.runs) - 1 - rule.thickness:
            at = max(places, key=lambda each: rule.runs[each][1] - rule.runs[each][0])
            top, bottom = rule.runs[at]
            if bottom - top - rule.thickness >= _T.touching * points:
                yield top, bottom, rule.left + at


def _strikes(rule: RuledLine, points: float) -> bool:
    """Whether a rule goes through the middle of letters, so that many strokes cross it and not only descenders."""
    crossing = crossings(rule, points)
    return crossing >= _T.crossed * sum(1 for _ in rule.touched()) and crossing * _T.struck * points >= len(rule.runs)


def _with_what_goes_on(touching: Sequence[RuledLine], rules: Sequence[RuledLine], points: float) -> list[RuledLine]:
    """Rules, and those that go on with them on their line behind a gap."""
    chosen = list(touching)
    left = [rule for rule in rules if not any(rule is other for other in chosen)]
    for rule in chosen:  # grows meanwhile
        chosen += [other for other in left if _goes_on(rule, other, points) or _goes_on(other, rule, points)]
        left = [other for other in left if not any(other is each for each in chosen)]
    return chosen


def _goes_on(rule: RuledLine, other: RuledLine, points: float) -> bool:
    """Whether another rule is as thick and lies on the same line, not far to the right."""
    rough = rule.leeway + other.leeway
    return (
        -_T.hole * points <= other.left - rule.right <= _T.apart * points
        and abs(rule.centres[-1] - other.centres[0]) <= rough
        and abs(rule.thickness - other.thickness) <= rough
    )


def _frames(rules: Sequence[RuledLine], points: float) -> Iterator[tuple[RuledLine, RuledLine]]:
    """The upper and the lower side of each box around a word or a line, wider than high and no cell of a table."""
    for above in rules:
        for below in rules:
            apart, near = below.centres[0] - above.centres[0], _corner(above, below)
            if (
                0 < apart <= _T.tallest * points
                and abs(above.left - below.left) <= near
                and abs(above.right - below.right) <= near
                and len(above.runs) >= _T.wider * apart
                and _is_closed(above, below)
            ):
                yield above, below


def _is_closed(above: RuledLine, below: RuledLine) -> bool:
    """Whether two rules are tied at their ends and nowhere else, by lines that go no further."""
    sides, near = list(_sides(above, below)), _corner(above, below)
    begins, ends = 2 * near, len(above.runs) - 2 * near
    return (
        any(at <= begins for at in sides)
        and any(at >= ends for at in sides)
        and not any(begins < at < ends for at in sides)
        and all(above.runs[at][0] >= above.centres[at] - near for at in sides)
        and all(above.runs[at][1] <= below.centres[min(at, len(below.runs) - 1)] + near for at in sides)
    )


def _corner(above: RuledLine, below: RuledLine) -> float:
    """Pixels by which the corners of a box are rough."""
    return above.thickness + below.thickness + 2


def _sides(above: RuledLine, below: RuledLine) -> Iterator[int]:
    """Columns of a rule, counted from its left, from which ink goes down to another."""
    for at, (_, bottom) in enumerate(above.runs):
        if bottom >= below.centres[min(at, len(below.runs) - 1)]:
            yield at


def _take_out(rule: RuledLine, grey: Image.Image, paper: int, points: float, smooth: float = _T.smooth) -> None:
    """Put paper where a rule is, but not where a stroke crosses it; what ends in it loses no more than the rule.

    Args:
        rule: it.
        grey: the page, which is changed.
        paper: its level.
        points: pixels of a point.
        smooth: pixels beyond the rule that are still its edge.
    """
    edge, half = max(1, round(_T.edge * points)), rule.thickness / 2
    for at, (top, bottom) in enumerate(rule.runs):
        above, below = rule.beyond(at)
        if top == bottom or min(above, below) > rule.leeway:
            continue
        kept = half - _T.kept * rule.thickness
        first = top - edge if above <= smooth else round(rule.centres[at] - kept)
        last = bottom + edge if below <= smooth else round(rule.centres[at] + kept)
        if first < last:
            x = rule.left + at
            grey.paste(paper, (x, max(0, first), x + 1, min(grey.height, last)))


def _take_frame_out(above: RuledLine, below: RuledLine, grey: Image.Image, paper: int, points: float) -> None:
    edge = max(1, round(_T.edge * points))
    top, bottom = round(above.centres[0] - above.thickness), round(below.centres[-1] + below.thickness)
    for side in _sides(above, below):
        x = above.left + side
        grey.paste(paper, (x - edge, max(0, top - edge), x + edge + 1, min(grey.height, bottom + edge)))
    for rule in (above, below):
        _take_out(rule, grey, paper, points)
