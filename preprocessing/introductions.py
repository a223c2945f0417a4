"""What leads up to somebody's words, or is put behind them, without a verb of speech: "X did not mince his words: …",
"those were the words of X", "… – the ministry".
"""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from preprocessing.analysis import Analysis
from preprocessing.clauses import CLOSING, FINITE, OPENING, RELATIVE, clause_end, find_speaker, head_after
from preprocessing.grammar import case_of, children, relation
from preprocessing.utterances import Telling

DASHES = frozenset(("–", "—", "-", ":"))
TAKING_UP = frozenset(("that", "this", "those", "these", "such", "so", "thus"))
LONGEST_NAME = 7  # tokens of who is named behind a dash
SHORT = 30  # tokens of a sentence that says whose the last one's words were


def find_introduced(sentence: Span, analysis: Analysis) -> Iterator[Telling]:
    """The tellings of a sentence that have no verb of speech; the ones that only say whose words stand before or behind
    cover no words of their own."""
    for found in (_before_colon(sentence, analysis), _behind_dash(sentence, analysis), _taking_up(sentence, analysis), _closing_verb(sentence, analysis)):
        if found is not None:
            yield found


def _before_colon(sentence: Span, analysis: Analysis) -> Telling | None:
    """"The envoy put it this way: …", "Ivanov's answer was short: …", "for the envoy there is no mystery: …"."""
    doc = sentence.doc
    colon = next((t.i for t in sentence if t.text == ":" and t.i > sentence.start + 1), None)
    if colon is None or colon + 2 >= sentence.end or any(t.text in OPENING or t.text == ";" for t in doc[sentence.start : colon]):
        return None
    opening = doc[sentence.start : colon]
    quotes = doc[colon + 1].text in OPENING
    leads = [t for t in opening if t.lower_ in analysis.lexicon.cues.speech.introducing and t.pos_ in ("NOUN", "ADJ", "ADV")]
    if not (leads or quotes) or not any(t.tag_ in FINITE for t in doc[colon + 1 : sentence.end]):
        return None
    speaker = _introduced(opening, leads, sentence, analysis)
    end = sentence.end if quotes else clause_end(colon + 1, sentence)
    return Telling(doc[colon], speaker, ((colon + 1, end),)) if speaker is not None else None


def _introduced(opening: Span, leads: list[Token], sentence: Span, analysis: Analysis) -> Token | None:
    """Who is told of before a colon: whose the words are, for whom a thing is so, or the subject."""
    doc = opening.doc
    holder = next((c for noun in leads for c in noun.children if c.dep_ == "nmod:poss" and c.i < noun.i), None)
    finite = [t for t in opening if t.tag_ in FINITE and t.dep_ not in ("acl:relcl", "amod") and not _is_relative(t)]
    own = holder is not None and (not finite or holder.i < finite[-1].i)
    if holder is not None and own:
        return holder
    first = next((t for t in opening if t.is_alpha), opening[0])
    if first.lower_ == "for" and any(t.lower_ in ("there", "it") for t in opening):
        return head_after(first.i + 1, sentence)
    verb = finite[-1] if finite else sentence.root
    if verb.i >= opening.end or verb.pos_ not in ("VERB", "AUX"):
        return None
    found = find_speaker(verb, sentence)
    return found if found is not None and found.i < verb.i and doc[found.i].pos_ in ("NOUN", "PROPN", "PRON") else None


def _is_relative(verb: Token) -> bool:
    """Whether a verb or auxiliary is one of a relative clause."""
    return any(c.lower_ in RELATIVE and c.i < verb.i for c in (*verb.children, *verb.head.children))


def _behind_dash(sentence: Span, analysis: Analysis) -> Telling | None:
    """"Oslo has sold Chad tanks – ministry", "Oslo to buy jets: report by the panel", as headlines and live pages have it."""
    doc, last = sentence.doc, sentence.end
    while last > sentence.start and doc[last - 1].is_space:
        last -= 1
    dash = next((t.i for t in reversed(doc[sentence.start : last]) if t.text in DASHES), None)
    if dash is None or not 0 < last - dash - 1 <= LONGEST_NAME or dash < sentence.start + 4 or doc[dash - 1].whitespace_ == "" and doc[dash].text != ":":
        return None
    named = doc[dash + 1 : last]
    verbs = any(t.tag_ in (*FINITE, "VBN", "VB") for t in doc[sentence.start : dash])
    if not verbs or any(t.tag_ in FINITE or t.is_punct and t.text not in ("'", "’", ".") or t.like_num for t in named) or named[-1].text in (".", "?", "!"):
        return None
    head = next((t for t in reversed(named) if t.pos_ in ("NOUN", "PROPN") and t.head not in named), None)
    if head is None or not (head.lower_ in analysis.lexicon.spoken_for or head.lower_ in analysis.lexicon.cues.speech.bodies or _is_person_or_body(head, analysis)):
        return None
    return Telling(doc[dash], head, ((sentence.start, dash),), inner=False)


def _is_person_or_body(token: Token, analysis: Analysis) -> bool:
    mention = analysis.by_token.get(token.i)
    return mention is not None and analysis.kind(mention.entity_id) in ("person", "organisation")


def _taking_up(sentence: Span, analysis: Analysis) -> Telling | None:
    """"Those were the words of the envoy", "that, at least, is the view of the ministry": whose what stands before is."""
    words = [t for t in sentence if t.is_alpha]
    if not 3 < len(words) < SHORT or words[0].lower_ not in TAKING_UP or relation(words[0]) == "det" or words[0].head == words[1] and words[1].pos_ == "NOUN":
        return None
    noun = next((t for t in words[1:8] if t.lower_ in analysis.lexicon.cues.speech.views or t.lower_ in analysis.lexicon.speech_nouns), None)
    copula = noun is not None and any(t.lower_ in ("is", "was", "were", "are") for t in sentence.doc[words[0].i + 1 : noun.i])
    if noun is None or not copula or any(t.text in CLOSING for t in sentence):
        return None
    holder = next((c for c in noun.children if c.dep_ == "nmod:poss" or relation(c) == "nmod" and case_of(c) in ("of", "from")), None)
    return Telling(noun, holder, (), inner=False) if holder is not None else None


def _closing_verb(sentence: Span, analysis: Analysis) -> Telling | None:
    """"…, the panel's report to the council states.": a verb of speech at the end that the tagger took for a plural."""
    verb = next((t for t in reversed(sentence) if t.is_alpha), None)
    if verb is None or verb.tag_ not in ("NNS", "NN") or not verb.lower_.endswith("s") or verb.lower_ not in analysis.lexicon.speech_verbs:
        return None
    doc = sentence.doc
    comma = next((i for i in range(verb.i - 1, max(sentence.start, verb.i - 14), -1) if doc[i].text == "," or doc[i].tag_ in FINITE), sentence.start)
    if doc[comma].text != "," or doc[comma + 1].pos_ in ("ADP", "SCONJ", "CCONJ") or not any(t.tag_ in FINITE for t in doc[sentence.start : comma]):
        return None
    speech = analysis.lexicon.cues.speech
    head = next((t for t in doc[comma + 1 : verb.i] if t.pos_ in ("NOUN", "PROPN") and not comma < t.head.i < verb.i), None)
    speaks = head is not None and (head.lower_ in analysis.lexicon.spoken_for or head.lower_ in speech.documents or _is_person_or_body(head, analysis))
    return Telling(verb, head, ((sentence.start, comma),), inner=False) if speaks else None


def presented(sentence: Span) -> Token | None:
    """The subject of a sentence of which nothing is said to be told: "The general shrugged." before a quotation."""
    root = sentence.root
    return next((c for c in children(root, "nsubj") if c.dep_ == "nsubj" and c.i < root.i), None)
