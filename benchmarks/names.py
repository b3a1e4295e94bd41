"""Names in running text, composed: sentences of our own, names drawn with a fixed seed. All of it must stay.

Half of the surnames are of wordlists/, half are put together of the parts that Swedish surnames are made of, in old
and new spelling, so that no list decides whether a name is let be.
"""

from __future__ import annotations

import random
from pathlib import Path

from ocr_fix.system.files import write_atomically
from wordlists.lists import genitive, read_list

SENTENCES = 360
SEED = 1867

FIRSTS = (
    *("Ahl", "Alm", "Apel", "Berg", "Björk", "Brodd", "Ceder", "Dahl", "Ehren", "Ek", "Fager", "Falken", "Gyllen"),
    *("Hag", "Hed", "Hjelm", "Kjell", "Klinge", "Lager", "Lejon", "Lilje", "Lind", "Malm", "Norr", "Oxen", "Qvarn"),
    *("Rehn", "Ridder", "Ros", "Silfver", "Stål", "Stjern", "Tegel", "Thor", "Ugg", "Vret", "Wall", "Wester", "Ås"),
)
LASTS = (
    *("blad", "bom", "borg", "crantz", "crona", "dahl", "ell", "felt", "fors", "gren", "hielm", "hoff", "högh", "ing"),
    *("kvist", "qvist", "lander", "löf", "lund", "man", "mark", "myhr", "quist", "sköld", "stedt", "ström", "vall"),
    *("wall", "zén", "érus"),
)
FRAMES = (
    "Motionen väcktes av {full} och bifölls av kammaren utan votering.",
    "Herr {last} yttrade att frågan borde återförvisas till utskottet.",
    "Efter överläggningen ställde {full} proposition på de båda yrkandena.",
    "Till sekreterare för mötet valdes {full} och till justerare {given} {last2}.",
    "Brevet är ställt till professor {last}, som då bodde i Uppsala.",
    "I {genitive} förslag kunde kommittén inte finna något nytt.",
    "Enligt {given} {last2} hade styrelsen redan betalat hyran för lokalen.",
    "Doktor {last} och fru {last2} reste samma kväll med tåget till Göteborg.",
    "{full} föddes på en gård utanför staden och blev lärare vid läroverket.",
    "Handlanden {full} sålde sitt hus till änkan {given2} {last2} samma år.",
    "Statsrådet {last} svarade att regeringen följer frågan noga.",
    "Tack till {full}, {given2} {last2} och alla andra som har hjälpt till med boken.",
    "Det var {given2} som såg båten först, men {given} ropade högst.",
    "Lantbrukaren {given} von {last} fick priset för sin forskning om äpplen.",
    "Kommunalrådet {given} {last}-{last2} (S) redogjorde för budgeten.",
    "Vid {genitive} avgång tog {full2} över som ordförande i nämnden.",
    "Pianisten {full} spelade två stycken av en okänd tonsättare.",
    "Ärendet har handlagts av {given} {last} och föredragits av {full2}.",
)


def compose(sentences: int = SENTENCES, seed: int = SEED) -> str:
    """So many sentences with one to three names each, six of them a paragraph; the same seed gives the same text."""
    draw = random.Random(seed)
    given, listed = read_list("given_names"), [name for name in read_list("surnames") if " " not in name]

    def surname() -> str:
        return draw.choice(listed) if draw.random() < 0.5 else draw.choice(FIRSTS) + draw.choice(LASTS)

    written = []
    for _ in range(sentences):
        given1, given2, last1, last2 = draw.choice(given), draw.choice(given), surname(), surname()
        written.append(
            draw.choice(FRAMES).format(
                given=given1,
                given2=given2,
                last=last1,
                last2=last2,
                full=f"{given1} {last1}",
                full2=f"{given2} {last2}",
                genitive=genitive(last1),
            )
        )
    return "\n\n".join(" ".join(written[start : start + 6]) for start in range(0, sentences, 6)) + "\n"


def write(folder: Path) -> Path:
    """Write the text where `documents.find` looks for it."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "names.txt"
    write_atomically(path, compose())
    return path
