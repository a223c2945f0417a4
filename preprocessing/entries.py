"""What an entry of each knowledge file may hold. Anything else is an error, named by file and key."""

from datetime import date
from typing import Annotated, Any, Literal

import pycountry
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

OFFICIAL_CODES = frozenset(country.alpha_2 for country in pycountry.countries)
# Kosovo has no ISO code; XK is what the UN, the EU and most data sets use in its place
COUNTRY_CODES = OFFICIAL_CODES | {"XK"}


def _known_code(code: str) -> str:
    if code not in COUNTRY_CODES:
        raise ValueError(f"'{code}' is not a two-letter country code")
    return code


def _first_day(value: Any) -> Any:
    """A year (2012) or a month ("2022-10") stands for its first day."""
    if isinstance(value, int) and not isinstance(value, bool):
        return date(value, 1, 1)
    if isinstance(value, str) and len(value) == 7:
        return date.fromisoformat(f"{value}-01")
    return value


Text = Annotated[str, Field(min_length=1, strict=True)]
Texts = tuple[Text, ...]
CountryCode = Annotated[Text, AfterValidator(_known_code)]
Day = Annotated[date, BeforeValidator(_first_day)]
Wikidata = Annotated[str, Field(pattern=r"^Q[1-9][0-9]*$")]
Latitude = Annotated[float, Field(ge=-90, le=90)]
Longitude = Annotated[float, Field(ge=-180, le=180)]
Domain = Annotated[str, Field(pattern=r"^[a-z0-9.-]+\.[a-z]{2,}$")]


class Entry(BaseModel):
    """One entry: a name, and the other ways in which texts say it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Text
    aliases: Texts = ()
    wikidata: Wikidata | None = None


class StateEntry(Entry):
    """A state. The first demonym is its adjective; ``adjectives`` adds names used as one ("US officials")."""

    alpha2: CountryCode
    demonyms: Texts = ()
    adjectives: Texts = ()
    capital: Text | None = None
    capital_aliases: Texts = ()
    # a capital whose name mostly means something else ("Victoria", "Male") never stands for the state
    capital_stands_for_state: bool = True
    seats: Texts = ()
    forces: Texts = ()
    lat: Latitude | None = None
    lon: Longitude | None = None


class ClassEntry(Entry):
    """A class of weapons or goods; its aliases are singular, the first is the class's own word."""

    parent: Text | None = None
    aliases: Texts = Field(min_length=1)


class WeaponEntry(Entry):
    """A system, a variant or a family of systems; its parent is its class where no family is named."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    class_: Text = Field(alias="class")
    parent: Text | None = None
    country: CountryCode | None = None


class OrganisationEntry(Entry):
    """An organisation, or a group of states or fighters that acts as one."""

    kind: Literal["organisation", "group"] = "organisation"
    sort: Literal[
        "military",
        "company",
        "ministry",
        "agency",
        "intelligence",
        "international",
        "armed group",
        "bloc",
        "think tank",
        "parliament",
        "research",
        "organisation",
    ]
    country: CountryCode | None = None
    parent: Text | None = None
    demonyms: Texts = ()
    seats: Texts = ()


class Office(BaseModel):
    """An office a person held, from a day to a day; an open end means still, or unknown."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    title: Text
    state: Text | None = None
    organisation: Text | None = None
    since: Day | None = Field(default=None, alias="from")
    until: Day | None = Field(default=None, alias="to")

    @model_validator(mode="after")
    def _in_order(self) -> "Office":
        if self.since and self.until and self.until < self.since:
            raise ValueError(f"'{self.title}' ends before it begins")
        return self


class PersonEntry(Entry):
    """A person, the country and organisation acted for, and the offices held."""

    country: CountryCode | None = None
    organisation: Text | None = None
    offices: tuple[Office, ...] = ()


class PlaceEntry(Entry):
    """A place that is not in the list of cities: a base, plant, sea or region."""

    sort: Literal[
        "region",
        "city",
        "base",
        "airport",
        "port",
        "plant",
        "test range",
        "spaceport",
        "sea",
        "strait",
        "river",
        "island",
        "zone",
        "nuclear site",
        "crossing",
        "continent",
    ]
    state: Text | None = None
    parent: Text | None = None
    lat: Latitude | None = None
    lon: Longitude | None = None


class AgreementEntry(Entry):
    """A treaty, a deal, a resolution or a regime."""

    year: int | None = None


class SourceEntry(BaseModel):
    """Who publishes, with the names and domains by which articles cite it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Text
    country: CountryCode | None = None
    kind: Literal["outlet", "agency", "think tank", "government", "ngo", "monitor", "aggregator"]
    domain: Domain | None = None
    domains: tuple[Domain, ...] = ()
    aliases: Texts = ()
    state_affiliated: bool = False


class Wording(BaseModel):
    """How names and words vary: plurals, spellings, and the phrases that stand for a state."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    forces: Texts
    office_forms: Texts
    uncountable: Texts
    spellings: tuple[tuple[Text, Text], ...]


class Exclusions(BaseModel):
    """Names of cities that are not taken as places, since they mostly mean something else."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    names: Texts
