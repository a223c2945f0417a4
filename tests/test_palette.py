"""The palette can be read by everyone, and a mistake in it is found at once."""

from pathlib import Path

import pytest

from components.palette import FILE, Look, PaletteError, load_palette
from tables.schema import STATUSES


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _looks() -> list[tuple[str, Look]]:
    palette = load_palette()
    return [*palette.status.items(), *palette.family.items()]


@pytest.mark.parametrize(("name", "look"), _looks())
def test_colours_stand_out_on_both_pages(name: str, look: Look) -> None:
    page = load_palette().page
    assert _contrast(look.light, page["light"]) >= 4.5, name
    assert _contrast(look.dark, page["dark"]) >= 4.5, name


def test_text_stands_out_on_every_mark() -> None:
    palette = load_palette()
    for name, mark in palette.mark.items():
        assert _contrast(mark.light, palette.page["ink_light"]) >= 4.5, name
        assert _contrast(mark.dark, palette.page["ink_dark"]) >= 4.5, name


def test_no_two_statuses_differ_by_colour_alone() -> None:
    looks = load_palette().status
    assert set(looks) == set(STATUSES)
    assert len({look.symbol for look in looks.values()}) == len(STATUSES)
    assert len({look.glyph for look in looks.values()}) == len(STATUSES)


def test_a_status_that_is_missing_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "palette.toml"
    broken.write_text(FILE.read_text(encoding="utf-8").replace("[status.hedged]", "[status.hedge]"), encoding="utf-8")
    with pytest.raises(PaletteError, match=r"palette.toml: status.hedged"):
        load_palette(broken)


def test_a_key_that_is_unknown_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "palette.toml"
    broken.write_text(FILE.read_text(encoding="utf-8").replace("meaning = \"stated", "means = \"stated"), encoding="utf-8")
    with pytest.raises(PaletteError, match=r"status.asserted"):
        load_palette(broken)
