"""The figures of an evaluation as tables in the terminal."""

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from preprocessing.evaluation import Scores
from preprocessing.scoring import Verdict
from preprocessing.terminal import inert
from tables.schema import STATUSES


def print_report(report: Mapping[str, Any], console: Console) -> None:
    """All figures, sets as columns: the share, and how many claims it rests on."""
    table = Table(title=f"{report['pipeline']}, {report['date']}", title_justify="left")
    table.add_column("")
    for each in report["sets"]:
        table.add_column(inert(each["name"]), justify="right")
    for name in dict.fromkeys(name for each in report["sets"] for name in each["figures"]):
        table.add_row(name, *(_cell(each, name) for each in report["sets"]))
    console.print(table)
    _print_confusion(report["confusion"], console)


def _cell(each: Mapping[str, Any], name: str) -> str:
    share = each["figures"].get(name)
    return "" if share is None else f"{share:.3f} /{each['sizes'][name]}"


def _print_confusion(confusion: Mapping[str, Mapping[str, int]], console: Console) -> None:
    table = Table(title="Status: gold in rows, found in columns", title_justify="left")
    for name in ("", *STATUSES):
        table.add_column(name, justify="right")
    for gold, found in confusion.items():
        table.add_row(gold, *(str(found.get(name, "")) for name in STATUSES))
    console.print(table)


def print_worst(scores: Scores, number: int, console: Console) -> None:
    """The claims of a set that are not fully right, each with what was found instead."""
    console.rule(inert(scores.name))
    for verdict in [v for v in scores.verdicts if not v.fully][:number]:
        console.print(inert(f"{verdict.gold.article}: {verdict.gold.sentence}"))
        console.print(Text("  gold   ") + inert(_gold(verdict), "green"))
        console.print(Text("  found  ") + inert(_found(verdict), "red"))


def _gold(verdict: Verdict) -> str:
    gold = verdict.gold
    shown = (gold.event_type, "; ".join(gold.agent), "; ".join(gold.recipient), ", ".join(gold.items), gold.quantity,
             gold.date, gold.status, "; ".join(gold.speaker), gold.cited)  # fmt: skip
    return " | ".join(str(value or "-") for value in shown)


def _found(verdict: Verdict) -> str:
    answer = verdict.answer
    if answer is None:
        return "nothing in this sentence"
    shown = (answer.event_type, "; ".join(answer.agents), "; ".join(answer.recipients), ", ".join(answer.items),
             answer.quantity, answer.day, answer.status, answer.speaker, answer.cited)  # fmt: skip
    wrong = [name for name, right in (verdict.right or {}).items() if not right]
    if not verdict.found:
        wrong.insert(0, "type")
    return " | ".join(str(value or "-") for value in shown) + f"   wrong: {', '.join(wrong)}"
