"""What a verb of speech tells, and of whom: "X said that", "as X put it", ", he added,", "was denied by X".

The parse and the order of the words look together: a clause below a verb of speech is said, and so is what
stands before ", X said" or around ", he said,", whatever the parser hung where.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from preprocessing.analysis import Analysis
from preprocessing.clauses import (
    FINITE,
    JOINERS,
    OPENING,
    QUOTING,
    clause_end,
    find_speaker,
    group_start,
    head_after,
    head_within,
    is_after_quotation,
    may_invert,
    phrase_before,
    separates,
    spans_around,
    speaker_behind,
)
from preprocessing.contents import complement_start, content_spans, content_start, denied_end, speech_base
from preprocessing.grammar import case_of, children, is_passive, is_verbal, relation, subject
from preprocessing.misreadings import (
    bare_clause,
    between_commas,
    heads_sentence,
    is_active,
    is_mistaken,
    is_noun_read,
    is_participle,
)


@dataclass(frozen=True)
class Telling:
    """A verb or noun of speech, the head of the phrase that names its speaker (None where the text names none),
    and the spans [first, last) of tokens that are said. ``inner`` tellings put what is said behind them."""

    speech: Token
    speaker: Token | None
    spans: tuple[tuple[int, int], ...]
    inner: bool = True

    def covers(self, index: int) -> bool:
        """Whether the token at an index is among what is said."""
        return any(first <= index < last for first, last in self.spans)


def find_uttered(verb: Token, sentence: Span, analysis: Analysis) -> Iterator[Telling]:
    """What a verb tells; nothing where it is but supposed ("if Oslo agrees") or said of a kind ("states that doubt")."""
    if any(relation(c) == "mark" and c.lower_ in ("if", "unless") for c in verb.children) or _of_a_kind(verb) or _is_phrasal(verb, analysis):
        return
    if _is_declined(verb, analysis):
        return
    if (traced := _traced(verb, sentence, analysis)) is not None:
        yield traced
        return
    if not is_verbal(verb) and between_commas(verb, analysis):
        name = analysis.by_token.get(verb.i - 1)
        yield Telling(verb, verb.doc[verb.i - 1], ((sentence.start, name.first if name is not None else verb.i - 2),))
        return
    if is_mistaken(verb, analysis):
        yield Telling(verb, verb.doc[verb.i - 1], ((verb.i, clause_end(verb.i, sentence)),))
        return
    if (found := _reported_finding(verb, sentence) or _ascribed(verb, analysis) or _as_told(verb, sentence)) is not None:
        yield found
        return
    if is_noun_read(verb, analysis):
        yield Telling(verb, _teller(verb, sentence, analysis) or verb.doc[verb.i - 1], ((verb.i + 1, denied_end(verb, sentence)),))
        return
    if speech_base(verb, analysis) in analysis.lexicon.cues.speech.interjected:
        broken = _beside(verb, sentence, analysis)
        if broken is not None and broken.speaker is not None and _is_somebody(broken.speaker, analysis):
            yield broken
        return
    if (named := _of_act(verb, sentence, analysis)) is not None:
        yield named
        return
    if is_passive(verb) and verb.lower_ not in QUOTING and not is_active(verb, analysis) and _heard_from(verb, analysis) is None:
        yield from _passive(verb, sentence, analysis)
        return
    clause = _opening(verb, sentence, analysis)
    partial = clause is not None and _quotes_part(verb, clause, analysis)
    clause = None if partial else clause
    if clause is None and not partial and (beside := _beside(verb, sentence, analysis)) is not None:
        yield beside
        return
    speaker = _heard_from(verb, analysis) or _teller(verb, sentence, analysis)
    if clause is None and (behind := _outlined(verb, speaker, sentence)) is not None:
        yield behind
        return
    if _withholds(verb, analysis):
        speaker = None
    first = clause if clause is not None else _expected(verb, analysis) or complement_start(verb, speech_base(verb, analysis)) or bare_clause(verb, analysis)
    if first is not None:
        yield Telling(verb, speaker, _told_spans(verb, first, sentence))
    elif speech_base(verb, analysis) in analysis.lexicon.cues.speech.nominal:
        held = [c for c in children(verb, "obj", "obl", "xcomp", "advcl") if c.i > verb.i and not (relation(c) == "obl" and case_of(c) not in ("of", "as", "at", "for", ""))]
        if _is_statement(verb, speech_base(verb, analysis)):
            if any(status == "denied" for status, _ in analysis.lexicon.status_verbs.get(verb.lower_, ())):
                yield Telling(verb, speaker, ((verb.i, denied_end(verb, sentence)),))
                return
            counted = [(verb.i, verb.right_edge.i + 1)] if speech_base(verb, analysis) == "count" else []
            yield Telling(verb, speaker, (*((c.left_edge.i, c.right_edge.i + 1) for c in held), *counted, (verb.i, verb.i + 1)))


def _teller(verb: Token, sentence: Span, analysis: Analysis) -> Token | None:
    """The subject of a verb of speech; a participle that was taken for a noun has that of its sentence.

    "After inspectors, searching the ruins, concluded": a subject that the parser took for the noun of a preposition.
    """
    doc = verb.doc
    if verb.tag_ == "VBD" and doc[verb.i - 1].text == ",":
        held = (t for t in doc[sentence.start : verb.i - 3] if relation(t) == "obl" and case_of(t) in JOINERS and any(w.text == "," for w in doc[t.i : verb.i - 1])
                and not any(w.lower_ in QUOTING for w in doc[t.i : verb.i]))
        if (beside := next((t for t in held if t.right_edge.i in (verb.i - 1, verb.i - 2) or _is_amid(t, verb)), None)) is not None:
            return beside
    if (quoting := _quotes_before(verb, sentence)) is not None:
        return quoting
    if heads_sentence(verb):
        return verb.head
    if (named := _told_of_by_who(verb, analysis) or _first_to(verb)) is not None:
        return named
    if is_participle(verb) and verb.tag_ != "VBG":
        return subject(sentence.root)
    if verb.tag_ == "VBG" and verb.dep_ == "advcl" and doc[verb.i - 1].text == "," and verb.head.tag_ in FINITE:
        # "The envoy took part, saying": the subject, whatever noun stands nearer
        subjects = [c for c in children(verb.head, "nsubj") if c.dep_ == "nsubj" and c.i < verb.head.i]
        if subjects and not any(relation(c) == "nsubj" for c in verb.children):
            return subjects[-1]
    if verb.dep_ == "conj" and verb.tag_ in FINITE and not any(relation(c) == "nsubj" for c in verb.children):
        # "states shop around: Oslo signed … and revealed": of two subjects, the one that stands before the verb
        subjects = [c for c in children(verb.head, "nsubj") if c.dep_ == "nsubj" and c.i < verb.head.i]
        if len(subjects) > 1:
            return subjects[-1]
    return find_speaker(verb, sentence)


def _of_act(verb: Token, sentence: Span, analysis: Analysis) -> Telling | None:
    """"Complained to the council of deliveries to Chad", "boasted of a sale": the act that a preposition leads to."""
    if speech_base(verb, analysis) not in analysis.lexicon.cues.speech.of_acts or is_passive(verb):
        return None
    for word in verb.doc[verb.i + 1 : min(verb.i + 10, sentence.end)]:
        if word.is_punct or is_verbal(word) or word.lower_ in ("that", "how", "and"):
            return None
        if word.lower_ in ("of", "about") and word.head.lower_ in analysis.lexicon.nouns and word.head.i > word.i:
            speaker = _teller(verb, sentence, analysis)
            return Telling(verb, speaker, ((word.i + 1, clause_end(word.i + 1, sentence)),)) if speaker is not None else None
    return None


def _told_of_by_who(verb: Token, analysis: Analysis) -> Token | None:
    """"Held talks with the envoy, who told the press that", "signed a deal with Saab, which said": the name right before
    the pronoun, where the parse gives the clause to a thing named before; of "the head of an agency, who", the head."""
    who = next((c for c in verb.children if c.lower_ in ("who", "which") and relation(c) == "nsubj"), None)
    if who is None or verb.dep_ != "acl:relcl" or who.i < verb.sent.start + 2 or who.nbor(-1).text != ",":
        return None
    name, speech = who.nbor(-2), analysis.lexicon.cues.speech
    while name != verb.head and name.head != verb.head and name.head.i < who.i and relation(name) in ("flat", "compound", "appos", "nmod") and (
            name.head.pos_ == "PROPN" or name.head.lower_ in analysis.lexicon.spoken_for):
        name = name.head
    above, taken = name.head, verb.head
    if taken.lower_ in speech.people and taken.lower_ not in speech.bodies or taken.pos_ == "PROPN" and taken.lower_ not in speech.bodies:
        return None
    if who.lower_ == "which":
        silent = verb.head.lower_ not in analysis.lexicon.spoken_for and verb.head.lower_ not in speech.documents and verb.head.pos_ == "NOUN"
        return name if silent and name != verb.head and name.pos_ == "PROPN" and _is_named_actor(name, analysis) else None
    if name.lower_ in speech.bodies and relation(name) == "nmod" and above.lower_ in speech.people and above.lower_ not in speech.bodies:
        return above
    return name if name != verb.head and name.pos_ in ("PROPN", "NOUN") and name.i > verb.head.i else None


def _is_named_actor(token: Token, analysis: Analysis) -> bool:
    mention = analysis.by_token.get(token.i)
    return mention is not None and analysis.is_actor(mention.entity_id)


def _first_to(verb: Token) -> Token | None:
    """"Oslo was the first capital to admit that": who is called so, and not the word for it."""
    noun = verb.head
    only = any(c.lower_ in ("first", "only", "last", "latest", "second", "third") for c in noun.children)
    if verb.tag_ != "VB" or verb.dep_ != "acl" or not only or noun.pos_ not in ("NOUN", "NUM", "ADJ", "PROPN"):
        return None
    before = noun.left_edge.i - (noun.left_edge.text != ",")
    if before > verb.sent.start and noun.doc[before].text == "," and noun.doc[before - 1].pos_ == "PROPN":
        return noun.doc[before - 1]
    said_to_be = any(relation(c) == "cop" for c in noun.children)
    return subject(noun) if said_to_be else subject(noun.head) if relation(noun) == "xcomp" and is_verbal(noun.head) else None


def _traced(verb: Token, sentence: Span, analysis: Analysis) -> Telling | None:
    """"Found evidence of a sale", "sees no sign of one": who looks for an act says whether it took place."""
    thing = next((c for c in children(verb, "obj") if c.i > verb.i), None)
    if thing is None or is_passive(verb) or thing.lemma_.lower() not in analysis.lexicon.cues.speech.traces:
        return None
    told = next((c for c in thing.children if c.i > thing.i and (relation(c) == "acl" or relation(c) == "nmod" and case_of(c) in ("of", "for"))), None)
    speaker = _teller(verb, sentence, analysis)
    return Telling(verb, speaker, ((thing.left_edge.i, thing.right_edge.i + 1),)) if told is not None and speaker is not None else None


def _is_declined(verb: Token, analysis: Analysis) -> bool:
    """"Declined to say whether", "refused to comment on": who does not speak says nothing; "refused to rule out" does."""
    above = verb.head
    silent = any(status == "negated" for status, _ in analysis.lexicon.status_verbs.get(above.lower_, ()))
    return relation(verb) == "xcomp" and verb.tag_ == "VB" and silent and speech_base(verb, analysis) in analysis.lexicon.cues.speech.withheld


def _is_phrasal(verb: Token, analysis: Analysis) -> bool:
    """"Has ruled that out", "held it back": a particle behind a pronoun makes another verb of it."""
    base = speech_base(verb, analysis) or ""
    particle = any(c.lower_ in ("out", "off", "up", "back") and c.dep_ == "compound:prt" for c in verb.children)
    return particle and base in analysis.lexicon.cues.speech.clausal and any(c.pos_ == "PRON" for c in children(verb, "obj"))


def _quotes_before(verb: Token, sentence: Span) -> Token | None:
    """"Days before the launch, the Gazette, citing officials, reported": the name before the participle that cites."""
    doc = verb.doc
    if doc[verb.i - 1].text != "," or not any(t.lower_ in ("citing", "quoting") and t.nbor(-1).text == "," for t in doc[max(sentence.start + 1, verb.i - 12) : verb.i]):
        return None
    phrase = phrase_before(verb, sentence)
    return head_within(phrase[0], phrase[1], doc) if phrase is not None and doc[phrase[1] + 1].lower_ in ("citing", "quoting") else None


def _of_a_kind(verb: Token) -> bool:
    """"Armies that doubt their suppliers buy elsewhere": a bare plural with a clause names a kind, and nobody."""
    noun = verb.head
    kind = verb.dep_ == "acl:relcl" and noun.tag_ == "NNS" and noun.i == noun.sent.start and verb.tag_ == "VBP"
    return kind and any(relation(c) == "nsubj" and c.lower_ in ("that", "who") for c in verb.children)


def _is_amid(noun: Token, verb: Token) -> bool:
    """Whether nothing but a participle's phrase between commas parts a noun from a verb."""
    between = verb.doc[noun.i + 1 : verb.i]
    return between[0].text == "," and between[1].tag_ == "VBG" and not any(t.tag_ in FINITE for t in between)


def _opening(verb: Token, sentence: Span, analysis: Analysis) -> int | None:
    """Where what a verb tells opens, also with "how", and with a "that" which the parser drew to who is told:
    "recalled how, in May, …", "reminded the five members that"."""
    if verb.i + 1 < sentence.end and verb.doc[verb.i + 1].lower_ == "how":
        return verb.i + 1
    if _told_at_once(verb) and phrase_before(verb, sentence) is not None:
        return verb.i + 1
    told = next(children(verb, "obj", "iobj"), None) if speech_base(verb, analysis) in analysis.lexicon.cues.speech.addressing else None
    if told is not None and verb.i < told.i < sentence.end - 1 and verb.doc[told.i + 1].lower_ == "that":
        return told.i + 1
    return content_start(verb, sentence, analysis)


def _expected(verb: Token, analysis: Analysis) -> int | None:
    """The first word of what somebody expects: "expects Egypt to buy", "expects to sign"."""
    if speech_base(verb, analysis) not in analysis.lexicon.cues.speech.expecting or is_passive(verb):
        return None
    below = (c for held in children(verb, "obj") for c in children(held, "acl") if c.dep_ == "acl" and held.i > verb.i)  # "expects the jets to come"
    clause = next((c for c in (*children(verb, "ccomp", "xcomp"), *below) if c.i > verb.i and any(t.lower_ == "to" for t in c.children)), None)
    if clause is None:
        return None
    held = next((c for c in children(verb, "obj", "iobj") if verb.i < c.i < clause.i), None)
    return min(c.left_edge.i for c in (held, clause) if c is not None)


def _whole(spans: tuple[tuple[int, int], ...], last: Token, sentence: Span) -> tuple[tuple[int, int], ...]:
    """"A fell; B rose, he said.": a telling that ends its sentence is about all of it. "It came, he says, from B":
    so is a phrase that goes on behind it."""
    doc, after = sentence.doc, last.i + 1
    behind = after + 1 < sentence.end and doc[after].text == "," and doc[after + 1].pos_ == "ADP" and doc[after + 1].lower_ not in JOINERS
    if len(spans) == 1 and behind and doc[after + 1].lower_ not in ("by", "according"):
        return (*spans, (after, clause_end(after + 1, sentence)))
    if not spans or any(t.is_alpha for t in sentence.doc[last.i + 1 : sentence.end]) or sentence.doc[spans[0][0]].lower_ in JOINERS:
        return spans
    return ((sentence.start, spans[0][1]), *spans[1:])


def _is_somebody(token: Token, analysis: Analysis) -> bool:
    return token.pos_ == "PROPN" or token.lower_ in ("he", "she") or token.lower_ in analysis.lexicon.spoken_for


def _told_spans(verb: Token, first: int, sentence: Span) -> tuple[tuple[int, int], ...]:
    """What a verb introduces; "said that she had paid, and would pay again" goes on behind the joint, though the
    parser hung the rest on the verb."""
    spans = content_spans(verb, first, sentence)
    doc, joint = verb.doc, spans[-1][1]
    joint += joint < sentence.end and doc[joint].text == ","
    if verb.tag_ != "VBD" or joint + 1 >= sentence.end or doc[joint].lower_ != "and" or doc[joint + 1].lower_ not in ("would", "could", "might"):
        return spans
    return (*spans, *content_spans(verb, joint + 1, sentence))


def _ascribed(verb: Token, analysis: Analysis) -> Telling | None:
    """"A raid that officials attributed to Chad", "…, an outage that Oslo blamed on Moscow": who did it is what they say.
    "The sale, which officials announced in May": so is the act that they make known."""
    base, speech = speech_base(verb, analysis), analysis.lexicon.cues.speech
    known = base in speech.making_known
    if not (known or base in speech.ascribing) or relation(verb) != "acl" or not is_verbal(verb) or is_passive(verb):
        return None
    relative = next((c for c in children(verb, "obj") if c.lower_ in ("that", "which") and c.i < verb.i), None)
    speaker = subject(verb)
    if relative is None or speaker is None or known and any(c.i > verb.i for c in children(verb, "obj", "ccomp", "xcomp")):
        return None
    noun, doc = verb.head, verb.doc
    act = next((t for t in (noun, *noun.ancestors) if t.i < relative.i and t.pos_ == "NOUN" and t.lower_ in analysis.lexicon.nouns), None)
    if known and (act is None or not all(t.pos_ in ("NOUN", "PROPN") for t in (noun, *noun.ancestors) if act.i < t.i < relative.i)):
        return None
    noun = act if known and act is not None else noun
    first = noun.left_edge.i + (noun.left_edge.text == ",")
    beside = not known and first > verb.sent.start and doc[first - 1].text == "," and doc[first].lower_ in ("a", "an")
    return Telling(verb, speaker, ((verb.sent.start if beside else first, relative.i), (verb.i, verb.right_edge.i + 1)), inner=False)


def _quotes_part(verb: Token, opening: int, analysis: Analysis) -> bool:
    """"Dismissed reports of a sale as "a rumour"": what is told began before the quotation mark."""
    base = speech_base(verb, analysis)
    quotes = verb.doc[opening].text in OPENING and base in analysis.lexicon.cues.speech.nominal and base != "put"
    return quotes and any(t.pos_ in ("NOUN", "PROPN", "VERB") for t in verb.doc[verb.i + 1 : opening])


def _is_statement(verb: Token, base: str | None) -> bool:
    """Whether a noun phrase behind a verb is a statement: "put output at 100", "sees it as", not "saw the crews off"."""
    if base == "count":
        return any(t.like_num for t in verb.subtree)
    if base == "put":
        return any(case_of(c) == "at" and any(t.like_num for t in c.subtree) for c in verb.subtree)
    if base in ("see", "view", "regard"):
        return any(t.lower_ == "as" for t in verb.subtree)
    return True


def _reported_finding(verb: Token, sentence: Span) -> Telling | None:
    """"The discovery, reported by Reuters in May, that …": a participle between commas, with its author, before "that"."""
    doc = verb.doc
    if verb.tag_ != "VBN" or verb.i + 3 >= sentence.end or doc[verb.i - 1].text != "," or doc[verb.i + 1].lower_ != "by":
        return None
    comma = next((i for i in range(verb.i + 2, min(verb.i + 12, sentence.end - 1)) if doc[i].text == ","), None)
    speaker = head_after(verb.i + 2, sentence)
    if comma is None or speaker is None or doc[comma + 1].lower_ != "that" or doc[comma + 1].tag_ == "WDT":
        return None
    return Telling(verb, speaker, ((comma + 1, clause_end(comma + 1, sentence)),))


def _as_told(verb: Token, sentence: Span) -> Telling | None:
    """"As noted by the envoy, Oslo has paid", "as stated the envoy, …"; "Oslo has paid, as noted by the envoy"."""
    doc = verb.doc
    if verb.tag_ not in ("VBN", "VBD", "VBZ") or verb.i < sentence.start + 1 or doc[verb.i - 1].lower_ != "as" or verb.i + 2 >= sentence.end:
        return None
    by = doc[verb.i + 1].lower_ == "by"
    last = next((t.i for t in doc[verb.i + 1 : min(verb.i + 16, sentence.end)] if t.text == ","), sentence.end)
    opens = not any(t.is_alpha for t in doc[sentence.start : verb.i - 1])
    if by and (doc[verb.i - 2].text == "," or opens):
        agent = next((c for c in verb.children if c.dep_ == "obl:agent"), None)  # "by the general", read as an adjective
        speaker = head_after(verb.i + 2, sentence) or agent
    elif opens and doc[verb.i + 1].pos_ in ("DET", "PROPN", "NOUN"):
        speaker = head_after(verb.i + 1, sentence)
    else:
        return None
    if speaker is None or speaker.i >= last or any(t.tag_ in FINITE for t in doc[verb.i + 1 : last]):
        return None
    spans = ((last + 1, clause_end(last + 1, sentence)),) if opens and last + 1 < sentence.end else ((sentence.start, verb.i - 1),)
    return Telling(verb, speaker, spans, inner=False)


def _withholds(verb: Token, analysis: Analysis) -> bool:
    """"Has not confirmed the delivery": who withholds a confirmation says nothing."""
    confirming = speech_base(verb, analysis) in analysis.lexicon.cues.status.confirming
    held = next((c for c in verb.children if relation(c) == "nsubj"), None)
    words = [c.lower_ for c in verb.children] + ([c.lower_ for c in held.children] if held is not None else [])
    return confirming and any(word in ("not", "n't", "n’t", "never", "neither", "no") for word in words)


def _heard_from(verb: Token, analysis: Analysis) -> Token | None:
    """"Heard from six sources that": the one who is heard speaks."""
    if speech_base(verb, analysis) not in ("hear", "learn"):
        return None
    return next((c for c in children(verb, "obl") if case_of(c) == "from"), None)


def _outlined(verb: Token, speaker: Token | None, sentence: Span) -> Telling | None:
    """"Under the scheme that X described, …": what follows is what X described."""
    doc = verb.doc
    behind = verb.i + 1 < sentence.end and doc[verb.i + 1].text == ","
    if not behind or speaker is None or verb.i - sentence.start > 12 or speaker.left_edge.i <= sentence.start + 1:
        return None
    if doc[speaker.left_edge.i - 1].lower_ not in ("that", "which") or doc[sentence.start].lower_ not in ("under", "in", "by", "from", "according"):
        return None
    return Telling(verb, speaker, ((verb.i + 2, sentence.end),))


def _passive(verb: Token, sentence: Span, analysis: Analysis) -> Iterator[Telling]:
    """"Was called dangerous by X"; without an agent somebody unnamed speaks."""
    agent = next((c for c in verb.children if c.dep_ == "obl:agent" or (relation(c) == "obl" and case_of(c) == "by")), None)
    spans = [(c.left_edge.i, c.right_edge.i + 1) for c in children(verb, "ccomp", "xcomp") if c.i > verb.i]
    held = next((c for c in verb.children if c.dep_ in ("nsubj:pass", "nsubj")), None)
    if verb.head.lower_ in ("stands", "stand", "stood", "standing") and verb.i == verb.head.i + 1:
        held = subject(verb.head)  # "Oslo stands accused by Chad of sending rifles"
    if speech_base(verb, analysis) in analysis.lexicon.cues.speech.nominal:
        if relation(verb) == "acl" and verb.head.pos_ in ("NOUN", "PROPN"):
            return
        last = next((t.i - 1 for t in verb.doc[(agent or verb).i : verb.right_edge.i] if t.text == ","), verb.right_edge.i)
        spans.append((held.left_edge.i if held is not None else verb.i, min(last + 1, denied_end(verb, sentence))))
    if spans and verb.lower_ not in QUOTING:
        yield Telling(verb, agent, tuple(spans))


def _beside(verb: Token, sentence: Span, analysis: Analysis) -> Telling | None:
    """A telling that stands behind or amid what is said, or None; a clausal verb, and one that names who listens, only behind
    a quotation."""
    speech, base = analysis.lexicon.cues.speech, speech_base(verb, analysis)
    clausal = base in speech.clausal
    doc = verb.doc
    first = group_start(verb, sentence)
    if any(relation(c) == "aux" and c.tag_ == "MD" for c in verb.children):
        return None
    quotable = first > sentence.start and (not (clausal or base in speech.addressing) or is_after_quotation(first, sentence))
    inverted = quotable and verb.tag_ in ("VBD", "VBZ", "VBP", "VBN") and may_invert(first, verb) and not _told_at_once(verb)
    if inverted and (speaker := speaker_behind(verb, sentence)) is not None:
        as_told = doc[first - 1].lower_ == "as"
        spans = _whole(spans_around(first - 1, speaker.right_edge.i, verb, sentence), speaker.right_edge, sentence)
        spans = (*spans, *_added(speaker.right_edge, as_told, spans, sentence, analysis))
        return Telling(verb, speaker, spans, inner=False)
    quoting = next((t for t in (doc[max(verb.i - 2, sentence.start)], verb.head) if t.lower_ in QUOTING and t.i < verb.i), None)
    quoted = verb.i - 2 >= sentence.start and doc[verb.i - 1].lower_ == "as" and quoting is not None
    phrase = phrase_before(quoting if quoted and quoting is not None else verb, sentence)  # "the aide was quoted by the paper as saying"
    as_told = phrase is not None and phrase[0] > sentence.start and doc[phrase[0] - 1].lower_ == "as"
    if phrase is None or phrase[0] <= sentence.start or not (as_told or separates(doc[phrase[0] - 1])):
        return None
    if as_told and not quoted and _is_told_behind(verb):
        return None
    own = (clausal and not _closes(verb, sentence)) or any(c.i > verb.i for c in children(verb, "obj"))
    if own and verb.lower_ not in ("told", "tells") and not as_told and not is_after_quotation(phrase[0], sentence):
        return None
    head = head_within(phrase[0], phrase[1], doc)
    last = doc[verb.i + 1] if " " in (base or "") else verb
    spans = _whole(spans_around(phrase[0] - 1, last.i, verb, sentence), last, sentence)
    spans = (*spans, *_added(last, as_told, spans, sentence, analysis))
    return Telling(verb, head, spans, inner=False) if head is not None and spans else None


def _told_at_once(verb: Token) -> bool:
    """"The envoy, a former aide, said Oslo had paid": a clause with its own subject right behind the verb is told."""
    clause = next((c for c in children(verb, "ccomp") if c.i > verb.i and c.left_edge.i == verb.i + 1), None)
    held = next((c for c in clause.children if relation(c) == "nsubj"), None) if clause is not None else None
    return clause is not None and held is not None and held.i < clause.i and verb.doc[verb.i - 1].text == "," and not any(
        t.text == "," for t in verb.doc[verb.i + 1 : clause.i])


def _is_told_behind(verb: Token) -> bool:
    """"Shares rose as Oslo said Chad had paid": a clause with its own verb right behind is told, not what stands before."""
    clause = next((c for c in children(verb, "ccomp") if c.pos_ == "VERB" and c.left_edge.i == verb.i + 1), None)
    return clause is not None and any(relation(c) == "nsubj" and c.i < clause.i for c in clause.children)


def _closes(verb: Token, sentence: Span) -> bool:
    """"Oslo will pay, its minister has promised.": what stands before is the verb's clause in the parse."""
    behind = any(t.is_alpha for t in verb.doc[verb.i + 1 : sentence.end])
    return not behind and any(c.i < verb.i for c in children(verb, "ccomp"))


def _added(last: Token, as_told: bool, spans: tuple[tuple[int, int], ...], sentence: Span, analysis: Analysis) -> Iterator[tuple[int, int]]:
    """"Five came, Oslo said, and two were lost", "…, Oslo said at the time; two were lost": a clause behind a telling
    with a subject of its own and no word of speech goes on with what is told, and so does "…, since two were lost"."""
    doc = sentence.doc
    joint = next((t.i for t in doc[last.i + 1 : sentence.end] if t.text in (",", ";")), sentence.end)
    first = joint + 1
    if as_told or first >= sentence.end - 2 or any(t.tag_ in FINITE or t.text in OPENING for t in doc[last.i + 1 : joint]):
        return
    joins = ("and", "since", "because", "unless", "lest", *(("after", "when", "once") if _is_bare_past(last, joint, spans) else ()))
    if doc[joint].text == "," and doc[first].lower_ not in joins or any(begin <= first + 1 < end for begin, end in spans):
        return
    end = next((t.i for t in doc[first:] if t.text == ";"), sentence.end)
    end = min(end, sentence.end)
    clause = doc[first:end]
    finite = next((t for t in clause if t.tag_ in FINITE), None)
    past = last.tag_ != "VBZ" and not any(t.tag_ == "VBZ" for t in (last, *last.ancestors))
    perfect = finite is not None and finite.lower_ in ("have", "has")
    held = finite is not None and (finite.tag_ in ("VBD", "MD") or perfect or not past) and any(t.pos_ in ("NOUN", "PROPN", "PRON", "NUM") for t in doc[first : finite.i])
    tells = any(_tells(t, analysis) for t in clause)
    if held and not tells and not any(t.text in OPENING for t in clause):
        yield first, end


def _tells(verb: Token, analysis: Analysis) -> bool:
    """Whether a verb tells something itself; "asked Chad for tanks" does not, a verb that needs a clause without one."""
    base = speech_base(verb, analysis)
    if base is None or not is_verbal(verb) or is_passive(verb) or verb.dep_ in ("aux", "amod"):
        return False
    speech = analysis.lexicon.cues.speech
    bare = base in speech.clausal and base not in speech.nominal and any(children(verb, "obj", "iobj", "obl"))
    return not bare or any(children(verb, "ccomp", "xcomp", "parataxis"))


def _is_bare_past(last: Token, joint: int, spans: tuple[tuple[int, int], ...]) -> bool:
    """"Oslo gave in, officials said, after Chad had paid": no day of the saying stands behind it, and a past is told."""
    told = [t for first, end in spans for t in last.doc[first:end] if t.tag_ in FINITE]
    return joint == last.i + 1 and bool(told) and all(t.tag_ == "VBD" for t in told)
