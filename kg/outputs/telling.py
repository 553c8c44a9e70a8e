"""An explanation as text for people."""

from kg.outputs.explain import ExplainedEntity, Explanation
from kg.outputs.records import Record


def tell(explanation: Explanation) -> str:
    """The explanation as lines: each entity with its spellings, then each statement with its quote, rule and id."""
    lines = [line for record in explanation.claims for line in _record(record, "")]
    if not explanation.exact or len(explanation.entities) > 1:
        names = ", ".join(f"{entity.label} ({entity.type})" for entity in explanation.entities)
        lines.append(f"'{explanation.text}' may mean: {names}\n")
    for entity in explanation.entities:
        lines.extend(_entity(entity))
    return "\n".join(lines) + "\n"


def _entity(entity: ExplainedEntity) -> list[str]:
    lines = [f"{entity.label} — {entity.type}", f"  <{entity.entity}>"]
    others = [name for name in entity.names if name != entity.label]
    if others:
        lines.append(f"  also: {', '.join(others)}")
    for reason in entity.reasons:
        seen = f" ({reason.evidence})" if reason.evidence else ""
        lines.append(f"  '{reason.name}' belongs here: {reason.rule}{seen}")
    for record in entity.records:
        lines.extend(_record(record, entity.label))
    return [*lines, ""]


def _record(record: Record, label: str) -> list[str]:
    parts = {**({record.part: label} if record.part else {}), **dict(record.others)}
    told = [(part, name) for part, name in parts.items() if part not in ("subject", "object")]
    others = "".join(f", {part} {name}" for part, name in (*told, *record.words))
    stance = "" if record.stance == "asserted" else f"[{record.stance}] "
    date = f" ({record.date})" if record.date else ""
    holder = f", says {record.holder}" if record.holder else ""
    return [
        f"  {stance}{parts.get('subject', '—')} {record.relation} {parts.get('object', '—')}{others}{date}{holder}",
        f"      “{record.quote}”  [{record.article}]",
        f"      rule {record.rule}: {record.clause}",
        f"      claim {record.claim.rpartition('/')[2]}",
    ]
