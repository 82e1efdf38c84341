"""What the sentences say, and what the cards keep to themselves."""

from __future__ import annotations

import json
from typing import Any

import pytest

from messages.message import Message
from storage.rules.access import Refusal
from tests.messages.caseload_samples import CASE
from tests.messages.deadline_samples import ME, NORD, WEEK, overdue, upcoming
from tests.messages.digest_samples import digest
from tests.messages.made import message
from tests.messages.samples import SAMPLES, setting


def told(sample: str, language: str = "da", **more: Any) -> Message:
    name, facts, usual = SAMPLES[sample]
    return message(name, facts, setting(language, **{**usual, **more}))


def data_of(card: dict[str, Any] | None) -> list[dict[str, Any]]:
    """The data of the card's buttons at the bottom."""
    assert card is not None
    return [action["data"] for action in card["actions"]]


def test_the_asker_is_addressed_as_you_and_others_by_name() -> None:
    assert told("overdue_one").text.startswith("Du har 1 overskreden frist.")
    assert told("overdue_one", asker="bo").text.startswith("Anna Holm har 1 overskreden frist.")
    assert told("overdue_channel").text.startswith("Team Nord har 4 overskredne frister.")
    assert told("overdue_one", slots={}).text.startswith("Der er 1 overskreden frist.")


def test_a_list_of_nothing_but_ones_own_says_so_and_names_nobody_in_its_rows() -> None:
    own = overdue(3)
    own["items"] = [{**item, "caseworker": "anna"} for item in own["items"]]
    said = message("answers/overdue", own, setting(question="overdue", slots={}))
    assert said.text.startswith("Du har 3 overskredne frister.")
    assert json.dumps(said.card, ensure_ascii=False).count("Anna Holm") == 1
    team = message("answers/overdue", own, setting(question="overdue", slots={}, asker="bo"))
    assert team.text.startswith("Der er 3 overskredne frister.")
    assert json.dumps(team.card, ensure_ascii=False).count("Anna Holm") == 3


def test_the_card_of_a_day_says_whose_it_is() -> None:
    assert "Bo Lund" in json.dumps(told("my_day", slots={"staff": "bo"}).card, ensure_ascii=False)
    assert "Team Nord" in json.dumps(told("my_day", slots=NORD).card, ensure_ascii=False)


def test_what_may_be_listed_is_not_told_as_all_there_is() -> None:
    some = {**overdue(3), "total": 74}
    some["items"] = [{**item, "caseworker": "anna"} for item in some["items"]]
    said = message("answers/overdue", some, setting(question="overdue", slots={}))
    assert said.text.startswith("Der er 74 overskredne frister. De seneste 12 måneder")
    ahead = message("answers/upcoming", {**upcoming(2), "total": 5}, setting(question="upcoming", slots={}))
    assert ahead.text == "5 frister falder de næste 14 dage."


def test_the_period_asked_about_is_told_of_one_case_too() -> None:
    slots = {"case": "2023-0456", **WEEK}
    none = message("answers/upcoming", upcoming(0), setting(question="upcoming", slots=slots))
    assert none.text == "Ingen frister i 2023-0456 falder i perioden 23.-29. november 2026."
    some = message("answers/upcoming", upcoming(2), setting(question="upcoming", slots=slots))
    assert some.text.startswith("2023-0456 har 2 frister i perioden 23.-29. november 2026.")


def test_whom_no_deadline_awaits_is_said() -> None:
    def none(**slots: Any) -> str:
        return message("answers/upcoming", upcoming(0), setting(question="upcoming", slots=slots)).text

    assert none(**ME) == "Du har ingen frister de næste 14 dage."
    assert none(**NORD) == "Team Nord har ingen frister de næste 14 dage."
    assert none(staff="bo", **WEEK) == "Bo Lund har ingen frister i perioden 23.-29. november 2026."


def test_one_persons_deadlines_in_one_team_are_not_told_as_all_of_theirs() -> None:
    said = message("answers/overdue", overdue(0), setting(question="overdue", slots={"staff": "bo", **NORD}))
    assert said.text.startswith("Bo Lund har ingen overskredne frister (Team Nord).")


def test_a_period_that_overdue_does_not_read_is_not_on_its_card() -> None:
    said = message("answers/overdue", overdue(2), setting(question="overdue", slots=WEEK))
    assert "29. november" not in json.dumps(said.card, ensure_ascii=False)


def test_a_case_reported_done_is_not_told_what_is_missing_before_it_can_be() -> None:
    said = message("answers/case", {**CASE, "state": "audited"}, setting(question="case"))
    assert "Sagen er færdigmeldt, men der mangler: " in said.text
    assert "før færdigmelding" not in json.dumps(said.card, ensure_ascii=False)


def test_rules_are_summed_up_only_where_one_comes_twice() -> None:
    assert "Opfølgning 3 · " in json.dumps(told("overdue_mine").card, ensure_ascii=False)
    assert "Opfølgning 1" not in json.dumps(told("overdue_channel").card, ensure_ascii=False)


def test_the_caseload_table_adds_up_with_the_cases_that_have_no_caseworker() -> None:
    assert "Ingen rådgiver" in json.dumps(told("caseload_team").card, ensure_ascii=False)
    assert "Ingen rådgiver" not in json.dumps(told("caseload_over").card, ensure_ascii=False)
    assert "Ingen rådgiver" not in json.dumps(told("caseload_mine").card, ensure_ascii=False)


def test_the_oldest_deadline_is_told_with_its_case_and_days() -> None:
    assert "Den ældste er 12 dage over: opfølgning i 2024-1000." in told("overdue_mine").text
    assert "Den er 1 dag over: opfølgning i 2024-1000." in told("overdue_one").text


def test_what_the_question_was_limited_to_is_said() -> None:
    assert "(opfølgning, anbringelse)" in told("overdue_page_two").text


def test_a_controller_reads_counts_without_cases() -> None:
    said = told("overdue_counts_only")
    assert said.text.startswith("Der er 12 overskredne frister.")
    assert "2024-" not in said.text + json.dumps(said.card)


def test_in_a_channel_a_list_names_nobody() -> None:
    card = json.dumps(told("overdue_channel").card, ensure_ascii=False)
    assert "2024-1000" in card
    assert "Anna" not in card
    assert "Rådgiver" not in card


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("over", "Det er over normen på 20-25."),
        ("within", "Det er inden for normen på 20-25."),
        ("under", "Det er under normen på 20-25."),
    ],
)
def test_one_caseload_is_held_against_its_band(status: str, words: str) -> None:
    facts = {**SAMPLES["caseload_mine"][1]}
    facts["by_caseworker"] = [{**facts["by_caseworker"][0], "status": status}]
    assert words in message("answers/caseload", facts, setting(slots={"staff": "anna"})).text


def test_some_of_a_caseload_is_not_held_against_the_band() -> None:
    red = told("caseload_mine", slots={**ME, "category": "red"})
    assert "(kategori rød)." in red.text
    assert "20-25" not in json.dumps(red.card, ensure_ascii=False)


def test_who_has_the_most_is_said_by_name() -> None:
    facts = SAMPLES["caseload_team"][1]
    for totals, words in (
        ((27, 22), "Flest: Anna Holm (27)."),
        ((27, 27, 3), "Flest: Anna Holm og Bo Lund (27 hver)."),
    ):
        groups = [{"key": key, "total": n} for key, n in zip(("anna", "bo", None), totals, strict=False)]
        slots = {**NORD, "group_by": "caseworker"}
        assert words in message("answers/caseload", {**facts, "groups": groups}, setting(slots=slots)).text


def test_one_person_is_held_against_the_number_asked_about() -> None:
    facts = {**SAMPLES["caseload_mine"][1], "by_caseworker": []}
    said = message("answers/caseload", facts, setting(slots={**ME, "over": 25}))
    assert "Det er ikke over 25." in said.text


def test_a_weighted_caseload_is_shown_only_where_it_differs() -> None:
    facts = {**SAMPLES["caseload_team"][1]}
    assert "Vægtet" not in json.dumps(told("caseload_team").card, ensure_ascii=False)
    facts["by_caseworker"] = [{**facts["by_caseworker"][0], "weighted": 34.5}]
    card = json.dumps(message("answers/caseload", facts, setting()).card, ensure_ascii=False)
    assert "Vægtet" in card
    assert "34,5" in card


def test_a_case_tells_what_is_late_and_what_is_missing() -> None:
    assert told("case").text == (
        "2023-0456 ligger hos Anna Holm i Team Nord (anbringelse). 1 frist er overskredet: opfølgning, 12 dage over. "
        "Før sagen kan færdigmeldes, mangler der: børnesamtale og partshøring."
    )
    assert "conversation with the child and hearing of the parties" in told("case", "en").text


def test_a_case_in_good_order_tells_its_next_deadline() -> None:
    facts = {**CASE, "deadlines": CASE["deadlines"][1:], "missing": [], "caseworker": None}
    said = message("answers/case", facts, setting())
    assert said.text == (
        "2023-0456 ligger i Team Nord (anbringelse) og har ingen rådgiver. "
        "Næste frist er onsdag den 25. november: tilsynsbesøg. Alle krav til færdigmelding er opfyldt."
    )
    calm = message("answers/case", {**facts, "deadlines": []}, setting())
    assert calm.text.endswith("Der er ingen åbne frister. Alle krav til færdigmelding er opfyldt.")
    done = message("answers/case", {**facts, "state": "reported_done"}, setting())
    assert done.text.endswith("Alle krav til færdigmelding er opfyldt.")


def test_a_case_without_known_costs_says_so() -> None:
    facts: dict[str, Any] = {"case": "2023-0456", "grants": [], "yearly_cost": "0.00", "parts": []}
    assert message("answers/case", facts, setting()).text == "Der er ingen kendte udgifter på 2023-0456 i år."


def test_the_digest_begins_with_what_a_busy_leader_needs() -> None:
    text = told("weekly_digest").text
    assert text.startswith("Uge 48, Team Nord: 12 overskredne frister, 2 flere end i sidste uge.")
    assert text.endswith("Milepæl 1B: Kræver 14 om ugen; I når 9. Færdig 12. marts 2027, 6 uger for sent.")
    assert "Den ældste er 1 dag over" in told("weekly_digest_same").text
    fewer = message("digests/weekly_digest", digest(7, 3, -1), setting())
    assert fewer.text.startswith("Uge 48, Team Nord: 7 overskredne frister, 1 færre end i sidste uge.")


def test_the_digest_tells_what_a_week_brought_the_milestones() -> None:
    assert "Milepæle: 1B +11, 3 +6" in json.dumps(told("weekly_digest").card, ensure_ascii=False)


def test_the_digest_card_tells_the_whole_week_and_names_nobody() -> None:
    card = json.dumps(told("weekly_digest").card, ensure_ascii=False)
    for part in (
        "Uge 48 · Team Nord",
        "Barnets plan 3 · Børnefaglig undersøgelse 3 · Opfølgning 3 · Vurdering af underretning 3",
        "2024-1000",
        "De næste 14 dage",
        "6 rådgivere holdt op mod normen (20-25): 1 under, 3 inden for, 2 over",
        "4 sager uden rådgiver",
        "5 nye overskridelser, 3 indhentet · 2 sager oprettet, 3 lukket",
        "og 2 flere",
        "Data pr. 22. november 2026 kl. 06.15",
    ):
        assert part in card
    assert not any(name in card for name in ("Anna", "Bo Lund", "Dorte"))


def test_a_change_for_the_worse_is_marked_and_one_for_the_better_too() -> None:
    def colour(change: int) -> str | None:
        card = message("digests/weekly_digest", digest(5, 1, change), setting()).card
        assert card is not None
        figures = next(element for element in card["body"] if element["type"] == "ColumnSet")
        found: str | None = figures["columns"][0]["items"][-1].get("color")
        return found

    assert [colour(change) for change in (2, 0, -2)] == ["Attention", None, "Good"]


def test_the_digest_leads_on_to_the_lists_behind_it() -> None:
    assert data_of(told("weekly_digest").card) == [
        {"question": "overdue", "slots": {"team": "Team Nord"}, "page": 1},
        {"question": "upcoming", "slots": {"team": "Team Nord"}, "page": 1},
        {"question": "legality", "slots": {"team": "Team Nord"}, "page": 1},
    ]


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_refusal_has_words_of_its_own(language: str) -> None:
    texts = {message("answers/refused", {"refused": why.value}, setting(language)).text for why in Refusal}
    assert len(texts) == len(Refusal)
    assert "" not in texts


def test_somebody_unknown_hears_nothing_but_whom_to_ask() -> None:
    said = told("refused_unknown_person")
    assert said.text == told("unknown_person").text
    assert said.card is None


def test_two_people_of_one_name_are_told_apart_by_buttons() -> None:
    said = told("clarify_people")
    assert said.text == "Mener du Mette Bro (Team Nord) eller Mette Dal?"
    assert [(data["question"], data["slots"]) for data in data_of(said.card)] == [
        ("caseload", {"urgent": True, "staff": "mette1"}),
        ("caseload", {"urgent": True, "staff": "mette2"}),
    ]


def test_an_unsure_guess_keeps_the_slots_it_read() -> None:
    said = told("clarify")
    assert [(data["question"], data["slots"]) for data in data_of(said.card)] == [
        ("overdue", {"team": "Team Nord"}),
        ("upcoming", {"team": "Team Nord"}),
    ]


def test_help_offers_only_what_the_person_may_ask() -> None:
    card = json.dumps(told("help_admin").card, ensure_ascii=False)
    assert "Påmindelser" in card
    assert "Overskredne frister" not in card


def test_changing_the_language_is_confirmed_in_the_new_one() -> None:
    assert told("language_english").text == "I answer you in English."
    assert told("language", "en").text == "Jeg svarer dig på dansk."


def test_a_schedule_offers_preview_change_pause_and_remove_and_a_paused_one_resume() -> None:
    card = told("reminders").card
    assert card is not None
    sets = [item["actions"] for box in card["body"] for item in box.get("items", []) if item["type"] == "ActionSet"]
    sent = [[(action["data"]["do"], action["data"]["schedule"]) for action in actions] for actions in sets]
    assert sent == [
        [("preview", 1), ("edit", 1), ("pause", 1), ("remove", 1)],
        [("preview", 2), ("edit", 2), ("resume", 2), ("remove", 2)],
        [("preview", 3), ("edit", 3), ("resume", 3), ("remove", 3)],
    ]
    assert [data["do"] for data in data_of(card)] == ["new"]


def test_those_who_may_not_change_schedules_get_no_buttons() -> None:
    said = told("reminders_read_only")
    assert said.card is not None
    assert '"Action.' not in json.dumps(said.card)


def test_the_form_starts_with_what_it_is_given_and_asks_for_the_rest() -> None:
    card = told("form").card
    assert card is not None
    fields = {field["id"]: field.get("value") for field in card["body"] if field["type"].startswith("Input.")}
    rest = {"monthly": "usual", "weekday": "0", "time": "08:00"}
    assert fields == {"kind": "weekly_digest", "team": "Team Nord", **rest}
    assert [data.get("do") for data in data_of(card)] == ["add", None]


def test_the_form_of_a_schedule_changes_that_one() -> None:
    card = told("form_of_a_schedule").card
    assert card is not None
    assert [(data.get("do"), data.get("schedule")) for data in data_of(card)] == [("change", 7), (None, None)]


def test_a_schedule_the_reader_may_not_change_has_no_buttons_of_its_own() -> None:
    schedules = [{**each, "may_change": False} for each in SAMPLES["reminders"][1]["schedules"]]
    said = message("answers/reminders", {"schedules": schedules, "may_change": True, "done": None}, setting())
    assert said.card is not None
    assert [data["do"] for data in data_of(said.card)] == ["new"]


def test_a_refused_import_does_not_pass_for_the_latest_data() -> None:
    said = told("sources_refused")
    assert said.text.startswith("Data er senest indlæst den 22. november 2026 kl. 06.15: 2 filer med 12.345 rækker.")
    assert said.text.endswith("Den seneste indlæsning blev afvist og ændrede intet.")


def test_a_caseworker_who_is_not_named_is_shown_by_id_and_none_as_none() -> None:
    facts = overdue(2)
    facts["items"][1]["caseworker"] = "zoe9"
    card = json.dumps(message("answers/overdue", facts, setting()).card, ensure_ascii=False)
    assert "zoe9" in card
    assert "Ingen rådgiver" in card


def test_an_unknown_message_name_is_an_error() -> None:
    with pytest.raises(KeyError):
        message("answers/unheard_of", {}, setting())


def test_a_slot_that_is_no_word_of_ours_is_not_echoed() -> None:
    odd = {"rule": "<script>", "case_type": "hvad som helst"}
    name, facts, _ = SAMPLES["overdue_mine"]
    said = message(name, facts, setting(slots=odd, question=None))
    assert "script" not in said.text + json.dumps(said.card)
    assert "hvad som helst" not in said.text + json.dumps(said.card)


def test_a_guess_without_suggestions_still_offers_a_way_on() -> None:
    said = message("answers/clarify", {"suggestions": []}, setting())
    assert [data["question"] for data in data_of(said.card)] == ["overdue", "upcoming", "help"]
    assert "?" in said.text
    assert "Mener du ?" not in said.text


@pytest.mark.parametrize(
    ("number", "told"),
    [(0, "0 var nye, 3 var ændret."), (1, "1 var ny, 3 var ændret."), (2, "2 var nye, 3 var ændret.")],
)
def test_one_new_row_is_told_in_the_singular(number: int, told: str) -> None:
    name, facts, *_ = SAMPLES["sources"]
    latest = {**facts["runs"][0], "new": number, "changed": 3}
    assert told in message(name, {**facts, "runs": [latest]}, setting()).text


def test_a_check_that_found_one_is_named_in_the_singular() -> None:
    name, facts, *_ = SAMPLES["data_quality"]
    checks = [{**one, "count": int(one["check"] == "cases_without_events")} for one in facts["checks"]]
    said = message(name, {**facts, "checks": checks, "rejected_rows": 0}, setting()).text
    assert "1 sag uden hændelser" in said
