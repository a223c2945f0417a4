"""Reads the knowledge files: strict YAML, each entry checked, every error naming file and key."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from preprocessing.entries import (
    AgreementEntry,
    ClassEntry,
    Exclusions,
    OrganisationEntry,
    PersonEntry,
    PlaceEntry,
    SourceEntry,
    StateEntry,
    WeaponEntry,
    Wording,
)

Model = TypeVar("Model", bound=BaseModel)

TRUE_OR_FALSE = {"true": True, "false": False}


class KnowledgeError(ValueError):
    """The knowledge cannot be used; the message names the file and the key that is wrong."""


class _Loader(yaml.CSafeLoader):
    """YAML where NO is Norway and not "false", and where a key that stands twice is an error."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise KnowledgeError(f"{key.value}: stands twice (line {key.start_mark.line + 1})")
            seen.add(key.value)
        return super().construct_mapping(node, deep)


_Loader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for letter, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def read_yaml(path: Path) -> dict[str, Any]:
    """The mapping in a YAML file. Raises KnowledgeError where it is missing, malformed or not a mapping."""
    try:
        content = yaml.load(path.read_text("utf-8"), Loader=_Loader)
    except KnowledgeError as error:
        raise KnowledgeError(f"{path.name}: {error}") from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise KnowledgeError(f"{path.name}: cannot be read: {error}") from error
    if content is None:
        return {}
    if not isinstance(content, dict):
        raise KnowledgeError(f"{path.name}: must be a mapping of ids to entries")
    return content


def read_entries(paths: list[Path], model: type[Model], files: dict[str, str]) -> dict[str, Model]:
    """The entries of one vocabulary, which may lie in several files; ``files`` learns which holds each.

    Raises KnowledgeError.
    """
    entries: dict[str, Model] = {}
    for path in paths:
        for key, raw in read_yaml(path).items():
            _check_id(path, key)
            if key in entries:
                raise KnowledgeError(f"{path.name}: {key}: stands in another file too")
            entries[key] = checked(path, key, raw, model)
            files[key] = path.name
    return entries


def _check_id(path: Path, key: Any) -> None:
    allowed = isinstance(key, str) and key and all(c.isdigit() or "a" <= c <= "z" or c == "-" for c in key)
    if not allowed:
        raise KnowledgeError(f"{path.name}: {key}: an id holds only a-z, 0-9 and hyphens")


def checked(path: Path, key: str, raw: Any, model: type[Model]) -> Model:
    """The entry as ``model``. Raises KnowledgeError naming the field that is wrong."""
    try:
        return model.model_validate(_booleans(raw))
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(step) for step in first["loc"])
        where = ".".join(part for part in (key, field) if part)
        raise KnowledgeError(f"{path.name}: {where}: {first['msg']}") from None


def _booleans(raw: Any) -> Any:
    if not isinstance(raw, Mapping):
        return raw
    return {
        key: TRUE_OR_FALSE.get(value, value) if isinstance(value, str) else value
        for key, value in raw.items()
    }


@dataclass(frozen=True)
class Vocabularies:
    """The entries of a folder, as read; what they point at is not yet checked."""

    states: Mapping[str, StateEntry]
    classes: Mapping[str, ClassEntry]
    weapons: Mapping[str, WeaponEntry]
    organisations: Mapping[str, OrganisationEntry]
    people: Mapping[str, PersonEntry]
    places: Mapping[str, PlaceEntry]
    agreements: Mapping[str, AgreementEntry]
    sources: Mapping[str, SourceEntry]
    wording: Wording
    excluded: frozenset[str]
    # the file that holds each weapon, since there may be several
    weapon_files: Mapping[str, str]


def read_vocabularies(folder: Path) -> Vocabularies:
    """The knowledge files of a folder; files of other names are left to others. Raises KnowledgeError."""
    if not folder.is_dir():
        raise KnowledgeError(f"{folder}: there is no such folder of knowledge")
    weapon_files: dict[str, str] = {}
    return Vocabularies(
        states=_entries(folder, "states", StateEntry),
        classes=_entries(folder, "weapon_classes", ClassEntry),
        weapons=_entries(folder, "weapons", WeaponEntry, weapon_files),
        organisations=_entries(folder, "organisations", OrganisationEntry),
        people=_entries(folder, "people", PersonEntry),
        places=_entries(folder, "places", PlaceEntry),
        agreements=_entries(folder, "agreements", AgreementEntry),
        sources=_entries(folder, "sources", SourceEntry),
        wording=_whole(folder / "wording.yaml", Wording),
        excluded=frozenset(_whole(folder / "places-excluded.yaml", Exclusions).names),
        weapon_files=weapon_files,
    )


def _entries(
    folder: Path, name: str, model: type[Model], files: dict[str, str] | None = None
) -> dict[str, Model]:
    """From one file, or from all files of a folder of that name."""
    paths = sorted((folder / name).glob("*.yaml")) or [folder / f"{name}.yaml"]
    return read_entries(paths, model, {} if files is None else files)


def _whole(path: Path, model: type[Model]) -> Model:
    return checked(path, "", read_yaml(path), model)
