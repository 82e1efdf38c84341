"""What was sent and who looked what up, as the administrator meets it on Monday 23 November 2026."""

from __future__ import annotations

from typing import Any

from storage.rules.sending.delivery_states import DeliveryState

Facts = dict[str, Any]

WEEK = {"from": "2026-11-16", "to": "2026-11-23"}
MONTH = {"from": "2026-10-24", "to": "2026-11-23"}
NO_CHANNEL = "no channel for this team"
NO_CHAT = "has not spoken with the bot yet"


def sending(number: int, state: str, target: str = "Team Nord", **more: Any) -> Facts:
    """One delivery of Monday's weekly digest; with `staff` to a person."""
    return {
        "id": number,
        "schedule": 1,
        "kind": "weekly_digest",
        "period": "2026-W48",
        "target": target,
        "staff": None,
        "state": state,
        "attempts": 1,
        "last_error": None,
        "activity_id": None,
        "at": "2026-11-23T07:00:04+00:00",
        "needs_somebody": state in ("failed", "uncertain"),
        "written": state != "nothing_to_tell",
        "resend_of": None,
        "resent_as": None,
        **more,
    }


TROUBLED = (
    sending(4, "failed", "Distrikt 2", attempts=0, last_error=NO_CHANNEL),
    sending(3, "uncertain", attempts=2, last_error="ServerTimeoutError"),
    sending(
        2,
        "failed",
        "bo",
        staff="bo",
        kind="milestone_report",
        period="2026-11",
        attempts=0,
        last_error="could not be composed (KeyError)",
        written=False,
    ),
)
SETTLED = (
    sending(9, "sent", "Distrikt 1", attempts=3, last_error=None),
    sending(8, "nothing_to_tell", "Handicap", attempts=0),
    sending(7, "skipped", "Ungestøtte", attempts=0, last_error="public holiday"),
    sending(6, "failed", "Undersøgelse", last_error="HTTP 503, tried 8 times", needs_somebody=False, resent_as=9),
    sending(5, "retrying", "Anbringelse", attempts=1, last_error="HTTP 429"),
)


def sendings(*items: Facts, **more: Any) -> Facts:
    """The facts of these deliveries, of the last week and as an administrator gets them."""
    states = [item["state"] for item in items]
    by_state = {state.value: states.count(state) for state in DeliveryState if state in states}
    return {"total": len(items), "by_state": by_state, "items": list(items), **WEEK, "may_act": True, **more}


def look_up(staff: str | None, outcome: str = "answered", **more: Any) -> Facts:
    """One line of the log."""
    return {
        "at": "2026-11-20T13:41:00+00:00",
        "staff": staff,
        "question": "case",
        "case": "2024-1183",
        "place": "personal",
        "outcome": outcome,
        **more,
    }


def look_ups(*items: Facts, **more: Any) -> Facts:
    """The facts of these lines, of the last thirty days."""
    outcomes = [item["outcome"] for item in items]
    by_outcome = {word: outcomes.count(word) for word in sorted(set(outcomes))}
    return {"total": len(items), "by_outcome": by_outcome, "items": list(items), **MONTH, "earlier": 0, **more}


LOG = look_ups(
    look_up("anna", at="2026-11-23T08:12:00+00:00"),
    look_up("carl", "not_yours"),
    look_up("anna", question="upcoming", place="team:Team Nord", at="2026-11-02T09:00:00+00:00"),
)
WHOLE_LOG = look_ups(
    look_up("anna", question="overdue", case=None),
    look_up(None, "unknown_person", case=None, question="none"),
    look_up("bo", "judgement", question="none", case=None, place="team:"),
    look_up("bo", "wrong_place", case="2023-0456", place="team:Team Nord"),
    look_up("dorte", question="access_log", case=None),
)

ACTS = look_ups(
    look_up(None, question="forget", place="command", note="by jens: posting 3, case_file 1"),
    look_up("bo", question="let_in", place="command", note="by jens"),
    look_up("bo", question="export_case", place="command", note="by jens"),
    look_up("freja", question="export_person", place="command", case=None, note="by jens, about anna"),
    look_up(None, question="retention", place="system", case=None, note="log lines deleted: 3"),
)

SAMPLES: dict[str, tuple[str, Facts, dict[str, Any]]] = {
    "deliveries": (
        "answers/deliveries",
        sendings(*TROUBLED, *SETTLED, done=None),
        {"question": "deliveries", "slots": {}, "asker": "freja"},
    ),
    "deliveries_of_a_leader": (
        "answers/deliveries",
        sendings(TROUBLED[0], SETTLED[0], may_act=False, done=None),
        {"question": "deliveries", "slots": {"period": WEEK}, "asker": "bo"},
    ),
    "deliveries_uncertain": (
        "answers/deliveries",
        sendings(TROUBLED[1], done=None),
        {"question": "deliveries", "slots": {}},
    ),
    "deliveries_all_well": (
        "answers/deliveries",
        sendings(SETTLED[0], done=None),
        {"question": "deliveries", "slots": {}},
    ),
    "deliveries_none": ("answers/deliveries", sendings(done=None), {"question": "deliveries", "slots": {}}),
    "deliveries_resent": (
        "answers/deliveries",
        sendings(sending(10, "planned", "Distrikt 2", attempts=0), TROUBLED[1], done="resend"),
        {"question": "deliveries", "slots": {}},
    ),
    "deliveries_still_failed": (
        "answers/deliveries",
        sendings(sending(10, "failed", "Distrikt 2", attempts=0, last_error=NO_CHANNEL), done="still_failed"),
        {"question": "deliveries", "slots": {}},
    ),
    "deliveries_given_up": (
        "answers/deliveries",
        sendings(sending(4, "given_up", "Distrikt 2", last_error=NO_CHANNEL), done="give_up"),
        {"question": "deliveries", "slots": {}},
    ),
    "deliveries_not_possible": (
        "answers/deliveries",
        sendings(SETTLED[0], done="not_possible"),
        {"question": "deliveries", "slots": {}},
    ),
    "access_log": (
        "answers/access_log",
        {**LOG, "earlier": 4},
        {"question": "access_log", "slots": {"case": "2024-1183"}},
    ),
    "access_log_all": ("answers/access_log", WHOLE_LOG, {"question": "access_log", "slots": {}}),
    "access_log_long": (
        "answers/access_log",
        look_ups(*[look_up("anna")] * 12, total=4321, by_outcome={"answered": 4321}),
        {"question": "access_log", "slots": {}, "page": 2},
    ),
    "access_log_none": (
        "answers/access_log",
        look_ups(),
        {"question": "access_log", "slots": {"case": "2023-0456"}},
    ),
    "access_log_acts": ("answers/access_log", ACTS, {"question": "access_log", "slots": {}}),
    "access_log_of_a_person": (
        "answers/access_log",
        look_ups(look_up("anna")),
        {"question": "access_log", "slots": {"staff": "anna", "period": MONTH}},
    ),
    "access_log_of_a_quiet_person": (
        "answers/access_log",
        look_ups(),
        {"question": "access_log", "slots": {"staff": "anna"}},
    ),
    "access_log_quiet": ("answers/access_log", look_ups(), {"question": "access_log", "slots": {}}),
}
