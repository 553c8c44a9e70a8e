"""The routes of `kg serve`: the SPARQL endpoint, the query page, and the pages of what the graph names."""

from collections.abc import Callable, Collection, Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any

import anyio.to_thread
import pyoxigraph as ox
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from kg.errors import KgError
from kg.graph.vocabulary import KG, PREFIXES, read_vocabulary
from kg.outputs.queries import list_queries
from kg.server.answering import refusal
from kg.server.claims import claims_of
from kg.server.current import CurrentGraph
from kg.server.description import describe_endpoint, describe_thing
from kg.server.guards import Guard
from kg.server.listings import list_articles, most_told, search
from kg.server.media_types import HTML, RDF_TYPES, choose
from kg.server.pages import anchor_of, page, path_of
from kg.server.protocol import asks_nothing, read_question
from kg.server.things import ThingView, article_of_claim, find_thing, successor
from kg.server.wishes import accept_of, page_number, wanted_type
from kg.server.workers import WORKERS, QueryLostError, QueryTimeoutError, Workers

GRAPH_PAGE = "graph.html"
# graph.html brings a policy of its own, with the digests of its scripts; here only framing is forbidden.
GRAPH_PAGE_POLICY = "base-uri 'none'; frame-ancestors 'none'"
HEADINGS = {
    "entity": "What is said of it",
    "article": "What it says, in the order of its text",
    "event": "Who tells of it",
}
"""What stands over the claims of a page."""


def make_application(folder: Path, workers: Workers, names: Collection[str] = ()) -> Starlette:
    """The application that answers for a graph folder; queries go to `workers`, hosts called `names` are its own."""
    site = _Site(CurrentGraph(folder), workers)
    routes = [
        Route("/", site.steadily(site.home)),
        Route("/sparql", site.sparql, methods=["GET", "POST"]),
        Route("/query", site.query),
        Route("/graph", site.graph_page),
        Route("/search", site.steadily(site.search)),
        Route("/claim/{name}", site.steadily(site.claim)),
        *(Route(f"/{kind}/{{name}}", site.steadily(site.thing), name=kind) for kind in HEADINGS),
        Mount("/static", StaticFiles(packages=[("kg.server", "static")])),
    ]
    return Starlette(
        routes=routes,
        middleware=[Middleware(Guard, names=names)],
        exception_handlers={HTTPException: site.refused, KgError: site.failed},
    )


class _Site:
    """The endpoints; those that are not `async` run in threads of their own."""

    def __init__(self, graph: CurrentGraph, workers: Workers) -> None:
        self._graph = graph
        self._workers = workers
        # Queries that wait for a process must not keep the threads that write pages.
        self._asking = anyio.CapacityLimiter(WORKERS)

    def steadily(self, endpoint: Callable[[Request], Response]) -> Callable[[Request], Response]:
        """The endpoint, asked again where a build took the graph away in the midst of it."""

        def answer(request: Request) -> Response:
            return self._graph.steadily(lambda: endpoint(request))

        return answer

    async def sparql(self, request: Request) -> Response:
        """The SPARQL endpoint; without a query it describes itself, and sends people to the query page."""
        if asks_nothing(request):
            return _endpoint(request)
        question = await read_question(request)
        try:
            reply = await anyio.to_thread.run_sync(self._workers.ask, question, limiter=self._asking)
        except (QueryTimeoutError, QueryLostError) as error:
            reply = refusal(HTTPStatus.SERVICE_UNAVAILABLE, str(error))
        return Response(reply.body, reply.status, {"vary": "accept"}, reply.media_type)

    def home(self, request: Request) -> Response:
        """The front page."""
        store = self._graph.store()
        return self._html(
            "home",
            title="What the articles say",
            endpoint=str(request.url_for("sparql")),
            articles=list_articles(store),
            entities=most_told(store),
        )

    def query(self, _request: Request) -> Response:
        """The query page with the cookbook."""
        queries = list_queries()
        return self._html(
            "query", title="Ask the graph", queries=queries, prefixes=", ".join(PREFIXES), data=self._query_data()
        )

    def _query_data(self) -> Mapping[str, object]:
        vocabulary = read_vocabulary()
        return {
            "base": self._graph.base(),
            "prefixes": dict(PREFIXES),
            "queries": {query.name: query.sparql for query in list_queries()},
            "properties": sorted(KG + name for name in {*vocabulary.properties, *vocabulary.relations}),
            "classes": sorted(KG + name for name in vocabulary.classes),
        }

    def graph_page(self, _request: Request) -> Response:
        """The HTML graph of the folder."""
        self._graph.store()  # waits for a build that swaps folders at this moment
        return FileResponse(
            self._graph.folder / GRAPH_PAGE,
            media_type=HTML,
            headers={"content-security-policy": GRAPH_PAGE_POLICY},
        )

    def search(self, request: Request) -> Response:
        """Entities by a part of a name; one that is called exactly so is shown at once."""
        text = request.query_params.get("q", "")
        found = search(self._graph.store(), text)
        if len(found) == 1:
            return RedirectResponse(path_of(found[0]["entity"], self._graph.base()), HTTPStatus.SEE_OTHER)
        return self._html("search", title=f"Entities called “{text}”", q=text, found=found)

    def claim(self, request: Request) -> Response:
        """A claim: as data, or its place on the page of its article."""
        iri = self._iri(request)
        if (wanted := wanted_type(request)) != HTML:
            return self._data(iri, wanted)
        article = article_of_claim(self._graph.store(), iri)
        if article is None:
            raise _nothing_at(iri)
        return RedirectResponse(f"{path_of(article, self._graph.base())}#{anchor_of(iri)}", HTTPStatus.SEE_OTHER)

    def thing(self, request: Request) -> Response:
        """An entity, article or event: a page with quotes for people, RDF for programs, at the same path."""
        iri = self._iri(request)
        store = self._graph.store()
        thing = find_thing(store, iri)
        if thing is None:
            return self._successor(store, iri)
        if (wanted := wanted_type(request)) != HTML:
            return self._data(iri, wanted)
        return self._thing_page(store, thing, request)

    def _thing_page(self, store: ox.Store, thing: ThingView, request: Request) -> Response:
        kind, number = request.url.path.split("/")[1], page_number(request)
        claims, more = claims_of(store, kind, thing.iri, number)
        return self._html(
            "thing", title=thing.label or thing.iri, heading=HEADINGS[kind], thing=thing, claims=claims, more=more,
            page=number, with_article=kind != "article", turtle=True,
        )  # fmt: skip

    def _successor(self, store: ox.Store, iri: str) -> Response:
        heir = successor(store, iri)
        if heir is None:
            raise _nothing_at(iri)
        return RedirectResponse(path_of(heir, self._graph.base()), HTTPStatus.SEE_OTHER)

    def _data(self, iri: str, media_type: str) -> Response:
        body = describe_thing(self._graph.store(), iri, media_type)
        if body is None:
            raise _nothing_at(iri)
        return Response(body, headers={"vary": "accept"}, media_type=media_type)

    def _iri(self, request: Request) -> str:
        return self._graph.base() + request.url.path.removeprefix("/")

    def _html(self, template: str, status: int = HTTPStatus.OK, **values: Any) -> Response:
        text = page(template, self._graph.base(), **values)
        return HTMLResponse(text.encode("utf-8", "replace"), status, {"vary": "accept"})

    def refused(self, request: Request, error: Exception) -> Response:
        """A request that cannot be answered: in one line for programs, as a page for people."""
        assert isinstance(error, HTTPException)
        headers = dict(error.headers or {})
        if request.url.path == "/sparql" or choose(("text/plain", HTML), accept_of(request)) != HTML:
            return PlainTextResponse(f"{error.detail}\n", error.status_code, headers)
        title = HTTPStatus(error.status_code).phrase
        text = page("error", "", title=title, reason=error.detail)
        return HTMLResponse(text, error.status_code, headers)

    def failed(self, request: Request, error: Exception) -> Response:
        """A graph folder that is gone, or that this version cannot read."""
        return self.refused(request, HTTPException(HTTPStatus.SERVICE_UNAVAILABLE, str(error)))


def _endpoint(request: Request) -> Response:
    offers = (*RDF_TYPES, HTML)
    wanted = choose(offers, accept_of(request)) or offers[0]
    if wanted == HTML:
        return RedirectResponse("/query", HTTPStatus.SEE_OTHER)
    return Response(describe_endpoint(str(request.url), wanted), headers={"vary": "accept"}, media_type=wanted)


def _nothing_at(iri: str) -> HTTPException:
    return HTTPException(HTTPStatus.NOT_FOUND, f"the graph has nothing at <{iri}>")
