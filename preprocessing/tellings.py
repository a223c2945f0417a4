"""Where a sentence says that somebody says something, and which of its words are said: by its verbs and nouns of
speech, its sources, its feelings and views.
"""

from collections.abc import Iterator
from dataclasses import replace

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
    head_after,
    spans_around,
)
from preprocessing.contents import speech_base
from preprocessing.grammar import case_of, children, is_passive, is_verbal, relation, subject
from preprocessing.introductions import find_introduced
from preprocessing.utterances import (
    Telling,
    between_commas,
    find_uttered,
    is_mistaken,
    is_noun_read,
    is_participle,
)

CITING = frozenset(("citing", "reference", "quoting"))


def find_tellings(sentence: Span, analysis: Analysis) -> Iterator[Telling]:
    """The tellings of a sentence, in the order of their words of speech."""
    last: Telling | None = None
    if (named := _named_before_colon(sentence, analysis)) is not None:
        yield named
    introduced = list(find_introduced(sentence, analysis))
    if _is_headline(sentence):
        yield from introduced
        return
    told = [telling for token in sentence for telling in _at(token, sentence, analysis)]
    yield from (t for t in introduced if not any(other.covers(first) for first, _ in t.spans for other in told))
    for telling in told:
        if last is not None and (_shares_speaker(telling.speech) or _goes_on_telling(telling, last)):
            telling = replace(telling, speaker=last.speaker)
        last = telling
        yield _within_clause(telling, sentence)


def _within_clause(telling: Telling, sentence: Span) -> Telling:
    """"Chad, which denied using drones, has bought six", "although it denies doing so, …": what a clause of its own
    tells ends where the clause does."""
    verb = telling.speech
    end = verb.right_edge.i + 1
    marked = relation(verb) == "advcl" and any(c.lower_ in ("although", "though", "while", "if", "when") for c in children(verb, "mark"))
    if verb.dep_ != "acl:relcl" and not marked or not telling.inner or not verb.i < end <= sentence.root.i:
        return telling
    spans = tuple((first, min(last, end)) for first, last in telling.spans if first < end)
    return replace(telling, spans=spans)


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


def _head_behind(first: int, sentence: Span) -> Token | None:
    """The head of the phrase that starts at an index, also behind a participle: "the visiting officer"."""
    doc = sentence.doc
    while first < sentence.end - 1 and (doc[first].pos_ == "DET" and doc[first + 1].dep_ == "amod" or doc[first].dep_ == "amod" and doc[first].pos_ == "VERB"):
        first += 1
    return head_after(first, sentence)


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
    lower = token.lower_
    if lower in analysis.lexicon.cues.speech.charging and (charged := _charged(token)) is not None:
        yield charged
        return
    if lower not in analysis.lexicon.telling_words and lower != "according" and lower not in CITING:
        return  # nearly every word
    if lower == "according":
        yield from _according(token, sentence)
    elif lower in CITING and (cited := _cited(token, sentence)) is not None:
        yield cited
    elif lower in analysis.lexicon.cues.speech.feelings:
        yield from _of_feeling(token, sentence)
    elif lower in analysis.lexicon.cues.speech.views and (view := _of_view(token, sentence)) is not None:
        yield view
    elif speech_base(token, analysis) is not None and _may_tell(token, analysis):
        yield from find_uttered(token, sentence, analysis)
    elif lower in analysis.lexicon.speech_nouns:
        yield from _of_noun(token, analysis)


def _charged(verb: Token) -> Telling | None:
    """"Washington blacklisted a firm for supplying Chad with engines": who punishes somebody for an act says that he did it;
    not what a relative clause behind it tells."""
    doc, end = verb.doc, verb.sent.end
    mark = next((t for t in doc[verb.i + 1 : end - 1] if t.lower_ == "for" and doc[t.i + 1].lower_.endswith("ing")), None)  # "for shipping radars"
    speaker = next((c for c in children(verb, "nsubj") if c.dep_ == "nsubj" and c.i < verb.i), None)
    if mark is None or speaker is None or not any(c.i > verb.i for c in children(verb, "obj")) or any(t.tag_ in FINITE for t in doc[verb.i + 1 : mark.i]):
        return None
    last = next((t.i for t in doc[mark.i + 2 : end] if t.tag_ in (*FINITE, "WDT", "WP") or t.text in (",", ";") or t.lower_ == "that"), end)
    return Telling(verb, speaker, ((mark.i + 1, last),))


def _may_tell(token: Token, analysis: Analysis) -> bool:
    if token.dep_ == "amod" and token.i < token.head.i:
        return speech_base(token, analysis) in analysis.lexicon.cues.speech.nominal and is_mistaken(token, analysis)
    if is_verbal(token):
        return relation(token) not in ("aux", "cop", "compound", "case")
    if is_participle(token):
        return any(t.lower_ == "that" and t.dep_ == "mark" for t in token.doc[token.i + 1 : min(token.sent.end, token.i + 6)])
    # ", Seoul estimates,", "the ministry denies that": a verb that the tagger took for a noun
    if is_noun_read(token, analysis):
        return True
    plural = token.i > 0 and token.doc[token.i - 1].tag_ in ("NNS", "NNPS")
    if token.tag_ not in ("NNS", "NN") or not (token.lower_.endswith("s") or plural):
        return False
    return between_commas(token, analysis) or _before_that(token, analysis)


def _before_that(token: Token, analysis: Analysis) -> bool:
    doc = token.doc
    behind = token.i + (2 if " " in (speech_base(token, analysis) or "") else 1)
    if behind >= len(doc) or doc[behind].lower_ not in ("that", "how") or not token.i:
        return False
    plain = token.lower_ not in analysis.lexicon.speech_nouns or doc[token.i - 1].text == "," and (token.dep_ == "ROOT" or _closes_relative(token, analysis))
    return plain and (doc[token.i - 1].pos_ in ("NOUN", "PROPN", "PRON") or doc[token.i - 1].text == "," or doc[token.i - 1].text.istitle())


def _closes_relative(token: Token, analysis: Analysis) -> bool:
    """"Oslo, which has lost ships there, fears that": what stands behind the relative clause of the name that opens the
    sentence is its verb."""
    pronoun = next((t for t in token.sent if t.lower_ in RELATIVE), None)
    if pronoun is None or pronoun.i < token.sent.start + 2 or pronoun.i > token.i or pronoun.nbor(-1).text != ",":
        return False
    opened = token.doc[token.sent.start : pronoun.i - 1]
    known = _is_actor(opened[-1], analysis) or opened[-1].lower_ in analysis.lexicon.spoken_for
    return known and not any(t.tag_ in FINITE or t.is_punct for t in opened) and sum(t.tag_ in FINITE for t in token.doc[pronoun.i : token.i]) == 1


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


def _according(word: Token, sentence: Span) -> Iterator[Telling]:
    doc = word.doc
    if word.i + 2 >= sentence.end or doc[word.i + 1].lower_ != "to":
        return
    named = _head_behind(word.i + 2, sentence) or next(children(doc[word.i + 2], "obj"), None)  # "aid workers", read as a verb
    first = word.i
    leading = first == sentence.start or doc[first - 1].lower_ in JOINERS or (doc[first - 1].text == "," and first >= 2 and doc[first - 2].lower_ in JOINERS)
    if leading:
        yield Telling(word, named, ((first, _relative_end(first, named, sentence) or clause_end(first, sentence)),), inner=False)
    else:
        yield Telling(word, named, spans_around(first - (doc[first - 1].text == ","), named.i if named is not None else first, word, sentence), inner=False)


def _relative_end(first: int, source: Token | None, sentence: Span) -> int | None:
    """Where the relative clause ends in which a source is named right behind the pronoun: "jets that, according to Oslo,
    were sold"."""
    pronoun = sentence.doc[first - 1 if sentence.doc[first - 1].text != "," else first - 2]
    if source is None or first <= sentence.start or pronoun.lower_ not in (*RELATIVE, "that") or pronoun.dep_ == "mark":
        return None
    clause = next((t for t in source.ancestors if t.dep_ == "acl:relcl" and t.i > source.i), None)
    return clause.right_edge.i + 1 if clause is not None else None


def _of_noun(noun: Token, analysis: Analysis) -> Iterator[Telling]:
    """"Shin's claim that", "reports from US sources of", "the belief of officials that"."""
    if noun.pos_ == "PROPN" and noun.text.istitle():
        return  # "The Haldia Post"
    holder = next((c for c in noun.children if c.dep_ == "nmod:poss" or (relation(c) in ("nmod", "obl") and case_of(c) in ("from", "by"))), None)
    if holder is None:
        holder = next((c for c in children(noun, "nmod") if case_of(c) == "of" and (c.lower_ in analysis.lexicon.spoken_for or _names_actor(c, analysis))), None)
        holder = holder or next((c for c in children(noun, "nmod") if case_of(c) == "in" and _is_actor(c, analysis)), None)
    spans = [(c.left_edge.i, c.right_edge.i + 1) for c in noun.children
             if c.i > noun.i and c is not holder and (relation(c) in ("acl", "ccomp") or (relation(c) == "nmod" and case_of(c) in ("of", "about", "on")))]
    if holder is not None and noun.head.lower_ in ("is", "was") or (holder is not None and any(relation(c) == "cop" for c in noun.children)):
        spans.append((noun.right_edge.i, noun.sent.end))
        spans += [(c.left_edge.i, c.right_edge.i + 1) for c in noun.children if relation(c) in ("csubj", "ccomp", "advcl") and c.i > noun.i]
    if holder is not None and (opening := _predicated(noun)) is not None:
        spans.append((opening, clause_end(opening, noun.sent)))
    if spans:
        yield Telling(noun, holder, tuple(spans))


def _predicated(noun: Token) -> int | None:
    """The "that" of "her fear is that …", also of "her fear, she said, is that …"."""
    if relation(noun) != "nsubj" or noun.i > noun.head.i:
        return None
    doc = noun.doc
    that = next((c.i for c in noun.head.children if c.lower_ == "that" and relation(c) == "mark" and c.i > noun.i), None)
    return that if that is not None and doc[that - 1].lower_ in ("is", "was", "remains") else None


def _is_actor(token: Token, analysis: Analysis) -> bool:
    """"Concern in Paris that": a capital or a state whose concern it is."""
    mention = analysis.by_token.get(token.i)
    return mention is not None and analysis.is_actor(mention.entity_id)


def _names_actor(token: Token, analysis: Analysis) -> bool:
    mention = analysis.by_token.get(token.i)
    return mention is not None and analysis.is_actor(mention.entity_id) and analysis.kind(mention.entity_id) in ("person", "organisation")


def _of_view(noun: Token, sentence: Span) -> Telling | None:
    """"In Orton's view", "by Shin's account", "in the words of the secretary"; words amid a sentence are those quoted."""
    if case_of(noun) not in ("in", "by", "on", "to", "from"):
        return None
    holder = next((c for c in noun.children if c.dep_ == "nmod:poss" or (relation(c) == "nmod" and case_of(c) == "of")), None)
    if holder is None:
        return None
    if holder.lower_ in ("its", "their") and holder.i <= sentence.start + 1:
        holder = subject(sentence.root) or holder  # "by its own account, Oslo has"
    elif holder.lower_ in ("its", "their", "his", "her") and case_of(noun) == "by" and noun.head.pos_ in ("PROPN", "NOUN") and noun.head.i < noun.i and relation(noun) == "nmod":
        holder = noun.head  # "Oslo, by its own account, has"
    if any(t.lower_ in RELATIVE for t in noun.doc[max(sentence.start, holder.left_edge.i - 3) : holder.left_edge.i]):
        last = next((t.i for t in noun.doc[noun.i + 2 : sentence.end] if t.text == ","), sentence.end)
        return Telling(noun, holder, ((noun.i + 1, last),), inner=False)
    quoted = next((t.i for t in noun.doc[holder.i + 1 : sentence.end] if t.text in OPENING), None)
    if noun.lower_ == "words" and quoted is not None and noun.i - sentence.start > 4:
        return Telling(noun, holder, ((quoted, clause_end(quoted, sentence)),), inner=False)
    return Telling(noun, holder, ((sentence.start, noun.i), (noun.i + 1, clause_end(noun.i + 1, sentence))), inner=False)
