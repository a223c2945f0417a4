"""Who says it: the innermost voice behind a claim, the outlet that carried it, and the verb of speech.

A telling in the claim's own sentence decides; else the quotation that the claim stands in, the speaker of the
transcript's turn, or the sentence before, where this one goes on with what it told.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from spacy.tokens import Span, Token

from preprocessing.analysis import Analysis
from preprocessing.clauses import QUOTING, find_speaker
from preprocessing.contents import speech_base
from preprocessing.grammar import case_of, children, is_verbal, relation
from preprocessing.introductions import presented
from preprocessing.mentions import OUTLET
from preprocessing.outlets import is_outlet_name, outlet_in
from preprocessing.persons import NOBODY, Speaker
from preprocessing.rebuttals import contested, contested_amid
from preprocessing.refusals import refusal
from preprocessing.speakers import resolve_speaker
from preprocessing.tellings import find_tellings
from preprocessing.utterances import Telling

CARRIED = frozenset(("told", "tells", "telling", "seen", "quoted", "cited", "reported", "obtained", "reviewed", "interview", "informed"))
GIVEN = frozenset(("interview", "statement", "remarks", "comments", "report", "speaking", "quoted", "seen", "said", "wrote", "commentary", "column", "essay", "op-ed", "article"))
TURNS = 2  # speaker labels that make a transcript


@dataclass(frozen=True)
class Voice:
    """A speaker: the entity where the text names one, the words, and the verb or noun of speech.

    ``entity_id`` and ``text`` are both None for a voice that the text leaves unnamed ("it is said").
    ``carrier`` is the name of the outlet that passed it on.
    """

    entity_id: str | None
    text: str | None
    speech: Token
    carrier: str | None = None


@dataclass(frozen=True)
class Told:
    """A telling with its speaker resolved."""

    telling: Telling
    speaker: Speaker


def find_voice(trigger: Token, analysis: Analysis) -> Voice | None:
    """The innermost speaker of what ``trigger`` says, or None where the article itself says it."""
    told = _told_in(analysis)
    here = told[analysis.sentence_of[trigger.i]]
    telling = [t for t in here if _governs(t.telling, trigger) and not _is_against(t.telling, trigger, analysis)]
    above = sorted(telling, key=lambda t: (not _is_passed_on(t.telling, here), *_closeness(t.telling, trigger)))
    named = [t for t in above if t.speaker.text is not None]
    if len(named) > 1 and (_is_own_plan(named[0].telling, analysis) or _is_rejected(named[0].telling, named[1].telling, analysis)):
        named = named[1:]
    if named:
        return replace(_voice(named[0]), carrier=_carrier(named, trigger, analysis))
    if above and _is_by_somebody(above[0].telling):
        return replace(_voice(above[0]), carrier=_carrier(above, trigger, analysis))
    carried = _performed(trigger, analysis, here) or _of_quotation(trigger, analysis) or _label(trigger, analysis)
    if carried is None:
        carried = _continued(trigger, analysis) or _taken_up(trigger, analysis)
    if carried is not None:
        return replace(carried, carrier=_carrier_in(carried.speech.sent, analysis))
    return replace(_voice(above[0]), carrier=_carrier(above, trigger, analysis)) if above else None


def _is_by_somebody(telling: Telling) -> bool:
    """""Oslo sells tanks," claims a post": a quotation that its own sentence gives to a thing without a name is nobody
    else's."""
    noun = telling.speaker
    return not telling.inner and noun is not None and noun.tag_ == "NN" and noun.i > telling.speech.i and any(c.lower_ in ("a", "an") for c in noun.children)


def teller_of(verb: Token, analysis: Analysis) -> str | None:
    """Who is said to tell by a verb of speech, "…, the minister cautioned": an entity, or None."""
    told = _told_in(analysis)[analysis.sentence_of[verb.i]]
    return next((t.speaker.entity_id for t in told if t.telling.speech.i == verb.i and t.speaker.text is not None), None)


def _governs(telling: Telling, trigger: Token) -> bool:
    """Whether what is told holds the trigger; a speaker is no part of what he says."""
    if not telling.covers(trigger.i) or trigger.i == telling.speech.i:
        return False
    return telling.speaker is None or not telling.speaker.left_edge.i <= trigger.i <= telling.speaker.i or telling.speaker.i == trigger.i


def _is_against(telling: Telling, trigger: Token, analysis: Analysis) -> bool:
    """"Oslo has paid, something it denies": who contests in passing what the text tells does not tell it; nor does who
    turns down a request tell of what he is asked."""
    refused = refusal(trigger, analysis)
    if refused is not None and refused[0].i == telling.speech.i:
        return True
    denies = any(status == "denied" for status, _ in analysis.lexicon.status_verbs.get(telling.speech.lower_, ()))
    return denies and any(cue.first == telling.speech.i for cue in (*contested(trigger, analysis), *contested_amid(trigger, analysis)))


def _is_own_plan(telling: Telling, analysis: Analysis) -> bool:
    """Whether somebody "expects to" do a thing: who tells of that, where somebody does, is the one who speaks."""
    verb = telling.speech
    own = any(c.i > verb.i and any(t.lower_ == "to" for t in c.children) and not any(relation(t) == "nsubj" for t in c.children) for c in children(verb, "xcomp"))
    return own and speech_base(verb, analysis) in analysis.lexicon.cues.speech.expecting and not any(children(verb, "obj"))


def _is_rejected(telling: Telling, outer: Telling, analysis: Analysis) -> bool:
    """"Oslo rejected a report by the Post that it had sold tanks": who rejects what somebody says has the last word."""
    untrue = telling.speech.head if relation(telling.speech) == "nsubj" else telling.speech
    if analysis.lexicon.predicates.get(untrue.lower_) == "denied":
        return True  # "Oslo's admission that it paid is untrue, Chad says"
    denies = any(status == "denied" for status, _ in analysis.lexicon.status_verbs.get(outer.speech.lower_, ()))
    return denies and not is_verbal(telling.speech) and telling.speech.head == outer.speech


def _is_passed_on(telling: Telling, here: tuple[Told, ...]) -> bool:
    """"Oslo said that it had paid, the agency reported": who tells behind it what somebody has told stands outside."""
    behind = (t.telling for t in here if not t.telling.inner and t.telling.speech.i > telling.speech.i)
    return telling.inner and any(other.covers(telling.speech.i) for other in behind)


def _closeness(telling: Telling, trigger: Token) -> tuple[int, int]:
    """Innermost first: what covers fewer words, then what stands nearer."""
    if telling.speech.lower_ in ("citing", "reference", "quoting"):
        return 0, 0
    return min(last - first for first, last in telling.spans if first <= trigger.i < last), abs(telling.speech.i - trigger.i)


def _voice(told: Told) -> Voice:
    return Voice(told.speaker.entity_id, told.speaker.text, told.telling.speech)


# ---- every telling of the article, in order ----------------------------------------------------------------


@lru_cache(maxsize=2)
def _told_in(analysis: Analysis) -> tuple[tuple[Told, ...], ...]:
    """The tellings of each sentence, with speakers resolved against those who spoke before."""
    earlier: list[Speaker] = []
    found: list[tuple[Told, ...]] = []
    for sentence in analysis.sentences:
        here: list[Told] = []
        for telling in find_tellings(sentence, analysis):
            speaker = resolve_speaker(telling.speaker, analysis, earlier, telling.spans) if telling.speaker is not None else NOBODY
            here.append(Told(telling, speaker))
            if speaker.text is not None:  # who quotes is no "minister" of whom he tells
                person = speaker.person and telling.speech.lower_ not in QUOTING
                earlier.append(replace(speaker, sentence=analysis.sentence_of[sentence.start], person=person))
        found.append(tuple(here))
    return tuple(found)


def _outside(number: int, analysis: Analysis) -> list[Told]:
    """The tellings of a sentence with a named speaker that stand outside quotation marks."""
    return [t for t in _told_in(analysis)[number] if t.speaker.text is not None and analysis.quotation_at(t.telling.speech) is None
            and (is_verbal(t.telling.speech) or not t.telling.inner)]


# ---- the act of speech itself ------------------------------------------------------------------------------


def _performed(trigger: Token, analysis: Analysis, here: tuple[Told, ...]) -> Voice | None:
    """"X called it a threat", "X voiced concern": where the claim is an act of speech, its subject speaks."""
    if trigger.lower_ not in analysis.lexicon.performed:
        return None
    own = next((t for t in here if t.telling.speech.i == trigger.i and t.speaker.text is not None), None)
    if own is not None:
        return _voice(own)
    if is_verbal(trigger) and not any(children(trigger, "obj", "ccomp", "iobj")) and trigger.dep_ != "acl:relcl":
        return None
    verb = trigger if is_verbal(trigger) else trigger.head
    holder = next((c for c in trigger.children if c.dep_ == "nmod:poss"), None) if verb != trigger else None
    if holder is None and (not is_verbal(verb) or relation(trigger) not in ("obj", "obl", "ROOT", "conj", "ccomp", "xcomp", "parataxis", "advcl")):
        return None
    head = holder if holder is not None else find_speaker(verb, trigger.sent)
    speaker = resolve_speaker(head, analysis, _before(trigger, analysis)) if head is not None else NOBODY
    return Voice(speaker.entity_id, speaker.text, verb) if speaker.text is not None else None


def _before(trigger: Token, analysis: Analysis) -> list[Speaker]:
    number = analysis.sentence_of[trigger.i]
    return [replace(t.speaker, sentence=n) for n in range(max(0, number - 8), number) for t in _told_in(analysis)[n] if t.speaker.text is not None]


# ---- quotations --------------------------------------------------------------------------------------------


def _of_quotation(trigger: Token, analysis: Analysis) -> Voice | None:
    """The voice of the quotation that a claim stands in."""
    quotation = analysis.quotation_at(trigger)
    if quotation is None:
        return None
    first = analysis.sentence_of[quotation[0]]
    beside = next(_around_quotation(quotation, trigger, analysis), None)
    if beside is not None:
        return _voice(beside)
    if (voice := _presented(first, quotation, analysis)) is not None:
        return voice
    told = next(_before_paragraph(first, analysis.paragraph_of[trigger.i], analysis), None)
    return _voice(told) if told is not None else None


def _presented(number: int, quotation: tuple[int, int], analysis: Analysis) -> Voice | None:
    """"The general shrugged. "They came from Oslo."": the person who is the subject of the sentence before a quotation."""
    if not number or analysis.sentences[number].start < quotation[0] - 1:
        return None
    before = analysis.sentences[number - 1]
    subject = presented(before)
    if subject is None or analysis.paragraph_of[before.start] != analysis.paragraph_of[quotation[0]]:
        return None
    speaker = resolve_speaker(subject, analysis, _before(before.root, analysis))
    return Voice(speaker.entity_id, speaker.text, before.root) if speaker.person and speaker.text is not None else None


def _taken_up(trigger: Token, analysis: Analysis) -> Voice | None:
    """"Oslo has sold tanks. That is the view of the ministry.": whose the words of a sentence are, by the next one."""
    number = analysis.sentence_of[trigger.i] + 1
    if number >= len(analysis.sentences) or analysis.paragraph_of[analysis.sentences[number].start] != analysis.paragraph_of[trigger.i]:
        return None
    told = next((t for t in _told_in(analysis)[number] if not t.telling.spans and t.speaker.text is not None), None)
    return _voice(told) if told is not None else None


def _around_quotation(quotation: tuple[int, int], trigger: Token, analysis: Analysis) -> Iterator[Told]:
    """Tellings beside a quotation, the likeliest first: in its own sentences, behind it, before it in the paragraph."""
    number = analysis.sentence_of[trigger.i]
    first, last = (analysis.sentence_of[i] for i in (quotation[0], quotation[1] - 1))
    for own in (number, last, first):
        yield from sorted(_outside(own, analysis), key=lambda t: abs(t.telling.speech.i - trigger.i))
    paragraph = analysis.paragraph_of[trigger.i]
    for other in _of_paragraph(paragraph, first, analysis):
        yield from reversed(_outside(other, analysis))


def _of_paragraph(paragraph: int, first: int, analysis: Analysis) -> Iterator[int]:
    """The other sentences of a paragraph, those before a sentence nearest first, then those behind it."""
    numbers = [n for n in range(max(0, first - 12), min(len(analysis.sentences), first + 12))
               if analysis.paragraph_of[analysis.sentences[n].start] == paragraph]
    yield from (n for n in reversed(numbers) if n < first)
    yield from (n for n in numbers if n > first)


def _before_paragraph(number: int, paragraph: int, analysis: Analysis) -> Iterator[Told]:
    for other in range(number - 1, max(-1, number - 6), -1):
        if analysis.paragraph_of[analysis.sentences[other].start] < paragraph - 2:
            return
        yield from reversed(_outside(other, analysis))


# ---- indirect speech that goes on --------------------------------------------------------------------------


def _continued(trigger: Token, analysis: Analysis) -> Voice | None:
    """A sentence that goes on, in the same paragraph, with what the last one has someone say."""
    number = analysis.sentence_of[trigger.i]
    for other in range(number - 1, max(-1, number - 3), -1):
        same = analysis.paragraph_of[analysis.sentences[other].start] == analysis.paragraph_of[trigger.i]
        told = _outside(other, analysis)
        if not (_goes_on(other + 1, analysis) and (same or _points_at(other + 1, analysis))):
            return None
        if told:
            return _voice(told[-1])
        if _told_in(analysis)[other]:
            return None
    return None


def _goes_on(number: int, analysis: Analysis) -> bool:
    """Whether a sentence opens by pointing back to what was said."""
    sentence = analysis.sentences[number]
    text = sentence.text.lower().lstrip()
    return text.startswith(tuple(f"{words} " for words in analysis.lexicon.cues.speech.continuing) + tuple(f"{words}," for words in analysis.lexicon.cues.speech.continuing))


def _points_at(number: int, analysis: Analysis) -> bool:
    """"This cooperation includes": a demonstrative that takes up what a paragraph before has told."""
    first = next((t for t in analysis.sentences[number] if t.is_alpha), None)
    return first is not None and first.lower_ in ("this", "these", "such") and first.dep_ == "det"


# ---- transcripts -------------------------------------------------------------------------------------------


def _label(trigger: Token, analysis: Analysis) -> Voice | None:
    """The speaker of a transcript's turn: the label at the head of this paragraph or of one before."""
    labels = [a for a in analysis.asides if a.kind == "label" and a.speaker]
    before = [a for a in labels if a.start <= trigger.idx]
    if not before or len(labels) < TURNS:
        return None
    name = before[-1].speaker or ""
    anchor = next((t for t in analysis.doc if t.idx >= before[-1].end), trigger)
    person = _person_labelled(name, analysis)
    if person is not None:
        return Voice(person, analysis.entity(person).name, anchor)
    if name.istitle() and " " not in name:
        return None  # the outlet that asks
    name = re.sub(r"^(?:MR|MS|MRS|DR)\.? ", "", name, flags=re.IGNORECASE)
    return Voice(None, name.title() if name.isupper() else name, anchor) if _names_a_speaker(name, analysis) else None


def _names_a_speaker(label: str, analysis: Analysis) -> bool:
    """Whether a label is a name; "Question" is none, and a country at the head of an item is no voice."""
    words = label.lower().split()
    if words[0].rstrip(".") in ("q", "question", "a", "answer", "moderator", "host", "reporter"):
        return False
    return not any(analysis.entity(m.entity_id).name.lower() == label.lower() and analysis.kind(m.entity_id) != "person" for m in analysis.mentions)


def _person_labelled(label: str, analysis: Analysis) -> str | None:
    """The person of the article whose surname a label bears: "MR. MILLER"; the longest name."""
    surname = label.split()[-1].lower()
    people = {m.entity_id for m in analysis.mentions if analysis.kind(m.entity_id) == "person"}
    fitting = [e for e in people if analysis.entity(e).name.lower().split()[-1] == surname]
    return max(sorted(fitting), key=lambda e: len(analysis.entity(e).name.split()), default=None)


# ---- who carried it ----------------------------------------------------------------------------------------


def _carrier(told: list[Told], trigger: Token, analysis: Analysis) -> str | None:
    """The outlet that passed a statement on: one that tells it in turn, or to which it was made."""
    for outer in told[1:]:
        if outer.speaker.text and (outlet := outlet_in(outer.speaker.text, analysis)) is not None:
            return outlet
    return _carrier_in(trigger.sent, analysis)


def _carrier_in(sentence: Span, analysis: Analysis) -> str | None:
    """The first outlet of a sentence to which something was said, or that passed it on."""
    return next((name for token in sentence if (name := _outlet_at(token, analysis) or _outlet_again(token, analysis))), None)


def _outlet_again(token: Token, analysis: Analysis) -> str | None:
    """"Told the newspaper": the outlet that the text has named last as having told or been told something."""
    if token.lower_ not in analysis.lexicon.cues.speech.outlets:
        return None
    told = relation(token) in ("obj", "iobj") and token.head.lower_ in ("told", "tells")
    told = told or case_of(token) in ("with", "to") and token.head.lower_ in ("interview", "conversation")
    plain = [c.lower_ for c in token.children if relation(c) in ("det", "compound", "amod", "nmod")] == ["the"]
    if not told or not plain:
        return None
    number = analysis.sentence_of[token.i]
    for other in range(number - 1, max(-1, number - 6), -1):
        spoke = (t.speaker.text for t in reversed(_told_in(analysis)[other]) if t.speaker.text)
        named = next((outlet for text in spoke if (outlet := outlet_in(text, analysis)) is not None), None)
        named = named or next((name for t in analysis.sentences[other] if (name := _outlet_at(t, analysis))), None)
        if named is not None:
            return named
    return None


def carrier_of(voice: Voice | None, analysis: Analysis) -> str | None:
    """The name of the outlet by which a statement came: its carrier, or the speaker where an outlet speaks."""
    if voice is None:
        return None
    return voice.carrier or (outlet_in(voice.text, analysis) if voice.text is not None else None)


def _outlet_at(token: Token, analysis: Analysis) -> str | None:
    """"Told Reuters", "seen by Reuters", "quoted by TASS", "a CNN report": an outlet as the way of a statement."""
    if token.pos_ != "PROPN" or relation(token) in ("flat", "compound") and token.head.pos_ == "PROPN":
        return None
    first = token.i
    while first > token.sent.start and analysis.doc[first - 1].pos_ == "PROPN":
        first -= 1
    mention = analysis.by_token.get(token.i)
    last = token.i + 1
    if mention is not None and analysis.entity(mention.entity_id).class_ == OUTLET:
        first, last = mention.first, mention.last
    name = analysis.doc[first:last].text
    before = analysis.doc[first - 1].lower_ if first > token.sent.start else ""
    anchor = token
    for above in (token.head, token.head.head):  # "the Haldia news agency"
        if above.lower_ in analysis.lexicon.cues.speech.outlets and relation(token) in ("compound", "flat", "appos", "nmod", "amod"):
            anchor = above
    head = anchor.head
    told = (relation(anchor) in ("obj", "iobj", "obl") or anchor.dep_ == "nsubj:pass") and head.lower_ in CARRIED
    interview = case_of(anchor) in ("to", "with", "by", "in", "for") and head.lower_ in GIVEN
    report = relation(token) in ("compound", "nmod") and head.lower_ in ("report", "reports", "interview", "article", "investigation")
    if not (told or interview or report):
        return None
    listed = before in analysis.lexicon.cues.speech.outlets or analysis.knowledge.source_named(name) is not None
    return name if listed or is_outlet_name(name, analysis) else None
