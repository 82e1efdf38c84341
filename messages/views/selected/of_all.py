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
    whole, so_far = (danish.number(n, language) for n in (found.whole, found.whole - found.left))
    if found.left == found.whole:
        return [say("No, none of the %(whole)s.", whole=whole) if found.whole > 1 else say("No, it is not so.")]
    if found.left:
        # 'Nej, ikke 1 af de 7' would be heard as none of them.
        return [say("No, only %(so_far)s of the %(whole)s.", so_far=so_far, whole=whole)]
    return [say("Yes, all %(whole)s.", whole=whole) if found.whole > 1 else say("Yes, it is so.")]
