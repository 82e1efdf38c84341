"""Words of politeness in folded text: they name nobody and ask nothing."""

from __future__ import annotations

import re

POLITE = re.compile(
    r"\b(?:vis|giv|send|fortael|sig|skaf|find|hjaelp|minde?|list|show|give|tell|send|get|"
    r"remind|let|help|bring)(?: du)?(?: lige| please)? (?:mig|me)\b"
    r"|\b(?:kan|maa|faar|hvor|hvordan)(?: kan| faar| ser| finder)? jeg(?: lige| mon| godt)"
    r"* ?(?:faa|se|finde|have|vide|bede|spoerge|hoere|ser|finder|faar)\b"
    r"|\bjeg (?:vil|skal|kunne|oensker|har brug|er noedt|har)(?: til| for| gerne| godt| "
    r"bare| lige| et spoergsmaal)* ?(?:at )?(?:vide|se|have|hoere|faa|bruge|spoerge)\b(?! "
    r"klar)"
    r"|\b(?:jeg taenkte|jeg undrer mig|jeg leder efter|jeg proever|taenker jeg|undskyld mig)\b"
    r"|\b(?:can|could|may|where can|how can|where do|how do) i (?:please |just )?(?:see|get|have|find|ask|know)\b"
    r"|\bi(?:'d| would| want| need|'m)(?: like| looking)?(?: to| for)? (?:see|know|have|get|find|a list|an overview)\b"
    r"|\b(?:til|to) (?:mig|me)\b"
)
"""'vis mig', 'kan jeg få', 'I would like to see': the 'me' in it is not whom the question is about."""

_OPENING = re.compile(
    r"^(?:hej|hejsa|halloej|goddag|hi|hello|hey)(?: med dig| der| igen| there| bot| sagspuls)?[,.! ]+(?=\S+ \S+)"
    r"|\b(?:vil|kan|kunne|gider|maa) du (?:ikke )?(?:lige |godt |mon |venligst |please )*"
    r"(?:vise|fortaelle|give|sige|finde|oplyse|liste|lave en (?:liste|oversigt) over|hente)(?: mig| os)?\b"
    r"|\b(?:can|could|would|will) you (?:please |just |kindly )*(?:show|tell|give|list|find|get)(?: me| us)?\b"
    r"|\b(?:jeg (?:vil|kunne) (?:gerne|godt) (?:vide|se|have|hoere)|jeg kunne godt taenke mig at (?:vide|se|hoere))\b"
    r"|\b(?:giv mig (?:lige )?en (?:liste|oversigt) over|vaer soed at vise)\b"
    r"|\b(?:venligst|please|if possible|hvis det er muligt|tak paa forhaand|mvh .*)(?!\w)"
)


def plainly(text: str) -> str:
    """The folded text without its politeness; as it is where nothing much would be left.

    >>> plainly("kan du lige vise mig overskredne frister")
    'overskredne frister'
    """
    rest = " ".join(_OPENING.sub(" ", text).split())
    return rest if len(rest.split()) > 1 else text
