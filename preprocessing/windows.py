"""The order of entities around a trigger, as a check and a repair of the parse.

On core sentences of this field ("provide Minsk with a dozen modern Su-30 aircraft") a small parser
errs where the order of words is plain. A role that the parse leaves open is filled from the words of the
trigger's own stretch of the sentence, and only where the order decides: the first weapon behind an active
verb, the last actor before it, the actor behind "to" or right behind the verb.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from preprocessing.analysis import Analysis
from preprocessing.fillings import Filling
from preprocessing.grammar import OBJECT_CONTROL, is_passive, is_verbal, relation, subject
from preprocessing.mentions import Mention
from preprocessing.precedence import is_teller
from preprocessing.references import referents
from preprocessing.roles import accepts
from preprocessing.specifics import named_behind
from preprocessing.triggers import Trigger

BOUNDARIES = frozenset((";", ":", ".", "?", "!", "—", "–"))
SUBORDINATORS = frozenset(
    (
        "that",
        "which",
        "who",
        "whom",
        "whose",
        "while",
        "although",
        "though",
        "because",
        "after",
        "before",
        "but",
        "if",
        "when",
        "where",
        "since",
        "whereas",
        "unless",
        "until",
        "despite",
        "amid",
        "as",
        "so",
        "yet",
        "said",
        "says",
    )
)
JOINTS = ("and", "as well as", "along with", "plus")
TO = {
    "recipient": frozenset(("to", "for", "against", "at", "on", "into", "in", "from")),
    "agent": frozenset(("by", "from")),
}


@dataclass(frozen=True)
class Window:
    """The tokens [first, last) around a trigger in which its arguments may stand."""

    first: int
    last: int


def repair(filling: Filling, triggers: frozenset[int], analysis: Analysis) -> None:
    """Fills the roles of a verb's frame that the parse left open from the order of words; marks the filling."""
    trigger = filling.trigger
    if trigger.path in ("noun", "light") and filling.frame.event_type in (
        "transfer",
        "use",
        "produce",
        "sanction",
        "request",
        "withdraw",
    ):
        _repair_noun(filling, analysis)
    if filling.frame.event_type == "agree" and "for" in filling.frame.entry.slots and not filling.ids("item"):
        _goods_of_contract(filling, analysis)
    if trigger.path != "verb" or filling.frame.event_type not in (
        "transfer",
        "use",
        "intercept",
        "produce",
        "request",
        "deploy",
        "test",
        "launch",
        "offer",
        "train",
        "assist",
    ):
        return
    window = _window(trigger, triggers, analysis)
    passive = is_passive(trigger.token)
    taken = {t.i for filled in filling.roles.values() for _, t in filled}
    if "object" in filling.frame.entry.slots and not filling.ids("item"):
        _fill(filling, "item", _items(trigger, window, passive, filling, analysis, taken), analysis)
    if "subject" in filling.frame.entry.slots:
        role = filling.frame.entry.slots["subject"][0]
        if (
            role in ("agent", "recipient")
            and not filling.ids(role)
            and not passive
            and not _has_other_subject(trigger, analysis)
        ):
            _fill(filling, role, _subjects(trigger, window, filling, analysis, taken), analysis)
    if (
        not filling.ids("recipient")
        and not passive
        and {"indirect", "owner"} & set(filling.frame.entry.slots)
    ):
        _fill(filling, "recipient", _right_behind(trigger, analysis, taken), analysis)
    for role in ("recipient", "agent"):
        if not filling.ids(role):
            _fill(filling, role, _behind_prepositions(role, window, filling, analysis, taken), analysis)


def _goods_of_contract(filling: Filling, analysis: Analysis) -> None:
    """"A contract with Moscow in 2018 for 24 Su-35s": the goods behind a "for" that the parse hangs elsewhere."""
    doc, end = analysis.doc, filling.trigger.token.sent.end
    for index in range(filling.trigger.last, end - 1):
        if doc[index].pos_ in ("VERB", "AUX") or doc[index].text in (";", ":", ","):
            return
        if doc[index].lower_ != "for":
            continue
        start = index + 1
        while start < min(index + 4, end) and doc[start].pos_ in ("ADV", "ADP"):  # "for about two dozen", "for up to 40"
            start += 1
        mention = _next_phrase(start, end, analysis)
        if mention is not None and accepts("item", mention.entity_id, filling.frame, "for", analysis):
            filling.roles["item"] = [(mention.entity_id, doc[mention.last - 1])]
            filling.repaired = True
            return


def _repair_noun(filling: Filling, analysis: Analysis) -> None:
    """ "Deliveries of shells to Russia", "strike on Taganrog": the phrases right behind a noun, preposition by preposition."""
    doc, slots = analysis.doc, filling.frame.entry.slots
    taken = {t.i for filled in filling.roles.values() for _, t in filled}
    index = filling.trigger.first - 1
    while index >= filling.trigger.token.sent.start and doc[index].pos_ in ("ADJ", "NOUN", "PROPN", "NUM"):
        before = analysis.by_token.get(index)
        for role in slots.get("modifier", ()) if before is not None and index not in taken else ():
            if (
                before is not None
                and not filling.ids(role)
                and accepts(role, before.entity_id, filling.frame, "modifier", analysis)
            ):
                filling.roles[role] = [(before.entity_id, doc[index])]
                filling.repaired = True
        index -= 1
    index, end = filling.trigger.last, filling.trigger.token.sent.end
    while index < end and doc[index].pos_ == "ADP":
        slot = doc[index].lower_
        mention = _next_phrase(index + 1, end, analysis)
        if mention is None:
            return
        last = mention.last
        while last < end and doc[last].pos_ in ("NOUN", "PROPN"):
            last += 1
        for role in slots.get(slot, ()):  # type: ignore[call-overload]
            named = [mention.entity_id] if mention.sense != "demonym" else []
            if last > mention.last:  # "on Saudi oil facilities": the head of the phrase decides
                named = _named_by(doc[last - 1], role, slot, filling, analysis) or named
            others = {e for other in ("agent", "recipient") for e in filling.ids(other)}
            found = [e for e in named if accepts(role, e, filling.frame, slot, analysis) and e not in others]
            if not filling.ids(role) and mention.first not in taken and found:
                filling.roles[role] = [(entity_id, doc[last - 1]) for entity_id in found]
                filling.repaired = True
                break
        index = last


def _named_by(head: Token, role: str, slot: str, filling: Filling, analysis: Analysis) -> list[str]:
    return referents(head, analysis, lambda entity_id: accepts(role, entity_id, filling.frame, slot, analysis))


def _next_phrase(first: int, end: int, analysis: Analysis) -> Mention | None:
    """The mention that a noun phrase starting at a token ends in or starts with, before the next preposition."""
    index, found = first, None
    while index < end and analysis.doc[index].pos_ in (
        "DET",
        "ADJ",
        "NUM",
        "NOUN",
        "PROPN",
        "SYM",
        "PRON",
        "PART",
    ):
        found = analysis.by_token.get(index) or found
        index += 1
    return found


def _fill(filling: Filling, role: str, found: Iterator[Mention], analysis: Analysis) -> None:
    mention = next(found, None)
    if mention is None or mention.entity_id in {e for r in ("agent", "recipient") for e in filling.ids(r)}:
        return
    filling.roles[role] = [(mention.entity_id, analysis.doc[mention.last - 1])]
    if role == "item":
        filling.roles[role] += [(m.entity_id, analysis.doc[m.last - 1]) for m in _series_behind(mention, filling, analysis)]
    filling.repaired = True


def _series_behind(mention: Mention, filling: Filling, analysis: Analysis) -> Iterator[Mention]:
    """What "and" or "as well as" adds right behind goods: "giving Iran Javelin and NLAW launchers"."""
    doc, index = analysis.doc, mention.last
    while index < len(doc):
        while index < len(doc) and doc[index].pos_ in ("NOUN", "PROPN") and doc[index].lower_ in analysis.lexicon.measures:
            index += 1  # "Javelin launchers"
        joint = doc[index : index + 4].text.lower()
        added = next((words for words in JOINTS if joint.startswith(words + " ")), None)
        if added is None:
            return
        index += len(added.split())
        while index < len(doc) and doc[index].pos_ in ("DET", "NUM", "ADJ"):
            index += 1
        other = analysis.by_token.get(index)
        ends = other is None or other.last >= len(doc) or doc[other.last].pos_ in ("VERB", "AUX")
        if other is None or ends or not accepts("item", other.entity_id, filling.frame, "object", analysis):
            return
        yield other
        index = other.last


def _window(trigger: Trigger, triggers: frozenset[int], analysis: Analysis) -> Window:
    """From the last clause boundary before a trigger to the next one behind it."""
    sentence = trigger.token.sent
    first, last = trigger.first, trigger.last
    while first > sentence.start and not _bounds(analysis.doc[first - 1], triggers, left=True):
        first -= 1
    while last < sentence.end and not _bounds(analysis.doc[last], triggers, left=False):
        if _opens_a_clause(analysis.doc[last], trigger.token):
            break
        last += 1
    return Window(first, last)


def _opens_a_clause(token: Token, trigger: Token) -> bool:
    """Whether a word is the subject of a verb further on: what follows belongs to that verb."""
    return relation(token) == "nsubj" and token.head.i > token.i and token.head != trigger and token.pos_ in ("NOUN", "PROPN", "PRON")


def _bounds(token: Token, triggers: frozenset[int], left: bool) -> bool:
    if token.text in BOUNDARIES or token.lower_ in SUBORDINATORS:
        return True
    if (
        is_verbal(token)
        and relation(token) not in ("aux", "cop", "amod", "compound")
        and (token.i in triggers or token.tag_ in ("VBD", "VBZ", "VBP"))
    ):
        return token.tag_ != "VBN" or token.i in triggers
    return False


def _mentions(first: int, last: int, analysis: Analysis) -> list[Mention]:
    return [m for m in analysis.mentions if m.first >= first and m.last <= last]


def _items(
    trigger: Trigger,
    window: Window,
    passive: bool,
    filling: Filling,
    analysis: Analysis,
    taken: set[int],
) -> Iterator[Mention]:
    """Behind an active verb the first weapon phrase; before a passive one the last."""
    span = (window.first, trigger.first) if passive else (trigger.last, window.last)
    found = [
        m
        for m in _mentions(*span, analysis)
        if accepts("item", m.entity_id, filling.frame, "object", analysis)
        and not taken & set(range(m.first, m.last))
    ]
    if passive:
        found.reverse()
    for mention in found:
        if _modifies(mention, analysis) or _behind_another_preposition(mention, filling, trigger, analysis):
            continue
        between = analysis.doc[trigger.last : mention.first] if not passive else ()
        if analysis.doc[mention.first].i - trigger.token.i > 14 or any(
            t.lower_ in analysis.lexicon.nouns and t.pos_ == "NOUN" and t.i not in analysis.by_token
            for t in between
        ):
            return
        yield _specific(mention, found, analysis)


def _behind_another_preposition(mention: Mention, filling: Filling, trigger: Trigger, analysis: Analysis) -> bool:
    """"Has not stopped at drones": what a preposition leads that the frame does not read as goods."""
    index = mention.first - 1
    while index >= trigger.last and analysis.doc[index].pos_ in ("DET", "ADJ", "NUM", "ADV", "PRON", "PROPN"):
        index -= 1
    leading = analysis.doc[index]
    if index < trigger.last or leading.pos_ != "ADP" or leading.lower_ in ("of", "than"):
        return False
    return "item" not in filling.frame.entry.slots.get(leading.lower_, ())  # type: ignore[call-overload]


def _modifies(mention: Mention, analysis: Analysis) -> bool:
    """"Satellite pictures", "drone operators": a weapon's name that only says what kind of thing is meant."""
    head = analysis.doc[mention.last - 1].head
    modifier = relation(analysis.doc[mention.last - 1]) in ("compound", "amod")
    return modifier and head.i == mention.last and head.pos_ == "NOUN" and head.i not in analysis.by_token and head.lower_ not in analysis.lexicon.measures


def _specific(mention: Mention, found: list[Mention], analysis: Analysis) -> Mention:
    """Of "Su-35 fighter jets" the system, which stands first, and of the missile "Fateh-313" the one named behind."""
    if mention.sense == "name":
        return mention
    behind = named_behind(mention, analysis, lambda entity_id: analysis.kind(entity_id) == "weapon")
    return next(
        (m for m in found if m.sense == "name" and (m.last == mention.first or m.entity_id == behind)),
        mention,
    )


def _subjects(
    trigger: Trigger, window: Window, filling: Filling, analysis: Analysis, taken: set[int]
) -> Iterator[Mention]:
    """Before an active verb the only actor of its stretch that no preposition and no possessive holds."""
    found = [
        m
        for m in _mentions(window.first, trigger.first, analysis)
        if m.sense != "demonym"
        and analysis.is_actor(m.entity_id)
        and not _held(m, analysis)
        and not is_teller(m, analysis)
        and not _undergoes(analysis.doc[m.last - 1], trigger)
        and not taken & set(range(m.first, m.last))
    ]
    if len({m.entity_id for m in found}) == 1:
        yield found[0]


def _undergoes(token: Token, trigger: Trigger) -> bool:
    """Whether a noun is the object of another verb: "founded after Chad attacked Mali, has shipped rifles"."""
    controlled = token.head.lemma_.lower() in OBJECT_CONTROL  # "accused Chad of shipping"
    return relation(token) in ("obj", "iobj") and token.head != trigger.token and is_verbal(token.head) and not controlled


def _right_behind(trigger: Trigger, analysis: Analysis, taken: set[int]) -> Iterator[Mention]:
    """ "Supply Iran Su-35s", "offering Iran cooperation": the actor named right behind the verb, before another noun."""
    for mention in _mentions(trigger.last, trigger.token.sent.end, analysis):
        behind = analysis.doc[mention.last] if mention.last < trigger.token.sent.end else None
        follows = (
            behind is not None
            and behind.pos_ in ("NOUN", "PROPN", "ADJ", "NUM", "DET", "ADV", "PRON")
            and behind.lower_ not in ("'s", "’s")
        )
        if (
            mention.first == trigger.last
            and mention.sense != "demonym"
            and analysis.is_actor(mention.entity_id)
            and follows
        ):
            yield mention
        return


def _has_other_subject(trigger: Trigger, analysis: Analysis) -> bool:
    """Whether the parse names a subject that is no listed or discovered actor: then no actor nearby is put in its place."""
    found = subject(trigger.token)
    if found is None or found.pos_ not in ("NOUN", "PROPN", "PRON", "NUM"):
        return False
    words = range(found.left_edge.i, found.right_edge.i + 1)
    return not any(
        i in analysis.by_token and analysis.is_actor(analysis.by_token[i].entity_id)
        for i in words
        if i < trigger.first
    )


def _held(mention: Mention, analysis: Analysis) -> bool:
    before = analysis.doc[mention.first - 1].lower_ if mention.first else ""
    after = analysis.doc[mention.last].lower_ if mention.last < len(analysis.doc) else ""
    return before in (
        "in",
        "from",
        "to",
        "of",
        "by",
        "with",
        "for",
        "against",
        "on",
        "at",
        "into",
        "near",
        "over",
        "under",
        "between",
    ) or after in ("'s", "’s", "'", "’")


def _behind_prepositions(
    role: str, window: Window, filling: Filling, analysis: Analysis, taken: set[int]
) -> Iterator[Mention]:
    """The actor right behind a preposition that the frame reads as the role."""
    slots = filling.frame.entry.slots
    allowed = {slot for slot in TO[role] if role in slots.get(slot, ())}  # type: ignore[call-overload]
    for mention in _mentions(filling.trigger.last, window.last, analysis):
        if (
            not analysis.is_actor(mention.entity_id)
            or mention.sense == "demonym"
            or analysis.doc[mention.last - 1].lower_.rpartition("-")[2] in analysis.discourse.backing
            or taken & set(range(mention.first, mention.last))
        ):
            continue
        before = mention.first - 1
        while (
            before > filling.trigger.last
            and analysis.doc[before].pos_ in ("DET", "ADJ")
            and analysis.doc[before].i not in taken
        ):
            before -= 1
        attributed = before > 0 and analysis.doc[before - 1].lower_ in ("according", "owing", "due", "thanks")
        if analysis.doc[before].lower_ in allowed and not attributed:
            yield mention
