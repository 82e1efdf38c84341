"""How many qualified questions are answered exactly, say what they leave out, or are wrong; `make evaluate` prints it.

Each line of tests/sentences/qualified is asked at the desk by the role it names, about the evaluated town. Never tune
on one of their lines: read the shares and the kinds, and write phrases and rules of your own.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.desk import Desk, Incoming
from bot.question import Place
from bot.understanding.classifier import Model
from tests.bot.understanding.evaluated_store import EvaluatedStore, evaluated_store
from tests.bot.understanding.expectations import Expectations
from tests.bot.understanding.qualified import HANDS, SAMPLE, UNANSWERABLE, lines
from tests.bot.understanding.verdicts import Verdict, says_so, verdict_on
from tests.reference.wanted import NoSelectionError
from tests.storage.demo_folder import TODAY

EMAILS = {"rådgiver": "anna", "koordinator": "dorte", "leder": "bo", "økonom": "erik"}
UNCHECKED = "unchecked"
"""The verdict on a line that no selection answers."""
ALL = (*HANDS, SAMPLE, *UNANSWERABLE)


@dataclass(frozen=True, slots=True)
class Judged:
    """A line, the reply to it, and what is to be thought of that; `differing` says told beside right."""

    line: Mapping[str, Any]
    reply: Mapping[str, Any]
    verdict: str
    differing: Sequence[str] = ()

    @property
    def kinds(self) -> list[str]:
        """The forms that the question has, several at once."""
        wants = self.line.get("either") or [self.line["want"]]
        return [name for name, has in KINDS.items() if any(has(want) for want in wants)]

    def as_json(self) -> dict[str, Any]:
        told = {name: self.reply.get(name) for name in ("question", "slots", "understood", "unread", "text", "asked")}
        meant = {name: self.line[name] for name in ("want", "either", "base") if name in self.line}
        named = {name: self.line.get(name) for name in ("id", "as", "style", "text")}
        return {**named, "verdict": self.verdict, "differing": list(self.differing), **meant, "told": told}


def _has_form(form: str) -> Callable[[Mapping[str, Any]], bool]:
    return lambda want: want.get("form") == form


def _has(*names: str) -> Callable[[Mapping[str, Any]], bool]:
    return lambda want: any(name in want for name in names)


KINDS: Mapping[str, Callable[[Mapping[str, Any]], bool]] = {
    "conditions": lambda want: len(want.get("where", {})) > 1,
    "denial": _has("not"),
    "order, limit": _has("order", "limit"),
    "groups": _has("by"),
    "development": _has("per"),
    "comparison": _has("compare"),
    "two things": _has("and"),
    "share": _has_form("share"),
    "average": lambda want: want.get("form") == "average" or want["what"] == "days",
    "list": _has_form("list"),
    "who": _has_form("who"),
    "money": lambda want: want["what"] in {"cost", "spent", "grants"},
    "time": _has("when"),
}


def judged(asked: Sequence[Mapping[str, Any]], evaluated: EvaluatedStore, model: Model) -> list[Judged]:
    """Every line asked at the desk, each in a conversation of its own, and judged."""
    expectations = Expectations(evaluated.town)
    replies = evaluated.runner.run(_replies(asked, Desk(evaluated.store, evaluated.settings, model)))
    return [_judged(line, reply, expectations) for line, reply in zip(asked, replies, strict=True)]


async def _replies(asked: Iterable[Mapping[str, Any]], desk: Desk) -> list[dict[str, Any]]:
    return [(await desk.answer(incoming(line))).as_json() for line in asked]


def incoming(line: Mapping[str, Any]) -> Incoming:
    """The line as its role asks it at the desk."""
    return Incoming(
        text=line["text"],
        conversation_id=f"evaluated:{line['id']}",
        place=Place.PRIVATE,
        email=f"{EMAILS[line['as']]}@sagspuls.example",
        on=TODAY,
    )


def _judged(line: Mapping[str, Any], reply: Mapping[str, Any], expectations: Expectations) -> Judged:
    if "core" in line:
        return Judged(line, reply, Verdict.SAID if says_so(reply) else Verdict.WRONG)
    try:
        readings = expectations.of(line)
    except NoSelectionError:
        return Judged(line, reply, UNCHECKED)
    return Judged(line, reply, *verdict_on(reply, readings))


def table(title: str, rows: Mapping[str, Sequence[Judged]]) -> list[str]:
    """A line for each group: how many of them are exact, said and wrong, in per cent."""
    told = [f"\n{title:24}  exact   said  wrong     of"]
    for name, some in rows.items():
        counts = Counter(one.verdict for one in some)
        shares = "".join(f"{100 * counts[verdict] / len(some):6.1f} " for verdict in Verdict)
        told.append(f"  {name:22}{shares}  {len(some):4}")
    return told


def _by(some: Iterable[Judged], names: Callable[[Judged], Iterable[str]]) -> Mapping[str, Sequence[Judged]]:
    found: dict[str, list[Judged]] = {}
    for one in some:
        for name in names(one):
            found.setdefault(name, []).append(one)
    return dict(sorted(found.items()))


def report(every: Sequence[Judged]) -> str:
    """The tables of both sorts of question, then each wrong one with what was asked, told and right."""
    answerable = [one for one in every if "core" not in one.line]
    checked = [one for one in answerable if one.verdict != UNCHECKED]
    unanswerable = [one for one in every if "core" in one.line]
    told = []
    if checked:
        told += table("qualified questions", {"all": checked})
        told += table("by hand", _by(checked, lambda one: [one.line["hand"]]))
        told += table("by role", _by(checked, lambda one: [one.line["as"]]))
        told += table("by style", _by(checked, lambda one: [one.line["style"]]))
        told += table("by language", _by(checked, lambda one: [one.line["lang"]]))
        told += table("by kind", _by(checked, lambda one: one.kinds))
        told += [f"\nnot checked, no selection answers them: {len(answerable) - len(checked)}"]
    if unanswerable:
        told += table("what no data answers", {"all": unanswerable})
        told += table("by hand", _by(unanswerable, lambda one: [one.line["hand"]]))
    wrong = (_told(one) for one in every if one.verdict == Verdict.WRONG)
    return "\n".join([*told, *wrong])


def _told(one: Judged) -> str:
    """What was asked, what was told and what was wanted."""
    read = json.dumps(one.reply["slots"], ensure_ascii=False)
    wanted = one.line.get("either") or one.line.get("want") or one.line.get("why")
    return "\n    ".join([
        f"\n{one.line['id']} {one.line['as']}: {one.line['text']}",
        f"read as {one.reply['question']} {read}",
        *(one.differing or [one.reply["text"].partition("\n")[0]]),
        f"wanted {json.dumps(wanted, ensure_ascii=False)}",
    ])  # fmt: skip


def evaluate(names: Sequence[str], model: Model, results: Path | None = None) -> str:
    """The report on these files of tests/sentences/qualified, or on all; `results` keeps each reply as a JSON line."""
    with evaluated_store() as evaluated:
        every = judged(lines(*(names or ALL)), evaluated, model)
    if results is not None:
        results.write_text("".join(json.dumps(one.as_json(), ensure_ascii=False) + "\n" for one in every), "utf-8")
    return report(every)
