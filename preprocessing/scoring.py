"""How a found claim compares with a gold claim, field by field. Names and kin come from the knowledge."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from preprocessing.gold import GoldClaim, plain
from preprocessing.knowledge import Knowledge
from preprocessing.lexicon import Lexicon

FIELDS = ("agent", "recipient", "items", "quantity", "date", "status", "speaker", "cited")
REJECTIONS = frozenset(("denied", "negated", "disputed"))
# Types that readers do not tell apart in every case: the one counts as the other.
ONE_ACT = {"offer": "negotiate", "mediate": "negotiate", "exercise": "meet", "test": "launch", "withdraw": "deploy"}


@dataclass(frozen=True)
class Answer:
    """A claim to be scored: where its sentence stands, and its fields as ids of entities and words."""

    start: int
    end: int
    event_type: str
    agents: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    quantity: str | None = None
    day: date | None = None
    status: str = "asserted"
    speaker_id: str | None = None
    speaker: str | None = None
    cited: str | None = None


@dataclass(frozen=True)
class Verdict:
    """One gold claim and the best answer to it. ``right`` holds the fields that the gold claim has."""

    gold: GoldClaim
    answer: Answer | None
    found: bool = False
    near: bool = False
    right: Mapping[str, bool] | None = None

    @property
    def fully(self) -> bool:
        """Whether the claim was found with the right type and every field of it is right, but for the
        cited source."""
        fields = (self.right or {}).items()
        return self.found and all(right for name, right in fields if name != "cited")


@dataclass(frozen=True)
class Names:
    """What names mean: the knowledge's aliases, and the entities and sources of the tables."""

    ids: Mapping[str, frozenset[str]]
    forms: Mapping[str, frozenset[str]]
    parents: Mapping[str, str | None]
    families: Mapping[str, str]
    knowledge: Knowledge

    def meant(self, name: str) -> frozenset[str]:
        """The entities that a name can mean."""
        return self.ids.get(folded(name), frozenset())

    def line(self, entity_id: str) -> tuple[str, ...]:
        """An entity and all that takes it in."""
        found = [entity_id]
        while (parent := self.parents.get(found[-1])) and parent not in found:
            found.append(parent)
        return tuple(found)


def folded(name: str) -> str:
    """A name without case, article and typography."""
    name = " ".join(plain(name).casefold().split()).strip(" .,'\"").replace("defense", "defence")
    return re.sub(r"^(?:the|an?)\s+|'s$", "", name)


def read_names(knowledge: Knowledge, lexicon: Lexicon, entities: Iterable[Mapping[str, Any]]) -> Names:
    """The names of the knowledge and of the entities that a build discovered."""
    ids: dict[str, set[str]] = {}
    forms: dict[str, set[str]] = {}
    parents = {key: entity.parent_id for key, entity in knowledge.entities.items()}
    said = [(alias.text, alias.entity_id) for alias in knowledge.aliases]
    said += [(entity.name, key) for key, entity in knowledge.entities.items()]
    for row in entities:
        said.append((row["name"], row["entity_id"]))
        parents.setdefault(row["entity_id"], row["parent_id"])
    for text, key in said:
        ids.setdefault(folded(text), set()).add(key)
        forms.setdefault(key, set()).add(folded(text))
    families = {key: kind.family for key, kind in lexicon.event_types.items()}
    return Names({k: frozenset(v) for k, v in ids.items()}, {k: frozenset(v) for k, v in forms.items()}, parents,
                 families, knowledge)


def best_verdict(gold: GoldClaim, answers: Iterable[Answer], names: Names) -> Verdict:
    """The verdict on the answer that fits best; one without an answer where there is none."""
    verdicts = [verdict_on(gold, answer, names) for answer in answers]
    return max(verdicts, key=_fit, default=Verdict(gold, None))


def _fit(verdict: Verdict) -> int:
    return 4 * verdict.found + 2 * verdict.near + sum((verdict.right or {}).values())


def verdict_on(gold: GoldClaim, answer: Answer, names: Names) -> Verdict:
    """Compares one answer, of the gold claim's sentence, with the gold claim."""
    rejected = gold.event_type == "deny" and answer.status in REJECTIONS
    found = rejected or _act(gold.event_type) == _act(answer.event_type)
    near = found or names.families.get(gold.event_type) == names.families.get(answer.event_type)
    right = {
        "agent": _same_actor(gold.agent, _actors(answer.agents, rejected, answer), names),
        "recipient": _same_actor(gold.recipient, _actors(answer.recipients, rejected, answer), names),
        "items": _same_items(gold.items, answer.items, names),
        "quantity": _same_quantity(gold.quantity, answer.quantity),
        "date": bool(gold.date) and str(answer.day)[: len(gold.date or "")] == gold.date,
        "status": gold.status == answer.status or {gold.status, answer.status} <= REJECTIONS,
        "speaker": _same_speaker(gold.speaker, answer, names),
        "cited": bool(gold.cited) and _same_source(gold.cited or "", answer.cited, names),
    }
    return Verdict(gold, answer, found, near, {name: right[name] for name in FIELDS if getattr(gold, name)})


def _act(event_type: str) -> str:
    return ONE_ACT.get(event_type, event_type)


def _actors(ids: tuple[str, ...], rejected: bool, answer: Answer) -> tuple[str, ...]:
    """Those in a role; who rejects a claim is also who denies it."""
    return (*ids, answer.speaker_id) if rejected and answer.speaker_id else ids


def _same_actor(gold: Iterable[str], ids: tuple[str, ...], names: Names) -> bool:
    said = {form for key in ids for form in names.forms.get(key, (folded(key),))}
    return any(names.meant(name) & set(ids) or folded(name) in said for name in gold)


def _same_items(gold: tuple[str, ...], ids: tuple[str, ...], names: Names) -> bool:
    """Whether at least half of the gold items are there, as themselves, as what takes them in or as a part."""
    hits = sum(any(_same_item(item, key, names) for key in ids) for item in gold)
    return hits * 2 >= len(gold)


def _same_item(item: str, key: str, names: Names) -> bool:
    meant, line = names.meant(item), names.line(key)
    if meant & set(line) or any(key in names.line(other) for other in meant):
        return True
    said = folded(item)
    return any(_part_of(form, said) or _part_of(said, form) for form in names.forms.get(key, (folded(key),)))


def _part_of(part: str, whole: str) -> bool:
    """Whether a name stands in another one as whole words, the last possibly in the plural."""
    return re.search(rf"(?<!\w){re.escape(part.removesuffix('s'))}s?(?!\w)", whole) is not None


def _same_quantity(gold: str | None, text: str | None) -> bool:
    if not gold or not text:
        return False
    wanted = set(_numbers(gold))
    if wanted:
        return wanted <= set(_numbers(text))
    return folded(gold) in folded(text) or folded(text) in folded(gold)


def _numbers(text: str) -> list[str]:
    return re.findall(r"\d+(?:\.\d+)?", re.sub(r"(?<=\d)[,\s](?=\d{3})", "", text))


def _same_speaker(gold: Iterable[str], answer: Answer, names: Names) -> bool:
    said = {folded(answer.speaker or "")} | set(names.forms.get(answer.speaker_id or "", ()))
    words = {word for form in said for word in re.findall(r"[\w-]+", form)}
    for name in gold:
        last = (re.findall(r"[\w-]+", folded(name)) or [""])[-1]
        if answer.speaker_id in names.meant(name) or last in words or any(folded(name) in form for form in said):
            return True
    return False


def _same_source(gold: str, source_id: str | None, names: Names) -> bool:
    """Whether the outlet is the one cited; "Reuters 2022-11-15" carries a day, which is not compared."""
    outlet = re.sub(r"[\s,]+\d{4}(?:-\d\d){0,2}$", "", gold)
    source = names.knowledge.source_named(outlet)
    if source is not None:
        return source.source_id == source_id
    return source_id is not None and folded(source_id.replace("-", " ")) == folded(re.sub(r"\W+", " ", outlet))
