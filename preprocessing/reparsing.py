"""Slips of the parser that the order of words shows, put right before anything reads the parse."""

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from preprocessing.clause_slips import (
    accused_of,
    amid_relative,
    bidden,
    closing_telling,
    finite_noun,
    for_subject,
    opening_telling,
    raised,
    relative_source,
    shifted_object,
    telling_noun,
)
from preprocessing.verb_slips import (
    by_first,
    compounded,
    given_to,
    helped_to_do,
    impersonal,
    listed_on,
    of_many,
    one_of,
    perfect,
    progressive,
    shot_down,
    to_be_done,
)


class SlipWords(BaseModel):
    """The part of sentences.yaml with the words by which slips are known."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    participles: frozenset[str]
    spans: frozenset[str]
    passing: frozenset[str]
    dating: frozenset[str]
    calendar: frozenset[str]
    going: frozenset[str]
    giving: frozenset[str]
    helping: frozenset[str]
    helped: frozenset[str]
    handing: frozenset[str]
    planned: frozenset[str]
    given: frozenset[str]
    gerunds: frozenset[str]
    forms: frozenset[str]
    ones: frozenset[str]
    telling: frozenset[str]
    held: frozenset[str]
    tellings: frozenset[str]
    halting: frozenset[str]
    accusing: frozenset[str]
    resolving: frozenset[str]


@dataclass
class Parse:
    """The parse of an article, token by token; heads are indices."""

    words: list[str]
    heads: list[int]
    deps: list[str]
    tags: list[str]
    pos: list[str]

    def children(self, index: int) -> Iterator[int]:
        """The dependents of a token, in order, within the reach of a sentence."""
        near = range(max(0, index - 80), min(len(self.words), index + 80))
        return (i for i in near if self.heads[i] == index and i != index)


def put_right(parse: Parse, slips: SlipWords) -> None:
    """Corrects a parse in place."""
    for index, word in enumerate(parse.words):
        lower = word.lower()
        if lower in slips.participles:
            _behind_noun(parse, index)
        elif lower in slips.spans and index and parse.words[index - 1].lower() in ("last", "this", "next"):
            _dated(parse, index, slips)
        elif lower == "worth":
            _worth(parse, index)
        elif lower == "according":
            _behind_source(parse, index)
            relative_source(parse, index)
        elif lower == "dated":
            _dated_letter(parse, index)
        elif lower == "on" and index and parse.words[index - 1].lower() in slips.going:
            _goes_on(parse, index)
        elif lower in slips.dating:
            _behind_date(parse, index, slips)
        elif lower in slips.tellings:
            telling_noun(parse, index)
            closing_telling(parse, index)
            opening_telling(parse, index)
        elif lower in slips.held:
            raised(parse, index)
        elif lower in slips.given:
            _given(parse, index, slips)
        elif lower in slips.gerunds and parse.deps[index] in ("compound", "amod"):
            progressive(parse, index)
        elif lower in slips.forms and parse.deps[index] in ("compound", "amod"):
            compounded(parse, index)
        elif lower in slips.helped and index > 1 and parse.words[index - 2].lower() in slips.helping:
            helped_to_do(parse, index)
        elif lower == "shot" and parse.words[index + 1 : index + 2] == ["down"] and parse.pos[index] == "NOUN":
            shot_down(parse, index)
        elif lower == "to" and index > 1:
            for_subject(parse, index)
        elif lower in ("which", "who") and index > 1:
            amid_relative(parse, index)
        if lower == "to" and parse.deps[index] == "case" and index + 1 < len(parse.words) and parse.words[index + 1].lower() in slips.halting:
            bidden(parse, index)
        if lower in ("from", "to") and 0 < index < len(parse.words) - 3:
            shifted_object(parse, index)
        if lower == "of" and parse.words[index + 1 : index + 2] and parse.words[index + 1].endswith("ing"):
            accused_of(parse, index, slips.accusing)
        if lower == "of" and parse.deps[index] == "case" and parse.deps[index - 1].startswith("nsubj"):
            of_many(parse, index)
        elif lower == "by" and parse.deps[index] == "case" and parse.deps[parse.heads[index]] == "nsubj:pass":
            by_first(parse, index)
        if lower == "it" and parse.deps[index] == "nsubj:pass" and parse.words[parse.heads[index]].lower() in slips.planned:
            impersonal(parse, index)
        if lower == "to" and index and parse.words[index - 1].lower() in slips.handing:
            given_to(parse, index, slips)
        if lower in slips.spans:
            to_be_done(parse, index)
        elif lower in ("has", "have", "had") and "amod" in parse.deps[index + 1 : index + 3]:
            perfect(parse, index)
        if parse.deps[index] == "iobj":
            _inverted(parse, index)
        if parse.deps[index] == "acl":
            _clause_of_noun(parse, index, slips)
            _apposed(parse, index)
        elif parse.deps[index] == "acl:relcl" and parse.tags[index] == "NNS":
            finite_noun(parse, index)
        elif parse.deps[index] == "conj":
            _tells_too(parse, index)
            listed_on(parse, index)
        elif parse.deps[index] == "ccomp" and parse.pos[index] == "NOUN":
            _demanded(parse, index)


def _behind_noun(parse: Parse, index: int) -> None:
    """"Weapons bound for the rebels": what stands behind its noun with a phrase of its own is no adjective."""
    if parse.deps[index] == "amod" and parse.heads[index] < index and any(parse.deps[c] == "obl" for c in parse.children(index)):
        parse.deps[index], parse.tags[index], parse.pos[index] = "acl", "VBN", "VERB"


def _dated(parse: Parse, index: int, slips: SlipWords) -> None:
    """"Asked Oslo last spring for radars": a time has no phrase of its own for what is asked, sent or bought."""
    verb = next((v for v in (parse.heads[index], parse.heads[parse.heads[index]]) if parse.pos[v] == "VERB"), index)
    for child in [c for c in parse.children(index) if c > index and parse.deps[c] == "nmod" and verb != index]:
        if any(parse.deps[c] == "case" and parse.words[c].lower() in slips.passing for c in parse.children(child)):
            parse.heads[child], parse.deps[child] = verb, "obl"


def _worth(parse: Parse, index: int) -> None:
    """"A contract worth $80 million for six radars": "worth" is said of the noun, and is no thing itself; what the
    contract is for hangs on it."""
    noun = index - 1
    if noun < 0 or parse.pos[noun] not in ("NOUN", "PROPN"):
        return
    if parse.heads[noun] == index and parse.deps[noun] == "compound":
        parse.heads[noun], parse.deps[noun] = (parse.heads[index] if parse.heads[index] != index else noun), parse.deps[index]
        for child in [c for c in parse.children(index) if c < noun or parse.deps[c] in ("nmod", "acl:relcl", "acl")]:
            parse.heads[child] = noun
        parse.heads[index], parse.deps[index] = noun, "amod"
    for holder in (index, noun):
        for worth in [c for c in parse.children(holder) if c > index and parse.pos[c] in ("SYM", "NUM")]:
            for child in [c for c in parse.children(worth) if parse.deps[c] == "nmod"]:
                parse.heads[child] = noun


def _behind_date(parse: Parse, index: int, slips: SlipWords) -> None:
    """"In June, Petrov and Orban signed": who stands between a time and a verb without a subject is its subject, and no
    part of the time."""
    if index and parse.deps[index - 1] not in ("punct", "obl") and parse.words[index - 1].lower() not in ("that", "and", "but"):
        return
    end = index + 1
    while end < len(parse.words) and _tells_time(parse, end, slips):
        end += 1
    times = [i for i in range(index + 1, end) if parse.pos[i] in ("NUM", "PROPN", "NOUN")]
    if end < len(parse.words) and parse.words[end] == ",":
        end += 1
    if _halved(parse, index, end) or _swallowed(parse, times, end):
        return
    verb = next((v for v in range(end, min(end + 25, len(parse.words))) if parse.pos[v] == "VERB" and _lacks_subject(parse, v)), None)
    if verb is None or not times or parse.pos[end] not in ("PROPN", "DET", "NOUN", "ADJ", "NUM"):
        return
    head = next((i for i in range(end, verb) if parse.pos[i] in ("PROPN", "NOUN") and not end <= parse.heads[i] < verb), None)
    between = range(end, verb)
    hangs = head is not None and (index < parse.heads[head] < end or (parse.heads[head] == verb and any(parse.heads[t] == head for t in times)))
    if head is None or not hangs or any(parse.pos[i] in ("VERB", "SCONJ") or parse.words[i] in (";", ":", "(") for i in between):
        return
    time = next((t for t in times if parse.heads[t] == verb), times[-1])
    parse.heads[time], parse.deps[time] = verb, "obl"
    for i in range(index, end):
        if end <= parse.heads[i] < verb:
            own = next((t for t in times if t > i), time) if parse.deps[i] == "case" else time
            parse.heads[i] = own if own != i else time
            parse.deps[i] = parse.deps[i] if parse.deps[i] in ("case", "punct") else "nmod"
    for i in between:
        if index <= parse.heads[i] < end:
            parse.heads[i] = head
    passive = any(parse.deps[c] == "aux:pass" for c in parse.children(verb))
    parse.heads[head], parse.deps[head] = verb, "nsubj:pass" if passive else "nsubj"


def _halved(parse: Parse, first: int, end: int) -> bool:
    """"In May, Norway and Peru signed": puts right a subject whose first half was taken for a second time."""
    joint = next((i for i in range(end, min(end + 6, len(parse.words))) if parse.words[i].lower() == "and"), None)
    other = parse.heads[joint] if joint is not None and parse.deps[joint] == "cc" else end
    half = next((i for i in range(end, joint or end) if parse.deps[i] == "conj" and first < parse.heads[i] < end), None)
    if joint is None or half is None or other < joint or not parse.deps[other].startswith("nsubj"):
        return False
    parse.heads[half], parse.deps[half] = parse.heads[other], parse.deps[other]
    parse.heads[other], parse.deps[other] = half, "conj"
    return True


def _swallowed(parse: Parse, times: list[int], end: int) -> bool:
    """"On 3 May ten drones struck Odesa": puts right a verb with an object that was taken for a participle of its subject."""
    noun = next((parse.heads[t] for t in times if end <= parse.heads[t] < end + 12 and parse.heads[parse.heads[t]] == parse.heads[t]), None)
    verb = next((c for c in parse.children(noun) if parse.deps[c] == "acl" and parse.tags[c] in ("VBD", "VBN")), None) if noun is not None else None
    if noun is None or verb is None or verb < noun:
        return False
    deps = [parse.deps[c] for c in parse.children(verb)]
    if "obj" not in deps or "obl:agent" in deps or any(d.startswith(("nsubj", "aux")) for d in deps):
        return False
    for child in list(parse.children(noun)):
        if child in times or child > verb:
            parse.heads[child] = verb
            parse.deps[child] = "obl" if child in times else parse.deps[child]
    time = next(t for t in times if parse.heads[t] == verb)
    for index in range(times[0] - 1, end):
        if parse.heads[index] == noun:
            parse.heads[index] = time if parse.deps[index] == "case" else verb
    parse.heads[verb], parse.deps[verb], parse.tags[verb] = verb, "ROOT", "VBD"
    parse.heads[noun], parse.deps[noun] = verb, "nsubj"
    return True


def _tells_time(parse: Parse, index: int, slips: SlipWords) -> bool:
    """Whether a word may belong to a time: a month, a season, a day or year in digits, and what goes with them."""
    lower = parse.words[index].lower()
    return lower in slips.spans or lower in slips.calendar or lower.rstrip("sthndr").isdigit()


def _lacks_subject(parse: Parse, verb: int) -> bool:
    """Whether a verb is finite and has no subject in the parse."""
    finite = parse.tags[verb] in ("VBD", "VBZ", "VBP") or any(parse.deps[c] in ("aux", "aux:pass") for c in parse.children(verb))
    bound = parse.deps[verb] in ("acl", "amod", "acl:relcl", "xcomp", "compound", "conj")
    return finite and not bound and not any(parse.deps[c].startswith(("nsubj", "csubj", "expl")) for c in parse.children(verb))


def _dated_letter(parse: Parse, index: int) -> None:
    """"A letter dated 3 May asks Oslo": the date is no subject, and what the letter does is the sentence's verb."""
    verb = next((c for c in parse.children(index) if c > index and parse.deps[c] in ("ccomp", "xcomp") and parse.pos[c] == "VERB"), None)
    noun = next((c for c in parse.children(index) if c < index and parse.deps[c] == "nsubj"), None)
    if verb is None or noun is None or parse.pos[index] != "VERB":
        return
    time = next((c for c in parse.children(verb) if c < verb and parse.deps[c].startswith("nsubj") and (parse.pos[c] == "NUM" or parse.words[c].istitle())), None)
    if time is None:
        return
    parse.heads[verb], parse.deps[verb] = (verb if parse.heads[index] == index else parse.heads[index]), parse.deps[index]
    parse.heads[noun], parse.deps[noun] = verb, "nsubj"
    parse.heads[index], parse.deps[index], parse.tags[index] = noun, "acl", "VBN"
    parse.heads[time], parse.deps[time] = index, "obl"


def _inverted(parse: Parse, index: int) -> None:
    """"It would reply, warned Petrov": a name right behind a past tense that has its words before it is the subject."""
    verb = parse.heads[index]
    inside = list(parse.children(verb))
    told = any(parse.deps[c] in ("ccomp", "parataxis") and c < verb for c in inside)
    alone = not any(parse.deps[c].startswith(("nsubj", "obj")) for c in inside)
    if parse.tags[verb] == "VBD" and index == verb + 1 and told and alone and parse.pos[index] == "PROPN" and parse.words[verb].lower() != "told":
        parse.deps[index] = "nsubj"


def _behind_source(parse: Parse, index: int) -> None:
    """"According to the ministry, dozens of men travelled": the source is no head of what it tells."""
    source = parse.heads[index]
    if parse.deps[index] != "case" or parse.heads[source] != source:
        return
    noun = next((c for c in parse.children(source) if c > source and parse.deps[c] == "appos"), None)
    holders = [] if noun is None else [noun, *(c for c in parse.children(noun) if parse.deps[c] == "nmod")]
    verb = next((c for h in holders for c in parse.children(h) if parse.deps[c] == "acl" and parse.tags[c] == "VBD" and c > h), None)
    if noun is None or verb is None or any(parse.deps[c].startswith(("nsubj", "aux", "obl:agent")) for c in parse.children(verb)):
        return
    parse.heads[verb], parse.deps[verb] = verb, "ROOT"
    parse.heads[noun], parse.deps[noun] = verb, "nsubj"
    parse.heads[source], parse.deps[source] = verb, "obl"
    for child in [c for c in parse.children(source) if c > noun]:
        parse.heads[child] = verb


def _goes_on(parse: Parse, index: int) -> None:
    """"Went on shelling the port": the gerund is what goes on, and no part of the port's name."""
    gerund = index + 1
    if gerund >= len(parse.words) or not parse.words[gerund].lower().endswith("ing") or parse.deps[gerund] not in ("compound", "amod"):
        return
    thing = parse.heads[gerund]
    if thing > gerund and parse.heads[thing] == index - 1:
        parse.heads[gerund], parse.deps[gerund], parse.tags[gerund], parse.pos[gerund] = index - 1, "advcl", "VBG", "VERB"
        parse.heads[thing], parse.deps[thing] = gerund, "obj"
        parse.heads[index], parse.deps[index] = gerund, "mark"


def _given(parse: Parse, index: int, slips: SlipWords) -> None:
    """"Has given the Serbs help with radars": help is what is given, and no verb of its own, and a name before it gets it."""
    verb = parse.heads[index]
    name = verb + 1
    if parse.words[verb].lower() in slips.giving and parse.deps[index] == "obj" and parse.tags[name] == "NNP" and parse.heads[name] == index:
        parse.heads[name], parse.deps[name] = verb, "iobj"
    objects = [c for c in parse.children(verb) if parse.deps[c] == "obj" and verb < c < index]
    marked = any(parse.deps[c] in ("mark", "aux", "nsubj") for c in parse.children(index))
    if parse.words[verb].lower() in slips.giving and parse.deps[index] in ("xcomp", "ccomp") and objects and not marked:
        parse.deps[index], parse.tags[index], parse.pos[index] = "obj", "NN", "NOUN"
        parse.deps[objects[0]] = "iobj"
        for child in parse.children(index):
            if parse.deps[child] == "obl":
                parse.deps[child] = "nmod"


def _clause_of_noun(parse: Parse, index: int, slips: SlipWords) -> None:
    """"Believes that engineers advised on it": behind "that" stands a clause, whose verb was taken for a participle."""
    noun = parse.heads[index]
    if parse.deps[noun] == "nmod" and one_of(parse, index, noun, slips):
        return
    marks = [c for c in parse.children(noun) if parse.deps[c] == "mark" and c < noun]
    own = any(parse.deps[c].startswith(("nsubj", "aux", "cop", "obl:agent")) for c in (*parse.children(index), *parse.children(noun)))
    # "jets bombed a depot, he said": so does one in front of what tells it, where it has an object
    fronted = parse.deps[noun] == "ccomp" and parse.heads[noun] > index and any(parse.deps[c] == "obj" for c in parse.children(index))
    # "EU ministers agreed in March to send shells": no noun stands for a sentence that goes on so
    rooted = parse.heads[noun] == noun and 0 < index - noun <= 2 and _goes_on_as_verb(parse, index, slips)
    if not (marks or fronted or rooted) or parse.tags[index] not in ("VBD", "VBN") or noun > index or parse.pos[noun] not in ("NOUN", "PROPN") or own:
        return
    if parse.deps[noun] not in ("ccomp", "advcl", "acl") and not rooted:
        return
    parse.heads[index], parse.deps[index] = index if rooted else parse.heads[noun], parse.deps[noun]
    parse.heads[noun], parse.deps[noun] = index, "nsubj"
    for mark in marks:
        parse.heads[mark] = index
    for child in list(parse.children(noun)):
        if child > index:
            parse.heads[child] = index


def _goes_on_as_verb(parse: Parse, index: int, slips: SlipWords) -> bool:
    """Whether what follows a supposed participle shows it to be a past tense: a purpose that only a doer can have."""
    purpose = any(parse.deps[c] in ("xcomp", "advcl") and parse.tags[c] == "VB" for c in parse.children(index))
    return purpose and parse.words[index].lower() in slips.resolving


def _apposed(parse: Parse, index: int) -> None:
    """"Engines that Hanwha, a Korean maker, supplied": behind "that" and a name with its apposition, the verb is the
    name's, and the noun before "that" what is supplied."""
    name = parse.heads[index] if parse.deps[parse.heads[index]] != "appos" else parse.heads[parse.heads[index]]
    that = name - 1
    if parse.words[index - 1] != "," or that < 1 or parse.words[that].lower() not in ("that", "which") or parse.pos[name] != "PROPN":
        return
    commas = sum(parse.words[i] == "," for i in range(name, index))
    agent = any(parse.deps[c] == "obl:agent" or parse.deps[c].startswith("nsubj") for c in parse.children(index))
    noun = that - 1 if parse.words[that - 1] != "," else that - 2
    if commas != 2 or agent or parse.tags[index] not in ("VBD", "VBN") or parse.pos[noun] not in ("NOUN", "PROPN"):
        return
    parse.heads[index], parse.deps[index], parse.tags[index] = noun, "acl:relcl", "VBD"
    parse.heads[name], parse.deps[name] = index, "nsubj"
    parse.heads[that], parse.deps[that], parse.pos[that] = index, "obj", "PRON"


def _tells_too(parse: Parse, index: int) -> None:
    """"Said that it would reply and warned that others might": a past tense shares no "would", so it goes with "said"."""
    other = parse.heads[index]
    above = parse.heads[other]
    if parse.tags[index] != "VBD" or parse.deps[other] != "ccomp" or parse.tags[above] not in ("VBD", "VBZ", "VBP") or above > other:
        return
    deps = [parse.deps[c] for c in parse.children(other)]
    modal = any(parse.tags[c] == "MD" and parse.deps[c] == "aux" for c in parse.children(other))
    own = any(parse.deps[c].startswith(("nsubj", "aux", "mark")) for c in parse.children(index))
    if modal and not own and "aux:pass" not in deps:
        parse.heads[index] = above


def _demanded(parse: Parse, index: int) -> None:
    """"Demanded that Oslo halt the sales": a noun with a subject behind "that" is a verb, and what follows its object."""
    inside = list(parse.children(index))
    marked = any(parse.deps[c] == "mark" and parse.words[c].lower() == "that" for c in inside)
    subject = any(parse.deps[c] == "nsubj" and c < index for c in inside)
    if marked and subject and parse.tags[index] == "NN" and not any(parse.deps[c] in ("cop", "det", "amod", "case") for c in inside):
        parse.tags[index], parse.pos[index] = "VB", "VERB"
        for child in inside:
            if parse.deps[child] == "appos":
                parse.deps[child] = "obj"
