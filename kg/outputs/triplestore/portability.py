"""What a kind of triplestore is known not to keep, looked for before anything is sent to it."""

import re
from collections.abc import Iterator, Sequence

from kg.errors import EndpointError
from kg.graph.vocabulary import XSD
from kg.outputs.triplestore.endpoints import Preset

_IRI = re.compile(rb"<([^>]*)>")
_BLANK = re.compile(rb"^_:|^<[^>]*> <[^>]*> _:")
_NO_ZONE = re.compile(rb'T[0-9:.]+"\^\^<' + re.escape(f"{XSD}dateTime>".encode()))


def check_portable(graph: str, lines: Sequence[bytes], preset: Preset) -> None:
    """Raise EndpointError for the first N-Triples line of a graph that this kind of store would not keep as it is."""
    for line in _suspects(lines, preset):
        reason = _reason(line, preset)
        if reason:
            raise EndpointError(
                f"{graph} holds {reason}: {line[:160].decode('utf-8', 'replace')}; nothing of it was sent, "
                "change that value and build again"
            )


def _suspects(lines: Sequence[bytes], preset: Preset) -> Iterator[bytes]:
    """Lines that are long enough, or have a type, to be looked at closely."""
    changed = tuple(f'"^^<{datatype}> .'.encode() for datatype in preset.changed_types)
    date_time = f"{XSD}dateTime> .".encode()
    for line in lines:
        long = preset.longest_iri and len(line) > preset.longest_iri
        if long or line.endswith((date_time, *changed)) or b"_:" in line:
            yield line


def _reason(line: bytes, preset: Preset) -> str:
    if _BLANK.search(line):
        return "a blank node, which no two stores call the same"
    if _NO_ZONE.search(line):
        return "a time without a zone, which two stores compare differently"
    for datatype in preset.changed_types:
        if line.endswith(f'"^^<{datatype}> .'.encode()):
            return f"a value of the type {datatype}, which {preset.kind} changes"
    if preset.longest_iri and any(len(iri.decode()) > preset.longest_iri for iri in _iris(line)):
        return f"an IRI of more than {preset.longest_iri} characters, which {preset.kind} cuts"
    return ""


def _iris(line: bytes) -> Iterator[bytes]:
    """The IRIs of a line: those outside its literal."""
    before, _, behind = line.partition(b'"')
    yield from _IRI.findall(before)
    yield from _IRI.findall(behind.rpartition(b'"')[2])
