"""Grammatical relations over a Universal Dependencies parse: who is subject of what, across control,
raising, relative clauses, passives and coordination.

Every function takes tokens and yields tokens; none knows of entities or events.
"""

import calendar
from collections.abc import Iterator

from spacy.tokens import Token

from preprocessing.memory import remembered

RELATIVES = frozenset(("which", "that", "who", "whom", "whose"))
DATED = frozenset((*calendar.month_name[1:], *calendar.day_name))
# nouns whose "that" introduces what they are about, and hardly ever a relative clause
CONTENTS = frozenset(
    ("evidence", "proof", "fact", "sign", "signs", "indication", "indications", "claim", "claims", "allegation", "allegations",
     "suggestion", "suggestions", "doubt", "doubts", "rumour", "rumours", "rumor", "rumors", "fear", "fears", "possibility", "likelihood")
)  # fmt: skip
SUBJECTS = frozenset(("nsubj", "nsubj:pass", "csubj", "nsubj:outer"))
NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "NUM", "SYM", "X", "ADJ", "DET"))
# verbs whose object is the subject of the verb below them: "helped Russia build"
OBJECT_CONTROL = frozenset(
    (
        "help",
        "allow",
        "let",
        "enable",
        "permit",
        "ask",
        "urge",
        "order",
        "tell",
        "persuade",
        "force",
        "accuse",
        "press",
        "invite",
        "request",
        "call",
        "teach",
        "encourage",
        "lead",
        "prompt",
        "push",
        "pressure",
        "suspect",
        "blame",
        "see",
        "want",
        "expect",
        "criticise",
        "criticize",
        "condemn",
        "charge",
        "get",
        "cause",
        "require",
        "compel",
        "assist",
        "train",
        "instruct",
        "prevent",
        "stop",
        "bar",
        "forbid",
        "warn",
        "caution",
        "discourage",
        "dissuade",
        "deter",
        "sanction",
        "denounce", "blacklist", "designate", "punish", "penalise", "penalize", "indict", "fine", "target",
        "make",
        "have",
        "authorise",
        "authorize",
        "oblige",
        "convince",
        "credit",
        "praise",
        "lobby",
        "convert",
        "use",
    )
)
# verbs that take an infinitive but no passive with one: "ministers agreed to send" holds no reduced clause
UNDERTAKINGS = frozenset(
    ("agree", "decide", "promise", "pledge", "vow", "refuse", "decline", "fail", "plan", "hope", "seek", "attempt", "try", "threaten", "begin", "continue", "prepare", "intend")
)
FINITE = ("VBD", "VBZ", "VBP", "MD")
MOVING = frozenset(("travel", "arrive", "come", "go", "head", "sail", "exercise", "drill"))  # "travelled by train": no passive
IMPOSING = ("impose", "slap", "place", "levy", "level")
GIVING = frozenset(("give", "send", "offer", "show", "award", "grant", "promise", "lend", "sell", "hand"))  # "tanks promised Kyiv"
PARTS = frozenset(("role", "roles", "part", "involvement", "participation", "complicity", "hand"))  # "for their role in supplying"


def relation(token: Token) -> str:
    """The dependency without its subtype: ``obl`` for ``obl:agent``."""
    label = token.dep  # the label's number: spaCy decodes its text anew each time
    if label not in _RELATIONS:
        _RELATIONS[label] = token.dep_.partition(":")[0]
    return _RELATIONS[label]


_RELATIONS: dict[int, str] = {}


def children(token: Token, *relations: str) -> Iterator[Token]:
    """The dependents of a token in one of the relations (without subtype)."""
    return (child for child in token.children if relation(child) in relations)


@remembered
def case_of(token: Token) -> str:
    """The preposition of a noun phrase, lower case, "" where it has none; "as well as" comes whole."""
    marks = [
        child
        for child in token.children
        if relation(child) == "case" and child.lower_ not in ("'s", "’s", "'", "’")
    ]
    if not marks:
        return ""
    first = marks[0]
    words = [first, *(child for child in first.children if relation(child) == "fixed")]
    return " ".join(word.lower_ for word in sorted(words, key=lambda word: word.i))


def conjuncts(token: Token) -> Iterator[Token]:
    """The token and what is coordinated with it to the right."""
    yield token
    for child in token.children:
        if child.dep_ == "conj":
            yield from conjuncts(child)


@remembered
def is_verbal(token: Token) -> bool:
    """Whether the token heads a clause as a verb."""
    if token.pos_ == "NOUN" and any(c.tag_ == "MD" and c.dep_ == "aux" for c in token.children):
        return True  # "it would halt exports", whatever the tagger says
    return token.pos_ in ("VERB", "AUX") or token.tag_.startswith("VB")


@remembered
def is_passive(verb: Token) -> bool:
    """Whether the verb stands in the passive, with its auxiliary or as a reduced relative clause."""
    if hidden_subject(verb) is not None:
        return False
    if _inserted(verb) is not None:
        return True
    perfect = any(c.dep_ == "aux" and c.lower_ in ("has", "have", "had", "having") for c in verb.children)
    plain = (verb.tag_ == "VBD" or perfect) and any(child.dep_ == "nsubj" for child in verb.children)
    for child in verb.children:
        if (
            child.dep_ in ("aux:pass", "nsubj:pass")
            or (child.dep_ == "obl:agent" and not plain)
            or (child.dep_ == "aux" and child.lower_ == "being")
        ):
            return True
    if verb.dep_ in ("acl", "amod") and verb.tag_ in ("VBN", "VBD") and not (_is_content(verb) or is_main(verb)):
        # "official X claimed that": a participle takes no such clause, so the parser took the main verb for one
        told = verb.lower_ == "told" or not any(
            c.dep_ == "ccomp" and any(m.lower_ == "that" for m in c.children) for c in verb.children
        )
        return told or any(c.dep_ == "obl:agent" for c in verb.children)
    if (
        verb.dep_ == "conj"
        and is_verbal(verb.head)
        and not any(relation(c) in ("nsubj", "aux") for c in verb.children)
    ):
        return verb.tag_ == "VBN" and is_passive(verb.head)
    return (
        verb.dep_ == "advcl"
        and verb.tag_ == "VBN"
        and not any(c.dep_ in ("nsubj", "aux") for c in verb.children)
    )


def is_main(verb: Token) -> bool:
    """Whether a past tense is the verb of its sentence that the parser hung below the subject: "ministers met"."""
    counted = verb.head.dep_ == "nmod" and case_of(verb.head) == "of"  # "dozens of men travelled"
    undertakes = verb.lemma_.lower() in UNDERTAKINGS and any(c.tag_ == "VB" for c in children(verb, "xcomp"))
    undertakes = undertakes or _has_object_behind(verb)
    return (
        verb.dep_ == "acl"
        and (verb.tag_ == "VBD" or (verb.tag_ == "VBN" and (undertakes or verb.lemma_.lower() in MOVING)))
        and (verb.head.dep_ == "ROOT" or (counted and verb.head.head.dep_ == "ROOT"))
        and verb.head.pos_ in ("NOUN", "PROPN")
        and (verb.lemma_.lower() in MOVING or not any(c.dep_ in ("obl:agent", "aux:pass") for c in verb.children))
        and not any(is_verbal(c) and c.dep_ not in ("acl", "acl:relcl", "conj") for c in verb.head.children)
    )


def _has_object_behind(verb: Token) -> bool:
    """ "The Treasury designated Mahan Air": a name right behind a participle is its object, so it is none, where the
    sentence has no other verb."""
    if verb.i + 1 >= verb.sent.end or verb.lemma_.lower() in GIVING:
        return False
    behind = verb.nbor()
    return behind.pos_ == "PROPN" and behind.text not in DATED and not any(t.tag_ in FINITE for t in verb.sent if t != verb)


@remembered
def hidden_subject(verb: Token) -> Token | None:
    """The subject in "instructors later trained crews", where the parser took the only verb for an adjective."""
    if verb.dep_ != "amod" or verb.i > verb.head.i or verb.tag_ not in ("VBD", "VBN"):
        return None
    index = verb.i - 1
    while index > verb.sent.start and verb.doc[index].pos_ == "ADV":
        index -= 1
    noun = verb.doc[index]
    finite = any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in verb.sent if t != verb)
    named = noun.tag_ in ("NNS", "NNP", "NNPS") and index >= verb.sent.start and index < verb.i - (verb.tag_ == "VBN")
    return noun if named and not finite else None


@remembered
def _own_subject(verb: Token) -> Token | None:
    """A verb's subject in the parse, also where it hangs on the verb's auxiliary."""
    holders = [verb, *(c for c in verb.children if relation(c) in ("aux", "cop"))]
    found = [c for holder in holders for c in holder.children if c.dep_ in SUBJECTS and c.pos_ != "SCONJ"]
    if len(found) > 1 and (_cuts_in(verb) or _is_told(found, verb)):
        return found[-1]
    return next(iter(found), None)


def _is_told(subjects: list[Token], verb: Token) -> bool:
    """ "Her fear is that Russia could start": of two subjects the one behind "that" is the verb's own."""
    between = range(subjects[0].i + 1, subjects[-1].i)
    return subjects[-1].i < verb.i and any(c.i in between and c.dep_ == "mark" for c in verb.children)


def _cuts_in(verb: Token) -> bool:
    """Whether a verb of telling stands within another clause whose subject the parser gave it as well."""
    before = [c for c in verb.children if c.dep_ in (*SUBJECTS, "vocative", "dislocated") and c.i < verb.i]
    inside = verb.i < verb.head.i and relation(verb) in ("parataxis", "advcl", "ccomp", "acl")
    return inside and len(before) > 1 and verb.doc[before[0].i + 1 : before[1].i].text.startswith(",")


def _after_time(verb: Token) -> Token | None:
    """The subject in "on 30 December Russian forces fired", which the parser took for the head of the date."""
    group = [verb.i, *(c.i for c in verb.children if relation(c) == "aux")]
    for child in verb.children:
        named = child.pos_ in ("NOUN", "PROPN") and child.text not in DATED
        if relation(child) != "obl" or not named or child.right_edge.i != min(group) - 1:
            continue
        before = [t for t in child.subtree if t.i < child.i]
        if case_of(child) in ("on", "in", "by", "since", "until") and any(t.text in DATED for t in before):
            return child
    return None


@remembered
def _inserted(verb: Token) -> Token | None:
    """The noun in "the ship, built in Kiel, will sail", which the parser gave to the participle between the commas."""
    if verb.tag_ != "VBN" or relation(verb) not in ("advcl", "acl") or verb.i > verb.head.i:
        return None
    if any(relation(c) == "aux" for c in verb.children):
        return None
    own = next((c for c in verb.children if c.dep_ in SUBJECTS and c.i < verb.i), None)
    between = own is not None and own.right_edge.i < verb.i and verb.doc[own.i + 1 : verb.i].text.startswith(",")
    return own if between else None


def _interrupted(verb: Token) -> Token | None:
    """The subject in "Iran, it said in a statement, has sold no missiles", which the parser gave to "said"."""
    for child in verb.children:
        if (inserted := _inserted(child)) is not None:
            return inserted
        if is_verbal(child) and _cuts_in(child):
            return next(c for c in child.children if c.dep_ in (*SUBJECTS, "vocative", "dislocated"))
    return None


def _is_content(verb: Token) -> bool:
    """Whether a clause below a noun says what the noun is about, "evidence that Iran has delivered missiles": it
    has a subject of its own, and the noun is no argument of it."""
    return any(c.dep_ == "nsubj" or (c.dep_ == "mark" and c.lower_ == "that") for c in verb.children)


@remembered
def subject(verb: Token) -> Token | None:
    """The surface subject of a verb: its own, its controller's, or the noun that its clause modifies."""
    return _subject(verb, 0)


def _subject(verb: Token, depth: int) -> Token | None:
    own = _own_subject(verb)
    if own is not None:
        return antecedent_of_relative(own, verb) if own.lower_ in RELATIVES else own
    if is_main(verb):
        return verb.head
    if (hidden := hidden_subject(verb)) is not None:
        return hidden
    if (lent := _interrupted(verb)) is not None:
        return lent
    if (swallowed := _after_time(verb)) is not None:
        return swallowed
    if (blamed := partaker(verb, depth)) is not None:
        return blamed
    if depth > 8 or verb.head == verb:
        return None
    return _controller(verb, verb.head, depth)


def _controller(verb: Token, head: Token, depth: int) -> Token | None:
    kind = relation(verb)
    if kind == "conj" and (is_verbal(head) or any(relation(c) == "cop" for c in head.children)):
        return _subject(_resumed(verb, head), depth + 1)
    infinitive = kind == "obl" and verb.tag_ == "VB" and any(c.lower_ == "to" and relation(c) == "mark" for c in verb.children)
    if (kind in ("xcomp", "ccomp", "advcl") or infinitive) and (is_verbal(head) or head.pos_ in ("ADJ", "NOUN", "ADV")):
        return _of_governor(verb, head, depth)
    if kind == "acl":
        return _of_noun(verb, head, depth)
    return None


def _resumed(verb: Token, head: Token) -> Token:
    """The verb whose subject a coordinated verb shares: its head, but for two slips of the parser.

    In "they arrived, he said, and will train" it is what is told, not the telling; in "it turned to Iran when stocks
    ran low, and began firing" the main clause, not the one behind the conjunction.
    """
    joint = next((c for c in verb.children if c.dep_ == "cc"), None)
    if joint is None or joint.i < 1 or verb.doc[joint.i - 1].text != ",":
        return head
    told = next((c for c in head.children if c.dep_ == "ccomp" and c.i < head.i and is_verbal(c)), None)
    if told is not None:
        return told
    subordinate = head.dep_ == "advcl" and any(c.dep_ in ("mark", "advmod") and c.i < head.i for c in head.children)
    return head.head if subordinate and is_verbal(head.head) and head.head.i < head.i else head


def _of_governor(verb: Token, head: Token, depth: int, marked: str | None = None) -> Token | None:
    """Control: the object of "help X build", the agent of "used by X to build", else the subject of the verb above."""
    if marked is None:
        marked = next((child.lower_ for child in verb.children if relation(child) in ("mark", "case")), "")
    user = next((c for c in children(head, "obl") if case_of(c) == "by"), None)
    if user is not None and verb.tag_ == "VB" and marked == "to" and head.lower_ == "used":
        return user
    if (over := _told_of(verb)) is not None:
        return antecedent_of_relative(over, head)  # "a firm which it said had shipped drones"
    if relation(verb) == "ccomp" and verb.tag_ not in ("VB", "VBG", "VBN"):
        return None
    if (
        relation(verb) == "advcl"
        and marked == "by"
        and relation(head) == "xcomp"
        and head.head.lemma_.lower() in OBJECT_CONTROL
    ):
        return _subject(head.head, depth + 1)
    if marked == "for" and any(children(head, "obj")):
        blamed = next((c for c in head.subtree if relation(c) in ("obl", "nmod") and case_of(c) in ("on", "against") and c.i < verb.i), None)
        if blamed is not None:
            return blamed
    # "accused Tehran of breaching the embargo by shipping drones": by what Tehran did
    means = marked == "by" and any(
        relation(c) in ("advcl", "xcomp") and c.i < verb.i and c != verb and is_verbal(c) for c in head.children
    )
    controlled = head.lemma_.lower() in OBJECT_CONTROL and (
        relation(verb) != "advcl"
        or means
        or marked in ("of", "for", "with", "from", "over", "into", "against", "")
    )
    if controlled:
        target = next(children(head, "obj", "iobj"), None)
        if target is not None:
            return target
        if is_passive(head):
            return _subject(head, depth + 1)
    return _subject(head, depth + 1)


def partaker(act: Token, depth: int = 0) -> Token | None:
    """Who has a part in an act: "the Syrian firm's role in shipping fuel", "fined two firms for their part in a delivery"."""
    mark = next((c for c in act.children if c.lower_ == "in" and relation(c) in ("mark", "case")), None)
    noun = act.doc[mark.i - 1] if mark is not None and mark.i else None
    if noun is None or noun.lower_ not in PARTS:
        return None
    holder = next((c for c in noun.children if c.dep_ == "nmod:poss"), None)
    if holder is not None and holder.pos_ != "PRON":
        return holder
    for governor, _ in path_up(noun):
        blamed = next((c for c in children(governor, "nmod", "obl") if case_of(c) in ("on", "against") and c.i < noun.i), None)
        if blamed is not None:
            return blamed
        if is_verbal(governor) and governor != act:
            return _of_governor(act, governor, depth, "for")
    return holder


def _told_of(verb: Token) -> Token | None:
    """The relative pronoun of a telling around a verb, "arms that Oslo said Chad had bought": it is the verb's own."""
    above = verb.head
    if relation(verb) != "ccomp" or above.dep_ not in ("acl:relcl", "advcl:relcl") or any(c.lower_ in RELATIVES for c in verb.children):
        return None
    return next((c for c in above.children if c.lower_ in RELATIVES and c.i < verb.i and relation(c) in ("obj", "nsubj", "obl", "dep", "mark")), None)


def _of_noun(verb: Token, noun: Token, depth: int) -> Token | None:
    """The subject of a verb below a noun: "drones carrying", "Moscow's plan to build", "has plans to build"."""
    own = _own_subject(noun)
    if own is not None:  # "denies arming them": a verb that the tagger took for a noun
        return own
    if (spender := _spender(noun)) is not None and verb.tag_ == "VBG":
        return _subject(spender, depth + 1)
    marked = next((c.lower_ for c in verb.children if relation(c) in ("mark", "case")), "")
    accused = noun.dep_ in ("obj", "iobj", "nsubj:pass") and noun.head.lemma_.lower() in OBJECT_CONTROL - {"have"}
    if marked in ("of", "for", "with", "against", "from", "over") and accused:
        return noun
    if marked in ("for", "over") and verb.tag_ == "VBG" and noun.head.lemma_.lower() in IMPOSING:
        return noun  # "imposed sanctions on a bank and the Kara Line, for carrying shells"
    if verb.tag_ == "VBG" and not any(relation(c) in ("mark", "case") for c in verb.children):
        return noun
    holder = next((child for child in noun.children if child.dep_ == "nmod:poss"), None)
    if holder is not None:
        return holder
    by = next(
        (child for child in children(noun, "nmod") if case_of(child) in ("by", "between", "from")), None
    )
    if by is not None:
        return by
    if noun.dep_ in ("obj", "xcomp") and is_verbal(noun.head):
        return _subject(noun.head, depth + 1)
    if noun.dep_ == "obl" and is_verbal(noun.head) and verb.tag_ == "VB":
        return _subject(noun.head, depth + 1)
    if noun.dep_ in ("obl", "nmod") and is_verbal(noun.head) and case_of(noun) in ("under", "in", "with", "as"):
        return _subject(noun.head, depth + 1) if case_of(noun) != "under" else None
    return None


def _spender(noun: Token) -> Token | None:
    """The verb in "spent four months at the site teaching", whose subject does what follows."""
    token = noun
    for _ in range(3):
        if token.lemma_.lower() == "spend":
            return token
        token = token.head
    return None


def antecedent_of_relative(pronoun: Token, verb: Token) -> Token:
    """The noun that a relative pronoun stands for; the pronoun itself where none is found."""
    clause = verb
    while clause.dep_ == "conj" and clause.head != clause:
        clause = clause.head
    if clause.dep_ in ("acl:relcl", "acl", "advcl:relcl") and clause.head.pos_ in NOMINAL:
        return _agreeing(clause.head, pronoun, verb)
    if clause.dep_ in ("acl:relcl", "advcl:relcl", "advcl", "parataxis") and pronoun.lower_ != "that":
        return _noun_before(pronoun) or pronoun
    return pronoun


def _agreeing(noun: Token, pronoun: Token, verb: Token) -> Token:
    """The noun that agrees in number with a relative clause's verb: "the deal to limit tests, which was abandoned"."""
    finite = next((c for c in verb.children if relation(c) == "aux" and c.tag_ in ("VBZ", "VBD", "VBP")), verb)
    form = finite.lower_
    singular = form in ("was", "is", "has") or (finite.tag_ == "VBZ" and form != "is")
    if relation(pronoun) != "nsubj" or not (singular or form in ("were", "are", "have")):
        return noun
    token = noun
    for _ in range(4):
        for candidate in (token, *(c for c in token.children if relation(c) == "nsubj" and c.i < noun.i)):
            plural = candidate.tag_ in ("NNS", "NNPS") or any(c.dep_ == "conj" for c in candidate.children)
            if singular and candidate.tag_ in ("NNPS", "NNP") and candidate == noun:
                return noun  # "Dahl Industries, which makes drones": a name is one firm
            if candidate.pos_ in ("NOUN", "PROPN") and plural != singular:
                return candidate
        token = token.head if token.head != token else noun
    return noun


def _noun_before(word: Token) -> Token | None:
    """The head of the noun phrase that ends, with or without a comma, right before a word."""
    index = word.left_edge.i - 1  # "of which"
    if index > word.sent.start and word.doc[index].text == ",":
        index -= 1
    noun = word.doc[index]
    if index < word.sent.start or noun.pos_ not in ("NOUN", "PROPN"):
        return None
    while relation(noun) in ("flat", "compound", "appos") and noun.head.pos_ in ("NOUN", "PROPN"):
        noun = noun.head
    return noun


@remembered
def relative_object(verb: Token) -> Token | None:
    """The noun that is object of a relative clause without an object: "drones (that) Iran supplied"."""
    over, number = _told_of(verb), _number_before(verb)
    if not (verb.dep_ in ("acl:relcl", "parataxis") or over is not None or number is not None) or any(children(verb, "obj")) or is_passive(verb):
        return None
    own = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
    if own is None or own.lower_ in RELATIVES:
        return None
    if over is not None or number is not None:
        return antecedent_of_relative(over, verb.head) if over is not None else number
    if verb.head.lower_ in CONTENTS:  # "no evidence that Russia has delivered either" says what is in evidence
        return None
    if verb.dep_ == "parataxis":  # "the systems it bought"
        first = own.left_edge
        beside = first.i > verb.sent.start and verb.doc[first.i - 1].pos_ == "NOUN" and first.i > verb.head.i
        return _noun_before(first) if beside else None
    return verb.head if verb.head.pos_ in NOMINAL else None


def _number_before(verb: Token) -> Token | None:
    """The number that a relative clause is about: "one of 31 that Oslo fired"."""
    if relation(verb) != "acl":
        return None
    first = verb.left_edge.i
    number = verb.doc[first - 1] if first > verb.sent.start else verb
    return number if number.pos_ == "NUM" and number.lower_ != "one" and number in (verb.head, *verb.head.subtree) else None


@remembered
def reduced_object(verb: Token) -> Token | None:
    """The noun that a participle modifies: "drones supplied by Iran"."""
    if verb.dep_ in ("acl", "amod") and verb.tag_ in ("VBN", "VBD") and verb.head.pos_ in NOMINAL:
        if hidden_subject(verb) is not None:
            return None
        return None if _is_content(verb) or is_main(verb) else verb.head
    if (
        verb.dep_ == "conj"
        and verb.tag_ == "VBN"
        and not any(relation(c) in ("nsubj", "aux") for c in verb.children)
    ):
        return reduced_object(verb.head)
    return None


@remembered
def clause_arguments(verb: Token) -> tuple[tuple[str, Token], ...]:
    """(slot, head of the phrase) for every argument of a verb: ``subject``, ``object``, ``indirect`` or its
    preposition. The slots are those of the active voice."""
    return tuple(_clause_arguments(verb))


def _clause_arguments(verb: Token) -> Iterator[tuple[str, Token]]:
    passive = is_passive(verb)
    surface = subject(verb)
    reduced = reduced_object(verb)
    if reduced is not None:
        yield "object", reduced
    elif surface is not None:
        given = passive and any(c.dep_ == "obj" for c in verb.children)  # "Tehran was paid two billion"
        yield ("indirect" if given else "object" if passive else "subject"), surface
    gap = relative_object(verb)
    if gap is not None:
        yield "object", _cleft(gap, verb)
    yield from _complements(verb, passive)
    where = next((c for c in verb.children if c.lower_ == "where" and c.i < verb.i), None)
    if where is not None and (spot := _noun_before(where)) is not None:
        yield "in", spot  # "Kyiv, where a raid killed five"


def _lent_agent(verb: Token) -> Iterator[tuple[str, Token]]:
    """The agent in "were taught to operate it by instructors", which the parser hung on the infinitive."""
    if any(child.dep_ == "obl:agent" for child in verb.children):
        return
    for below in children(verb, "xcomp"):
        if is_verbal(below) and below.tag_ == "VB" and not is_passive(below):
            yield from (("subject", c) for c in children(below, "obl") if case_of(c) == "by")


def _complements(verb: Token, passive: bool) -> Iterator[tuple[str, Token]]:
    if passive:
        yield from _lent_agent(verb)
    if hidden_subject(verb) is not None:
        yield "object", verb.head
    for child in verb.children:
        kind = relation(child)
        if is_premodifier(child):
            yield from _complements(child, False)
            continue
        if child.lower_ == "that" and child.pos_ == "SCONJ" and verb.head.lower_ in CONTENTS:
            continue  # "no evidence that Oslo has delivered either"
        if child.lower_ == "that" and _only_joins(child, verb):
            yield from (("object", c) for c in children(verb, "iobj"))
            continue
        counted = kind == "obl" and child.left_edge.i == verb.i + 1 and _counts(child) and not passive
        if kind == "obj" and case_of(child) and not _counts(child):
            yield case_of(child), child  # a phrase that the parser took for a second object
        elif kind == "obj" or counted:
            yield "object", antecedent_of_relative(child, verb) if child.lower_ in RELATIVES else _cleft(child, verb)
        elif kind == "iobj":
            yield "indirect", child
        elif kind in ("obl", "nmod") or (kind in ("advcl", "xcomp", "ccomp") and not is_verbal(child)):
            case = case_of(child) or _marker(child)
            if child.dep_ == "obl:agent" or (case == "by" and passive):
                yield "subject", child
            elif case:
                relative = child.lower_ in RELATIVES
                yield case, antecedent_of_relative(child, verb) if relative else child


def _only_joins(word: Token, verb: Token) -> bool:
    """Whether a "that" taken for an object just opens its clause: who is asked to do something is the object, and
    there is no second, as in "the belief of officials that Iran has asked Russia to help"."""
    asked = any(c.pos_ in NOMINAL for c in children(verb, "iobj"))
    return relation(word) == "obj" and asked and any(c.tag_ == "VB" for c in children(verb, "xcomp"))


def is_premodifier(verb: Token) -> bool:
    """Whether a participle right behind a verb belongs to that verb's object: "firing imported drones"."""
    return (
        verb.tag_ in ("VBN", "VBD")
        and verb.i > 0
        and verb.head.i == verb.i - 1
        and is_verbal(verb.head)
        and relation(verb) in ("xcomp", "ccomp", "advcl", "obj")
        and verb.head.tag_ != "VBZ"
        and not any(relation(c) in ("aux", "nsubj", "mark") for c in verb.children)
        and any(c.dep_ == "obj" and c.i > verb.i for c in verb.children)
        and not any(relation(c) == "obj" for c in verb.head.children)
    )


def _cleft(pronoun: Token, verb: Token) -> Token:
    """What "what" turns out to be: "what Iran received was a handful of trainers"."""
    if pronoun.lower_ != "what":
        return pronoun
    for below in (pronoun, verb, verb.head):
        above = below.head
        if relation(below) in ("nsubj", "csubj") and above.pos_ in ("NOUN", "PROPN", "NUM") and any(relation(c) == "cop" for c in above.children):
            return above
    return pronoun


def _counts(token: Token) -> bool:
    """Whether what looks like a preposition belongs to a number: "around 400 missiles", "up to 90 tanks"."""
    numbered = any(relation(c) == "nummod" for c in token.children)
    first = token.left_edge.i
    if numbered and token.doc[first : first + 2].text.lower() in ("up to", "close to"):
        return True
    if token.lower_ in ("many", "few") and token.doc[first : first + 3].text.lower() in ("as many as", "as few as"):
        return True
    return numbered and case_of(token) in ("around", "about", "over", "under", "up to", "above", "below", "close to", "between")


def _marker(token: Token) -> str:
    return next((child.lower_ for child in token.children if relation(child) == "mark"), "")


def noun_arguments(noun: Token) -> Iterator[tuple[str, Token]]:
    """(slot, head of the phrase) around a noun: its possessor, its modifiers, its prepositional phrases."""
    predicate = any(relation(child) == "cop" for child in noun.children)
    for child in noun.children:
        kind = relation(child)
        if predicate and child.dep_ in SUBJECTS and child.pos_ in NOMINAL:
            yield "subject", child
        elif child.dep_ == "nmod:poss":
            yield "possessive", child
        elif kind in ("compound", "amod", "nmod") and child.i < noun.i and not case_of(child):
            yield "modifier", child
        elif kind in ("nmod", "obl") and (case := case_of(child)):
            yield case, child
        elif kind == "acl" and child.lower_ == "involving":
            yield from (("involving", obj) for obj in children(child, "obj"))


def nested_phrases(head: Token, depth: int = 0) -> Iterator[tuple[str, Token]]:
    """(preposition, head) of the phrases that hang, rightly or by a parser's slip, below a noun phrase.

    Clauses are not entered, and neither are possessors.
    """
    if depth > 4:
        return
    for child in head.children:
        if child.i < head.i:
            continue
        kind = relation(child)
        if kind in ("nmod", "obl"):
            case = case_of(child)
            if case:
                yield case, child
            yield from nested_phrases(child, depth + 1)
        elif kind in ("conj", "appos", "flat"):
            yield from nested_phrases(child, depth + 1)


def path_up(token: Token) -> Iterator[tuple[Token, str]]:
    """(governor, relation of what is below it) from a token's head up to the sentence's root."""
    seen = 0
    while token.head != token and seen < 40:
        yield token.head, token.dep_
        token = token.head
        seen += 1


def phrase(head: Token, keep_clauses: bool = False) -> tuple[int, int]:
    """[first, last) of a noun phrase without its relative clauses, appositions and trailing phrases."""
    dropped = (
        "acl",
        "appos",
        "parataxis",
        "advcl",
        "punct",
        "conj",
        "cc",
        "dep",
        "cop",
        "nsubj",
        "aux",
        "mark",
        "advmod",
        "case",
        "ccomp",
        "xcomp",
        "orphan",
        "obl",
    )
    kept = [head]
    stack = [head]
    while stack:
        token = stack.pop()
        for child in token.children:
            if (
                relation(child) in dropped
                and not (keep_clauses and relation(child) == "acl")
                and child.dep_ != "case"
            ):
                continue
            if relation(child) == "case" and child.lower_ not in ("'s", "’s", "'", "’") and token == head:
                continue
            kept.append(child)
            stack.append(child)
    indices = sorted(token.i for token in kept)
    first = last = head.i
    while first - 1 in indices:
        first -= 1
    while last + 1 in indices:
        last += 1
    return first, last + 1
