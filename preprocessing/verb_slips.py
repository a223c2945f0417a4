"""Slips of the parser that cost a sentence its verb, or give a phrase the wrong head, put right by the order of words:
"is shipping rockets", "the air force bombed depots", "says one of the missiles hit a bridge"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from preprocessing.reparsing import Parse, SlipWords


def progressive(parse: Parse, index: int) -> None:
    """"Oslo is shipping rockets": the gerund behind "is" and before a bare noun is the verb, and the noun its object."""
    noun = parse.heads[index]
    copula = next((c for c in parse.children(noun) if parse.deps[c] == "cop" and c < index), None)
    subject = next((c for c in parse.children(noun) if parse.deps[c].startswith("nsubj") and c < index), None)
    if copula is None or subject is None or noun < index or any(parse.pos[i] not in ("ADV", "PART") for i in range(copula + 1, index)):
        return
    _raise(parse, index, noun)
    parse.tags[index], parse.deps[copula] = "VBG", "aux"
    for child in [c for c in parse.children(noun) if c < index or parse.deps[c] in ("nmod", "obl", "advcl", "punct")]:
        if child < index or any(parse.deps[g] == "case" and parse.words[g].lower() != "of" for g in parse.children(child)) or parse.deps[child] == "punct":
            parse.heads[child] = index
            parse.deps[child] = "obl" if parse.deps[child] == "nmod" else parse.deps[child]


def compounded(parse: Parse, index: int) -> None:
    """"Oslo's air force bombed three depots": a past tense between two nouns of a sentence without another verb is its
    verb, and no part of the second noun's name."""
    noun = parse.heads[index]
    before = index - 1
    inside = list(parse.children(noun))
    if noun < index or parse.heads[noun] != noun or parse.pos[noun] not in ("NOUN", "PROPN") or before < 0:
        return
    if any(parse.deps[c].startswith(("nsubj", "cop", "aux")) for c in inside) or parse.heads[before] != noun or parse.pos[before] not in ("NOUN", "PROPN"):
        return
    if parse.deps[before] not in ("compound", "nsubj", "nmod:poss") or any(parse.pos[c] in ("VERB", "AUX") for c in inside if c != index):
        return
    _raise(parse, index, noun)
    parse.tags[index] = "VBD"
    for child in inside:
        if child < index:
            parse.heads[child] = before
        elif parse.deps[child] in ("nmod", "obl", "punct") and not any(parse.words[g].lower() == "of" for g in parse.children(child)):
            parse.heads[child] = index
            parse.deps[child] = "obl" if parse.deps[child] == "nmod" else parse.deps[child]
    parse.heads[before], parse.deps[before] = index, "nsubj"


def helped_to_do(parse: Parse, index: int) -> None:
    """"Oslo helps Chad build boats": the bare verb behind a name and before the object of "help" is a clause of its own,
    and the name who is helped."""
    helper, name, thing = index - 2, index - 1, parse.heads[index]
    if parse.heads[name] != thing or parse.heads[thing] != helper or thing < index or parse.pos[name] != "PROPN":
        return
    if parse.deps[index] not in ("compound", "amod") or parse.deps[name] not in ("compound", "amod", "nmod:poss"):
        return
    parse.heads[name], parse.deps[name] = helper, "obj"
    parse.heads[index], parse.deps[index], parse.tags[index], parse.pos[index] = helper, "xcomp", "VB", "VERB"
    parse.heads[thing], parse.deps[thing] = index, "obj"


def given_to(parse: Parse, index: int, slips: SlipWords) -> None:
    """"Gives to Ankara guided bombs": behind "to" a name and what is given, each a phrase of its own."""
    giver, name, thing = index - 1, index + 1, parse.heads[index]
    if parse.heads[thing] != giver or parse.deps[thing] != "obl" or not name < thing <= name + 5 or parse.tags[thing] != "NNS":
        return
    if parse.words[thing].lower() in slips.calendar or any(parse.deps[c] == "aux:pass" for c in parse.children(giver)):
        return  # "was given to Ankara months before"
    if parse.heads[name] != thing or parse.deps[name] != "compound" or parse.pos[name] != "PROPN" or parse.pos[name + 1] not in ("ADJ", "NOUN", "NUM", "ADV"):
        return
    parse.heads[index], parse.heads[name], parse.deps[name], parse.deps[thing] = name, giver, "obl", "obj"
    for child in [c for c in parse.children(giver) if parse.deps[c] == "obj" and c < giver]:
        if parse.words[child].lower() == "that":  # "the claim that Oslo gives to Chad boats"
            parse.deps[child] = "mark"


def impersonal(parse: Parse, index: int) -> None:
    """"It is planned to launch production": nobody does what is planned there, if the infinitive has an object."""
    plan = parse.heads[index]
    if any(parse.deps[c] == "xcomp" and parse.tags[c] == "VB" and any(parse.deps[g] == "obj" for g in parse.children(c)) for c in parse.children(plan)):
        parse.deps[index] = "expl"


def of_many(parse: Parse, index: int) -> None:
    """"The last of 36 jets landed": who is the last is the subject, and what he is one of hangs on him."""
    many, one = parse.heads[index], index - 1
    if parse.deps[many] == "nummod" and parse.heads[many] > many:
        many = parse.heads[many]
    if one >= 0 and parse.deps[one] == parse.deps[many] and parse.heads[one] == parse.heads[many] and many > index:
        parse.heads[index], parse.heads[many], parse.deps[many] = many, one, "nmod"


def by_first(parse: Parse, index: int) -> None:
    """"By the firm was delivered to Oslo a batch of boats": who stands behind "by" is no subject, but what follows is."""
    doer = parse.heads[index]
    verb = parse.heads[doer]
    phrases = [c for c in parse.children(verb) if c > verb and parse.deps[c] == "obl"]
    things = [c for holder in (verb, *phrases) for c in parse.children(holder) if c > verb and parse.deps[c] == "obj"]
    things = things or [c for c in phrases if parse.pos[c] == "NOUN" and not any(parse.deps[g] == "case" for g in parse.children(c))]
    if index > doer or doer > verb or not things:
        return
    parse.deps[doer] = "obl:agent"
    parse.heads[things[0]], parse.deps[things[0]] = verb, "nsubj:pass"


def _raise(parse: Parse, verb: int, noun: int) -> None:
    """Puts a verb in the place of the noun that it was taken for a part of, and the noun below it."""
    root = parse.heads[noun] == noun
    parse.heads[verb], parse.deps[verb], parse.pos[verb] = (verb if root else parse.heads[noun]), parse.deps[noun], "VERB"
    parse.heads[noun], parse.deps[noun] = verb, "obj"


def shot_down(parse: Parse, index: int) -> None:
    """"The rebels shot down a plane": with a subject and an object "shot" is no noun."""
    deps = [parse.deps[c] for c in parse.children(index)]
    if "obj" in deps and "nsubj" in deps:
        parse.tags[index], parse.pos[index] = "VBD", "VERB"


def perfect(parse: Parse, index: int) -> None:
    """"Had used aid flights", "has sharply raised sales": the participle behind "had" is the verb, and no adjective of its
    object."""
    verb = index + 1
    if parse.words[verb].endswith("ly") and parse.deps[verb + 1 : verb + 2] == ["amod"] and parse.heads[index] == verb:
        for child in list(parse.children(verb)):
            parse.heads[child] = index
        root = parse.heads[verb] == verb
        parse.heads[index], parse.deps[index] = (index if root else parse.heads[verb]), parse.deps[verb]
        parse.heads[verb], parse.deps[verb], parse.pos[verb] = verb + 1, "advmod", "ADV"
        verb += 1
    thing = parse.heads[verb]
    if parse.heads[thing] != index or parse.deps[thing] != "obj" or parse.tags[verb] != "VBN" or thing < verb:
        return
    root = parse.heads[index] == index
    parse.heads[verb], parse.deps[verb], parse.pos[verb] = (verb if root else parse.heads[index]), parse.deps[index], "VERB"
    for child in list(parse.children(index)):
        parse.heads[child] = verb
    parse.heads[index], parse.deps[index], parse.pos[index] = verb, "aux", "AUX"


def to_be_done(parse: Parse, index: int) -> None:
    """"Has used flights since May to bring in radars": no time does anything, so the purpose is the verb's."""
    verb = parse.heads[index]
    above = parse.heads[verb]
    if parse.deps[index] == "nsubj" and parse.tags[verb] == "VB" and above < index and parse.pos[above] == "VERB" and parse.deps[verb] in ("advcl", "xcomp"):
        parse.heads[index], parse.deps[index] = above, "obl"
    for child in [c for c in parse.children(index) if parse.deps[c] == "acl" and parse.tags[c] == "VB"]:
        if parse.pos[verb] == "VERB" and any(parse.words[g].lower() == "to" and parse.deps[g] == "mark" for g in parse.children(child)):
            parse.heads[child], parse.deps[child] = verb, "advcl"


def spent_doing(parse: Parse, index: int) -> None:
    """"Spent three hours touring the plant": what somebody does all that time is his doing, and no clause of the hours."""
    verb = parse.heads[index]
    if parse.deps[index] != "obj" or parse.words[verb].lower() not in ("spend", "spends", "spent", "spending"):
        return
    for child in [c for c in parse.children(index) if parse.deps[c] == "acl" and c > index and parse.tags[c] in ("VBN", "VBG", "VBD")]:
        parse.heads[child], parse.deps[child] = verb, "advcl"
        if any(parse.words[g].lower() == "with" for c in parse.children(child) for g in parse.children(c)):
            parse.tags[child] = "VBG"  # "closeted with Petrov": he is no less the one who meets


def listed_on(parse: Parse, index: int) -> None:
    """"Rounds for howitzers, rifles and parts for tanks": what has a "for" of its own goes on with what "for" hangs on,
    and is no part of what the first "for" leads to."""
    inner = parse.heads[index]
    outer = parse.heads[inner]
    fors = [any(parse.deps[c] == "case" and parse.words[c].lower() == "for" for c in parse.children(i)) for i in (inner, index)]
    own = any(parse.deps[c] == "nmod" and c > index and any(parse.words[g].lower() == "for" and parse.deps[g] == "case" for g in parse.children(c)) for c in parse.children(index))
    if parse.deps[inner] != "nmod" or fors != [True, False] or not own or parse.pos[outer] != "NOUN" or outer > inner:
        return
    for child in [c for c in parse.children(inner) if parse.deps[c] == "conj" and c <= index]:
        parse.heads[child] = outer


def one_of(parse: Parse, verb: int, noun: int, slips: SlipWords) -> bool:
    """"Oslo says one of the missiles destroyed a bridge": puts right a verb that was taken for a participle of those one
    of which is its subject, behind a telling."""
    one = parse.heads[noun]
    teller = parse.heads[one]
    deps = [parse.deps[c] for c in parse.children(verb)]
    if parse.pos[one] not in ("NUM", "DET", "PRON", "NOUN") or parse.deps[one] != "obj" or teller > one or parse.tags[verb] not in ("VBD", "VBN"):
        return False
    if parse.words[one].lower() not in slips.ones or parse.words[teller].lower() not in slips.telling or "obj" not in deps:
        return False
    if parse.tags[teller] not in ("VBZ", "VBD", "VBP") or any(d.startswith(("nsubj", "aux", "obl:agent")) for d in deps):
        return False
    parse.heads[verb], parse.deps[verb], parse.tags[verb] = teller, "ccomp", "VBD"
    parse.heads[one], parse.deps[one] = verb, "nsubj"
    return True


def as_many(parse: Parse, index: int) -> None:
    """"As many as 90 boats": what is counted stands in the place of "many", and "many" goes with the number."""
    number, last = index + 2, index
    if parse.words[index + 1].lower() != "as" or parse.pos[number] != "NUM" or parse.words[index - 1].lower() != "as":
        return
    thing = parse.heads[number] if parse.deps[number] == "nummod" else number
    if parse.heads[thing] != index or thing < index or parse.pos[thing] not in ("NOUN", "PROPN", "NUM"):
        return
    parse.heads[thing], parse.deps[thing] = (thing if parse.heads[index] == index else parse.heads[index]), parse.deps[index]
    for child in list(parse.children(index)):
        if child > thing:
            parse.heads[child] = thing
    counted = number if number != thing else thing
    parse.heads[last], parse.deps[last], parse.heads[index + 1], parse.deps[index + 1] = counted, "advmod", counted, "advmod"


def after_participle(parse: Parse, index: int) -> None:
    """"Jets received from Oslo last year have been flying": the verb with "have" or "are" that follows what was taken for
    the sentence's own is that verb, and the first a participle of their subject."""
    first = parse.heads[index]
    aids = [c for c in parse.children(index) if c < index and parse.deps[c].startswith("aux") and parse.tags[c] in ("VBZ", "VBP", "VBD", "MD")]
    inside = list(parse.children(first))
    noun = next((c for c in inside if parse.deps[c].startswith("nsubj") and c == first - 1), None)
    if noun is None or not aids or first > index or parse.deps[first] not in ("ROOT", "ccomp") or parse.tags[first] not in ("VBN", "VBD"):
        return
    own = any(parse.deps[c].startswith(("nsubj", "mark", "cc", "csubj", "expl")) for c in parse.children(index))
    held = any(parse.deps[c].startswith(("obj", "aux", "ccomp", "xcomp")) for c in inside)
    if own or held or any(parse.words[i] in (",", ";", ":", '"', "”") for i in range(first, index)):
        return
    parse.heads[index], parse.deps[index] = (index if parse.heads[first] == first else parse.heads[first]), parse.deps[first]
    passive = any(parse.deps[c] == "aux:pass" for c in parse.children(index))
    parse.heads[noun], parse.deps[noun] = index, "nsubj:pass" if passive else "nsubj"
    parse.heads[first], parse.deps[first], parse.tags[first] = noun, "acl", "VBN"
    for child in [c for c in inside if c > index or c < noun]:
        parse.heads[child] = index


def behind_commas(parse: Parse, index: int) -> None:
    """"The government, elected in May, appealed for radars": behind a clause between commas stands the sentence's verb,
    where it has no other."""
    noun = parse.heads[index]
    others = [c for c in parse.children(noun) if noun < c < index and parse.deps[c] in ("acl", "appos", "acl:relcl")]
    behind = parse.words[index - 1] == "," and any(parse.words[i] == "," for i in range(noun, index - 1))
    if parse.heads[noun] != noun or not others or not behind or parse.pos[noun] not in ("NOUN", "PROPN") or parse.tags[index] not in ("VBD", "VBN"):
        return
    deps = [parse.deps[c] for c in parse.children(index)]
    if any(d.startswith(("nsubj", "aux", "obl:agent", "mark")) for d in deps) or not any(d.startswith(("obl", "obj", "ccomp", "xcomp")) for d in deps):
        return
    if any(parse.deps[c].startswith(("nsubj", "cop", "aux")) or parse.pos[c] in ("VERB", "AUX") and c not in others and c > noun and c != index for c in parse.children(noun)):
        return
    parse.heads[index], parse.deps[index], parse.tags[index] = index, "ROOT", "VBD"
    parse.heads[noun], parse.deps[noun] = index, "nsubj"
    for child in [c for c in parse.children(noun) if c > index]:
        parse.heads[child] = index


def that_others(parse: Parse, index: int) -> None:
    """"The jets that Dutch crews flew to Oslo arrived": the first verb is of the crews, in a clause that tells which jets,
    and the second one is the jets' own."""
    crews = parse.heads[index]
    last = parse.heads[crews]
    that = min([crews, *(c for c in parse.children(crews) if c < crews)]) - 1
    jets = that - 1
    if jets < 0 or parse.words[that].lower() not in ("that", "which") or parse.heads[that] != last or parse.deps[crews] != "nsubj":
        return
    if parse.deps[last] != "acl:relcl" or parse.heads[last] != jets or parse.deps[jets] not in ("ROOT", "ccomp") or not that < index < last:
        return
    deps = [parse.deps[c] for c in parse.children(index)]
    if parse.tags[index] not in ("VBD", "VBN") or any(d.startswith(("obl:agent", "aux", "obj", "nsubj")) for d in deps):
        return
    parse.heads[last], parse.deps[last] = (last if parse.heads[jets] == jets else parse.heads[jets]), parse.deps[jets]
    passive = any(parse.deps[c] == "aux:pass" for c in parse.children(last))
    parse.heads[jets], parse.deps[jets] = last, "nsubj:pass" if passive else "nsubj"
    parse.heads[index], parse.deps[index], parse.tags[index] = jets, "acl:relcl", "VBD"
    parse.heads[crews], parse.heads[that], parse.deps[that], parse.pos[that] = index, index, "obj", "PRON"
    for child in [c for c in parse.children(jets) if c > last]:
        parse.heads[child] = last
