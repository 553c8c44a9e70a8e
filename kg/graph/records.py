"""What an article gave, as plain data for JSON and back: a record of `kg.model` field by field, defaults left out.

Each mention stands once, in a table; drafts and antecedents name it by its place there.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from cattrs import Converter
from cattrs.strategies import configure_tagged_union

from kg.model import Article, ArticleReading, Count, Mention, When, Wording

Plain = dict[str, Any]

_VALUES = Count | When | Wording
_FILLERS = Mention | Count | When | Wording


class ReadingCodec:
    """Turns readings into plain data and back; the same reading gives the same data."""

    def __init__(self) -> None:
        self._plain = Converter(omit_if_default=True)
        self._tabled = Converter(omit_if_default=True)
        self._places: dict[Mention, int] = {}
        self._table: tuple[Mention, ...] = ()
        configure_tagged_union(_VALUES, self._plain, tag_name="is")
        self._tabled.register_unstructure_hook(Mention, self._place)
        self._tabled.register_structure_hook(Mention, lambda place, _: self._table[place])
        self._tabled.register_unstructure_hook(_FILLERS, self._filler)
        self._tabled.register_structure_hook(_FILLERS, lambda value, _: self._filled(value))

    def article_data(self, article: Article) -> Plain:
        """An article as plain data."""
        return dict(self._plain.unstructure(article))

    def article(self, data: Plain) -> Article:
        """The article of plain data."""
        return self._plain.structure(data, Article)

    def reading_data(self, reading: ArticleReading) -> Plain:
        """A reading as plain data, without its article."""
        self._places = {}
        data = {name: value for name, value in self._tabled.unstructure(reading).items() if name != "article"}
        return data | {"table": [self._plain.unstructure(mention) for mention in self._places]}

    def reading(self, article: Article, data: Plain) -> ArticleReading:
        """The reading of an article and plain data."""
        self._table = tuple(self._mentions(data["table"]))
        fields = {name: value for name, value in data.items() if name != "table"}
        blank = self._tabled.structure({**fields, "article": {"name": "", "text": ""}}, ArticleReading)
        return replace(blank, article=article)

    def _mentions(self, rows: Iterable[Plain]) -> list[Mention]:
        return [self._plain.structure(row, Mention) for row in rows]

    def _place(self, mention: Mention) -> int:
        return self._places.setdefault(mention, len(self._places))

    def _filler(self, value: object) -> object:
        return self._place(value) if isinstance(value, Mention) else self._plain.unstructure(value, _VALUES)

    def _filled(self, value: Any) -> object:
        return self._table[value] if isinstance(value, int) else self._plain.structure(value, _VALUES)  # type: ignore[arg-type]
