"""Where a sentence says that somebody says something, and which of its words are said.

The parse and the order of the words look together: a clause below a verb of speech is said, and so is what
stands before ", X said" or around ", he said,", whatever the parser hung where.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from preprocessing.analysis import Analysis
from preprocessing.grammar import NOMINAL, case_of, children, is_passive, is_verbal, relation, subject

OPENING = frozenset(("“", "„", "«", '"', "‘"))
CLOSING = frozenset(("”", "»", '"', "’"))
STOPS = frozenset((";", ".", "!", "?"))
JOINERS = frozenset(("and", "but", "or", "yet", "so", "because", "although", "though", "while", "whereas", "if", "when", "as", "since",
                     "that", "which", "who", "where", "after", "before", "nor"))
RELATIVE = frozenset(("which", "who", "whose", "where", "whom"))
FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
QUOTING = frozenset(("quoted", "quote", "quotes", "quoting", "cited", "cites", "citing"))
LONGEST_HEAD = 30  # tokens of a speaker's phrase


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
    for token in sentence:
        for telling in _at(token, sentence, analysis):
            if telling.speech.tag_ == "VBG" and last is not None and telling.speech.lower_ not in QUOTING and telling.speech.head.lower_ not in QUOTING and relation(telling.speech) in ("advcl", "conj", "acl"):
                telling = replace(telling, speaker=last.speaker)
            last = telling
            yield telling


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


def speech_base(token: Token, analysis: Analysis) -> str | None:
    """The verb of speech that a token is a form of, or None; "pointed" is one before "out" only."""
    base = analysis.lexicon.speech_verbs.get(token.lower_)
    if base is not None and " " in base:
        following = token.doc[token.i + 1].lower_ if token.i + 1 < len(token.doc) else ""
        return base if following == base.split()[1] else None
    return base


def _may_tell(token: Token, analysis: Analysis) -> bool:
    if token.dep_ == "amod" and token.i < token.head.i:
        return speech_base(token, analysis) in analysis.lexicon.cues.speech.nominal and _is_mistaken(token, analysis)
    if is_verbal(token):
        return relation(token) not in ("aux", "cop", "compound", "case")
    # ", Seoul estimates,", "the ministry denies that": a verb that the tagger took for a noun
    plural = token.i > 0 and token.doc[token.i - 1].tag_ in ("NNS", "NNPS")
    if token.tag_ not in ("NNS", "NN") or not (token.lower_.endswith("s") or plural):
        return False
    return _between_commas(token, analysis) or _before_that(token, analysis)


def _before_that(token: Token, analysis: Analysis) -> bool:
    doc = token.doc
    if token.i + 1 >= len(doc) or doc[token.i + 1].lower_ != "that" or not token.i:
        return False
    plain = token.lower_ not in analysis.lexicon.speech_nouns or token.dep_ == "ROOT" and doc[token.i - 1].text == ","
    return plain and (doc[token.i - 1].pos_ in ("NOUN", "PROPN", "PRON") or doc[token.i - 1].text == ",")


def _between_commas(token: Token, analysis: Analysis) -> bool:
    doc = token.doc
    name = doc[token.i - 1] if token.i else token
    if name.i not in analysis.by_token or token.i + 1 >= len(doc) or doc[token.i + 1].text not in (",", ".", ";"):
        return False
    first = analysis.by_token[name.i].first
    return first > 0 and (doc[first - 1].text == "," or doc[first - 1].text in CLOSING)


# ---- verbs -------------------------------------------------------------------------------------------------


def _of_verb(verb: Token, sentence: Span, analysis: Analysis) -> Iterator[Telling]:
    if _is_mistaken(verb, analysis):
        yield Telling(verb, verb.doc[verb.i - 1], ((verb.i, _clause_end(verb.i, sentence)),))
        return
    if is_passive(verb) and verb.lower_ not in QUOTING and not _is_active(verb, analysis) and _heard_from(verb, analysis) is None:
        yield from _passive(verb, sentence, analysis)
        return
    clause = _content_start(verb, sentence, analysis)
    clausal = speech_base(verb, analysis) in analysis.lexicon.cues.speech.clausal
    if clause is None and (beside := _beside(verb, sentence, clausal)) is not None:
        yield beside
        return
    speaker = _heard_from(verb, analysis) or find_speaker(verb, sentence)
    if clause is None and (behind := _outlined(verb, speaker, sentence)) is not None:
        yield behind
        return
    first = clause if clause is not None else _complement_start(verb, speech_base(verb, analysis))
    if first is not None:
        yield Telling(verb, speaker, _content(verb, first, sentence))
    elif speech_base(verb, analysis) in analysis.lexicon.cues.speech.nominal:
        held = [c for c in children(verb, "obj", "obl", "xcomp", "advcl") if c.i > verb.i and not (relation(c) == "obl" and case_of(c) not in ("of", "as", "at", "for", ""))]
        if speech_base(verb, analysis) != "put" or any(case_of(c) == "at" for c in verb.subtree):
            if any(status == "denied" for status, _ in analysis.lexicon.status_verbs.get(verb.lower_, ())):
                yield Telling(verb, speaker, ((verb.i, _denied_end(verb, sentence)),))
                return
            yield Telling(verb, speaker, (*((c.left_edge.i, c.right_edge.i + 1) for c in held), (verb.i, verb.i + 1)))


def _heard_from(verb: Token, analysis: Analysis) -> Token | None:
    """"Heard from six sources that": the one who is heard speaks."""
    if speech_base(verb, analysis) not in ("hear", "learn"):
        return None
    return next((c for c in children(verb, "obl") if case_of(c) == "from"), None)


def _denied_end(verb: Token, sentence: Span) -> int:
    """Where what a denial is about ends: at the next circumstance or coordinated clause."""
    for token in sentence.doc[verb.i + 1 : sentence.end]:
        if token.lower_ in ("after", "while", "because", "when", "before", "saying", "calling") or token.text == ";" or _leaves(token, verb, sentence):
            return token.i
    return sentence.end


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
        named = next(children(word, "obj"), None) or _phrase_head_after(word.i + 1, sentence)
    else:
        named = _phrase_head_after(word.i + 2, sentence) if word.doc[min(word.i + 1, len(word.doc) - 1)].lower_ == "to" and case_of(word) == "with" else None
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
    opening = _content_start(verb, verb.sent, analysis) if verb.dep_ == "acl" else None
    if opening is not None and verb.doc[opening].lower_ == "that" and not any(c.dep_ in ("aux:pass", "obl:agent") for c in verb.children):
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
        spans.append((held.left_edge.i if held is not None else verb.i, min(last + 1, _denied_end(verb, sentence))))
    if spans and verb.lower_ not in QUOTING:
        yield Telling(verb, agent, tuple(spans))


def _content_start(verb: Token, sentence: Span, analysis: Analysis) -> int | None:
    """Where "that", a colon or a quotation mark opens what a verb introduces."""
    doc = verb.doc
    if _in_relative(verb, sentence) and verb.i + 1 < sentence.end and doc[verb.i + 1].tag_ in FINITE:
        return verb.i + 1
    for index in range(verb.i + 1, min(sentence.end, verb.i + 16)):
        token = doc[index]
        if token.text in STOPS or (token.tag_ in FINITE and index > verb.i + 1 and token.lower_ not in ("that",)):
            return None
        if token.lower_ in ("that", "whether") and _opens_clause(token, verb):
            return index
        if (token.text == ":" and speech_base(verb, analysis) not in analysis.lexicon.cues.speech.clausal) or (token.text in OPENING and _opens_quotation(token, analysis)):
            return index
        if token.text == "," and not _resumes(doc, index, sentence):
            return None
    return None


def _in_relative(verb: Token, sentence: Span) -> bool:
    """"A missile that officials say has missed": a telling inside a relative clause."""
    return any(t.lower_ in ("that", "which", "who") for t in verb.doc[max(sentence.start, verb.i - 8) : verb.i])


def _resumes(doc: Doc, comma: int, sentence: Span) -> bool:
    """"Said on Tuesday, citing X, that …", "said, "…"": what is said comes behind the comma."""
    following = doc[comma + 1].text if comma + 1 < sentence.end else ""
    return following in OPENING or any(t.lower_ == "that" and t.dep_ == "mark" and doc[t.i - 1].text == "," for t in doc[comma + 1 : min(sentence.end, comma + 14)])


def _opens_clause(token: Token, verb: Token) -> bool:
    if token.dep_ == "mark" or token.i == verb.i + 1:
        return token.dep_ != "det" or token.tag_ == "IN"
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else token
    return token.i <= verb.i + 6 and not any(children(verb, "obj")) and following.pos_ not in ("VERB", "AUX")


def _opens_quotation(token: Token, analysis: Analysis) -> bool:
    return any(first == token.i for first, _ in analysis.quotations)


def _complement_start(verb: Token, base: str | None) -> int | None:
    """The first word of the clause that the parser hangs below a verb of speech.

    An infinitive is none, but below "claim": "promised to deliver" is a promise, not a statement.
    """
    for child in verb.children:
        infinitive = child.tag_ == "VB" and any(c.lower_ == "to" for c in child.children) and not any(c.dep_ == "nsubj" for c in child.children)
        infinitive = infinitive or (child.tag_ == "VBN" and any(c.lower_ == "to" for c in child.children))
        if infinitive and base not in ("claim", "allege", "reveal", "swear"):
            continue
        if relation(child) in ("ccomp", "xcomp", "csubj") and child.i > verb.i:
            return max(verb.i + 1, child.left_edge.i)
        if relation(child) == "advcl" and child.i > verb.i and _marked_as_said(child):
            return max(verb.i + 1, child.left_edge.i)
    return None


def _marked_as_said(clause: Token) -> bool:
    """"Accused X of supplying", "described it as having": clauses that the parser calls adverbial."""
    marks = {c.lower_ for c in clause.children if relation(c) in ("mark", "case")}
    return bool(marks & {"as", "of", "that", "for", "with"}) and (clause.tag_ == "VBG" or "that" in marks)


def _content(verb: Token, first: int, sentence: Span) -> tuple[tuple[int, int], ...]:
    """From its first word to where the sentence goes on without the speaker."""
    doc, last = verb.doc, sentence.end
    for index in range(first + 1, sentence.end - 1):
        token = doc[index]
        if token.text == ";" and not _inside_quotation(doc, first, index):
            last = index
            break
        if token.text == "," and (_leaves(doc[index + 1], verb, sentence) or doc[index + 1].lower_ == "according"):
            last = index
            break
        if token.lower_ in ("and", "but") and _leaves(token, verb, sentence):
            last = index
            break
    return ((first, last),)


def _inside_quotation(doc: Doc, first: int, index: int) -> bool:
    marks = [t.text for t in doc[first:index] if t.text in OPENING | CLOSING]
    return len(marks) % 2 == 1


def _leaves(joiner: Token, verb: Token, sentence: Span) -> bool:
    """Whether a conjunction goes on with the teller's own sentence: its clause hangs on the verb of speech or above it."""
    if joiner.lower_ not in ("and", "but", "yet", "while", "although", "though", "whereas", "after", "because"):
        return False
    if relation(joiner) not in ("cc", "mark", "advmod", "case"):
        return False
    clause = joiner.head
    if clause.doc[joiner.i + 1].lower_ == "that" or not is_clause_head(clause):
        return False
    above = clause.head
    return clause != verb and (above == verb or above in verb.ancestors) and relation(clause) in ("conj", "advcl", "parataxis")


def is_clause_head(token: Token) -> bool:
    """Whether a token heads a clause: a verb, or a predicate with its copula."""
    return is_verbal(token) or any(relation(c) in ("cop", "nsubj") for c in token.children)


# ---- ", X said" and ", said X" -----------------------------------------------------------------------------


def _beside(verb: Token, sentence: Span, clausal: bool) -> Telling | None:
    """A telling that stands behind or amid what is said, or None; a ``clausal`` verb only behind a quotation."""
    doc = verb.doc
    first = _group_start(verb, sentence)
    if any(relation(c) == "aux" and c.tag_ == "MD" for c in verb.children):
        return None
    inverted = first > sentence.start and verb.tag_ in ("VBD", "VBZ", "VBP", "VBN") and _may_invert(first, verb)
    if inverted and (speaker := _inverted(verb, sentence)) is not None:
        return Telling(verb, speaker, _around(first - 1, speaker.right_edge.i, verb, sentence), inner=False)
    quoted = verb.i - 2 >= sentence.start and doc[verb.i - 1].lower_ == "as" and doc[verb.i - 2].lower_ in QUOTING
    phrase = _phrase_before(doc[verb.i - 2] if quoted else verb, sentence)
    as_told = phrase is not None and phrase[0] > sentence.start and doc[phrase[0] - 1].lower_ == "as"
    if phrase is None or phrase[0] <= sentence.start or not (as_told or _separates(doc[phrase[0] - 1])):
        return None
    own = clausal or any(c.i > verb.i for c in children(verb, "obj"))
    if own and verb.lower_ not in ("told", "tells") and not as_told and not _is_after_quotation(phrase[0], sentence):
        return None
    head = _head_within(phrase[0], phrase[1], doc)
    spans = _around(phrase[0] - 1, verb.i, verb, sentence)
    return Telling(verb, head, spans, inner=False) if head is not None and spans else None


def _may_invert(first: int, verb: Token) -> bool:
    """Whether a verb may stand before its speaker: behind a comma or a quotation, or "as"; "told" behind a quotation only."""
    before = verb.doc[first - 1]
    if verb.lower_ in ("told", "tells"):
        return before.text in CLOSING
    between = any(c.dep_ in ("nsubj", "nsubj:pass") and c.i < verb.i for c in verb.children)
    return (_separates(before) and not between) or before.lower_ == "as"


def _separates(token: Token) -> bool:
    return token.text in (",", "—", "–", "-", "?", "!") or token.text in CLOSING


def _is_after_quotation(index: int, sentence: Span) -> bool:
    return index > sentence.start and sentence.doc[index - 1].text in CLOSING


def _group_start(verb: Token, sentence: Span) -> int:
    """The first word of a verb with its auxiliaries and adverbs."""
    index = verb.i
    while index > sentence.start and (verb.doc[index - 1].pos_ in ("AUX", "ADV", "PART") or relation(verb.doc[index - 1]) == "aux"):
        index -= 1
    return index


def _inverted(verb: Token, sentence: Span) -> Token | None:
    """The speaker behind a verb: "says Smith", "informs the agency"."""
    doc, index = verb.doc, verb.i + 1
    if index >= sentence.end or doc[index].pos_ not in ("PROPN", "DET", "NOUN", "PRON", "ADJ", "NUM") or doc[index].lower_ in ("that", "this", "it"):
        return None
    if doc[index].lower_ in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "yesterday", "today", "last", "earlier", "nothing"):
        return None
    own = next((c for c in verb.children if c.dep_ in ("nsubj", "obj") and c.i > verb.i), None)
    if own is not None:
        return own
    head = doc[index]
    while head.head.i > verb.i and head.head.pos_ in NOMINAL and head.head != head and head.head.i < sentence.end:
        head = head.head
    return head if head.pos_ in ("PROPN", "NOUN", "PRON") else None


def _phrase_before(verb: Token, sentence: Span) -> tuple[int, int] | None:
    """[first, last) of the noun phrase before a verb; an apposition or relative clause between commas is passed over."""
    doc, last = verb.doc, _group_start(verb, sentence)
    if last <= sentence.start:
        return None
    if doc[last - 1].text == ",":
        opening = next((i for i in range(last - 2, max(sentence.start, last - LONGEST_HEAD), -1) if doc[i].text == ","), None)
        if opening is None:
            return None
        last = opening
    first = last
    while first > sentence.start and not _separates(doc[first - 1]) and doc[first - 1].text not in (";", ":", "(", "“"):
        first -= 1
    first = next((i + 1 for i in range(last - 1, first - 1, -1) if doc[i].lower_ == "as" or doc[i].lower_ in ("that", "which") and doc[i].tag_ in ("WDT", "IN")), first)
    while first < last and doc[first].lower_ in ("and", "but", "while", "although", "though"):
        first += 1
    words = doc[first:last]
    if not words or len(words) > LONGEST_HEAD or any(t.tag_ in FINITE and t.dep_ != "amod" and not _relative(t) for t in words):
        return None
    named = any(t.pos_ in ("PROPN", "NOUN", "PRON") for t in words) or (len(words) == 1 and words[0].text.istitle())
    return (first, last) if named and words[0].pos_ != "ADP" else None


def _relative(token: Token) -> bool:
    return any(c.lower_ in RELATIVE or c.lower_ == "that" for c in token.children) or token.dep_ == "acl:relcl"


def _head_within(first: int, last: int, doc: Doc) -> Token | None:
    """The head of a noun phrase: before its first preposition, relative clause or participle."""
    end = next((i for i in range(first + 1, last) if doc[i].pos_ in ("ADP", "SCONJ") or doc[i].tag_ in ("WP", "WDT", "VBG", "VBN") and doc[i + 1].pos_ not in NOMINAL), last)
    names = [t for t in doc[first:end] if t.pos_ in ("PROPN", "NOUN", "PRON", "NUM") and t.lower_ not in ("’s", "'s")]
    if not names:
        return None
    head = names[-1]
    while head.head != head and first <= head.head.i < end and head.head.pos_ in ("PROPN", "NOUN"):
        head = head.head
    return head


def _around(before: int, after: int, verb: Token, sentence: Span) -> tuple[tuple[int, int], ...]:
    """What is said: the clause before a telling, or the one that it breaks; and what that clause goes on with."""
    start = _clause_start(before, sentence)
    if not _has_finite(start, before, verb.doc):
        return ((start, before), (after + 1, _clause_end(after + 1, sentence)))
    first = _whole_start(before, sentence)
    follows = _continuation(after + 1, sentence)
    return ((first, before), *((follows,) if follows else ()))


def _clause_start(before: int, sentence: Span) -> int:
    """The nearest joint before an interruption behind which no finite verb stands yet."""
    doc = sentence.doc
    for index in range(before - 1, sentence.start - 1, -1):
        if doc[index].tag_ in FINITE and doc[index].dep_ not in ("amod",):
            return sentence.start
        if doc[index].lower_ in JOINERS and (index == sentence.start or doc[index - 1].text in (",", ";") or index == before - 1):
            return index
        if doc[index].text in (";", ":"):
            return index + 1
    return sentence.start


def _whole_start(before: int, sentence: Span) -> int:
    return next((i + 1 for i in range(before - 1, sentence.start, -1) if sentence.doc[i].text == ";"), sentence.start)


def _has_finite(first: int, last: int, doc: Doc) -> bool:
    return any(t.tag_ in FINITE and t.dep_ != "amod" for t in doc[first:last])


def _clause_end(first: int, sentence: Span) -> int:
    doc = sentence.doc
    for index in range(first + 1, sentence.end - 1):
        if doc[index].text == ";":
            return index
        if doc[index].text == "," and doc[index + 1].lower_ in ("but", "and", "although", "though") and _has_own_subject(index + 2, sentence):
            return index
    return sentence.end


def _has_own_subject(first: int, sentence: Span) -> bool:
    """Whether a coordinated clause brings a subject of its own."""
    for token in sentence.doc[first : min(first + 8, sentence.end)]:
        if token.tag_ in FINITE:
            return token.i > first and any(t.pos_ in ("NOUN", "PROPN", "PRON") for t in sentence.doc[first : token.i])
    return False


def _continuation(first: int, sentence: Span) -> tuple[int, int] | None:
    """", and could send more", ", whose output …": words behind a telling that go on with what is said."""
    doc = sentence.doc
    comma = next((i for i in range(first, min(first + 14, sentence.end)) if doc[i].text == ","), None)
    if comma is None or comma + 2 >= sentence.end:
        return None
    word = doc[comma + 1]
    joined = word.lower_ in ("and", "or", "but") and not _has_own_subject(comma + 2, sentence) and doc[comma + 2].pos_ not in ("PRON",)
    if joined or word.lower_ in RELATIVE or word.lower_ in ("such", "including", "with") or (word.lower_ == "while" and not any(t.lower_ in ("he", "she") for t in doc[comma : comma + 4])):
        return comma + 1, _clause_end(comma + 1, sentence)
    return None


# ---- speakers ----------------------------------------------------------------------------------------------


def find_speaker(verb: Token, sentence: Span) -> Token | None:
    """The head of the phrase that a verb of speech has for subject: the parse's, unless another noun phrase
    stands right before the verb."""
    if verb.head.lower_ in QUOTING and relation(verb) in ("advcl", "xcomp", "ccomp", "obl"):
        quoted = subject(verb.head) if is_passive(verb.head) else next(children(verb.head, "obj"), None) or subject(verb.head)
        if quoted is not None:
            return quoted
    parsed = subject(verb)
    phrase = _phrase_before(verb, sentence) if verb.tag_ != "VBG" else None
    if phrase is None:
        return parsed or _inherited(verb, sentence) or _misread_subject(verb)
    nearest = verb.doc[phrase[1] - 1]
    if parsed is not None and (nearest is parsed or nearest in parsed.subtree or parsed in nearest.subtree):
        return parsed
    if nearest.pos_ in ("PROPN", "NOUN", "PRON", "ADJ") or nearest.text.istitle() or parsed is None:
        return _head_within(phrase[0], phrase[1], verb.doc) or parsed
    return parsed


def _misread_subject(verb: Token) -> Token | None:
    """"In March Iran's mission described": a subject that the parser drew into the phrase of time before it."""
    while verb.dep_ == "conj":
        verb = verb.head
    before = [c for c in children(verb, "obl", "obj") if c.i < verb.i]
    return before[-1] if before and verb.tag_ in FINITE else None


def _inherited(verb: Token, sentence: Span) -> Token | None:
    """"…, X said, adding that": a participle of speech takes the subject of the sentence."""
    if verb.tag_ != "VBG":
        return None
    root = sentence.root
    return subject(root) if root is not verb else None


# ---- according to, nouns, views ----------------------------------------------------------------------------


def _according(word: Token, sentence: Span) -> Iterator[Telling]:
    doc = word.doc
    if word.i + 2 >= sentence.end or doc[word.i + 1].lower_ != "to":
        return
    named = _phrase_head_after(word.i + 2, sentence)
    first = word.i
    leading = first == sentence.start or doc[first - 1].lower_ in JOINERS or (doc[first - 1].text == "," and first >= 2 and doc[first - 2].lower_ in JOINERS)
    if leading:
        yield Telling(word, named, ((first, _clause_end(first, sentence)),), inner=False)
    else:
        yield Telling(word, named, _around(first - (doc[first - 1].text == ","), named.i if named is not None else first, word, sentence), inner=False)


def _phrase_head_after(first: int, sentence: Span) -> Token | None:
    """The head of the noun phrase that starts at an index."""
    doc, last = sentence.doc, first
    while last < sentence.end and (doc[last].pos_ in ("DET", "ADJ", "NUM", "PROPN", "NOUN", "PRON") or doc[last].text in ("'s", "’s", "-")) and doc[last].tag_ not in ("WP", "WDT"):
        last += 1
    names = [t for t in doc[first:last] if t.pos_ in ("PROPN", "NOUN", "PRON", "NUM")]
    if not names:
        return None
    head = names[-1]
    while head.head != head and first <= head.head.i < last and head.head.pos_ in ("PROPN", "NOUN"):
        head = head.head
    return head


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
    return Telling(noun, holder, ((sentence.start, noun.i), (noun.i + 1, _clause_end(noun.i + 1, sentence))), inner=False)
