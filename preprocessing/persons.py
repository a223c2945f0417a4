"""Persons who speak: by name, behind a title, or by nothing but capitals; and under which name they are kept."""

from dataclasses import dataclass

from spacy.tokens import Token

from preprocessing.analysis import Analysis
from preprocessing.grammar import case_of, children, relation
from preprocessing.mentions import Mention

CLAUSES = frozenset(("who", "which", "that", "whose", "whom"))

@dataclass(frozen=True)
class Speaker:
    """A speaker: the entity where the text names one, the words for it, and the words that described it."""

    entity_id: str | None
    text: str | None
    words: frozenset[str] = frozenset()
    sentence: int = 0
    person: bool = False


NOBODY = Speaker(None, None)


def person_named(head: Token, analysis: Analysis) -> Mention | None:
    """The person that a phrase names: at its head, in apposition to it, or right behind its title."""
    covering = analysis.by_token.get(head.i)
    if covering is not None and analysis.kind(covering.entity_id) == "person":
        return covering
    for child in head.children:
        if relation(child) in ("appos", "flat", "compound", "nmod") and not case_of(child) and child.dep_ != "nmod:poss":
            found = analysis.by_token.get(child.i)
            if found is not None and analysis.kind(found.entity_id) == "person":
                return found
            deeper = next((analysis.by_token.get(c.i) for c in child.children if relation(c) in ("flat", "appos", "compound")), None)
            if deeper is not None and analysis.kind(deeper.entity_id) == "person" and not case_of(child):
                return deeper
    return _person_behind(head, analysis)


def _person_behind(head: Token, analysis: Analysis) -> Mention | None:
    """"Press secretary of the embassy Behrouz Najafi": a name behind its title, within the same run of words."""
    if head.lower_ not in analysis.lexicon.spoken_for or head.tag_ not in ("NN", "NNP"):
        return None
    doc = head.doc
    for index in range(head.i + 1, min(head.sent.end, head.i + 14)):
        token = doc[index]
        if token.lower_ in CLAUSES or token.tag_ in ("VBD", "VBZ", "VBP", "MD") or token.text in (";", ":"):
            return None
        mention = analysis.by_token.get(index)
        if mention is not None and mention.first == index and analysis.kind(mention.entity_id) == "person":
            before = doc[index - 1]
            titles = analysis.lexicon.spoken_for - frozenset(analysis.lexicon.cues.speech.bodies)
            between = any(t.lower_ in titles for t in doc[head.i + 1 : index])
            enclosed = before.text == "," and doc[min(mention.last, len(doc) - 1)].text == "," and not between
            return mention if before.pos_ in ("NOUN", "PROPN") or enclosed or (before.text == "," and head.i >= index - 6) else None
    return None


def of_person(mention: Mention, head: Token, analysis: Analysis) -> Speaker:
    entity_id = full_person(mention.entity_id, analysis)
    words = frozenset(t.lower_ for t in head.doc[max(head.sent.start, mention.first - 12) : min(head.sent.end, mention.last + 10)] if _describes(t, head, mention))
    return Speaker(entity_id, full_text(entity_id, analysis), words, analysis.sentence_of[head.i], True)


def _describes(token: Token, head: Token, mention: Mention) -> bool:
    near = head.doc[mention.first]
    if token.dep_ == "nmod:poss":
        return False
    return token.pos_ in ("NOUN", "PROPN", "ADJ") and (token in head.subtree or token in near.subtree or token.head.i in range(mention.first, mention.last))


def full_text(entity_id: str, analysis: Analysis) -> str:
    """The person's name as the article has it: the longest of its mentions."""
    return max((_with_hyphens(m, analysis) for m in analysis.mentions if m.entity_id == entity_id), key=len)


def _with_hyphens(mention: Mention, analysis: Analysis) -> str:
    """A mention's words, with the first part of a name that a hyphen cut off."""
    first, doc = mention.first, analysis.doc
    while first >= 2 and doc[first - 1].text == "-" and doc[first - 2].text[:1].isupper():
        first -= 2
    if first < mention.first and first and doc[first - 1].pos_ == "PROPN" and doc[first - 1].text[:1].isupper():
        first -= 1
    return " ".join(doc[first : mention.last].text.split())


def full_person(entity_id: str, analysis: Analysis) -> str:
    """The person of the article whose longer name a single surname is part of, family name first or last."""
    name = analysis.entity(entity_id).name.split()
    if len(name) != 1 or analysis.entity(entity_id).basis == "listed":
        return entity_id
    for other in analysis.mentions:
        if analysis.kind(other.entity_id) == "person":
            longer = analysis.entity(other.entity_id).name.replace("-", " ").split()
            if len(longer) > 1 and name[0] in (longer[0], longer[-1]):
                return other.entity_id
    return entity_id


def bare_name(token: Token, analysis: Analysis) -> Speaker | None:
    """A person whom nothing but capitals shows as one: "Dov Halperin", and later "Halperin"; the longer name counts."""
    doc, first, last = token.doc, token.i, token.i + 1
    while first > token.sent.start and _is_name_word(doc[first - 1], analysis):
        first -= 1
    while last < token.sent.end and _is_name_word(doc[last], analysis):
        last += 1
    words = [t.text for t in doc[first:last]]
    before = doc[first - 1].lower_ if first > token.sent.start else ""
    if not _is_name_word(token, analysis) or (token.pos_ != "PROPN" and last - first > 1) or last - first > 3 or before in ("the", "a", "an", "-"):
        return None
    if last - first == 1:
        longer = next((i for i in range(token.i - 1, 0, -1) if doc[i].text == token.text and _begins_name(doc[i - 1], doc[i], analysis)), None)
        if longer is not None and (mention := analysis.by_token.get(longer)) is not None:
            return of_person(mention, doc[longer], analysis)
        if longer is None or any(_is_name_word(doc[i], analysis) for i in (longer + 1, longer - 2) if 0 <= i < len(doc)):
            return None
        words = [doc[longer - 1].text, token.text]
    return Speaker(None, " ".join(words), frozenset(), analysis.sentence_of[token.i], True)


def _begins_name(first: Token, last: Token, analysis: Analysis) -> bool:
    """Whether two words are a name, nobody's that is listed or a person's that is."""
    mention = analysis.by_token.get(last.i)
    if mention is not None:
        return mention.first < last.i and mention.last == last.i + 1 and analysis.kind(mention.entity_id) == "person"
    return _is_name_word(first, analysis)


def _is_name_word(token: Token, analysis: Analysis) -> bool:
    """A word of a person's name: a capital and small letters, and neither a listed name nor a title nor a body."""
    speech = analysis.lexicon.cues.speech
    known = token.lower_ in speech.bodies or token.lower_ in speech.outlet_names or token.lower_ in analysis.lexicon.spoken_for
    known = known or token.i in analysis.by_token or token.ent_type_ not in ("", "PERSON")
    plain = token.is_alpha and token.text.istitle() and token.pos_ in ("PROPN", "ADJ", "NOUN")
    return (plain or token.pos_ == "PROPN" and _is_joined_name(token.text)) and not known


def _is_joined_name(text: str) -> bool:
    """"Al-Masri", "el-Amin", "Lys-Hagen": a name of parts, the first perhaps an article."""
    first, *rest = text.split("-")
    return bool(rest) and all(part.isalpha() and part.istitle() for part in rest) and (first.istitle() or first in ("al", "el", "ben", "bin"))


def unlisted_person(head: Token, analysis: Analysis) -> Speaker | None:
    """A name behind a title that nobody recognised as a person: "spokeswoman Larisa Vetrova"."""
    speech = analysis.lexicon.cues.speech
    if head.lower_ not in analysis.lexicon.spoken_for or head.lower_ in speech.bodies or head.tag_ == "NNS":
        return None
    doc, first = head.doc, head.i + 1
    first += first < head.sent.end - 2 and doc[first].text == ","
    last = first
    while last < head.sent.end and (doc[last].text[:1].isupper() and doc[last].pos_ not in ("DET", "ADP", "PRON") or "-" in (doc[last].text, doc[last - 1].text)):
        last += 1
    mention = analysis.by_token.get(first)
    whole = mention is not None and mention.last >= last and analysis.entity(mention.entity_id).basis == "listed"
    if last < first + 2 or last - first > 6 or whole:
        return None
    words = frozenset(t.lower_ for t in head.subtree if t.pos_ in ("NOUN", "PROPN", "ADJ"))
    return Speaker(None, doc[first:last].text, words | {head.lower_}, analysis.sentence_of[head.i], True)


def titled(head: Token, analysis: Analysis) -> Speaker | None:
    """"Commissioner Ihor Salnyk", "Maj. Gen. Christian Vollrath": a run of capitals that begins with a title."""
    doc, first = head.doc, head.i
    if not head.text[:1].isupper() or head.lower_ in analysis.lexicon.cues.speech.bodies:
        return None
    while first > head.sent.start and (doc[first - 1].text[:1].isupper() or doc[first - 1].text == ".") and first > head.i - 6:
        first -= 1
    last = head.i + 1
    while last < head.sent.end and doc[last].text[:1].isupper() and doc[last].pos_ == "PROPN":
        last += 1
    titles = [t.i for t in doc[first:last] if t.lower_.rstrip(".") in analysis.lexicon.spoken_for or t.text.endswith(".") and len(t.text) > 1]
    if not titles or titles[-1] + 2 > last - 1 or doc[titles[-1] + 1].text == ".":
        return None
    name = doc[titles[-1] + 1 : last].text
    return Speaker(None, name, frozenset(t.lower_ for t in doc[first:last]), analysis.sentence_of[head.i], True)


def is_described_as_person(head: Token, analysis: Analysis) -> bool:
    """"Lena Farrow, a historian at …", "Lena Farrow, who teaches": whatever the name was taken for, what follows is a person's."""
    speech = analysis.lexicon.cues.speech
    if head.tag_ == "NNP" and any(c.lower_ == "who" for part in (head, *children(head, "flat")) for clause in part.children if clause.dep_ == "acl:relcl" for c in clause.children):
        return True
    return any(c.tag_ == "NN" and c.lower_ in speech.people and c.lower_ not in speech.bodies for c in children(head, "appos"))
