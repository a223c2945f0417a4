"""Who a phrase in front of a verb of speech is: a person by name, a body, people without a name, or somebody
of whom the text has told before ("he", "the analyst", "the ministry")."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from spacy.tokens import Span, Token

from preprocessing.analysis import Analysis
from preprocessing.antecedents import PERSONAL, last_person
from preprocessing.bodies import of_phrase, short_outlet, words_of
from preprocessing.grammar import children, phrase, relation
from preprocessing.outlets import outlet_in
from preprocessing.persons import (
    NOBODY,
    Speaker,
    bare_name,
    full_person,
    full_text,
    is_described_as_person,
    of_person,
    person_named,
    unlisted_person,
)
from preprocessing.references import referents

FEMALE = frozenset(("she", "her", "herself"))
FEMALE_WORDS = frozenset(("she", "spokeswoman", "ms", "ms.", "mrs", "mrs.", "woman", "chairwoman", "madame", "congresswoman", "queen", "princess"))
MALE_WORDS = frozenset(("he", "spokesman", "mr", "mr.", "man", "chairman", "congressman", "king", "prince", "sir"))
SOME = frozenset(("one", "some", "many", "others", "another", "both", "several", "most"))
FORMER = frozenset(("former", "then", "ex", "late", "previous", "next", "future"))
SENTENCES_BACK = 8

Spans = Sequence[tuple[int, int]]

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
    person = person_named(head, analysis)
    if person is not None:
        return of_person(person, head, analysis)
    if (outlet := short_outlet(head, analysis)) is not None:
        return Speaker(None, outlet, frozenset((head.lower_,)), analysis.sentence_of[head.i])
    if (holder := _holder_again(head, analysis, earlier)) is not None:
        return holder
    if (author := _author(head, analysis, earlier)) is not None:
        return author
    if (ranked := _bare_rank(head, analysis, earlier)) is not None:
        return ranked
    if any(c.lower_ == "same" for c in head.children):
        return _same(head, analysis, earlier)
    if _points_back(head, analysis):
        return _back(head, analysis, earlier)
    if (bare := bare_name(head, analysis)) is not None and bare.text != head.text:
        return bare
    if (known := _known(head, earlier, analysis)) is not None:
        return known
    found = unlisted_person(head, analysis) or _issuer(head, analysis, earlier) or _office_holder(head, analysis) or of_phrase(head, analysis)
    return replace(found, person=True) if found.text and is_described_as_person(head, analysis) else found


def _holder_again(head: Token, analysis: Analysis, earlier: Sequence[Speaker]) -> Speaker | None:
    """"Its chief executive": the one person who has spoken by that office, where nobody else has."""
    if head.lower_ not in analysis.lexicon.spoken_for or not any(c.dep_ == "nmod:poss" and c.lower_ in ("its", "their", "his", "her") for c in head.children):
        return None
    office = {head.lower_, *(c.lower_ for c in head.children if relation(c) in ("compound", "amod"))}
    held = {s.text: s for s in earlier if s.person and s.text and office <= s.words}
    return next(iter(held.values())) if len(held) == 1 and len(office) > 1 else None


def _bare_rank(head: Token, analysis: Analysis, earlier: Sequence[Speaker]) -> Speaker | None:
    """"Admiral added": who has spoken before by that rank, in a text that spares its articles."""
    role = head.lower_ in analysis.lexicon.cues.speech.people and head.lower_ not in analysis.lexicon.cues.speech.bodies
    if not role or head.tag_ not in ("NN", "NNP") or any(not c.is_punct for c in head.children) or head.dep_ in ("compound", "nmod:desc"):
        return None
    return next((s for s in reversed(earlier) if s.person and s.text and len(s.text.split()) > 1 and head.lower_ in s.words), None)


def _known(name: Token, earlier: Sequence[Speaker], analysis: Analysis) -> Speaker | None:
    """The person who spoke before under a longer name that ends in this one, whatever the name was taken for."""
    mention = analysis.by_token.get(name.i)
    listed = mention is not None and analysis.entity(mention.entity_id).basis == "listed"
    if listed or not any(c.isupper() for c in name.text) or name.pos_ != "PROPN":
        return None
    return next((s for s in reversed(earlier) if s.person and s.text and len(s.text.split()) > 1 and s.text.split()[-1] == name.text), None)


def _of_several(head: Token, analysis: Analysis, earlier: Sequence[Speaker]) -> Speaker:
    """"One of the pair", "two of the officials": those of whom the text has told before, where it has."""
    among = next(children(head, "nmod"))
    plain = Speaker(None, words_of(head, analysis), frozenset((among.lower_,)), analysis.sentence_of[head.i], head.lower_ == "one")
    if among.lower_ == "them":
        return next((s for s in reversed(earlier) if s.text and analysis.sentence_of[head.i] - s.sentence <= 3 and _is_plural(s, analysis)), plain)
    if not _points_back(among, analysis):
        return plain
    return next((s for s in reversed(earlier) if s.text and among.lower_ in s.words), plain)


def _is_plural(speaker: Speaker, analysis: Analysis) -> bool:
    """Whether several people without a name spoke: "both Serbian officials", never a body."""
    people = analysis.lexicon.spoken_for - frozenset(analysis.lexicon.cues.speech.bodies)
    return any(word in people and word.removesuffix("s") in people and word.endswith("s") for word in speaker.words)


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


def _author(head: Token, analysis: Analysis, earlier: Sequence[Speaker]) -> Speaker | None:
    """"The report's authors", "the authors of the study": for whom the report speaks, where no author is named."""
    if head.lower_ not in ("author", "authors") or any(relation(c) in ("appos", "flat") for c in head.children):
        return None
    papers = (c for c in head.children if c.dep_ == "nmod:poss" or relation(c) == "nmod")
    return next((found for c in papers if (found := _issuer(c, analysis, earlier)) is not None), None)


def _office_holder(head: Token, analysis: Analysis) -> Speaker | None:
    """"Poland's foreign minister": the one person whom the article names in that office of that state, or who is
    listed in it on the article's day and named anywhere in the article."""
    if head.lower_ not in analysis.lexicon.spoken_for or head.lower_ in analysis.lexicon.cues.speech.bodies or head.tag_ not in ("NN", "NNP"):
        return None
    first, last = phrase(head)
    listed = analysis.knowledge.holder(" ".join(t.text for t in analysis.doc[first:last] if t.pos_ != "DET").replace(" 's", "'s").replace(" ’s", "'s"), analysis.published)
    held_by = next((m for m in analysis.mentions if m.entity_id == listed), None)
    if held_by is not None and not any(t.lower_ in FORMER for t in analysis.doc[first:last]):
        return of_person(held_by, head, analysis)
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
    return of_person(next(iter(found.values())), head, analysis) if len(found) == 1 else None


def _by_pronoun(head: Token, analysis: Analysis, earlier: Sequence[Speaker], said: Spans) -> Speaker:
    """"He said": who spoke last, unless another person has been the subject of a sentence since."""
    number = analysis.sentence_of[head.i]
    female = head.lower_ in FEMALE
    other = {s.text for s in earlier if s.text and _other_gender(s, female)}
    spoke = next((s for s in reversed(earlier) if s.person and s.text and number - s.sentence <= SENTENCES_BACK and s.text not in other), None)
    named = _subject_person(head, analysis, spoke.sentence if spoke is not None else -1, other, said, earlier)
    if named is not None:
        return named
    before = {m.entity_id for m in analysis.mentions if analysis.sentence_of[m.first] == number - 1 and analysis.kind(m.entity_id) == "person"}
    if len(before) == 1 and (spoke is None or spoke.sentence < number - 1):
        return _named(full_person(next(iter(before)), analysis), number, analysis)
    if spoke is not None:
        return spoke
    told = {m.entity_id for m in analysis.mentions if any(first <= m.first < last for first, last in said)}
    people = [_named(full_person(p, analysis), number, analysis) for p in last_person(head, analysis) if p not in told]
    return next((p for p in people if p.text not in other), None) or _subject_person(head, analysis, number - 1, other, (), earlier) or NOBODY


def _named(entity_id: str, number: int, analysis: Analysis) -> Speaker:
    return Speaker(entity_id, full_text(entity_id, analysis), frozenset(), number, True)


def _other_gender(speaker: Speaker, female: bool) -> bool:
    return bool(speaker.words & (MALE_WORDS if female else FEMALE_WORDS))


def _subject_person(head: Token, analysis: Analysis, since: int, excluded: Set[str | None], said: Spans, earlier: Sequence[Speaker]) -> Speaker | None:
    """The person who was subject of a sentence after the one in which somebody last spoke, or told of with "who"."""
    number = analysis.sentence_of[head.i]
    for other in range(number, max(since, number - 3), -1):
        sentence = analysis.sentences[other]
        for token in (*_main_subjects(sentence.root), *_told_of(sentence)):
            if token.i >= head.i or any(first <= token.i < last for first, last in said) or not _is_proven(token, analysis):
                continue
            mention = person_named(token, analysis)
            found = of_person(mention, token, analysis) if mention is not None else _known(token, earlier, analysis) or bare_name(token, analysis)
            if found is None and is_described_as_person(token, analysis):
                found = of_phrase(token, analysis)
            if found is not None and found.text is not None and found.text not in excluded:
                return replace(found, person=True)
    return None


def _is_proven(token: Token, analysis: Analysis) -> bool:
    """Whether a lone word that opens a sentence is a name: one that the article writes with a capital elsewhere, too."""
    mention = analysis.by_token.get(token.i)
    if token.i != token.sent.start or mention is not None and (mention.last > token.i + 1 or analysis.entity(mention.entity_id).basis == "listed"):
        return True
    return token.pos_ != "PROPN" or any(t.text == token.text and t.i != t.sent.start for t in analysis.doc)


def _told_of(sentence: Span) -> Iterator[Token]:
    """"For Dana Petrova, who follows …": names with a clause that says who they are, the last first; then a name
    that opens the sentence."""
    doc = sentence.doc
    yield from (doc[i - 2] for i in range(sentence.end - 1, sentence.start + 1, -1) if doc[i].lower_ == "who" and doc[i - 1].text == "," and doc[i - 2].pos_ == "PROPN")
    if sentence[0].pos_ == "PROPN":
        yield sentence[0]


def _main_subjects(root: Token) -> Iterator[Token]:
    yield from (c for c in root.children if relation(c) == "nsubj")
    # "Haddad's desk is covered in fragments": whose it is
    yield from (c for held in root.children if relation(held) == "nsubj" for c in held.children if c.dep_ == "nmod:poss" and c.pos_ == "PROPN")
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
        if other >= 0 and plural and (several := _several_subjects(other, analysis)) is not None:
            return several
        if other >= 0 and not plural:
            for token in _main_subjects(analysis.sentences[other].root):
                owner = next((c for c in token.children if c.dep_ == "nmod:poss"), None)
                for named in (token, owner):
                    found = of_phrase(named, analysis) if named is not None and named.pos_ != "PRON" else NOBODY
                    if found.text is not None and not found.person:
                        return found
    return next((s for s in reversed(earlier) if s.text and number - s.sentence <= 3 and not s.person), NOBODY)


def _several_subjects(number: int, analysis: Analysis, limit: int | None = None) -> Speaker | None:
    """The coordinated states or bodies that were the subject of a sentence: "Chile and Peru signed …. They said"."""
    for token in _main_subjects(analysis.sentences[number].root):
        if limit is not None and token.right_edge.i >= limit:
            continue
        actors = referents(token, analysis, analysis.is_actor)
        if any(relation(c) == "conj" for c in token.children) and actors and all(analysis.kind(a) != "person" for a in actors):
            return of_phrase(token, analysis)
    return None


def _of_own_sentence(head: Token, analysis: Analysis, earlier: Sequence[Speaker], said: Spans) -> Speaker | None:
    """"Seoul denied the report, which it said …": the body that the sentence has told of before the pronoun."""
    number = analysis.sentence_of[head.i]
    spoken = [s for s in earlier if s.sentence == number and s.text and not s.person]
    if spoken:
        return spoken[-1]
    if head.lower_ == "they":
        # "Chile and Peru examined drones that they say": the several of whom the sentence tells
        return _several_subjects(number, analysis, head.i) if not said or head.i < said[0][0] else None
    above = (c for verb in head.head.ancestors for c in children(verb, "nsubj"))  # "Breaking: Oslo has barred a firm, which it accuses"
    for token in (*_main_subjects(head.sent.root), *above):
        within = any(first <= token.i < last for first, last in said)
        found = of_phrase(token, analysis) if token.i < head.i and not within else NOBODY
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
    noun = head.tag_ in ("NN", "NNP", "NNS") or head.tag_ == "JJ" and relation(head) == "nsubj"  # "the general said"
    kinds = {head.lower_, head.lower_.removesuffix("s")}
    return determined and not modified and not kinds.isdisjoint((*speech.people, *speech.bodies, *speech.outlets)) and noun


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
        return _called_so(head, analysis, earlier, same) or same
    if word in analysis.lexicon.cues.speech.outlets and (outlet := _outlet_before(head, analysis, earlier)) is not None:
        return outlet
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
    return _issuer(head, analysis, earlier) or of_phrase(head, analysis)


def _outlet_before(head: Token, analysis: Analysis, earlier: Sequence[Speaker]) -> Speaker | None:
    """"The newspaper said": the outlet that spoke last."""
    number = analysis.sentence_of[head.i]
    near = (s for s in reversed(earlier) if s.text and number - s.sentence <= SENTENCES_BACK)
    return next((s for s in near if s.text and outlet_in(s.text, analysis) is not None), None)


def _called_so(head: Token, analysis: Analysis, earlier: Sequence[Speaker], last: Speaker) -> Speaker | None:
    """Whom the text has called "the general" before, where the last of that rank spoke in another paragraph and was
    not called so."""
    doc, number = analysis.doc, analysis.sentence_of[head.i]
    if not last.person or any(analysis.paragraph_of[analysis.sentences[n].start] == analysis.paragraph_of[head.i] for n in range(last.sentence, number)):
        return None
    for token in reversed(doc[: head.sent.start]):
        if token.lower_ == head.lower_ and _points_back(token, analysis):
            there = analysis.sentence_of[token.i]
            return next((s for s in reversed(earlier) if s.sentence == there and s.person and s.text and head.lower_ in s.words), None)
    return None


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
                return of_person(mention, last, analysis)
            top = last.head if last.head.lower_ == word else last
            return of_phrase(top, analysis)
    return None
