"""Who says it: the innermost voice behind a claim, the outlet that carried it, and when it was said.

The parse gives the speech verb that governs a claim; quotation marks, paragraphs and transcript labels
carry a speaker on to sentences that name none.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from preprocessing.analysis import Analysis
from preprocessing.grammar import case_of, children, is_passive, is_verbal, path_up, phrase, relation, subject
from preprocessing.references import PERSONAL, last_person, referents

SAID_PASSIVE = frozenset(("quoted", "cited"))


@dataclass(frozen=True)
class Voice:
    """A speaker: the entity where the text names one, the words, and the verb or noun of speech.

    ``entity_id`` and ``text`` are both None for a voice that the text leaves unnamed ("it is said").
    """

    entity_id: str | None
    text: str | None
    speech: Token
    carrier: str | None = None


def find_voice(trigger: Token, analysis: Analysis) -> Voice | None:
    """The innermost speaker of what ``trigger`` says, or None where the article itself says it."""
    voices = [voice for voice in _governing(trigger, analysis) if voice is not None]
    named = [voice for voice in voices if voice.text is not None]
    if named:
        carrier = next((v.entity_id or v.text for v in named[1:] if _is_outlet(v, analysis)), None)
        return replace(named[0], carrier=carrier)
    quoted = _of_quotation(trigger, analysis) or _continued(trigger, analysis) or _label(trigger, analysis)
    return quoted or (voices[0] if voices else None)


def _governing(trigger: Token, analysis: Analysis) -> Iterator[Voice | None]:
    """The voices above a trigger in its sentence, innermost first."""
    yield from _according(trigger, analysis)
    below = trigger
    for governor, kind in path_up(trigger):
        if speech := _speech_above(governor, kind, below, analysis):
            yield speech
        yield from _according(governor, analysis, trigger)
        below = governor
    yield from _beside(below, trigger, analysis)


def _is_speech_verb(token: Token, analysis: Analysis, clause: bool = True) -> bool:
    base = analysis.lexicon.speech_verbs.get(token.lower_)
    if base is None or not is_verbal(token):
        return False
    return clause or base not in analysis.lexicon.cues.speech.clausal


def _speech_above(governor: Token, kind: str, below: Token, analysis: Analysis) -> Voice | None:
    """The voice of a verb or noun of speech that governs a clause, or that a claim is the object of."""
    base = kind.partition(":")[0]
    if is_verbal(governor) and _is_speech_verb(governor, analysis):
        clausal = base in ("ccomp", "xcomp", "parataxis", "advcl") or (base in ("obj", "obl", "nsubj") and _denies(governor, analysis))
        if not clausal or (base == "advcl" and not _is_complement(below)):
            return None
        return _of_verb(governor, analysis)
    if base in ("acl", "ccomp", "advcl") and governor.lower_ in analysis.lexicon.spoken_for | _speech_nouns(analysis):
        return _of_speech_noun(governor, analysis)
    if base in ("nmod", "obl") and governor.lower_ in analysis.lexicon.spoken_for and case_of(below) in ("of", "about", "on"):
        return _of_speech_noun(governor, analysis)
    return None


def _is_complement(clause: Token) -> bool:
    """"As saying", "accused of supplying": clauses that the parser calls adverbial but that are what is said."""
    marks = {c.lower_ for c in clause.children if relation(c) in ("mark", "case")}
    return bool(marks & {"as", "of", "that", "for", "with"}) and clause.tag_ in ("VBG", "VBD", "VBZ", "VBP", "VB", "VBN") and (clause.tag_ == "VBG" or "that" in marks)


def _denies(verb: Token, analysis: Analysis) -> bool:
    return any(status in ("denied", "disputed") for status, _ in analysis.lexicon.status_verbs.get(verb.lower_, ()))


def _speech_nouns(analysis: Analysis) -> frozenset[str]:
    return frozenset(("claim", "claims", "allegation", "allegations", "suggestion", "assertion", "accusation", "accusations", "belief", "announcement", "remark", "remarks", "warning", "denial", "estimate", "revelation", "words"))


def _of_verb(verb: Token, analysis: Analysis) -> Voice | None:
    """The speaker of a speech verb. "TASS quoted an aide as saying": the one quoted speaks."""
    if is_passive(verb) and not _quotes(verb):
        agent = next((c for c in verb.children if c.dep_ == "obl:agent" or (relation(c) == "obl" and case_of(c) == "by")), None)
        told = verb.lower_ == "told" and subject(verb) is not None
        if agent is not None:
            return _voice(agent, verb, analysis)
        return Voice(None, None, verb) if not told else _by_source(verb, analysis)
    speaker = subject(verb)
    if _quotes(verb.head) and relation(verb) in ("advcl", "xcomp", "ccomp") and not any(c.dep_ == "nsubj" for c in verb.children):
        speaker = next(children(verb.head, "obj"), None) or subject(verb.head)
    if speaker is None:
        return Voice(None, None, verb)
    return _voice(speaker, verb, analysis)


def _quotes(token: Token) -> bool:
    return token.lower_ in SAID_PASSIVE or token.lower_ in ("quote", "quotes", "quoting", "cites", "cite", "citing")


def _by_source(verb: Token, analysis: Analysis) -> Voice:
    source = next((c for c in children(verb, "obl") if case_of(c) == "by"), None)
    found = _voice(source, verb, analysis) if source is not None else None
    return found or Voice(None, None, verb)


def _of_speech_noun(noun: Token, analysis: Analysis) -> Voice | None:
    """"Reports from US sources that", "Shin's claim that", "a statement by the ministry"."""
    for child in noun.children:
        if child.dep_ == "nmod:poss" or (relation(child) in ("nmod", "obl") and case_of(child) in ("from", "by", "of")):
            return _voice(child, noun, analysis)
    return None


def _according(token: Token, analysis: Analysis, trigger: Token | None = None) -> Iterator[Voice | None]:
    """"According to X", "in Orton's view", "by Shin's account", "for X", beside a verb."""
    for child in token.children:
        if relation(child) not in ("obl", "nmod", "advcl", "parataxis") or (trigger is not None and child in (trigger, *trigger.ancestors)):
            continue
        case = case_of(child)
        if case.startswith("according") or (child.lower_ == "according"):
            named = child if child.lower_ != "according" else next(iter(children(child, "obl", "nmod", "obj")), child)
            yield _voice(named, child, analysis)
        elif case in ("in", "by", "on", "to") and child.lower_ in analysis.lexicon.cues.speech.views:
            holder = next((c for c in child.children if c.dep_ == "nmod:poss" or (relation(c) == "nmod" and case_of(c) == "of")), None)
            if holder is not None:
                yield _voice(holder, child, analysis)
        elif relation(child) == "advcl" and child.lower_ == "citing":
            cited = next(children(child, "obj"), None)
            if cited is not None:
                yield _voice(cited, child, analysis)


def _beside(root: Token, trigger: Token, analysis: Analysis) -> Iterator[Voice | None]:
    """"…, he said": a speech verb hung beside the clause that holds the claim."""
    for child in root.children:
        if relation(child) in ("parataxis", "ccomp", "conj", "advcl") and child is not trigger and _is_speech_verb(child, analysis):
            inside = trigger in child.subtree
            beside = relation(child) == "parataxis" or any(c.text in ('"', "”", ",") for c in child.lefts) or child.lower_ == "said"
            if not inside and beside and not any(children(child, "ccomp", "xcomp")) and any(c.dep_ == "nsubj" for c in child.children):
                yield _of_verb(child, analysis)


def sentence_voice(sentence: Span, analysis: Analysis) -> Voice | None:
    """The voice of a sentence as a whole: the subject of its main verb of speech, or a speech verb beside it."""
    root = sentence.root
    if _is_speech_verb(root, analysis, clause=False):
        return _named(_of_verb(root, analysis))
    for token in sentence:
        if _is_speech_verb(token, analysis, clause=False) and relation(token) in ("parataxis", "conj", "ccomp", "advcl") and any(c.dep_ == "nsubj" for c in token.children):
            return _named(_of_verb(token, analysis))
    for voice in (*_according(root, analysis),):
        if voice is not None and voice.text is not None:
            return voice
    return None


def _named(voice: Voice | None) -> Voice | None:
    return voice if voice is not None and voice.text is not None else None


def _of_quotation(trigger: Token, analysis: Analysis) -> Voice | None:
    """The voice of the quotation that a claim stands in: of its own sentences, then of those around it in the
    paragraph; a quotation that fills a paragraph belongs to the speaker before it."""
    quotation = analysis.quotation_at(trigger)
    if quotation is None:
        return None
    paragraph = analysis.paragraph_of[trigger.i]
    number = analysis.sentence_of[trigger.i]
    own = _outside(number, trigger, analysis)
    if own is not None:
        return own
    for step in (-1, 1, -2, 2, -3, 3):
        other = number + step
        if 0 <= other < len(analysis.sentences) and analysis.paragraph_of[analysis.sentences[other].start] == paragraph:
            voice = _outside(other, trigger, analysis)
            if voice is not None:
                return voice
    return _before_paragraph(number, paragraph, analysis)


def _outside(number: int, trigger: Token, analysis: Analysis) -> Voice | None:
    """The voice of a sentence whose verb of speech stands outside quotation marks."""
    voice = sentence_voice(analysis.sentences[number], analysis)
    if voice is None or analysis.quotation_at(voice.speech) is not None or trigger is voice.speech:
        return None
    return voice


def _before_paragraph(number: int, paragraph: int, analysis: Analysis) -> Voice | None:
    """The last voice of the paragraph before, for a quotation that names no speaker."""
    for other in range(number - 1, max(-1, number - 5), -1):
        if analysis.paragraph_of[analysis.sentences[other].start] < paragraph - 1:
            return None
        voice = sentence_voice(analysis.sentences[other], analysis)
        if voice is not None:
            return voice
    return None


CONTINUATIONS = ("for example", "for instance", "in particular", "moreover", "furthermore", "in addition", "in his", "in her", "on the other hand", "on the one hand")


def _continued(trigger: Token, analysis: Analysis) -> Voice | None:
    """"For example, …": a sentence that carries on what the last one has someone say."""
    number = analysis.sentence_of[trigger.i]
    sentence = analysis.sentences[number]
    if number == 0 or not sentence.text.lower().startswith(CONTINUATIONS):
        return None
    before = analysis.sentences[number - 1]
    if analysis.paragraph_of[before.start] != analysis.paragraph_of[sentence.start]:
        return None
    return sentence_voice(before, analysis)


def _label(trigger: Token, analysis: Analysis) -> Voice | None:
    """The speaker of a transcript's turn: the label at the head of this paragraph or of one before."""
    labels = [a for a in analysis.asides if a.kind == "label" and a.start <= trigger.idx]
    if not labels or labels[-1].speaker is None:
        return None
    name = labels[-1].speaker
    anchor = next((t for t in analysis.doc if t.idx >= labels[-1].end), trigger)
    return Voice(_person_labelled(name, analysis), name.title() if name.isupper() else name, anchor)


def _person_labelled(label: str, analysis: Analysis) -> str | None:
    """The person of the article whose surname a label bears: "MR. MILLER"."""
    surname = label.split()[-1].lower()
    return next((m.entity_id for m in analysis.mentions if analysis.kind(m.entity_id) == "person" and analysis.entity(m.entity_id).name.lower().split()[-1] == surname), None)


def _voice(head: Token, speech: Token, analysis: Analysis) -> Voice | None:
    """The speaker that a noun phrase names. A pronoun is resolved; unnamed "reports" are no speaker."""
    if head.pos_ == "PRON" or head.lower_ in PERSONAL:
        if head.lower_ in PERSONAL:
            people = last_person(head, analysis)
            return Voice(people[0], analysis.entity(people[0]).name, speech) if people else _last_speaker(head, speech, analysis)
        if head.lower_ in ("they", "it"):
            return _last_speaker(head, speech, analysis)
        return Voice(None, None, speech)
    named = next(iter(referents(head, analysis, lambda e: analysis.kind(e) == "person")), None)
    pointing = _points_back(head, analysis)
    if named is None and pointing:
        people = last_person(head, analysis)
        named = people[0] if people else None
    if named is not None:
        return Voice(named, analysis.entity(named).name, speech)
    actors = referents(head, analysis, analysis.is_actor)
    text = _phrase_text(head, analysis)
    if not actors and not _speaks(head, analysis):
        return Voice(None, None, speech)
    if not actors and head.lower_ in analysis.lexicon.cues.speech.documents + [d + "s" for d in analysis.lexicon.cues.speech.documents]:
        source = _of_speech_noun(head, analysis)
        return source if source is not None else Voice(None, None, speech)
    covering = analysis.by_token.get(head.i)
    whole = covering is not None and actors and covering.entity_id == actors[0] and covering.sense == "name"
    return Voice(actors[0] if actors else None, analysis.entity(actors[0]).name if whole else text, speech)


def _points_back(head: Token, analysis: Analysis) -> bool:
    """"The minister", "the analyst": a role with an article and nothing that names whose."""
    determined = any(c.lower_ in ("the", "this") for c in children(head, "det"))
    modified = any(relation(c) in ("nmod", "appos", "acl") or c.pos_ == "PROPN" or (c.i in analysis.by_token and relation(c) in ("amod", "compound")) for c in head.children)
    person = head.lower_ in analysis.lexicon.cues.speech.people and head.tag_ == "NN"
    return determined and person and not modified and head.lower_ not in ("government", "military", "ministry", "army", "group", "agency", "company", "firm", "department", "office", "kremlin", "newspaper")


def _last_speaker(head: Token, speech: Token, analysis: Analysis) -> Voice | None:
    """The voice of the sentence before, for "it said" and "they added"."""
    number = analysis.sentence_of[head.i]
    for other in (number - 1, number - 2):
        if other >= 0:
            voice = sentence_voice(analysis.sentences[other], analysis)
            if voice is not None and voice.text is not None and voice.speech.i < head.i:
                return replace(voice, speech=speech)
    return Voice(None, None, speech)


def _speaks(head: Token, analysis: Analysis) -> bool:
    return head.lower_ in analysis.lexicon.spoken_for or head.pos_ == "PROPN" or head.i in analysis.by_token


def _phrase_text(head: Token, analysis: Analysis) -> str:
    """The words of a nominal source without its article: "US intelligence officials"."""
    first, last = phrase(head)
    while first < head.i and (analysis.doc[first].pos_ == "DET" or analysis.doc[first].is_punct):
        first += 1
    return " ".join(analysis.doc[first:last].text.split())


def _is_outlet(voice: Voice, analysis: Analysis) -> bool:
    return voice.text is not None and analysis.knowledge.source_named(voice.text) is not None
