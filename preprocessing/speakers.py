"""Who a phrase in front of a verb of speech is: a person by name, a body, people without a name, or somebody
of whom the text has told before ("he", "the analyst", "the ministry")."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from preprocessing.analysis import Analysis
from preprocessing.grammar import case_of, children, phrase, relation
from preprocessing.mentions import Mention
from preprocessing.references import PERSONAL, last_person, referents

FEMALE = frozenset(("she", "her", "herself"))
FEMALE_WORDS = frozenset(("she", "spokeswoman", "ms", "ms.", "mrs", "mrs.", "woman", "chairwoman", "madame", "congresswoman", "queen", "princess"))
MALE_WORDS = frozenset(("he", "spokesman", "mr", "mr.", "man", "chairman", "congressman", "king", "prince", "sir"))
CLAUSES = frozenset(("who", "which", "that", "whose", "whom"))
ATTRIBUTED = frozenset(("attributed", "published", "issued", "released", "compiled", "written", "produced", "kept", "drafted", "signed", "authored"))
SOME = frozenset(("one", "some", "many", "others", "another", "both", "several", "most"))
GENERIC = frozenset(("people", "persons", "person", "those", "someone"))
SENTENCES_BACK = 8

Spans = Sequence[tuple[int, int]]


@dataclass(frozen=True)
class Speaker:
    """A speaker: the entity where the text names one, the words for it, and the words that described it."""

    entity_id: str | None
    text: str | None
    words: frozenset[str] = frozenset()
    sentence: int = 0
    person: bool = False


NOBODY = Speaker(None, None)


def resolve_speaker(head: Token, analysis: Analysis, earlier: Sequence[Speaker], said: Spans = ()) -> Speaker:
    """The speaker that a noun phrase names, given those who spoke before; NOBODY where it names none.

    ``said`` are the spans of what the speaker says: nobody whom they name is meant by "he" or "it".
    """
    if head.lower_ in PERSONAL:
        found = _by_pronoun(head, analysis, earlier, said)
        return replace(found, words=found.words | {"she" if head.lower_ in FEMALE else "he"}) if found.text else found
    if head.lower_ in ("they", "it"):
        return _by_neutral(head, analysis, earlier, said)
    if (head.lower_ in SOME or head.pos_ == "NUM") and any(children(head, "nmod")):
        return _of_several(head, analysis, earlier)
    if head.pos_ == "PRON":
        return NOBODY
    person = _person(head, analysis)
    if person is not None:
        return _of_person(person, head, analysis)
    if any(c.lower_ == "same" for c in head.children):
        return _same(head, analysis, earlier)
    if _points_back(head, analysis):
        return _back(head, analysis, earlier)
    if (bare := _bare_name(head, analysis)) is not None and bare.text != head.text:
        return bare
    found = _unlisted_person(head, analysis) or _issuer(head, analysis, earlier) or _office_holder(head, analysis) or _of_phrase(head, analysis)
    return replace(found, person=True) if found.text and _is_described_as_person(head, analysis) else found


def _is_described_as_person(head: Token, analysis: Analysis) -> bool:
    """"Lena Farrow, a historian at …": whatever the name was taken for, its apposition is somebody's work."""
    speech = analysis.lexicon.cues.speech
    return any(c.tag_ == "NN" and c.lower_ in speech.people and c.lower_ not in speech.bodies for c in children(head, "appos"))


def _of_several(head: Token, analysis: Analysis, earlier: Sequence[Speaker]) -> Speaker:
    """"One of the pair", "two of the officials": those of whom the text has told before, where it has."""
    among = next(children(head, "nmod"))
    plain = Speaker(None, _words(head, analysis), frozenset((among.lower_,)), analysis.sentence_of[head.i], head.lower_ == "one")
    if not _points_back(among, analysis):
        return plain
    return next((s for s in reversed(earlier) if s.text and among.lower_ in s.words), plain)


def _same(head: Token, analysis: Analysis, earlier: Sequence[Speaker]) -> Speaker:
    """"According to the same officials", "the same account": whoever spoke last, by that word or at all."""
    number = analysis.sentence_of[head.i]
    near = [s for s in earlier if s.text and number - s.sentence <= SENTENCES_BACK]
    described = next((s for s in reversed(near) if head.lower_ in s.words), None)
    return described or next((s for s in reversed(near) if number - s.sentence <= 2), NOBODY)


def _issuer(head: Token, analysis: Analysis, earlier: Sequence[Speaker]) -> Speaker | None:
    """"The report warns": who spoke in the sentence that first told of the report."""
    speech = analysis.lexicon.cues.speech
    if head.lower_ not in speech.unnamed or not any(c.lower_ in ("the", "this") for c in children(head, "det")):
        return None
    number = analysis.sentence_of[head.i]
    for other in range(number - 1, max(-1, number - 20), -1):
        if any(t.lower_ == head.lower_ for t in analysis.sentences[other]):
            return next((s for s in reversed(earlier) if s.sentence == other and s.text), None)
    return None


def _office_holder(head: Token, analysis: Analysis) -> Speaker | None:
    """"Poland's foreign minister": the one person whom the article names in that office of that state."""
    if head.lower_ not in analysis.lexicon.spoken_for or head.lower_ in analysis.lexicon.cues.speech.bodies or head.tag_ not in ("NN", "NNP"):
        return None
    first, last = phrase(head)
    states = {m.entity_id for i in range(first, last) if (m := analysis.by_token.get(i)) is not None}
    office = {t.lower_ for t in analysis.doc[first:last] if t.i not in analysis.by_token and t.pos_ in ("NOUN", "ADJ", "PROPN")}
    if len(states) != 1 or len(office) < 2:
        return None
    found = {}
    for mention in analysis.mentions:
        if analysis.kind(mention.entity_id) == "person":
            near = analysis.doc[max(0, mention.first - 6) : min(len(analysis.doc), mention.last + 6)]
            held = {m.entity_id for t in near if (m := analysis.by_token.get(t.i)) is not None}
            if office <= {t.lower_ for t in near} and states <= held:
                found[mention.entity_id] = mention
    return _of_person(next(iter(found.values())), head, analysis) if len(found) == 1 else None


def _unlisted_person(head: Token, analysis: Analysis) -> Speaker | None:
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


# ---- persons -----------------------------------------------------------------------------------------------


def _person(head: Token, analysis: Analysis) -> Mention | None:
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
            return mention if before.pos_ in ("NOUN", "PROPN") or (before.text == "," and head.i >= index - 6) else None
    return None


def _of_person(mention: Mention, head: Token, analysis: Analysis) -> Speaker:
    entity_id = _full_person(mention.entity_id, analysis)
    words = frozenset(t.lower_ for t in head.doc[max(head.sent.start, mention.first - 12) : min(head.sent.end, mention.last + 10)] if _describes(t, head, mention))
    return Speaker(entity_id, _full_text(entity_id, analysis), words, analysis.sentence_of[head.i], True)


def _describes(token: Token, head: Token, mention: Mention) -> bool:
    near = head.doc[mention.first]
    return token.pos_ in ("NOUN", "PROPN", "ADJ") and (token in head.subtree or token in near.subtree or token.head.i in range(mention.first, mention.last))


def _full_text(entity_id: str, analysis: Analysis) -> str:
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


def _full_person(entity_id: str, analysis: Analysis) -> str:
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


def _bare_name(token: Token, analysis: Analysis) -> Speaker | None:
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
            return _of_person(mention, doc[longer], analysis)
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
    known = known or token.i in analysis.by_token or bool(token.ent_type_)
    return token.is_alpha and token.text.istitle() and token.pos_ in ("PROPN", "ADJ", "NOUN") and not known


# ---- pointing back -----------------------------------------------------------------------------------------


def _by_pronoun(head: Token, analysis: Analysis, earlier: Sequence[Speaker], said: Spans) -> Speaker:
    """"He said": who spoke last, unless another person has been the subject of a sentence since."""
    number = analysis.sentence_of[head.i]
    female = head.lower_ in FEMALE
    other = {s.text for s in earlier if s.text and _other_gender(s, female)}
    spoke = next((s for s in reversed(earlier) if s.person and s.text and number - s.sentence <= SENTENCES_BACK and s.text not in other), None)
    named = _subject_person(head, analysis, spoke.sentence if spoke is not None else -1, other, said)
    if named is not None:
        return named
    before = {m.entity_id for m in analysis.mentions if analysis.sentence_of[m.first] == number - 1 and analysis.kind(m.entity_id) == "person"}
    if len(before) == 1 and (spoke is None or spoke.sentence < number - 1):
        return _named(_full_person(next(iter(before)), analysis), number, analysis)
    if spoke is not None:
        return spoke
    told = {m.entity_id for m in analysis.mentions if any(first <= m.first < last for first, last in said)}
    people = [_named(_full_person(p, analysis), number, analysis) for p in last_person(head, analysis) if p not in told]
    return next((p for p in people if p.text not in other), None) or _subject_person(head, analysis, number - 1, other, ()) or NOBODY


def _named(entity_id: str, number: int, analysis: Analysis) -> Speaker:
    return Speaker(entity_id, _full_text(entity_id, analysis), frozenset(), number, True)


def _other_gender(speaker: Speaker, female: bool) -> bool:
    return bool(speaker.words & (MALE_WORDS if female else FEMALE_WORDS))


def _subject_person(head: Token, analysis: Analysis, since: int, excluded: Set[str | None], said: Spans) -> Speaker | None:
    """The person who was subject of a sentence after the one in which somebody last spoke, or told of with "who"."""
    number = analysis.sentence_of[head.i]
    for other in range(number, max(since, number - 3), -1):
        sentence = analysis.sentences[other]
        for token in (*_main_subjects(sentence.root), *_told_of(sentence)):
            if token.i >= head.i or any(first <= token.i < last for first, last in said):
                continue
            mention = _person(token, analysis)
            found = _of_person(mention, token, analysis) if mention is not None else _bare_name(token, analysis)
            if found is None and _is_described_as_person(token, analysis):
                found = _of_phrase(token, analysis)
            if found is not None and found.text is not None and found.text not in excluded:
                return replace(found, person=True)
    return None


def _told_of(sentence: Span) -> Iterator[Token]:
    """"For Dana Petrova, who follows …": names with a clause that says who they are, the last first; then a name
    that opens the sentence."""
    doc = sentence.doc
    yield from (doc[i - 2] for i in range(sentence.end - 1, sentence.start + 1, -1) if doc[i].lower_ == "who" and doc[i - 1].text == "," and doc[i - 2].pos_ == "PROPN")
    if sentence[0].pos_ == "PROPN":
        yield sentence[0]


def _main_subjects(root: Token) -> Iterator[Token]:
    yield from (c for c in root.children if relation(c) == "nsubj")
    for clause in children(root, "advcl"):
        yield from (c for c in clause.children if relation(c) == "nsubj")


def _by_neutral(head: Token, analysis: Analysis, earlier: Sequence[Speaker], said: Spans) -> Speaker:
    """"It said", "they added": who spoke last, a body for "it", else the last subject that can speak."""
    number = analysis.sentence_of[head.i]
    plural = head.lower_ == "they"
    own = _of_own_sentence(head, analysis, earlier, said)
    if own is not None:
        return own
    for other in (number - 1, number - 2):
        spoken = [s for s in earlier if s.sentence == other and s.text and not s.person]
        if spoken:
            return spoken[-1]
        if other >= 0 and not plural:
            for token in _main_subjects(analysis.sentences[other].root):
                owner = next((c for c in token.children if c.dep_ == "nmod:poss"), None)
                for named in (token, owner):
                    found = _of_phrase(named, analysis) if named is not None and named.pos_ != "PRON" else NOBODY
                    if found.text is not None and not found.person:
                        return found
    return next((s for s in reversed(earlier) if s.text and number - s.sentence <= 3 and not s.person), NOBODY)


def _of_own_sentence(head: Token, analysis: Analysis, earlier: Sequence[Speaker], said: Spans) -> Speaker | None:
    """"Seoul denied the report, which it said …": the body that the sentence has told of before the pronoun."""
    number = analysis.sentence_of[head.i]
    spoken = [s for s in earlier if s.sentence == number and s.text and not s.person]
    if spoken:
        return spoken[-1]
    if head.lower_ == "they":
        return None
    for token in _main_subjects(head.sent.root):
        within = any(first <= token.i < last for first, last in said)
        found = _of_phrase(token, analysis) if token.i < head.i and not within else NOBODY
        if found.text is not None and not found.person and token.pos_ != "PRON":
            return found
    return None


def _points_back(head: Token, analysis: Analysis) -> bool:
    """"The minister", "the agency": a role or body with an article and nothing that says whose."""
    speech = analysis.lexicon.cues.speech
    if head.dep_ == "amod" and head.i and head.doc[head.i - 1].lower_ == "the":
        return head.lower_ in speech.people
    determined = any(c.lower_ in ("the", "this", "that", "his", "its") for c in head.children if relation(c) in ("det",))
    modified = any(
        (relation(c) in ("nmod", "appos", "acl", "amod") and c.i > head.i and not _is_added(c)) or c.dep_ == "nmod:poss" or c.pos_ == "PROPN"
        or (c.i in analysis.by_token and relation(c) in ("amod", "compound"))
        for c in head.children
    )
    return determined and not modified and (head.lower_ in speech.people or head.lower_ in speech.bodies) and head.tag_ in ("NN", "NNP", "NNS")


def _is_added(clause: Token) -> bool:
    """"The official, who asked not to be named": a clause behind a comma does not tell which one is meant."""
    first = clause.left_edge
    return clause.dep_ == "acl:relcl" and (first.text == "," or first.i > 0 and first.doc[first.i - 1].text == ",")


def _back(head: Token, analysis: Analysis, earlier: Sequence[Speaker]) -> Speaker:
    """The earlier speaker who was described by the same word; for a person's role, else, the last person."""
    word = head.lower_
    number = analysis.sentence_of[head.i]
    same = next((s for s in reversed(earlier) if s.text and word in s.words), None)
    if same is not None:
        return same
    body = word in analysis.lexicon.cues.speech.bodies
    named = _described(word, head, analysis, body)
    if named is not None:
        return named
    if not body and head.tag_ != "NNS":
        spoke = next((s for s in reversed(earlier) if s.person and s.text and number - s.sentence <= 3), None)
        people = last_person(head, analysis)
        if spoke is not None:
            return spoke
        if people:
            return _named(people[0], number, analysis)
    return _of_phrase(head, analysis)


def _described(word: str, head: Token, analysis: Analysis, body: bool) -> Speaker | None:
    """The last body or person named before that the text described by a word: "the ministry", "the general"."""
    for mention in reversed([m for m in analysis.mentions if m.first < head.i]):
        kind = analysis.kind(mention.entity_id)
        if kind not in (("organisation", "state", "group") if body else ("person",)):
            continue
        last = analysis.doc[mention.last - 1]
        around = analysis.doc[mention.first : mention.last + 1] if body else analysis.doc[max(0, mention.first - 4) : mention.last]
        if any(t.lower_ == word for t in around):
            if not body:
                return _of_person(mention, last, analysis)
            top = last.head if last.head.lower_ == word else last
            return _of_phrase(top, analysis)
    return None


# ---- phrases -----------------------------------------------------------------------------------------------


def _of_phrase(head: Token, analysis: Analysis) -> Speaker:
    """A body, a state, people or papers that speak; NOBODY for "reports" and for what cannot speak."""
    speech = analysis.lexicon.cues.speech
    number = analysis.sentence_of[head.i]
    base = next((d for d in speech.documents if head.lower_ in (d, d + "s")), None)
    if base is not None:
        return _of_document(head, base, analysis)
    actors = referents(head, analysis, analysis.is_actor)
    if not actors and not _speaks(head, analysis):
        return NOBODY
    titled = _titled(head, analysis)
    if titled is not None:
        return titled
    text = _words(head, analysis)
    person = head.lower_ in analysis.lexicon.spoken_for and head.lower_ not in speech.bodies and head.tag_ in ("NN", "NNP")
    return Speaker(actors[0] if actors else None, text, frozenset(text.lower().split()) | {head.lower_}, number, person)


def _titled(head: Token, analysis: Analysis) -> Speaker | None:
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


def _of_document(head: Token, base: str, analysis: Analysis) -> Speaker:
    """A paper speaks for its author; one without an author only where it is evidence ("port records show")."""
    for child in head.children:
        attributed = relation(child) == "acl" and child.lower_ in ATTRIBUTED
        source = next((c for c in child.children if case_of(c) in ("to", "by") and not _is_mistagged(c, analysis)), None) if attributed else None
        if source is None and (child.dep_ == "nmod:poss" or (relation(child) in ("nmod", "obl") and case_of(child) in ("from", "by"))):
            source = child
        if source is None and relation(child) in ("compound", "amod") and child.i in analysis.by_token and base in analysis.lexicon.cues.speech.unnamed:
            source = child
        if source is not None and source.i != head.i:
            return resolve_speaker(source, analysis, ())
    behind = head.doc[head.i + 1 : head.i + 3]
    if len(behind) == 2 and behind[0].lower_ in ATTRIBUTED and behind[1].lower_ in ("to", "by"):
        named = _last_nominal(behind[1].i + 1, head, analysis)
        return resolve_speaker(named, analysis, ()) if named is not None else NOBODY
    if base in analysis.lexicon.cues.speech.unnamed or not _is_specific(head):
        return NOBODY
    return Speaker(None, _words(head, analysis), frozenset((head.lower_,)), analysis.sentence_of[head.i])


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


def _words(head: Token, analysis: Analysis) -> str:
    """The words of a phrase without its article, with the phrases by which it is told apart ("of", "at", "to")."""
    first, last = phrase(head)
    while first < head.i and (analysis.doc[first].pos_ == "DET" or analysis.doc[first].tag_ == "WP$" or analysis.doc[first].is_punct):
        first += 1
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
    elif not conjoined:
        last = next((i for i in range(head.i + 1, last) if analysis.doc[i].text == ","), last)
    return " ".join(analysis.doc[first:last].text.split()).removesuffix("'s").removesuffix("’s")
