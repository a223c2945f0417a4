"""Which entities a phrase stands for: by name, by organ ("the Iranian military"), by measure ("hundreds of
drones"), by pronoun or by a phrase that points back ("these drones", "the two countries")."""

from spacy.tokens import Token

from preprocessing.analysis import Analysis
from preprocessing.antecedents import (
    PERSONAL,
    belligerents_meant,
    body_pointed_back,
    last_person,
    members_pointed_back,
    named_within,
    organ_pointed_back,
    own_body,
    own_country,
    pair_meant,
    role_pointed_back,
)
from preprocessing.grammar import (
    RELATIVES,
    SUBJECTS,
    antecedent_of_relative,
    case_of,
    children,
    conjuncts,
    relation,
    subject,
)
from preprocessing.mentions import Mention
from preprocessing.phrases import (
    Wanted,
    called_noun,
    coordinated_with,
    explained_at,
    flag_of,
    held_within,
    is_platform,
    named_together,
    person_beside,
    runner_of,
    sharing_noun,
    states_in_series,
    system_explained,
)
from preprocessing.precedence import (
    depth_of,
    envoy_meant,
    first_wanted,
    fits_pronoun,
    in_same_clause,
    is_coordinated,
    is_friend_of,
    is_side_note,
    is_subject,
    is_teller,
    mentions_before,
    only_modifies,
    only_tells_whose,
    teller_of_clause,
    tells_itself,
    unnamed_speaker,
    verb_above,
)
from preprocessing.specifics import is_in_passing, more_specific, named_next, narrowed_to, system_pointed_back

NEUTRAL = frozenset(("it", "its", "itself"))
PLURAL = frozenset(("they", "them", "their", "themselves", "both", "these", "those"))
CURRENCIES = frozenset(("$", "€", "£", "¥", "₽", "dollars", "euros", "pounds", "roubles", "rubles"))
EXPLAINED = frozenset(("organisation", "person", "group", "agreement"))


def referents(head: Token, analysis: Analysis, wanted: Wanted) -> list[str]:
    """The ids of the entities of a wanted kind that a noun phrase stands for, in order, each once.

    Empty where the text does not say: an argument is never guessed.
    """
    found: list[str] = []
    for token in coordinated_with(head):
        found += _of_token(token, analysis, wanted, 0)
    if relation(head) in ("amod", "compound") and (here := analysis.by_token.get(head.i)) is not None:
        found = [e for e in found if e != here.entity_id] + [e for e in states_in_series(here, analysis) if wanted(e)]
    return list(dict.fromkeys(found))


def _of_token(token: Token, analysis: Analysis, wanted: Wanted, depth: int) -> list[str]:
    if depth > 4:
        return []
    if token.lower_ == "what" and (called := called_noun(token, analysis)) is not None:
        return _of_token(called, analysis, wanted, depth + 1)
    if token.lower_ in RELATIVES and (noun := antecedent_of_relative(token, verb_above(token))) != token:
        return _of_token(noun, analysis, wanted, depth + 1)
    if token.lower_ == "which" and case_of(token) == "of" and token.head.pos_ in ("NUM", "DET", "ADJ", "NOUN"):
        named = (m.entity_id for m in mentions_before(token, analysis, 0) if analysis.kind(m.entity_id) == "weapon")
        return first_wanted(named, wanted)  # "ordered five tanks in May, two of which have arrived"
    counted = any(case_of(c) == "of" for c in children(token, "nmod", "obl"))
    if (token.pos_ == "PRON" or (token.pos_ == "DET" and relation(token) != "det")) and not counted:
        return pointed_back(token, analysis, wanted)
    mention = analysis.by_token.get(token.i)
    if mention is not None and wanted(mention.entity_id):
        if analysis.kind(mention.entity_id) == "state" and (person := person_beside(token, analysis, wanted)) is not None:
            return [person]
        if (system := system_explained(token, analysis, wanted)) is not None and analysis.descends(system, mention.entity_id):
            return [system]
        specific = more_specific(token, mention, analysis, wanted) or narrowed_to(token, mention, analysis)
        return [*(e for e in sharing_noun(mention, analysis) if wanted(e) and e not in specific), *specific]
    return _indirect(token, mention, analysis, wanted, depth)


def _indirect(
    token: Token, mention: Mention | None, analysis: Analysis, wanted: Wanted, depth: int
) -> list[str]:
    """A phrase whose head names nothing wanted: an apposition, what it measures, whose organ it is."""
    explained = analysis.by_token.get(explained_at(token))
    # "Qods Aviation, the Iranian firm that": who is explained, not whose he is
    if explained is not None and analysis.kind(explained.entity_id) in EXPLAINED and wanted(explained.entity_id):
        return [explained.entity_id]
    if (system := system_explained(token, analysis, wanted)) is not None and mention is None:
        return [system]
    for child in token.children:
        if child.dep_ in ("appos", "flat") and (found := _of_token(child, analysis, wanted, depth + 1)):
            return found
    if (runner := runner_of(token, analysis)) is not None and (found := _of_token(runner, analysis, wanted, depth + 1)):
        return found
    money = token.text in CURRENCIES
    if money or token.lower_ in analysis.lexicon.measures or token.pos_ in ("NUM", "SYM") or token.tag_ in ("JJR", "RBR", "JJ"):
        for child in children(token, "nmod", "obl"):
            if (case_of(child) in ("of", "than") or (money and case_of(child) == "in")) and (found := referents(child, analysis, wanted)):
                return found
    if token.lower_ in analysis.lexicon.measures and (held := held_within(token, analysis)) is not None:
        return referents(held, analysis, wanted)
    if token.lower_ in analysis.lexicon.measures:
        inner = (analysis.by_token.get(c.i) for c in token.subtree if c.i < token.i and relation(c) in ("compound", "amod", "flat"))
        if found := [
            m.entity_id
            for m in inner
            if m is not None and analysis.kind(m.entity_id) == "weapon" and wanted(m.entity_id)
        ]:
            return found
    if mention is None or not analysis.is_actor(mention.entity_id):
        if (flag := flag_of(token, analysis)) is not None and wanted(flag):
            return [flag]
        pair = belligerents_meant(token, analysis, wanted) or pair_meant(token, analysis, wanted)
        if pair:
            return pair
        named = named_within(token, analysis, wanted) or named_next(token, analysis, wanted)
        if named:
            return named
        return (
            system_pointed_back(token, analysis, wanted)
            or own_country(token, analysis, wanted)
            or own_body(token, analysis, wanted)
            or _owner(token, analysis, wanted)
            or organ_pointed_back(token, analysis, wanted)
            or body_pointed_back(token, analysis, wanted)
            or members_pointed_back(token, analysis, wanted)
            or role_pointed_back(token, analysis, wanted)
        )
    return []


def _owner(token: Token, analysis: Analysis, wanted: Wanted) -> list[str]:
    """The state whose organ a noun names: "the Iranian military", "Iran's air force", "the army of Mali"."""
    if token.lower_ not in analysis.lexicon.organs and not is_platform(token, analysis):
        return []
    # "Iranian trainers from the IRGC" are the IRGC's, "Iranian targets in Syria" are Iran's
    def rank(child: Token) -> tuple[bool, bool, bool, int]:
        mention = analysis.by_token.get(child.i)
        body = mention is not None and analysis.kind(mention.entity_id) in ("organisation", "group") and mention.sense == "name"
        return not (body and case_of(child) in ("from", "of")), child.i > token.i, relation(child) != "nmod", -child.i

    for child in sorted(token.children, key=rank):
        mention = analysis.by_token.get(child.i)
        kind = relation(child)
        if child.lower_.rpartition("-")[2] in analysis.discourse.backing:
            return []  # "an Iran-backed militia" is none of Iran's own
        if kind in ("amod", "compound", "nmod") and (
            case_of(child) in ("", "of", "in", "from") or child.dep_ == "nmod:poss"
        ):
            if mention is not None and wanted(mention.entity_id):
                together = named_together(child, analysis, wanted)
                series = states_in_series(mention, analysis) if kind != "nmod" else []
                return list(dict.fromkeys((*(e for e in series if wanted(e)), *together)))
            if (
                child.dep_ == "nmod:poss"
                and child.pos_ == "PRON"
                and token.lower_ not in analysis.discourse.mirrored  # "his Japanese counterpart" is not his
                and (found := pointed_back(child, analysis, wanted))
            ):
                return found
            if mention is None and (found := pair_meant(child, analysis, wanted) or _owner(child, analysis, wanted)):
                return found
            place = analysis.state_of_place(mention.entity_id) if mention is not None else None
            if place is not None and wanted(place) and case_of(child) in ("", "in", "of"):
                return [place]
    behind = analysis.by_token.get(token.i + 2) if token.i + 2 < len(analysis.doc) else None
    if behind is not None and behind.first == token.i + 2 and analysis.doc[token.i + 1].lower_ == "in":
        state = analysis.state_of_place(behind.entity_id) or behind.entity_id  # "the government in Tripoli"
        return [state] if wanted(state) else []
    return []


def pointed_back(pronoun: Token, analysis: Analysis, wanted: Wanted) -> list[str]:
    """The antecedent of a pronoun among the wanted entities: the last fitting subject, else the last fitting name."""
    word = pronoun.lower_
    if word in PERSONAL:
        people = last_person(pronoun, analysis)
        return first_wanted(people, wanted) if people or relation(pronoun) not in ("obj", "iobj") else envoy_meant(pronoun, analysis, wanted)
    if word in NEUTRAL and (teller := teller_of_clause(pronoun, analysis)) is not None and (found := referents(teller, analysis, wanted)):
        return found
    if word in NEUTRAL and (speaker := unnamed_speaker(pronoun, analysis)) is not None:
        return referents(speaker, analysis, wanted)
    if word in NEUTRAL and tells_itself(pronoun, analysis):
        spoken = [m for m in mentions_before(pronoun, analysis, 1) if is_teller(m, analysis) and analysis.kind(m.entity_id) != "person"]
        if spoken and (found := first_wanted((m.entity_id for m in spoken), wanted)):
            return found
    if word in NEUTRAL:
        return _nearest(pronoun, analysis, wanted, plural=False)
    if word in PLURAL:
        return _nearest(pronoun, analysis, wanted, plural=True)
    return []


def _nearest(pronoun: Token, analysis: Analysis, wanted: Wanted, plural: bool) -> list[str]:
    """The last fitting mention before a pronoun, subjects of the same or the last sentence first."""
    fitting = [
        m
        for m in mentions_before(pronoun, analysis, 2)
        if wanted(m.entity_id) and analysis.kind(m.entity_id) != "person"
    ]
    if pronoun.dep_ != "nmod:poss":
        others = {m for m in fitting if is_friend_of(analysis.doc[m.last - 1], analysis)}
        fitting = [m for m in fitting if m in others or not in_same_clause(analysis.doc[m.last - 1], pronoun)]
        doer = subject(verb_above(pronoun)) if relation(pronoun) not in SUBJECTS else None
        if doer is not None and doer != pronoun:  # nobody acts on himself without saying so
            fitting = [m for m in fitting if m in others or (not m.first <= doer.i < m.last and analysis.doc[m.last - 1].head != doer)]
    here = analysis.sentence_of[pronoun.i]
    near = [m for m in fitting if analysis.sentence_of[m.first] == here] or fitting
    weapons = [m for m in near if analysis.kind(m.entity_id) == "weapon" and not only_modifies(m, analysis)]
    if weapons:
        same = (m for m in weapons if analysis.sentence_of[m.first] == analysis.sentence_of[weapons[0].first])
        main = (m for m in same if fits_pronoun(m, plural, analysis) and not is_side_note(m, pronoun, analysis))
        meant = next(main, weapons[0])
        last = analysis.doc[meant.last - 1]
        if plural and (listed := _listed_with(last, analysis, wanted)):
            return listed
        specific = more_specific(last, meant, analysis, wanted)  # "two L-39 jets … handed them over"
        return (specific or [meant.entity_id]) if fits_pronoun(meant, plural, analysis) else []
    if plural:
        return _several(pronoun, analysis, wanted)
    subjects = [
        m
        for m in fitting
        if is_subject(analysis.doc[m.last - 1])
        and m.sense != "demonym"
        and not is_coordinated(analysis.doc[m.last - 1])
        and not only_tells_whose(m, analysis)
    ]
    own = [m for m in subjects if analysis.sentence_of[m.first] == here]
    if not own:
        subjects.sort(key=lambda m: (-analysis.sentence_of[m.first], depth_of(analysis.doc[m.last - 1])))
    # a subject goes on with a subject, be it of the sentence before, rather than with a name in passing; an object
    # goes on with what was named last
    near = [m for m in near if m.sense != "demonym" and not is_coordinated(analysis.doc[m.last - 1])]
    goes_on = relation(pronoun) == "nsubj" or not near or analysis.sentence_of[near[0].first] != here
    beside = [m for m in near if analysis.sentence_of[m.first] == here] if relation(pronoun) in ("obj", "iobj", "obl") else []
    chosen = beside or own or (subjects if goes_on else []) or near
    return [chosen[0].entity_id] if chosen else []


def taken_up(number: Token, analysis: Analysis, wanted: Wanted) -> list[str]:
    """What a bare number counts: the system named last before it in its sentence, "has built 20 of the jets and ordered
    12"; none that is a means, or named in passing."""
    main: list[str] = []
    aside: list[str] = []
    for mention in mentions_before(number, analysis, 0):
        last = analysis.doc[mention.last - 1]
        part_of_name = mention.sense == "class" and last.text[:1].isupper() and last.i > last.sent.start  # "Airbus Helicopters"
        if analysis.kind(mention.entity_id) != "weapon" or part_of_name or in_same_clause(last, number):
            continue
        means = last.dep_ == "nmod:poss" or (relation(last) in ("obl", "nmod") and case_of(last) in ("with", "by", "using", "from"))
        if means or is_in_passing(mention, analysis) or only_modifies(mention, analysis):
            continue
        found = _of_token(last, analysis, wanted, 0)
        if main and found and all(analysis.descends(e, main[0]) for e in found):
            return found  # "bought 24 Rafales, its first contract for such aircraft, and ordered 30"
        if is_side_note(mention, number, analysis):
            aside = aside or found
        else:
            main = main or found
    return main or aside


def _listed_with(last: Token, analysis: Analysis, wanted: Wanted) -> list[str]:
    """The systems of a series whose last one ends in a token, for "they": "two launchers and 60 missiles"."""
    first = last
    while first.dep_ == "conj" and first.head.i < first.i:
        first = first.head
    named = referents(first, analysis, wanted) if first != last else []
    return named if len(named) > 1 and all(analysis.kind(e) == "weapon" for e in named) else []


def _several(pronoun: Token, analysis: Analysis, wanted: Wanted) -> list[str]:
    """Whom "they" stands for: the coordinated subject of the sentence or of the one before, or a plural such as "the
    Houthis"."""
    number = analysis.sentence_of[pronoun.i]
    for other in (number, number - 1):
        if other < 0:
            continue
        tokens = (t for t in analysis.sentences[other] if t.i < pronoun.i and relation(t) == "nsubj" and t.pos_ in ("PROPN", "NOUN"))
        several = 0
        for token in sorted(tokens, key=lambda t: (depth_of(t), -t.i)):
            plural = token.tag_ in ("NNS", "NNPS") or (token.text.endswith("s") and any(c.lower_ == "the" for c in token.lefts))
            several += plural
            mention = analysis.by_token.get(token.i)
            if is_coordinated(token) and token.dep_ != "conj":
                named = [m for t in conjuncts(token) if (m := analysis.by_token.get(t.i)) is not None and wanted(m.entity_id)]
                if len(named) > 1:
                    return list(dict.fromkeys(m.entity_id for m in named))
            elif mention is not None and plural and wanted(mention.entity_id):
                return [mention.entity_id]
            elif mention is None and plural and several == 1 and (found := _owner(token, analysis, wanted)):
                return found
    peoples = (m for m in mentions_before(pronoun, analysis, 1) if analysis.doc[m.last - 1].tag_ == "NNPS")
    return first_wanted((m.entity_id for m in peoples), wanted)
