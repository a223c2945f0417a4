"""Loads the vocabularies of data/knowledge: checked strictly, and made ready for the extractors."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from preprocessing.cities import bare, city_named, large_cities
from preprocessing.entries import Entry, StateEntry
from preprocessing.gazetteer import Alias, Entity, Knowledge, Sense, Source, Tenure, source_forms
from preprocessing.vocabularies import KnowledgeError, Vocabularies, read_vocabularies
from preprocessing.wording import (
    designations,
    forces_of,
    hyphenations,
    office_names,
    official_names,
    plural,
    spellings,
)

__all__ = ["Alias", "Entity", "Knowledge", "KnowledgeError", "Sense", "Source", "Tenure", "load_knowledge"]


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


def load_knowledge(folder: Path) -> Knowledge:
    """All vocabularies of the folder. Raises KnowledgeError, naming file and key, at the first error."""
    read = read_vocabularies(folder)
    found = Collection()
    for gather in (_states, _classes, _weapons, _organisations, _people, _agreements, _places):
        gather(read, found)
    _check_parents(found)
    _vary_names(read, found)
    _name_forces_and_offices(read, found)
    _add_cities(read, found)
    return Knowledge(
        entities=found.entities,
        aliases=tuple(found.aliases.values()),
        sources=_sources(read),
        folder=folder,
        digest=digest_of(folder),
        tenures=tuple(_tenures(read)),
        capital_places=found.capital_places,
        offices=found.offices,
    )


def digest_of(folder: Path) -> str:
    """A hash of every knowledge file in the folder, by relative path and content."""
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".yaml", ".yml", ".toml") and path.is_file():
            found.update(f"{path.relative_to(folder).as_posix()}\0".encode())
            found.update(path.read_bytes() + b"\0")
    return found.hexdigest()[:16]


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
        _check_known("weapons.yaml", f"{key}.class", entry.class_, read.classes, "a class")
        _check_known(
            "weapons.yaml",
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
        found.add("weapons.yaml", entity, entry)


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


def _vary_names(read: Vocabularies, found: Collection) -> None:
    """Adds to what is listed its plurals, spellings, hyphenations and designations."""
    for alias in list(found.aliases.values()):
        kind = found.entities[alias.entity_id].kind
        texts = [alias.text]
        if alias.sense == "class":
            texts = list(hyphenations(alias.text))
        elif kind == "weapon":
            texts = list(designations(alias.text))
        for text in texts:
            forms = (text, plural(text, read.wording)) if kind == "weapon" else (text,)
            for form in filter(None, forms):
                found.derive(alias.entity_id, alias.sense, spellings(form, read.wording))


def _name_forces_and_offices(read: Vocabularies, found: Collection) -> None:
    titles: dict[str, set[str]] = {}
    for person in read.people.values():
        for office in person.offices:
            if office.state:
                titles.setdefault(office.state, set()).add(office.title)
    for key, entry in read.states.items():
        adjectives = (*entry.demonyms[:1], *entry.adjectives)
        for text in forces_of(adjectives, read.wording):
            found.derive(key, "forces", spellings(text, read.wording))
        for title in sorted(titles.get(key, ())):
            _name_office(key, title, (_spoken_names(entry), adjectives), read, found)


def _spoken_names(entry: StateEntry) -> tuple[str, ...]:
    return (entry.name, *(alias for alias in entry.aliases if len(alias) < 20))


def _name_office(
    state: str,
    title: str,
    words: tuple[Iterable[str], Iterable[str]],
    read: Vocabularies,
    found: Collection,
) -> None:
    # a title with a name in it ("Kremlin spokesman") needs no nationality
    bare_titles = (title,) if title != title.lower() else ()
    for text in (*bare_titles, *office_names(title, *words, read.wording)):
        for form in spellings(text, read.wording):
            found.derive(state, "office", (form,))
            if found.aliases[form].sense == "office":
                found.offices.setdefault(form, (state, title))


def _add_cities(read: Vocabularies, found: Collection) -> None:
    """Large cities, and the capitals as places; a capital's name goes on meaning its state."""
    states = {entry.alpha2: key for key, entry in read.states.items()}
    for key, entry in read.states.items():
        if entry.capital:
            found.capital_places[key] = _capital_place(key, entry.capital, found)
    for large in large_cities(read.excluded):
        if large.country in states and large.name not in found.aliases:
            place = Entity(
                "",
                large.name,
                "place",
                country=large.country,
                parent_id=states[large.country],
                lat=large.lat,
                lon=large.lon,
            )
            names = set(spellings(large.name, read.wording)) - read.excluded
            found.derive(_add_city(place, found), "name", sorted(names))


def _capital_place(state: str, name: str, found: Collection) -> str:
    """The capital as a place: the listed one, or a new one where the state's coordinates are."""
    listed = found.aliases.get(name)
    if listed is not None and found.entities[listed.entity_id].kind == "place":
        return listed.entity_id
    at = found.entities[state]
    place = Entity("", name, "place", country=at.country, parent_id=state, lat=at.lat, lon=at.lon)
    return _add_city(place, found)


def _add_city(place: Entity, found: Collection) -> str:
    """The city under its name's slug, or with its country where another entity has that id."""
    key = bare(place.name)
    if key in found.entities:
        key = f"{key}-{(place.country or 'city').lower()}"
    if key not in found.entities:
        found.entities[key] = replace(place, entity_id=key)
        found.files[key] = "places.yaml"
    return key


def _tenures(read: Vocabularies) -> Iterator[Tenure]:
    for key, person in read.people.items():
        for office in person.offices:
            yield Tenure(key, office.title, office.state or office.organisation, office.since, office.until)


def _sources(read: Vocabularies) -> dict[str, Source]:
    """The sources. Raises KnowledgeError where two answer to one name or domain."""
    found: dict[str, Source] = {}
    owners: dict[str, str] = {}
    for key, entry in read.sources.items():
        domains = tuple(dict.fromkeys((*filter(None, (entry.domain,)), *entry.domains)))
        for form in sorted(source_forms(entry.name, entry.aliases, domains)):
            if owners.setdefault(form, key) != key:
                raise KnowledgeError(f"sources.yaml: {key}.aliases: '{form}' already means '{owners[form]}'")
        found[key] = Source(
            key,
            entry.name,
            entry.country,
            entry.kind,
            entry.domain,
            entry.state_affiliated,
            aliases=entry.aliases,
            domains=domains,
        )
    return found
