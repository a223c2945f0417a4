"""What a verb of speech introduces: where "that", a colon or a quotation mark opens it, and where it ends."""

from spacy.tokens import Doc, Span, Token

from preprocessing.analysis import Analysis
from preprocessing.clauses import CLOSING, FINITE, OPENING, STOPS
from preprocessing.grammar import children, is_verbal, relation


def speech_base(token: Token, analysis: Analysis) -> str | None:
    """The verb of speech that a token is a form of, or None; "pointed" is one before "out" only, and who "goes on
    shelling" tells nothing."""
    base = analysis.lexicon.speech_verbs.get(token.lower_)
    if base is None or " " not in base:
        return base
    behind = token.doc[token.i + 1 : token.i + 3]
    gerund = base in analysis.lexicon.cues.speech.interjected and len(behind) > 1 and behind[1].tag_ == "VBG"
    return base if behind and behind[0].lower_ == base.split()[1] and not gerund else None


def denied_end(verb: Token, sentence: Span) -> int:
    """Where what a denial is about ends: at the next circumstance or coordinated clause."""
    for token in sentence.doc[verb.i + 1 : sentence.end]:
        if token.lower_ in ("after", "while", "because", "when", "before", "saying", "calling") or token.text == ";" or leaves(token, verb, sentence):
            return token.i
    return sentence.end


def content_start(verb: Token, sentence: Span, analysis: Analysis) -> int | None:
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
    if token.dep_ == "obj" and any(c != token and c.dep_ == "obj" for c in token.head.children):
        return True  # "said in a talk with the paper that Oslo had sold tanks": no relative, the clause has its object
    return token.i <= verb.i + 6 and not any(children(verb, "obj")) and following.pos_ not in ("VERB", "AUX")


def _opens_quotation(token: Token, analysis: Analysis) -> bool:
    return any(first == token.i for first, _ in analysis.quotations)


def complement_start(verb: Token, base: str | None) -> int | None:
    """The first word of the clause that the parser hangs below a verb of speech.

    An infinitive is none, but below "claim": "promised to deliver" is a promise, not a statement.
    """
    for child in verb.children:
        infinitive = child.tag_ == "VB" and any(c.lower_ == "to" for c in child.children) and not any(c.dep_ == "nsubj" for c in child.children)
        infinitive = infinitive or (child.tag_ == "VBN" and any(c.lower_ == "to" for c in child.children))
        if infinitive and base not in ("claim", "allege", "reveal", "swear"):
            continue
        plain = child.tag_ == "VBG" and not any(relation(c) == "nsubj" for c in child.children)
        if base == "consider" and plain and any(relation(c) == "nsubj" for c in verb.children):
            continue  # "Oslo is considering sending tanks": a thought of what to do
        if relation(child) in ("ccomp", "xcomp", "csubj") and child.i > verb.i:
            return max(verb.i + 1, child.left_edge.i)
        if relation(child) == "advcl" and child.i > verb.i and _marked_as_said(child):
            return max(verb.i + 1, child.left_edge.i)
    return None


def _marked_as_said(clause: Token) -> bool:
    """"Accused X of supplying", "described it as having": clauses that the parser calls adverbial."""
    marks = {c.lower_ for c in clause.children if relation(c) in ("mark", "case")}
    return bool(marks & {"as", "of", "that", "for", "with"}) and (clause.tag_ == "VBG" or "that" in marks)


def content_spans(verb: Token, first: int, sentence: Span) -> tuple[tuple[int, int], ...]:
    """From its first word to where the sentence goes on without the speaker."""
    doc, last = verb.doc, sentence.end
    for index in range(first + 1, sentence.end - 1):
        token = doc[index]
        if token.text == ";" and not _inside_quotation(doc, first, index):
            last = index
            break
        if token.text == "," and (leaves(doc[index + 1], verb, sentence) or doc[index + 1].lower_ == "according"):
            last = index
            break
        if token.lower_ in ("and", "but") and leaves(token, verb, sentence):
            last = index
            break
    return ((first, last),)


def _inside_quotation(doc: Doc, first: int, index: int) -> bool:
    marks = [t.text for t in doc[first:index] if t.text in OPENING | CLOSING]
    return len(marks) % 2 == 1


def leaves(joiner: Token, verb: Token, sentence: Span) -> bool:
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
