"""Where a date stands in its sentence, as the commas and the order of the words have it: past insertions, between
brackets of commas, before a clause that it opens. The parse alone often hangs it elsewhere."""

from spacy.tokens import Token

from preprocessing.analysis import Analysis
from preprocessing.dates import DateWords
from preprocessing.expressions import Placed
from preprocessing.grammar import case_of, children, is_verbal, path_up, relation

NEAR = 8
COUNTS = frozenset(("day", "days", "week", "weeks", "month", "months", "year", "years"))
TIMES = frozenset(
    ("night", "morning", "afternoon", "evening", "day", "week", "weekend", "month", "early", "hours", "dawn", "dusk", "midnight", "noon", "sunrise", "sunset")
)


def words_above(placed: Placed, analysis: Analysis) -> list[tuple[Token, str]]:
    """The words above a date; an insertion that is closed before it, or that only says who speaks, has no part."""
    path = list(path_up(placed.token))
    if not path or is_verbal(placed.token):
        return path
    verb = path[0][0]
    if len(path) > 2 and (_is_closed(placed, verb, analysis) or _is_adjective(verb)):
        return [(path[2][0], "obl"), *path[3:]]
    if not _is_parenthetical(placed, verb, analysis):
        return path
    if relation(verb) in ("advcl", "parataxis") and verb.head.i > verb.i:
        return [(path[1][0], "obl"), *path[2:]]
    told = next((child for child in verb.children if relation(child) in ("ccomp", "parataxis") and child.i > verb.i), None)
    return [(told, "obl")] if told is not None else path


def _is_closed(placed: Placed, verb: Token, analysis: Analysis) -> bool:
    """"The tanks, known as Leopards, in May": the comma before a date closes the clause that the parse gave it to."""
    if relation(verb) != "acl" or placed.token.i < verb.i:
        return False
    edges = (verb.left_edge.i, placed.token.left_edge.i)
    return all(edge > 0 and "," in (analysis.doc[edge - 1].text, analysis.doc[edge].text) for edge in edges)


def _is_adjective(verb: Token) -> bool:
    """"A wave of exploding drones": no clause."""
    return verb.tag_ == "VBG" and relation(verb) == "acl" and verb.i > 0 and verb.nbor(-1).lower_ == "of"


def _is_parenthetical(placed: Placed, verb: Token, analysis: Analysis) -> bool:
    """"In May, he recalled, Moscow sent tanks": who speaks is said in brackets of commas."""
    doc = analysis.doc
    if verb.lower_ not in analysis.lexicon.speech_verbs or not placed.last < verb.i < len(doc) - 1:
        return False
    return doc[placed.last].text == "," and doc[verb.i + 1].text == "," and verb.i - placed.last <= NEAR


def clause_opened(placed: Placed, analysis: Analysis) -> Token | None:
    """The verb of a clause that a date opens: "in May 1997, when the general came"."""
    doc = analysis.doc
    after = placed.last + (placed.last < len(doc) and doc[placed.last].text == ",")
    if after < len(doc) and doc[after].lower_ == "when" and doc[after].head.i > after:
        return doc[after].head
    return None


def clause_cleft(placed: Placed) -> Token | None:
    """The verb of the clause that a date is set before: "it was only in 2014 that the tanks came"."""
    date = placed.token
    above = date.head
    if not is_verbal(above) and any(c.lower_ == "it" and c.i > date.i for c in above.children):
        date = above  # "in May it was Rome that brokered the swap"
    opened = any(c.dep_ == "cop" for c in date.children) and any(c.lower_ == "it" and c.i < date.i for c in date.children)
    clauses = ("ccomp", "csubj", "advcl", "acl", "parataxis")
    return next((c for c in date.children if opened and c.i > date.i and relation(c) in clauses and is_verbal(c)), None)


def opens_sentence(placed: Placed, verb: Token) -> bool:
    """Whether a date opens the sentence of a finite verb that the parse has lost from under it."""
    noun = placed.token.head
    stray = noun.pos_ in ("NOUN", "PROPN") and relation(noun) in ("ROOT", "ccomp") and placed.last <= noun.i < verb.i
    lost = placed.token.dep_ == "ROOT" or (stray and relation(placed.token) in ("obl", "nmod"))
    if not lost or not opens(placed) or not placed.last <= verb.i:
        return False
    finite = verb.tag_ in ("VBD", "VBZ", "VBP") or any(relation(c) == "aux" for c in verb.children)
    finite = finite or (stray and noun.dep_ == "ROOT" and verb.tag_ == "VBN" and relation(verb) == "acl" and verb.head == noun)
    between = verb.doc[placed.last : verb.i]
    finite = finite and not any(t.tag_ in ("VBD", "VBZ", "VBP") and any(children(t, "nsubj")) for t in between)
    return finite and not any(t.tag_ in ("WDT", "WP", "WRB", "WP$") or relation(t) == "mark" or t.text in ";:" for t in between)


def opens(placed: Placed) -> bool:
    """Whether nothing but small words stands before a date in its sentence, or in its clause behind "that"."""
    before = list(placed.token.doc[placed.token.sent.start : placed.first])
    that = next((index for index in range(len(before), 0, -1) if before[index - 1].lower_ == "that"), 0)
    return all(word.pos_ in ("ADP", "CCONJ", "ADV", "DET", "PUNCT") for word in before[that:])


def is_apart(placed: Placed, words: DateWords) -> bool:
    """Whether a date is that of what came before or stands behind an act: "after a failed attempt in May"."""
    noun = placed.token.head
    if placed.expression.lead:
        return False  # "made under licence from 2026"
    before = placed.token.doc[placed.token.sent.start : placed.first - 1]
    counted = any(w.lower_ in COUNTS and w.nbor(1).lower_ in words.apart and not any(t.text == "," for t in before if t.i > w.i) for w in before)
    if counted and relation(placed.token) == "nmod":
        return True  # "two weeks before the summit of 3 June"
    spared = {*words.fights, *words.sessions, *TIMES}
    while relation(noun) in ("advmod", "nmod") and noun.head.i < noun.i:
        if case_of(noun) in words.apart and noun.lower_ not in spared:
            return True
        noun = noun.head  # "after two failures earlier in the year", "in response to the raid on a port on Monday"
    if _closes_occasion(placed, words):
        return True
    if noun.pos_ != "NOUN" or relation(noun) != "obl" or placed.first <= noun.i:
        return False
    answers = noun.lower_ in words.answers and noun.i < placed.token.head.i
    return (case_of(noun) in words.apart and noun.lower_ not in spared) or answers


def _closes_occasion(placed: Placed, words: DateWords) -> bool:
    """Whether a date stands at the end of what opens a sentence as an act's occasion, before its comma, whatever the parse
    hangs it by: "after talks in Oslo on Monday, …"."""
    doc, start = placed.token.doc, placed.token.sent.start
    opening = doc[start : placed.first]
    if len(opening) < 3 or placed.last >= len(doc) or doc[placed.last].text != ",":
        return False
    told = opening[0].lower_ in words.apart or (opening[0].lower_ == "in" and opening[1].lower_ in words.answers)
    spared = {*words.sessions, *TIMES, *(f"{word}s" for word in TIMES)}
    return told and not any(is_verbal(w) or w.is_punct or w.pos_ == "NUM" or w.lower_ in spared for w in opening)


def is_unmatched(placed: Placed, words: DateWords) -> bool:
    """Whether nothing like an act was done since a date: "for the first time since May", "its largest raid since 2022"."""
    if placed.expression.lead not in words.since:
        return False
    for word in reversed(placed.token.doc[max(placed.token.sent.start, placed.first - NEAR) : placed.first]):
        if is_verbal(word) or word.is_punct:
            return False
        kind = word.head.head.lower_ if word.tag_ == "RBS" else word.head.lower_
        if word.lower_ == "first" or (word.tag_ in ("JJS", "RBS") and kind in (*words.measured, *words.fights)):
            return True
    return False


def clause_of_occasion(placed: Placed, analysis: Analysis) -> Token | None:
    """The verb of the clause that another one, with its date, opens as the occasion: "when ministers meet on Monday,
    they will …"; not of what had been done by then."""
    verb = placed.token.head
    main = verb.head
    if relation(verb) != "advcl" or not verb.i < main.i or verb.lower_ in analysis.lexicon.speech_verbs or not is_verbal(main):
        return None
    opened = any(c.lower_ == "when" and c.i < verb.i for c in verb.children) and verb.left_edge.i <= verb.sent.start + 1
    perfect = any(c.lower_ in ("had", "'d", "’d", "has", "have") and relation(c) == "aux" for c in main.children)
    return main if opened and not perfect else None


def is_not_until(placed: Placed) -> bool:
    """Whether something came no sooner than a date: "were not delivered until 2014", "it was not until May that"."""
    verb = placed.token if any(c.dep_ == "cop" for c in placed.token.children) else placed.token.head
    return any(c.lower_ in ("not", "n't", "n’t", "never") and c.i < placed.token.i for c in verb.children)


def is_fronted(placed: Placed, analysis: Analysis) -> bool:
    """"…; two years on, Russia launched": a time behind a semicolon and before a comma opens the clause that follows,
    whatever the parse says."""
    doc = analysis.doc
    opened = ";" in doc[max(placed.first - 2, 0) : placed.first].text
    return opened and placed.last < len(doc) and doc[placed.last].text == "," and placed.token.head.i < placed.first


def dated_from(placed: Placed, analysis: Analysis) -> Token | None:
    """What is said to date from then: "an accord dating back to 2015", "their use dates from May"."""
    doc, index = analysis.doc, placed.first - 1
    while index > placed.token.sent.start and doc[index].lower_ in ("back", "to", "from", "the"):
        index -= 1
    verb = doc[index]
    if verb.lower_ not in ("dates", "dating", "dated", "date") or verb.i == placed.first - 1:
        return None
    before = verb.nbor(-1)
    return before if before.pos_ == "NOUN" else next(children(verb, "nsubj"), None) or verb.head


def is_adrift(placed: Placed, analysis: Analysis) -> bool:
    """Whether a date opens a sentence, or what follows a colon, and the parse has hung it on nothing behind it."""
    first = placed.first - (placed.first > 0 and relation(analysis.doc[placed.first - 1]) == "case")
    while first > placed.token.sent.start and analysis.doc[first - 1].pos_ == "ADV":
        first -= 1  # "barely ten weeks later"
    opens = first == placed.token.sent.start or analysis.doc[first - 1].text in (":", ";", "–", "—")
    return opens and placed.token.head.i <= placed.token.i


def is_reduced(token: Token) -> bool:
    """Whether a participle only tells of a noun: "a stolen plane", "a plane packed with explosives"."""
    if relation(token) == "amod":
        return True
    if not any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in token.sent):
        return False  # the only verb of its sentence
    helped = any(relation(child) == "aux" or child.dep_ == "aux:pass" for child in token.children)
    return token.tag_ in ("VBN", "VBG") and not helped and token.i > 0 and token.nbor(-1).pos_ in ("NOUN", "PROPN")


def counted_from(placed: Placed, analysis: Analysis) -> tuple[Placed, int] | None:
    """The date that a time at the head of a sentence is counted from, and the comma behind which its clause follows:
    "two days after the 3 May raid, Oslo sent tanks"."""
    sentence = placed.token.sent
    if placed.first > sentence.start + 1:
        return None
    comma = next((t.i for t in analysis.doc[placed.last : sentence.end] if t.text == ","), None)
    others = analysis.expressions.get(sentence.start, ())
    named = [other for other in others if comma is not None and placed.last <= other.first and other.last <= comma]
    return (named[0], comma) if len(named) == 1 and comma is not None else None


def is_since(placed: Placed, words: DateWords) -> bool:
    """Whether a time begins with what a date names: "since the February 2022 invasion", "since the invasion of May"."""
    named = placed.token.head
    if placed.expression.lead or named.lower_ not in words.fights:
        return False
    begun = named.head if relation(named) == "nmod" and case_of(named) == "of" else named  # "since the start of the war of 2022"
    return any(case_of(noun) in ("since", "ever since") for noun in (named, begun))


def is_deadline(placed: Placed) -> bool:
    """Whether a date is that until which there is time: "Oslo has until May to hand over the tanks"."""
    verb = placed.token.head
    given = verb.tag_ in ("VBZ", "VBP") and verb.lower_ in ("has", "have")
    return placed.expression.lead in ("until", "till") and given and relation(verb) != "aux"


def is_hours_from(placed: Placed, analysis: Analysis) -> bool:
    """"Hours before Monday's session": a few hours away from what a day is named for is still, as far as one can
    tell, that day."""
    before = analysis.doc[max(placed.first - 1, 0)]
    near = before.lower_ in ("hours", "minutes", "shortly", "just", "moments")
    return near and placed.expression.lead in ("before", "after", "ahead of") and placed.expression.kind in ("weekday", "day", "today")


def begins_with(placed: Placed, event: Token) -> bool:
    """Whether a date opens the time of an event told in the perfect: "has sold it drones since the war began in May"."""
    clause = placed.token.head
    since = relation(clause) == "advcl" and clause.head == event and relation(placed.token) == "obl"
    perfect = any(c.lower_ in ("has", "have", "had", "'ve", "’ve") and relation(c) == "aux" for c in event.children)
    return since and perfect and any(c.lower_ == "since" and relation(c) == "mark" for c in clause.children)
