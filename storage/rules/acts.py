"""The acts with people's data besides answering questions: the access log names one in place of a question."""

from __future__ import annotations

FORGET = "forget"
LET_IN = "let_in"
EXPORT_CASE = "export_case"
EXPORT_PERSON = "export_person"
RETENTION = "retention"
ACTS = (FORGET, LET_IN, EXPORT_CASE, EXPORT_PERSON, RETENTION)
