"""Writes the pages of reference, commands.md and vocabulary.md, from the code and the ontology.

Run it after a change of a command, an option, a class or a relation: `.venv/bin/python docs/reference.py`. A test
compares the pages with what it writes.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox
import typer

from kg.cli import app
from kg.graph.vocabulary import KG, SKOS, read_vocabulary
from kg.lexicon import QUALIFIER_ROLES, read_lexicon
from kg.resources import resource_folder

FOLDER = Path(__file__).parent
WIDTH = 100  # characters of a line of help
WRITTEN = "<!-- Written by docs/reference.py; change the code or the ontology, then run that. -->"


def commands_page() -> str:
    """The page of all commands, with the help that each prints."""
    program = typer.main.get_group(app)
    context = typer.Context(program, info_name="kg", terminal_width=WIDTH)
    lines = [
        "# Commands",
        "",
        WRITTEN,
        "",
        "What `kg COMMAND --help` prints. Data go to standard output, words to standard error.",
    ]
    lines += ["Exit codes: 0 done; 1 some inputs failed, each named; 2 usage; 3 the graph folder; 4 the query.", ""]
    for name in program.list_commands(context):
        command = program.commands[name]
        own = typer.Context(command, info_name=name, parent=context, terminal_width=WIDTH)
        lines += [f"## kg {name}", "", "```text", *command.get_help(own).splitlines(), "```", ""]
    return "\n".join(lines)


def vocabulary_page() -> str:
    """The page of classes, relations and stances, with the definitions and examples of the ontology."""
    told = _told()
    lines = ["# Classes, relations, stances", "", WRITTEN, ""]
    lines += [
        "What `ontology/kg.ttl` declares under `kg:`, and the classes that `ontology/lexicon/relations.toml` lets fill",
        f"the roles of each relation. Claims may have these besides: {', '.join(QUALIFIER_ROLES)}.",
        "",
    ]
    lines += ["## Relations", "", "| relation | from → to | also bound to a class | what it means | example |"]
    lines += ["|---|---|---|---|---|"]
    lines += [_relation_row(name, told) for name in read_vocabulary().relations]
    lines += ["", "## Classes", "", "| class | is a | what it is | examples |", "|---|---|---|---|"]
    lines += [_class_row(name, told) for name in sorted(read_vocabulary().classes)]
    lines += ["", "## Stances", "", "| stance | what the text does | example |", "|---|---|---|"]
    stances = ("Asserted", "Denied", "Alleged", "Planned", "Hypothetical")
    lines += [f"| {name.lower()} | {_meaning(name, told)} |" for name in stances]
    return "\n".join([*lines, ""])


def _told() -> Mapping[str, dict[str, str]]:
    """What the ontology says of each of its terms: by local name, then by property."""
    told: dict[str, dict[str, str]] = {}
    for quad in ox.parse(path=str(resource_folder("ontology") / "kg.ttl"), format=ox.RdfFormat.TURTLE):
        if isinstance(quad.subject, ox.NamedNode) and not isinstance(quad.object, ox.BlankNode | ox.Triple):
            told.setdefault(quad.subject.value.removeprefix(KG), {}).setdefault(quad.predicate.value, quad.object.value)
    return told


def _relation_row(name: str, told: Mapping[str, dict[str, str]]) -> str:
    roles = read_lexicon().roles.get(name, {})
    ends = " → ".join(", ".join(roles.get(role, ())) for role in ("subject", "object")).removesuffix(" → ")
    others = ", ".join(role for role in roles if role not in ("subject", "object"))
    return f"| `{name}` | {ends} | {others} | {_meaning(name, told)} |"


def _class_row(name: str, told: Mapping[str, dict[str, str]]) -> str:
    parents = read_lexicon().classes.parents
    above = parents[name] - {name}
    direct = sorted(cls for cls in above if not any(cls in parents[other] - {other} for other in above))
    return f"| `{name}` | {', '.join(f'`{cls}`' for cls in direct)} | {_meaning(name, told)} |"


def _meaning(name: str, told: Mapping[str, dict[str, str]]) -> str:
    cells = (told[name].get(SKOS + term, "").replace("|", "\\|") for term in ("definition", "example"))
    return " | ".join(cells)


def pages() -> Iterator[tuple[Path, str]]:
    """Each page of reference with its text."""
    yield FOLDER / "commands.md", commands_page()
    yield FOLDER / "vocabulary.md", vocabulary_page()


if __name__ == "__main__":
    for path, text in pages():
        path.write_text(text, encoding="utf-8")
