"""The other forms in which a text writes a name: plurals, spellings, designations, offices."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

import pycountry

from preprocessing.entries import Wording

DESIGNATION = re.compile(r"^([A-Z][A-Za-z]{0,3})-(\d[\w.-]*)$")
LONG_DESIGNATION = re.compile(r"^([A-Z][a-z]{4,})-(\d[\w.-]*)$")
SIBILANT = re.compile(r"(?:x|z|ch|sh|s)$")


def plural(text: str, wording: Wording) -> str | None:
    """The plural of a singular word or phrase; None where it has none or is one already."""
    head, joint, rest = _split_at_preposition(text)
    last = re.split(r"[ -]", head)[-1]
    if last.lower() in wording.uncountable or last.lower().endswith("s"):
        return None
    if re.search(r"[^aeiou]y$", head):
        return f"{head[:-1]}ies{joint}{rest}"
    return f"{head}{'es' if SIBILANT.search(head) else 's'}{joint}{rest}"


def _split_at_preposition(text: str) -> tuple[str, str, str]:
    found = re.search(r" (?:of|for) ", text)
    if not found:
        return text, "", ""
    return text[: found.start()], found.group(), text[found.end() :]


def spellings(text: str, wording: Wording) -> Iterator[str]:
    """The text, and the text in every other listed spelling, without accents, with either apostrophe."""
    forms = {text}
    if _varying(wording.spellings).search(text):
        for one, other in wording.spellings:
            forms |= {_replaced(form, *pair) for form in forms for pair in ((one, other), (other, one))}
    if not text.isascii():
        forms |= {_without_accents(form) for form in forms}
    if "'" in text:
        forms |= {form.replace("'", "’") for form in forms}
    yield from sorted(forms)


@cache
def _varying(pairs: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for pair in pairs for word in pair), re.IGNORECASE)


def _replaced(text: str, old: str, new: str) -> str:
    if old not in text.lower():
        return text
    text = re.sub(rf"\b{re.escape(old)}\b", new, text)
    return re.sub(rf"\b{re.escape(old.capitalize())}\b", new.capitalize(), text)


def _without_accents(text: str) -> str:
    letters = (letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", "".join(letters))


def hyphenations(text: str) -> Iterator[str]:
    """A class's word with its hyphens, with spaces in their place, with "anti" joined on; of three words or more
    also with the first two hyphenated: "air-defence system"."""
    yield text
    if text.count(" ") > 1 and "-" not in text:
        yield text.replace(" ", "-", 1)
    if "-" in text:
        yield text.replace("-", " ")
        yield re.sub(r"\b(anti|multi|counter)-", r"\1", text)


def designations(text: str) -> Iterator[str]:
    """A system's designation as it is also typed: "Su-35" as "Su35", "Su 35", "SU-35"."""
    yield text
    if short := DESIGNATION.match(text):
        prefix, number = short.groups()
        if len(prefix + number) > 2:
            yield prefix + number
        yield f"{prefix.upper()}-{number}"
        if len(prefix) > 1:
            yield f"{prefix} {number}"
    elif long := LONG_DESIGNATION.match(text):
        yield f"{long.group(1)} {long.group(2)}"
        yield f"{long.group(1)}{long.group(2)}"


def forces_of(adjectives: Iterable[str], wording: Wording) -> Iterator[str]:
    """What acts for a state and is named by its adjective: "Russian troops", "Russian Air Force"."""
    for adjective in adjectives:
        for noun in wording.forces:
            yield f"{adjective} {noun}"
            yield f"{adjective} {noun.title()}"


def office_names(
    title: str,
    names: Iterable[str],
    adjectives: Iterable[str],
    wording: Wording,
) -> Iterator[str]:
    """The ways to name an office of a state: "Iranian president", "President of Iran", "Iran's President"."""
    for form in wording.office_forms:
        filling = names if "{name}" in form else adjectives
        for word in filling:
            for cased in (title, _titled(title)):
                yield form.format(name=word, adjective=word, title=cased)


def _titled(title: str) -> str:
    return " ".join(
        word if word in ("of", "for", "the", "and", "to") else word[:1].upper() + word[1:]
        for word in title.split(" ")
    )


def official_names(code: str) -> Iterator[str]:
    """A state's names in the ISO list, without those that are turned round ("Iran, Islamic Republic of")."""
    country = pycountry.countries.get(alpha_2=code)
    for kind in ("common_name", "official_name", "name"):
        name = getattr(country, kind, None)
        if name and "," not in name:
            yield name
