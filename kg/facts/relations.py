"""Claims that verbs make: each clause against the frames of its verb."""

from collections.abc import Iterator, Mapping

from kg.facts.arguments import Reading, hanging_words, is_weapon, pairs, reciprocal_pairs
from kg.facts.clauses import Clause, clauses
from kg.facts.events import VIOLENT, agents_of_event, agents_of_noun, attack_around, is_attack
from kg.facts.obliques import case_word
from kg.facts.roles import role_frame_drafts
from kg.lexicon import QUALIFIER_ROLES, Frame
from kg.model import Draft, Mention, MentionKind, Wording

# Roles filled by entities; the other qualifiers keep the words of the article.
ENTITY_ROLES = frozenset({"recipient", "destination", "place", "addressee"})


def verb_drafts(reading: Reading) -> Iterator[Draft]:
    """The drafts of all verbs of a paragraph. The first frame of a verb that is satisfied speaks for its relation."""
    for clause in clauses(reading.paragraph):
        spoken: set[str] = set()
        for word in clause.words:
            for frame in reading.lexicon.verbs.get(word, ()):
                if frame.relation in spoken:
                    continue
                drafts = list(frame_drafts(reading, clause, frame))
                if drafts:
                    spoken.add(frame.relation)
                    spoken |= EXCLUDES.get(frame.relation, frozenset())
                    yield from drafts
            if spoken:
                break


# Who leads is the leader; for other verbs of the kind the post has the same word (*head*, *chair*).
HOLDERS = {"lead": "leader", "command": "commander"}
# A verb that moves a force away ("redeploy troops from A to B") tells the withdrawal; its goal is the destination.
EXCLUDES = {"withdrew_from": frozenset({"deployed_to"})}

# Prepositions of a place where something happened, which a relative clause hung on the place tells of.
SETTING = frozenset({"in", "at", "near", "off", "outside", "around"})


def frame_drafts(reading: Reading, clause: Clause, frame: Frame) -> Iterator[Draft]:
    """The drafts of one frame on one clause: every combination of coordinated subjects and objects."""
    if _is_barred(reading, clause, frame):
        return
    if "position" in frame.slots:
        yield from role_frame_drafts(reading, clause, frame)
        return
    reciprocal = "reciprocal" in frame.options
    if reciprocal and not clause.passive and (clause.objects or clause.fillers("with")):
        return
    subjects, weapon, unfit = _subjects(reading, clause, frame)
    objects = _role(reading, clause, frame, "object")
    qualifiers = _qualifiers(reading, clause, frame)
    if unfit or _is_silent(frame, subjects, objects, qualifiers):
        return
    if weapon is not None:
        qualifiers["weapon" if "weapon" in frame.slots or frame.relation in VIOLENT else "means"] = weapon
    for subject, target in reciprocal_pairs(subjects) if reciprocal else pairs(subjects, objects):
        if (subject is not None and subject == target) or not _is_military(reading, frame, subject, target):
            continue
        owner = _owner(reading, clause, frame, subject)
        mine = {role: value for role, value in qualifiers.items() if value not in (subject, owner, target)}
        if "position_from_verb" in frame.options:
            mine["position"] = Wording(HOLDERS.get(clause.words[-1], clause.words[-1]))
        if "leader" in frame.options:
            mine["role"] = Wording("leader")
        yield Draft(
            frame.relation,
            reading.paragraph.index,
            clause.predicate,
            f"{frame.id}.{'passive' if clause.passive else 'active'}",
            owner or subject,
            target,
            mine,
            clause=clause_words(reading, clause),
            counted=subject if owner else None,
        )


def _owner(reading: Reading, clause: Clause, frame: Frame, force: Mention | None) -> Mention | None:
    """Whose a nameless force is (*Germany withdrew its soldiers*, *withdrew his country's soldiers*).

    Its possessor, else the one that moves it, for frames that say so.
    """
    if "owned" not in frame.options or force is None or force.kind is MentionKind.NAME or force.states:
        return None
    possessors = [t.index for t in reading.paragraph.children(force.head, "nmod:poss")]
    owners = [m for m in reading.fillers(frame.relation, "subject", possessors) if m.kind is not MentionKind.PRONOUN]
    movers = owners or reading.fillers(frame.relation, "subject", clause.subjects)
    return movers[0] if len(movers) == 1 else None


def _is_military(reading: Reading, frame: Frame, subject: Mention | None, target: Mention | None) -> bool:
    """Whether a base that only its role makes one has a giver in arms (*the party handed its base to the rival*)."""
    if frame.relation != "handed_over" or target is None or target.head in reading.mentions:
        return True
    return subject is not None and subject.type in ("MilitaryForce", "ArmedGroup", "Coalition", "State")


def _is_barred(reading: Reading, clause: Clause, frame: Frame) -> bool:
    """Whether voice, a slot that must be empty, or a word on the verb (*killed in a crash*) silences the frame."""
    if clause.passive and "active_only" in frame.options:
        return True
    if any(clause.fillers(slot) for slot in frame.without):
        return True
    if "in_attack" in frame.options and attack_around(reading, clause.predicate) is None:
        return True
    if not frame.barred:
        return False
    subjects = {reading.paragraph.tokens[index].lemma for index in clause.subjects}
    return bool(frame.barred & (hanging_words(reading.paragraph, clause.predicate) | subjects))


def _role(reading: Reading, clause: Clause, frame: Frame, role: str) -> list[Mention]:
    for slot in frame.slots.get(role, ()):
        indices = clause.fillers(slot)
        if role == "object" and "site_above" in frame.options:
            indices = tuple(_site_above(reading, index) for index in indices)
        found = reading.fillers(frame.relation, role, indices, frame)
        if found:
            return found
    return []


def _subjects(reading: Reading, clause: Clause, frame: Frame) -> tuple[list[Mention], Wording | None, bool]:
    """The subjects, the weapon that stands in their place ("rockets hit", "an air strike killed"), and whether a
    subject was there that fits neither."""
    found = _role(reading, clause, frame, "subject")
    if found and frame.relation in VIOLENT and all(_is_setting(reading, index) for index in clause.subjects):
        return [], None, False
    if found:
        return found, None, False
    if "event" in frame.slots.get("subject", ()):
        agents = agents_of_event(reading, clause.predicate, frame.relation)
        if agents:
            return agents, None, False
    for slot in frame.slots.get("subject", ()):
        for index in clause.fillers(slot):
            attack = _attack_above(reading, index) if frame.relation in VIOLENT else index
            if is_attack(reading, attack):
                agents = agents_of_noun(reading, attack, frame.relation)
                return agents, _weapon(reading, attack), False
            # "The withdrawal comes under a plan to hand over bases": an event is nobody who could not have done it.
            return [], None, reading.paragraph.tokens[index].lemma not in reading.lexicon.nouns
    return [], None, False


def _site_above(reading: Reading, index: int) -> int:
    """The base that a participle tells of, which parsers hang on the last place named (*a base near Ulm hosting*)."""
    token = reading.paragraph.tokens[index]
    for above in reading.paragraph.ancestors(index):
        if not token.dep.startswith(("nmod", "obl", "advmod")) or above.pos == "VERB":
            return index
        mention, noun = reading.mention_at(above.index), reading.gazetteer.heads.get(above.lemma)
        if "MilitaryBase" in (mention.type if mention else "", noun.type if noun else ""):
            return above.index
        token = above
    return index


def _is_setting(reading: Reading, index: int) -> bool:
    """*a collapse in China, which killed 41*: a place that is only where something happened."""
    phrase = reading.paragraph.tokens[index].dep.startswith(("nmod", "obl"))
    return phrase and case_word(reading.paragraph, index) in SETTING


def _attack_above(reading: Reading, index: int) -> int:
    """The attack that a relative clause tells of; parsers hang it on a place (*the raid near the port that killed*)."""
    token = reading.paragraph.tokens[index]
    while token.dep.startswith("nmod") and not is_attack(reading, token.index):
        token = reading.paragraph.tokens[token.head]
    return token.index if is_attack(reading, token.index) else index


def _weapon(reading: Reading, index: int) -> Wording:
    mention = reading.mentions.get(index)
    if mention is not None:
        return Wording(mention.text)
    return Wording(reading.paragraph.tokens[index].text)


def _is_silent(
    frame: Frame, subjects: list[Mention], objects: list[Mention], qualifiers: Mapping[str, Mention | Wording]
) -> bool:
    """A frame says nothing when a role it needs is empty, or both subject and object are."""
    filled = {"subject": subjects, "object": objects, **qualifiers}
    return not (subjects or objects) or any(not filled.get(role) for role in frame.needs)


def _qualifiers(reading: Reading, clause: Clause, frame: Frame) -> dict[str, Mention | Wording]:
    found: dict[str, Mention | Wording] = {}
    for role in QUALIFIER_ROLES:
        if role in ENTITY_ROLES:
            mentions = _role(reading, clause, frame, role)
            if mentions:
                found[role] = mentions[0]
        elif role in frame.slots:
            fillers = (i for slot in frame.slots[role] for i in clause.fillers(slot))
            index = next((i for i in fillers if role != "medium" or _is_medium(reading, i)), None)
            if index is None:
                continue
            if role != "weapon":
                found[role] = reading.wording(index)
            elif is_weapon(mention := reading.mention_at(index)) and mention is not None:
                found[role] = Wording(mention.text)
    return found


def _is_medium(reading: Reading, index: int) -> bool:
    """Whether a noun is something that words are said in (*in a statement*, *on television*)."""
    return reading.paragraph.tokens[index].lemma.lower() in reading.lexicon.light["media"]


def clause_words(reading: Reading, clause: Clause) -> str:
    """The clause as the rule saw it: subject | predicate | object."""
    paragraph = reading.paragraph

    def said(indices: tuple[int, ...]) -> str:
        texts = [m.text if (m := reading.mention_at(i)) else paragraph.tokens[i].text for i in indices]
        return ", ".join(texts) or "—"

    return (
        f"{said(clause.subjects)} | {clause.words[0]}{' (passive)' if clause.passive else ''} | {said(clause.objects)}"
    )
