"""A SPARQL question and the reply to it, in the form that the client wants."""

import io
from dataclasses import dataclass
from http import HTTPStatus
from typing import IO

import pyoxigraph as ox

from kg.errors import GraphFolderError, KgError, QueryError
from kg.graph.vocabulary import PREFIXES
from kg.outputs.answering import Answer, QueriedGraphs, answer_query
from kg.server.current import CurrentGraph
from kg.server.media_types import RDF_TYPES, RESULT_TYPES, choose

# An answer is written whole before it is sent, so that an error can still be told; this bounds the memory for it.
MOST_BYTES = 256 * 2**20
PLAIN = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Question:
    """A query, the Accept header it came with, and the graphs it is put to (None: those that it names, or all)."""

    sparql: str
    accept: str
    graphs: QueriedGraphs | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back to the client."""

    status: int
    media_type: str
    body: bytes


def refusal(status: int, reason: str) -> Reply:
    """A reply that says in one line why there is no answer."""
    return Reply(status, PLAIN, f"{reason}\n".encode())


def reply_to(graph: CurrentGraph, question: Question) -> Reply:
    """The reply to a question, errors included: 400 for the query, 406 for the form, 503 for the folder."""
    try:
        return graph.steadily(lambda: _reply(graph.store(), question))
    except GraphFolderError as error:
        return refusal(HTTPStatus.SERVICE_UNAVAILABLE, str(error))
    except KgError as error:
        return refusal(HTTPStatus.BAD_REQUEST, str(error))
    except OverflowError:
        return refusal(
            HTTPStatus.BAD_REQUEST,
            f"the answer is larger than {MOST_BYTES // 2**20} MiB; ask for less, with LIMIT or fewer variables",
        )
    except (OSError, RuntimeError, ValueError) as error:
        return refusal(HTTPStatus.BAD_REQUEST, f"the query could not be answered: {error}")


def _reply(store: ox.Store, question: Question) -> Reply:
    _check_graphs(store, question.graphs)
    answer = answer_query(store, question.sparql, question.graphs)
    offers = RDF_TYPES if isinstance(answer, ox.QueryTriples) else RESULT_TYPES
    chosen = choose(offers, question.accept)
    if chosen is None:
        given = ", ".join(offers)
        return refusal(HTTPStatus.NOT_ACCEPTABLE, f"this query is answered in {given}; not in '{question.accept}'")
    return Reply(HTTPStatus.OK, with_charset(chosen), _written(answer, chosen))


def with_charset(media_type: str) -> str:
    """The media type as a Content-Type: a text without a charset would be read as Latin-1 by some."""
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


def _check_graphs(store: ox.Store, graphs: QueriedGraphs | None) -> None:
    for iri in (*graphs.default, *graphs.named) if graphs else ():
        try:
            known = store.contains_named_graph(ox.NamedNode(iri))
        except ValueError as error:
            raise QueryError(f"'{iri}' is no IRI of a graph ({error})") from error
        if not known:
            raise QueryError(f"there is no graph <{iri}>; those there are: SELECT DISTINCT ?g {{ GRAPH ?g {{ }} }}")


def _written(answer: Answer, media_type: str) -> bytes:
    output = _Bounded()
    if isinstance(answer, ox.QueryTriples):
        serialise_triples(answer, output, media_type)
    else:
        answer.serialize(output, format=RESULT_TYPES[media_type])
    return output.getvalue()


def serialise_triples(triples: ox.QueryTriples, output: IO[bytes], media_type: str) -> None:
    """Write triples in one of the media types of RDF_TYPES."""
    ox.serialize(triples, output, format=RDF_TYPES[media_type], prefixes=dict(PREFIXES))


class _Bounded(io.BytesIO):
    """A buffer that refuses to grow beyond MOST_BYTES."""

    def write(self, data: "bytes | bytearray | memoryview") -> int:  # type: ignore[override]
        if self.tell() + len(data) > MOST_BYTES:
            raise OverflowError
        return super().write(data)
