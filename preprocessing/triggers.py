"""The words that may state an event: verbs, nouns, and participles in compounds, with their frames."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from preprocessing.analysis import Analysis
from preprocessing.gates import is_open
from preprocessing.grammar import (
    DATED,
    case_of,
    children,
    clause_arguments,
    conjuncts,
    hidden_subject,
    is_passive,
    is_premodifier,
    is_verbal,
    nested_phrases,
    reduced_object,
    relation,
    subject,
)
from preprocessing.lexicon import Frame, VerbUse

GERUND_CASES = frozenset(("for", "of", "by", "from", "after", "before", "over", "without", "against", "about"))
HELPING = frozenset(("help", "helps", "helped", "helping", "assist", "assists", "assisted", "assisting"))
SHARES = frozenset(("hand", "role", "part", "stake", "share"))  # "had a hand in the production of", "played a role in"
ANYWHERE = frozenset(("combat", "action", "battle", "anger", "service", "formation", "secret"))  # "flown in combat" has no particle
STRETCHES = frozenset(("minutes", "hour", "hours", "day", "days", "week", "weeks", "months"))  # "three hours of talks"
ANY = "~"  # stands for up to three words, or a whole object, in the fixed words of a verb


@dataclass(frozen=True)
class Trigger:
    """A word [first, last) that may state an event. ``path`` is verb, noun, light or participle; a noun
    in the care of a light verb ("carried out strikes") has it as ``light``."""

    token: Token
    first: int
    last: int
    path: str
    frames: tuple[Frame, ...]
    light: Token | None = None


def find_triggers(analysis: Analysis) -> Iterator[Trigger]:
    """All triggers of the article, in order."""
    offsets = [token.idx for token in analysis.doc] if analysis.asides else []
    aside = {i for a in analysis.asides for i in range(bisect_left(offsets, a.start), bisect_left(offsets, a.end))}
    verbs: list[Trigger] = []
    nouns: list[Trigger] = []
    for token in analysis.doc:
        if token.i not in aside and not token.is_space and not token.is_punct:
            verbs += [*_verb(token, analysis), *_participle(token, analysis)]
            nouns += _noun(token, analysis)
    within = {i for verb in verbs for i in range(verb.first + 1, verb.last)}
    nouns = [noun for noun in nouns if noun.token.i not in within]
    yield from sorted((*verbs, *nouns), key=lambda trigger: trigger.token.i)


def lending_verb(noun: Trigger) -> Token | None:
    """The verb that states one act together with a noun: "signed a contract", "the strikes destroyed a radar"."""
    if noun.path in ("verb", "participle"):
        return None
    if relation(noun.token) == "nsubj" and noun.frames[0].event_type == "use":
        return noun.token.head
    return noun.light


def _verb(token: Token, analysis: Analysis) -> Iterator[Trigger]:
    uses = analysis.lexicon.verbs.get(token.lower_)
    if not uses or not _stands_as_verb(token, analysis):
        return
    found: dict[str, tuple[Frame, int]] = {}
    gerund = is_gerund_of_a_name(token, analysis)
    for use in uses:
        last = _with_rest(token, use)
        if last is None or _is_no_particle(token, use, analysis) or (gerund and not use.frame.entry.direct and use.frame.name != "attack"):
            continue
        if is_open(token, use.frame, last) and (not use.frame.entry.direct or _is_direct(token, analysis)):
            known = found.get(use.frame.rule_id)
            if known is None or last > known[1]:
                found[use.frame.rule_id] = (use.frame, last)
    if found:
        longest = max(last for _, last in found.values())
        frames = tuple(frame for frame, last in found.values() if last == longest)
        yield Trigger(token, token.i, longest, "verb", frames)


def _is_habit(token: Token) -> bool:
    """"Used to make the news", "going to make": a habit or a future, no use and no going; "how to use it" is
    what somebody knows, no use, but for who is learning it."""
    doc = token.doc
    if token.tag_ == "VB" and token.i > 2 and doc[token.i - 2 : token.i].text.lower() == "how to":
        return not doc[token.i - 3].lower_.startswith("learn")
    following = doc[token.i + 1].lower_ if token.i + 1 < len(doc) else ""
    going = token.lower_ == "going" and following == "to" and any(relation(c) == "xcomp" for c in token.children)
    if token.lower_ == "used" and following == "to" and doc[min(token.i + 2, len(doc) - 1)].tag_ == "VB":
        finite = any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") and t.i != token.i for t in token.sent)
        if not finite and not any(relation(c) == "aux" for c in token.children):
            return True  # "sales to Oman used to make the news": the only verb there is
    return going or (token.lower_ == "used" and following == "to" and not is_passive(token) and relation(token) not in ("acl", "amod"))


def is_gerund_of_a_name(token: Token, analysis: Analysis) -> bool:
    """"For shipping engines", "of smuggling drones": a gerund that the parse takes for part of a compound."""
    return gerund_object(token, analysis) is not None


def gerund_object(token: Token, analysis: Analysis) -> Token | None:
    """The object of a gerund that the parse takes for part of a compound, or for a noun behind a verb."""
    if not token.lower_.endswith("ing") or token.i == token.sent.start or token.i in analysis.by_token:
        return None
    above, before = verb_of_gerund(token, analysis), analysis.doc[token.i - 1]
    if above is not None:
        thing = token.head if token.head != above else next((c for c in children(above, "obj") if c.i > token.i), None)
    elif relation(token) in ("compound", "amod") and before.lower_ in GERUND_CASES:
        thing = token.head
        if before.lower_ == "of" and not is_verbal(thing.head):
            return None  # "a fleet of flying drones"
    else:
        return None
    if thing is None or thing.i < token.i:
        return None
    mention = analysis.by_token.get(thing.i)
    attacks = any(use.frame.name == "attack" for use in analysis.lexicon.verbs.get(token.lower_, ()))
    return thing if (attacks and above is not None) or (not attacks and mention is not None and analysis.kind(mention.entity_id) == "weapon") else None


def verb_of_gerund(token: Token, analysis: Analysis) -> Token | None:
    """The verb in "began shipping launchers", "denied supplying missiles", where the parse takes the gerund for a noun
    or for part of the verb's object."""
    before = analysis.doc[token.i - 1]
    if not is_verbal(before) or before.lemma_ not in analysis.discourse.before_gerunds or not token.lower_.endswith("ing"):
        return None
    part = token.head.head == before and (relation(token) in ("compound", "amod") or token.dep_ == "nmod:desc")
    noun = token.head == before and relation(token) in ("xcomp", "ccomp") and token.tag_ == "NN"
    return before if part or noun else None


def _stands_as_verb(token: Token, analysis: Analysis) -> bool:
    if is_gerund_of_a_name(token, analysis):
        return True
    mention = analysis.by_token.get(token.i)
    if mention is not None and token.i < mention.last - 1 and analysis.kind(mention.entity_id) == "weapon":
        return False  # "gave them targeting data"
    if (token.text == "Given" and token.is_sent_start) or _is_habit(token):
        return False
    if is_premodifier(token):
        return False
    if is_verbal(token):
        modifies = relation(token) == "amod" and token.i < token.head.i and hidden_subject(token) is None
        return relation(token) not in ("aux", "cop", "case", "compound") and not modifies
    # a clear verb form that the tagger took for something else
    return token.tag_ in ("NNS", "NN", "NNP", "JJ") and relation(token) in ("ROOT", "ccomp", "xcomp", "conj", "acl") and any(
        child.dep_ in ("nsubj", "obj") and child.i in analysis.by_token for child in token.children
    ) and not any(relation(child) in ("cop", "det") for child in token.children)


def _is_direct(token: Token, analysis: Analysis) -> bool:
    """Whether a verb's object, where it has one, may be a thing: named, counted, or pointed at by a pronoun."""
    arguments = list(clause_arguments(token))
    heads = [head for slot, head in arguments if slot == "object"]
    if any(head.i < token.i for head in heads):
        return True
    if any(slot == "with" and _is_thing(head, analysis) for slot, head in arguments):
        return True
    return not heads or any(_is_thing(one, analysis) for head in heads for one in conjuncts(head))


def _is_thing(head: Token, analysis: Analysis) -> bool:
    if head.i in analysis.by_token or head.pos_ in ("PRON", "NUM", "DET", "PROPN", "SYM") or head.like_num:
        return True
    if any(child.i in analysis.by_token and relation(child) in ("compound", "amod", "appos", "flat") for child in head.children):
        return True
    if any(below.i in analysis.by_token for case, below in nested_phrases(head) if case in ("of", "with", "containing", "including", "such as", "than")):
        return True
    pointed = any(child.dep_ == "nmod:poss" or child.lower_ in ("these", "those", "such", "this", "the") for child in head.children)
    return pointed or head.lower_ in analysis.lexicon.measures or head.lower_ in analysis.lexicon.organs


def _with_rest(token: Token, use: VerbUse) -> int | None:
    """The end of the trigger with its particle or fixed words, or None where they are missing."""
    if not use.rest:
        return token.i + 1
    if (last := _run(token, use.rest)) is not None:
        return last
    if len(use.rest) == 1:
        particle = next((c for c in children(token, "compound", "advmod", "xcomp") if c.lower_ == use.rest[0] and 0 < c.i - token.i <= 6), None)
        return token.i + 1 if particle is not None else None
    return None


def _is_no_particle(token: Token, use: VerbUse, analysis: Analysis) -> bool:
    """Whether a verb's particle belongs to what follows: "flown in Ukraine" is no import, "turned out to be" no make,
    "fired at least ten" has no target."""
    if len(use.rest) != 1 or token.i + 2 >= len(token.doc) or token.doc[token.i + 1].lower_ != use.rest[0]:
        return False
    behind, mention = token.doc[token.i + 2], analysis.by_token.get(token.i + 2)
    if use.rest[0] in ("in", "on") and use.frame.event_type == "transfer" and _leads_phrase(token.nbor(), analysis):
        return True
    if use.rest[0] == "in":
        return behind.lower_ in ANYWHERE or (mention is not None and analysis.kind(mention.entity_id) in ("place", "state"))
    return (use.rest[0], behind.lower_) in (("out", "to"), ("at", "least"), ("at", "most"))


def _leads_phrase(word: Token, analysis: Analysis) -> bool:
    """Whether "in" or "on" is the preposition of what is no thing: "shipped in May", "sold on credit"; "shipped in
    missiles" has a particle."""
    if relation(word) != "case" or word.head.i < word.i:
        return False
    return not _is_thing(word.head, analysis) or word.head.text in DATED or word.head.like_num


def _run(token: Token, rest: tuple[str, ...]) -> int | None:
    """The end of the fixed words behind a verb; "~" stands for up to three words, or for the verb's whole object: "put
    the new Russian coastal radar on display"."""
    doc, index = token.doc, token.i + 1
    for number, word in enumerate(rest):
        if word == ANY:
            target = rest[number + 1]
            reach = max([index + 3, *(_end_of_phrase(thing) for thing in children(token, "obj") if thing.left_edge.i == index)])
            index = next((i for i in range(index, min(reach + 1, len(doc))) if doc[i].lower_ == target), len(doc))
        elif index < len(doc) and doc[index].lower_ == word:
            index += 1
        else:
            return None
    return index


def _end_of_phrase(thing: Token) -> int:
    """The first word behind a noun and what is coordinated with it, without the phrases that follow them."""
    return max(noun.i for noun in conjuncts(thing)) + 1


def _noun(token: Token, analysis: Analysis) -> Iterator[Trigger]:
    if token.lower_ not in analysis.lexicon.noun_ends and token.i and analysis.doc[token.i - 1].whitespace_:
        return  # nearly every word; one that is joined to another may end in part of a noun
    predicate = any(child.dep_ == "cop" for child in token.children)
    if not (token.pos_ in ("NOUN", "PROPN") or token.tag_ in ("NN", "NNS", "VBG") or predicate):
        return
    mention = analysis.by_token.get(token.i)
    if mention is not None and mention.last - 1 == token.i and mention.last - mention.first > 1 and mention.sense != "class":
        return
    if mention is not None and token.i < mention.last - 1 and analysis.kind(mention.entity_id) == "weapon":
        return
    if is_gerund_of_a_name(token, analysis):
        return
    for length in (3, 2, 1):
        first = token.i + 1 - length
        if first < token.sent.start or (analysis.doc[first].pos_ == "ADP" and not any(child.dep_ == "cop" for child in token.children)):
            continue
        frames = tuple(f for f in analysis.lexicon.nouns.get(analysis.doc[first : token.i + 1].text.lower(), ()) if is_open(token, f))
        if frames and not (is_verbal(token) and _has_subject_or_object(token)):
            light = _light_verb(token, first, analysis)
            if light is not None and frames[0].event_type == "produce" and _is_attack(light, analysis):
                light = None
            yield Trigger(token, first, token.i + 1, "light" if light is not None else "noun", frames, light)
            return


def _is_attack(verb: Token, analysis: Analysis) -> bool:
    """Whether a light verb is also one of attack: who "struck a workshop" produces nothing there."""
    return any(use.frame.name == "attack" and not use.rest for use in analysis.lexicon.verbs.get(verb.lower_, ()))


def _has_subject_or_object(token: Token) -> bool:
    return token.tag_ == "VBG" and relation(token) not in ("compound", "amod") and any(children(token, "obj", "nsubj", "aux"))


def _light_verb(noun: Token, first: int, analysis: Analysis) -> Token | None:
    """The verb that lends a noun of the words from ``first`` its subject: "carried out strikes", "talks were held", "a
    deal signed by", "signed a letter of intent"."""
    head = noun
    while first <= head.head.i < head.i:
        head = head.head
    while _is_told_by(head, analysis):
        head = head.head
    verb = head.head
    resultative = any(relation(c) == "xcomp" and c.pos_ == "ADJ" for c in verb.children)
    if relation(head) == "obj" and is_verbal(verb) and verb.lower_ in analysis.lexicon.light_verbs and not resultative:
        return verb
    if head.dep_ == "nsubj:pass" and verb.lower_ in analysis.lexicon.light_verbs and not resultative:
        return verb
    if relation(head) == "obl" and verb.lower_ in analysis.lexicon.incurring and case_of(head) == "under":
        return verb
    if relation(head) == "obl" and verb.lower_ in analysis.lexicon.participating and case_of(head) in ("in", "to"):
        return verb
    if _is_opening(head, analysis):
        return verb
    if relation(head) == "nmod" and case_of(head) in ("in", "to") and verb.lower_ in SHARES and relation(verb) == "obj" and is_verbal(verb.head):
        return verb.head
    if relation(head) == "obl" and case_of(head) == "in" and any(c.lower_ in SHARES for c in children(verb, "obj")):
        return verb
    if head.dep_ in ("nsubj", "nsubj:pass") and verb.lower_ in analysis.lexicon.happening and subject(verb) == head:
        return verb
    for child in head.children:
        if relation(child) == "acl" and child.lower_ in analysis.lexicon.light_verbs and (is_passive(child) or reduced_object(child) == head):
            return child
        if child.dep_ == "acl:relcl" and child.lower_ in analysis.lexicon.light_verbs:
            return child
    return _verb_before(noun, analysis)


def _is_opening(blow: Token, analysis: Analysis) -> bool:
    """"Opened the war with strikes on depots": what somebody begins, goes on with or ends by a blow is the blow's doing."""
    verb = blow.head
    strikes = any(frame.name == "attack" for frame in analysis.lexicon.nouns.get(blow.lower_, ()))
    held = is_verbal(verb) and verb.lower_ in analysis.lexicon.light_verbs and any(children(verb, "obj"))
    return strikes and held and relation(blow) == "obl" and case_of(blow) == "with" and subject(verb) is not None


def _is_told_by(noun: Token, analysis: Analysis) -> bool:
    """Whether what is said of a noun's head is said of it: "talks and visits", "a round of talks", "two hours of talks"."""
    if noun.dep_ in ("conj", "appos"):
        return noun.head.pos_ in ("NOUN", "PROPN", "SYM", "NUM")
    counted = noun.head.lower_ in analysis.lexicon.measures or noun.head.lower_ in STRETCHES
    return relation(noun) == "nmod" and case_of(noun) == "of" and counted


def _verb_before(noun: Token, analysis: Analysis) -> Token | None:
    """The light verb right before a noun's own words, where the parse takes it for one of them."""
    index = noun.i - 1
    while index > noun.sent.start and noun.i - index < 6 and analysis.doc[index].pos_ in ("DET", "ADJ", "NUM", "NOUN", "ADV"):
        index -= 1
    verb = analysis.doc[index]
    return verb if verb.tag_ in ("VBD", "VBZ", "VBP", "VB") and verb.lower_ in analysis.lexicon.light_verbs and relation(verb) == "amod" else None


def _participle(token: Token, analysis: Analysis) -> Iterator[Trigger]:
    """"Iranian-supplied drones": the second part names the act, the first who did it."""
    _, hyphen, rest = token.text.rpartition("-")
    if hyphen and rest.lower() in analysis.lexicon.participles and token.i in analysis.by_token:
        yield Trigger(token, token.i, token.i + 1, "participle", analysis.lexicon.participles[rest.lower()])


def light_subject(trigger: Trigger) -> Token | None:
    """The subject that a light verb lends; for a passive one, its agent."""
    verb = trigger.light
    if verb is None:
        return None
    shared = relation(trigger.token) == "obl" and case_of(trigger.token) in ("in", "to")  # "were involved in making"
    if not shared and trigger.token not in children(verb, "obj") and trigger.token.head.lower_ not in SHARES and (is_passive(verb) or reduced_object(verb) is not None):
        return next((c for c in verb.children if c.dep_ == "obl:agent"), None)
    found = subject(verb)
    if relation(verb) == "xcomp" and verb.head.lower_ in HELPING:  # who "helps X build a plant" builds it, for X
        found = subject(verb.head) or found
    if found is None and relation(verb) == "amod":
        found = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    return found if found != trigger.token else None
