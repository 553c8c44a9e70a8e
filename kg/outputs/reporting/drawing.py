"""Charts by matplotlib as SVG that stands in a page: same data, same characters; the page's colours; no script."""

import io
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from kg.errors import UsageError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# Stand-ins that the page's style replaces, so that a chart follows light and dark mode and print.
INK, FAINT, LAND, SEA = "#010101", "#020202", "#030303", "#040404"
STAND_INS = {INK: "currentColor", FAINT: "var(--faint)", LAND: "var(--land)", SEA: "var(--sea)"}

SETTINGS = {
    "svg.fonttype": "none",  # letters stay letters: they can be read aloud, searched and scaled
    "svg.hashsalt": "kg",  # the ids of clip paths come from it instead of from chance
    "text.parse_math": False,  # a dollar sign in an article is no formula
    "font.size": 10,
    "text.color": INK, "axes.edgecolor": FAINT, "axes.labelcolor": INK, "xtick.color": INK, "ytick.color": INK,
    "axes.spines.top": False, "axes.spines.right": False, "figure.facecolor": "none", "axes.facecolor": "none",
    "legend.frameon": False, "grid.color": FAINT, "grid.linewidth": 0.5,
}  # fmt: skip

_ID = re.compile(r'(?<=\bid=")(?=[^"]+")|(?<=url\(#)|(?<=href="#)')
_PATH = re.compile(r'(?<= d=")[^"]+')
_DIGITS = re.compile(r"(?<=\.\d)\d+")  # finer than a tenth of a point
_FONT = re.compile(r"(font(?:-family)?): ([^;\"]*?)'DejaVu Sans'[^;\"]*")


@contextmanager
def chart_style() -> Iterator[None]:
    """Draw with the settings of the report, whatever the user's own matplotlib settings are.

    Raises UsageError when matplotlib is not installed.
    """
    if find_spec("matplotlib") is None:
        raise UsageError(
            "the charts need matplotlib, which is not installed; install it with: pip install 'kg-news[report]' "
            "(or leave the charts out: --no-charts)"
        )
    import matplotlib.style

    with matplotlib.style.context(["default", SETTINGS]), warnings.catch_warnings():
        # The reader's own font draws what the font that measures lacks (Arabic, Chinese).
        warnings.filterwarnings("ignore", message="(?s)Glyph .* missing from")
        yield


def inline_svg(figure: "Figure", name: str, title: str, description: str) -> Markup:
    """A figure as an SVG element: an image with title and description for screen readers.

    `name` goes before every id, so that two charts can stand in one page.
    """
    output = io.StringIO()
    figure.savefig(output, format="svg", bbox_inches="tight", metadata={"Date": None, "Creator": None})
    svg = output.getvalue()
    body = svg[svg.index(">", svg.index("<svg")) + 1 : svg.rindex("</svg>")]
    body = re.sub(r"\s*<metadata>.*?</metadata>", "", body, flags=re.DOTALL)
    body = _PATH.sub(lambda found: _DIGITS.sub("", found[0]), body)
    body = _ID.sub(f"{name}-", body)
    body = _FONT.sub(r"\1: \2var(--font, sans-serif)", body)
    for stand_in, colour in STAND_INS.items():
        body = body.replace(stand_in, colour)
    view = re.search(r'viewBox="([\d. -]+)"', svg)
    assert view is not None
    return Markup(
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="{view[1]}" '
        f'role="img" aria-labelledby="{name}-title {name}-description">'
        f'<title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-description">{escape(description)}</desc>{body}</svg>'
    )
