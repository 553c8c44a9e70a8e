"""What a triplestore holds of a graph, written down in a named graph of the store itself (`BASE` + `graph/loads`).

For each loaded graph: its number of triples (`void:triples`) and its checksum (`schema:sha256`). For each load that is
running: its process and its last sign of life, so that two loads never write at once, and so that what a killed load
left can be found and removed.
"""

import os
import socket
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pyoxigraph as ox

from kg.errors import AnswerCutError, EndpointError
from kg.graph.vocabulary import DCTERMS, PROV, RDF, RDFS, SCHEMA, XSD
from kg.outputs.triplestore.protocol import PARTS, Service, insert_data
from kg.processes import process_runs

VOID_TRIPLES = "http://rdfs.org/ns/void#triples"
SHA256 = SCHEMA + "sha256"
STAGING_GRAPHS = 16
# A load writes a sign of life with each batch; one that has been silent for longer is taken for dead.
SILENCE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Holding:
    """What the store holds of one graph: number of triples and checksum (of `checksums.graph_checksum`)."""

    triples: int
    checksum: str


@dataclass(frozen=True, slots=True)
class Run:
    """One load: its IRI, the process and machine that run it (`4711@host`), and its last sign of life."""

    iri: str
    process: str
    seen: datetime

    def staging(self) -> tuple[str, ...]:
        """The graphs that this load stages others in."""
        return tuple(f"{self.iri}/{number}" for number in range(STAGING_GRAPHS))


class Ledger:
    """The record of one base IRI in one store. Every method raises EndpointError."""

    def __init__(self, service: Service, base: str) -> None:
        self._service = service
        self._base = base
        self.graph = f"{base}graph/loads"

    def holdings(self) -> dict[str, Holding]:
        """The graphs that earlier loads completed."""
        return self._holdings("")

    def _holdings(self, prefix: str) -> dict[str, Holding]:
        """Those whose IRI has an MD5 that begins so; asked for in parts where the server cuts long answers."""
        chosen = f' FILTER(STRSTARTS(MD5(STR(?g)), "{prefix}"))' if prefix else ""
        query = f"SELECT ?g ?n ?c WHERE {{ GRAPH <{self.graph}> {{ ?g <{VOID_TRIPLES}> ?n ; <{SHA256}> ?c }}{chosen} }}"
        try:
            rows = self._service.select(query)
        except AnswerCutError:
            return {graph: held for digit in PARTS for graph, held in self._holdings(prefix + digit).items()}
        return {row["g"]: Holding(int(row["n"]), row["c"]) for row in rows if row.keys() >= {"g", "n", "c"}}

    def runs(self) -> list[Run]:
        """The loads that are running or were killed."""
        rows = self._service.select(
            f"SELECT ?r ?p ?t WHERE {{ GRAPH <{self.graph}> {{ ?r a <{PROV}Activity> ; <{RDFS}label> ?p ; "
            f"<{DCTERMS}modified> ?t }} }}"
        )
        return [Run(row["r"], row["p"], _time(row["t"])) for row in rows if row.keys() >= {"r", "p", "t"}]

    def begin(self, now: datetime) -> Run:
        """Register a load and clear away what killed ones left. Raises EndpointError when another one is running."""
        for run in self.runs():
            if is_running(run, now):
                raise _another(run)
            self.end(run)
        own = Run(f"{self._base}graph/loads/{uuid.uuid4().hex}", process_name(), now)
        self._service.update([insert_data(self.graph, _run_lines(own))])
        others = [run for run in self.runs() if run.iri != own.iri]
        if others:
            self.end(own)
            raise _another(others[0])
        return own

    def alive(self, run: Run, now: datetime) -> Run:
        """Write a sign of life."""
        changed = Run(run.iri, run.process, now)
        if _line(run) == _line(changed):
            return run
        self._service.update([_delete_data(self.graph, [_line(run)]), insert_data(self.graph, [_line(changed)])])
        return changed

    def end(self, run: Run) -> None:
        """Drop the staging graphs of a load and its registration."""
        self._service.update([f"DROP SILENT GRAPH <{graph}>" for graph in run.staging()])
        self._service.update([f"DELETE WHERE {{ GRAPH <{self.graph}> {{ <{run.iri}> ?p ?o }} }}"])

    def record(self, before: Mapping[str, Holding], after: Mapping[str, Holding]) -> None:
        """Change the entries of some graphs; a graph that is only in `before` is forgotten."""
        old = {line for graph, holding in before.items() for line in _holding_lines(graph, holding)}
        new = {line for graph, holding in after.items() for line in _holding_lines(graph, holding)}
        # One transaction never deletes and inserts the same triple: see the note on Virtuoso in presets.toml.
        operations = [_delete_data(self.graph, sorted(old - new))] if old - new else []
        if new - old:
            operations.append(insert_data(self.graph, sorted(new - old)))
        self._service.update(operations)


def process_name() -> str:
    """This process and machine, such as `4711@host`."""
    return f"{os.getpid()}@{socket.gethostname()}"


def is_running(run: Run, now: datetime) -> bool:
    """Whether a load may still be writing: it gave a sign of life lately and, if of this machine, has a process."""
    pid, _, host = run.process.partition("@")
    if now - run.seen > SILENCE:
        return False
    return host != socket.gethostname() or (pid.isdigit() and int(pid) != os.getpid() and process_runs(int(pid)))


def _another(run: Run) -> EndpointError:
    return EndpointError(
        f"another kg load (process {run.process}) is writing to this triplestore; wait for it to end "
        f"(a dead one is cleared away {SILENCE.seconds // 60} minutes after its last sign of life)",
        answered=True,
    )


def _delete_data(graph: str, lines: Sequence[bytes]) -> str:
    return insert_data(graph, lines).replace("INSERT", "DELETE", 1)


def _holding_lines(graph: str, holding: Holding) -> Iterable[bytes]:
    yield f'<{graph}> <{VOID_TRIPLES}> "{holding.triples}"^^<{XSD}integer> .'.encode()
    yield f'<{graph}> <{SHA256}> "{holding.checksum}" .'.encode()


def _run_lines(run: Run) -> list[bytes]:
    label = str(ox.Literal(run.process))
    return [
        f"<{run.iri}> <{RDF}type> <{PROV}Activity> .".encode(),
        f"<{run.iri}> <{RDFS}label> {label} .".encode(),
        _line(run),
    ]


def _line(run: Run) -> bytes:
    return f'<{run.iri}> <{DCTERMS}modified> "{run.seen:%Y-%m-%dT%H:%M:%SZ}"^^<{XSD}dateTime> .'.encode()


def _time(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
