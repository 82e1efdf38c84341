"""Every state of a delivery says what may still become of it, and the sets fit together."""

from __future__ import annotations

import ast
import inspect

import pytest

from storage.rules.sending import delivery_states
from storage.rules.sending.delivery_states import AttemptOutcome, DeliveryState

STATES = {state.value: state for state in DeliveryState}
MEANS: dict[str, str] = {
    "planned": "is_waiting is_open may_be_given_up",
    "sending": "is_open may_turn_out_sent",
    "sent": "is_settled may_go_again may_have_arrived",
    "retrying": "is_waiting is_open may_be_given_up",
    "failed": "is_settled needs_somebody may_go_again may_be_given_up",
    "uncertain": "is_settled needs_somebody may_go_again may_be_given_up may_have_arrived may_turn_out_sent",
    "nothing_to_tell": "is_settled",
    "skipped": "is_settled",
    "voided": "is_settled",
    "given_up": "is_settled may_go_again",
}
PROPERTIES = [name for name, value in vars(DeliveryState).items() if isinstance(value, property)]


@pytest.mark.parametrize(("word", "means"), MEANS.items())
def test_a_state_says_what_may_become_of_it(word: str, means: str) -> None:
    assert [name for name in PROPERTIES if getattr(STATES[word], name)] == sorted(means.split(), key=PROPERTIES.index)


def test_the_table_above_names_every_state_in_the_order_people_see_them() -> None:
    assert list(MEANS) == [state.value for state in DeliveryState]


def test_nothing_that_may_still_be_posted_by_itself_is_sent_again_by_hand() -> None:
    assert not [state for state in DeliveryState if state.is_open and state.may_go_again]


def test_what_is_being_posted_is_not_given_up_over_its_channels_head() -> None:
    assert not DeliveryState.SENDING.may_be_given_up


def test_each_member_has_a_line_of_meaning() -> None:
    (found,) = [
        node
        for node in ast.parse(inspect.getsource(delivery_states)).body
        if isinstance(node, ast.ClassDef) and node.name == "DeliveryState"
    ]
    meant = [
        isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
        for node, after in zip(found.body, found.body[1:], strict=False)
        if isinstance(node, ast.Assign)
    ]
    assert meant == [True] * len(DeliveryState)


def test_an_attempts_outcomes_are_the_four_of_the_channel() -> None:
    assert set(AttemptOutcome) == {"sent", "retry", "permanent", "uncertain"}
    assert delivery_states.NOT_ARRIVED.isdisjoint({AttemptOutcome.SENT, AttemptOutcome.UNCERTAIN})
