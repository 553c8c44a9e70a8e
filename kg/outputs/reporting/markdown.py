"""A report as Markdown: the same parts as the page, tables in the place of charts."""

import re
from collections.abc import Iterable, Iterator, Sequence

from kg.outputs.display import class_name, display_text
from kg.outputs.reporting.days import day_words
from kg.outputs.reporting.html import by_date, web_address
from kg.outputs.reporting.records import Disagreement, Happening, Listing, Person, Report, Source, T, Telling

# Characters that Markdown or the HTML inside it would read as markup.
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&!$])|(?<![^\s])([-+]|\d+(?=[.)]))")


def report_markdown(report: Report) -> str:
    """Write a report as Markdown with tables (GitHub's): the same report gives the same characters."""
    lines = [f"# {plain(report.title)}"]
    lines += _part(
        "Where the articles differ", [*map(_disagreement, report.disagreements.shown), *_rest(report.disagreements)], ""
    )
    lines += _part("Events", [*map(_event, report.events.shown), *_rest(report.events)], "No event.")
    dated = [(day_words(one.date), one.headline, ", ".join(one.stances), str(one.sources)) for one in by_date(report)]
    timeline = _table(("Date", "Event", "Stance", "Sources"), dated)
    lines += _part("Timeline", [*timeline, *_rest(report.dated)], "No event has a date.")
    lines += _part("Places", [*_places(report), *_rest(report.places)], "No place of an event has known coordinates.")
    lines += _part("People", [*map(_person, report.people.shown), *_rest(report.people)], "The articles name nobody.")
    for title, part in (("Situations", report.situations), ("Statements", report.statements)):
        lines += _part(title, [*map(_event, part.shown), *_rest(part)], "None.")
    lines += _part("Sources", ["\n".join(f"{n}. {_source(one)}" for n, one in enumerate(report.sources, 1))], "None.")
    return "\n\n".join(filter(None, lines)) + "\n"


def plain(text: str) -> str:
    """Text in one line that Markdown shows as it is.

    >>> plain("1. *x* <b>")
    '\\\\1. \\\\*x\\\\* \\\\<b\\\\>'
    """
    return _MARKUP.sub(lambda found: "\\" + found[0], " ".join(display_text(text).split()))


def _part(title: str, blocks: Iterable[str], empty: str) -> list[str]:
    found = list(blocks) or ([empty] if empty else [])
    return [f"## {title}", *found] if found else []


def _event(one: Happening) -> str:
    facts = [day_words(one.date), f"{one.sources} source{'' if one.sources == 1 else 's'}", ", ".join(one.stances)]
    lines = [f"### {plain(one.headline)}", " · ".join(filter(None, facts)), *map(_telling, one.tellings)]
    return "\n\n".join(lines)


def _telling(told: Telling) -> str:
    quote = "".join(f"**{plain(text)}**" if _fits_bold(text, role) else _kept(text) for text, role in told.pieces)
    said = f"says {plain(told.holder)}" if told.holder else ""
    stance = "" if told.stance == "asserted" else told.stance
    details = (f"{role}: {plain(words)}" for role, words in told.details)
    return f"> “{quote.strip()}”\n>\n> — " + " · ".join(filter(None, (stance, said, _source(told.source), *details)))


def _fits_bold(text: str, role: str) -> bool:
    return bool(role) and text == text.strip()


def _kept(text: str) -> str:
    """Plain text with a blank at either end where the text has one."""
    inner = plain(text)
    return (" " if text[:1].isspace() else "") + inner + (" " if inner and text[-1:].isspace() else "")


def _source(source: Source) -> str:
    title, address = plain(source.title), web_address(source.address)
    linked = f"[{title}](<{_link(address)}>)" if address else title
    return ", ".join(filter(None, (linked, plain(source.publisher), day_words(source.date))))


def _link(address: str) -> str:
    return "".join(char if char.isprintable() and char not in "<>\\ " else "" for char in address)


def _disagreement(one: Disagreement) -> str:
    verdict = f"can all be true ({one.compatible})" if one.compatible else "not all of these can be true"
    rows = [(v.value, v.stance, v.holder, v.quote, v.source.title) for v in one.values]
    table = _table(("Value", "Stance", "Who says so", "Quote", "Source"), rows)
    return "\n\n".join([f"### {plain(one.topic)}", f"{plain(one.kind)}: {verdict}", *table])


def _places(report: Report) -> list[str]:
    rows = [(one.label, class_name(one.type), f"{one.latitude:.2f}", f"{one.longitude:.2f}", str(one.claims))
            for one in report.places.shown]  # fmt: skip
    return _table(("Place", "Class", "Latitude", "Longitude", "Statements"), rows)


def _person(person: Person) -> str:
    also = f" (also {'; '.join(map(plain, person.spellings))})" if person.spellings else ""
    posts = [f"  - {plain(post.title)}{_stances(post.stances)} — {_source(post.told.source)}" for post in person.posts]
    return "\n".join([f"- **{plain(person.label)}**{also}", *posts])


def _stances(stances: Sequence[str]) -> str:
    return "" if tuple(stances) == ("asserted",) else f" [{', '.join(stances)}]"


def _rest(part: Listing[T]) -> Iterator[str]:
    if part.left_out:
        yield f"{part.left_out} of {part.number} left out; show them with `kg report --limit {part.number}`."


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    if not rows:
        return []
    head = [f"| {' | '.join(columns)} |", f"|{' --- |' * len(columns)}"]
    return ["\n".join([*head, *(f"| {' | '.join(map(plain, row))} |" for row in rows)])]
