"""Golden files: what a message says and shows, in both languages, as a person reads and compares it.

A file begins with the sentences, Danish over English, and goes on with the card, one element a line:

    da Anna har 2 overskredne frister.
    en Anna has 2 overdue deadlines.

    AdaptiveCard version="1.5" lang: body:
      lang: da da
      lang: en en
      body:
        - TextBlock text: wrap size=Large
            da Overskredne frister
            en Overdue deadlines
        - Table rows:
            - TableRow cells:
                - TableCell items > TextBlock text="2026-0456" wrap

A line names an element's type (`{}` where it has none) and then its keys in their order: `key=value`; `key` alone for
true; `key:` for what stands beneath, under its key's name where there are several; `key > …` for a list of the one
element that follows; `fallback=Action.Submit(title, data)` for an element of that type with the title and data of its
parent. What differs between the languages is a pair of two lines: words as they are, anything else as JSON behind `=`.

Nothing is left out: `read` gives back what `written` was given, to the order of the keys.
"""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

from messages.message import Message

GOLDEN = Path(__file__).parent / "golden"
TYPE = re.compile(r"[A-Z][\w.]*")
KEY = re.compile(r"[$a-z]\w*")
WORD = re.compile(r"[^\W\d_][\w.-]*")
TAKEN = re.compile(rf"({TYPE.pattern})\(([^)]*)\)")
ONE_LINE = 100
"""A list or a record of more letters than this stands beneath its key."""

Pair = tuple[Any, Any]
"""One thing in Danish and in English."""


def recorded(sample: str, language: str) -> Message:
    """The message of a sample as its golden file has it, without facts."""
    da, en = read((GOLDEN / f"{sample}.txt").read_text(encoding="utf-8"))
    return {"da": da, "en": en}[language]


def written(da: Message, en: Message) -> str:
    """The golden file of a message."""
    lines = _pair(da.text, en.text)
    if (da.card, en.card) != (None, None):
        lines += ["", *_block(da.card, en.card)]
    return "\n".join([*lines, ""])


def _block(da: Any, en: Any) -> list[str]:
    """The lines of what does not stand on the line of its key."""
    if not _alike(da, en):
        return _pair(da, en)
    if isinstance(da, dict):
        head, beneath = _element(da, en)
        return [head, *_indented(beneath)]
    if isinstance(da, list) and da:
        items = [_block(one, other) for one, other in zip(da, en, strict=True)]
        return [line for first, *rest in items for line in [f"- {first}", *_indented(rest)]]
    return [f"= {_json(da)}"]


def _element(da: dict[str, Any], en: dict[str, Any]) -> tuple[str, list[str]]:
    """The line of an element, and those beneath it."""
    kind = _type_of(da)
    head, below = [kind or "{}"], dict[str, Pair]()
    for key in list(da)[1:] if kind else da:
        short = _on_the_line(da, en, key)
        head.append(short or f"{_key(key)}:")
        if not short:
            below[key] = (da[key], en[key])
    if len(below) != 1:
        return " ".join(head), [line for key, both in below.items() for line in _labelled(key, *both)]
    [(key, both)] = below.items()
    if head[-1] == f"{_key(key)}:" and _is_one_element(*both):
        inner, beneath = _element(both[0][0], both[1][0])
        return " ".join([*head[:-1], _key(key), ">", inner]), beneath
    return " ".join(head), _block(*both)


def _on_the_line(da: dict[str, Any], en: dict[str, Any], key: str) -> str | None:
    """A key with its value, where that is the same in both languages and short."""
    value, name = da[key], _key(key)
    if (taken := _taken_from(da, value)) and taken == _taken_from(en, en[key]):
        return f"{name}={taken}"
    if _json(value) != _json(en[key]) or _holds_an_element(value):
        return None
    if isinstance(value, list | dict) and len(_json(value)) > ONE_LINE:
        return None
    return name if value is True else f"{name}={value if _is_word(value) else _json(value)}"


def _taken_from(parent: dict[str, Any], value: Any) -> str | None:
    """An element that has nothing of its own but its type."""
    if not isinstance(value, dict) or not (kind := _type_of(value)) or _holds_an_element(list(value.values())):
        return None
    keys = list(value)[1:]
    same = all(KEY.fullmatch(key) and key in parent and _json(parent[key]) == _json(value[key]) for key in keys)
    return f"{kind}({', '.join(keys)})" if same else None


def _labelled(key: str, da: Any, en: Any) -> list[str]:
    lines = _block(da, en)
    return [f"{_key(key)}:", *_indented(lines)] if _alike(da, en) else [f"{_key(key)}: {line}" for line in lines]


def _pair(da: Any, en: Any) -> list[str]:
    return [f"da {_text(da)}", f"en {_text(en)}"]


def _text(value: Any) -> str:
    if not isinstance(value, str):
        return f"= {_json(value)}"
    plain = value.isprintable() and value == value.strip() and value[:1] not in ("", '"', "=")
    return value if plain else _json(value)


def _json(value: Any) -> str:
    """JSON in which everything is seen: what looks like nothing, or like a plain space, is spelled."""
    said = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return said if said.isprintable() else "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in said)


def _key(key: str) -> str:
    return key if KEY.fullmatch(key) else _json(key)


def _type_of(value: dict[str, Any]) -> str | None:
    kind = value["type"] if next(iter(value), None) == "type" else None
    return kind if isinstance(kind, str) and TYPE.fullmatch(kind) else None


def _is_word(value: Any) -> bool:
    return isinstance(value, str) and WORD.fullmatch(value) is not None and value not in ("true", "false", "null")


def _holds_an_element(value: Any) -> bool:
    if isinstance(value, dict):
        return _type_of(value) is not None or _holds_an_element(list(value.values()))
    return isinstance(value, list) and any(map(_holds_an_element, value))


def _is_one_element(da: Any, en: Any) -> bool:
    one_each = isinstance(da, list) and isinstance(en, list) and len(da) == len(en) == 1
    return one_each and isinstance(da[0], dict) and _alike(da[0], en[0])


def _alike(da: Any, en: Any) -> bool:
    """Whether the two are of one shape, whatever words stand in it."""
    if isinstance(da, dict) and isinstance(en, dict):
        return list(da) == list(en) and _type_of(da) == _type_of(en)
    if isinstance(da, list) and isinstance(en, list):
        return len(da) == len(en)
    return _json(da) == _json(en)


def _indented(lines: list[str]) -> list[str]:
    return [f"  {line}" for line in lines]


def read(file: str) -> tuple[Message, Message]:
    """The message in Danish and in English, from its golden file."""
    lines = file.split("\n")[:-1]
    texts, cards = _read_block(lines[:2]), _read_block(lines[3:]) if lines[2:] else (None, None)
    return Message(texts[0], cards[0], {}), Message(texts[1], cards[1], {})


def _read_block(lines: list[str]) -> Pair:
    first = lines[0]
    if first.startswith("- "):
        starts = [at for at, line in enumerate(lines) if line.startswith("- ")]
        items = [_read_block([line[2:] for line in lines[at:end]]) for at, end in pairwise([*starts, len(lines)])]
        return [da for da, _ in items], [en for _, en in items]
    if first.startswith("da "):
        return _read_text(first[3:]), _read_text(lines[1][3:])
    if first.startswith("= "):
        return _read_text(first), _read_text(first)
    return _read_element(first, [line[2:] for line in lines[1:]])


def _read_element(line: str, beneath: list[str]) -> Pair:
    kind, _, rest = line.partition(" ")
    keys: dict[str, Pair] = {} if kind == "{}" else {"type": (kind, kind)}
    below, taken = list[str](), dict[str, tuple[str, list[str]]]()
    while rest:
        key, sign, rest = _next_key(rest)
        keys[key] = (True, True)
        if sign == ":":
            below.append(key)
        elif sign == " > ":
            da, en = _read_element(rest, beneath)
            keys[key], rest = ([da], [en]), ""
        elif sign == "=" and (found := TAKEN.match(rest)):
            taken[key] = found[1], [name for name in found[2].split(", ") if name]
            rest = rest[found.end() :]
        elif sign == "=":
            value, rest = _next_value(rest)
            keys[key] = (value, value)
        rest = rest.removeprefix(" ")
    blocks = {below[0]: beneath} if len(below) == 1 else _blocks(beneath) if below else {}
    keys |= {key: _read_block(block) for key, block in blocks.items()}
    for key, (kind, names) in taken.items():
        da, en = ({"type": kind, **{name: keys[name][side] for name in names}} for side in (0, 1))
        keys[key] = (da, en)
    return {key: da for key, (da, _) in keys.items()}, {key: en for key, (_, en) in keys.items()}


def _blocks(lines: list[str]) -> dict[str, list[str]]:
    """What stands beneath an element, by the keys that it stands under."""
    blocks: dict[str, list[str]] = {}
    key = ""
    for line in lines:
        if line.startswith(" "):
            blocks[key].append(line[2:])
        else:
            key, _, rest = _next_key(line)
            blocks.setdefault(key, []).extend([rest[1:]] if rest else [])
    return blocks


def _next_key(rest: str) -> tuple[str, str, str]:
    """The next key of a line, the sign behind it, and the rest of the line."""
    if found := KEY.match(rest):
        key, end = found[0], found.end()
    else:
        key, end = json.JSONDecoder().raw_decode(rest)
    sign = next((sign for sign in ("=", ":", " > ") if rest.startswith(sign, end)), "")
    return key, sign, rest[end + len(sign) :]


def _next_value(rest: str) -> tuple[Any, str]:
    found = WORD.match(rest)
    if found and _is_word(found[0]):
        return found[0], rest[found.end() :]
    value, end = json.JSONDecoder().raw_decode(rest)
    return value, rest[end:]


def _read_text(said: str) -> Any:
    return json.loads(said.removeprefix("= ")) if said.startswith(('"', "= ")) else said
