"""What a pronoun refers to: the governing subject, else the subject of the sentence before, else the only candidate.

The order is that of centring theory (Grosz, Joshi and Weinstein 1995): subjects are taken up before objects. Where
several candidates are left, the answer is none.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.entities.discourse import SUBJECTS, VERBAL, Discourse
from kg.entities.gender import OF_PRONOUN
from kg.model import Mention, MentionKind

# How many sentences back a pronoun may reach.
REACH = 2
SINGULAR_THINGS = frozenset({"it", "its", "itself", "this"})
PLURALS = frozenset({"they", "them", "their", "these", "those", "others"})
RELATIVES = frozenset({"who", "whom", "which", "that"})
REFLEXIVES = frozenset({"himself", "itself"})
OBJECTS = frozenset({"obj", "iobj", "obl"})
POSSESSIVES = frozenset({"his", "her", "its", "their"})

Fits = Callable[[Mention], bool]


@dataclass(frozen=True)
class PronounContext:
    """What is known when a pronoun is read: earlier answers, genders by identity, and the classes its role takes."""

    discourse: Discourse
    resolved: Mapping[str, Mention]
    genders: Mapping[str, str]
    wanted: Sequence[str]


def antecedent_of_pronoun(pronoun: Mention, context: PronounContext) -> Mention | None:
    """The mention that a pronoun refers to, or None."""
    word = pronoun.text.lower()
    if word in RELATIVES:
        return _relative(pronoun, context.discourse)
    if word in OF_PRONOUN:
        return _of_person(pronoun, OF_PRONOUN[word], context)
    if context.wanted and word in SINGULAR_THINGS:
        return _of_thing(pronoun, context)
    return _of_many(pronoun, context) if context.wanted and word in PLURALS else None


def _relative(pronoun: Mention, discourse: Discourse) -> Mention | None:
    """The person right before *who*, else the noun that the relative clause hangs on, else what stands right before.

    Parsers hang the clause on the first of two coordinated names (*Merkel and Schroeder, who …*).
    """
    paragraph, token = discourse.paragraph(pronoun), discourse.token(pronoun)
    beside = next((m for m in discourse.back(pronoun, 0) if 0 <= pronoun.first - m.last <= 1), None)
    if pronoun.type == "Person" and beside is not None and beside.type == "Person":
        return beside
    for ancestor in (token, *paragraph.ancestors(token.index)):
        if ancestor.dep == "acl:relcl":
            return discourse.headed(pronoun.paragraph, ancestor.head)
    return beside


def _of_person(pronoun: Mention, gender: str, context: PronounContext) -> Mention | None:
    discourse = context.discourse
    acting = _own_subject(pronoun, context)

    def fits(mention: Mention) -> bool:
        told = context.genders.get(discourse.identity(mention), gender)
        other = acting is None or discourse.identity(acting) != discourse.identity(mention)
        return mention.type == "Person" and not discourse.is_plural(mention) and told == gender and other

    governing = next((m for m in _governing_subjects(pronoun, context) if fits(m)), None)
    beside = [m for m in discourse.back(pronoun, 0) if fits(m)] if not discourse.is_subject(pronoun) else []
    if governing is None and beside:
        return discourse.only([context.resolved.get(m.key, m) for m in beside])
    return governing or _last_subject(pronoun, fits, context) or _among_last(pronoun, fits, context)


def _own_subject(pronoun: Mention, context: PronounContext) -> Mention | None:
    """Who acts in the clause of an object pronoun, and so is somebody else (*he forgave him*)."""
    discourse = context.discourse
    paragraph, token = discourse.paragraph(pronoun), discourse.token(pronoun)
    if token.dep not in OBJECTS or pronoun.text.lower() in REFLEXIVES:
        return None
    verb = paragraph.tokens[token.head]
    while verb.dep == "conj" and paragraph.child(verb.index, *SUBJECTS) is None:
        verb = paragraph.tokens[verb.head]
    subject = paragraph.child(verb.index, *SUBJECTS)
    mention = discourse.headed(pronoun.paragraph, subject.index) if subject is not None else None
    return context.resolved.get(mention.key, mention) if mention is not None else None


def _of_thing(pronoun: Mention, context: PronounContext) -> Mention | None:
    discourse = context.discourse

    def fits(mention: Mention, names: Sequence[str] = tuple(context.wanted)) -> bool:
        return mention.type != "Person" and not discourse.is_plural(mention) and discourse.is_a(mention, names)

    governing = next((m for m in _governing_subjects(pronoun, context) if fits(m)), None)
    if governing is not None:
        return governing
    acts = discourse.is_subject(pronoun)
    for name in context.wanted:  # what is handed over is a base before it is a city

        def fits_first(mention: Mention, name: str = name) -> bool:
            return fits(mention, (name,)) and not (acts and _is_setting(mention, discourse))

        found = _last_subject(pronoun, fits_first, context) or _among_last(pronoun, fits_first, context)
        if found is not None:
            return found
    return None


def _is_setting(mention: Mention, discourse: Discourse) -> bool:
    """*Bird flu appeared in Laos. It has killed 167*: a place that was only where something happened does not act."""
    return discourse.is_a(mention, ("Place",)) and discourse.token(mention).dep.partition(":")[0] in ("obl", "nmod")


def _of_many(pronoun: Mention, context: PronounContext) -> Mention | None:
    """A plural or a body of people; a plural subject that the role refuses is meant all the same, and gives none."""
    discourse = context.discourse

    def many(mention: Mention) -> bool:
        return discourse.is_plural(mention) or discourse.is_a(mention, ("Organization",))

    def fits(mention: Mention) -> bool:
        return many(mention) and discourse.is_a(mention, context.wanted)

    subject = _subject(pronoun, many, context)
    if subject is not None:
        return subject if fits(subject) else None
    return _among_last(pronoun, fits, context)


def _subject(pronoun: Mention, fits: Fits, context: PronounContext) -> Mention | None:
    """The nearest subject that fits: of the clauses above, else of the sentence before."""
    governing = next((m for m in _governing_subjects(pronoun, context) if fits(m)), None)
    return governing or _last_subject(pronoun, fits, context)


def _last_subject(pronoun: Mention, fits: Fits, context: PronounContext) -> Mention | None:
    """The subject that fits in this sentence before the pronoun, else in the sentence before."""
    discourse = context.discourse
    here = discourse.sentence(pronoun)
    subjects = [m for m in discourse.back(pronoun, 1) if discourse.is_subject(m) and fits(m)]
    for sentence in (here, here - 1):
        found = [m for m in subjects if discourse.sentence(m) == sentence]
        if found:
            return discourse.only(found)
    return None


def _governing_subjects(pronoun: Mention, context: PronounContext) -> Iterator[Mention]:
    """The subjects of the verbs above the pronoun, nearest first; its own verb's only if it may be the same one."""
    discourse = context.discourse
    paragraph, token = discourse.paragraph(pronoun), discourse.token(pronoun)
    word = pronoun.text.lower()
    own = word in REFLEXIVES or (word in POSSESSIVES and token.dep not in ("obj", "obl"))
    for depth, verb in enumerate(paragraph.ancestors(token.index)):
        if verb.pos not in VERBAL or (depth == 0 and not own):
            continue
        for subject in paragraph.children(verb.index, *SUBJECTS):
            mention = discourse.headed(pronoun.paragraph, subject.index)
            if mention is None or mention is pronoun or subject.index >= token.index:
                continue
            meant = context.resolved.get(mention.key, mention)
            if meant.kind is not MentionKind.PRONOUN:
                yield meant


def _among_last(pronoun: Mention, fits: Fits, context: PronounContext) -> Mention | None:
    """The only thing that fits in this sentence and the one before, else further back."""
    discourse = context.discourse
    for reach in range(REACH + 1):
        found = [m for m in discourse.back(pronoun, reach) if fits(m) and not discourse.share_a_verb(m, pronoun)]
        if found:
            meant = [context.resolved.get(m.key, m) for m in found]
            return discourse.only([m for m in meant if m.kind is MentionKind.NAME] or meant)
    return None
