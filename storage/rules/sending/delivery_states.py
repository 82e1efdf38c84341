"""The states of a message to be sent, and the outcomes of each attempt to post it (architecture.md, decision 5)."""

from __future__ import annotations

from enum import StrEnum


class DeliveryState(StrEnum):
    """Where a delivery stands; the ledger keeps it by its value."""

    PLANNED = "planned"
    """Its content is frozen; it waits to be posted."""
    SENDING = "sending"
    """It is being posted at this moment, or its process died over it."""
    SENT = "sent"
    """The channel took it and gave its activity id."""
    RETRYING = "retrying"
    """It certainly did not arrive; it waits for its next attempt."""
    FAILED = "failed"
    """It certainly did not arrive, and nothing tries it again by itself."""
    UNCERTAIN = "uncertain"
    """It may have arrived or not; only a person may send it again."""
    NOTHING_TO_TELL = "nothing_to_tell"
    """There was nothing to write."""
    SKIPPED = "skipped"
    """It was not to go out after all: a pause, a holiday, a schedule removed, its week over."""
    VOIDED = "voided"
    """The target's place or rights changed before it was posted; another delivery takes its place, if any."""
    GIVEN_UP = "given_up"
    """A person settled it: nothing tries it again, and nobody is asked about it."""

    @property
    def is_waiting(self) -> bool:
        """Whether it is posted by itself once its time has come."""
        return self in WAITING

    @property
    def is_open(self) -> bool:
        """Whether something may still become of it by itself, so that its content is needed."""
        return self in OPEN

    @property
    def is_settled(self) -> bool:
        """Whether nothing becomes of it by itself any more."""
        return self not in OPEN

    @property
    def needs_somebody(self) -> bool:
        """Whether only a person settles it: they send it again or give it up."""
        return self in NEEDS_SOMEBODY

    @property
    def may_go_again(self) -> bool:
        """Whether a person may send it again."""
        return self in MAY_GO_AGAIN

    @property
    def may_be_given_up(self) -> bool:
        """Whether a person may give it up."""
        return self in MAY_BE_GIVEN_UP

    @property
    def may_have_arrived(self) -> bool:
        """Whether it stands in Teams, or may."""
        return self in MAY_HAVE_ARRIVED

    @property
    def may_turn_out_sent(self) -> bool:
        """Whether a late word from the channel still makes it sent."""
        return self in MAY_TURN_OUT_SENT


WAITING = frozenset({DeliveryState.PLANNED, DeliveryState.RETRYING})
OPEN = WAITING | {DeliveryState.SENDING}
NEEDS_SOMEBODY = frozenset({DeliveryState.FAILED, DeliveryState.UNCERTAIN})
MAY_HAVE_ARRIVED = frozenset({DeliveryState.SENT, DeliveryState.UNCERTAIN})
MAY_TURN_OUT_SENT = frozenset({DeliveryState.SENDING, DeliveryState.UNCERTAIN})
MAY_GO_AGAIN = MAY_HAVE_ARRIVED | {DeliveryState.FAILED, DeliveryState.GIVEN_UP}
MAY_BE_GIVEN_UP = WAITING | NEEDS_SOMEBODY
TELLS_OR_WILL_TELL = OPEN | MAY_HAVE_ARRIVED
"""The message reached its target, may have, or still will."""
REACHED_NOBODY = frozenset({DeliveryState.FAILED, DeliveryState.NOTHING_TO_TELL})
"""The message surely reached nobody; a later look at the same target makes up for it."""


class AttemptOutcome(StrEnum):
    """How one post of a delivery ended; an attempt without one was never heard of again."""

    SENT = "sent"
    RETRY = "retry"
    """It certainly did not arrive, and may later."""
    PERMANENT = "permanent"
    """It certainly did not arrive, and will not."""
    UNCERTAIN = "uncertain"


NOT_ARRIVED = frozenset({AttemptOutcome.RETRY, AttemptOutcome.PERMANENT})
