"""Reads `ontology/lexicon` into typed rules; refuses a rule that names an unknown class or property."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from kg.classes import Classes, read_classes
from kg.errors import LexiconError
from kg.resources import resource_folder

ROLES = (
    "subject object recipient destination place weapon count date topic position role ordinal distance direction "
    "means addressee medium"
).split()
QUALIFIER_ROLES = tuple(role for role in ROLES if role not in ("subject", "object"))


@dataclass(frozen=True)
class Frame:
    """What a clause with one of `words` says: each role with the slots that may fill it, in order.

    `without` are slots that must be empty, `barred` words that may not hang on the predicate, `under` the verbs that
    may govern a noun (any where there is none), `marked` words of which one must stand before the noun.
    """

    id: str
    relation: str
    words: tuple[str, ...]
    slots: Mapping[str, tuple[str, ...]]
    needs: tuple[str, ...]
    classes: Mapping[str, tuple[str, ...]]
    options: frozenset[str]
    without: tuple[str, ...] = ()
    barred: frozenset[str] = frozenset()
    under: frozenset[str] = frozenset()
    marked: frozenset[str] = frozenset()


@dataclass(frozen=True)
class ModifierRule:
    """What a compound adjective, a preposition, a direction word or a copula says of a noun.

    Of a noun in `barred` it says nothing.
    """

    id: str
    kind: str
    relation: str
    words: tuple[str, ...]
    noun_classes: tuple[str, ...]
    role: str | None
    barred: frozenset[str] = frozenset()


@dataclass(frozen=True)
class StanceWords:
    """Words that set the stance of what they govern, and the verbs that name a holder."""

    governors: Mapping[str, str]
    nouns: Mapping[str, str]
    epithets: Mapping[str, str]
    introductions: Mapping[str, str]
    auxiliaries: Mapping[str, str]
    adverbs: Mapping[str, str]
    determiners: Mapping[str, str]
    conjunctions: Mapping[str, str]
    focus: frozenset[str]
    doubts: frozenset[str]
    hearsay: frozenset[str]
    hearsay_sources: frozenset[str]
    hearsay_adjectives: frozenset[str]
    settings: frozenset[str]
    itinerary_adverbs: frozenset[str]
    itinerary_verbs: frozenset[str]
    implicatives: frozenset[str]
    standing: frozenset[str]
    tasking: frozenset[str]
    carriers: frozenset[str]
    outcomes: frozenset[str]
    phases: frozenset[str]
    presupposing: frozenset[str]
    reporting: frozenset[str]
    quoting: frozenset[str]
    committing: frozenset[str]
    documents: frozenset[str]


@dataclass(frozen=True)
class Lexicon:
    """All rules, the classes they rest on, and for each relation the classes each role accepts."""

    classes: Classes
    roles: Mapping[str, Mapping[str, tuple[str, ...]]]
    verbs: Mapping[str, tuple[Frame, ...]]
    nouns: Mapping[str, tuple[Frame, ...]]
    modifiers: tuple[ModifierRule, ...]
    stance: StanceWords
    light: Mapping[str, frozenset[str]]

    @cached_property
    def modifiers_by_word(self) -> Mapping[str, tuple[ModifierRule, ...]]:
        """The modifier rules of each word."""
        words = {word for rule in self.modifiers for word in rule.words}
        return {word: tuple(rule for rule in self.modifiers if word in rule.words) for word in words}

    @cached_property
    def frames(self) -> Mapping[str, Frame]:
        """Every frame by its id."""
        return {frame.id: frame for table in (self.verbs, self.nouns) for found in table.values() for frame in found}

    def wanted(self, relation: str, role: str, rule: str) -> tuple[str, ...]:
        """The classes that a role takes in claims of a rule: its frame's, where it has one that says so.

        An `owned` frame may have its force's owner in the place of the force, so its classes do not count.
        """
        frame = self.frames.get(rule) or self.frames.get(rule.rpartition(".")[0])
        narrow = frame.classes.get(role, ()) if frame is not None and "owned" not in frame.options else ()
        return narrow or self.roles[relation].get(role, ())

    def accepts(self, relation: str, role: str, cls: str, frame: Frame | None = None) -> bool:
        """Whether a role of a relation takes an entity of this class (the frame may narrow it)."""
        wanted = (frame.classes.get(role) if frame else None) or self.roles[relation].get(role)
        return wanted is None or any(self.classes.is_a(cls, name) for name in wanted)


@cache
def read_lexicon(folder: Path | None = None) -> Lexicon:
    """The lexicon of `folder` (default: the one shipped), checked against the ontology beside it.

    Raises LexiconError naming the file, the rule and the unknown name.
    """
    ontology = folder or resource_folder("ontology")
    classes = read_classes(ontology / "kg.ttl")
    lexicon = ontology / "lexicon"
    roles = {
        relation: {role: tuple(names) for role, names in wanted.items()}
        for relation, wanted in _read(lexicon / "relations.toml").items()
    }
    _check_roles(roles, classes, lexicon / "relations.toml")
    return Lexicon(
        classes,
        roles,
        _frames(lexicon / "verbs.toml", "verbs", roles, classes),
        _frames(lexicon / "nouns.toml", "nouns", roles, classes),
        _modifiers(lexicon / "modifiers.toml", roles),
        _stance(_read(lexicon / "factuality.toml")),
        {name: frozenset(words) for name, words in _read(lexicon / "nouns.toml").get("light", {}).items()},
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(f"{path}: cannot be read as TOML ({error}); mend the file") from error


def _check_roles(roles: Mapping[str, Mapping[str, tuple[str, ...]]], classes: Classes, path: Path) -> None:
    for relation, wanted in roles.items():
        if relation not in classes.relations:
            raise LexiconError(f"{path}: [{relation}] is no property of kg.ttl; declare it there or correct the name")
        for role, names in wanted.items():
            if role not in ROLES:
                raise LexiconError(f"{path}: [{relation}] has the unknown role '{role}'; roles are {', '.join(ROLES)}")
            for name in names:
                if name not in classes.parents:
                    raise LexiconError(f"{path}: [{relation}] {role} names the unknown class '{name}'")


def _frames(path: Path, key: str, roles: Mapping[str, Any], classes: Classes) -> dict[str, tuple[Frame, ...]]:
    by_word: dict[str, tuple[Frame, ...]] = {}
    tables = _read(path)
    for raw in tables.get("frame", ()):
        frame = _frame(raw, key, tables.get("barred", {}), path)
        if frame.relation not in roles:
            raise LexiconError(
                f"{path}: frame '{frame.id}' has the relation '{frame.relation}', which relations.toml lacks; add it"
            )
        unknown = {name for names in frame.classes.values() for name in names} - set(classes.parents)
        if unknown:
            raise LexiconError(f"{path}: frame '{frame.id}' names the unknown class '{min(unknown)}'")
        for word in frame.words:
            by_word[word] = (*by_word.get(word, ()), frame)
    return by_word


def _frame(raw: Mapping[str, Any], key: str, barred: Mapping[str, list[str]], path: Path) -> Frame:
    try:
        return Frame(
            raw["id"],
            raw["relation"],
            tuple(raw[key]),
            {role: tuple(raw[role]) for role in ROLES if role in raw},
            tuple(raw.get("needs", ())),
            {role: tuple(raw[f"{role}_classes"]) for role in ROLES if f"{role}_classes" in raw},
            frozenset(name for name, value in raw.items() if value is True),
            tuple(raw.get("without", ())),
            frozenset(raw.get("barred", ())) | frozenset(barred.get(raw["relation"], ())),
            frozenset(raw.get("under", ())),
            frozenset(raw.get("marked", ())),
        )
    except KeyError as error:
        raise LexiconError(f"{path}: frame {raw.get('id', raw)!r} lacks {error}; add it") from error


def _modifiers(path: Path, roles: Mapping[str, Any]) -> tuple[ModifierRule, ...]:
    rules = []
    word_keys = {"compound": "participles", "preposition": "prepositions", "direction": "words", "copula": "nouns"}
    for kind, key in word_keys.items():
        for raw in _read(path).get(kind, ()):
            if raw["relation"] not in roles:
                raise LexiconError(f"{path}: rule '{raw['id']}' has the unknown relation '{raw['relation']}'")
            classes = tuple(raw.get("noun_classes", ()))
            barred = frozenset(raw.get("barred", ()))
            words = tuple(raw[key])
            rules.append(ModifierRule(raw["id"], kind, raw["relation"], words, classes, raw.get("role"), barred))
    return tuple(rules)


# Lists that set no stance by themselves: the section and key of each field of StanceWords.
STANCE_LISTS = {
    "focus": ("focus", "adverbs"),
    "doubts": ("doubts", "adjectives"),
    "hearsay": ("hearsay", "verbs"),
    "hearsay_sources": ("hearsay", "sources"),
    "hearsay_adjectives": ("hearsay", "adjectives"),
    "settings": ("settings", "nouns"),
    "itinerary_adverbs": ("itinerary", "adverbs"),
    "itinerary_verbs": ("itinerary", "verbs"),
    "implicatives": ("implicatives", "verbs"),
    "standing": ("implicatives", "standing"),
    "tasking": ("implicatives", "tasking"),
    "carriers": ("carriers", "verbs"),
    "outcomes": ("carriers", "outcomes"),
    "phases": ("carriers", "phases"),
    "presupposing": ("carriers", "presupposing"),
    "reporting": ("reporting", "verbs"),
    "quoting": ("reporting", "quoting"),
    "committing": ("reporting", "committing"),
    "documents": ("reporting", "documents"),
}
STANCE_MAPS = (
    "governors",
    "nouns",
    "epithets",
    "introductions",
    "auxiliaries",
    "adverbs",
    "determiners",
    "conjunctions",
)


def _stance(raw: Mapping[str, Any]) -> StanceWords:
    def inverted(section: str) -> dict[str, str]:
        return {word: stance for stance, words in raw[section].items() for word in words}

    fields: dict[str, Any] = {section: inverted(section) for section in STANCE_MAPS}
    fields |= {name: frozenset(raw[section][key]) for name, (section, key) in STANCE_LISTS.items()}
    return StanceWords(**fields)
