"""Gathers what the vocabularies list: every entity once, every listed name for one entity only."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from preprocessing.cities import city_named
from preprocessing.entries import Entry
from preprocessing.gazetteer import Alias, Entity, Sense
from preprocessing.vocabularies import KnowledgeError, Vocabularies
from preprocessing.wording import official_names


@dataclass
class Collection:
    """Entities and the ways to say them, as they are gathered."""

    entities: dict[str, Entity] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    aliases: dict[str, Alias] = field(default_factory=dict)
    offices: dict[str, tuple[str, str]] = field(default_factory=dict)
    capital_places: dict[str, str] = field(default_factory=dict)

    def add(self, file: str, entity: Entity, entry: Entry, sense: Sense = "name") -> None:
        """An entity with its listed names. Raises KnowledgeError where its id is taken."""
        key = entity.entity_id
        if key in self.entities:
            raise KnowledgeError(f"{file}: {key}: is an id of {self.files[key]} too")
        self.entities[key] = entity
        self.files[key] = file
        self.say(key, sense, (entry.name, *entry.aliases))

    def say(self, entity_id: str, sense: Sense, texts: Iterable[str], key: str = "aliases") -> None:
        """Listed ways to say an entity. Raises KnowledgeError where one already says another."""
        for text in texts:
            known = self.aliases.get(text)
            if known is not None and known.entity_id != entity_id:
                other = f"'{known.entity_id}' of {self.files[known.entity_id]}"
                where = f"{self.files[entity_id]}: {entity_id}.{key}"
                raise KnowledgeError(f"{where}: '{text}' already means {other}")
            self.derive(entity_id, sense, (text,))

    def derive(self, entity_id: str, sense: Sense, texts: Iterable[str]) -> None:
        """Generated ways to say an entity; what already says something is left alone."""
        for text in texts:
            self.aliases.setdefault(text, Alias(text, entity_id, sense, cased=_is_cased(text, sense)))


def _is_cased(text: str, sense: Sense) -> bool:
    """Whether capitals matter: in names, and in a class's word only where it is an abbreviation ("SAM")."""
    if sense == "class":
        return any(len(word) > 1 and word.rstrip("s").isupper() for word in re.split(r"[ -]", text))
    return text != text.lower()


def collect(read: Vocabularies) -> Collection:
    """All listed entities and names. Raises KnowledgeError where ids, names or references clash."""
    found = Collection()
    for gather in (_states, _classes, _weapons, _organisations, _people, _agreements, _places):
        gather(read, found)
    _check_parents(found)
    return found


def _states(read: Vocabularies, found: Collection) -> None:
    for key, entry in read.states.items():
        capital = city_named(entry.capital, entry.alpha2) if entry.capital else None
        at = entry if entry.lat is not None or capital is None else capital
        entity = Entity(
            key, entry.name, "state", country=entry.alpha2, wikidata=entry.wikidata, lat=at.lat, lon=at.lon
        )
        found.add("states.yaml", entity, entry)
        found.derive(key, "name", official_names(entry.alpha2))
        found.say(key, "demonym", entry.demonyms, "demonyms")
        found.say(key, "seat", entry.seats, "seats")
        found.say(key, "forces", entry.forces, "forces")
        if entry.capital and entry.capital_stands_for_state:
            found.say(key, "capital", (entry.capital, *entry.capital_aliases), "capital")


def _classes(read: Vocabularies, found: Collection) -> None:
    for key, entry in read.classes.items():
        _check_known("weapon_classes.yaml", f"{key}.parent", entry.parent, read.classes, "a class")
        entity = Entity(
            key,
            entry.name,
            "weapon",
            class_=entry.aliases[0],
            parent_id=entry.parent,
            wikidata=entry.wikidata,
        )
        found.add("weapon_classes.yaml", entity, entry, "class")


def _weapons(read: Vocabularies, found: Collection) -> None:
    for key, entry in read.weapons.items():
        file = read.weapon_files[key]
        _check_known(file, f"{key}.class", entry.class_, read.classes, "a class")
        _check_known(
            file,
            f"{key}.parent",
            entry.parent,
            {**read.weapons, **read.classes},
            "a system or a class",
        )
        entity = Entity(
            key,
            entry.name,
            "weapon",
            class_=read.classes[entry.class_].aliases[0],
            country=entry.country,
            parent_id=entry.parent or entry.class_,
            wikidata=entry.wikidata,
        )
        found.add(file, entity, entry)


def _organisations(read: Vocabularies, found: Collection) -> None:
    for key, entry in read.organisations.items():
        _check_known(
            "organisations.yaml", f"{key}.parent", entry.parent, read.organisations, "an organisation"
        )
        found.add(
            "organisations.yaml",
            Entity(
                key,
                entry.name,
                entry.kind,
                class_=entry.sort,
                country=entry.country,
                parent_id=entry.parent,
                wikidata=entry.wikidata,
            ),
            entry,
        )
        found.say(key, "demonym", entry.demonyms, "demonyms")
        found.say(key, "seat", entry.seats, "seats")


def _people(read: Vocabularies, found: Collection) -> None:
    for key, entry in read.people.items():
        _check_known(
            "people.yaml", f"{key}.organisation", entry.organisation, read.organisations, "an organisation"
        )
        for number, office in enumerate(entry.offices):
            at = f"{key}.offices.{number}"
            _check_known("people.yaml", f"{at}.state", office.state, read.states, "a state")
            _check_known(
                "people.yaml",
                f"{at}.organisation",
                office.organisation,
                read.organisations,
                "an organisation",
            )
        found.add(
            "people.yaml",
            Entity(
                key,
                entry.name,
                "person",
                country=entry.country,
                parent_id=entry.organisation,
                wikidata=entry.wikidata,
            ),
            entry,
        )


def _agreements(read: Vocabularies, found: Collection) -> None:
    for key, entry in read.agreements.items():
        found.add("agreements.yaml", Entity(key, entry.name, "agreement", wikidata=entry.wikidata), entry)


def _places(read: Vocabularies, found: Collection) -> None:
    for key, entry in read.places.items():
        _check_known("places.yaml", f"{key}.state", entry.state, read.states, "a state")
        _check_known("places.yaml", f"{key}.parent", entry.parent, read.places, "a place")
        country = read.states[entry.state].alpha2 if entry.state else None
        found.add(
            "places.yaml",
            Entity(
                key,
                entry.name,
                "place",
                class_=entry.sort,
                country=country,
                parent_id=entry.parent or entry.state,
                wikidata=entry.wikidata,
                lat=entry.lat,
                lon=entry.lon,
            ),
            entry,
        )


def _check_known(file: str, key: str, value: str | None, known: Mapping[str, object], what: str) -> None:
    if value is not None and value not in known:
        raise KnowledgeError(f"{file}: {key}: '{value}' is not {what}")


def _check_parents(found: Collection) -> None:
    for key, entity in found.entities.items():
        seen = {key}
        while entity.parent_id is not None:
            if entity.parent_id in seen:
                raise KnowledgeError(f"{found.files[key]}: {key}.parent: goes round in a circle")
            seen.add(entity.parent_id)
            entity = found.entities[entity.parent_id]
