"""What a claim leaves to the claims before it: "the deliveries", "four shipments", "24 of them".

An argument that a sentence takes up from the matter just told is completed from the nearest claim of the same
kind of act in the same paragraph or the one before, and only where nothing that the sentence does say
contradicts it. The rule of a completed claim says so ("+context").
"""

from collections.abc import Sequence

from spacy.tokens import Token

from preprocessing.analysis import Analysis
from preprocessing.conflicts import read_conflicts
from preprocessing.fillings import Filling
from preprocessing.grammar import case_of, children, reduced_object, relation, relative_object
from preprocessing.references import taken_up
from preprocessing.roles import accepts

REACH = 4  # sentences
POINTING = frozenset(("the", "this", "that", "these", "those", "such", "its", "their", "his", "her"))
CROSSED = (("agent", "recipient"), ("recipient", "agent"))  # who gets in a transfer asks in a request


def complete(filling: Filling, before: Sequence[Filling], analysis: Analysis) -> bool:
    """Completes a filling from the claims before it; whether its frame's needs are then met."""
    number = None if filling.ids("item") else elliptic_object(filling.trigger.token, analysis)
    if number is not None and (counted := taken_up(number, analysis, lambda e: accepts("item", e, filling.frame, "object", analysis))):
        filling.roles["item"] = [(entity_id, number) for entity_id in counted]
        filling.completed = True
    for earlier in _candidates(filling, before, analysis):
        if number is not None and not earlier.ids("item"):
            continue  # "intercepted all but one" of what was fired, whatever else was told between
        if _compatible(filling, earlier, analysis):
            _take(filling, earlier, analysis)
            break
    else:
        _take_item(filling, before, analysis)
    fitting = all(accepts("item", item, filling.frame, "object", analysis) for item in filling.ids("item"))
    return fitting and all(any(filling.has(need) for need in group) for group in filling.frame.entry.needs)


def may_be_completed(filling: Filling, analysis: Analysis) -> bool:
    """Whether a filling whose needs are not met points back by its own words."""
    token = filling.trigger.token
    if filling.trigger.path in ("noun", "light") and token.lower_ in analysis.discourse.anaphoric:
        if not _is_definite(token, analysis) and filling.trigger.path != "light":  # "took delivery", "halted shipments"
            return False
        return not any(
            relation(c) == "nmod"
            and c.i > token.i
            and c.i not in analysis.by_token
            and c.lower_ not in analysis.discourse.elliptic
            for c in token.children
        ) or bool(filling.ids("agent"))
    return elliptic_object(token, analysis) is not None


def is_generic(filling: Filling, analysis: Analysis) -> bool:
    """Whether a noun speaks of a kind of act at large: "arms transfers", which takes no parties from before."""
    return (
        filling.trigger.path == "noun"
        and not _is_definite(filling.trigger.token, analysis)
        and not filling.ids("agent")
        and not filling.ids("recipient")
    )


def _is_definite(noun: Token, analysis: Analysis) -> bool:
    """Whether a noun takes up something told, or states that it happened; "speak of arms transfers" does neither."""
    if any(relation(c) in ("det", "nummod", "nmod") and c.i < noun.i for c in noun.children):
        return True
    further = any(relation(c) == "amod" and c.lower_ in analysis.discourse.further for c in noun.children)
    return further or relation(noun) in ("nsubj", "ROOT")


def elliptic_object(token: Token, analysis: Analysis) -> Token | None:
    """A number or pronoun that stands for the items told before: "has given ten", "used 24 of them"."""
    reduced, gap = reduced_object(token), relative_object(token)
    if gap is not None and gap.pos_ == "NUM":
        return gap  # "one of 31 that they fired"
    for child in (*children(token, "obj", "nsubj"), *([reduced] if reduced is not None else [])):
        if any(c.lower_ == "no" or (case_of(c) == "of" and c.pos_ != "PRON") for c in child.children):
            continue  # "gave no number", "a batch of medicine"
        if child.pos_ == "NUM" or (
            child.lower_ in analysis.discourse.elliptic
            and (
                relation(child) == "obj"
                or child.dep_ == "nsubj:pass"
                or child.lower_ in ("they", "first", "ones")
            )
        ):
            return child
    further = (c for c in children(token, "obl", "advmod") if _is_bound(c) or _is_left_over(c, token))
    return next(further, None)


def _is_bound(word: Token) -> bool:
    """ "Has requested as many as 48": the number, or the word that bounds it, taken for a phrase of its own."""
    if relation(word) != "obl":
        return False
    counted = word.lower_ in ("many", "few") and any(relation(n) == "obl" and n.pos_ == "NUM" for n in word.children)
    return counted or (word.pos_ == "NUM" and case_of(word) == "as")


def _is_left_over(word: Token, participle: Token) -> bool:
    """ "With more expected this year", "has delivered either": what is said of further ones, taken for an adverb."""
    if word.lower_ in ("either", "neither") and word.i == participle.i + 1 and not any(children(participle, "obj")):
        return word.i + 1 >= len(word.doc) or word.nbor().is_punct or word.nbor().is_space
    joined = any(c.lower_ == "with" and relation(c) in ("mark", "case") for c in participle.children)
    return word.lower_ == "more" and word.i == participle.i - 1 and participle.tag_ == "VBN" and joined


def _candidates(filling: Filling, before: Sequence[Filling], analysis: Analysis) -> list[Filling]:
    act = analysis.discourse.acts.get(filling.frame.event_type)
    number = analysis.sentence_of[filling.trigger.token.i]
    paragraph = analysis.paragraph_of[filling.trigger.token.i]
    far = 3 if filling.trigger.token.lower_ in analysis.discourse.anaphoric else 1
    takes_up = elliptic_object(filling.trigger.token, analysis) is not None  # "bought six, and used one"
    found = [
        earlier
        for earlier in reversed(before)
        if act is not None
        and (
            analysis.discourse.acts.get(earlier.frame.event_type) == act
            or (takes_up and number - analysis.sentence_of[earlier.trigger.token.i] <= 1)
        )
        and number - analysis.sentence_of[earlier.trigger.token.i] <= REACH * far
        and paragraph - analysis.paragraph_of[earlier.trigger.token.i] <= far
    ]
    # of one paragraph, the same kind of act before another: "the sale" takes up a transfer rather than a request
    return sorted(
        found,
        key=lambda earlier: (
            takes_up and number != analysis.sentence_of[earlier.trigger.token.i],
            analysis.discourse.acts.get(earlier.frame.event_type) != act,
            paragraph - analysis.paragraph_of[earlier.trigger.token.i],
            earlier.frame.event_type != filling.frame.event_type,
        ),
    )


def _compatible(filling: Filling, earlier: Filling, analysis: Analysis) -> bool:
    """Whether nothing that both say differs, and they share a party or an item that ties them together."""
    if (
        analysis.discourse.acts.get(filling.frame.event_type) == "use"
        and filling.frame.event_type != earlier.frame.event_type
    ):
        return not filling.ids("item") or _kin(filling.ids("item"), earlier.ids("item"), analysis)
    if _turned(filling, earlier, analysis):
        pairs = [(set(filling.ids(mine)), set(earlier.ids(theirs))) for mine, theirs in CROSSED]
        items = filling.ids("item")
        return (not items or set(items) <= set(earlier.ids("item"))) and not any(mine and theirs and mine.isdisjoint(theirs) for mine, theirs in pairs)
    for role in ("agent", "recipient"):
        mine, theirs = set(filling.ids(role)), set(earlier.ids(role))
        if mine and theirs and mine.isdisjoint(theirs):
            return False
    if (
        filling.ids("item")
        and earlier.ids("item")
        and not _kin(filling.ids("item"), earlier.ids("item"), analysis)
    ):
        return False
    own = filling.ids("agent") or filling.ids("recipient") or filling.ids("item")
    tied = any(
        not set(filling.ids(role)).isdisjoint(earlier.ids(role)) for role in ("agent", "recipient")
    ) or _kin(filling.ids("item"), earlier.ids("item"), analysis)
    if own and not tied and elliptic_object(filling.trigger.token, analysis) is None:
        return False
    crossed = set(filling.ids("agent")) & set(earlier.ids("recipient")) or set(
        filling.ids("recipient")
    ) & set(earlier.ids("agent"))
    return not crossed


def _kin(mine: list[str], theirs: list[str], analysis: Analysis) -> bool:
    """Whether some item of one is an item of the other, or takes it in: missiles and ballistic missiles."""
    return any(
        analysis.descends(one, other) or analysis.descends(other, one) for one in mine for other in theirs
    )


def _take_item(filling: Filling, before: Sequence[Filling], analysis: Analysis) -> None:
    """ "Mali received a batch", "Oslo has requested 48": what others were just said to get, though no party is the same."""
    if filling.ids("item") or elliptic_object(filling.trigger.token, analysis) is None:
        return
    last = next((f for f in _candidates(filling, before, analysis) if f.ids("item")), None)
    acts = analysis.discourse.acts
    if last is not None and acts.get(last.frame.event_type) == acts.get(filling.frame.event_type):
        filling.roles["item"] = list(last.roles["item"])
        filling.completed = True


def _take(filling: Filling, earlier: Filling, analysis: Analysis) -> None:
    acts = analysis.discourse.acts
    kind, other = acts[filling.frame.event_type], acts.get(earlier.frame.event_type)
    same = filling.frame.event_type == earlier.frame.event_type or (kind == "supply" and other not in ("use", None))
    roles = ("item", "agent", "recipient") if same and _parties_alike(filling, earlier) else ("item",)
    if _turned(filling, earlier, analysis):
        for mine, theirs in CROSSED:
            if not filling.ids(mine) and mine not in filling.unnamed and earlier.ids(theirs):
                filling.roles[mine] = list(earlier.roles[theirs])
    for role in roles:
        if role != "item" and analysis.discourse.acts[filling.frame.event_type] == "supply" and _would_arm_enemy(role, filling, earlier, analysis):
            continue
        if role == "agent" and kind == "supply" and _is_of_another_make(filling, earlier, analysis):
            continue
        if role == "recipient" and len(filling.ids("agent")) > 1 and any(case_of(c) == "between" for c in filling.trigger.token.children):
            continue  # "transfers between them": not what one of them gave to a third
        if not filling.ids(role) and role not in filling.unnamed and earlier.ids(role):
            filling.roles[role] = list(earlier.roles[role])
            filling.completed = True


def _is_of_another_make(filling: Filling, earlier: Filling, analysis: Analysis) -> bool:
    """Whether a claim's systems, told of for the first time, are another country's than the giver of those before."""
    items = filling.ids("item")
    makers = {analysis.entity(item).country for item in items} - {None}
    givers = {analysis.entity(agent).country for agent in earlier.ids("agent")}
    return bool(items) and set(items).isdisjoint(earlier.ids("item")) and bool(makers) and makers.isdisjoint(givers)


def _would_arm_enemy(role: str, filling: Filling, earlier: Filling, analysis: Analysis) -> bool:
    """Whether a party taken over would supply whom it fights."""
    other = "recipient" if role == "agent" else "agent"
    conflicts = read_conflicts(analysis.knowledge.folder)
    return any(not conflicts.enemies(one).isdisjoint(filling.ids(other)) for one in earlier.ids(role))


def _turned(filling: Filling, earlier: Filling, analysis: Analysis) -> bool:
    """Whether a sentence goes on from getting to ordering, or from asking to giving: "bought 24 of them, and ordered a
    further 30"; who gets in one asks in the other."""
    elliptic = elliptic_object(filling.trigger.token, analysis) is not None
    kinds = {filling.frame.event_type, earlier.frame.event_type}
    return elliptic and (kinds == {"request", "transfer"} or (kinds == {"agree", "transfer"} and _buys(earlier, analysis)))


def _buys(deal: Filling, analysis: Analysis) -> bool:
    """Whether a contract's goods are of another make than the one who signs it: he gets them."""
    makers = {analysis.entity(item).country for item in deal.ids("item")}
    return len(deal.ids("agent")) == 1 and len(makers) == 1 and makers.isdisjoint({None, analysis.entity(deal.ids("agent")[0]).country})


def _parties_alike(filling: Filling, earlier: Filling) -> bool:
    """A request's agent is a transfer's recipient: parties pass only between acts that seat them alike."""
    asking = {"request"}
    return (filling.frame.event_type in asking) == (
        earlier.frame.event_type in asking
    ) and "negotiate" not in (filling.frame.event_type, earlier.frame.event_type)


def _taken_up_by(filling: Filling, analysis: Analysis) -> Token | None:
    """The word by which a denial takes up what was told before: "denied this", "called the allegation baseless"; None
    where it says itself what it denies, as "rejected reports of a sale" does."""
    token = filling.trigger.token
    if filling.frame.name == "belie":
        behind = [t for t in token.doc[token.i + 1 : min(token.i + 6, token.sent.end)] if t.lower_ in analysis.discourse.vague]
        return next((t for t in behind if token.doc[t.i - 1].lower_ in POINTING and not _says_what(t, analysis)), None)
    vague = next((c for c in children(token, "obj", "nsubj", "obl") if c.lower_ in analysis.discourse.vague), None)
    if vague is None or _says_what(vague, analysis) or any(relation(c) in ("ccomp", "xcomp") for c in token.children):
        return None
    return vague


def _says_what(noun: Token, analysis: Analysis) -> bool:
    """Whether a noun of telling says what is told: "reports of a strike", "the claim that Oslo paid"; but not "reports of
    the deliveries", which have been told of."""
    behind = noun.doc[noun.i + 1 : min(noun.i + 7, noun.sent.end)]
    if len(behind) > 1 and behind[0].lower_ in ("about", "of", "that") and not any(t.lower_ in analysis.discourse.anaphoric for t in behind):
        return True  # wherever the parse hangs it
    told = (c for c in noun.children if c.i > noun.i)
    return any(
        relation(c) == "acl" and (c.tag_ != "VBN" or any(relation(w) in ("mark", "nsubj", "aux") for w in c.children))
        or relation(c) == "nmod" and case_of(c) in ("of", "about", "on") and c.lower_ not in analysis.discourse.anaphoric
        for c in told
    )


def denied_act(filling: Filling, before: Sequence[Filling], analysis: Analysis) -> Filling | None:
    """The act that a denial without a stated object denies: "Tehran denied this", "rejected the reports".

    It is the last act told in the two sentences before, or, for "deliveries" and the like, the nearest supply;
    None where the denial says itself what it denies, or nothing fits.
    """
    if filling.frame.event_type != "deny" or not filling.ids("agent"):
        return None
    token = filling.trigger.token
    vague = _taken_up_by(filling, analysis)
    if vague is None:
        return None
    number = analysis.sentence_of[token.i]
    if token.dep_ == "acl:relcl" and vague.lower_ in ("that", "which"):  # ", a charge that Oslo rejects": of its own sentence
        before = [earlier for earlier in before if analysis.sentence_of[earlier.trigger.token.i] == number]
    reach = 12 if vague.lower_ in analysis.discourse.anaphoric else 2
    for earlier in reversed(before):
        if number - analysis.sentence_of[earlier.trigger.token.i] > reach:
            return None
        fits = (
            earlier.frame.event_type == "transfer"
            if vague.lower_ in analysis.discourse.anaphoric
            else earlier.frame.event_type in analysis.discourse.deniable
        )
        if fits and earlier.trigger.token != token and (earlier.ids("agent") or earlier.ids("recipient")):
            denier = filling.ids("agent")[0]
            roles = dict(earlier.roles)
            if not earlier.ids("agent") and denier not in earlier.ids("recipient"):
                roles["agent"] = filling.roles["agent"]
            return Filling(filling.trigger, earlier.frame, roles, completed=True, denied=denier)
    return None
