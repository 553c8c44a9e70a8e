"""Entities keep their addresses while a graph grows: an id that a name once had leads to what it is now.

An article's names have ids of their own, as if it were alone. Where other articles (*Khafaji* is *Tahsin al-Khafaji*)
or a correction join two ids, one survives, whichever article came first, and the other is kept beside it.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.entities.linking import ArticleMentions, link_mentions
from kg.gazetteer import Gazetteer
from kg.model import Entity, LinkedMention, MentionKind


def own_ids(article: ArticleMentions, gazetteer: Gazetteer) -> dict[str, str]:
    """The id of each name of an article, by mention key, if there were no other article.

    Names of the gazetteer are left out, as their ids never depend on articles, and whatever refers back to a name.
    """
    _, linked = link_mentions([article], gazetteer)
    back = article.antecedents
    return {one.mention.key: one.entity for one in linked if _is_own(one) and one.mention.key not in back}


def former_ids(own: Mapping[str, str], linked: Sequence[LinkedMention]) -> dict[str, str]:
    """Ids that no entity has any more, each with the one entity that all its names belong to now.

    An id whose names went to several entities leads nowhere: one candidate or none.
    """
    now: dict[str, set[str]] = defaultdict(set)
    for one in linked:
        if _is_own(one) and one.mention.key in own:
            now[own[one.mention.key]].add(one.entity)
    living = {one.entity for one in linked}
    return {former: min(ids) for former, ids in sorted(now.items()) if len(ids) == 1 and former not in living}


def with_former_ids(entities: Sequence[Entity], former: Mapping[str, str]) -> tuple[Entity, ...]:
    """The entities, each with the ids that lead to it."""
    replaced: dict[str, list[str]] = defaultdict(list)
    for identifier, entity in sorted(former.items()):
        replaced[entity].append(identifier)
    return tuple(replace(entity, replaces=tuple(replaced.get(entity.id, ()))) for entity in entities)


def _is_own(linked: LinkedMention) -> bool:
    """Whether the id comes of the words: neither known to all, nor a pronoun's, nor a place in an article."""
    mention = linked.mention
    local = linked.entity.startswith(f"{mention.article}:")
    return mention.kind is not MentionKind.PRONOUN and mention.known is None and not local
