"""What a typed text means: the question with its slots, and what the text leaves open."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from bot.understanding.absent import Absent
from bot.understanding.particulars import SILENT, Particulars
from storage.rules.period import Period
from storage.rules.slots import Slots


class FirstPerson(Enum):
    """Who speaks of their own: 'mine sager' or 'har vi'."""

    ONE = auto()
    MANY = auto()


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a text means. `question` is an id of questions.md, `clarify` where two are close or a name fits several."""

    question: str
    confidence: float
    slots: Slots
    language: str
    suggestions: tuple[str, ...] = ()
    """Question ids, the likeliest first: what to choose from where the text left it open; for `none` every one."""
    candidates: tuple[str, ...] = ()
    """Staff ids, where a name fits several people; the question meant is then `suggestions[0]`."""
    bare_case: str | None = None
    """Figures that may be a case number without its year; only the store can tell which case."""
    judgement: bool = False
    """It asks for a decision that people make."""
    absent: Absent | None = None
    """What it asks for that no export holds; the question is then `none`."""
    page: int = 1
    """Which ten rows of a list: what a button says, or the next ones where a text asks for more of those shown."""
    passed_over: Period | None = None
    """A period that the text names but the question cannot use."""
    first_person: FirstPerson | None = None
    """How a text speaks of the asker, where it names no other person, team or case; who they are decides the rest."""
    particulars: Particulars = SILENT
    """What only one question asks for and no slot holds."""
    unread: tuple[str, ...] = ()
    """The words that bear meaning and that nothing took up, folded; never a name or a number."""
    also: Meaning | None = None
    """The second question of the same text."""
