"""Plain tokens, told from others by their letters and one look-up.

Compiled where a compiler is; `plain.pxd` has the types.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ocr_fix.correction.protection.shapes import BAR

# What may stand behind a plain word.
_MARKS = ".,;!?)"


def part(
    counts: Mapping[str, int],
    young: dict[str, str],
    old: dict[str, str],
    knows: Callable[[str], bool],
    stays: Callable[[str], bool],
    any_own: bool,
    shortest: int,
) -> tuple[dict[str, str], dict[str, int], dict[str, int], dict[str, int]]:
    """The different tokens of a text by what they are; see `classifier.TokenClasses`.

    Args:
        counts: the different tokens of a text with their counts.
        young: what is remembered of them; what is new is added.
        old: what is remembered of earlier ones.
        knows: whether a word is a known form.
        stays: whether a token stays as it is, whatever its parts are.
        any_own: whether the user has named any words.
        shortest: letters of a plain word, at least.
    """
    plain: dict[str, str] = {}
    words: dict[str, int] = {}
    others: dict[str, int] = {}
    wordless: dict[str, int] = {}
    for token, count in counts.items():
        core = young.get(token)
        if core is None:
            core = old.get(token)
            if core is None:
                core = _word(token, shortest)
                is_known = core and ((core is not token and young.get(core) == core) or knows(core))
                # What is small throughout and nothing but letters is left as it stands for nobody but the user.
                if not is_known or ((any_own or core is not token or not token.islower()) and stays(token)):
                    core = ""
            young[token] = core
        if core:
            plain[token] = core
            words[core] = words.get(core, 0) + count
        elif _may_hold_word(token):
            others[token] = count
        else:
            wordless[token] = count
    return plain, words, others, wordless


def _word(token: str, shortest: int) -> str:
    """What may be the word of a plain token; nothing for a token that cannot be one."""
    core = token
    if not token.isalpha():
        core = token.rstrip(_MARKS)
        if not core.isalpha():
            return ""
    return core if len(core) >= shortest and (core.islower() or core[1:].islower()) else ""


def _may_hold_word(token: str) -> bool:
    """Whether there is a letter in a token, or what may be one."""
    for letter in token:
        if letter.isalpha():
            return True
    return BAR in token
