"""Yes or no, first of all, where it is asked whether all are so."""

from __future__ import annotations

from messages import danish
from messages.setting import Setting
from messages.words import words
from storage.facts.selected import OfAll


def of_all(found: OfAll | None, setting: Setting) -> list[str]:
    """Yes or no, where it is asked whether all are so."""
    if found is None:
        return []
    say, language = words(setting.language).gettext, setting.language
    whole, left = danish.number(found.whole, language), danish.number(found.left, language)
    if found.left == found.whole:
        return [say("No, none of the %(whole)s.", whole=whole) if found.whole > 1 else say("No, it is not so.")]
    if found.left:
        return [say("No, not %(left)s of the %(whole)s.", left=left, whole=whole)]
    return [say("Yes, all %(whole)s.", whole=whole) if found.whole > 1 else say("Yes, it is so.")]
