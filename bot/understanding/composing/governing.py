"""Which of the things named a denial, a 'mangler' or a 'har fået' is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.understanding.composing.atoms import TOPIC, Atom
from bot.understanding.composing.coverage import bears_meaning
from bot.understanding.composing.expressions import expression
from bot.understanding.composing.topics import REQUIREMENT, RULE
from bot.understanding.composing.words import TextWords
from bot.understanding.lexicon import Entry

_NOUN = expression("governing.noun")
"""Nouns between a denial and what it is about: 'ikke en eneste frist over tid'."""
_GAP = expression("governing.in_one_word")
_NEITHER = expression("governing.neither")
_EITHER = expression("governing.either")
"""What stands between two things that neither is: 'hverken røde eller gule', never 'og som'."""
_BARE_DENIAL = expression("governing.bare")
_DENIES_A_GAP = expression("governing.gap")
_REACH = 8
"""The farthest word that a denial is about, counted in words."""
_STOP = expression("governing.stop")
_JOINT = expression("governing.joint")
_ALL_JOINED = expression("governing.all_joined")
_ASKING = expression("governing.asking")
"""'kan du ikke vise' and 'har jeg ingen røde sager' ask, and deny nothing."""
_WORD = expression("governing.word")
_NOT_LACKING = expression("governing.not_lacking")
"""What turns 'mangler' round: 'der ikke mangler en plan', "that don't lack one"."""
_THERE = expression("governing.there")
"""What ends a list of what lacks: 'mangler plan, med børnesamtale'."""
_DENYING = expression("governing.denying")
_EITHER_SIDE = expression("governing.either_side")
"""Denials that may stand on either side of what they are about: 'undtaget de grønne', 'de grønne undtaget'."""


def govern(words: TextWords, atoms: Sequence[Atom]) -> list[tuple[int, int]]:
    """Settle which atoms are denied, lacking or there; returns the places of the words that did it."""
    for atom in atoms:
        if REQUIREMENT in atom.senses and _GAP.search(words.text[atom.start : atom.end]):
            atom.lacking = True  # 'journalajourføringsmangel', 'planløse'
    before = _governed_from_before(words, atoms)
    demanding = [*before, *_governed_from_behind(words, atoms, before)]
    _say_the_same(atoms)
    return [*demanding, *_denied(words, atoms, demanding)]


def _governed_from_before(words: TextWords, atoms: Sequence[Atom]) -> list[tuple[int, int]]:
    """Settle the requirements behind a word: 'mangler børnesamtale og plan'."""
    used = []
    for marker in words.of("demand"):
        if _DENIES_A_GAP.search(words.text[: marker.start]):
            continue  # 'mangler ikke børnesamtale'
        if any(atom.name != TOPIC and atom.start <= marker.start < atom.end for atom in atoms):
            continue  # 'uden rådgiver, med plan'
        if words.has("what", "deadlines") and _BARE_DENIAL.fullmatch(words.text[marker.start : marker.end]):
            continue  # 'frister som ikke er opfølgninger'
        reached = _reached(words.text, marker, atoms, any_kind=False)
        wanted = [atom for atom in reached if atom.name == TOPIC and REQUIREMENT in atom.senses]
        if not wanted or wanted[0] is not reached[0]:
            continue
        lacks = marker.value == "lacks"
        if lacks or _close(words.text, marker, wanted[0]):
            turned = _NOT_LACKING.search(words.text[: marker.start]) if lacks else None
            for atom in wanted:
                atom.lacking = lacks if atom.lacking is None or lacks else atom.lacking
                atom.denied = atom.denied or turned is not None
            used.append((turned.start() if turned else marker.start, marker.end))
    return used


def _denied(words: TextWords, atoms: Sequence[Atom], demanding: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Deny what the denials of the text are about, but for those that are part of something else that was read."""
    taken = [*demanding, *((atom.start, atom.end) for atom in atoms)]  # 'ikke gennemgået' is one thing
    for entry in words.of("denial"):
        if any(start < entry.end and entry.start < end for start, end in taken):
            continue
        if _ASKING.search(words.text[: entry.start]):
            yield entry.start, entry.end
            continue
        of = _of_denial(words.text, entry, atoms)
        for atom in of:
            atom.denied = True if entry.value == "after" else not atom.denied
        if of:
            taken.append((of[0].start, of[-1].end))  # the 'nor' between them denies none a second time
            yield entry.start, entry.end


def _of_denial(text: str, entry: Entry, atoms: Sequence[Atom]) -> list[Atom]:
    """What a denial is about."""
    if entry.value == "after":
        return _before(text, entry, atoms) or _reached(text, entry, atoms, any_kind=True)
    of = _reached(text, entry, atoms, any_kind=True)
    if not of and _EITHER_SIDE.fullmatch(text[entry.start : entry.end]):
        return _before(text, entry, atoms)
    if of and of[-1].name == "overdue":
        # 'ingen overskredet opfølgning' denies that one, not every deadline.
        of += [atom for atom in atoms if RULE in atom.senses and not text[of[-1].end : atom.start].strip(" .")][:1]
    return of


def _say_the_same(atoms: Sequence[Atom]) -> None:
    """One requirement named twice is said once: 'hvor journalen ikke er ajourført'."""
    for atom in atoms:
        if atom.lacking is None and REQUIREMENT in atom.senses:
            same = (one for one in atoms if one.senses.get(REQUIREMENT) == atom.senses[REQUIREMENT])
            atom.lacking = next((one.lacking for one in same if one.lacking is not None), None)


def _governed_from_behind(
    words: TextWords, atoms: Sequence[Atom], taken: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Settle a requirement that stands before what is said of it: 'hvor journalen ikke er ajourført'."""
    used = []
    for marker in words.of("demand_after"):
        if any(start < marker.end and marker.start < end for start, end in taken):
            continue  # 'har partshøring og mangler afgørelse'
        before = [atom for atom in atoms if atom.end <= marker.start]
        if (
            not before
            or before[-1].name != TOPIC
            or REQUIREMENT not in before[-1].senses
            or before[-1].lacking is not None
        ):
            continue
        behind = next((atom for atom in atoms if atom.start >= marker.end), None)
        gap = len(_WORD.findall(words.text[before[-1].end : marker.start]))
        nearer = behind is not None and len(_WORD.findall(words.text[marker.end : behind.start])) <= 1
        if gap <= 1 and not (nearer and len(_WORD.findall(words.text[marker.start : marker.end])) < 2):
            before[-1].lacking = marker.value == "lacks"
            used.append((marker.start, marker.end))
    return used


def _close(text: str, marker: Entry, atom: Atom) -> bool:
    """Whether nothing stands between: 'med en børnesamtale', but not 'med frist for opfølgning'."""
    return not bears_meaning(text[marker.end : atom.start]) and len(_WORD.findall(text[marker.end : atom.start])) <= 1


def _reached(text: str, marker: Entry, atoms: Sequence[Atom], *, any_kind: bool) -> list[Atom]:
    """The first thing behind the marker and those listed with it."""
    behind = [atom for atom in atoms if atom.start >= marker.end]
    if not behind:
        return []
    gap = text[marker.end : behind[0].start].removeprefix(".")  # 'ekskl. Bo' ends no sentence
    said = text[marker.start : marker.end]
    of_all = any_kind and _ALL_JOINED.match(said) is not None
    neither = any_kind and _NEITHER.search(said) is not None
    if (
        _STOP.search(gap)
        or len(_WORD.findall(gap)) > _REACH
        or (any_kind and not of_all and bears_meaning(_NOUN.sub(" ", gap)))
    ):
        return []
    reached = [behind[0]]
    for before, atom in pairwise(behind):
        joint = text[before.end : atom.start]
        if not (_EITHER if neither else _JOINT).fullmatch(joint):
            break
        if not any_kind and _THERE.search(joint) and not _DENYING.search(joint):
            break
        if atom.name != reached[0].name and not neither:
            break
        reached.append(atom)
    return reached


def _before(text: str, entry: Entry, atoms: Sequence[Atom]) -> list[Atom]:
    """The thing right before the marker and those listed with it: 'tilsyn og taf fraregnet'."""
    ahead = [atom for atom in atoms if atom.end <= entry.start]
    if not ahead or len(_WORD.findall(text[ahead[-1].end : entry.start])) > _REACH:
        return []
    reached = [ahead[-1]]
    for atom, behind in zip(reversed(ahead[:-1]), reversed(ahead), strict=False):
        if not _JOINT.fullmatch(text[atom.end : behind.start]) or atom.name != reached[0].name:
            break
        reached.append(atom)
    return reached
