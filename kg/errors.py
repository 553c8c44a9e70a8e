"""The errors of `kg`: one base, few families. Each message says what was wrong with which value, where, what to do."""


class KgError(Exception):
    """Base of every error that `kg` raises on purpose; `exit_code` is what the command line leaves with."""

    exit_code = 1


class InputError(KgError):
    """An article, or a folder of articles, that cannot be used."""


class UsageError(KgError):
    """A name, option or value that the user gave and that means nothing here."""

    exit_code = 2


class LexiconError(UsageError):
    """A rule of the lexicon that names an unknown class or property, or cannot be read."""


class GraphFolderError(KgError):
    """The graph folder is missing, foreign, locked or cannot be written."""

    exit_code = 3


class QueryError(KgError):
    """A SPARQL query that is unknown or does not parse."""

    exit_code = 4


class ModelError(KgError):
    """The language pipeline cannot be loaded."""


class EndpointError(KgError):
    """A triplestore that cannot be reached, refuses, breaks off, or does not hold what it was sent.

    `answered` says whether the server gave an answer at all: if so, it can still be asked to tidy up.
    """

    exit_code = 5

    def __init__(self, message: str, *, answered: bool = False) -> None:
        super().__init__(message)
        self.answered = answered


class TooLargeError(EndpointError):
    """A request that a triplestore refuses for its size (HTTP 413)."""


class AnswerCutError(EndpointError):
    """An answer that a triplestore cut at its own limit of rows."""
