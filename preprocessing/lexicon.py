"""The grammar of claims as data: event types with their frames, and the cues of speech and status."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from preprocessing.inflections import plural, plurals, verb_forms
from preprocessing.vocabularies import KnowledgeError, checked, read_entries, read_yaml

Slot = Literal[
    "subject", "object", "indirect", "by", "to", "from", "with", "for", "of", "against", "on", "in", "into", "at",
    "over", "about", "between", "via", "possessive", "modifier", "upon", "out", "near", "along", "towards", "toward",
    "off", "using", "owner", "partner", "as", "under", "aboard", "involving", "including", "among", "worth", "around", "past",
    "atop", "through", "content", "blamed",
]
Role = Literal["agent", "recipient", "item", "place", "matter"]
Need = Literal["agent", "agents", "people", "recipient", "item", "place", "complement", "matter"]
STATUS_LEVELS = ("denied", "negated", "disputed", "hypothetical", "planned", "hedged")


class Strict(BaseModel):
    """A part of a knowledge file; a key that is not known is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class FrameEntry(Strict):
    """One way of saying an event: its words, and which grammatical slot fills which role."""

    verbs: list[str] = []
    nouns: list[str] = []
    participles: list[str] = []
    slots: dict[Slot, list[Role]]
    needs: list[list[Need]]
    absorbs: list[str] = []
    items: list[str] = []
    objects: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    cases: frozenset[str] = frozenset()
    active: bool = False
    direct: bool = False
    clauseless: bool = False
    becomes: dict[str, list[str]] = {}
    rank: int = 0
    light: bool = False
    people: bool = False
    persons: list[Role] = []
    bare: bool = False
    characterised: bool = False
    speaker: Literal["agent"] | None = None
    status: Literal["negated"] | None = None


class EventTypeEntry(Strict):
    """What can be claimed to have happened, and where it stands on the transfer ladder."""

    label: str
    family: str
    plover: Annotated[str, Field(pattern="^[A-Z]+$")]
    rung: Literal["rumoured", "requested", "negotiated", "agreed", "produced", "delivered", "used"] | None = None
    frames: dict[str, FrameEntry]


class SpeechEntry(Strict):
    """Words that name a speaker."""

    verbs: list[str]
    clausal: list[str]
    nominal: list[str]
    addressing: list[str]
    expecting: list[str]
    interjected: list[str]
    ascribing: list[str]
    making_known: list[str]
    charging: list[str]
    introducing: list[str]
    of_acts: list[str]
    withheld: list[str]
    traces: list[str]
    performed: list[str]
    feelings: list[str]
    nouns: list[str]
    views: list[str]
    documents: list[str]
    unnamed: list[str]
    troves: list[str]
    bodies: list[str]
    outlets: list[str]
    outlet_names: list[str]
    people: list[str]
    continuing: list[str]


class StatusEntry(Strict):
    """Words that say how firmly, by kind of word and status."""

    modals: dict[str, list[str]]
    adverbs: dict[str, list[str]]
    verbs: dict[str, list[str]]
    nouns: dict[str, list[str]]
    adjectives: dict[str, list[str]]
    marks: dict[str, list[str]]
    phrases: dict[str, list[str]]
    predicates: dict[str, list[str]]
    complemented: list[str]
    advising: list[str]
    excluding: list[str]
    pondering: list[str]
    witnessing: list[str]
    deterring: list[str]
    proving: list[str]
    raising: list[str]
    stopping: list[str]
    stops: list[str]
    demands: list[str]
    rebuffing: list[str]
    turning_down: list[str]
    going_on: list[str]
    resuming: list[str]
    denying: list[str]
    planned_of: list[str]
    pledges: list[str]
    attempts: list[str]
    presupposing: list[str]
    reacting: list[str]
    taken_up: list[str]
    confirming: list[str]


class ReferenceEntry(Strict):
    """Words that stand for others: organs of states, people, measures, pairs, light verbs."""

    organs: list[str]
    people: list[str]
    measures: list[str]
    pairs: list[str]
    belligerents: frozenset[str]
    wars: frozenset[str]
    light_verbs: list[str]
    incurring: list[str]
    happening: list[str]
    participating: list[str]
    awarded: list[str]
    amounting: list[str]
    bodies: dict[str, list[str]]
    systems: list[str]
    mishaps: list[str]
    homelands: list[str]
    envoys: list[str]
    matters: list[str]
    holding: list[str]
    comparing: list[str]


class CuesEntry(Strict):
    """The file cues.yaml."""

    speech: SpeechEntry
    status: StatusEntry
    reference: ReferenceEntry


class InflectionsEntry(Strict):
    """The file inflections.yaml."""

    irregular: dict[str, list[str]]
    double: list[str]


@dataclass(frozen=True)
class Frame:
    """A frame of an event type, ready for matching."""

    event_type: str
    name: str
    entry: FrameEntry

    @property
    def rule_id(self) -> str:
        """How the rules that use this frame are called in the tables: ``transfer.give``."""
        return f"{self.event_type}.{self.name}"


@dataclass(frozen=True)
class VerbUse:
    """One reading of a verb form: its tag, the words that must follow it, and its frame."""

    base: str
    tag: str
    rest: tuple[str, ...]
    frame: Frame


@dataclass(frozen=True)
class Lexicon:
    """All words that trigger claims, name speakers and show status, by inflected form."""

    event_types: Mapping[str, EventTypeEntry]
    cues: CuesEntry
    inflections: InflectionsEntry

    @cached_property
    def frames(self) -> tuple[Frame, ...]:
        """Every frame, in the order of the file."""
        return tuple(
            Frame(key, name, entry) for key, kind in self.event_types.items() for name, entry in kind.frames.items()
        )

    @cached_property
    def verbs(self) -> Mapping[str, tuple[VerbUse, ...]]:
        """Lower-case verb form → its readings."""
        found: dict[str, list[VerbUse]] = {}
        for frame in self.frames:
            for phrase in frame.entry.verbs:
                verb, *rest = phrase.split()
                for form, tag in self.forms(verb).items():
                    found.setdefault(form, []).append(VerbUse(verb, tag, tuple(rest), frame))
        return {form: tuple(uses) for form, uses in found.items()}

    @cached_property
    def nouns(self) -> Mapping[str, tuple[Frame, ...]]:
        """Lower-case noun, singular or plural, possibly of several words → its frames."""
        found: dict[str, list[Frame]] = {}
        for frame in self.frames:
            for noun in frame.entry.nouns:
                for form in {noun, *plurals(noun)}:
                    found.setdefault(form, []).append(frame)
        return {form: tuple(frames) for form, frames in found.items()}

    @cached_property
    def noun_ends(self) -> frozenset[str]:
        """The last words of the nouns: with no other word does one of them end."""
        return frozenset(noun.rpartition(" ")[2] for noun in self.nouns)

    @cached_property
    def participles(self) -> Mapping[str, tuple[Frame, ...]]:
        """Second part of compounds such as "Iranian-supplied" → its frames."""
        found: dict[str, list[Frame]] = {}
        for frame in self.frames:
            for word in frame.entry.participles:
                found.setdefault(word, []).append(frame)
        return {word: tuple(frames) for word, frames in found.items()}

    def forms(self, verb: str) -> dict[str, str]:
        """Every form of a verb → its tag."""
        return verb_forms(verb, self.inflections.irregular, self.inflections.double)

    def _verb_words(self, phrases: Iterable[str]) -> Iterator[tuple[str, str]]:
        for phrase in phrases:
            verb = phrase.split()[0]
            for form in self.forms(verb):
                yield form, phrase

    @cached_property
    def speech_verbs(self) -> Mapping[str, str]:
        """Form of a speech verb → its base form."""
        return dict(self._verb_words(self.cues.speech.verbs))

    @cached_property
    def speech_nouns(self) -> frozenset[str]:
        """Nouns, singular and plural, whose complement is what somebody says: "the claim that"."""
        nouns = (*self.cues.speech.nouns, *self.cues.speech.documents)
        return frozenset(form for noun in nouns for form in (noun, plural(noun)))

    @cached_property
    def telling_words(self) -> frozenset[str]:
        """All words of speech, of feelings and of views."""
        speech = self.cues.speech
        return frozenset((*speech.feelings, *speech.views, *self.speech_verbs, *self.speech_nouns))

    @cached_property
    def pair_ends(self) -> frozenset[str]:
        """The last words of the pairs: with no other word does one of them end."""
        return frozenset(pair.rpartition(" ")[2] for pair in self.cues.reference.pairs)

    @cached_property
    def performed(self) -> frozenset[str]:
        """Forms of verbs, and nouns, that are the very act of their subject's speech: "called it a threat"."""
        verbs = frozenset(form for form, _ in self._verb_words(self.cues.speech.performed))
        return verbs | frozenset(form for noun in self.cues.speech.performed for form in (noun, plural(noun)))

    @cached_property
    def light_verbs(self) -> frozenset[str]:
        """Forms of verbs that lend their subject to a noun: "carried out strikes"."""
        return frozenset(form for form, _ in self._verb_words(self.cues.reference.light_verbs))

    @cached_property
    def incurring(self) -> frozenset[str]:
        """Forms of light verbs whose subject suffers the noun's act: "drew sanctions"."""
        return frozenset(form for form, _ in self._verb_words(self.cues.reference.incurring))

    @cached_property
    def happening(self) -> frozenset[str]:
        """Forms of verbs whose subject is the act that happens: "the deal fell through", "talks resumed"."""
        return frozenset(form for form, _ in self._verb_words(self.cues.reference.happening))

    @cached_property
    def participating(self) -> frozenset[str]:
        """Forms of verbs whose subject does what follows with "in": "took part in drills"."""
        return frozenset(form for form, _ in self._verb_words(self.cues.reference.participating))

    @cached_property
    def amounting(self) -> frozenset[str]:
        """Forms of the verbs that tell how much is made."""
        return frozenset(form for form, _ in self._verb_words(self.cues.reference.amounting))

    @cached_property
    def awarded(self) -> frozenset[str]:
        """Forms of verbs whose subject gets an order or a contract: "won an order"."""
        return frozenset(form for form, _ in self._verb_words(self.cues.reference.awarded))

    @cached_property
    def holding(self) -> frozenset[str]:
        """Forms of verbs that tell what is in a vessel: "containers that could hold shells"."""
        return frozenset(form for form, _ in self._verb_words(self.cues.reference.holding))

    @cached_property
    def comparing(self) -> frozenset[str]:
        """Forms of verbs whose object is what a system is likened to or stands against: "resembles the Scud"."""
        return frozenset(form for form, _ in self._verb_words(self.cues.reference.comparing))

    @cached_property
    def matters(self) -> frozenset[str]:
        """Nouns, singular and plural, for what a voice can characterise."""
        return frozenset(form for noun in self.cues.reference.matters for form in (noun, plural(noun)))

    @cached_property
    def status_verbs(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """Form → (status, tag of the form); tag ``passive`` where only the passive is meant."""
        found: dict[str, list[tuple[str, str]]] = {}
        for key, verbs in self.cues.status.verbs.items():
            status, _, passive = key.partition("_")
            for phrase in verbs:
                for form in self.forms(phrase.split()[0]):
                    found.setdefault(form, []).append((status, passive))
        return {form: tuple(values) for form, values in found.items()}

    @cached_property
    def status_nouns(self) -> Mapping[str, str]:
        """Noun form → status."""
        return {
            form: status for status, nouns in self.cues.status.nouns.items() for noun in nouns
            for form in (noun, plural(noun))
        }

    @cached_property
    def predicates(self) -> Mapping[str, str]:
        """Adjective → status that it gives to the subject of which it is said: "production is possible"."""
        return {word: status for status, words in self.cues.status.predicates.items() for word in words}

    @cached_property
    def pledges(self) -> Mapping[str, str]:
        """Form of a verb by which an act is promised → the words that must follow it, mostly none; what it states is planned."""
        return {form: phrase.partition(" ")[2] for form, phrase in self._verb_words(self.cues.status.pledges)}

    @cached_property
    def attempts(self) -> frozenset[str]:
        """Forms of verbs of trying."""
        return frozenset(form for form, _ in self._verb_words(self.cues.status.attempts))

    @cached_property
    def confirming(self) -> frozenset[str]:
        """Forms of verbs of confirming, whose negation leaves open what they confirm."""
        return frozenset(form for form, _ in self._verb_words(self.cues.status.confirming))

    @cached_property
    def taken_up(self) -> frozenset[str]:
        """Words that take up a whole statement: ", which Tehran denies", ", a charge that Tehran rejects"."""
        return frozenset(self.cues.status.taken_up)

    @cached_property
    def reacting(self) -> frozenset[str]:
        """Forms of verbs whose object has happened, whatever is said of them: "refused to condemn the strike"."""
        return frozenset(form for form, _ in self._verb_words(self.cues.status.reacting))

    def status_words(self, kind: Literal["modals", "adverbs", "adjectives", "marks"]) -> Mapping[str, str]:
        """Word → status, for words that are not inflected."""
        return self._status_words[kind]

    @cached_property
    def _status_words(self) -> Mapping[str, Mapping[str, str]]:
        return {
            kind: {word: status for status, words in getattr(self.cues.status, kind).items() for word in words}
            for kind in ("modals", "adverbs", "adjectives", "marks")
        }

    @cached_property
    def phrases(self) -> tuple[tuple[tuple[str, ...], str], ...]:
        """(words, status) of the fixed phrases, longest first."""
        found = [
            (tuple(phrase.split()), status) for status, phrases in self.cues.status.phrases.items() for phrase in phrases
        ]
        return tuple(sorted(found, key=lambda pair: -len(pair[0])))

    @cached_property
    def phrases_by_word(self) -> Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]:
        """First word → the fixed phrases that begin with it."""
        found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for words, status in self.phrases:
            found.setdefault(words[0], []).append((words, status))
        return {word: tuple(phrases) for word, phrases in found.items()}

    @cached_property
    def organs(self) -> frozenset[str]:
        """Nouns that stand for the state they are said to belong to."""
        return frozenset(self.cues.reference.organs)

    @cached_property
    def people(self) -> frozenset[str]:
        """Nouns for people who can be moved or meet."""
        return frozenset(self.cues.reference.people)

    @cached_property
    def envoys(self) -> frozenset[str]:
        """Nouns, singular and plural, for those who travel and meet in somebody's name: "a Serbian delegation"."""
        return frozenset(form for noun in self.cues.reference.envoys for form in (noun, plural(noun)))

    @cached_property
    def measures(self) -> frozenset[str]:
        """Nouns that pass to what they count or hold: "hundreds of drones"."""
        return frozenset(self.cues.reference.measures)

    @cached_property
    def spoken_for(self) -> frozenset[str]:
        """Nouns, singular and plural, for people and papers that speak without a name."""
        nouns = (*self.cues.speech.people, *self.cues.speech.documents)
        return frozenset(form for noun in nouns for form in (noun, plural(noun)))


def read_lexicon(folder: Path) -> Lexicon:
    """The lexicon of a knowledge folder. Raises KnowledgeError naming file and key where it is wrong."""
    types = read_entries([folder / "event_types.yaml"], EventTypeEntry, {})
    cues = checked(folder / "cues.yaml", "", read_yaml(folder / "cues.yaml"), CuesEntry)
    inflections = checked(folder / "inflections.yaml", "", read_yaml(folder / "inflections.yaml"), InflectionsEntry)
    lexicon = Lexicon(types, cues, inflections)
    for frame in lexicon.frames:
        for other in (*frame.entry.absorbs, *frame.entry.becomes):
            if other not in types:
                raise KnowledgeError(f"event_types.yaml: {frame.rule_id}: '{other}' is not an event type")
    for status in (key for words in cues.status.model_dump().values() if isinstance(words, dict) for key in words):
        if status.partition("_")[0] not in (*STATUS_LEVELS, "asserted"):
            raise KnowledgeError(f"cues.yaml: status: '{status}' is not a status")
    return lexicon
