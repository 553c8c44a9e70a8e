"""The SPARQL 1.1 Protocol: the question that an HTTP request asks (https://www.w3.org/TR/sparql11-protocol/)."""

from collections.abc import Iterable
from http import HTTPStatus
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

from kg.outputs.answering import QueriedGraphs
from kg.server.answering import Question

MOST_QUERY_BYTES = 2**20
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
READ_ONLY = "this endpoint only reads the graph; updates are refused (kg build, merge, rename and remove change it)"

Parameters = list[tuple[str, str]]


def asks_nothing(request: Request) -> bool:
    """Whether a request looks at the endpoint without a query: it is described then."""
    return request.method in ("GET", "HEAD") and not request.url.query


async def read_question(request: Request) -> Question:
    """The question of a GET or POST request. Raises HTTPException 400, 403, 413 or 415 with the reason."""
    address = _parameters(request.url.query)
    if request.method == "POST":
        kind = _media_type(request)
        if kind == UPDATE:
            raise HTTPException(HTTPStatus.FORBIDDEN, READ_ONLY)
        body = await _body(request)
        if kind == QUERY:
            return _question([("query", body), *address], request)
        if kind == FORM:
            return _question([*_parameters(body), *address], request)
        raise HTTPException(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"a query comes as {QUERY} or as {FORM}, not as '{kind or 'nothing'}'"
        )
    return _question(address, request)


def _question(parameters: Parameters, request: Request) -> Question:
    if any(name in ("update", "using-graph-uri", "using-named-graph-uri") for name, _ in parameters):
        raise HTTPException(HTTPStatus.FORBIDDEN, READ_ONLY)
    queries = _values(parameters, "query")
    if len(queries) != 1:
        raise HTTPException(HTTPStatus.BAD_REQUEST, f"give one 'query'; there are {len(queries)}")
    accept = ", ".join(request.headers.getlist("accept"))
    return Question(queries[0], accept, _graphs(parameters))


def _graphs(parameters: Parameters) -> QueriedGraphs | None:
    default, named = _values(parameters, "default-graph-uri"), _values(parameters, "named-graph-uri")
    return QueriedGraphs(default, named) if default or named else None


def _values(parameters: Iterable[tuple[str, str]], wanted: str) -> tuple[str, ...]:
    return tuple(value for name, value in parameters if name == wanted)


def _parameters(text: str) -> Parameters:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=100)
    except (UnicodeDecodeError, ValueError) as error:
        raise HTTPException(HTTPStatus.BAD_REQUEST, f"the parameters cannot be read ({error})") from error


def _media_type(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


async def _body(request: Request) -> str:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_QUERY_BYTES:
            raise HTTPException(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"a query may have {MOST_QUERY_BYTES} bytes; this one has more"
            )
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise HTTPException(HTTPStatus.BAD_REQUEST, f"the query is not UTF-8 ({error})") from error
