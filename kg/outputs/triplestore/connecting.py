"""From a URL to a service that is ready to be asked: presets, detection, credentials."""

from dataclasses import dataclass, field

from kg.outputs.triplestore.credentials import NOBODY, Credentials
from kg.outputs.triplestore.endpoints import Preset, check_url, endpoint, find_preset, recognise
from kg.outputs.triplestore.protocol import Service
from kg.outputs.triplestore.transport import ANSWER_SECONDS, Transport

AUTO = "auto"


@dataclass(frozen=True, slots=True)
class Access:
    """How a user reaches a triplestore; `update_url` and `graphs_url` only where the kind has others than usual."""

    url: str
    kind: str = AUTO
    credentials: Credentials = field(default=NOBODY)
    update_url: str | None = None
    graphs_url: str | None = None
    seconds: float = ANSWER_SECONDS


def connect(access: Access) -> Service:
    """The service behind a URL; with kind `auto` the server is asked once what it is.

    Raises UsageError for a URL or kind that cannot be used, EndpointError when no server answers.
    """
    url = check_url(access.url)
    transport = Transport(access.credentials, seconds=access.seconds)
    preset = _detect(transport, url) if access.kind == AUTO else find_preset(access.kind)
    found = endpoint(
        url,
        preset,
        authenticated=bool(access.credentials),
        update=access.update_url,
        graphs=access.graphs_url,
    )
    return Service(found, transport)


def _detect(transport: Transport, url: str) -> Preset:
    return recognise(url, transport.probe(url).headers)
