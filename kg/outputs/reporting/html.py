"""A report as one HTML page: no script, no request, charts inside, every text escaped."""

from importlib.resources import files

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from kg.outputs.display import class_name, display_text, relation_name, short_text
from kg.outputs.reporting.days import day_words
from kg.outputs.reporting.drawing import chart_style, inline_svg
from kg.outputs.reporting.map import place_map
from kg.outputs.reporting.records import Happening, Report
from kg.outputs.reporting.timeline import timeline_chart

# Nothing may be loaded and nothing may run; styles are in the page, and charts style their lines one by one.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def report_html(report: Report, *, charts: bool = True) -> str:
    """Write a report as a page: the same report gives the same characters. Encode it as UTF-8.

    Raises UsageError when `charts` are wanted and matplotlib is not installed.
    """
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters |= {"text": display_text, "short": short_text, "relation": relation_name, "kind": class_name,
                            "day": day_words, "web": web_address}  # fmt: skip
    template = environment.from_string(_file("report.html.jinja"))
    timeline, place_picture = _charts(report) if charts else (Markup(""), Markup(""))
    return template.render(report=report, style=Markup(_file("report.css")), policy=POLICY, timeline=timeline,
                           dated=by_date(report), shown=_anchors(report), map=place_picture)  # fmt: skip


def by_date(report: Report) -> list[Happening]:
    """The dated events in the order of time."""
    return sorted(report.dated.shown, key=lambda one: (one.date, one.headline, one.anchor))


def _anchors(report: Report) -> frozenset[str]:
    """What the page has a place for: a dated event that the listings leave out is no link."""
    return frozenset(one.anchor for part in (report.events, report.situations) for one in part.shown)


def web_address(address: str) -> str:
    """The address where it is one of the web, else nothing: no other scheme becomes a link."""
    return address if address.lower().startswith(("http://", "https://")) else ""


def _charts(report: Report) -> tuple[Markup, Markup]:
    with chart_style():
        timeline, place_picture = timeline_chart(report.dated.shown), place_map(report.places.shown)
        return (
            inline_svg(
                timeline, "timeline", "Timeline of the dated events",
                f"{len(report.dated.shown)} events by day and relation; the table below it has the same events.",
            ) if timeline else Markup(""),
            inline_svg(
                place_picture, "map", "Map of the places",
                f"{len(report.places.shown)} places where something is said to happen, as in the table below it.",
            ) if place_picture else Markup(""),
        )  # fmt: skip


def _file(name: str) -> str:
    return (files("kg.outputs.reporting") / name).read_text(encoding="utf-8")
