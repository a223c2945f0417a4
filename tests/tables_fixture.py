"""Invented but plausible tables, full enough to draw every page: `python -m tests.tables_fixture DIR`.

All outlets, people and happenings here are made up; only the kinds of things are those of the field.
"""

import datetime as dt
import random
import sys
from pathlib import Path
from typing import Any

from tables.store import publish

Row = dict[str, Any]

HOSTILE = (
    "<script>window.hacked = 1</script> <img src=x onerror=\"window.hacked = 2\"> "
    "[press here](https://evil.example/) ![p](https://evil.example/p.png) $x^2$ **bold** :red[red] "
    "<b>bold</b> &amp; `code` </span><style>body{display:none}</style> said Iran sent drones to Russia."
)
HOSTILE_TITLE = "<img src=x onerror=window.hacked=3> [a](https://evil.example) $y$ & \"quotes\""

ENTITIES = [  # id, name, kind, class, country, parent, lat, lon
    ("russia", "Russia", "state", None, "RU", None, 61.5, 105.3),
    ("iran", "Iran", "state", None, "IR", None, 32.4, 53.7),
    ("ukraine", "Ukraine", "state", None, "UA", None, 48.4, 31.2),
    ("united-states", "United States", "state", None, "US", None, 39.8, -98.6),
    ("united-kingdom", "United Kingdom", "state", None, "GB", None, 54.0, -2.0),
    ("israel", "Israel", "state", None, "IL", None, 31.0, 34.9),
    ("syria", "Syria", "state", None, "SY", None, 34.8, 39.0),
    ("north-korea", "North Korea", "state", None, "KP", None, 40.3, 127.5),
    ("west", "the West", "group", None, None, None, None, None),
    ("irgc", "Islamic Revolutionary Guard Corps", "organisation", None, "IR", None, None, None),
    ("yelabuga-works", "Yelabuga works", "organisation", None, "RU", None, None, None),
    ("defence-ministry-of-ukraine", "Defence Ministry of Ukraine", "organisation", None, "UA", None, None, None),
    ("arman-rostami", "Arman Rostami", "person", None, "IR", None, None, None),
    ("pavel-orlov", "Pavel Orlov", "person", None, "RU", None, None, None),
    ("weapon", "weapons", "weapon", None, None, None, None, None),
    ("drone", "drones", "weapon", "drones", None, "weapon", None, None),
    ("loitering-munition", "loitering munitions", "weapon", "loitering munitions", None, "drone", None, None),
    ("shahed", "Shahed", "weapon", "drones", "IR", "drone", None, None),
    ("shahed-136", "Shahed-136", "weapon", "loitering munitions", "IR", "shahed", None, None),
    ("shahed-131", "Shahed-131", "weapon", "loitering munitions", "IR", "shahed", None, None),
    ("mohajer-6", "Mohajer-6", "weapon", "drones", "IR", "drone", None, None),
    ("missile", "missiles", "weapon", "missiles", None, "weapon", None, None),
    ("ballistic-missile", "ballistic missiles", "weapon", "ballistic missiles", None, "missile", None, None),
    ("fath-360", "Fath-360", "weapon", "ballistic missiles", "IR", "ballistic-missile", None, None),
    ("combat-aircraft", "combat aircraft", "weapon", "combat aircraft", None, "weapon", None, None),
    ("su-35", "Su-35", "weapon", "combat aircraft", "RU", "combat-aircraft", None, None),
    ("artillery-round", "artillery rounds", "weapon", "ammunition", None, "weapon", None, None),
    ("drone-factory", "drone factory", "weapon", "facilities", None, "weapon", None, None),
    ("crimea", "Crimea", "place", None, "UA", None, 45.3, 34.4),
    ("kyiv", "Kyiv", "place", None, "UA", None, 50.45, 30.52),
    ("tehran", "Tehran", "place", None, "IR", None, 35.69, 51.42),
    ("jcpoa", "JCPOA", "agreement", None, None, None, None, None),
    ("odesa", "Odesa", "place", None, "UA", None, 46.48, 30.72),
    ("chornomorsk", "Chornomorsk", "place", None, "UA", None, 46.30, 30.65),
]
SOURCES = [
    ("harbour-news", "Harbour News", "GB", "outlet", False), ("meridian-wire", "Meridian Wire", "FR", "agency", False),
    ("levant-desk", "Levant Desk", "LB", "outlet", False), ("volga-daily", "Volga Daily", "RU", "outlet", True),
    ("caspian-press", "Caspian Press", "IR", "agency", True), ("institute-for-arms-study", "Institute for Arms Study",
    "US", "think tank", False), ("northern-review", "Northern Review", "SE", "think tank", False),
    ("kyiv-bulletin", "Kyiv Bulletin", "UA", "outlet", False), ("atlantic-post", "Atlantic Post", "US", "outlet", False),
    ("treasury-notices", "Treasury Notices", "US", "government", False), ("gulf-ledger", "Gulf Ledger", "AE", "outlet",
    False), ("open-tracker", "Open Tracker", "NL", "monitor", False),
]  # fmt: skip
TYPES = [  # id, label, family, plover, rung
    ("transfer", "transfer", "supply", "AID", "delivered"), ("request", "request", "supply", "REQUEST", "requested"),
    ("negotiate", "negotiation", "dealing", "CONSULT", "negotiated"),
    ("agree", "agreement", "dealing", "AGREE", "agreed"),
    ("produce", "production", "dealing", "COOPERATE", "produced"),
    ("train", "training", "dealing", "COOPERATE", None), ("use", "use", "force", "ASSAULT", "used"),
    ("sanction", "sanctions", "pressure", "SANCTION", None), ("deny", "denial", "framing", "REJECT", None),
    ("assess", "assessment", "framing", None, None),
]  # fmt: skip
TOPICS = [  # type, agents, recipients, items, verb
    ("transfer", ["iran"], ["russia"], ["shahed-136"], "sent"),
    ("transfer", ["iran"], ["russia"], ["drone"], "supplied"),
    ("transfer", ["iran"], ["russia"], ["ballistic-missile"], "delivered"),
    ("transfer", ["russia"], ["iran"], ["su-35"], "delivered"),
    ("request", ["iran"], ["russia"], ["su-35"], "asked for"),
    ("produce", ["yelabuga-works"], [], ["drone-factory"], "assembled drones at"),
    ("train", ["irgc"], ["russia"], ["shahed-131"], "trained crews on"),
    ("use", ["russia"], ["ukraine"], ["shahed-136"], "launched"),
    ("use", ["russia"], ["ukraine"], ["artillery-round"], "fired"),
    ("sanction", ["united-states"], ["iran"], ["mohajer-6"], "imposed measures over"),
    ("negotiate", ["russia"], ["iran"], ["fath-360"], "discussed"),
    ("transfer", ["north-korea"], ["russia"], ["artillery-round"], "shipped"),
    ("assess", ["russia"], ["iran"], [], "moved closer to"),
]
FRAMINGS = [  # stance, label, question id, question
    ("brand-new", "Without precedent", "novelty", "Is the partnership new?"),
    ("old", "Decades old", "novelty", "Is the partnership new?"),
    ("harmless", "Aimed at nobody", "danger", "Does it endanger others?"),
    ("harmful", "A danger to others", "danger", "Does it endanger others?"),
]
MILESTONES = [("accord", "conclusion of the accord", dt.date(2022, 9, 15)), ("treaty", "treaty of the two", dt.date(2023, 6, 1))]
OFFICES = [  # person, title, of, since, until
    ("pavel-orlov", "deputy minister", "russia", dt.date(2020, 1, 1), dt.date(2022, 12, 31)),
    ("pavel-orlov", "minister <b>of supply</b>", "russia", dt.date(2023, 1, 1), None),
    ("pavel-orlov", "head of supply", "russia", dt.date(2023, 1, 1), None),
]
CUES = {
    "asserted": "", "hedged": "reportedly", "planned": "is expected to have", "hypothetical": "could have",
    "disputed": "disputed the report that", "denied": "denied that", "negated": "never",
}
PLACES = (["kyiv"], ["odesa"], ["chornomorsk", "odesa"])
RULES = ("verb-active", "verb-passive", "nominal", "accusation", "list")


def _names() -> dict[str, str]:
    return {row[0]: row[1] for row in ENTITIES}


def _reference_rows() -> dict[str, list[Row]]:
    keys = ("entity_id", "name", "kind", "class", "country", "parent_id", "lat", "lon")
    entities = [dict(zip(keys, row, strict=True), basis="listed") for row in ENTITIES]
    entities[23]["basis"] = "discovered"
    sources = [
        {"source_id": i, "name": n, "country": c, "kind": k, "domain": f"{i}.example", "state_affiliated": s,
         "basis": "listed"} for i, n, c, k, s in SOURCES
    ]  # fmt: skip
    types = [
        {"event_type": i, "label": label, "family": f, "plover": p, "rung": r, "position": n}
        for n, (i, label, f, p, r) in enumerate(TYPES)
    ]
    columns = ("stance", "label", "question_id", "question")
    framings: list[Row] = [dict(zip(columns, each, strict=True), position=at) for at, each in enumerate(FRAMINGS)]
    milestones = [{"milestone_id": i, "name": name, "day": day} for i, name, day in MILESTONES]
    offices = [dict(zip(("entity_id", "title", "body_id", "since", "until"), each, strict=True), office_id=f"o{at}")
               for at, each in enumerate(OFFICES)]  # fmt: skip
    return {"entities": entities, "sources": sources, "event_types": types, "framings": framings, "milestones": milestones, "offices": offices,
            "source_groups": [{"group_id": "atlantic", "name": "Atlantic sources", "countries": ["US", "GB"], "kinds": [], "position": 0}]}


def _topic_rows() -> list[Row]:
    names, rows = _names(), []
    for number, (kind, agents, recipients, items, _) in enumerate(TOPICS):
        pair = " → ".join(names[party[0]] for party in (agents, recipients) if party)
        things = ", ".join(names[item] for item in items)
        slug = "-".join([kind, *agents, *recipients, *items])
        rows.append({"topic_id": slug, "label": f"{kind}: {pair}{', ' + things if things else ''}", "event_type": kind,
                     "agents": agents, "recipients": recipients, "items": items,
                     "parent_id": "transfer-iran-russia-drone" if number == 0 else None})  # fmt: skip
    return rows


class _Writer:
    """Writes one article at a time: sentences with known offsets, and the claims and mentions in them."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.rows: dict[str, list[Row]] = {name: [] for name in ("articles", "sentences", "mentions", "claims")}

    def article(self, number: int, source: str, published: dt.date | None, basis: str) -> Row:
        """An article that claims are then added to."""
        row: Row = {
            "article_id": f"a{number:07x}", "title": f"What is known of the deliveries, part {number + 1}",
            "source_id": source, "author": "R. Sample" if number % 3 else None, "published": published,
            "published_basis": basis, "published_note": "from the latest date cited" if basis == "estimated" else None,
            "url": f"https://{source}.example/{number}", "kind": "summary" if number % 5 == 4 else "full",
            "language": "en", "captures": [f"{number:03d}.txt"] + ([f"{number:03d}b.txt"] if number == 0 else []),
            "text": "", "copy_of": "a0000001" if number == 6 else None,
        }  # fmt: skip
        self.rows["articles"].append(row)
        self.sentence(row, "The parties have given differing accounts of what was sent and when.")
        return row

    def sentence(self, article: Row, text: str) -> Row:
        """One more sentence at the end of the article; every third opens a paragraph."""
        position = sum(s["article_id"] == article["article_id"] for s in self.rows["sentences"])
        glue = "" if not article["text"] else "\n\n" if position % 3 == 0 else " "
        start = len(article["text"]) + len(glue)
        article["text"] += glue + text
        article["words"] = len(article["text"].split())
        row = {"sentence_id": f"s{len(self.rows['sentences']):07x}", "article_id": article["article_id"],
               "position": position, "start": start, "end": start + len(text)}  # fmt: skip
        self.rows["sentences"].append(row)
        self._mention(row, text)
        return row

    def _mention(self, sentence: Row, text: str) -> None:
        for entity, name, *_ in ENTITIES:
            at = text.find(name)
            if at >= 0:
                start = sentence["start"] + at
                self.rows["mentions"].append(
                    {"mention_id": f"m{len(self.rows['mentions']):07x}", "article_id": sentence["article_id"],
                     "sentence_id": sentence["sentence_id"], "start": start, "end": start + len(name),
                     "entity_id": entity})  # fmt: skip

    def claim(self, article: Row, topic: Row, verb: str, status: str, event: Row | None, text: str = "") -> Row:
        """A claim about the topic in a new sentence of the article."""
        names, cue = _names(), CUES[status]
        agent = names[topic["agents"][0]]
        speaker = self.chance.choice([None, "pavel-orlov", "arman-rostami", "defence-ministry-of-ukraine", "west"])
        amount = self.chance.choice([None, None, 300, 1700])
        said = f"{names[speaker]} " if speaker else ""
        lead = f"{said}{cue} {agent} {verb}" if cue else f"{said and said + 'said '}{agent} {verb}"
        if status in ("disputed", "denied") and not speaker:
            lead = f"Officials {lead}"
        thing = names[topic["items"][0]] if topic["items"] else "its partner"
        many = f"{amount:,} " if amount and topic["items"] else ""
        to = f" to {names[topic['recipients'][0]]}" if topic["recipients"] else ""
        sentence_text = text or " ".join(f"{lead} {many}{thing}{to} {'in ' + event['label'] if event else ''}.".split())
        sentence = self.sentence(article, sentence_text)
        base, trigger = sentence["start"], sentence_text.find(verb)
        at = sentence_text.find(cue) if cue else -1
        row: Row = {
            "claim_id": f"c{len(self.rows['claims']):07x}", "article_id": article["article_id"],
            "sentence_id": sentence["sentence_id"], "start": base, "end": sentence["end"],
            "trigger_start": base + max(trigger, 0), "trigger_end": base + max(trigger, 0) + len(verb),
            "event_type": topic["event_type"], "agents": topic["agents"], "recipients": topic["recipients"],
            "items": topic["items"], "places": PLACES[len(self.rows["claims"]) % len(PLACES)] if topic["event_type"] == "use" else [],
            "quantity_text": many.strip() or None, "quantity_low": amount if many else None,
            "quantity_high": amount if many else None, "quantity_unit": None,
            "quantity_counts": topic["items"][0] if many else None,
            "source_id": article["source_id"], "speaker_id": speaker, "speaker_text": names.get(speaker or ""),
            "said_on": None, "cited_source_id": self.chance.choice([None, None, "atlantic-post"]),
            "status": status, "rule_id": self.chance.choice(RULES),
            "cue_start": base + at if at >= 0 else None, "cue_end": base + at + len(cue) if at >= 0 else None,
            "topic_id": topic["topic_id"], "event_id": event["event_id"] if event else None,
            "event_from": event["event_from"] if event else None, "event_to": event["event_to"] if event else None,
            "date_precision": event["date_precision"] if event else "none",
            "date_text": event["label"] if event else None, "date_basis": "stated" if event else "unknown",
        }  # fmt: skip
        row["stance"] = FRAMINGS[len(self.rows["claims"]) % 3][0] if topic["event_type"] == "assess" else None
        row["origin_id"] = f"o-{speaker or row['cited_source_id'] or article['article_id']}"
        self.rows["claims"].append(row)
        return row


def _event_rows(topics: list[Row], chance: random.Random) -> list[Row]:
    rows = []
    for number in range(26):
        topic = topics[number % len(topics)]
        first = dt.date(2022, 8, 1) + dt.timedelta(days=chance.randrange(700))
        precision = ("day", "month", "year", "open", "season")[number % 5]
        last: dt.date | None = first
        if precision == "month":
            first, last = first.replace(day=1), first.replace(day=28)
        elif precision == "season":
            first, last = dt.date(first.year, 9, 1), dt.date(first.year, 11, 30)
        elif precision == "year":
            first, last = dt.date(first.year, 1, 1), dt.date(first.year, 12, 31)
        elif precision == "open":
            last = None
        stage = {"transfer": "delivered", "request": "requested", "use": "used", "produce": "produced"}
        rows.append({"event_id": f"e{number:07x}", "topic_id": topic["topic_id"], "label": f"{first:%B %Y}",
                     "event_from": first, "event_to": last, "date_precision": precision,
                     "stage": stage.get(topic["event_type"])})  # fmt: skip
    return rows


def _count_events(events: list[Row], claims: list[Row]) -> None:
    for event in events:
        own = [claim for claim in claims if claim["event_id"] == event["event_id"]]
        statuses = {claim["status"] for claim in own}
        event["n_claims"] = len(own)
        event["n_sources"] = len({claim["source_id"] for claim in own})
        event["n_origins"] = len({claim["origin_id"] for claim in own})
        event["contested"] = bool(statuses & {"denied", "disputed", "negated"}) and "asserted" in statuses


def full_tables() -> dict[str, list[Row]]:
    """Sixteen articles of twelve sources with some ninety claims, one of them hostile; always the same."""
    chance = random.Random(7)
    tables = _reference_rows() | {"topics": _topic_rows()}
    tables["events"] = _event_rows(tables["topics"], chance)
    writer = _Writer(chance)
    for number in range(16):
        published = None if number == 9 else dt.date(2022, 10, 1) + dt.timedelta(days=40 * number)
        basis = "unknown" if published is None else "estimated" if number % 4 == 2 else "stated"
        article = writer.article(number, SOURCES[number % len(SOURCES)][0], published, basis)
        for _ in range(5 + number % 3):
            at = chance.randrange(len(TOPICS))
            topic = tables["topics"][at]
            status = chance.choices(list(CUES), (9, 6, 2, 2, 1, 4, 1))[0]
            events = [event for event in tables["events"] if event["topic_id"] == topic["topic_id"]]
            event = chance.choice([*events, None])
            writer.claim(article, topic, TOPICS[at][4], status, event)
    last = writer.rows["articles"][-1]
    last["title"] = HOSTILE_TITLE
    writer.claim(last, tables["topics"][0], "sent", "asserted", None, HOSTILE)
    tables |= writer.rows
    _count_events(tables["events"], tables["claims"])
    first = tables["articles"][0]["article_id"]
    tables["findings"] = [
        {"article_id": first, "kind": "undecodable", "text": "\ufffd\ufffd News <b>", "note": "left as found"},
        {"article_id": first, "kind": "set aside", "text": "Sign up to our <i>newsletter</i>", "note": "boilerplate"},
    ]
    tables["origins"] = [
        {"origin_id": origin, "kind": "speaker", "label": origin[2:], "reason": "all rest on the same account"}
        for origin in sorted({claim["origin_id"] for claim in tables["claims"]})
    ]
    return tables


def publish_full(out: Path) -> Path:
    """The full tables, published at ``out``."""
    discarded = [{"file": "empty.txt", "reason": "The file is empty."}]
    publish(full_tables(), discarded, {"build_id": "fixture"}, out)
    return out


def publish_empty(out: Path) -> Path:
    """Tables without a row, as a build of an empty folder makes them."""
    publish({}, [], {"build_id": "empty"}, out)
    return out


if __name__ == "__main__":
    publish_full(Path(sys.argv[1]))
