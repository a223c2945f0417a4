"""What may be meant by a pronoun: what stands before it, as what, and in which clause."""

from collections.abc import Iterable

from spacy.tokens import Token

from preprocessing.analysis import Analysis
from preprocessing.grammar import children, relation, subject
from preprocessing.mentions import Mention
from preprocessing.phrases import Wanted


def mentions_before(token: Token, analysis: Analysis, sentences: int) -> list[Mention]:
    """The mentions before a token within so many sentences back, nearest first."""
    number = analysis.sentence_of[token.i]
    first = analysis.sentences[max(0, number - sentences)].start
    return [m for m in reversed(analysis.mentions) if first <= m.first and m.last <= token.i]


def is_office(mention: Mention, analysis: Analysis) -> bool:
    """Whether a mention of a state stands in a phrase for one of its office-holders."""
    last = analysis.doc[mention.last - 1]
    people = analysis.lexicon.cues.speech.people
    return last.lower_ in people or (last.dep_ in ("nmod:poss", "amod", "compound") and last.head.lower_ in people)


def envoy_meant(pronoun: Token, analysis: Analysis, wanted: Wanted) -> list[str]:
    """ "Summoned the Serbian envoy and warned him": one who stands for his state, named by it alone in the sentence."""
    states = (m.entity_id for m in mentions_before(pronoun, analysis, 0) if analysis.kind(m.entity_id) == "state" and is_office(m, analysis))
    return first_wanted(states, wanted)


def tells_itself(pronoun: Token, analysis: Analysis) -> bool:
    """Whether "it" is the subject of a telling of the text's own: "…; it claimed to have shot down most of them"."""
    verb = verb_above(pronoun)
    base = analysis.lexicon.speech_verbs.get(verb.lower_)
    plain = base is not None and base not in analysis.lexicon.cues.speech.clausal
    return plain and pronoun.dep_ == "nsubj" and relation(verb) not in ("advcl", "ccomp", "acl", "xcomp")


def is_teller(mention: Mention, analysis: Analysis) -> bool:
    """Whether a mention stands in the subject of a verb of speech."""
    token = analysis.doc[mention.last - 1]
    while token.head != token and relation(token) in ("appos", "flat", "compound", "amod", "nmod", "conj"):
        token = token.head
    return relation(token) == "nsubj" and token.head.lower_ in analysis.lexicon.speech_verbs


def teller_of_clause(pronoun: Token, analysis: Analysis) -> Token | None:
    """ "The mission rejected this, insisting that it had": a body that tells of "it" in a clause of its own tells of itself."""
    clause = verb_above(pronoun)
    if relation(clause) != "ccomp" or pronoun.dep_ != "nsubj" or relation(clause.head) != "advcl" or clause.head.lower_ not in analysis.lexicon.speech_verbs:
        return None
    teller = subject(clause.head)
    return teller if teller is not None and teller.tag_ in ("NN", "NNP") else None


def unnamed_speaker(pronoun: Token, analysis: Analysis) -> Token | None:
    """ "The militia said it attacked": "it" is who speaks, and nobody else, also where no entity is known for him."""
    clause = verb_above(pronoun)
    if relation(clause) != "ccomp" or pronoun.dep_ != "nsubj":
        return None
    speaker = next(children(clause.head, "nsubj"), None)
    unnamed = speaker is not None and speaker.i < pronoun.i and speaker.pos_ in ("NOUN", "PROPN") and speaker.i not in analysis.by_token
    return speaker if unnamed else None


def first_wanted(candidates: Iterable[str], wanted: Wanted) -> list[str]:
    return next(([c] for c in candidates if wanted(c)), [])


def is_subject(token: Token) -> bool:
    while token.dep_ in ("flat", "compound", "appos", "nmod:desc") and token.head != token:
        token = token.head
    if token.dep_ == "nmod:poss" and relation(token.head) == "nsubj":
        return True  # "Iran's crackdown has …": Iran is what the sentence is about
    return relation(token) == "nsubj" or token.dep_ == "obl:agent"


def fits_pronoun(mention: Mention, plural: bool, analysis: Analysis) -> bool:
    """Whether a pronoun's number is that of a system; a type stands for many: "the Mohajer-6 … one of these"."""
    last = analysis.doc[mention.last - 1]
    return _number_fits(last, plural) or (plural and mention.sense == "name" and any(c.lower_ == "the" for c in last.lefts))


def is_side_note(mention: Mention, pronoun: Token, analysis: Analysis) -> bool:
    """Whether a system is named only in what is added to another noun, which a pronoun elsewhere passes over: "the
    Mohajer-6, a craft able to drop bombs", "boats armed with missiles"."""
    token = analysis.doc[mention.last - 1]
    while token.head != token:
        added = token.dep_ in ("appos", "acl", "acl:relcl") and token.i > token.head.i
        if added or token.lower_ in ("able", "capable"):
            return not token.left_edge.i <= pronoun.i <= token.right_edge.i
        token = token.head
    return False


def is_friend_of(token: Token, analysis: Analysis) -> bool:
    """"Kyiv's partners have promised it jets": whose friends act is not who acts."""
    return token.dep_ == "nmod:poss" and token.head.lower_ in analysis.discourse.friends


def only_modifies(mention: Mention, analysis: Analysis) -> bool:
    """Whether a mention just says what kind of thing another noun is: "intelligence official", "drone operators"."""
    last = analysis.doc[mention.last - 1]
    return relation(last) in ("compound", "amod") and last.head.i >= mention.last and last.head.i not in analysis.by_token


def only_tells_whose(mention: Mention, analysis: Analysis) -> bool:
    """Whether a state is named only for its people, whom "it" cannot mean: "US officials said its crews had left"."""
    last = analysis.doc[mention.last - 1]
    people = last.head if relation(last) in ("compound", "amod") else last
    return people.tag_ == "NNS" and people.lower_ in analysis.lexicon.spoken_for


def is_coordinated(token: Token) -> bool:
    """Whether a noun is one of several joined by "and", which no singular pronoun takes up."""
    return token.dep_ == "conj" or any(c.dep_ == "conj" and c.pos_ in ("PROPN", "NOUN") for c in token.children)


def depth_of(token: Token) -> int:
    """How many words stand above a token: the subject of the main clause has the fewest."""
    steps = 0
    while token.head != token and steps < 30:
        token = token.head
        steps += 1
    return steps


def in_same_clause(token: Token, pronoun: Token) -> bool:
    """Whether a noun is an argument of the verb above the pronoun, which rules it out as antecedent."""
    return token.sent.start == pronoun.sent.start and verb_above(token) == verb_above(pronoun)


def verb_above(token: Token) -> Token:
    while token.head != token and token.pos_ not in ("VERB", "AUX"):
        token = token.head
    return token


def _number_fits(token: Token, plural: bool) -> bool:
    if token.text[-1:] == "s" and token.text[-2:-1].isdigit():  # "Shahed-136s"
        return plural
    if token.i and token.nbor(-1).tag_ == "NNS" and token.tag_ == "NNP":
        return plural  # "fighters Su-35S"
    return token.tag_ in ("NNS", "NNPS") if plural else token.tag_ in ("NN", "NNP", "JJ", "CD")
