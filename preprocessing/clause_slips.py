"""Slips of the parser around those who speak and what they tell, put right by the order of words: "who, according to
Oslo, are arming", "is believed by diplomats to have shipped", "plans for Chad to deliver"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from preprocessing.reparsing import Parse

RELATIVE = frozenset(("which", "who", "that"))


def relative_source(parse: Parse, index: int) -> None:
    """"Jets which according to Oslo were sold": the pronoun is the subject of the clause, and its source is none."""
    pronoun = index - 1 if parse.words[index - 1] != "," else index - 2
    source = parse.heads[index]
    if pronoun < 1 or parse.words[pronoun].lower() not in RELATIVE or parse.deps[index] != "case" or source < index:
        return
    noun = pronoun - 1 if parse.words[pronoun - 1] != "," else pronoun - 2
    verb = next((v for v in range(source + 1, min(source + 12, len(parse.words))) if _is_main(parse, v)), None)
    if verb is None or noun < 0 or parse.pos[noun] not in ("NOUN", "PROPN", "NUM"):
        return
    if any(parse.deps[c].startswith("nsubj") and c not in (source, pronoun) and c > source for c in parse.children(verb)):
        return  # "which according to Oslo Chad bought": the pronoun is the object
    beside = [c for c in parse.children(noun) if c == verb + 1 and parse.tags[c] == "VBG"]  # "are considering sending"
    for child in [*(c for c in parse.children(pronoun) if c > source and c != verb), *beside]:
        parse.heads[child], parse.deps[child] = verb, "xcomp" if parse.pos[child] == "VERB" else parse.deps[child]
    passive = any(parse.deps[c] == "aux:pass" for c in parse.children(verb))
    parse.heads[verb], parse.deps[verb] = noun, "acl:relcl"
    parse.heads[pronoun], parse.deps[pronoun], parse.pos[pronoun] = verb, "nsubj:pass" if passive else "nsubj", "PRON"
    parse.heads[source], parse.deps[source] = verb, "obl"


def _is_main(parse: Parse, index: int) -> bool:
    """Whether a word is a verb that is finite or has an auxiliary."""
    aided = any(parse.deps[c].startswith("aux") and c < index for c in parse.children(index))
    return parse.pos[index] == "VERB" and (aided or parse.tags[index] in ("VBD", "VBZ", "VBP"))


def raised(parse: Parse, index: int) -> None:
    """"Is believed by diplomats to have shipped", "is suspected by them of having": what is believed, and no clause of
    those who do."""
    inside = list(parse.children(index))
    if not any(parse.deps[c] in ("aux:pass", "nsubj:pass") for c in inside):
        return
    for clause in [c for c in inside if c > index and parse.deps[c] in ("ccomp", "xcomp")]:  # "is said by two aides to have paid"
        for child in [c for c in parse.children(clause) if parse.deps[c] == "nsubj" and _is_led_by(parse, c)]:
            parse.heads[child], parse.deps[child], parse.deps[clause] = index, "obl:agent", "xcomp"
    inside = list(parse.children(index))
    agent = next((c for c in inside if parse.deps[c].startswith("obl") and c > index and _is_led_by(parse, c)), None)
    below = [*inside, *(parse.children(agent) if agent is not None else ())]
    for child in below:
        led = any(parse.words[c].lower() in ("to", "of") and parse.deps[c] in ("mark", "aux") for c in parse.children(child))
        if child > index and led and parse.deps[child] in ("acl", "advcl") and parse.pos[child] in ("VERB", "AUX"):
            parse.heads[child], parse.deps[child] = index, "xcomp"
            return


def _is_led_by(parse: Parse, noun: int) -> bool:
    return any(parse.deps[c] == "case" and parse.words[c].lower() in ("by", "in", "among") for c in parse.children(noun))


def for_subject(parse: Parse, index: int) -> None:
    """"Plans for Norway to deliver tanks": a name between "for" and an infinitive is the subject of what is to be done."""
    if parse.words[index].lower() != "to" or parse.deps[index] not in ("mark", "aux") or parse.pos[index - 1] != "PROPN":
        return
    verb, name = parse.heads[index], index - 1
    while parse.heads[name] < index and parse.heads[name] != name and parse.deps[name] in ("flat", "compound", "appos"):
        name = parse.heads[name]
    led = next((c for c in parse.children(name) if parse.deps[c] == "case" and parse.words[c].lower() == "for"), None)
    above = parse.heads[name]
    hung = parse.deps[name] in ("obl", "nmod") and parse.deps[verb] in ("advcl", "xcomp", "acl", "ccomp") and parse.heads[verb] in (name, above, parse.heads[above])
    if led is None or not hung or verb < index or any(parse.deps[c].startswith("nsubj") for c in parse.children(verb)):
        return
    if parse.heads[verb] == name:
        parse.heads[verb] = above
    parse.heads[name], parse.deps[name] = verb, "nsubj:pass" if any(parse.deps[c] == "aux:pass" for c in parse.children(verb)) else "nsubj"
    parse.heads[led], parse.deps[led] = verb, "mark"


def bidden(parse: Parse, index: int) -> None:
    """"Urged Oslo to halt exports": behind "to", and before what is to be stopped, stands the verb, and no part of the noun."""
    verb, thing = index + 1, parse.heads[index + 1]
    above = parse.heads[thing]
    asked = any(parse.deps[c] in ("iobj", "obj") and c < index for c in parse.children(above))
    if parse.heads[index] != thing or thing <= verb or parse.deps[verb] not in ("compound", "amod") or parse.pos[above] != "VERB" or not asked:
        return
    parse.heads[verb], parse.deps[verb], parse.pos[verb], parse.tags[verb] = above, "xcomp", "VERB", "VB"
    parse.heads[index], parse.deps[index], parse.pos[index] = verb, "mark", "PART"
    parse.heads[thing], parse.deps[thing] = verb, "obj"


def accused_of(parse: Parse, index: int, accusing: frozenset[str]) -> None:
    """"Accused Oslo of bombing villages": the gerund is what the accused did, and no part of what he did it to."""
    gerund, thing = index + 1, parse.heads[index + 1]
    if parse.deps[gerund] not in ("compound", "amod") or thing <= gerund or parse.heads[index] != thing:
        return
    below, verb = thing, parse.heads[thing]
    while parse.words[verb].lower() not in accusing:
        if parse.heads[verb] == verb or verb < thing - 12:
            return
        below, verb = verb, parse.heads[verb]
    several = [below] if below < gerund else [c for c in parse.children(verb) if c < index and parse.deps[c] in ("obj", "nsubj:pass")]
    if not several or parse.deps[several[-1]] not in ("obj", "nsubj:pass"):
        return
    accused = several[-1]
    parse.heads[gerund], parse.deps[gerund], parse.pos[gerund], parse.tags[gerund] = accused, "acl", "VERB", "VBG"
    parse.heads[index], parse.deps[index], parse.pos[index] = gerund, "mark", "SCONJ"
    parse.heads[thing], parse.deps[thing] = gerund, "obj"
    for phrase in [*parse.children(thing), *parse.children(verb)]:
        cases = {parse.words[c].lower() for c in parse.children(phrase) if parse.deps[c] == "case"}
        if phrase > thing and parse.deps[phrase] in ("nmod", "obl") and cases and "of" not in cases:
            parse.heads[phrase], parse.deps[phrase] = gerund, "obl"


def finite_noun(parse: Parse, index: int) -> None:
    """"Allegations that Lagos arms the rebels": a plural with a subject before it and an object behind it is a verb."""
    inside = list(parse.children(index))
    subject = any(parse.deps[c] == "nsubj" and c < index for c in inside)
    thing = any(parse.deps[c] == "obj" and c > index for c in inside)
    if subject and thing and not any(parse.deps[c] in ("det", "amod", "cop", "case", "nummod") for c in inside):
        parse.tags[index], parse.pos[index] = "VBZ", "VERB"


def telling_noun(parse: Parse, index: int) -> None:
    """"Oslo fears Chad will send tanks": between a name and a clause with its subject stands a verb, and no noun."""
    name, clause = index - 1, parse.heads[index]
    if name < 0 or parse.heads[name] != index or parse.pos[name] != "PROPN" or parse.tags[index] != "NNS" or clause <= index:
        return
    inside = list(parse.children(clause))
    subject = next((c for c in inside if parse.deps[c].startswith("nsubj") and c > index), None)
    aided = parse.tags[clause] in ("VBD", "VBZ", "VBP") or any(parse.tags[c] in ("MD", "VBZ", "VBD", "VBP") and parse.deps[c].startswith("aux") for c in inside)
    near = subject is not None and all(parse.deps[i] in ("det", "amod", "compound", "nummod") for i in range(index + 1, subject))
    if subject is None or not near or not aided or parse.deps[index] not in ("obl", "nsubj", "nsubj:outer", "obj", "dep", "obl:unmarked", "dislocated", "vocative"):
        return
    parse.heads[index], parse.deps[index] = (index if parse.heads[clause] == clause else parse.heads[clause]), parse.deps[clause]
    parse.tags[index], parse.pos[index] = "VBZ", "VERB"
    parse.heads[clause], parse.deps[clause] = index, "ccomp"
    parse.deps[name] = "nsubj"
    for child in parse.children(index):
        if child < name and parse.deps[child] in ("det", "compound", "amod", "nmod:poss"):
            parse.heads[child] = name


def closing_telling(parse: Parse, index: int) -> None:
    """"Chad sold tanks, the air force in Oslo reports.": between the one who speaks, behind a comma, and the full stop
    stands a verb, and no noun."""
    if parse.tags[index] != "NNS" or index + 1 >= len(parse.words) or parse.words[index + 1] != ".":
        return
    comma = next((i for i in range(index - 1, max(0, index - 10), -1) if parse.words[i] in (",", "”", '"')), 0)
    if comma < 3 or any(parse.words[i].lower() in (".", ";", "and", "or", "by") for i in range(comma, index)):
        return
    end = next((i for i in range(comma + 1, index) if parse.pos[i] == "ADP"), index)
    speaker = end - 1
    determined = parse.words[comma + 1].lower() in ("the", "its", "their", "his", "her") or parse.pos[speaker] == "PROPN" and parse.pos[comma + 1] == "PROPN"
    main = next((i for i in range(comma - 1, max(0, comma - 60), -1) if parse.heads[i] == i), None)
    if main is None or speaker <= comma or not determined or parse.pos[speaker] not in ("NOUN", "PROPN") or not _is_main(parse, main):
        return
    if any(parse.pos[i] in ("VERB", "AUX") for i in range(comma + 1, index)):
        return
    for child in [c for c in parse.children(index) if c > speaker]:
        last = index - 1
        parse.heads[child], parse.deps[child] = (speaker, "nmod") if child == last else (last, parse.deps[child])
    for child in [c for c in parse.children(index) if c < speaker and c > comma]:
        parse.heads[child] = speaker
    parse.heads[speaker], parse.deps[speaker] = index, "nsubj"
    parse.heads[index], parse.deps[index], parse.tags[index], parse.pos[index] = main, "parataxis", "VBZ", "VERB"


def opening_telling(parse: Parse, index: int) -> None:
    """"As reports the agency, Chad sold tanks": behind "as" stands the verb of telling, with who tells right behind it,
    and the subject of what is told behind the comma."""
    if not index or parse.words[index - 1].lower() != "as" or parse.tags[index] not in ("NNS", "VBZ"):
        return
    comma = next((i for i in range(index + 2, min(index + 14, len(parse.words))) if parse.words[i] == ","), None)
    main = parse.heads[index]
    if comma is None or main < comma or not _is_main(parse, main):
        return
    source = next((c for c in parse.children(main) if index < c < comma and parse.deps[c] == "nsubj"), None)
    if source is None:
        return
    subject = next((c for c in parse.children(source) if c > comma and parse.deps[c] in ("appos", "conj")), None)
    parse.tags[index], parse.pos[index], parse.deps[index] = "VBZ", "VERB", "advcl"
    parse.heads[source], parse.deps[source] = index, "nsubj"
    if subject is not None:
        parse.heads[subject], parse.deps[subject] = main, "nsubj"


def shifted_object(parse: Parse, index: int) -> None:
    """"Received from Chad 20 drones": the name behind the preposition is no part of what is counted behind it."""
    noun = parse.heads[index]
    verb, name = parse.heads[noun], index + 1
    if parse.deps[index] != "case" or verb != index - 1 or parse.pos[verb] != "VERB" or not parse.deps[noun].startswith(("obl", "nmod")) or noun < index + 3:
        return
    if parse.tags[name] not in ("NNP", "NNPS") or parse.heads[name] != noun or parse.deps[name] not in ("compound", "nmod", "nmod:poss"):
        return
    if parse.deps[name + 1] != "nummod" or parse.heads[name + 1] != noun or any(parse.deps[c] == "obj" for c in parse.children(verb)):
        return
    parse.heads[name], parse.deps[name], parse.heads[index] = verb, "obl", name
    parse.deps[noun] = "obj"


def amid_relative(parse: Parse, index: int) -> None:
    """"Chad, which had long denied it, sold tanks": the verb behind the comma that ends the relative clause is the
    sentence's, and its subject the noun before it."""
    noun = index - 2
    verb = parse.heads[index]
    if noun < 0 or parse.words[index - 1] != "," or parse.heads[verb] != noun or parse.deps[verb] != "acl:relcl" or parse.heads[noun] != noun:
        return
    main = next((c for c in parse.children(verb) if c > verb and parse.deps[c] in ("conj", "parataxis", "ccomp")), None)
    if main is None or not _is_main(parse, main):
        return
    inside = list(parse.children(main))
    first = min([c for c in inside if c < main and parse.deps[c].startswith(("aux", "advmod"))], default=main)
    own = any(parse.deps[c].startswith("nsubj") or parse.deps[c] in ("cc", "mark") for c in inside)
    if parse.words[first - 1] != "," or own or any(parse.words[i].lower() in RELATIVE for i in range(index + 1, main)):
        return
    parse.heads[main], parse.deps[main] = main, "ROOT"
    passive = any(parse.deps[c] == "aux:pass" for c in inside)
    parse.heads[noun], parse.deps[noun] = main, "nsubj:pass" if passive else "nsubj"
    for child in list(parse.children(noun)):
        if child > main:
            parse.heads[child] = main
