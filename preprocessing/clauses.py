"""The clauses and noun phrases around a verb of speech, by the order of words where the parse may err: where a
speaker's phrase begins, how far the clause before or around it reaches, and who its subject is."""

from spacy.tokens import Doc, Span, Token

from preprocessing.grammar import NOMINAL, children, is_passive, relation, subject

OPENING = frozenset(("“", "„", "«", '"', "‘"))
CLOSING = frozenset(("”", "»", '"', "’"))
STOPS = frozenset((";", ".", "!", "?"))
JOINERS = frozenset(("and", "but", "or", "yet", "so", "because", "although", "though", "while", "whereas", "if", "when", "as", "since",
                     "that", "which", "who", "where", "after", "before", "nor"))
LEADING = frozenset(("if", "when", "once", "although", "though", "while", "unless", "until", "because", "since", "after", "before", "whenever"))
RELATIVE = frozenset(("which", "who", "whose", "where", "whom"))
FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
QUOTING = frozenset(("quoted", "quote", "quotes", "quoting", "cited", "cites", "citing"))
TIMES = frozenset(("minutes", "hour", "hours", "day", "days", "week", "weeks", "fortnight", "month", "months", "year", "years", "shortly", "soon", "just"))
LONGEST_HEAD = 30  # tokens of a speaker's phrase


def may_invert(first: int, verb: Token) -> bool:
    """Whether a verb may stand before its speaker: behind a comma or a quotation, or "as"; "told" behind a quotation only."""
    before = verb.doc[first - 1]
    if verb.lower_ in ("told", "tells"):
        return before.text in CLOSING
    between = any(c.dep_ in ("nsubj", "nsubj:pass") and c.i < verb.i for c in verb.children)
    return (separates(before) and not between) or before.lower_ == "as"


def separates(token: Token) -> bool:
    return token.text in (",", "—", "–", "-", "?", "!") or token.text in CLOSING


def is_after_quotation(index: int, sentence: Span) -> bool:
    return index > sentence.start and sentence.doc[index - 1].text in CLOSING


def group_start(verb: Token, sentence: Span) -> int:
    """The first word of a verb with its auxiliaries and adverbs."""
    index = verb.i
    while index > sentence.start and (verb.doc[index - 1].pos_ in ("AUX", "ADV", "PART") or relation(verb.doc[index - 1]) == "aux"):
        index -= 1
    return index


def speaker_behind(verb: Token, sentence: Span) -> Token | None:
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


def phrase_before(verb: Token, sentence: Span) -> tuple[int, int] | None:
    """[first, last) of the noun phrase before a verb; an apposition or relative clause between commas is passed over."""
    doc, last = verb.doc, group_start(verb, sentence)
    if last <= sentence.start:
        return None
    if doc[last - 1].text == ")":  # "the Office (SIO) told a hearing"
        last = next((i for i in range(last - 2, max(sentence.start, last - 6), -1) if doc[i].text == "("), last)
    if doc[last - 1].text == ",":
        opening = next((i for i in range(last - 2, max(sentence.start, last - LONGEST_HEAD), -1) if doc[i].text == ","), None)
        if opening is None:
            return None
        last = opening
    first = last
    while first > sentence.start and not separates(doc[first - 1]) and doc[first - 1].text not in (";", ":", "(", "“"):
        first -= 1
    first = next((i + 1 for i in range(last - 1, first - 1, -1) if doc[i].lower_ == "as" or doc[i].lower_ in ("that", "which") and doc[i].tag_ in ("WDT", "IN")), first)
    first = next((i + 1 for i in range(last - 2, first, -1) if _is_since(doc[i])), first)
    while first < last and doc[first].lower_ in ("and", "but", "while", "although", "though"):
        first += 1
    words = doc[first:last]
    if not words or len(words) > LONGEST_HEAD or any(t.tag_ in FINITE and t.dep_ != "amod" and not _relative(t) for t in words):
        return None
    named = any(t.pos_ in ("PROPN", "NOUN", "PRON") for t in words) or (len(words) == 1 and words[0].text.istitle())
    return (first, last) if named and words[0].pos_ != "ADP" else None


def _is_since(joiner: Token) -> bool:
    """"Two days after Oslo said": the time that has passed is no part of the name of who speaks."""
    return joiner.lower_ in ("after", "before") and joiner.i > joiner.sent.start and joiner.nbor(-1).lower_ in TIMES


def _relative(token: Token) -> bool:
    return any(c.lower_ in RELATIVE or c.lower_ == "that" for c in token.children) or token.dep_ == "acl:relcl"


def head_within(first: int, last: int, doc: Doc) -> Token | None:
    """The head of a noun phrase: before its first preposition, relative clause or participle."""
    end = next((i for i in range(first + 1, last) if doc[i].pos_ in ("ADP", "SCONJ") or doc[i].tag_ in ("WP", "WDT", "VBG", "VBN") and doc[i + 1].pos_ not in NOMINAL), last)
    names = [t for t in doc[first:end] if t.pos_ in ("PROPN", "NOUN", "PRON", "NUM") and t.lower_ not in ("’s", "'s")]
    return _topmost(names, first, end)


def spans_around(before: int, after: int, verb: Token, sentence: Span) -> tuple[tuple[int, int], ...]:
    """What is said: the clause before a telling, or the one that it breaks; and what that clause goes on with."""
    start = _clause_start(before, sentence)
    if not _has_finite(start, before, verb.doc):
        return ((start, before), (after + 1, clause_end(after + 1, sentence)))
    first = _whole_start(before, sentence)
    if verb.doc[first].lower_ in LEADING:
        return ((first, before), (after + 1, clause_end(after + 1, sentence)))
    follows = _continuation(after + 1, sentence)
    return ((first, before), *((follows,) if follows else ()))


def _clause_start(before: int, sentence: Span) -> int:
    """The nearest joint before an interruption behind which no finite verb stands yet."""
    doc = sentence.doc
    for index in range(before - 1, sentence.start - 1, -1):
        if doc[index].tag_ in FINITE and doc[index].dep_ not in ("amod",):
            return sentence.start
        # "and, she said, …" is broken by a telling; "did so, she said", "none since, she said" is not
        broken = index == before - 1 and doc[index].tag_ != "RB"
        if doc[index].lower_ in JOINERS and (index == sentence.start or doc[index - 1].text in (",", ";") or broken):
            return index
        if doc[index].text in (";", ":"):
            return index + 1
    return sentence.start


def _whole_start(before: int, sentence: Span) -> int:
    return next((i + 1 for i in range(before - 1, sentence.start, -1) if sentence.doc[i].text == ";"), sentence.start)


def _has_finite(first: int, last: int, doc: Doc) -> bool:
    return any(t.tag_ in FINITE and t.dep_ != "amod" for t in doc[first:last])


def clause_end(first: int, sentence: Span) -> int:
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
    adjoined = word.lower_ == "while" and not any(t.lower_ in ("he", "she") for t in doc[comma : comma + 4])
    if joined or adjoined or word.lower_ in RELATIVE or word.lower_ in ("such", "including", "with"):
        return comma + 1, clause_end(comma + 1, sentence)
    return None


def find_speaker(verb: Token, sentence: Span) -> Token | None:
    """The head of the phrase that a verb of speech has for subject: the parse's, unless another noun phrase
    stands right before the verb."""
    if verb.head.lower_ in QUOTING and relation(verb) in ("advcl", "xcomp", "ccomp", "obl"):
        quoted = subject(verb.head) if is_passive(verb.head) else next(children(verb.head, "obj"), None) or subject(verb.head)
        if quoted is not None:
            return quoted
    parsed = subject(verb) if verb.dep_ != "acl" or verb.tag_ == "VBG" else None
    phrase = phrase_before(verb, sentence) if verb.tag_ != "VBG" else None
    if phrase is None:
        return parsed or _inherited(verb, sentence) or _misread_subject(verb)
    nearest = verb.doc[phrase[1] - 1]
    if parsed is not None and (nearest is parsed or nearest in parsed.subtree or parsed in nearest.subtree):
        return parsed
    if nearest.pos_ in ("PROPN", "NOUN", "PRON", "ADJ") or nearest.text.istitle() or parsed is None:
        return head_within(phrase[0], phrase[1], verb.doc) or parsed
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


def head_after(first: int, sentence: Span) -> Token | None:
    """The head of the noun phrase that starts at an index."""
    doc, last = sentence.doc, first
    while last < sentence.end and _is_within_phrase(doc[last]):
        last += 1
    names = [t for t in doc[first:last] if t.pos_ in ("PROPN", "NOUN", "PRON", "NUM")]
    return _topmost(names, first, last)


def _is_within_phrase(token: Token) -> bool:
    nominal = token.pos_ in ("DET", "ADJ", "NUM", "PROPN", "NOUN", "PRON") and token.tag_ not in ("WP", "WDT")
    return nominal or token.text in ("'s", "’s", "-") or joins_adjectives(token)


def joins_adjectives(token: Token) -> bool:
    """"Serving and retired officers": the "and" between two adjectives."""
    doc = token.doc
    return token.lower_ in ("and", "or") and 0 < token.i < len(doc) - 1 and doc[token.i - 1].pos_ == doc[token.i + 1].pos_ == "ADJ"


def _topmost(names: list[Token], first: int, last: int) -> Token | None:
    """The noun within [first, last) that the last of some names hangs on, itself where that is outside."""
    if not names:
        return None
    head = names[-1]
    while head.head != head and first <= head.head.i < last and head.head.pos_ in ("PROPN", "NOUN"):
        head = head.head
    return head
