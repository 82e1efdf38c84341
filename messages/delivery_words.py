"""Words for a delivery: its state, why it was not sent, and what to do about it."""

from __future__ import annotations

import re

from messages import danish
from messages.words import words
from storage.rules.sending.delivery_states import DeliveryState

NOT_COMPOSED = "could not be composed"
LONGEST = 60
"""Characters that are shown of a reason in Teams' own words."""
_TRIED = re.compile(r", tried \d+ times$")
_NOT_PLAIN = re.compile(r"[^\w .-]|_")
_NO_ANSWER = re.compile(r"HTTP (?:5\d\d|429)|\w*(?:Error|Timeout|Disconnected)")


def state(word: str, language: str) -> str:
    """A delivery's state as a cell of a table."""
    say = words(language).gettext
    titles: dict[str, str] = {
        DeliveryState.PLANNED: say("Waiting"),
        DeliveryState.SENDING: say("On its way"),
        DeliveryState.SENT: say("Sent"),
        DeliveryState.RETRYING: say("Trying again"),
        DeliveryState.FAILED: say("Failed"),
        DeliveryState.UNCERTAIN: say("May not have arrived"),
        DeliveryState.NOTHING_TO_TELL: say("Nothing to tell"),
        DeliveryState.SKIPPED: say("Left out"),
        DeliveryState.VOIDED: say("Replaced"),
        DeliveryState.GIVEN_UP: say("Given up"),
    }
    return titles.get(word, word)


def counted(word: str, n: int, language: str) -> str:
    """How many are in a state, as it stands inside a sentence: 3 sendt, 2 usikre."""
    say, say_many, number = words(language).gettext, words(language).ngettext, danish.number(n, language)
    sentences: dict[str, str] = {
        DeliveryState.PLANNED: say("%(number)s waiting", number=number),
        DeliveryState.SENDING: say("%(number)s on the way", number=number),
        DeliveryState.SENT: say("%(number)s sent", number=number),
        DeliveryState.RETRYING: say("%(number)s being tried again", number=number),
        DeliveryState.FAILED: say("%(number)s failed", number=number),
        DeliveryState.UNCERTAIN: say_many("%(number)s uncertain", "%(number)s uncertain", n, number=number),
        DeliveryState.NOTHING_TO_TELL: say("%(number)s with nothing to tell", number=number),
        DeliveryState.SKIPPED: say("%(number)s left out", number=number),
        DeliveryState.VOIDED: say("%(number)s replaced", number=number),
        DeliveryState.GIVEN_UP: say("%(number)s given up", number=number),
    }
    return sentences.get(word, f"{number} {word}")


def why(error: str | None, language: str) -> str | None:
    """Why a message was not sent, for after a colon; a reason in Teams' own words is shown as it is."""
    if not error:
        return None
    say, reason = words(language).gettext, _TRIED.sub("", error)
    if reason.startswith(NOT_COMPOSED):
        return say("an error here kept it from being written")
    sentences = {
        "no channel for this team": say("the team has no channel in Teams that Sagspuls is a member of"),
        "has not spoken with the bot yet": say("this person has not written to Sagspuls yet"),
        "stopped while sending": say("Sagspuls stopped in the middle of sending"),
        "service URL not trusted": say("the address of Teams is not an approved one"),
        "paused": say("the reminder was paused"),
        "public holiday": say("it was a public holiday"),
        "schedule removed": say("the schedule was removed"),
        "settled meanwhile": say("it was settled before it could be sent"),
        "too late": say("its week was over before it could be sent"),
        "the channel or the rights have changed": say("the channel or somebody's rights had changed"),
    }
    if reason in sentences:
        return sentences[reason]
    if _NO_ANSWER.fullmatch(reason):
        return say("Teams did not answer as it should (%(reason)s)", reason=reason)
    return say("Teams refused the message (%(reason)s)", reason=_NOT_PLAIN.sub(" ", reason)[:LONGEST].strip())


def way_on(state: str, error: str | None, language: str, *, may_act: bool) -> str:
    """What to do about a failed or uncertain delivery; who may not send it again is advised to ask somebody who may."""
    say, reason = words(language).gettext, _TRIED.sub("", error or "")
    if not may_act:
        return say("Ask your administrator to look at it.")
    if state == DeliveryState.UNCERTAIN:
        return say("See in Teams whether it arrived. Send it again only if it is missing.")
    if reason.startswith(NOT_COMPOSED):
        return say("See the service's log, and send the reminder anew.")
    sentences = {
        "no channel for this team": say("Add Sagspuls to the team's channel in Teams, and send it again."),
        "has not spoken with the bot yet": say("Ask the person to write to Sagspuls once, and send it again."),
        "service URL not trusted": say("Ask those who run Sagspuls to look at its settings."),
    }
    if reason in sentences:
        return sentences[reason]
    if _NO_ANSWER.fullmatch(reason):
        return say("Send it again when Teams is working.")
    return say("See in Teams whether Sagspuls may still write there, and send it again.")
