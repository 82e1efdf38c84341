"""How far the review of legality has come with each case: category, restored, reported done, audited."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence

from storage.demo import proportions as p
from storage.demo.days import between, days, office_day, weighted
from storage.demo.plan import PlannedCase

_REVIEW_BEGAN = 420
"""Days before today; F20's review had run for about as long."""
_TOO_NEW = 45
"""Days: a case opened more recently than this has not been reviewed."""

_PAPERWORK = ("børnesamtale", "partshøring", "klagevejledning", "journal ajourført")
_PAPERWORK_DISABILITY = ("partshøring", "klagevejledning", "journal ajourført")
# The deciding event may be missing too: a matter never decided or begun has no deadline to be late with.
_FUNDAMENTAL = (
    frozenset({"undersøgelse påbegyndt", "undersøgelse afsluttet"}),
    frozenset({"plan udarbejdet", "indsats besluttet", "anbringelse besluttet"}),
)
_FUNDAMENTAL_DISABILITY = (frozenset({"målgruppeafklaring"}), frozenset({"udmåling"}))


def review(rng: random.Random, cases: Sequence[PlannedCase], today: dt.date) -> None:
    """Settle the review of every case without one, then choose those to audit (F20: 70, in 12 of them more to do)."""
    for case in cases:
        if case.category is None:
            _review_one(rng, case, today)
    _audit(rng, cases, today)


def missing_of(rng: random.Random, case_type: str, category: str, *, late: bool) -> frozenset[str]:
    """The event kinds lacking in a case of that category; a late case keeps what its deadlines are built on."""
    if category == "grøn":
        return frozenset()
    disability = case_type == p.DISABILITY
    paperwork = _PAPERWORK_DISABILITY if disability else _PAPERWORK
    missing = frozenset(rng.sample(paperwork, rng.randint(1, 2)))
    if category == "rød" and not late:
        missing |= rng.choice(_FUNDAMENTAL_DISABILITY if disability else _FUNDAMENTAL)
    return missing


def _review_one(rng: random.Random, case: PlannedCase, today: dt.date) -> None:
    category = weighted(rng, p.URGENT_CATEGORIES if case.urgent else p.CATEGORIES)
    end = case.closed or today
    first = max(today - days(_REVIEW_BEGAN), case.opened + days(_TOO_NEW))
    kind = p.TYPES[case.case_type]
    reviewed = first <= end - days(10) and (case.urgent or rng.random() < kind.reviewed)
    if not case.assessing:
        case.skips = missing_of(rng, case.case_type, category, late=case.late)
    if not reviewed:
        return
    case.category = category
    case.reviewed = office_day(first + between(rng, 0, (end - days(10) - first).days))
    if category == "grøn":
        return
    share = p.URGENT_REPORTED_DONE if case.urgent else kind.reported_done
    if rng.random() < share:
        _restore(rng, case, case.reviewed, end)
    elif rng.random() < 0.15:
        case.restored = _within(case.reviewed, case.reviewed + between(rng, 20, 90), end)
    if case.restored:
        case.skips = frozenset()


def _restore(rng: random.Random, case: PlannedCase, reviewed: dt.date, end: dt.date) -> None:
    """Let the case be restored and reported done, where there has been time for both."""
    case.restored = _within(reviewed, reviewed + between(rng, 20, 120), end)
    case.reported_done = _within(case.restored, case.restored + between(rng, 2, 21), end)


def _audit(rng: random.Random, cases: Sequence[PlannedCase], today: dt.date) -> None:
    """Audit urgent cases first, as F20 did."""
    done = [(case, case.reported_done) for case in cases if case.reported_done]
    wanted = min(round(p.AUDITED * len(cases) / p.DEFAULT_CASES), len(done))
    rng.shuffle(done)
    done.sort(key=lambda pair: not pair[0].urgent)
    for i, (case, reported) in enumerate(done[:wanted]):
        case.audited = _within(reported, reported + between(rng, 5, 40), case.closed or today)
        more_needed = i < round(wanted * p.AUDITED_MORE_NEEDED / p.AUDITED)
        case.audit = "yderligere tiltag" if more_needed else "godkendt"


def _within(first: dt.date, day: dt.date, last: dt.date) -> dt.date:
    """The office day of `day`, kept between `first` and `last`."""
    return max(first, office_day(min(day, last)))
