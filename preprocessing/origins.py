"""Origins: what claims rest on, and why several of them rest on the same.

The first of these that holds says what a claim rests on:

1. a named person's word: all claims that rest on it share an origin;
2. who denies or disputes rests on its own word, as in 4;
3. an outlet or document that the claim names as its source, or lets speak: the same date is the same report, and where no date
   is given, claims within ``statement_days``. Where the outlet's own article stands in the collection and makes a
   claim of the same type between the same parties, that article is the origin;
4. the word of a state or a body: in the same sense (for or against) and within ``statement_days``;
5. a speaker whom the text does not name ("six sources"): that text and its copies;
6. the article's own voice: the article and its copies.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from preprocessing.gazetteer import Entity
from preprocessing.grouping import AGAINST

Claim = Mapping[str, Any]
Key = tuple[str, ...]
Own = tuple[date, str, str, frozenset[str]]  # an article of a source: its day, its root, and one act with its parties

AHEAD_OF_SOURCE = 3  # days by which the copy of an agency's report that stands here may be later than who cites it


@dataclass(frozen=True)
class Report:
    """An article as origins see it; ``root`` is the earliest article that it is a copy of, or itself."""

    article_id: str
    root: str
    title: str
    source_id: str | None
    published: date | None


@dataclass(frozen=True)
class Ground:
    """What claims are told apart by: the articles, the names of entities and sources, and the days that one statement
    may take. An entity with the id of a source is that outlet."""

    reports: Mapping[str, Report]
    entities: Mapping[str, Entity]
    sources: Mapping[str, str]
    days: int

    def published(self, claim: Claim) -> date | None:
        """The day of the claim's article."""
        return self.reports[claim["article_id"]].published


def find_origins(claims: Sequence[Claim], ground: Ground) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """The rows of the table ``origins``, and claim id → origin id."""
    groups: dict[Key, list[Claim]] = defaultdict(list)
    for key, claim in _keyed(claims, ground):
        groups[key].append(claim)
    ids = {key: hashlib.sha256("\x1f".join(key).encode()).hexdigest()[:12] for key in groups}
    rows = [_row(ids[key], key, own, ground) for key, own in groups.items()]
    return rows, {claim["claim_id"]: ids[key] for key, own in groups.items() for claim in own}


def _keyed(claims: Sequence[Claim], ground: Ground) -> Iterable[tuple[Key, Claim]]:
    known = _own_articles(claims, ground)
    loose: dict[Key, list[Claim]] = defaultdict(list)
    for claim in claims:
        root = _cited_article(claim, known, ground) if _first_key(claim, ground)[0] == "cited" else None
        loose[("article", root) if root else _first_key(claim, ground)].append(claim)
    for key, own in loose.items():
        windows = _windows([_day(claim, ground) for claim in own], [c["cited_date"] for c in own if c["cited_date"]], ground.days)
        for claim in own:
            dated = key[0] in ("cited", "statement")
            yield ((*key, windows.get(_day(claim, ground), "")) if dated else key), claim


def _first_key(claim: Claim, ground: Ground) -> Key:
    """What the claim rests on, days left aside."""
    speaker, cited = claim["speaker_id"], _source(claim, ground)
    against = claim["status"] in AGAINST
    if speaker is not None and ground.entities[speaker].kind == "person":
        return "speaker", speaker
    if cited is not None and not (against and speaker is not None):
        return "cited", cited
    if speaker is not None:
        return "statement", speaker, "against" if against else "for"
    root = ground.reports[claim["article_id"]].root
    return ("unnamed", root, claim["speaker_text"].lower()) if claim["speaker_text"] else ("article", root)


def _source(claim: Claim, ground: Ground) -> str | None:
    """The other outlet that the claim names as its source, or that speaks in it ("Reuters heard")."""
    cited, speaker, own = claim["cited_source_id"], claim["speaker_id"], claim["source_id"]
    if cited is not None and cited != own:
        return str(cited)
    return str(speaker) if speaker in ground.sources and speaker != own else None


def _day(claim: Claim, ground: Ground) -> date | None:
    """When the statement was made or the cited report appeared, else when the article did."""
    given = claim["cited_date"] if _first_key(claim, ground)[0] == "cited" else claim["said_on"]
    return given or ground.published(claim)


def _windows(days: Iterable[date | None], stated: Iterable[date], most: int) -> dict[date | None, str]:
    """Day → the first day of the statement or report that it belongs to. Stated days are reports of their own."""
    starts = set(stated)
    found: dict[date | None, str] = {}
    for day in sorted({day for day in days if day is not None}):
        start = max((s for s in starts if s <= day and (day - s).days <= most), default=None)
        if start is None:
            starts.add(start := day)
        found[day] = start.isoformat()
    return found


def _matter(claim: Claim) -> tuple[str, frozenset[str]]:
    return claim["event_type"], frozenset((*claim["agents"], *claim["recipients"]))


def _own_articles(claims: Iterable[Claim], ground: Ground) -> dict[str, list[Own]]:
    """Source → its articles, earliest first, each with what they claim."""
    found: dict[str, set[Own]] = defaultdict(set)
    for claim in claims:
        report = ground.reports[claim["article_id"]]
        if report.source_id is not None and report.published is not None:
            found[report.source_id].add((report.published, report.root, *_matter(claim)))
    return {source: sorted(own, key=lambda one: (*one[:3], sorted(one[3]))) for source, own in found.items()}


def _cited_article(claim: Claim, known: Mapping[str, list[Own]], ground: Ground) -> str | None:
    """The root of the article here that the claim cites, where there is one."""
    kind, parties = _matter(claim)
    day = claim["cited_date"] or ground.published(claim)
    if day is None:
        return None
    earliest, latest = (1, 1) if claim["cited_date"] else (ground.days, AHEAD_OF_SOURCE)
    for published, root, other, others in known.get(_source(claim, ground) or "", []):
        near = day - timedelta(earliest) <= published <= day + timedelta(latest)
        if near and other == kind and parties & others:
            return root
    return None


# ---- in words ----------------------------------------------------------------------------------------------


def _written(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _rest(claims: Sequence[Claim]) -> str:
    return "All rest" if len(claims) > 1 else "Rests"


def _name(claims: Sequence[Claim]) -> str:
    return "All name" if len(claims) > 1 else "Names"


def _row(origin_id: str, key: Key, claims: Sequence[Claim], ground: Ground) -> dict[str, Any]:
    kind, label, reason = _WORDS[key[0]](key, claims, ground)
    return {"origin_id": origin_id, "kind": kind, "label": label, "reason": reason}


def _speaker(key: Key, claims: Sequence[Claim], ground: Ground) -> tuple[str, str, str]:
    name = ground.entities[key[1]].name
    return "speaker", name, f"{_rest(claims)} on the word of {name}."


def _cited(key: Key, claims: Sequence[Claim], ground: Ground) -> tuple[str, str, str]:
    name = ground.sources.get(key[1], key[1])
    when = _written(date.fromisoformat(key[2])) if key[2] else ""
    if not any(claim["cited_date"] for claim in claims):
        within = f", within {ground.days} days" if len(claims) > 1 else ""
        return "cited", f"{name}{', around ' if when else ''}{when}", f"{_name(claims)} {name} as the source{within}."
    loose = "" if all(claim["cited_date"] for claim in claims) else f", or {name} in the days after it"
    return "cited", f"{name}, {when}", f"{_name(claims)} {name} of {when} as the source{loose}."


def _statement(key: Key, claims: Sequence[Claim], ground: Ground) -> tuple[str, str, str]:
    name = ground.entities[key[1]].name
    texts = sorted({claim["speaker_text"] for claim in claims if claim["speaker_text"]})
    quoted = ", ".join(f"“{text}”" for text in texts[:4])
    said = "denied or disputed" if key[2] == "against" else "said"
    when = f" around {_written(date.fromisoformat(key[3]))}" if key[3] else ""
    called = f" (named as {quoted})" if quoted and texts != [name] else ""
    whose = f"Denial by {name}" if key[2] == "against" else name
    return "speaker", f"{whose}{',' if when else ''}{when}", (
        f"{_rest(claims)} on what {name}{called} {said}{f' within {ground.days} days' if len(claims) > 1 else ''}.")


def _unnamed(key: Key, claims: Sequence[Claim], ground: Ground) -> tuple[str, str, str]:
    text = claims[0]["speaker_text"]
    copies = " and its copies" if len({claim["article_id"] for claim in claims}) > 1 else ""
    return "speaker", f"“{text}”", f"{_rest(claims)} on “{text}”, known only from “{ground.reports[key[1]].title}”{copies}."


def _article(key: Key, claims: Sequence[Claim], ground: Ground) -> tuple[str, str, str]:
    own = {claim["article_id"] for claim in claims}
    copies = {i for i in own if ground.reports[i].root == key[1]} - {key[1]}
    citing = {i for i in own if ground.reports[i].root != key[1]}
    parts = ["Said in the article's own voice"]
    if copies:
        parts.append(f"{len(copies)} more of the articles {'is a copy' if len(copies) == 1 else 'are copies'} of it, nearly word for word")
    if citing:
        parts.append(f"{len(citing)} other{'s' if len(citing) > 1 else ''} name it as the source")
    return "article", ground.reports[key[1]].title, "; ".join(parts) + "."


_WORDS = {"speaker": _speaker, "cited": _cited, "statement": _statement, "unnamed": _unnamed, "article": _article}
