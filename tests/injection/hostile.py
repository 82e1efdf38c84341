"""Texts that would act where they should only be read, and honest ones that look like them."""

from __future__ import annotations

from typing import Any

from markdown_it import MarkdownIt

HONEST = (
    "Bo*Peder_A/S",
    "A&B [Nord]",
    "#1 Bo ApS",
    "1. maj-huset",
    "~Kolding~",
    "23. november",
    "(Syd)- og vestkreds",
    "anna_b@kommune.dk",
    "C:\\sager\\nr",
    "100 % {0} ${x}",
    "1.",
    "-",
    "-1.234 kr.",
    "2024-1183",
    "A & B",
)
ACTING = (
    "[Klik her](http://ondt.example)",
    "![x](http://ondt.example/x.png)",
    "\\[x\\](http://ondt.example)",
    "[a][b]",
    "[a]: http://ondt.example",
    "<http://ondt.example>",
    "http://ondt.example",
    "WWW.ondt.example",
    "<at>Alle</at>",
    "<script>alert(1)</script>",
    "<b>fed</b>",
    "<!-- x -->",
    "&lt;b&gt;",
    "&#60;b&#62;",
    "**fed**",
    "*kursiv*",
    "__fed__",
    "_kursiv_",
    "~~streg~~",
    "`kode`",
    "```kode",
    "# Overskrift",
    "##",
    "> citat",
    "- punkt",
    "+ punkt",
    "* punkt",
    "1) punkt",
    "---",
    "* * *",
    "- - -",
    "    indrykket",
    "første\n\n# anden",
    "første\r- anden",
    "første\N{LINE SEPARATOR}- anden",
    "{{DATE(2017-02-14T06:08:39Z,LONG)}}",
    "a\\*b\\*",
    "rød\x1b[31m\x1b]0;ejet\x07\x9b2J",
    "Nord\N{RIGHT-TO-LEFT OVERRIDE}droN",
    "{{ 7*7 }}{% include 'x' %}",
    "%(name)s %s %n",
    '\'; DROP TABLE "case"; --',
    "=HYPERLINK(http://ondt.example)",
    "@SUM(1+1)*cmd|' /C calc'!A0",
)

SIGNS = "\\`*_[<~{"
"""What some client reads as the beginning of something else."""
_WEB = MarkdownIt("commonmark").enable("strikethrough").enable("table")


def drawn_on_the_web(words: str) -> str:
    """The HTML that the Markdown reader of Adaptive Cards on the web makes of a TextBlock."""
    return str(_WEB.render(words)).strip()


def lines_of(element: Any) -> list[dict[str, Any]]:
    """Every TextBlock, RichTextBlock and FactSet of a card, button data left out."""
    if isinstance(element, list):
        return [line for part in element for line in lines_of(part)]
    if not isinstance(element, dict):
        return []
    if element.get("type") in {"TextBlock", "RichTextBlock", "FactSet"}:
        return [element]
    return [line for name, part in element.items() if name != "data" for line in lines_of(part)]
