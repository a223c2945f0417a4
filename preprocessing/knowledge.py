"""Loads the vocabularies of data/knowledge: checked strictly, and made ready for the extractors."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from preprocessing.cities import bare, large_cities
from preprocessing.collection import Collection, collect
from preprocessing.entries import StateEntry
from preprocessing.gazetteer import Alias, Entity, Knowledge, Sense, Source, Tenure, source_forms
from preprocessing.vocabularies import KnowledgeError, Vocabularies, read_vocabularies
from preprocessing.wording import (
    designations,
    forces_of,
    hyphenations,
    office_names,
    plural,
    spellings,
)

__all__ = ["Alias", "Entity", "Knowledge", "KnowledgeError", "Sense", "Source", "Tenure", "load_knowledge"]


def load_knowledge(folder: Path) -> Knowledge:
    """All vocabularies of the folder. Raises KnowledgeError, naming file and key, at the first error."""
    read = read_vocabularies(folder)
    found = collect(read)
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
