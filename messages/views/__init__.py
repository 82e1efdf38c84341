"""The views, by the name of their message; a view is loaded when its message is first made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module

from messages.view import Viewer
from messages.views.setup.words_only import words_only
from storage.rules.questions import RECORDS
from storage.rules.sending.reminder_kinds import KINDS

_PLACES = {
    **{f"answers/{one.id}": f"{one.group}/{one.id}" for one in RECORDS.values() if not one.selected},
    **{f"digests/{kind.id}": f"{kind.view}:{kind.id}" for kind in KINDS.values()},
    "answers/selected": "selected/selected",
    "answers/digest": "sending/weekly_digest",
    "answers/which_case": "deadlines/which_case",
    "answers/preview_empty": "sending/preview_empty",
    "answers/not_done": "setup/not_done",
    "answers/clarify": "setup/clarify",
    "answers/refused": "setup/refused",
    "answers/unknown_person": "setup/refused:unknown_person",
    "answers/empty": "setup/empty",
    "notices/channel": "sending/channel_notice",
    "forms/schedule": "sending/schedule:schedule_form",
    "welcome": "setup/welcome",
}
"""Where each view stands: its file in this folder, and its function if that is not called like the file."""
_SENTENCES = {
    "answers/too_long": "setup/too_long",
    "answers/failed": "setup/failed",
    "answers/delayed": "setup/delayed",
    "answers/not_now": "setup/not_now",
    "answers/maybe_lost": "setup/maybe_lost",
}
"""Messages of one sentence, which need only their template."""


class _Views(Mapping[str, Viewer]):
    def __init__(self) -> None:
        self._loaded: dict[str, Viewer] = {name: words_only(template) for name, template in _SENTENCES.items()}

    def __getitem__(self, name: str) -> Viewer:
        """The view; raises KeyError for an unknown name, and LookupError if its file lacks the function."""
        if name not in self._loaded:
            self._loaded[name] = _view_at(_PLACES[name])
        return self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter((*_PLACES, *_SENTENCES))

    def __len__(self) -> int:
        return len(_PLACES) + len(_SENTENCES)


def _view_at(place: str) -> Viewer:
    file, _, function = place.partition(":")
    function = function or file.rpartition("/")[2]
    view: Viewer | None = getattr(import_module(f"{__name__}.{file.replace('/', '.')}"), function, None)
    if view is None:
        raise LookupError(f"messages/views/{file}.py has no view {function}")
    return view


VIEWS: Mapping[str, Viewer] = _Views()
