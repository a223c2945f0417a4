"""Verbs of speech that the tagger or the parser took for something else, by the order of words around them."""

from spacy.tokens import Token

from preprocessing.analysis import Analysis
from preprocessing.clauses import CLOSING, FINITE, is_after_quotation, phrase_before
from preprocessing.contents import content_start, speech_base
from preprocessing.grammar import case_of, children, is_passive, relation


def is_participle(verb: Token) -> bool:
    """"…, warning that", also where the tagger took it for a noun."""
    return verb.tag_ == "VBG" or (verb.tag_ == "NN" and verb.lower_.endswith("ing") and verb.i > 0 and verb.doc[verb.i - 1].text == ",")


def between_commas(token: Token, analysis: Analysis) -> bool:
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


def is_mistaken(token: Token, analysis: Analysis) -> bool:
    """"The Kremlin dismissed talk of": a verb between its subject and its object that the parser took for an adjective."""
    if token.dep_ != "amod" or token.i >= token.head.i or token.i == token.sent.start:
        return False
    before = token.doc[token.i - 1]
    mention = analysis.by_token.get(before.i)
    named = mention is not None and mention.sense not in ("demonym", "class") and analysis.is_actor(mention.entity_id)
    return (named or before.lower_ in analysis.lexicon.cues.speech.people) and before.head == token.head


def is_noun_read(verb: Token, analysis: Analysis) -> bool:
    """"Lima denies buying": a verb that the tagger took for a plural, between its subject and a gerund."""
    doc = verb.doc
    if verb.tag_ != "NNS" or verb.i + 1 >= len(doc) or doc[verb.i + 1].tag_ != "VBG" or verb.i == verb.sent.start:
        return False
    named = verb.i - 1 in analysis.by_token or doc[verb.i - 1].text == "," or doc[verb.i - 1].lower_ in analysis.lexicon.cues.speech.people
    return named and speech_base(verb, analysis) in analysis.lexicon.cues.speech.nominal and verb.lower_ not in analysis.lexicon.speech_nouns


def is_active(verb: Token, analysis: Analysis) -> bool:
    """Whether what looks like a passive is none: "said by way of comparison" has a plain subject, and a
    participle behind its noun cannot take "that" ("official X claimed on Monday that")."""
    opening = content_start(verb, verb.sent, analysis) if verb.dep_ == "acl" else None
    if opening is not None and verb.doc[opening].lower_ == "that" and not any(c.dep_ in ("aux:pass", "obl:agent") for c in verb.children):
        return True
    if verb.dep_ == "acl" and verb.doc[verb.i - 1].text == "," and speech_base(verb, analysis) not in analysis.lexicon.cues.speech.nominal:
        before = phrase_before(verb, verb.sent)
        if before is not None and is_after_quotation(before[0] - 1, verb.sent):
            return True
    if heads_sentence(verb) or closes_sentence(verb, analysis):
        return True
    raised = verb.tag_ == "VBN" and verb.i + 1 < len(verb.doc) and verb.doc[verb.i + 1].lower_ == "to"
    bare = not raised and not any(relation(c) == "aux" or c.dep_ == "obl:agent" for c in verb.children) and relation(verb) not in ("acl", "amod", "advcl", "conj")
    if bare and any(relation(c) == "nsubj" and c.i < verb.i for c in verb.children):
        return True
    own = any(c.dep_ == "nsubj" and c.i < verb.i for c in verb.children)
    return (own or verb.lower_ == "told") and verb.tag_ == "VBD" and not any(c.dep_ == "aux:pass" for c in verb.children)


def heads_sentence(verb: Token) -> bool:
    """"An aide on Monday dismissed the claim": the sentence's only verb, which the parser hung on its subject."""
    noun = verb.head
    own = verb.dep_ == "acl" and verb.tag_ in ("VBN", "VBD") and noun.dep_ == "ROOT" and noun.pos_ in ("NOUN", "PROPN") and noun.i < verb.i
    told = any(c.i > verb.i and (relation(c) != "obl" or not case_of(c)) for c in children(verb, "obj", "ccomp", "obl"))
    return own and told and not any(c.dep_ == "obl:agent" for c in verb.children)


def closes_sentence(verb: Token, analysis: Analysis) -> bool:
    """"…, Dutch naval intelligence assessed.": a verb at the end, behind the comma and the body that speaks."""
    doc, noun = verb.doc, verb.head
    if verb.dep_ != "acl" or verb.tag_ not in ("VBN", "VBD") or noun.i != verb.i - 1 or any(t.is_alpha for t in doc[verb.i + 1 : verb.sent.end]):
        return False
    before = phrase_before(verb, verb.sent)
    speech = analysis.lexicon.cues.speech
    return before is not None and before[0] > verb.sent.start + 1 and doc[before[0] - 1].text == "," and (noun.lower_ in speech.bodies or noun.lower_ in speech.people)


def bare_clause(verb: Token, analysis: Analysis) -> int | None:
    """"Officials say a drone sunk the boat": a clause without "that", whose verb the parser took for a participle."""
    speech, base = analysis.lexicon.cues.speech, speech_base(verb, analysis)
    if base in speech.nominal or base in speech.clausal or base in speech.addressing or is_passive(verb) or verb.tag_ not in FINITE:
        return None
    held = next((c for c in children(verb, "obj") if c.i > verb.i), None)
    if held is None or not any(c.i < verb.i for c in children(verb, "nsubj")):
        return None
    clause = next((c for c in children(held, "acl") if c.dep_ == "acl" and c.tag_ in ("VBN", "VBD") and any(children(c, "obj"))), None)
    return held.left_edge.i if clause is not None and held.left_edge.i == verb.i + 1 else None
