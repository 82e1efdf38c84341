"""The desk: who asks, what is meant, is it allowed, the answer, the log. Knows nothing of Teams."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from bot import missed, permission
from bot.applied import any_found, applied
from bot.asking_back import asking_back, settled
from bot.buttons import pressed
from bot.exchange import Incoming, Reply
from bot.first_person import spoken_for
from bot.invitation import chat_link, pressed_along, typed_along
from bot.leaning import previous_question, remember
from bot.naming import SupplierNames, names_known, staff_ids
from bot.question import Ask, NotYoursError, Place
from bot.refusals import QuestionAnswer, answer_from, not_yours, refused_in, turned_away
from bot.selected import answered
from bot.understanding.classifier import Model
from bot.understanding.misses import masked
from bot.understanding.names import Gazetteer
from bot.understanding.text import as_typed
from bot.understanding.understand import Meaning, Previous, understand
from bot.visit import Arrived, Visit, arrived
from messages.message import Setting, message
from messages.understood import shown, understood
from storage.database import NO_TEAM, Store, become_asker
from storage.queries import people
from storage.queries.deadlines import case_numbers
from storage.queries.sending import access_log, imports
from storage.rules.access import Person, Reach, Refusal
from storage.rules.cpr import mask_cpr
from storage.rules.miss_kind import MissKind
from storage.rules.question_record import QuestionRecord
from storage.rules.questions import CLARIFY, RECORDS
from storage.rules.slots import Slots
from storage.session import AsyncSession
from storage.settings import Settings

__all__ = ["Desk", "Incoming", "Reply"]


class Desk:
    """Answers questions from one store; any number of them may be answered at once."""

    def __init__(self, store: Store, settings: Settings, model: Model) -> None:
        self._store = store
        self._settings = settings
        self._model = model
        self._misses = missed.Misses(settings, model)
        self._suppliers = SupplierNames()

    async def answer(self, incoming: Incoming) -> Reply:
        """Answer in a transaction of its own; for the command line."""
        async with self._store.working() as session:
            came = await arrived(session, incoming, self._settings.zone)
            return await self.answer_within(session, incoming, came)

    async def answer_within(self, session: AsyncSession, incoming: Incoming, came: Arrived) -> Reply:
        """Answer and write the access-log line in the caller's transaction, which takes on the asker's rights.

        If a question belongs in private and the asker alone may be answered here, it is put again as if in a private
        chat, with the rights and the log line of one. The first try has written nothing and shown nothing.
        """
        visit = await self.visit(session, incoming, came)
        return await self.answer_meant(visit, came, await self._meaning(visit))

    async def answer_meant(self, visit: Visit, came: Arrived, meant: Meaning) -> Reply:
        """The same once it is understood, with the second question of the same text where there is one."""
        soon = min(missed.SOON, self._settings.dialogue_minutes)
        former = None if visit.incoming.button is not None else await previous_question(visit, soon)
        reply = await self._reply_to(visit, meant)
        if reply is None:
            alone = replace(visit.incoming, place=Place.PRIVATE, alone=True, may_be_alone=False)
            visit = await self.visit(visit.session, alone, came)
            reply = await self._reply_to(visit, meant)
        assert reply is not None  # noqa: S101  # for the type checker: in private there is no wrong place
        await self._keep_asked_again(visit, meant, reply, former)
        return await self._with_second(visit, reply, meant.also)

    async def _with_second(self, visit: Visit, reply: Reply, second: Meaning | None) -> Reply:
        """The reply with the answer to the second question of the same text, which has its own line in the log."""
        if second is None:
            return reply
        here = replace(visit, incoming=replace(visit.incoming, may_be_alone=False))
        other = await self._reply_to(here, second)
        return reply if other is None else replace(reply, also=(other,))

    async def _reply_to(self, visit: Visit, meant: Meaning) -> Reply | None:
        """The reply; None when the question belongs in private and may be answered here to the asker alone."""
        meaning = await settled(visit, await spoken_for(visit, meant))
        answer, slots = await self._answer_or_refusal(visit, meaning)
        if visit.incoming.may_be_alone and answer.outcome == Refusal.WRONG_PLACE.value:
            return None
        await _log(visit, meaning, slots, answer)
        if self._settings.dialogue_minutes:
            await remember(visit, meaning, slots, answer)
        await self._keep_miss(visit, meaning, answer)
        return await self._reply(visit, meaning, slots, answer)

    async def visit(self, session: AsyncSession, incoming: Incoming, came: Arrived) -> Visit:
        """Take on the asker's rights for the rest of the transaction; in a channel, the channel's rights."""
        channel = None if incoming.place is Place.PRIVATE else came.channel_team_id or NO_TEAM
        await become_asker(session, came.known.person.id if came.known else None, channel=channel)
        return Visit(
            session=session,
            incoming=incoming,
            known=came.known,
            channel_team_id=came.channel_team_id if incoming.place is Place.CHANNEL else None,
            now=came.at,
            today=came.day,
            data_as_of=await imports.data_as_of(session),
            language=(came.known.language if came.known else None) or self._settings.language,
        )

    async def _meaning(self, visit: Visit) -> Meaning:
        """What was meant: a button says it, a text is understood."""
        button = visit.incoming.button
        if button is not None:
            return pressed(button, visit.language, visit.today)
        return await self._understood(visit, await previous_question(visit, self._settings.dialogue_minutes))

    async def _understood(self, visit: Visit, previous: Previous | None) -> Meaning:
        """What the text means after that question."""
        if visit.known is None:
            # We look for names only for people we know: no answer shows a stranger who works here.
            gazetteer, asker = Gazetteer(), None
        else:
            gazetteer, asker = await self._names(visit), visit.known.person.id
        return understand(
            mask_cpr(visit.incoming.text),
            self._model,
            gazetteer,
            today=visit.today,
            asker=asker,
            fallback=visit.language,
            previous=previous,
        )

    async def _names(self, visit: Visit) -> Gazetteer:
        return await names_known(visit, self._suppliers)

    async def _answer_or_refusal(self, visit: Visit, meaning: Meaning) -> tuple[QuestionAnswer, Slots]:
        """The facts of the answer, of a refusal, or of asking back."""
        away = turned_away(visit.incoming, meaning, is_known=visit.known is not None)
        if away is not None:
            return away
        if not visit.incoming.text.strip() and visit.incoming.button is None:
            return QuestionAnswer("answers/empty"), meaning.slots
        if meaning.question == CLARIFY:
            return await asking_back(visit, meaning), meaning.slots
        return await self._answer_of(visit, meaning, RECORDS[meaning.question])

    async def _answer_of(
        self, visit: Visit, meaning: Meaning, question: QuestionRecord
    ) -> tuple[QuestionAnswer, Slots]:
        assert visit.known is not None  # noqa: S101  # for the type checker; strangers were turned away
        at = await permission.standing(
            visit.session,
            visit.known.person,
            visit.incoming.place,
            meaning.slots,
            day=visit.today,
            channel_team_id=visit.channel_team_id,
        )
        refusal = permission.refusal(at, question)
        if refusal is not None:
            of_no_team = visit.channel_team_id is None
            return refused_in(visit.incoming, question, refusal, of_no_team=of_no_team), at.slots
        ask = self._ask(visit, meaning, at)
        ask = replace(ask, slots=await _case_named(ask, meaning, question))
        if meaning.bare_case is not None and ask.slots.case is None:
            return not_yours(question, ask.slots), ask.slots
        try:
            result = await answered(ask, question.id)
        except NotYoursError:
            return not_yours(question, ask.slots), ask.slots
        answer = answer_from(question, result)
        if answer.outcome != access_log.ANSWERED:
            return answer, ask.slots
        return replace(answer, applied=await applied(ask, question, answer.facts)), ask.slots

    def _ask(self, visit: Visit, meaning: Meaning, at: permission.Grounds) -> Ask:
        assert visit.known is not None  # noqa: S101  # see _answer_of
        return Ask(
            session=visit.session,
            asker=visit.known.person,
            scope=permission.scope_for(at),
            slots=at.slots,
            today=visit.today,
            now=visit.now,
            calendar=self._settings.calendar,
            language=meaning.language,
            zone=self._settings.zone,
            case_weights=self._settings.case_weights,
            application_weeks=self._settings.application_limit_weeks,
            emergency_line=self._settings.emergency_line,
            place=visit.incoming.place,
            channel_team_id=visit.channel_team_id,
            team_id=at.team_id,
            left_out=at.named.left_out if at.named is not None else (),
            particulars=meaning.particulars,
            form=visit.incoming.form,
            page=meaning.page,
            whole=visit.incoming.whole,
            suggestions=_worth_offering(visit.known.person, meaning.suggestions),
            absent=meaning.absent,
            conversation_id=visit.incoming.conversation_id,
        )

    async def _keep_miss(self, visit: Visit, meaning: Meaning, answer: QuestionAnswer) -> None:
        kind = missed.kind_of_miss(meaning, answer.outcome)
        if visit.incoming.button is None and kind is not None:
            names = await self._names(visit)
            await self._misses.keep(visit.session, visit.incoming.text, meaning, kind, names, visit.now)

    async def _keep_asked_again(self, visit: Visit, meant: Meaning, reply: Reply, former: Previous | None) -> None:
        """Keep a text that asks what was asked just before, if it says so by its own words and leans on nothing."""
        if not reply.understood:  # nothing was looked up, or it was refused
            return
        if not missed.is_asked_again(reply.question, reply.slots, former):
            return
        alone = await self._understood(visit, None)
        if (alone.question, alone.slots) == (meant.question, meant.slots):
            text, names = visit.incoming.text, await self._names(visit)
            await self._misses.keep(visit.session, text, meant, MissKind.ASKED_AGAIN, names, visit.now)

    async def _reply(self, visit: Visit, meaning: Meaning, slots: Slots, answer: QuestionAnswer) -> Reply:
        named = slots.as_json()
        setting = Setting(
            language=answer.facts.spoken() or meaning.language,
            today=visit.today,
            data_as_of=visit.data_as_of,
            names=await people.names_of(visit.session, staff_ids(answer.facts, slots)),
            question=meaning.question,
            slots=slots,
            page=meaning.page,
            asker=visit.known.person.id if visit.known else None,
            zone=self._settings.zone,
            passed_over=_passed_over(meaning, answer, visit.today),
            unread=as_typed(meaning.unread, visit.incoming.text) if answer.outcome == access_log.ANSWERED else (),
            any_found=any_found(meaning, answer.applied) if answer.outcome == access_log.ANSWERED else None,
            thing=meaning.particulars.thing if slots.case is not None else None,
            dearest_first=meaning.particulars.dearest,
            private_chat=await self._way_to_private(visit, meaning, answer),
        )
        return Reply(
            question=meaning.question,
            confidence=meaning.confidence,
            slots=named,
            message=answer.message or message(answer.template, answer.facts, setting),
            language=setting.language,
            as_of=visit.today,
            data_as_of=visit.data_as_of,
            alone=visit.incoming.alone,
            names=setting.names,
            understood=_understood(meaning, answer, setting),
            unread=meaning.unread,
            asked=answer.applied.asked,
        )

    async def _way_to_private(self, visit: Visit, meaning: Meaning, answer: QuestionAnswer) -> str | None:
        """A link to a private chat for a question that belongs there; None for others, or without an app id."""
        if answer.outcome != Refusal.WRONG_PLACE.value or self._settings.app_id is None:
            return None
        if visit.incoming.button is not None:
            along = "" if meaning.slots.as_json() else pressed_along(meaning.question, meaning.language)
        else:
            masked_text = masked(visit.incoming.text, self._model, await self._names(visit), visit.today)
            along = typed_along(visit.incoming.text, masked_text)
        return chat_link(self._settings.app_id, along)


def _understood(meaning: Meaning, answer: QuestionAnswer, setting: Setting) -> str:
    """What the figures are really of, in one line; nothing where nothing was looked up."""
    of = answer.applied
    if of.selection is not None:
        return understood(of.selection, setting, own=of.own)
    question = RECORDS.get(meaning.question)
    if question is None or not question.looks_up or answer.outcome != access_log.ANSWERED:
        return ""
    return shown(setting, question.title.told_in(setting.language))


async def _log(visit: Visit, meaning: Meaning, slots: Slots, answer: QuestionAnswer) -> None:
    question = RECORDS.get(meaning.question)
    await access_log.append(
        visit.session,
        at=visit.now,
        staff_id=visit.known.person.id if visit.known else None,
        question=meaning.question,
        place=visit.place_name,
        outcome=answer.outcome,
        case_number=slots.case if question is not None and question.about_one_case else None,
    )


def _worth_offering(person: Person, nearest: Iterable[str]) -> tuple[str, ...]:
    """The questions this person may ask."""
    questions = (RECORDS[name] for name in nearest if name in RECORDS)
    return tuple(one.id for one in questions if permission.by_role(person, one))


def _passed_over(
    meaning: Meaning, answer: QuestionAnswer, today: dt.date
) -> tuple[dt.date | None, dt.date | None] | None:
    """A period that the text named and the answer leaves out; None if it holds the day asked about."""
    period = meaning.passed_over
    if period is None or answer.outcome != access_log.ANSWERED:
        return None
    ended = period.end is not None and period.end < today and meaning.slots.period is None
    is_ahead = period.start is not None and period.start > today
    # "pr. 1/10" is open at its beginning: it means that day.
    return (period.start or period.end, period.end) if ended or is_ahead else None


async def _case_named(ask: Ask, meaning: Meaning, question: QuestionRecord) -> Slots:
    """The slots with the case that bare figures ("1183") stand for; without one unless exactly one visible case fits.

    The case of the question before no longer counts. People who read the access log see no cases, so for them we match
    the figures with the case numbers in the log, whether such a case exists or not.
    """
    if meaning.bare_case is None:
        return ask.slots
    if question.reach is Reach.LOG:
        return replace(ask.slots, case=await access_log.number_ending_with(ask.session, meaning.bare_case))
    found = await case_numbers.ending_with(ask.session, ask.scope, meaning.bare_case)
    return replace(ask.slots, case=found[0] if len(found) == 1 else None)
