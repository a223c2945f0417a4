"""The vocabularies: what they must hold, how names vary, and how mistakes in them are reported."""

import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from preprocessing.knowledge import Alias, Knowledge, KnowledgeError, load_knowledge

FOLDER = Path(__file__).parent.parent / "data" / "knowledge"


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge(FOLDER)


@pytest.fixture(scope="module")
def meanings(knowledge: Knowledge) -> dict[str, Alias]:
    return {alias.text: alias for alias in knowledge.aliases}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "knowledge"))


@pytest.mark.parametrize(
    ("text", "entity_id"),
    [
        ("Shahed-131", "shahed-131"),
        ("Shahed-136", "shahed-136"),
        ("Shaheed-136", "shahed-136"),
        ("Geran-2", "shahed-136"),
        ("loitering munitions", "loitering-munition"),
        ("kamikaze drones", "loitering-munition"),
        ("ballistic missiles", "ballistic-missile"),
        ("surface-to-surface missiles", "surface-to-surface-missile"),
        ("cruise missiles", "cruise-missile"),
        ("coastal defence missiles", "coastal-defence-missile"),
        ("air defence missiles", "air-defence-missile"),
        ("air defence systems", "air-defence-system"),
        ("precision-guided weapons", "precision-guided-weapon"),
        ("artillery rounds", "artillery-round"),
        ("tank rounds", "tank-round"),
        ("fighter jets", "combat-aircraft"),
        ("Su-35", "su-35"),
        ("radars", "radar"),
        ("electronics", "electronics"),
        ("passenger helicopters", "passenger-helicopter"),
        ("drone factory", "drone-factory"),
        ("Khayyam satellite", "khayyam"),
        ("Kanopus-V", "kanopus-v"),
        ("Soyuz", "soyuz"),
        ("stolen Western weapons", "stolen-western-weapon"),
        ("anti-riot equipment", "anti-riot-equipment"),
        ("nuclear materials", "nuclear-material"),
        ("fuel fabrication", "nuclear-fuel"),
        ("gas swap", "gas-swap"),
        ("JCPOA", "jcpoa"),
        ("UN Security Council resolution 2231", "unscr-2231"),
        ("IRGC", "irgc"),
        ("Baikonur", "baikonur"),
        ("Crimea", "crimea"),
        ("Yuri Lapid", "yair-lapid"),
        ("the West", "west"),
    ],
)
def test_the_items_of_the_field_are_found(meanings: dict[str, Alias], text: str, entity_id: str) -> None:
    assert meanings[text].entity_id == entity_id


@pytest.mark.parametrize("text", ["Shahed", "Shaheed", "Geran", "Shaheds", "Shahed drones"])
def test_a_bare_family_name_is_never_a_variant(meanings: dict[str, Alias], text: str) -> None:
    assert meanings[text].entity_id == "shahed"


@pytest.mark.parametrize(
    ("text", "entity_id"),
    [
        ("drone factories", "drone-factory"),
        ("torpedoes", "torpedo"),
        ("Su-35s", "su-35"),
        ("SU-35", "su-35"),
        ("Su35", "su-35"),
        ("Shahed 136", "shahed-136"),
        ("air defense systems", "air-defence-system"),
        ("armored vehicles", "armoured-vehicle"),
        ("surface to surface missile", "surface-to-surface-missile"),
        ("weapons of mass destruction", "weapon-of-mass-destruction"),
        ("antitank missiles", "anti-tank-missile"),
        ("combat aircraft", "combat-aircraft"),
        ("Erdogan", "recep-tayyip-erdogan"),
        ("Türkiye", "turkey"),
    ],
)
def test_names_vary_in_number_spelling_and_hyphens(
    meanings: dict[str, Alias],
    text: str,
    entity_id: str,
) -> None:
    assert meanings[text].entity_id == entity_id


@pytest.mark.parametrize("text", ["HIMARSs", "aircrafts", "ammunitions of", "electronicss", "Leopard 2s1"])
def test_no_nonsense_plurals(meanings: dict[str, Alias], text: str) -> None:
    assert text not in meanings


@pytest.mark.parametrize(
    "text", ["Reading", "Nice", "Mobile", "Victoria", "round", "fighter", "Male", "March"]
)
def test_words_that_mean_other_things_stay_out(meanings: dict[str, Alias], text: str) -> None:
    assert text not in meanings


@pytest.mark.parametrize(
    ("text", "entity_id", "sense"),
    [
        ("Moscow", "russia", "capital"),
        ("Kiev", "ukraine", "capital"),
        ("Kremlin", "russia", "seat"),
        ("Pentagon", "united-states", "seat"),
        ("Iranians", "iran", "demonym"),
        ("Western", "west", "demonym"),
        ("Russian forces", "russia", "forces"),
        ("US officials", "united-states", "forces"),
        ("Ukrainian Air Force", "ukrainian-air-force", "name"),
        ("Iranian president", "iran", "office"),
        ("loitering munition", "loitering-munition", "class"),
        ("Brussels", "european-union", "seat"),
    ],
)
def test_an_alias_says_in_which_sense_it_stands(
    meanings: dict[str, Alias],
    text: str,
    entity_id: str,
    sense: str,
) -> None:
    assert (meanings[text].entity_id, meanings[text].sense) == (entity_id, sense)


def test_capitals_matter_in_names_and_abbreviations_only(meanings: dict[str, Alias]) -> None:
    assert meanings["Grad"].cased and meanings["SAM"].cased and meanings["US"].cased
    assert not meanings["drone"].cased and not meanings["stolen Western weapons"].cased


def test_capitals_are_places_too(knowledge: Knowledge) -> None:
    place = knowledge.entities[knowledge.capital_places["ukraine"]]
    assert (place.name, place.kind, place.parent_id) == ("Kyiv", "place", "ukraine")
    assert all(knowledge.entities[e].lat is not None for e in knowledge.capital_places.values())


def test_every_state_can_be_put_on_a_map(knowledge: Knowledge) -> None:
    states = [entity for entity in knowledge.entities.values() if entity.kind == "state"]
    assert len(states) == 196
    assert all(state.lat is not None and state.lon is not None for state in states)


def test_families_take_in_their_variants(knowledge: Knowledge) -> None:
    assert knowledge.ancestors("shahed-136") == ("shahed", "drone", "weapon")
    assert knowledge.ancestors("no-such-thing") == ()
    assert knowledge.entities["su-35"].class_ == "combat aircraft"


@pytest.mark.parametrize(
    ("office", "day", "person"),
    [
        ("Iranian president", date(2022, 11, 12), "ebrahim-raisi"),
        ("President of Iran", date(2025, 1, 17), "masoud-pezeshkian"),
        ("Iran's foreign minister", date(2022, 11, 5), "hossein-amirabdollahian"),
        ("Iranian foreign minister", date(2024, 9, 11), "abbas-araghchi"),
        ("US secretary of state", date(2024, 9, 10), "antony-blinken"),
        ("Israeli prime minister", date(2022, 12, 1), "yair-lapid"),
        ("South Korean defense minister", date(2024, 2, 27), "shin-won-sik"),
        ("Kremlin spokesman", None, "dmitry-peskov"),
        ("Iranian president", date(1990, 1, 1), None),
        ("king of the moon", None, None),
    ],
)
def test_who_held_an_office(knowledge: Knowledge, office: str, day: date | None, person: str | None) -> None:
    assert knowledge.holder(office, day) == person


@pytest.mark.parametrize(
    ("cited", "source_id"),
    [
        ("Asiatimes.com", "asia-times"),
        ("Asia Times Online", "asia-times"),
        ("Ibtimes.com", "ibtimes"),
        ("Radio Free Europe/Radio Liberty", "rferl"),
        ("RFE/RL", "rferl"),
        ("The Jerusalem Post", "jerusalem-post"),
        ("Epc.ae", "emirates-policy-center"),
        ("Russianspaceweb.com", "russianspaceweb"),
        ("Apa.az", "apa"),
        ("Tasnim News Agency", "tasnim"),
        ("Islamic Republic News Agency", "irna"),
        ("Cnsnews.com", "cns-news"),
        ("Al Jazeera", "al-jazeera"),
        ("Iranintl.com", "iran-international"),
        ("Khamenei.ir", "khamenei-ir"),
        ("Middleeastmonitor.com", "middle-east-monitor"),
        ("bbc news", "bbc-news"),
        ("https://www.bbc.co.uk/news/world-europe-63294698", "bbc-news"),
        ("Report Information Agency (Azerbaijan)", "report-az"),
        ("Associated Press (in the Albuquerque Journal)", "associated-press"),
        ("The Telegraph (India), carrying Reuters", "telegraph-india"),
        ("The Kyiv Independent, citing CNN", "kyiv-independent"),
        ("US Department of Commerce, Bureau of Industry and Security", "us-commerce-bis"),
    ],
)
def test_sources_are_found_as_they_are_cited(knowledge: Knowledge, cited: str, source_id: str) -> None:
    source = knowledge.source_named(cited)
    assert source is not None and source.source_id == source_id


@pytest.mark.parametrize("cited", ["", "an unnamed official", "The", ".com", "°®Âþµº", "example.org"])
def test_what_is_no_source_is_none(knowledge: Knowledge, cited: str) -> None:
    assert knowledge.source_named(cited) is None


def test_the_field_is_covered_broadly(knowledge: Knowledge) -> None:
    classes = {alias.entity_id for alias in knowledge.aliases if alias.sense == "class"}
    kinds = Counter(entity.kind for entity in knowledge.entities.values())
    assert len(classes) >= 75
    assert kinds["weapon"] - len(classes) >= 200
    assert kinds["organisation"] >= 100 and kinds["person"] >= 110
    assert len(knowledge.sources) >= 140


def test_every_parent_is_an_entity(knowledge: Knowledge) -> None:
    parents = {entity.parent_id for entity in knowledge.entities.values()} - {None}
    assert parents <= knowledge.entities.keys()


def test_two_loads_are_equal_and_an_edit_shows_in_the_digest(knowledge: Knowledge, folder: Path) -> None:
    assert load_knowledge(folder).digest == knowledge.digest
    (folder / "topics.yaml").write_text("arms-to-russia: {label: new}\n", "utf-8")
    assert load_knowledge(folder).digest != knowledge.digest


def test_a_new_weapon_is_an_entry_and_no_code(folder: Path) -> None:
    _append(folder, "weapons/iran.yaml", "zzz-9: {name: Zzz-9, class: rocket, country: IR}")
    meanings = {alias.text: alias.entity_id for alias in load_knowledge(folder).aliases}
    assert meanings["Zzz-9"] == meanings["Zzz-9s"] == meanings["Zzz9"] == "zzz-9"


@pytest.mark.parametrize(
    ("file", "line", "named"),
    [
        ("weapons/iran.yaml", "x: {name: X-1000, class: no-such}", "iran.yaml: x.class"),
        ("weapons/iran.yaml", "x: {name: X-1000, class: drone, parent: no-such}", "iran.yaml: x.parent"),
        ("weapons/iran.yaml", "x: {name: X-1000, class: drone, colour: red}", "iran.yaml: x.colour"),
        ("weapons/iran.yaml", "x: {name: X-1000, class: drone, country: QQ}", "iran.yaml: x.country"),
        ("weapons/iran.yaml", "shahed-136: {name: X-1000, class: drone}", "iran.yaml: shahed-136"),
        ("weapons/iran.yaml", "x: {name: X-1000, class: drone, aliases: [Geran-2]}", "iran.yaml: x.aliases"),
        ("weapons/iran.yaml", "X y: {name: X-1000, class: drone}", "iran.yaml: X y"),
        ("weapons/iran.yaml", "x: {class: drone}", "iran.yaml: x.name"),
        ("weapons/iran.yaml", "su-35: {name: X-1000, class: drone}", "su-35"),
        ("states.yaml", "x: {name: Xland, alpha2: XQ}", "states.yaml: x.alpha2"),
        (
            "people.yaml",
            "x: {name: X Xson, offices: [{title: king, state: nowhere}]}",
            "people.yaml: x.offices.0.state",
        ),
        (
            "people.yaml",
            "x: {name: X Xson, offices: [{title: king, from: 2020, to: 2019}]}",
            "people.yaml: x.offices.0",
        ),
        ("places.yaml", "x: {name: Xtown, sort: city, lat: 99}", "places.yaml: x.lat"),
        ("places.yaml", "x: {name: Xtown, sort: city, state: nowhere}", "places.yaml: x.state"),
        ("organisations.yaml", "x: {name: X Org, sort: club}", "organisations.yaml: x.sort"),
        ("organisations.yaml", "x: {name: IRGC, sort: military}", "organisations.yaml: x.aliases"),
        ("sources.yaml", "x: {name: X News, kind: outlet, domain: bbc.co.uk}", "sources.yaml: x.aliases"),
        ("sources.yaml", "x: {name: X News, kind: rumour}", "sources.yaml: x.kind"),
        (
            "weapon_classes.yaml",
            "x: {name: exes, aliases: [ex], parent: y}\ny: {name: ys, aliases: [wye], parent: x}",
            "weapon_classes.yaml: x.parent",
        ),
        ("agreements.yaml", "x: [not, a, mapping]", "agreements.yaml: x"),
        ("agreements.yaml", "x: {name: 12: 13}", "agreements.yaml"),
    ],
)
def test_a_mistake_is_reported_with_file_and_key(folder: Path, file: str, line: str, named: str) -> None:
    _append(folder, file, line)
    with pytest.raises(KnowledgeError) as error:
        load_knowledge(folder)
    assert named in str(error.value)


def test_a_missing_file_or_folder_is_named(folder: Path) -> None:
    (folder / "states.yaml").unlink()
    with pytest.raises(KnowledgeError, match=r"states\.yaml"):
        load_knowledge(folder)
    with pytest.raises(KnowledgeError, match="nowhere"):
        load_knowledge(folder / "nowhere")


def _append(folder: Path, file: str, line: str) -> None:
    path = folder / file
    path.write_text(f"{path.read_text('utf-8')}\n{line}\n", "utf-8")
