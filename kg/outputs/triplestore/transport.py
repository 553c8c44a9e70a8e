"""HTTP: one request, one whole answer, or one EndpointError with cause and remedy. The only module that knows httpx."""

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import urlsplit

import httpx

from kg.errors import EndpointError, TooLargeError
from kg.outputs.triplestore.credentials import NOBODY, Credentials

CONNECT_SECONDS = 10.0
ANSWER_SECONDS = 300.0
# A server that says "not now" is asked again, as it has done nothing yet; any other failure is left to the next run,
# because a request whose answer is lost may have been carried out.
BUSY = frozenset({429, 503})
TRIES = 4
LONGEST_WAIT = 30.0
EXCERPT = 160

REMEDIES: Mapping[int, str] = MappingProxyType(
    {
        400: "the triplestore may need another --kind, or have a limit on requests; see its log",
        403: "grant this user the right to read and write (Virtuoso: GRANT SPARQL_UPDATE TO …)",
        404: "check the address, the name of the dataset or repository, and --kind",
        405: "check the address and --kind; the server may be read-only",
        406: "check --kind",
        415: "check --kind",
        429: "it is busy; run the command again later",
        503: "it is busy; run the command again later",
    }
)
DEFAULT_REMEDY = "see the server's log, then run the command again"


@dataclass(frozen=True, slots=True)
class Answer:
    """The status, headers (lower-case names) and body of a server's answer."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def media_type(self) -> str:
        """The content type without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


class Transport:
    """Sends requests to one server. Proxies and `.netrc` of the environment are ignored, redirects never followed."""

    def __init__(
        self,
        credentials: Credentials = NOBODY,
        *,
        seconds: float = ANSWER_SECONDS,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._credentials = credentials
        self._seconds = seconds
        self._sleep = sleep
        self._client = httpx.Client(
            auth=_Bearer(credentials.token) if credentials.token else None,
            timeout=httpx.Timeout(seconds, connect=min(seconds, CONNECT_SECONDS)),
            trust_env=False,
            follow_redirects=False,
        )

    def close(self) -> None:
        """Close every connection."""
        self._client.close()

    def probe(self, url: str) -> Answer:
        """The answer of a server to a plain GET, whatever its status. Raises EndpointError when there is none."""
        return self._request("GET", url, {}, {}, b"", credentials=False)

    def send(
        self,
        method: str,
        url: str,
        *,
        params: Mapping[str, str] = MappingProxyType({}),
        headers: Mapping[str, str] = MappingProxyType({}),
        body: bytes = b"",
        missing_is_fine: bool = False,
    ) -> Answer:
        """The answer to a request that succeeded. Raises EndpointError otherwise, TooLargeError for 413."""
        for attempt in range(1, TRIES + 1):
            answer = self._authenticated(method, url, params, headers, body)
            if answer.status not in BUSY or attempt == TRIES:
                break
            self._sleep(_pause(answer, attempt))
        if not (200 <= answer.status < 300 or (missing_is_fine and answer.status == 404)):
            raise self._refusal(answer, url)
        return answer

    def _authenticated(
        self, method: str, url: str, params: Mapping[str, str], headers: Mapping[str, str], body: bytes
    ) -> Answer:
        answer = self._request(method, url, params, headers, body)
        if answer.status != 401 or self._client.auth is not None or not self._credentials.user:
            return answer
        self._client.auth = self._scheme(answer, url)
        return self._request(method, url, params, headers, body)

    def _scheme(self, answer: Answer, url: str) -> httpx.Auth:
        asked = answer.headers.get("www-authenticate", "").lower()
        user, password = self._credentials.user, self._credentials.password
        if "digest" in asked:
            return httpx.DigestAuth(user, password)
        if "basic" in asked or not asked:
            return httpx.BasicAuth(user, password)
        raise EndpointError(f"{_origin(url)} asks for another way of logging in than basic, digest or a token")

    def _request(
        self,
        method: str,
        url: str,
        params: Mapping[str, str],
        headers: Mapping[str, str],
        body: bytes,
        *,
        credentials: bool = True,
    ) -> Answer:
        """The body is bytes, never a stream: digest authentication sends it a second time."""
        extra = {} if credentials else {"auth": None}
        deadline = time.monotonic() + self._seconds
        try:
            request = self._client.build_request(
                method, url, params=dict(params) or None, headers=dict(headers), content=body or None
            )
            response = self._client.send(request, stream=True, **extra)  # type: ignore[arg-type]
            try:
                return Answer(
                    response.status_code, dict(response.headers.items()), _read(response, deadline, self._seconds)
                )
            finally:
                response.close()
        except httpx.TimeoutException as error:
            raise _too_slow(url, self._seconds) from error
        except httpx.ConnectError as error:
            raise EndpointError(self._credentials.hide(_unreachable(url, error))) from error
        except httpx.HTTPError as error:
            raise EndpointError(
                f"the connection to {_origin(url)} broke off before the answer was complete; "
                "run the same command again, it goes on where it stopped"
            ) from error

    def _refusal(self, answer: Answer, url: str) -> EndpointError:
        place = _origin(url)
        if answer.status == 401:
            return EndpointError(self._unknown_user(answer, place), answered=True)
        if 300 <= answer.status < 400:
            target = _origin(answer.headers.get("location", "")) or "another address"
            return EndpointError(
                f"{place} redirects to {target}, and kg never follows with data or passwords; "
                "if you trust that address, give it instead",
                answered=True,
            )
        if answer.status == 413:
            return TooLargeError(
                f"{place} refuses a request for its size (413); raise its limit of request bodies", answered=True
            )
        reason = self._credentials.hide(excerpt(answer.body))
        said = f", {reason}" if reason else ""
        remedy = REMEDIES.get(answer.status, DEFAULT_REMEDY)
        return EndpointError(f"{place} refused a request ({answer.status}{said}); {remedy}", answered=True)

    def _unknown_user(self, answer: Answer, place: str) -> str:
        if self._credentials:
            who = f"user '{self._credentials.user}'" if not self._credentials.token else "the token"
            return f"{place} does not accept {who} (401); check KG_USER and KG_PASSWORD, or KG_TOKEN"
        asked = answer.headers.get("www-authenticate", "").partition(" ")[0].lower() or "unnamed"
        return f"{place} asks for {asked} authentication (401); set KG_USER and KG_PASSWORD, or KG_TOKEN"


class _Bearer(httpx.Auth):
    def __init__(self, token: str) -> None:
        self._header = f"Bearer {token}"

    def auth_flow(self, request: httpx.Request):  # type: ignore[no-untyped-def]
        request.headers["Authorization"] = self._header
        yield request


def excerpt(body: bytes) -> str:
    """What an error page says, on one short line without tags and control characters."""
    text = re.sub(rb"<[^>]{0,200}>", b" ", body[:4000]).decode("utf-8", "replace")
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return line[:EXCERPT] + ("…" if len(line) > EXCERPT else "")


def _read(response: httpx.Response, deadline: float, seconds: float) -> bytes:
    """The whole body; a server that trickles is cut off at the deadline."""
    parts = []
    for part in response.iter_bytes():
        parts.append(part)
        if time.monotonic() > deadline:
            raise _too_slow(str(response.request.url), seconds)
    return b"".join(parts)


def _pause(answer: Answer, attempt: int) -> float:
    wanted = answer.headers.get("retry-after", "")
    return min(float(wanted), LONGEST_WAIT) if wanted.isdigit() else float(2 ** (attempt - 1))


def _too_slow(url: str, seconds: float) -> EndpointError:
    return EndpointError(
        f"{_origin(url)} gave no complete answer within {seconds:g} s; give it longer with --timeout, "
        "or see what keeps it busy, then run the same command again"
    )


def _unreachable(url: str, error: Exception) -> str:
    if "certificate" in str(error).lower() or "ssl" in str(error).lower():
        return f"{_origin(url)} has no certificate that is trusted here ({error}); correct it or the address"
    return f"no server answers at {_origin(url)} ({error}); start it, or check the address"


def _origin(url: str) -> str:
    """Scheme, host and port: never the user, the path or the query."""
    parts = urlsplit(url)
    if not parts.hostname:
        return ""
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    try:
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        port = ""
    return f"{parts.scheme}://{host}{port}"
