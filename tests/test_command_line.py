"""The command line: exit codes, sentences, and articles that try to speak to the terminal."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from preprocessing.__main__ import app
from preprocessing.terminal import inert

ROOT = Path(__file__).parent.parent
HOSTILE = "Iran sent \x1b[31mdrones\x1b]0;owned\x07 to Russia, [red]officials[/red] said :bomb: on Tuesday. \u202eIran"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(each) for each in arguments])


def test_every_command_has_help() -> None:
    for command in ("build", "inspect", "evaluate", "sample"):
        shown = run(command, "--help")
        assert shown.exit_code == 0
        assert command in run("--help").output


def test_inspect_shows_hostile_text_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "hostile.txt"
    path.write_text(f"{HOSTILE}\n\nThe drones were launched at Odesa by Russian forces a day later.\n", "utf-8")
    shown = run("inspect", path)
    assert shown.exit_code == 0, shown.output
    assert "\x1b" not in shown.output and "\x07" not in shown.output and "\u202e" not in shown.output
    assert "[red]officials[/red]" in shown.output and ":bomb:" in shown.output


def test_inspect_names_rule_status_and_roles_of_a_claim(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text("Iran has reportedly delivered 24 drones to Russia in October 2022, an official said.\n", "utf-8")
    shown = " ".join(run("inspect", path).output.split())
    for words in ("rule transfer.", "agents Iran", "recipients Russia", "hedged, cue “reportedly”", "“24”", "2022-10-01"):
        assert words in shown


def test_control_characters_never_reach_the_terminal() -> None:
    shown = inert("".join(map(chr, range(0x2100)))).plain
    assert all(character.isprintable() or character == "\n" for character in shown)


@pytest.mark.parametrize("arguments", [
    ("build", "--articles", "nowhere"), ("build", "--knowledge", "nowhere"), ("inspect", "nowhere.txt"),
    ("evaluate", "--gold", "nowhere"), ("sample", "--tables", "nowhere", "--out", "sample.jsonl"),
])  # fmt: skip
def test_what_is_missing_is_named_in_a_sentence(arguments: tuple[str, ...], tmp_path: Path) -> None:
    placed = [str(tmp_path / each) if each.startswith(("nowhere", "sample.")) else each for each in arguments]
    shown = run(*placed)
    assert shown.exit_code == 1
    assert "nowhere" in shown.output
    assert "Traceback" not in shown.output


def test_bad_knowledge_is_named_by_file_and_key_and_nothing_is_built(tmp_path: Path) -> None:
    knowledge = tmp_path / "knowledge"
    shutil.copytree(ROOT / "data" / "knowledge", knowledge)
    with (knowledge / "sources.yaml").open("a", encoding="utf-8") as file:
        file.write("\nthe-new-outlet: {nmae: The New Outlet}\n")
    (tmp_path / "articles").mkdir()
    shown = run("build", "--articles", tmp_path / "articles", "--knowledge", knowledge, "--out", tmp_path / "tables")
    assert shown.exit_code == 1
    assert "sources.yaml" in shown.output and "the-new-outlet" in shown.output
    assert not (tmp_path / "tables").exists()


def test_a_folder_of_other_files_is_not_built_into(tmp_path: Path) -> None:
    out = tmp_path / "mine"
    out.mkdir()
    (out / "letter.txt").write_text("Dear Sir", "utf-8")
    (tmp_path / "articles").mkdir()
    shown = run("build", "--articles", tmp_path / "articles", "--out", out)
    assert shown.exit_code == 1
    assert (out / "letter.txt").read_text("utf-8") == "Dear Sir"


def test_a_build_is_summed_up_and_not_repeated_where_it_is_current(tmp_path: Path) -> None:
    articles, out = tmp_path / "articles", tmp_path / "tables"
    articles.mkdir()
    (articles / "one.txt").write_text("Iran delivered 24 drones to Russia in October 2022, Kyiv said.\n", "utf-8")
    (articles / "empty.txt").write_text("", "utf-8")
    first = run("build", "--articles", articles, "--out", out)
    assert first.exit_code == 0, first.output
    assert f"{out}/discarded.jsonl" in first.output
    again = run("build", "--articles", articles, "--out", out, "--if-needed")
    assert "up to date" in again.output


def test_a_sample_is_drawn_alike_every_time_and_waits_for_judgement(tmp_path: Path) -> None:
    articles, out = tmp_path / "articles", tmp_path / "tables"
    articles.mkdir()
    (articles / "one.txt").write_text("Iran delivered drones to Russia. Poland gave Ukraine dozens of tanks. "
                                      "Turkey supplied drones to Ukraine in 2021.\n", "utf-8")
    assert run("build", "--articles", articles, "--out", out).exit_code == 0
    files = [tmp_path / f"{n}.jsonl" for n in (1, 2)]
    for file in files:
        assert run("sample", "--tables", out, "--n", 2, "--seed", 7, "--out", file).exit_code == 0
    assert files[0].read_bytes() == files[1].read_bytes()
    rows = [json.loads(line) for line in files[0].read_text("utf-8").splitlines()]
    assert len(rows) == 2
    assert all(row["sentence"] and set(row["judgement"].values()) == {None} for row in rows)


def test_evaluate_scores_a_gold_folder_and_writes_what_the_dashboard_reads(tmp_path: Path) -> None:
    (tmp_path / "genres").mkdir()
    (tmp_path / "genres" / "a.txt").write_text(
        "Iran delivered 24 drones to Russia in October 2022, John Kirby said. Talks went on for hours.\n", "utf-8"
    )
    gold = {
        "article": "a.txt", "sentence": "Iran delivered 24 drones to Russia", "event_type": "transfer", "agent": "Iran",
        "recipient": "Russia", "items": ["drones"], "quantity": "24", "event_date": "2022-10", "speaker": "John Kirby",
        "status": "asserted", "cited": None, "location": None,
    }  # fmt: skip
    missed = {**gold, "sentence": "Talks went on for hours", "event_type": "negotiate"}
    lines = "".join(json.dumps(row) + "\n" for row in (gold, missed))
    (tmp_path / "genres-dev.jsonl").write_text(lines, "utf-8")
    shown = run("evaluate", "--gold", tmp_path, "--write", tmp_path / "figures.json", "--worst", 5)
    assert shown.exit_code == 0, shown.output
    assert "nothing in this sentence" in shown.output
    report = json.loads((tmp_path / "figures.json").read_text("utf-8"))
    own, baseline = report["sets"]
    assert (own["name"], own["n"], own["figures"]["found"], own["figures"]["fully right"]) == ("genres-dev", 2, 0.5, 0.5)
    assert baseline["figures"]["found"] == 0.5 and baseline["figures"]["recipient"] == 0
    assert report["confusion"]["asserted"] == {"asserted": 1}
