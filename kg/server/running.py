"""Runs the server on a socket of its own until it is told to stop."""

import ipaddress
import socket
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.graph.store import open_graph
from kg.server.application import make_application
from kg.server.workers import Workers

if TYPE_CHECKING:
    import uvicorn

STOP_SECONDS = 2  # for answers under way when the server is told to stop


class GraphServer:
    """A graph folder bound to an address; `run` answers requests until Ctrl-C or a termination signal.

    Raises UsageError when the address cannot be used, GraphFolderError when there is no graph.
    """

    def __init__(self, folder: Path, host: str, port: int, seconds: float, names: Collection[str] = ()) -> None:
        open_graph(folder)  # says at once what is wrong with the folder
        self._folder = folder.resolve()
        self._workers = Workers(self._folder, seconds)
        self._names = {*names, *([host] if not _is_address(host) else [])}
        self._socket = _bound(host, port)
        self.host = host

    @property
    def address(self) -> str:
        """Where the server answers, such as `http://127.0.0.1:8008/`."""
        port = self._socket.getsockname()[1]
        return f"http://{f'[{self.host}]' if ':' in self.host else self.host}:{port}/"

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach it."""
        return ipaddress.ip_address(self._socket.getsockname()[0]).is_loopback

    def run(self) -> None:
        """Answer requests until told to stop."""
        import uvicorn

        application = make_application(self._folder, self._workers, self._names)
        config = uvicorn.Config(
            application,
            log_level="warning",
            access_log=False,
            server_header=False,
            lifespan="off",
            timeout_graceful_shutdown=STOP_SECONDS,
        )
        try:
            self._workers.warm()
            _stopping_with(self._workers, config).run(sockets=[self._socket])
        except KeyboardInterrupt:  # uvicorn has stopped, and passes Ctrl-C on
            pass
        finally:
            self._workers.close()
            self._socket.close()


def _stopping_with(workers: Workers, config: "uvicorn.Config") -> "uvicorn.Server":
    """A server that ends the queries under way when it is told to stop: nobody could wait for an endless one."""
    import uvicorn

    class Stopping(uvicorn.Server):
        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            workers.close()
            await super().shutdown(sockets)

    return Stopping(config)


def _bound(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        raise UsageError(
            f"port {port} of '{host}' cannot be used ({error}); choose another with --port (0 takes a free one)"
        ) from error


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
