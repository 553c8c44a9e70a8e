"""What keeps other web sites from a server on one's own machine: checks of each request, headers of each response."""

import ipaddress
from collections.abc import Collection
from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cache-control": "no-cache",  # the graph changes with each build
}


class Guard:
    """Middleware that refuses requests under foreign names or from foreign pages, and sets the protecting headers.

    A page of another site can make its own name point to this machine (DNS rebinding); its requests then carry that
    name as Host. Addresses in digits, `localhost` and the `names` given are answered, other names are not.
    No header ever allows other origins to read, and a request that says it comes from one is refused.
    """

    def __init__(self, app: ASGIApp, names: Collection[str] = ()) -> None:
        self.app = app
        self.names = frozenset(name.lower().rstrip(".") for name in names) | {"localhost"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or pass it on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        reason = self._refused(Headers(scope=scope))
        app = PlainTextResponse(f"{reason}\n", HTTPStatus.FORBIDDEN) if reason else self.app

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await app(scope, receive, send_guarded)

    def _refused(self, headers: Headers) -> str:
        """Why a request is refused; empty when it is not."""
        host, origin = headers.get("host", ""), headers.get("origin")
        if not self._is_own(host):
            return f"the name '{host}' is not one of this server's; start it with: kg serve --name {_name(host)}"
        if origin is not None and urlsplit(origin).netloc.lower() != host.lower():
            return f"a page of '{origin}' may not ask this server"
        return ""

    def _is_own(self, host: str) -> bool:
        name = _name(host)
        return name in self.names or _is_address(name)


def _name(host: str) -> str:
    """The name of a Host header, without port and brackets; empty for one that cannot be read."""
    try:
        return (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return ""


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
