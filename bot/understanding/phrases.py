"""The phrases beside the questions: read, unfolded from their short forms, and told apart by a fingerprint.

A phrase file holds one phrase a line; `#` begins a comment. A phrase may hold choices: `(er|bliver)` stands for one of
them, `[lige]` may be left out; they nest. A municipality has its own files of this kind in a folder of its home.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from storage.rules import dates

FOLDER = Path(__file__).parent.parent / "questions"
DATES = Path(dates.__file__).parent
"""What reads the dates of a phrase, which stand in no phrase."""
LANGUAGES = ("da", "en")
WORDINGS = 8
"""At most so many wordings of one phrase are trained on, so that a rich line does not drown the plain ones."""
MOST_SENTENCES = 1_000
"""A line that stands for more is a slip of the brackets, and unfolding it could take for ever."""

_INNERMOST = re.compile(r"\[([^\[\]()]*)\]|\(([^\[\]()]*\|[^\[\]()]*)\)")


class PhraseFileError(Exception):
    """Phrase files cannot be used; the text has a line for each, saying what to change."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One line of a phrase file."""

    question: str
    language: str
    line: str

    def wordings(self, most: int = WORDINGS) -> list[str]:
        """The sentences the line stands for; of many, the same ones every time."""
        everything = list(dict.fromkeys(" ".join(text.split()) for text in _unfold(self.line)))
        if len(everything) <= most:
            return everything
        return random.Random(self.line).sample(everything, most)  # noqa: S311  (a fixed choice, not a secret)


def _unfold(line: str) -> Iterator[str]:
    match = _INNERMOST.search(line)
    if match is None:
        yield line
        return
    choices = ["", *match[1].split("|")] if match[1] is not None else match[2].split("|")
    for choice in choices:
        yield from _unfold(line[: match.start()] + choice + line[match.end() :])


def read_phrases(*own: Path) -> list[Phrase]:
    """Every phrase of every `<question>.<da|en>.txt`: those beside the questions and those of further folders."""
    return [
        Phrase(path.name.split(".")[0], language, line.strip())
        for language in LANGUAGES
        for folder in (FOLDER, *own)
        for path in sorted(folder.glob(f"*.{language}.txt"))
        for _, line in _lines(path)
    ]


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """The phrases of one file with their line numbers; Windows' mark at its start is no part of the first."""
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line


def check_files(folder: Path) -> None:
    """Raise PhraseFileError unless every text file of a municipality's folder (which may be missing) can be learned."""
    texts = sorted(path for path in folder.glob("*") if path.suffix.lower() == ".txt")
    problems = [problem for path in texts for problem in (_misnamed(path) or _unusable(path))]
    if problems:
        raise PhraseFileError("\n".join(problems))


def _misnamed(path: Path) -> list[str]:
    known = sorted({file.name.split(".")[0] for file in FOLDER.glob("*.txt")})
    question, _, ending = path.name.partition(".")
    if question not in known:
        wrong = f"there is no question {question!r}"
    elif ending not in {f"{language}.txt" for language in LANGUAGES}:
        wrong = f"the name must end in {' or '.join(f'.{language}.txt' for language in LANGUAGES)}"
    else:
        return []
    return [f"{path}: {wrong}. Name the file <question>.<da|en>.txt; the questions are {', '.join(known)}."]


def _unusable(path: Path) -> list[str]:
    try:
        lines = list(_lines(path))
    except UnicodeDecodeError:
        return [f"{path}: save the file as UTF-8 text."]
    except OSError as error:
        return [f"{path}: the file cannot be read ({error.strerror})."]
    return [
        f"{path}, line {number}: this stands for more than {MOST_SENTENCES} sentences; write it as several lines."
        for number, line in lines
        if next(islice(_unfold(line), MOST_SENTENCES, None), None) is not None
    ]


def fingerprint(*own: Path) -> str:
    """Changes when a phrase, a lexicon or the code that reads them changes; `own` as in read_phrases."""
    code = [
        path for folder in (Path(__file__).parent, DATES) for end in ("*.toml", "*.py") for path in folder.glob(end)
    ]
    files = sorted([*FOLDER.glob("*.txt"), *code])
    files += [path for folder in own for path in sorted(folder.glob("*.txt"))]
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
