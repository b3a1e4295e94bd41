"""Texts of any length in the register of municipal reports, all our own, and damage as OCR does it."""

from __future__ import annotations

import random

OPENINGS = (
    "Nämnden beslutade den {day} {month} {year} att",
    "Förvaltningen föreslår i ärende {number} att",
    "Under {month} {year} har kontoret prövat om",
    "Enligt {law} § i taxan från {year} gäller att",
    "Av de {number} svar som kom in framgår det att",
    "Utskottet återremitterade ärendet den {day} {month} så att",
)
MIDDLES = (
    "förskolorna i norra kommundelen får ytterligare {number} platser",
    "hyran för ishallen höjs med {share} % från nästa år",
    "snöröjningen på gång- och cykelvägarna sköts i egen regi",
    "äldreboendet vid ån byggs ut i två etapper",
    "gymnasieelevernas resor ersätts med {number} kronor per termin",
    "räddningstjänstens övningsfält flyttas till grustäkten",
    "bibliotekets öppettider förlängs under sommarhalvåret",
    "avfallstaxan räknas upp med {share} % varje höst",
)
ENDINGS = (
    "och kostnaden, {number} kr, ryms inom ramen.",
    "trots att invånarna har önskat något annat.",
    "men först när miljöprövningen är avslutad.",
    "vilket ger {share} % lägre utgifter än året före.",
    "såvida inte fullmäktige säger nej (se bilaga {law}).",
    "eftersom avtalet löper ut den {day} {month}.",
)
MONTHS = ("januari", "februari", "mars", "april", "maj", "juni", "augusti", "september", "oktober", "november")

LOOKALIKES = {
    "å": ("a", "ä", "d"),
    "ä": ("a", "i", "å"),
    "ö": ("o", "6", "é"),
    "n": ("ri", "u"),
    "m": ("rn", "in"),
    "l": ("1", "t", "i"),
    "t": ("l", "f"),
    "e": ("c", "o"),
    "r": ("t", "n"),
    "0": ("O",),
    "1": ("l", "I"),
    "5": ("S",),
    "§": ("8", "$"),
    "%": ("96",),
    ".": (",",),
}


def report(words: int, seed: int = 1) -> list[str]:
    """So many words of a report, some sentences alike, as reports are."""
    rng = random.Random(seed)
    found: list[str] = []
    while len(found) < words:
        sentence = " ".join(rng.choice(part) for part in (OPENINGS, MIDDLES, ENDINGS))
        found += sentence.format(
            day=rng.randint(1, 28),
            month=rng.choice(MONTHS),
            year=rng.randint(1962, 2019),
            number=rng.randint(2, 99_999),
            share=f"{rng.randint(1, 30)},{rng.randint(0, 9)}",
            law=rng.randint(1, 40),
        ).split()
    return found[:words]


def misread(word: str, rng: random.Random) -> str:
    """The word with one character taken for another, or lost if none of its characters has a lookalike."""
    places = [index for index, character in enumerate(word) if character in LOOKALIKES]
    if not places:
        return word[1:]
    place = rng.choice(places)
    return word[:place] + rng.choice(LOOKALIKES[word[place]]) + word[place + 1 :]


def damaged(words: list[str], share: float, seed: int = 2) -> list[str]:
    """The words with this share of them misread, split, joined, lost, or followed by specks."""
    rng = random.Random(seed)
    line = ""
    for word in words:
        space = " "
        if rng.random() < share:
            kind = rng.random()
            if kind < 0.8:
                word = misread(word, rng)  # noqa: PLW2901
            elif kind < 0.87 and len(word) > 3:
                place = rng.randint(1, len(word) - 1)
                word = f"{word[:place]} {word[place:]}"  # noqa: PLW2901
            elif kind < 0.93:
                space = ""
            elif kind < 0.96:
                word = ""  # noqa: PLW2901
            else:
                word += " |"  # noqa: PLW2901
        line += word + space
    return line.split()


def as_lines(words: list[str], width: int = 9) -> str:
    """The words as a text of many lines."""
    return "\n".join(" ".join(words[start : start + width]) for start in range(0, len(words), width)) + "\n"
