"""The app's two icons: a pulse line that comes to rest in a point, drawn large and scaled down."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from itertools import pairwise

from PIL import Image, ImageChops, ImageDraw

IconPoint = tuple[float, float]

COLOUR_SIDE = 192
OUTLINE_SIDE = 32
_TOP, _FOOT = (26, 136, 143), (11, 85, 99)
_WHITE, _AMBER = (255, 255, 255), (255, 196, 77)
_FINER = 8
"""How many times larger the icons are drawn: Pillow does not smooth lines, so scaling down has to."""

_PULSE: tuple[IconPoint, ...] = (
    (0.0, 0.536),
    (0.19, 0.536),
    (0.29, 0.36),
    (0.41, 0.9),
    (0.56, 0.06),
    (0.69, 0.536),
    (0.92, 0.536),
)
"""In parts of the square it is drawn in, from its upper left corner; in 32 pixels the level line meets whole pixels."""


def colour_icon() -> bytes:
    """The colour icon as PNG: 192 x 192, a white pulse up to an amber now, on a ground without transparency.

    Teams rounds the corners and may cut the edges, so the pulse stays in the middle.
    """
    icon = _fading(COLOUR_SIDE, _TOP, _FOOT)
    line, now = _pulse(COLOUR_SIDE, margin=0.15, width=0.058, dot=0.068)
    icon.paste(_WHITE, mask=line)
    icon.paste(_AMBER, mask=now)
    return _png(icon)


def outline_icon() -> bytes:
    """The outline icon as PNG: 32 x 32, white alone on a transparent ground, as Teams demands."""
    icon = Image.new("RGBA", (OUTLINE_SIDE, OUTLINE_SIDE), (*_WHITE, 0))
    icon.putalpha(ImageChops.lighter(*_pulse(OUTLINE_SIDE, margin=1 / 16, width=1 / 16, dot=0.09)))
    return _png(icon)


def _pulse(side: int, *, margin: float, width: float, dot: float) -> tuple[Image.Image, Image.Image]:
    """How much of each pixel the line covers, and how much the point at its end covers.

    Margin, width and the point's radius are in parts of the side.
    """
    large = side * _FINER
    line, point = Image.new("L", (large, large)), Image.new("L", (large, large))
    corners = [((margin + x * (1 - 2 * margin)) * large, (margin + y * (1 - 2 * margin)) * large) for x, y in _PULSE]
    _stroke(ImageDraw.Draw(line), corners, width * large)
    _disc(ImageDraw.Draw(point), corners[-1], dot * large)
    return line.reduce(_FINER), point.reduce(_FINER)


def _stroke(pen: ImageDraw.ImageDraw, points: Sequence[IconPoint], width: float) -> None:
    """A line with round ends and corners."""
    for start, end in pairwise(points):
        pen.line([*start, *end], fill=255, width=round(width))
    for point in points:
        _disc(pen, point, width / 2)


def _disc(pen: ImageDraw.ImageDraw, middle: IconPoint, radius: float) -> None:
    x, y = middle
    pen.ellipse([x - radius, y - radius, x + radius, y + radius], fill=255)


def _fading(side: int, top: tuple[int, int, int], foot: tuple[int, int, int]) -> Image.Image:
    """A square that goes from one colour to the other, downwards."""
    column = Image.new("RGB", (1, side))
    for y in range(side):
        share = y / (side - 1)
        column.putpixel((0, y), tuple(round(a + (b - a) * share) for a, b in zip(top, foot, strict=True)))
    return column.resize((side, side))


def _png(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()
