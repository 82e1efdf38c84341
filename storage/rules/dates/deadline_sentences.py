"""A deadline text made uniform and cut into sentences, without the words about other dates than its own."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from storage.rules.dates.readers import MARK
from storage.rules.dates.words import LETTERS

_TAG_OR_BULLET = re.compile(r"</?[a-zA-Z][^<>]{0,300}>|[•▶▪◦·|]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\ufeff]|(?<![^\\W_])_+|_+(?![^\\W_])|\\*+")
_SIGNS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "u", "’": "'", "´": "'", "`": "'"} | dict.fromkeys("‐‑‒–—−", "-"))
_ARROW = re.compile(r"\s*(?:[→⇒➔➜]|-{1,2}>|=>)\s*")
_GOES_ON = re.compile(
    r"(?:[,/&–-]|\b(?:i|af|pr|d|den|senest|inden|primo|medio|ultimo|og|eller|til|fra|med|frem|opstart|start)\b\.?)$",
    re.IGNORECASE,
)
_SHORT_FORM = re.compile(
    r"\b(pr|d|ca|evt|inkl|ift|fht|nr|kl|hhv|bl|vedr|vha|mhp|max|min|jf|kr|mv|ult|fx|f\.eks|bl\.a|dvs|p\.t|pt)\.(?=\s|\d)"
)
_YEAR_FIRST = re.compile(
    r"\b(?P<y>20\d\d)[ ,]+(?P<part>q[1-4]|[1-4]\. ?kvartal|[12]\. ?halvaar)\b(?!,? (?:i |af )?(?:20)?\d\d)"
)
_ENDS = re.compile(r"(?<!\d)\.(?=\s|$)|[!?](?=\s|$)|[;\n]|\bad\.?\s*\d+(?:\s*[-+,]\s*\d+)*\s*[).:]?|(?<!\w)\d{1,2}\)")
_HEADED = re.compile(rf"(?={MARK}\s*:)")

_PENDING = re.compile(
    r"(?:\b(?:konkret|endelig|naermere|praecis)\w* )?\b(?:tids)?(?:frist|plan|punkt|horisont|deadline|dato)\w*"
    rf"(?=(?!{MARK})\W(?:(?!{MARK}).){{0,200}}?"
    r"(?:fastsaet|fastlaeg|under ud|under afkl|aftales|afklares|foelger|afventer))"
    r".*|\bunder udarb.*"
)
_ELSEWHERE = re.compile(r"\bjf\b[^,;()]*")
_EVENT = re.compile(
    r"\b(?:naar|saa snart|efterhaanden som|i takt med|hvis|saafremt|forudsat|afhaengigt? af|afhaenger af"
    r"|i forbindelse med|forud for|ved behov)\b[^,;():]*"
    rf"|\befter (?!(?:(?:den|d|i) )?{MARK})[^,;():]*"
)


def in_plain_signs(raw: str) -> str:
    """Small letters without æøå (ae, oe, aa), one kind of dash, arrow and space; \\n where a line ends a thought."""
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", _TAG_OR_BULLET.sub("\n", raw)))
    folded = _ARROW.sub(" → ", _joined(text).casefold()).translate(LETTERS).translate(_SIGNS)
    spaced = _SHORT_FORM.sub(r"\1", re.sub(r"[^\S\n]+", " ", folded)).strip()
    return _YEAR_FIRST.sub(r"\g<part> \g<y>", spaced)


def _joined(text: str) -> str:
    """Lines that were only wrapped become one."""
    lines = [line for each in text.splitlines() if (line := each.strip())]
    joined = lines[:1]
    for before, line in pairwise(lines):
        joined += [" " if line[0].islower() or _GOES_ON.search(before) else "\n", line]
    return "".join(joined)


def sentences(marked: str) -> list[str]:
    """The sentences of a text whose points are marked; numbered parts and 'date: what' begin a new one."""
    found: list[str] = []
    for sentence in _ENDS.split(marked):
        first, *rest = _HEADED.split(sentence)
        if rest and not re.search(MARK, first):
            first += rest.pop(0)
        found += [first, *rest]
    return [stripped for sentence in found if (stripped := sentence.strip())]


def without_pending(sentence: str) -> tuple[str, bool]:
    """The sentence up to where it says that the date is still to be set, and whether it does."""
    left = _PENDING.sub("", _ELSEWHERE.sub("", sentence))
    return left, _PENDING.search(sentence) is not None


def without_events(sentence: str) -> tuple[str, bool]:
    """The sentence without its 'når …' and 'efter …', and whether there was one: dates in there are others."""
    left = _EVENT.sub("", sentence)
    return left, left != sentence
