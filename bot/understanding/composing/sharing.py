"""What a share is of: 'andelen af handicapsagerne der mangler en plan' is of the handicap cases."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.composing.atoms import Atom
from bot.understanding.composing.expressions import expression
from bot.understanding.composing.words import TextWords
from storage.rules.conditions import Condition

_VERB = expression("sharing.verb")
_OF = expression("sharing.of")


def whole_of(
    words: TextWords, of_atoms: Sequence[tuple[Atom, Condition]], conditions: Sequence[Condition]
) -> tuple[Condition, ...] | None:
    """The conditions of the whole: those right behind 'af' up to the verb; whose and which team always.

    None where the text asks for no share, or where the whole would be all that is asked for.
    """
    share = words.at("form", "share")
    if share is None:
        return None
    of = _OF.search(words.text, share.end - 3)
    start = of.end() if of else share.end
    verb = _VERB.search(words.text, start)
    end = verb.start() if verb else len(words.text)
    inside = {
        (one.name, value) for atom, one in of_atoms if start <= atom.start < end for value in one.values or (None,)
    }
    whole = tuple(
        one
        for one in conditions
        if one.name in {"staff", "team"} or any((one.name, value) in inside for value in one.values or (None,))
    )
    return whole if len(whole) < len(conditions) else None
