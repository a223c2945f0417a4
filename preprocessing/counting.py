"""Which number a claim has: that of its items, of what its verb takes, of the acts themselves, or a sum."""

import re
from collections.abc import Iterator

from spacy.tokens import Token

from preprocessing.analysis import Analysis
from preprocessing.fillings import Filling
from preprocessing.grammar import case_of, children, conjuncts, is_passive, is_verbal, path_up, relation
from preprocessing.numerals import REACH, is_measure, is_number, number_before, read_number
from preprocessing.quantities import Quantity, QuantityWords, find_numbers, read_quantity_words
from preprocessing.sums import handed_over, sum_of


def count_of(filling: Filling, event_type: str, analysis: Analysis) -> Quantity | None:
    """The number of a claim; None where the sentence gives none. Numbers of dates and names are none."""
    sentence = filling.trigger.token.sent
    words = read_quantity_words(analysis.knowledge.folder)
    if not any(is_number(token, words) for token in sentence):
        return None
    for found in _candidates(filling, event_type, words, analysis):
        if found is not None:
            return found
    return None


def _candidates(filling: Filling, event_type: str, words: QuantityWords, analysis: Analysis) -> Iterator[Quantity | None]:
    yield _alone(filling, words, analysis)
    start = filling.trigger.token.sent.start
    yield from (number_of_item(entity_id, token, filling, analysis) for entity_id, token in filling.roles.get("item", ()) if token.sent.start == start)
    yield from (_in_all(token, words, analysis) for _, token in filling.roles.get("item", ()) if token.sent.start == start)
    last = filling.trigger.last
    yield from (_of_noun(noun, words, analysis, last) for noun in _measured(filling, words, analysis))
    yield _predicated(filling, words, analysis)
    yield _in_lot(filling, analysis)
    if filling.trigger.path in ("noun", "light"):
        yield _of_acts(filling, analysis)
    if event_type in words.counted:
        yield from (_of_noun(noun, words, analysis) for noun in _moved(filling, event_type, analysis))
        yield from (_of_noun(noun, words, analysis, last) for noun in _taken(filling))
    if event_type in words.priced:
        yield handed_over(filling, words, analysis)
        yield sum_of(filling, analysis)


def number_of_item(entity_id: str, token: Token, filling: Filling, analysis: Analysis) -> Quantity | None:
    """The number of an item: before its name, before the noun that its name modifies, or before its measure."""
    first, last = named_at(entity_id, token, analysis)
    words = read_quantity_words(analysis.knowledge.folder)
    found = number_before(first, analysis, filling.trigger.last)
    if found is None and relation(analysis.doc[last - 1]) == "conj" and last - 1 != token.i:
        return None  # the number before the first of several
    if found is None:
        alone = number_before(token.i + 1, analysis, filling.trigger.last)
        return read_number(alone, token.i + 1, analysis) if alone is not None and not alone[1] else None
    if _counts_others(found[1], analysis.doc[last - 1], filling):
        return None
    head = _compound_head(analysis.doc[last - 1], last)
    kind = head.text if head.i >= last and head.i not in analysis.by_token and head.lower_ not in words.parts else None
    return read_number(found, max(last, head.i + 1), analysis, kind)


def named_at(entity_id: str, token: Token, analysis: Analysis) -> tuple[int, int]:
    """Where an item is named: at its token, or below it ("hundreds of missiles", "a batch of 11 launchers")."""
    mention = analysis.by_token.get(token.i)
    other = mention is not None and mention.entity_id != entity_id  # the first of several, "three launchers and 60 missiles"
    if (mention is None or other) and token.right_edge.i < token.i + 2 * REACH:
        below = (analysis.by_token.get(i) for i in range(token.i + 1, token.right_edge.i + 1))
        mention = next((m for m in below if m is not None and m.entity_id == entity_id), mention)
    if mention is None:  # "containers of shells, along with a number of rockets", whose rockets the parse hangs elsewhere
        behind = (analysis.by_token.get(i) for i in range(token.i + 1, min(token.i + 2 * REACH, token.sent.end)))
        mention = next((m for m in behind if m is not None and m.entity_id == entity_id), None)
    if mention is None:
        token = _counted_in(token, analysis)
    return (mention.first, mention.last) if mention is not None else (token.i, token.i + 1)


def _counted_in(noun: Token, analysis: Analysis) -> Token:
    """What a measure measures, where it stands for things named before: "the remains of about 40 of the aircraft"."""
    for _ in range(4):
        of = next((child for child in children(noun, "nmod") if case_of(child) == "of"), None)
        if of is None or not (is_measure(noun, analysis) or noun.like_num):
            return noun
        noun = of
    return noun


def _compound_head(head: Token, last: int) -> Token:
    """The noun that a name modifies: "drone types", "artillery pieces"."""
    while relation(head) in ("compound", "flat", "nmod", "conj") and last <= head.head.i <= last + 2 and head.head.pos_ in ("NOUN", "PROPN") and not case_of(head):
        head = head.head
    return head


def _counts_others(gap: list[Token], noun: Token, filling: Filling) -> bool:
    """Whether a number tells only how many of the things something else happened to: "a number of the drones
    supplied by Iran were brought down" does not say how many were supplied."""
    definite = any(token.lower_ in ("the", "these", "those", "its", "their", "them") for token in gap) and any(token.lower_ == "of" for token in gap)
    trigger = filling.trigger
    return definite and trigger.path == "verb" and relation(trigger.token) == "acl" and trigger.token.i > noun.i


def _of_noun(noun: Token, words: QuantityWords, analysis: Analysis, behind: int = 0) -> Quantity | None:
    """The number of a thing that is no listed item, with the thing as its unit."""
    if noun.lower_ in words.uncounted:
        return None
    found = number_before(noun.i, analysis, behind)
    if found is None or (found[0].fraction and not found[1] and relation(noun.nbor(-1)) == "compound"):
        return None  # "the bulk carriers"
    return read_number(found, noun.i + 1, analysis, noun.text)


def _in_all(item: Token, words: QuantityWords, analysis: Analysis) -> Quantity | None:
    """A number set behind the things: "the jets, some two dozen in all, were"."""
    doc = analysis.doc
    mention = analysis.by_token.get(item.i)
    comma = mention.last if mention is not None else item.i + 1
    if doc[comma : comma + 1].text != ",":
        return None
    text = doc[comma + 1 : comma + 1 + REACH].text
    number = next(iter(find_numbers(text, analysis.knowledge.folder)), None)
    if number is None or number.start > 0 or not text[number.end :].strip().startswith(tuple(words.totals)):
        return None
    return number.quantity


def _in_lot(filling: Filling, analysis: Analysis) -> Quantity | None:
    """The size of the one lot that things come in: "arrive in a batch of no more than six"."""
    doc, trigger = analysis.doc, filling.trigger
    for lot in doc[trigger.last : trigger.token.sent.end] if filling.ids("item") else ():
        if lot.tag_ != "NN" or lot.lower_ not in analysis.lexicon.measures or case_of(lot) != "in" or lot.nbor(1).lower_ != "of":
            continue
        text = doc[lot.i + 2 : min(lot.i + 2 + REACH, trigger.token.sent.end)].text
        number = next(iter(find_numbers(text, analysis.knowledge.folder)), None)
        ends = number is not None and not re.match(r"\s*\w", text[number.end :])
        above = {governor.i for governor, _ in path_up(lot)}
        holder = trigger.token.head.head if relation(trigger.token) == "acl" else trigger.token  # "expects them to come in"
        if number is not None and number.start == 0 and ends and not above.isdisjoint((trigger.token.i, holder.i)):
            return number.quantity
    return None


def _alone(filling: Filling, words: QuantityWords, analysis: Analysis) -> Quantity | None:
    """A number that stands for the things: "ordered 48", "355 were used", "four of them were shot down"."""
    trigger = filling.trigger
    if trigger.path != "verb":
        return None
    slots = filling.frame.entry.slots.get("subject", ())  # type: ignore[call-overload]
    wanted = ["obj", *(["nsubj", "advmod"] if is_passive(trigger.token) or "item" in slots else [])]
    as_many = [c for c in children(trigger.token, "obl") if analysis.doc[max(c.i - 3, 0) : c.i].text.lower() in ("as many as", "as much as")]
    for child in (*children(trigger.token, *wanted), *as_many):
        stands = is_number(child, words) or child.lower_ in words.fractions or child.lower_ in ("more", "others")
        if not stands or child.i in analysis.by_token:
            continue
        found = number_before(_number_end(child, analysis), analysis, trigger.last)
        if found is not None and not found[1] and found[0].quantity.text.lower() != "one":
            return read_number(found, child.i + 1, analysis)
    return None


def _number_end(token: Token, analysis: Analysis) -> int:
    """The end of the number that begins with a token: "25,000 to 30,000", "nine out of ten"."""
    behind = analysis.doc[token.i + 1 : token.i + 4]
    if behind[:1].text.lower() in ("more", "additional", "further"):
        return token.i + 2
    words = read_quantity_words(analysis.knowledge.folder)
    for length, joint in ((3, "out of"), *((2, joint) for joint in ("to", "or", "upon", "-", "–"))):
        number = behind[length - 1 : length]
        if number.text and behind[: length - 1].text.lower() == joint and is_number(number[0], words):
            return token.i + 1 + length
    return token.i + 1


def _measured(filling: Filling, words: QuantityWords, analysis: Analysis) -> Iterator[Token]:
    """Objects that are measures of goods: "handed over 6,000 tonnes"."""
    for noun in _taken(filling, goods=True):
        of = next((child for child in children(noun, "nmod") if case_of(child) == "of"), None)
        if of is not None and filling.ids("item") and of.i not in {token.i for _, token in filling.roles["item"]}:
            continue  # "paid two tonnes of gold for the tanks"
        if noun.lower_ in words.units or noun.lower_ in analysis.lexicon.measures or noun.lower_ in words.parts:
            yield noun


def _taken(filling: Filling, goods: bool = False) -> Iterator[Token]:
    """The nouns that a trigger takes: objects, subjects of passives and, but for goods, phrases with "on" and "for"."""
    trigger = filling.trigger
    if filling.frame.name == "lose":
        return  # "lost ten tanks to drones": how many drones is not told
    for verb in (trigger.token, *((trigger.light,) if trigger.light is not None else ())):
        relations = ["obj", *(["nsubj"] if is_passive(verb) or filling.frame.event_type == "meet" else []), *(() if goods else ("obl", "nmod"))]
        for child in children(verb, *relations):
            if relation(child) in ("obl", "nmod") and case_of(child) not in ("of", "on", "for", "against", "from", "with", "to", ""):
                continue
            yield from (_below_bound(noun) for noun in conjuncts(child) if noun.pos_ in ("NOUN", "PROPN"))


def _moved(filling: Filling, event_type: str, analysis: Analysis) -> Iterator[Token]:
    """The people who are sent or taught: "30 technicians have arrived", "a batch of 20 pilots has been trained"."""
    role = {"deploy": "agent", "withdraw": "agent", "train": "recipient"}.get(event_type, "")
    for entity_id, token in filling.roles.get(role, ()):
        first, last = named_at(entity_id, token, analysis)
        noun = _compound_head(analysis.doc[last - 1], last) if last > first else token
        noun = noun if noun.lower_ in analysis.lexicon.people else token
        if noun.lower_ in analysis.lexicon.people and noun.tag_ == "NNS":
            yield noun


def _below_bound(noun: Token) -> Token:
    """"Upwards of 10,000 containers", "a total of 40 tanks": the noun that is counted."""
    if noun.lower_ not in ("upwards", "excess", "total", "number", "minimum", "maximum"):
        return noun
    return next((child for child in children(noun, "nmod") if case_of(child) == "of"), noun)


def _of_acts(filling: Filling, analysis: Analysis) -> Quantity | None:
    """The number of the acts themselves: "no fewer than four shipments"."""
    trigger = filling.trigger
    found = number_before(trigger.first, analysis) if trigger.token.tag_ == "NNS" else None
    return read_number(found, trigger.last, analysis, trigger.token.text) if found is not None else None


def _predicated(filling: Filling, words: QuantityWords, analysis: Analysis) -> Quantity | None:
    """What a verb of amount says: "output is put at 120 aircraft", "the number of shells runs to a million"."""
    for governor, kind in path_up(filling.trigger.token):
        if is_verbal(governor):
            if governor.lower_ not in words.predicates or kind.partition(":")[0] not in ("nsubj", "obj", "nmod", "obl"):
                return None
            return _amount(governor, words, analysis)
        if kind.partition(":")[0] not in ("nsubj", "nmod", "acl", "obj", "compound", "conj"):
            return None
    return None


def _amount(verb: Token, words: QuantityWords, analysis: Analysis) -> Quantity | None:
    wanted = words.predicates[verb.lower_]
    taken = [*verb.children, *(below for child in children(verb, "obj") for below in children(child, "nmod"))]
    for child in taken:
        if child.i > verb.i and relation(child) in ("obl", "obj", "nmod", "advmod", "xcomp") and case_of(child) in wanted:
            alone = number_before(child.i + 1, analysis)
            if alone is not None and not alone[1]:
                return read_number(alone, child.i + 1, analysis)
            return _of_noun(child, words, analysis)
    return None
