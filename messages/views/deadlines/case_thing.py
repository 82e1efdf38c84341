"""One thing of one case, in one or two sentences; the whole case is one button away."""

from __future__ import annotations

from messages import danish
from messages.cards import button, card, plain
from messages.cards import text as line
from messages.labels import person, requirement
from messages.setting import Setting
from messages.view import View
from messages.words import words
from storage.facts.deadlines.case import CaseCosts, CaseInDetail
from storage.rules.case_thing import CaseThing


def case_thing(facts: CaseInDetail | CaseCosts, thing: CaseThing, setting: Setting) -> View | None:
    """None where the viewer sees the case for its costs alone and asks for something else."""
    if thing is CaseThing.COST:
        told = _cost(facts, setting)
    elif thing is CaseThing.MEASURE:
        told = _measure(facts, setting)
    elif isinstance(facts, CaseInDetail):
        detail = {
            CaseThing.READY: _ready,
            CaseThing.CASEWORKER: _caseworker,
            CaseThing.CASEWORKER_BEFORE: _caseworker_before,
            CaseThing.LAST_FOLLOW_UP: _last_follow_up,
        }
        told = detail[thing](facts, setting)
    else:
        return None
    say = words(setting.language).gettext
    shown = card(
        say("Case %(number)s", number=plain(facts.case)),
        [],
        [line(plain(told), wrap=True)],
        setting,
        actions=[button(say("The whole case"), "case", {"case": facts.case})],
    )
    return View("deadlines/case_thing", {"told": told}, shown)


def _cost(facts: CaseInDetail | CaseCosts, setting: Setting) -> str:
    say, language = words(setting.language).gettext, setting.language
    if not facts.yearly_cost:
        return say("No costs are known for %(case)s this year.", case=facts.case)
    amount = danish.kroner(facts.yearly_cost, language)
    return say("%(case)s costs %(amount)s this year.", case=facts.case, amount=amount)


def _measure(facts: CaseInDetail | CaseCosts, setting: Setting) -> str:
    say, language = words(setting.language).gettext, setting.language
    measures = list(dict.fromkeys(one.measure for one in facts.grants))
    if not measures:
        return say("%(case)s has no grant that runs.", case=facts.case)
    return say("Granted in %(case)s: %(measures)s.", case=facts.case, measures=danish.listing(measures, language))


def _ready(facts: CaseInDetail, setting: Setting) -> str:
    say, language = words(setting.language).gettext, setting.language
    lacking = danish.listing([requirement(word, language) for word in facts.missing], language)
    if facts.state in {"reported_done", "audited"}:
        if facts.missing:
            return say("%(case)s is reported done, but is missing: %(lacking)s.", case=facts.case, lacking=lacking)
        return say("%(case)s is reported done already.", case=facts.case)
    if facts.missing:
        return say("No, %(case)s is still missing: %(lacking)s.", case=facts.case, lacking=lacking)
    return say("Yes, all requirements for reporting %(case)s done are met.", case=facts.case)


def _caseworker(facts: CaseInDetail, setting: Setting) -> str:
    say = words(setting.language).gettext
    if facts.caseworker is None:
        return say("%(case)s in %(team)s has no caseworker.", case=facts.case, team=facts.team)
    owner = person(facts.caseworker, setting)
    return say("The caseworker of %(case)s is %(owner)s in %(team)s.", case=facts.case, owner=owner, team=facts.team)


def _caseworker_before(facts: CaseInDetail, setting: Setting) -> str:
    say = words(setting.language).gettext
    before = facts.before
    if before is None:
        return say("The data knows nobody who had %(case)s before.", case=facts.case)
    day = danish.day(before.until, setting.language)
    return say(
        "Before, %(owner)s had %(case)s, until %(day)s.",
        owner=person(before.caseworker, setting),
        case=facts.case,
        day=day,
    )


def _last_follow_up(facts: CaseInDetail, setting: Setting) -> str:
    say = words(setting.language).gettext
    if facts.last_follow_up is None:
        return say("No follow-up is noted in %(case)s.", case=facts.case)
    day = danish.day(facts.last_follow_up, setting.language)
    return say("The last follow-up in %(case)s was on %(day)s.", case=facts.case, day=day)
