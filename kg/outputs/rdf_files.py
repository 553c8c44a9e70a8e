"""Any RDF file as a graph to ask."""

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from kg.errors import InputError


def read_rdf(paths: Iterable[Path]) -> ox.Store:
    """A store in memory of all files, each in the format of its ending: ttl, nt, nq, trig, rdf, jsonld, n3.

    Raises InputError for a file that cannot be read, whose ending is not known, or that does not parse (with the line).
    """
    store = ox.Store()
    for path in paths:
        form = ox.RdfFormat.from_extension(path.suffix.removeprefix(".").lower())
        if form is None:
            raise InputError(f"{path}: '{path.suffix}' files are not read as RDF; give .ttl, .nt, .nq, .trig or .rdf")
        try:
            store.bulk_load(path=str(path), format=form, base_iri=path.resolve().as_uri())
        except (OSError, SyntaxError, ValueError) as error:
            raise InputError(f"{path}: cannot be read as RDF ({error}); correct the file") from error
    return store
