"""The colours, shapes and words of data/knowledge/palette.toml, for the light and the dark theme."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from tables.schema import STATUSES

FILE = Path(__file__).parents[1] / "data" / "knowledge" / "palette.toml"


class PaletteError(Exception):
    """The palette file lacks something; the message names the file and the key."""


@dataclass(frozen=True)
class Look:
    """How one status, family or mark looks. ``symbol`` is a Plotly marker, ``glyph`` one character."""

    label: str
    light: str
    dark: str
    symbol: str = "circle"
    glyph: str = ""
    meaning: str = ""

    @property
    def colour(self) -> str:
        """The colour on the theme that this reader sees now."""
        return self.dark if is_dark() else self.light

    @property
    def css(self) -> str:
        """A CSS colour that follows the theme by itself."""
        return f"light-dark({self.light}, {self.dark})"


@dataclass(frozen=True)
class Palette:
    """The whole file. ``status`` and ``mark`` are complete; use ``family_look`` for families."""

    status: Mapping[str, Look]
    family: Mapping[str, Look]
    mark: Mapping[str, Look]
    series: Mapping[str, list[str]]
    page: Mapping[str, str]

    def family_look(self, family: str) -> Look:
        """The look of a family of event types; one that is not listed gets a fixed colour of its own."""
        if family in self.family:
            return self.family[family]
        at = sum(map(ord, family)) % len(self.series["light"])
        label = family.replace("-", " ").capitalize()
        return Look(label, self.series["light"][at], self.series["dark"][at])

    def series_colour(self, index: int) -> str:
        """The colour of the n-th series on the theme that this reader sees now; they repeat after eight."""
        colours = self.series["dark" if is_dark() else "light"]
        return colours[index % len(colours)]

    def page_colour(self, part: str) -> str:
        """``page``, ``ink``, ``quiet`` or ``line`` on the theme that this reader sees now."""
        theme = "dark" if is_dark() else "light"
        return self.page[theme if part == "page" else f"{part}_{theme}"]


def is_dark() -> bool:
    """Whether this reader's browser shows the dark theme."""
    return st.context.theme.type == "dark"


def _looks(raw: Mapping[str, Any], group: str, required: tuple[str, ...] = ()) -> dict[str, Look]:
    entries = raw.get(group, {})
    for name in required:
        if name not in entries:
            raise PaletteError(f"palette.toml: {group}.{name} is missing")
    looks = {}
    for name, entry in entries.items():
        try:
            looks[name] = Look(**entry)
        except TypeError as error:
            raise PaletteError(f"palette.toml: {group}.{name}: {error}") from error
    return looks


@cache
def load_palette(file: Path = FILE) -> Palette:
    """The palette; raises ``PaletteError`` naming the key that is missing or unknown."""
    raw = tomllib.loads(file.read_text(encoding="utf-8"))
    marks = _looks(raw, "mark", ("cue", "trigger", "entity"))
    return Palette(_looks(raw, "status", STATUSES), _looks(raw, "family"), marks, raw["series"], raw["page"])
