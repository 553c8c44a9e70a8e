"""What a request for a page wishes: which form, and which part of a long list."""

from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request

from kg.server.media_types import HTML, RDF_TYPES, choose

FORMS = {
    "html": HTML,
    "turtle": "text/turtle",
    "jsonld": "application/ld+json",
    "ntriples": "application/n-triples",
    "rdfxml": "application/rdf+xml",
}
"""What `?format=` may say, for who cannot send an Accept header."""

MOST_PAGES = 10**6


def accept_of(request: Request) -> str:
    """The Accept header; several are read as one."""
    return ", ".join(request.headers.getlist("accept"))


def wanted_type(request: Request) -> str:
    """The media type for a thing: what `?format=` says, else what Accept wants most, HTML where it is all alike.

    Raises HTTPException 400 for an unknown format, 406 where nothing fits.
    """
    form = request.query_params.get("format")
    if form is None:
        chosen = choose((HTML, *RDF_TYPES), accept_of(request))
        if chosen is None:
            raise HTTPException(HTTPStatus.NOT_ACCEPTABLE, f"this is given as {', '.join((HTML, *RDF_TYPES))}")
        return chosen
    if form not in FORMS:
        raise HTTPException(HTTPStatus.BAD_REQUEST, f"there is no format '{form}'; choose one of {', '.join(FORMS)}")
    return FORMS[form]


def page_number(request: Request) -> int:
    """Which page of a list, from 1. Raises HTTPException 400 for what is no number of one."""
    text = request.query_params.get("page", "1")
    if not (text.isascii() and text.isdigit() and 0 < int(text[:9]) < MOST_PAGES):
        raise HTTPException(HTTPStatus.BAD_REQUEST, f"'{text}' is no page; pages are numbered from 1")
    return int(text[:9])
