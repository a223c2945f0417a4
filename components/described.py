"""A selection in words, for what is handed on."""

from components import formats
from tables.facets import entity_names, source_names, type_labels
from tables.selection import Selection
from tables.store import Store


def described(store: Store, selection: Selection) -> str:
    """What is selected, in one sentence: ``System: Shahed-136. Source: BBC News. From 1 Jan 2022.``"""
    if selection.is_empty:
        return "All claims."
    entities, sources, types = entity_names(store), source_names(store), type_labels(store)
    fields: tuple[tuple[str, tuple[str, ...], dict[str, str]], ...] = (
        ("System", selection.weapons, entities), ("Source", selection.sources, sources),
        ("Actor", selection.actors, entities), ("Type", selection.types, types), ("Status", selection.statuses, {}),
    )  # fmt: skip
    parts = [f"{label}: {formats.listed([names.get(value, value) for value in values])}" for label, values, names in fields if values]
    parts += [f"{word} {formats.day(day)}" for word, day in (("From", selection.date_from), ("To", selection.date_to)) if day]
    if selection.q:
        parts.append(f"Search: {selection.q}")
    return ". ".join(parts) + "."
