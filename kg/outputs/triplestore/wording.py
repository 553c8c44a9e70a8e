"""What a load did, in words for a person."""

from collections.abc import Iterator

from kg.outputs.triplestore.loading import LoadReport
from kg.outputs.triplestore.plan import Action


def dry_lines(report: LoadReport) -> Iterator[str]:
    """For a dry run, one line for each graph that would change: action, triples, IRI."""
    if report.dry:
        for step in report.steps:
            if step.action is not Action.KEEP:
                yield f"{step.action.value:8}{step.triples:>9}  {step.iri}"


def summary(report: LoadReport) -> str:
    """One line: what was done or would be, and the checksum that the store agrees with."""
    added, replaced, deleted, kept = (report.count(action) for action in Action)
    done = f"{added} graphs added, {replaced} replaced, {deleted} deleted, {kept} unchanged"
    if report.dry:
        return f"{report.kind}: would be {done} ({report.triples} triples); nothing was written"
    return f"{report.kind}: {done}; {report.triples} triples loaded and read back, sha256 {report.checksum}"
