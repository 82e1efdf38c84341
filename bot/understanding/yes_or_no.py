"""Whether a text asks for a yes or a no: whether there are any, or whether something holds for all."""

from __future__ import annotations

import re
from enum import Enum

from bot.understanding.text import fold

_OPENING = r"^(?:(?:hej|hi|hey|og|and|men|but|ok|so) )*"
_ALL = re.compile(
    _OPENING + r"(?P<verb>er|var|blev|bliver|har|are|were|is|have|has|do|does)"
    r"(?: af| of)? (?:alle|samtlige|all|every|each)\b(?! of us\b| af os\b)"
)
_THERE = re.compile(_OPENING + r"(?:er der|var der|findes der|is there|are there|were there)\b")
_ASKED = re.compile(_OPENING + r"(?:er|var|har|fik|ligger|mangler|are|is|were|have|has|had|do|does|did)\b")
_HAVING_ANY = re.compile(
    _OPENING + r"(?:har|have|do|did) (?:jeg|vi|i|we|han|hun)\b(?!.*\b(?:de|den|det|the|mine|vores)\b)"
    r".*\b(?:sager|frister|klager|bevillinger|underretninger|cases|deadlines|complaints|grants|notifications)\b"
)
_ANY = re.compile(r"\b(?:nogen|nogle|noget|any)\b")
_OTHERWISE = re.compile(
    r"^\W*(?:\w+ ){1,3}(?:ikke|ingen|not|no)\b(?! \w+ed\b)"
    r"|\b(?:flere|faerre|færre|mange|mere|mindre|end|than|more|fewer|less|many|much|nok|enough|kun|only|styr|orden"
    r"|plads|tid|overholdt|nået|naaet|husket|brugt|kept|met|reached|raad|råd|travlt|baade|både|eller|or|alle|all|forskel|sammenhæng|hvor|hvem|hvad|hvilke|hvilken|hvornår"
    r"|how|who|what|which|when|why)\b"
)
_HAVING = frozenset({"har", "have", "has", "do", "does"})


class YesOrNo(Enum):
    """What a yes or no question asks; of all: whether they are so, or whether they have it."""

    ANY = "any"
    ALL_ARE = "all are"
    ALL_HAVE = "all have"


def yes_or_no(folded: str) -> YesOrNo | None:
    """What a folded text asks to be told yes or no of; None where it asks otherwise, or weighs or compares.

    >>> yes_or_no("har jeg nogen røde sager?"), yes_or_no("er alle mine gule gennemgået"), yes_or_no("hvem har flest?")
    (<YesOrNo.ANY: 'any'>, <YesOrNo.ALL_ARE: 'all are'>, None)
    """
    text = fold(folded)
    of_all = _ALL.search(text)
    if of_all is not None:
        return YesOrNo.ALL_HAVE if of_all["verb"] in _HAVING else YesOrNo.ALL_ARE
    if _OTHERWISE.search(text):
        return None
    asks = _THERE.search(text) or _HAVING_ANY.search(text) or (_ASKED.search(text) and _ANY.search(text))
    return YesOrNo.ANY if asks else None
