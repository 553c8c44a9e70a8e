"""Secrets for a triplestore: from the environment, a file or a prompt, never from a URL or the command line."""

import base64
import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from kg.errors import UsageError

_KEYS = frozenset({"user", "password", "token"})
_OTHERS = 0o077  # what a file of secrets must not allow to group and others


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user with a password (basic or digest, as the server asks), or a bearer token; nothing when all are empty."""

    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)

    def __bool__(self) -> bool:
        return bool(self.token or self.user)

    def hide(self, text: str) -> str:
        """The text with every form of the secrets in it replaced by `***`."""
        for secret in sorted(self._forms(), key=len, reverse=True):
            text = text.replace(secret, "***")
        return text

    def _forms(self) -> set[str]:
        pair = base64.b64encode(f"{self.user}:{self.password}".encode()).decode() if self.password else ""
        plain = {self.password, self.token, pair}
        return {form for secret in plain if secret for form in (secret, quote(secret, safe=""))}


NOBODY = Credentials()


def read_credentials(
    environment: Mapping[str, str],
    *,
    user: str = "",
    file: Path | None = None,
    ask: Callable[[str], str] | None = None,
) -> Credentials:
    """The credentials of `file` (TOML: user, password, token), else of KG_USER, KG_PASSWORD and KG_TOKEN.

    With a user but no password, `ask` (a prompt, where a terminal is there) is called. Raises UsageError for a file
    that cannot be used, and for a user without password when nobody can be asked.
    """
    found = _of_file(file) if file else _of_environment(environment)
    name = user or found.user
    if found.token or not name or found.password:
        return Credentials(name, found.password, found.token)
    if ask is None:
        raise UsageError(f"there is no password for user '{name}'; set KG_PASSWORD, or name a file with --secrets")
    return Credentials(name, ask(f"Password of {name}: "))


def _of_environment(environment: Mapping[str, str]) -> Credentials:
    return Credentials(*(environment.get(f"KG_{name}", "") for name in ("USER", "PASSWORD", "TOKEN")))


def _of_file(path: Path) -> Credentials:
    try:
        mode = path.stat().st_mode
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8"
        raise UsageError(f"the file of secrets {path} cannot be read ({reason}); name another one") from error
    if os.name == "posix" and mode & _OTHERS:
        raise UsageError(f"the file of secrets {path} can be read by others; protect it with: chmod 600 {path}")
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        values = {"": ""}
    if set(values) - _KEYS or not all(isinstance(value, str) for value in values.values()):
        # the parser's own message might quote a secret
        raise UsageError(
            f'{path} is no file of secrets; it holds lines such as user = "…", password = "…", token = "…"'
        )
    return Credentials(**values)
