"""The SHACL shapes of a graph: those of `ontology/shapes.ttl`, and one for each relation, derived from the lexicon.

W3C, Shapes Constraint Language (SHACL), Recommendation of 20 July 2017; core constraints only.
"""

from collections.abc import Iterator, Mapping, Sequence

import rdflib
from rdflib.collection import Collection
from rdflib.namespace import RDF, SH

from kg.errors import LexiconError
from kg.graph.vocabulary import KG
from kg.lexicon import Lexicon
from kg.resources import resource_folder

SHAPE = "https://w3id.org/kg-news/shapes#"
KG_TERMS, SHAPES = rdflib.Namespace(KG), rdflib.Namespace(SHAPE)


def read_shapes(lexicon: Lexicon) -> rdflib.Graph:
    """All shapes. Raises LexiconError when the file of shapes cannot be read."""
    path = resource_folder("ontology") / "shapes.ttl"
    try:
        shapes = rdflib.Graph().parse(path, format="turtle")
    except (OSError, SyntaxError) as error:
        raise LexiconError(f"{path}: the shapes cannot be read ({error}); mend the file") from error
    for relation, roles in lexicon.roles.items():
        for role, classes in roles.items():
            _add_role(shapes, relation, role, classes)
    return shapes


def read_hierarchy() -> rdflib.Graph:
    """The subclass statements of the ontology, which a shape of a class needs to find the nodes of its subclasses."""
    ontology = rdflib.Graph().parse(resource_folder("ontology") / "kg.ttl", format="turtle")
    hierarchy = rdflib.Graph()
    for statement in ontology.triples((None, rdflib.RDFS.subClassOf, None)):
        hierarchy.add(statement)
    return hierarchy


def role_shape(relation: str, role: str) -> str:
    """The IRI of the shape of a role of a relation."""
    return f"{SHAPE}{relation}-{role}"


def _add_role(shapes: rdflib.Graph, relation: str, role: str, classes: Sequence[str]) -> None:
    """Every value of `role` in a claim of `relation` has one of the classes.

    The relation is the focus node; the path runs back to its claims and on to their role.
    """
    node, values = SHAPES[f"{relation}-roles"], rdflib.URIRef(role_shape(relation, role))
    path, back = rdflib.BNode(), rdflib.BNode()
    Collection(shapes, path, [back, KG_TERMS[role]])
    told = " or ".join(classes)
    for statement in (
        (node, RDF.type, SH.NodeShape),
        (node, SH.targetNode, KG_TERMS[relation]),
        (node, SH.property, values),
        (back, SH.inversePath, KG_TERMS.relation),
        (values, SH.path, path),
        (values, SH.message, rdflib.Literal(f"the {role} of {relation} is of the class {told}")),
        (values, SH["or"], _alternatives(shapes, classes)),
    ):
        shapes.add(statement)


def _alternatives(shapes: rdflib.Graph, classes: Sequence[str]) -> rdflib.BNode:
    options: list[rdflib.term.Node] = []
    for name in classes:
        option = rdflib.BNode()
        shapes.add((option, SH["class"], KG_TERMS[name]))
        options.append(option)
    head = rdflib.BNode()
    Collection(shapes, head, options)
    return head


def roles_by_shape(roles: Mapping[str, Mapping[str, Sequence[str]]]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Pairs of a role's shape and its (relation, role)."""
    for relation, wanted in roles.items():
        for role in wanted:
            yield role_shape(relation, role), (relation, role)
