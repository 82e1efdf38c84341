"""Who got what, when, and what failed or is uncertain; an administrator sends it again or gives it up."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection

from bot.other_message import OtherMessage, refused
from bot.question import Ask, NotYoursError, Place
from bot.questions.common import moments
from jobs.by_hand import ByHandError, plan_again, settle_given_up
from storage.clock import local_day
from storage.facts.sending.deliveries import Deliveries
from storage.queries.sending import deliveries
from storage.rules.access import Refusal, Role
from storage.rules.period import Period
from storage.rules.sending.delivery_states import DeliveryState

DAYS = 7
"""Days shown if no period is named: they include last week's digest and this week's."""
RESEND, GIVE_UP = "resend", "give_up"
STILL_FAILED, NOT_POSSIBLE = "still_failed", "not_possible"


async def answer(ask: Ask) -> Deliveries | OtherMessage:
    """The deliveries of the period, troubled ones first: all for an administrator, a leader's teams' for a leader.

    In a channel, the deliveries to that team's channels, without persons. A button's `do` (resend or give_up, with the
    number of a `delivery`) is carried out first, if an administrator presses it in a private chat.
    """
    if ask.place is Place.CHANNEL and ask.channel_team_id is None:
        return refused(Refusal.WRONG_PLACE)
    do = ask.form.get("do")
    if do not in {RESEND, GIVE_UP}:
        return await _listed(ask)
    if Role.ADMIN not in ask.asker.roles:
        return refused(Refusal.NOT_YOUR_ROLE)
    if ask.place is Place.CHANNEL:
        return refused(Refusal.WRONG_PLACE)
    return await _listed(ask, await _done(ask, str(do)))


async def _done(ask: Ask, do: str) -> str:
    """The outcome of a button: resend, give_up, still_failed (there is still nowhere to send it) or not_possible."""
    try:
        if do == GIVE_UP:
            await settle_given_up(ask.session, _number(ask), ask.now)
            return GIVE_UP
        new = await plan_again(ask.session, _number(ask), local_day(ask.now, ask.zone), ask.now)
    except ByHandError:
        return NOT_POSSIBLE
    return STILL_FAILED if new.state is DeliveryState.FAILED else RESEND


async def _listed(ask: Ask, done: str | None = None) -> Deliveries:
    period = ask.slots.period or Period(ask.today - dt.timedelta(days=DAYS), ask.today)
    since, until = moments(period, ask.zone)
    found = await deliveries.deliveries(
        ask.session,
        _teams(ask),
        own_of=ask.asker.id if ask.place is Place.PRIVATE else None,
        channels_only=ask.place is Place.CHANNEL,
        since=since,
        until=until,
    )
    may_act = Role.ADMIN in ask.asker.roles and ask.place is Place.PRIVATE
    counted = Counter(item.state for item in found)
    return Deliveries(
        total=len(found),
        by_state={state: counted[state] for state in DeliveryState if counted[state]},
        items=tuple(sorted(found, key=lambda item: not item.needs_somebody)),
        since=period.start,
        until=period.end,
        may_act=may_act,
        done=done,
    )


def _teams(ask: Ask) -> Collection[int] | None:
    """The teams whose deliveries the asker may see here; None = all. Raises NotYoursError in another team's channel."""
    led = None if Role.ADMIN in ask.asker.roles else ask.asker.leads_as_leader
    if ask.channel_team_id is None:
        return led
    if led is not None and ask.channel_team_id not in led:
        raise NotYoursError
    return {ask.channel_team_id}


def _number(ask: Ask) -> int:
    """The number of the delivery that the button names. Raises NotYoursError if it is not a number."""
    given = str(ask.form.get("delivery", ""))
    if not (given.isascii() and given.isdigit() and len(given) <= 9):
        raise NotYoursError
    return int(given)
