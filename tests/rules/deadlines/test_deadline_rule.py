"""The file of rules: what it must say and how a mistake in it is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.rules.deadlines.deadline_rule import RuleError, load_rules

RECORD = """
[[rule]]
id = "reassessment"
danish = "Genvurdering af klage"
english = "Reassessment after complaint"
law = [{ text = "SEL § 1", to = 2023-12-31 }, { text = "RSL § 66", from = 2024-01-01 }]
triggers = ["klage modtaget"]
length = { amount = 4, unit = "weeks" }
satisfied_by = ["genvurdering foretaget"]
"""


def test_each_shipped_rule_has_a_title_of_its_own_in_each_language() -> None:
    for rule in load_rules().values():
        assert rule.title("da") == rule.danish != rule.title("en") == rule.english


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('unit = "weeks"', 'unit = "fortnights"', "'fortnights' is not a valid LengthUnit"),
        ('danish = "Genvurdering af klage"', 'dansk = "Genvurdering"', "dansk"),
        ("law = [", 'laws = "x"\nlaw = [', "laws"),
        ('triggers = ["klage modtaget"]', "", "either triggers or a birthday"),
        ('triggers = ["klage modtaget"]', 'triggers = ["klage modtaget"]\nbirthday = 16', "either triggers"),
        ('satisfied_by = ["genvurdering foretaget"]', "satisfied_by = []", "an event that satisfies it"),
        ("amount = 4", "amount = -4", "only a birthday"),
        ("from = 2024-01-01", "from = 2024-01-02", "without a gap"),
        ("to = 2023-12-31", "until = 2023-12-31", "until"),
        ('id = "reassessment"', 'id = "reassessment"\nends = ["indsats afsluttet"]', "no repetition"),
    ],
)
def test_a_mistake_in_a_rule_is_named(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    file = tmp_path / "rules.toml"
    file.write_text(RECORD.replace(old, new), encoding="utf-8")
    with pytest.raises(RuleError, match=r"The rule reassessment") as refusal:
        load_rules(file)
    assert complaint in str(refusal.value)


def test_a_rule_written_twice_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "rules.toml"
    file.write_text(RECORD + RECORD, encoding="utf-8")
    with pytest.raises(RuleError, match="reassessment stands twice"):
        load_rules(file)
