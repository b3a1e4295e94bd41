"""What the engine says of each character of a word: how else it could have read it, and how nearly it did.

Where it hesitated between two characters, a confusion of these two is as likely as it says, whatever the channel has
learnt of other texts; and a word that takes one of them is a candidate even if no channel knows the confusion.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import log

from ocr_fix.correction.decoding.decoder import Choice
from ocr_fix.correction.error_model.channel import Confusion
from ocr_fix.document import Word

# An alternative counts from this share of the probability of what was read. The engine gives most alternatives none.
HESITATION = 0.2

Choices = tuple[Choice, ...]


def hesitates(word: Word) -> bool:
    """Whether the engine nearly read one of a word's characters as another."""
    if len(word.choices) != len(word.reading):  # what it says is not of this reading
        return False
    return any(True for place in range(len(word.choices)) for _ in _rivals(word, place))


def weighed(choices: Choices, word: Word, offset: int, is_word: Callable[[str], bool]) -> Choices:
    """What may stand at a piece of a word, weighed by what the engine says of its characters.

    Args:
        choices: first what was read.
        word: the word, as the engine read it.
        offset: where the piece begins in it.
        is_word: whether something is a word.

    Returns:
        The same choices, none less likely than before, and what the engine nearly read if that is a word.
    """
    read = choices[0].text
    near = {
        read[:place] + rival + read[place + 1 :]: (cost, Confusion(rival, read[place]))
        for place in range(len(read))
        for rival, cost in _rivals(word, offset + place)
    }
    better = []
    for choice in choices:
        cost, _ = near.pop(choice.text, (None, None))
        better.append(choice if cost is None else choice._replace(score=max(choice.score, -cost)))
    found = [Choice(text, (text,), -cost, (way,)) for text, (cost, way) in near.items() if is_word(text)]
    return (*better, *found)


def _rivals(word: Word, place: int) -> Iterator[tuple[str, float]]:
    """The letters that the engine nearly read at a place, with what that costs (negative natural log)."""
    best = word.choices[place]
    itself = next((choice.probability for choice in best if choice.text == word.reading[place]), 0.0)
    for text, probability in best:
        letters = text.isalpha() and word.reading[place].isalpha() and len(text) == 1
        if letters and text != word.reading[place] and probability > 0:  # some engines round every choice to nothing
            share = probability / max(itself, probability)
            if share >= HESITATION:
                yield text, -log(share)
