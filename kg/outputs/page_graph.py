"""What the HTML page shows: nodes, edges and statements, each with the evidence behind it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.model import Argument, Article, Claim, Entity, Extraction, Factuality, Found, Qualifier, When
from kg.outputs.highlighting import Highlight, argument_highlights

UNKNOWN = "UnknownActor"  # the class of the node that stands for a subject the text does not name
UNNAMED = "someone not named"  # its label; the drawing has a question mark

# A qualifier that says who got the object, or where the subject went, is drawn as an edge of its own from it.
RECEIVING_ROLES: Mapping[str, str] = {"recipient": "object", "destination": "subject"}


@dataclass(frozen=True, slots=True)
class Detail:
    """A qualifier of a claim: its role, its words, the value they stand for, the entity where it is one."""

    role: str
    text: str
    value: str = ""
    entity: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sentence that says the statement.

    `date` is the article's day, `when` the day, month, year or interval of what is told, empty where the article tells
    none; `holder` is who the sentence attributes it to.
    """

    quote: str
    highlights: tuple[Highlight, ...]
    article: str
    title: str
    publisher: str
    address: str
    date: str
    holder: str
    rule: str
    confidence: float
    details: tuple[Detail, ...] = ()
    claim: str = ""
    when: str = ""
    relation: str = ""


@dataclass(frozen=True, slots=True)
class PageNode:
    """An entity, or the unknown subject of a statement; `support` counts the claims it takes part in.

    `named` is false for what the articles only describe (*three bases*).
    """

    id: str
    label: str
    type: str
    names: tuple[str, ...]
    support: int
    named: bool = True


@dataclass(frozen=True, slots=True)
class PageEdge:
    """A statement about two nodes, merged over all claims with this subject, relation, object and factuality.

    `target` is empty where the text names no object, `source` too where it names neither.
    """

    source: str
    target: str
    relation: str
    factuality: Factuality
    evidence: tuple[Evidence, ...]

    @property
    def secondary(self) -> bool:
        """Whether it draws a qualifier of its claims (who got the object), not the statement itself."""
        return bool(self.evidence) and all(item.relation != self.relation for item in self.evidence)

    @property
    def sources(self) -> int:
        """The number of articles that say it."""
        return len({item.article for item in self.evidence})


@dataclass(frozen=True, slots=True)
class PageGraph:
    """The graph of the page: `statements` are edges without a target, listed but not drawn."""

    nodes: tuple[PageNode, ...]
    edges: tuple[PageEdge, ...]
    statements: tuple[PageEdge, ...] = ()


Triple = tuple[str, str, str, Factuality]


def page_graph(extraction: Extraction) -> PageGraph:
    """Gather the claims of an extraction into the graph that the page draws.

    Entities that are subject, object or recipient of a claim become nodes; claims with the same subject,
    relation, object and factuality become one edge carrying all their evidence. A claim without a subject hangs on
    an unknown node; a claim without an object becomes a statement. The order depends on the content alone.
    """
    entities = {entity.id: entity for entity in extraction.entities}
    articles = {article.name: article for article in extraction.articles}
    dates = {claim: event.date or "" for event in extraction.events for claim in event.claims}
    evidence: dict[Triple, list[Evidence]] = defaultdict(list)
    support: dict[str, set[str]] = defaultdict(set)
    for claim in sorted(extraction.claims, key=lambda claim: (claim.article, claim.evidence.start, claim.id)):
        found = claim_evidence(claim, articles.get(claim.article), entities, dates.get(claim.id, ""))
        for triple in claim_triples(claim):
            evidence[triple].append(found)
            for node in filter(None, (triple[0], triple[2])):
                support[node].add(claim.id)
    edges = [PageEdge(s, o, r, stance, tuple(evidence[s, r, o, stance])) for s, r, o, stance in sorted(evidence)]
    return PageGraph(
        nodes=tuple(page_node(node, entities, len(claims)) for node, claims in sorted(support.items())),
        edges=tuple(edge for edge in edges if edge.target),
        statements=tuple(edge for edge in edges if not edge.target),
    )


def claim_triples(claim: Claim) -> Iterable[Triple]:
    """The edges that one claim draws: the statement itself, and one to whoever got the object or is the destination."""
    values = [(claim.qualifiers.get(role), origin) for role, origin in RECEIVING_ROLES.items()]
    receivers = [(value.entity, origin) for value, origin in values if isinstance(value, Argument)]
    target = claim.object.entity if claim.object else ""
    unknown = unknown_id(claim.relation, target) if target or receivers else ""
    subject = claim.subject.entity if claim.subject else unknown
    yield subject, claim.relation, target, claim.factuality
    for receiver, origin in receivers:
        source = target if origin == "object" and target else subject
        yield source, f"{claim.relation.removesuffix('_from')}_to", receiver, claim.factuality


def unknown_id(relation: str, target: str) -> str:
    """The id of the node for a subject that the text does not name."""
    return f"unknown:{relation}:{target}"


def page_node(node: str, entities: Mapping[str, Entity], support: int) -> PageNode:
    """The node for an entity, for an unknown subject, or for an id that the extraction does not describe."""
    if node in entities:
        entity = entities[node]
        return PageNode(node, entity.label or node, entity.type, entity.names, support, entity.named)
    if node.startswith("unknown:"):
        return PageNode(node, UNNAMED, UNKNOWN, (), support)
    return PageNode(node, node, "Thing", (), support)


def claim_evidence(
    claim: Claim, article: Article | None, entities: Mapping[str, Entity], event_date: str = ""
) -> Evidence:
    """The sentence behind a claim, with its source and everything the claim says beside subject and object."""
    told = [value.value for value in claim.qualifiers.values() if isinstance(value, When)]
    return Evidence(
        quote=claim.evidence.text,
        highlights=argument_highlights(claim),
        article=claim.article,
        title=found_value(article.title if article else None) or claim.article,
        publisher=found_value(article.publisher if article else None),
        address=found_value(article.address if article else None),
        date=found_value(article.date if article else None),
        holder=entity_label(claim.attributed_to, entities) if claim.attributed_to else "",
        rule=claim.rule,
        confidence=claim.confidence,
        details=tuple(detail(role, claim.qualifiers[role], entities) for role in sorted(claim.qualifiers)),
        claim=claim.id,
        relation=claim.relation,
        when=next(filter(None, told), event_date),
    )


def found_value(found: Found | None) -> str:
    """The value of a piece of metadata, empty where none was found."""
    return found.value if found else ""


def entity_label(argument: Argument, entities: Mapping[str, Entity]) -> str:
    """The label of an argument's entity, or the argument's words where the entity is not described."""
    entity = entities.get(argument.entity)
    return entity.label if entity else argument.text


def detail(role: str, qualifier: Qualifier, entities: Mapping[str, Entity]) -> Detail:
    """A qualifier as the page shows it."""
    if isinstance(qualifier, Argument):
        return Detail(role, qualifier.text, entity_label(qualifier, entities), qualifier.entity)
    if isinstance(qualifier, When):
        return Detail(role, qualifier.text, qualifier.value)
    return Detail(role, qualifier.text)
