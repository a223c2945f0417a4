"""Bodies, states, people without names and papers that speak, and the words for them."""

from spacy.tokens import Token

from preprocessing.analysis import Analysis
from preprocessing.clauses import joins_adjectives
from preprocessing.grammar import DATED, case_of, children, phrase, relation
from preprocessing.persons import NOBODY, Speaker, bare_name, of_person, person_named, titled, unlisted_person
from preprocessing.references import referents

ATTRIBUTED = frozenset(("attributed", "published", "issued", "released", "compiled", "written", "produced", "kept", "drafted", "signed", "authored"))
AUTHORED = frozenset(("data", "information", "statement"))
HOLDING = frozenset(("its", "their"))
GENERIC = frozenset(("people", "persons", "person", "those", "someone"))

def named_by(head: Token, analysis: Analysis) -> Speaker:
    """The speaker that a phrase names by itself, whoever spoke before."""
    person = person_named(head, analysis)
    if person is not None:
        return of_person(person, head, analysis)
    return NOBODY if head.pos_ == "PRON" else bare_name(head, analysis) or unlisted_person(head, analysis) or of_phrase(head, analysis)


def of_phrase(head: Token, analysis: Analysis) -> Speaker:
    """A body, a state, people or papers that speak; NOBODY for "reports" and for what cannot speak."""
    speech = analysis.lexicon.cues.speech
    number = analysis.sentence_of[head.i]
    base = None if _is_own_body(head, analysis) else _document_base(head, analysis)
    if base is not None:
        return _of_document(head, base, analysis)
    held = next((c for c in children(head, "nmod") if case_of(c) == "of" and _document_base(c, analysis)), None) if head.lower_ in speech.troves else None
    if held is not None and of_phrase(held, analysis).text is not None:
        text = words_of(head, analysis)
        return Speaker(None, text, frozenset((head.lower_, held.lower_)), number)
    actors = referents(head, analysis, analysis.is_actor)
    if not actors and not _speaks(head, analysis):
        return NOBODY
    name = titled(head, analysis)
    if name is not None:
        return name
    text = _with_holder(words_of(head, analysis), actors, analysis)
    person = head.lower_ in analysis.lexicon.spoken_for and head.lower_ not in speech.bodies and head.tag_ in ("NN", "NNP")
    return Speaker(actors[0] if actors else None, text, frozenset(text.lower().split()) | {head.lower_}, number, person)


def _is_own_body(head: Token, analysis: Analysis) -> bool:
    """"Its military intelligence says", "Chad's military intelligence": a service that speaks, and no paper."""
    named = analysis.by_token.get(head.i)
    if named is not None and analysis.kind(named.entity_id) == "organisation" and analysis.entity(named.entity_id).basis == "listed":
        return True
    return head.lower_ in analysis.lexicon.cues.speech.bodies and any(c.lower_ in HOLDING for c in children(head, "nmod"))


def _with_holder(text: str, actors: list[str], analysis: Analysis) -> str:
    """"Its defence ministry" by the name of the state whose it is, where the text has told of that."""
    first, _, rest = text.partition(" ")
    if not rest or first.lower() not in HOLDING or len(actors) != 1 or analysis.kind(actors[0]) != "state":
        return text
    return f"{analysis.entity(actors[0]).name}'s {rest}"


def short_outlet(head: Token, analysis: Analysis) -> str | None:
    """"The Gazette reported": the listed outlet of which the text has told before by a name that ends so."""
    doc = analysis.doc
    if not head.text.istitle() or head.lower_ not in analysis.lexicon.cues.speech.outlet_names or not head.i or doc[head.i - 1].lower_ != "the":
        return None
    for token in reversed(doc[: head.i - 1]):
        if token.text == head.text and token.i and doc[token.i - 1].pos_ == "PROPN":
            first = token.i
            while first and doc[first - 1].pos_ == "PROPN" and token.i - first < 4:
                first -= 1
            source = analysis.knowledge.source_named(doc[first : token.i + 1].text)
            if source is not None:
                return source.name
    return None


def _document_base(head: Token, analysis: Analysis) -> str | None:
    """The listed paper that a noun is a form of, or None; "the Halden Post" is an outlet, not a post."""
    if head.pos_ == "PROPN" and head.lower_ in analysis.lexicon.cues.speech.outlet_names and head.i and head.doc[head.i - 1].pos_ == "PROPN":
        return None
    return next((d for d in analysis.lexicon.cues.speech.documents if head.lower_ in (d, d + "s")), None)


def _of_document(head: Token, base: str, analysis: Analysis) -> Speaker:
    """A paper speaks for its author; one without an author only where it is evidence ("port records show")."""
    for child in head.children:
        attributed = relation(child) == "acl" and child.lower_ in ATTRIBUTED
        source = next((c for c in child.children if case_of(c) in ("to", "by") and not _is_mistagged(c, analysis)), None) if attributed else None
        if source is None and (child.dep_ == "nmod:poss" or (relation(child) in ("nmod", "obl") and case_of(child) in ("from", "by"))):
            source = child
        if source is None and base in AUTHORED and case_of(child) == "of" and _is_body(child, analysis):
            source = child
        if source is None and relation(child) in ("compound", "amod") and _is_of_actor(child, analysis) and base in analysis.lexicon.cues.speech.unnamed:
            source = child
        if source is not None and source.i != head.i:
            return _demonym(source, head, analysis) or named_by(source, analysis)
    behind = head.doc[head.i + 1 : head.i + 3]
    if len(behind) == 2 and behind[0].lower_ in ATTRIBUTED and behind[1].lower_ in ("to", "by"):
        named = _last_nominal(behind[1].i + 1, head, analysis)
        return named_by(named, analysis) if named is not None else NOBODY
    if base in analysis.lexicon.cues.speech.unnamed:
        return NOBODY
    if not _is_specific(head):
        return _document_told_of(head, analysis)
    return Speaker(None, words_of(head, analysis), frozenset((head.lower_,)), analysis.sentence_of[head.i])


def _demonym(source: Token, head: Token, analysis: Analysis) -> Speaker | None:
    """"An Israeli military count", "a Dutch tally": whose it is, by the words that say so, or by the name of the state."""
    mention = analysis.by_token.get(source.i)
    if mention is None or relation(source) not in ("amod", "compound") or analysis.kind(mention.entity_id) != "state":
        return None
    several = mention.last - mention.first > 1
    text = analysis.doc[mention.first : mention.last].text if several else analysis.entity(mention.entity_id).name
    return Speaker(mention.entity_id, text, frozenset(text.lower().split()), analysis.sentence_of[head.i])


def _is_body(token: Token, analysis: Analysis) -> bool:
    """"Data of the ministry": of a body, by whom it is; "data of the radar" are not."""
    return token.lower_ in analysis.lexicon.cues.speech.bodies or _is_of_actor(token, analysis) and analysis.kind(analysis.by_token[token.i].entity_id) == "organisation"


def _is_of_actor(token: Token, analysis: Analysis) -> bool:
    mention = analysis.by_token.get(token.i)
    return mention is not None and analysis.is_actor(mention.entity_id)


def _document_told_of(head: Token, analysis: Analysis) -> Speaker:
    """"The files show": the files of which the text has told before, in words that say which; NOBODY without."""
    if not any(c.lower_ in ("the", "these", "those") for c in children(head, "det")):
        return NOBODY
    for token in reversed(analysis.doc[: head.sent.start]):
        if token.lower_ == head.lower_ and _is_specific(token):
            return Speaker(None, words_of(token, analysis), frozenset((head.lower_,)), analysis.sentence_of[head.i])
    return NOBODY


def _is_mistagged(token: Token, analysis: Analysis) -> bool:
    """"Recounts": a verb of speech that the tagger took for the plural of a noun."""
    return token.tag_ == "NNS" and token.lower_ in analysis.lexicon.speech_verbs


def _last_nominal(first: int, head: Token, analysis: Analysis) -> Token | None:
    """The last word of the run of nouns that starts at an index, before a verb of speech that the tagger took for one."""
    found = None
    for token in head.doc[first : head.sent.end]:
        if token.pos_ not in ("DET", "ADJ", "NOUN", "PROPN", "NUM") or _is_mistagged(token, analysis):
            break
        found = token
    return found


def _is_specific(head: Token) -> bool:
    return any(relation(c) in ("compound", "amod", "nmod", "acl") for c in head.children)


def _speaks(head: Token, analysis: Analysis) -> bool:
    mention = analysis.by_token.get(head.i)
    if mention is not None:
        return analysis.kind(mention.entity_id) not in ("weapon", "agreement")
    named = head.text[:1].isupper() and (head.pos_ == "PROPN" or head.i > head.sent.start and head.tag_ in ("NN", "NNP", "JJ"))
    return named or head.lower_ in analysis.lexicon.spoken_for or head.lower_ in analysis.lexicon.cues.speech.bodies


def _is_outside(token: Token) -> bool:
    """Whether a word before a name is none of it: its article, a preposition, the month in which somebody spoke."""
    return token.pos_ in ("DET", "ADP") or token.tag_ == "WP$" or token.is_punct or token.text in DATED or token.lower_ == "according"


def _with_name(first: int, head: Token, analysis: Analysis) -> int:
    """Where a phrase begins with all of the name that it ends, and of what is named beside it: "the Washington Post", "Kyiv
    and Western governments"."""
    here = analysis.by_token.get(first)
    if here is not None and head.sent.start <= here.first < first:
        first = here.first
    beside = analysis.by_token.get(first - 2) if first - 2 >= head.sent.start else None
    joined = beside is not None and analysis.doc[first - 1].lower_ == "and" and analysis.is_actor(beside.entity_id)
    return beside.first if beside is not None and joined and analysis.doc[beside.last - 1].head == head else first


def words_of(head: Token, analysis: Analysis) -> str:
    """The words of a phrase without its article, with the phrases by which it is told apart ("of", "at", "to")."""
    first, last = phrase(head)
    while first < head.i and _is_outside(analysis.doc[first]):
        first += 1
    last = next((i for i in range(head.i + 1, last - 1) if analysis.doc[i].pos_ == "ADP" and analysis.doc[i + 1].text in DATED), last)
    if first - 1 > head.sent.start and joins_adjectives(analysis.doc[first - 1]):
        first -= 2
    first = _with_name(first, head, analysis)
    for child in head.children:
        if relation(child) == "nmod" and child.i > head.i and child.left_edge.i == last and case_of(child) in ("of", "at", "to", "in", "from", "for"):
            end = phrase(child)[1]
            last = end if end - head.i < 9 else last
    described = next((c for c in children(head, "amod") if head.i < c.i <= head.i + 1 and c.right_edge.i > c.i), None)
    if described is not None and described.right_edge.i - head.i < 6:
        last = max(last, described.right_edge.i + 1)
    clause = next((c for c in head.children if c.dep_ == "acl:relcl"), None)
    if head.lower_ in GENERIC and clause is not None and clause.right_edge.i - head.i < 9:
        last = next((t.i for t in analysis.doc[head.i : clause.right_edge.i + 1] if t.text == ","), clause.right_edge.i + 1)
    conjoined = [c for c in head.children if relation(c) == "conj" and c.i > head.i and c.pos_ in ("PROPN", "NOUN")]
    if conjoined and conjoined[-1].i - head.i < 6:
        last = max(last, phrase(conjoined[-1])[1])
    else:
        last = next((i for i in range(head.i + 1, last) if analysis.doc[i].text == ","), last)
    return " ".join(analysis.doc[first:last].text.split()).removesuffix("'s").removesuffix("’s")
