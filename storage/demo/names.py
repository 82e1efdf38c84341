"""Made-up Danish names: common first names with surnames put together from landscape words.

The surnames sound Danish but are rare or unknown as surnames, so that a first and a last name drawn together do not
hit a person in public life, as common surnames would sooner or later.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

FIRST_NAMES = [
    "Agnes",
    "Aksel",
    "Alberte",
    "Amalie",
    "Anders",
    "Anja",
    "Asger",
    "Astrid",
    "Benedikte",
    "Birgitte",
    "Camilla",
    "Cecilie",
    "Christian",
    "Claus",
    "Daniel",
    "Ditte",
    "Emil",
    "Esben",
    "Eva",
    "Filippa",
    "Frederik",
    "Gitte",
    "Gustav",
    "Hanne",
    "Helle",
    "Henrik",
    "Ida",
    "Inge",
    "Jakob",
    "Jeppe",
    "Jesper",
    "Johanne",
    "Jonas",
    "Julie",
    "Karen",
    "Kasper",
    "Katrine",
    "Kirsten",
    "Kristoffer",
    "Laura",
    "Line",
    "Lise",
    "Lone",
    "Louise",
    "Magnus",
    "Maja",
    "Maria",
    "Marie",
    "Mathilde",
    "Merete",
    "Mikkel",
    "Nanna",
    "Niels",
    "Nina",
    "Oliver",
    "Oskar",
    "Pernille",
    "Rasmus",
    "Rikke",
    "Sanne",
    "Signe",
    "Simon",
    "Sofie",
    "Søren",
    "Thea",
    "Tine",
    "Tobias",
    "Trine",
    "Ulla",
    "Vibeke",
    "Victor",
    "Villads",
    "Yasmin",
    "Åse",
]
"""None of them a cast member's first name: "Anna" and "Mette" mean somebody in the demo."""

SURNAME_STARTS = [
    "Ager",
    "Birke",
    "Brink",
    "Dal",
    "Ege",
    "Eng",
    "Fyrre",
    "Gran",
    "Hav",
    "Hede",
    "Hyld",
    "Klit",
    "Kær",
    "Linde",
    "Lyng",
    "Mose",
    "Pile",
    "Rug",
    "Siv",
    "Skov",
    "Strand",
    "Tjørne",
    "Vang",
    "Ørne",
]
SURNAME_ENDS = [
    "ager",
    "bakke",
    "balle",
    "dam",
    "eng",
    "hede",
    "klint",
    "krog",
    "løkke",
    "mark",
    "mose",
    "rup",
    "sted",
    "tange",
    "toft",
    "vang",
    "vig",
]

_ASCII = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


def draw_names(rng: random.Random) -> Iterator[str]:
    """Full names without end; a first name comes back only when all the others have had their turn."""
    while True:
        for first in rng.sample(FIRST_NAMES, len(FIRST_NAMES)):
            yield f"{first} {_surname(rng)}"


def mail_name(name: str) -> str:
    """`Søren Kærvang` → `soeren.kaervang`."""
    return name.casefold().translate(_ASCII).replace(" ", ".")


def _surname(rng: random.Random) -> str:
    start = rng.choice(SURNAME_STARTS)
    # "Agerager" and "Moseeng" would not pass for names.
    fitting = [end for end in SURNAME_ENDS if end != start.casefold() and end[0] != start[-1]]
    return start + rng.choice(fitting)
