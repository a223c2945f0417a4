"""Where a sentence says that somebody says something, and which of its words are said.

The parse and the order of the words look together: a clause below a verb of speech is said, and so is what
stands before ", X said" or around ", he said,", whatever the parser hung where.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from preprocessing.analysis import Analysis
from preprocessing.clauses import (
    CLOSING,
    FINITE,
    JOINERS,
    OPENING,
    QUOTING,
    RELATIVE,
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

# whoever stands behind these listens
ADDRESSING = frozenset(("told", "tells", "assured", "assures", "reminded", "reminds", "informed", "informs", "notified", "notifies"))
# of these a clause without "that" is no promise: "expects Egypt to buy"
EXPECTING = frozenset(("expect", "believe", "know", "reckon", "suppose"))


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


def find_tellings(sentence: Span, analysis: Analysis) -> Iterator[Telling]:
    """The tellings of a sentence, in the order of their words of speech."""
    last: Telling | None = None
    if (named := _named_before_colon(sentence, analysis)) is not None:
        yield named
    if _is_headline(sentence):
        return
    for token in sentence:
        for telling in _at(token, sentence, analysis):
            if last is not None and (_shares_speaker(telling.speech) or _goes_on_telling(telling, last)):
                telling = replace(telling, speaker=last.speaker)
            last = telling
            yield telling


def _is_headline(sentence: Span) -> bool:
    """A line in capitals without a full stop: "Files Show Tehran Sold Arms" has no parse to go by."""
    words = [t for t in sentence if t.is_alpha and len(t) > 3]
    ends = next((t.text for t in reversed(sentence) if not t.is_space), "")
    return len(words) > 3 and ends not in (".", "?", "!", "…") and ends not in CLOSING and sum(t.text[0].isupper() for t in words) > 0.8 * len(words)


def _goes_on_telling(telling: Telling, last: Telling) -> bool:
    """"X said that the crews had left, and warned that": a second verb of the teller, in the tense of the first,
    which the parser hung on what is told or left without a subject."""
    verb, first = telling.speech, last.speech
    doc, joint = verb.doc, verb.i
    while joint - 1 > first.i and (doc[joint - 1].pos_ == "ADV" or doc[joint - 1].text in OPENING):
        joint -= 1
    that = verb.i + 1 < len(doc) and doc[verb.i + 1].lower_ == "that"
    same = verb.tag_ == first.tag_ or (first.tag_ == "VBD" and verb.tag_ == "VBN" and that)
    joined = joint - 1 > first.i and doc[joint - 1].lower_ in ("and", "but") and first.tag_ in ("VBD", "VBZ") and same
    between = any(t.tag_ == first.tag_ and t.pos_ != "AUX" and t.dep_ != "amod" and not is_passive(t) and not _of_relative(t) for t in doc[first.i + 1 : joint])
    return joined and last.inner and telling.inner and not between


def _of_relative(verb: Token) -> bool:
    """"Those who built it": a verb whose subject is a relative pronoun."""
    return verb.dep_ == "acl:relcl" and any(c.lower_ in RELATIVE and relation(c) == "nsubj" for c in verb.children)


def is_participle(verb: Token) -> bool:
    """"…, warning that", also where the tagger took it for a noun."""
    return verb.tag_ == "VBG" or (verb.tag_ == "NN" and verb.lower_.endswith("ing") and verb.i > 0 and verb.doc[verb.i - 1].text == ",")


def _teller(verb: Token, sentence: Span) -> Token | None:
    """The subject of a verb of speech; a participle that was taken for a noun has that of its sentence.

    "After inspectors, searching the ruins, concluded": a subject that the parser took for the noun of a preposition.
    """
    doc = verb.doc
    if verb.tag_ == "VBD" and doc[verb.i - 1].text == ",":
        held = (t for t in doc[sentence.start : verb.i - 3] if relation(t) == "obl" and case_of(t) in JOINERS and any(w.text == "," for w in doc[t.i : verb.i - 1]))
        if (beside := next((t for t in held if t.right_edge.i in (verb.i - 1, verb.i - 2) or _is_amid(t, verb)), None)) is not None:
            return beside
    if is_participle(verb) and verb.tag_ != "VBG":
        return subject(sentence.root)
    return find_speaker(verb, sentence)


def _is_amid(noun: Token, verb: Token) -> bool:
    """Whether nothing but a participle's phrase between commas parts a noun from a verb."""
    between = verb.doc[noun.i + 1 : verb.i]
    return between[0].text == "," and between[1].tag_ == "VBG" and not any(t.tag_ in FINITE for t in between)


def _opening(verb: Token, sentence: Span, analysis: Analysis) -> int | None:
    """Where what a verb tells opens, also with "how", and with a "that" which the parser drew to who is told:
    "recalled how, in May, …", "reminded the five members that"."""
    if verb.i + 1 < sentence.end and verb.doc[verb.i + 1].lower_ == "how":
        return verb.i + 1
    told = next(children(verb, "obj", "iobj"), None) if speech_base(verb, analysis) in ("tell", "remind", "assure", "inform", "notify") else None
    if told is not None and verb.i < told.i < sentence.end - 1 and verb.doc[told.i + 1].lower_ == "that":
        return told.i + 1
    return content_start(verb, sentence, analysis)


def _expected(verb: Token, analysis: Analysis) -> int | None:
    """The first word of what somebody expects: "expects Egypt to buy", "expects to sign"."""
    if speech_base(verb, analysis) not in EXPECTING or is_passive(verb):
        return None
    clause = next((c for c in children(verb, "ccomp", "xcomp") if c.i > verb.i and any(t.lower_ == "to" for t in c.children)), None)
    if clause is None:
        return None
    held = next((c for c in children(verb, "obj", "iobj") if verb.i < c.i < clause.i), None)
    return min(c.left_edge.i for c in (held, clause) if c is not None)


def _head_behind(first: int, sentence: Span) -> Token | None:
    """The head of the phrase that starts at an index, also behind a participle: "the visiting officer"."""
    doc = sentence.doc
    while first < sentence.end - 1 and (doc[first].pos_ == "DET" and doc[first + 1].dep_ == "amod" or doc[first].dep_ == "amod" and doc[first].pos_ == "VERB"):
        first += 1
    return head_after(first, sentence)


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


def _shares_speaker(verb: Token) -> bool:
    """"…, X said, adding that": a participle of speech has the speaker of the telling before it."""
    quoting = verb.lower_ in QUOTING or verb.head.lower_ in QUOTING
    own = any(relation(c) in ("nsubj", "aux") for c in verb.children)
    return is_participle(verb) and not own and not quoting and relation(verb) in ("advcl", "conj", "acl")


def _named_before_colon(sentence: Span, analysis: Analysis) -> Telling | None:
    """"Kremlin: no missiles were sent", as headlines have it."""
    doc = sentence.doc
    colon = next((t.i for t in sentence[:8] if t.text == ":"), None)
    if colon is None or colon == sentence.start or any(t.tag_ in FINITE for t in doc[sentence.start : colon]):
        return None
    head = doc[colon - 1]
    mention = analysis.by_token.get(head.i)
    actor = mention is not None and analysis.is_actor(mention.entity_id) and mention.sense != "demonym"
    if doc[sentence.start].pos_ == "ADP" or not (actor or head.lower_ in analysis.lexicon.spoken_for) or (head.is_upper and len(head) > 4):
        return None
    return Telling(doc[colon], head, ((colon + 1, sentence.end),))


def _at(token: Token, sentence: Span, analysis: Analysis) -> Iterator[Telling]:
    if token.lower_ == "according":
        yield from _according(token, sentence)
    elif token.lower_ in ("citing", "reference", "quoting") and (cited := _cited(token, sentence)) is not None:
        yield cited
    elif token.lower_ in analysis.lexicon.cues.speech.feelings:
        yield from _of_feeling(token, sentence)
    elif token.lower_ in analysis.lexicon.cues.speech.views and (view := _of_view(token, sentence)) is not None:
        yield view
    elif speech_base(token, analysis) is not None and _may_tell(token, analysis):
        yield from _of_verb(token, sentence, analysis)
    elif token.lower_ in analysis.lexicon.speech_nouns:
        yield from _of_noun(token, analysis)


def _may_tell(token: Token, analysis: Analysis) -> bool:
    if token.dep_ == "amod" and token.i < token.head.i:
        return speech_base(token, analysis) in analysis.lexicon.cues.speech.nominal and _is_mistaken(token, analysis)
    if is_verbal(token):
        return relation(token) not in ("aux", "cop", "compound", "case")
    if is_participle(token):
        return any(t.lower_ == "that" and t.dep_ == "mark" for t in token.doc[token.i + 1 : min(token.sent.end, token.i + 6)])
    # ", Seoul estimates,", "the ministry denies that": a verb that the tagger took for a noun
    plural = token.i > 0 and token.doc[token.i - 1].tag_ in ("NNS", "NNPS")
    if token.tag_ not in ("NNS", "NN") or not (token.lower_.endswith("s") or plural):
        return False
    return _between_commas(token, analysis) or _before_that(token, analysis)


def _before_that(token: Token, analysis: Analysis) -> bool:
    doc = token.doc
    behind = token.i + (2 if " " in (speech_base(token, analysis) or "") else 1)
    if behind >= len(doc) or doc[behind].lower_ not in ("that", "how") or not token.i:
        return False
    plain = token.lower_ not in analysis.lexicon.speech_nouns or token.dep_ == "ROOT" and doc[token.i - 1].text == ","
    return plain and (doc[token.i - 1].pos_ in ("NOUN", "PROPN", "PRON") or doc[token.i - 1].text == ",")


def _between_commas(token: Token, analysis: Analysis) -> bool:
    doc = token.doc
    name = doc[token.i - 1] if token.i else token
    role = token.i > 1 and doc[token.i - 2].lower_ == "the" and name.lower_ in analysis.lexicon.cues.speech.people
    if not (name.i in analysis.by_token or role) or token.i + 1 >= len(doc):
        return False
    if doc[token.i + 1].text not in (",", ".", ";") and doc[token.i + 1].lower_ not in ("on", "in", "citing"):
        return False
    first = analysis.by_token[name.i].first if name.i in analysis.by_token else name.i
    if first > 0 and doc[first - 1].lower_ == "the":
        first -= 1
    return first > 0 and (doc[first - 1].text == "," or doc[first - 1].text in CLOSING)


def _of_verb(verb: Token, sentence: Span, analysis: Analysis) -> Iterator[Telling]:
    if not is_verbal(verb) and _between_commas(verb, analysis):
        name = analysis.by_token.get(verb.i - 1)
        yield Telling(verb, verb.doc[verb.i - 1], ((sentence.start, name.first if name is not None else verb.i - 2),))
        return
    if _is_mistaken(verb, analysis):
        yield Telling(verb, verb.doc[verb.i - 1], ((verb.i, clause_end(verb.i, sentence)),))
        return
    if (found := _reported_finding(verb, sentence)) is not None:
        yield found
        return
    if is_passive(verb) and verb.lower_ not in QUOTING and not _is_active(verb, analysis) and _heard_from(verb, analysis) is None:
        yield from _passive(verb, sentence, analysis)
        return
    clause = _opening(verb, sentence, analysis)
    partial = clause is not None and _quotes_part(verb, clause, analysis)
    clause = None if partial else clause
    clausal = speech_base(verb, analysis) in analysis.lexicon.cues.speech.clausal
    if clause is None and not partial and (beside := _beside(verb, sentence, clausal)) is not None:
        yield beside
        return
    speaker = _heard_from(verb, analysis) or _teller(verb, sentence)
    if clause is None and (behind := _outlined(verb, speaker, sentence)) is not None:
        yield behind
        return
    if _withholds(verb, analysis):
        speaker = None
    first = clause if clause is not None else _expected(verb, analysis) or complement_start(verb, speech_base(verb, analysis))
    if first is not None:
        yield Telling(verb, speaker, content_spans(verb, first, sentence))
    elif speech_base(verb, analysis) in analysis.lexicon.cues.speech.nominal:
        held = [c for c in children(verb, "obj", "obl", "xcomp", "advcl") if c.i > verb.i and not (relation(c) == "obl" and case_of(c) not in ("of", "as", "at", "for", ""))]
        if _is_statement(verb, speech_base(verb, analysis)):
            if any(status == "denied" for status, _ in analysis.lexicon.status_verbs.get(verb.lower_, ())):
                yield Telling(verb, speaker, ((verb.i, denied_end(verb, sentence)),))
                return
            counted = [(verb.i, verb.right_edge.i + 1)] if speech_base(verb, analysis) == "count" else []
            yield Telling(verb, speaker, (*((c.left_edge.i, c.right_edge.i + 1) for c in held), *counted, (verb.i, verb.i + 1)))


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


def _cited(word: Token, sentence: Span) -> Telling | None:
    """"…, citing officials", "with reference to a source": those cited speak."""
    if word.lower_ in ("citing", "quoting"):
        if any(t.lower_ == "saying" for t in word.doc[word.i : min(word.i + 12, sentence.end)]):
            return None
        named = next(children(word, "obj"), None) or head_after(word.i + 1, sentence)
    else:
        named = head_after(word.i + 2, sentence) if word.doc[min(word.i + 1, len(word.doc) - 1)].lower_ == "to" and case_of(word) == "with" else None
    return Telling(word, named, ((sentence.start, word.i), (named.i + 1, sentence.end))) if named is not None else None


def _of_feeling(word: Token, sentence: Span) -> Iterator[Telling]:
    """"Israel is afraid that", "Kyiv is convinced that"."""
    holder = next((c for c in word.children if c.dep_ in ("nsubj", "nsubj:pass")), None)
    condition = next((c for c in word.children if c.dep_ == "mark" and c.lower_ == "if"), None)
    if word.lower_ in ("right", "correct", "accurate") and holder is not None:
        if condition is not None:
            yield Telling(word, holder, ((sentence.start, condition.i),), inner=False)
        return
    clause = next((c for c in word.children if relation(c) in ("ccomp", "advcl", "acl") and c.i > word.i), None)
    if holder is not None and clause is not None and any(c.lower_ == "that" for c in clause.children):
        yield Telling(word, holder, ((word.i + 1, sentence.end),))


def _is_active(verb: Token, analysis: Analysis) -> bool:
    """Whether what looks like a passive is none: "said by way of comparison" has a plain subject, and a
    participle behind its noun cannot take "that" ("official X claimed on Monday that")."""
    opening = content_start(verb, verb.sent, analysis) if verb.dep_ == "acl" else None
    if opening is not None and verb.doc[opening].lower_ == "that" and not any(c.dep_ in ("aux:pass", "obl:agent") for c in verb.children):
        return True
    if verb.dep_ == "acl" and verb.doc[verb.i - 1].text == "," and speech_base(verb, analysis) not in analysis.lexicon.cues.speech.nominal:
        before = phrase_before(verb, verb.sent)
        if before is not None and is_after_quotation(before[0] - 1, verb.sent):
            return True
    bare = not any(relation(c) == "aux" or c.dep_ == "obl:agent" for c in verb.children) and relation(verb) not in ("acl", "amod", "advcl", "conj")
    if bare and any(relation(c) == "nsubj" and c.i < verb.i for c in verb.children):
        return True
    own = any(c.dep_ == "nsubj" and c.i < verb.i for c in verb.children)
    return (own or verb.lower_ == "told") and verb.tag_ == "VBD" and not any(c.dep_ == "aux:pass" for c in verb.children)


def _is_mistaken(token: Token, analysis: Analysis) -> bool:
    """"The Kremlin dismissed talk of": a verb between its subject and its object that the parser took for an adjective."""
    if token.dep_ != "amod" or token.i >= token.head.i or token.i == token.sent.start:
        return False
    before = token.doc[token.i - 1]
    mention = analysis.by_token.get(before.i)
    named = mention is not None and mention.sense not in ("demonym", "class") and analysis.is_actor(mention.entity_id)
    return (named or before.lower_ in analysis.lexicon.cues.speech.people) and before.head == token.head


def _passive(verb: Token, sentence: Span, analysis: Analysis) -> Iterator[Telling]:
    """"Was called dangerous by X"; without an agent somebody unnamed speaks."""
    agent = next((c for c in verb.children if c.dep_ == "obl:agent" or (relation(c) == "obl" and case_of(c) == "by")), None)
    spans = [(c.left_edge.i, c.right_edge.i + 1) for c in children(verb, "ccomp", "xcomp") if c.i > verb.i]
    held = next((c for c in verb.children if c.dep_ in ("nsubj:pass", "nsubj")), None)
    if speech_base(verb, analysis) in analysis.lexicon.cues.speech.nominal:
        if relation(verb) == "acl":
            return
        last = next((t.i - 1 for t in verb.doc[(agent or verb).i : verb.right_edge.i] if t.text == ","), verb.right_edge.i)
        spans.append((held.left_edge.i if held is not None else verb.i, min(last + 1, denied_end(verb, sentence))))
    if spans and verb.lower_ not in QUOTING:
        yield Telling(verb, agent, tuple(spans))


def _beside(verb: Token, sentence: Span, clausal: bool) -> Telling | None:
    """A telling that stands behind or amid what is said, or None; a ``clausal`` verb only behind a quotation."""
    doc = verb.doc
    first = group_start(verb, sentence)
    if any(relation(c) == "aux" and c.tag_ == "MD" for c in verb.children):
        return None
    quotable = first > sentence.start and (not (clausal or verb.lower_ in ADDRESSING) or is_after_quotation(first, sentence))
    inverted = quotable and verb.tag_ in ("VBD", "VBZ", "VBP", "VBN") and may_invert(first, verb)
    if inverted and (speaker := speaker_behind(verb, sentence)) is not None:
        spans = _whole(spans_around(first - 1, speaker.right_edge.i, verb, sentence), speaker.right_edge, sentence)
        return Telling(verb, speaker, spans, inner=False)
    quoted = verb.i - 2 >= sentence.start and doc[verb.i - 1].lower_ == "as" and doc[verb.i - 2].lower_ in QUOTING
    phrase = phrase_before(doc[verb.i - 2] if quoted else verb, sentence)
    as_told = phrase is not None and phrase[0] > sentence.start and doc[phrase[0] - 1].lower_ == "as"
    if phrase is None or phrase[0] <= sentence.start or not (as_told or separates(doc[phrase[0] - 1])):
        return None
    own = clausal or any(c.i > verb.i for c in children(verb, "obj"))
    if own and verb.lower_ not in ("told", "tells") and not as_told and not is_after_quotation(phrase[0], sentence):
        return None
    head = head_within(phrase[0], phrase[1], doc)
    spans = _whole(spans_around(phrase[0] - 1, verb.i, verb, sentence), verb, sentence)
    return Telling(verb, head, spans, inner=False) if head is not None and spans else None


def _according(word: Token, sentence: Span) -> Iterator[Telling]:
    doc = word.doc
    if word.i + 2 >= sentence.end or doc[word.i + 1].lower_ != "to":
        return
    named = _head_behind(word.i + 2, sentence)
    first = word.i
    leading = first == sentence.start or doc[first - 1].lower_ in JOINERS or (doc[first - 1].text == "," and first >= 2 and doc[first - 2].lower_ in JOINERS)
    if leading:
        yield Telling(word, named, ((first, clause_end(first, sentence)),), inner=False)
    else:
        yield Telling(word, named, spans_around(first - (doc[first - 1].text == ","), named.i if named is not None else first, word, sentence), inner=False)


def _of_noun(noun: Token, analysis: Analysis) -> Iterator[Telling]:
    """"Shin's claim that", "reports from US sources of", "the belief of officials that"."""
    holder = next((c for c in noun.children if c.dep_ == "nmod:poss" or (relation(c) in ("nmod", "obl") and case_of(c) in ("from", "by"))), None)
    if holder is None:
        holder = next((c for c in children(noun, "nmod") if case_of(c) == "of" and (c.lower_ in analysis.lexicon.spoken_for or _names_actor(c, analysis))), None)
    spans = [(c.left_edge.i, c.right_edge.i + 1) for c in noun.children
             if c.i > noun.i and c is not holder and (relation(c) in ("acl", "ccomp") or (relation(c) == "nmod" and case_of(c) in ("of", "about", "on")))]
    if holder is not None and noun.head.lower_ in ("is", "was") or (holder is not None and any(relation(c) == "cop" for c in noun.children)):
        spans.append((noun.right_edge.i, noun.sent.end))
        spans += [(c.left_edge.i, c.right_edge.i + 1) for c in noun.children if relation(c) in ("csubj", "ccomp", "advcl") and c.i > noun.i]
    if spans:
        yield Telling(noun, holder, tuple(spans))


def _names_actor(token: Token, analysis: Analysis) -> bool:
    mention = analysis.by_token.get(token.i)
    return mention is not None and analysis.is_actor(mention.entity_id) and analysis.kind(mention.entity_id) in ("person", "organisation")


def _of_view(noun: Token, sentence: Span) -> Telling | None:
    """"In Orton's view", "by Shin's account", "in the words of the secretary"."""
    if case_of(noun) not in ("in", "by", "on", "to", "from"):
        return None
    holder = next((c for c in noun.children if c.dep_ == "nmod:poss" or (relation(c) == "nmod" and case_of(c) == "of")), None)
    if holder is None:
        return None
    if any(t.lower_ in RELATIVE for t in noun.doc[max(sentence.start, holder.left_edge.i - 3) : holder.left_edge.i]):
        last = next((t.i for t in noun.doc[noun.i + 2 : sentence.end] if t.text == ","), sentence.end)
        return Telling(noun, holder, ((noun.i + 1, last),), inner=False)
    return Telling(noun, holder, ((sentence.start, noun.i), (noun.i + 1, clause_end(noun.i + 1, sentence))), inner=False)
