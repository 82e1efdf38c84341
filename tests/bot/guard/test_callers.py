"""How often somebody may call, and whom an address stands for."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from bot.guard import Limits, RequestRefusedError
from bot.guard.callers import MOST_CALLERS, Allowance, Callers, address_of
from storage.rules.sending.pace import Limit


@dataclass
class Clock:
    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def allowance(clock: Clock, burst: int = 3, every: float = 2) -> Allowance:
    return Allowance(Limit(every, burst), clock)


def test_a_burst_is_taken_and_then_one_after_another(clock: Clock) -> None:
    left = allowance(clock)
    assert [left.spend("a") for _ in range(5)] == [None, None, None, 2, 2]
    clock.now += 2
    assert [left.spend("a") for _ in range(2)] == [None, 2]


def test_each_has_an_allowance_of_their_own(clock: Clock) -> None:
    left = allowance(clock, burst=1)
    assert [left.spend("a"), left.spend("b"), left.spend("a")] == [None, None, 2]


def test_resting_fills_the_allowance_and_no_more(clock: Clock) -> None:
    left = allowance(clock)
    left.spend("a")
    clock.now += 3600
    assert [left.spend("a") for _ in range(4)] == [None, None, None, 2]


def test_what_is_given_back_may_be_spent_again_and_is_never_more_than_the_burst(clock: Clock) -> None:
    left = allowance(clock)
    for _ in range(10):
        left.give_back("a")
    assert [left.spend("a") for _ in range(4)] == [None, None, None, 2]
    left.give_back("a")
    assert left.spend("a") is None


def test_many_callers_do_not_fill_the_memory(clock: Clock) -> None:
    left = allowance(clock, burst=1)
    left.spend("first")
    for n in range(MOST_CALLERS):
        left.spend(f"{n}")
    assert left.spend("first") is None, "not forgotten"


def callers(clock: Clock) -> Callers:
    return Callers(Limits(address=Limit(1, 2), sender=Limit(2, 2)), clock)


def test_bad_tokens_use_an_address_up_and_good_ones_do_not(clock: Clock) -> None:
    door = callers(clock)
    for n in range(10):
        door.arrive("1.2.3.4", f"good {n}")
        door.was_good("1.2.3.4", f"good {n}")
    for n in range(2):
        door.arrive("1.2.3.4", f"bad {n}")
        door.was_bad(f"bad {n}")
    with pytest.raises(RequestRefusedError) as refused:
        door.arrive("1.2.3.4", "bad 3")
    assert (refused.value.status, refused.value.headers) == (429, {"Retry-After": "1"})
    door.arrive("1.2.3.5", "bad 3")


def test_a_token_that_was_good_passes_an_address_that_is_used_up(clock: Clock) -> None:
    door = callers(clock)
    door.arrive("1.2.3.4", "good")
    door.was_good("1.2.3.4", "good")
    for n in range(2):
        door.arrive("1.2.3.4", f"bad {n}")
    door.arrive("1.2.3.4", "good")
    door.was_bad("good")  # it has ended meanwhile
    with pytest.raises(RequestRefusedError):
        door.arrive("1.2.3.4", "good")


def test_a_sender_who_asks_too_often_is_told_when_to_come_again(clock: Clock) -> None:
    door = callers(clock)
    door.ask("anna")
    door.ask("anna")
    with pytest.raises(RequestRefusedError) as refused:
        door.ask("anna")
    assert (refused.value.status, refused.value.headers) == (429, {"Retry-After": "2"})
    door.ask("bo")


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("203.0.113.7", [], "203.0.113.7"),
        ("203.0.113.7", ["198.51.100.1"], "203.0.113.7"),
        ("127.0.0.1", [], "127.0.0.1"),
        ("127.0.0.1", ["203.0.113.7"], "203.0.113.7"),
        ("127.0.0.1", ["1.1.1.1, 203.0.113.7"], "203.0.113.7"),
        ("127.0.0.1", ["1.1.1.1", "203.0.113.7"], "203.0.113.7"),
        ("127.0.0.1", ["203.0.113.7:4711"], "203.0.113.7"),
        ("127.0.0.1", ["unknown"], "127.0.0.1"),
        ("127.0.0.1", [""], "127.0.0.1"),
        ("127.0.0.1", ["203.0.113.7, x" + "y" * 5000], "127.0.0.1"),
        ("::1", ["2001:db8:1:2:3:4:5:6"], "2001:db8:1:2::/64"),
        ("::1", ["[2001:db8:1:2::6]:443"], "2001:db8:1:2::/64"),
        ("::ffff:127.0.0.1", ["203.0.113.7"], "203.0.113.7"),
        ("::ffff:203.0.113.7", [], "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", [], "2001:db8:1:2::/64"),
        (None, ["203.0.113.7"], "None"),
    ],
)
def test_an_address_is_the_peers_or_what_a_proxy_on_this_machine_says_last(
    peer: str | None, forwarded: list[str], address: str
) -> None:
    assert address_of(peer, forwarded) == address
