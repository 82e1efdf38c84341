"""The metrics for Prometheus: counts and times only."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

KNOWN_TYPES = ("message", "invoke", "conversationUpdate", "installationUpdate")


class Metrics:
    """The counters of one process, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._received = Counter(
            "sagspuls_activities",
            "Activities received, by what became of them.",
            ["type", "result"],
            registry=self.registry,
        )
        self._refused = Counter("sagspuls_refused", "Requests refused, by status.", ["status"], registry=self.registry)
        self._seconds = Histogram(
            "sagspuls_answer_seconds",
            "From the claim of an activity to its posted answer.",
            ["type"],
            buckets=(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
            registry=self.registry,
        )
        self.waiting = Gauge("sagspuls_inbox_waiting", "Activities not answered yet.", registry=self.registry)

    def received(self, kind: str, result: str) -> None:
        """`result`: accepted, duplicate, answered or ignored."""
        self._received.labels(_known(kind), result).inc()

    def refused(self, status: int) -> None:
        self._refused.labels(str(status)).inc()

    @contextmanager
    def answering(self, kind: str) -> Iterator[None]:
        """Time one answer."""
        with self._seconds.labels(_known(kind)).time():
            yield


def _known(kind: str) -> str:
    """The label of a type. Callers choose types, so unknown ones share a label: else labels could fill the memory."""
    return kind if kind in KNOWN_TYPES else "other"
