"""The page on how claims are found: the rules that fired, how well they do, what was not taken."""

import json
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from components import formats, look
from components.table import draw_table

EVALUATION = Path(__file__).parents[1] / "data" / "evaluation.json"
STEPS = (
    ("Read", "Each file is repaired and cleaned; publisher, author and date are kept with what they rest on."),
    ("Name", "States, organisations, people, weapon systems and places are matched against listed names; a "
             "designation that is not listed is marked as discovered."),
    ("Find", "A rule finds a verb or noun of an act and fills who, to whom, what, how many and when from the "
             "grammar of the sentence. Its name stands on every claim."),
    ("Weigh", "A cue such as “reportedly”, “denied” or “could” sets the status; the cue is marked in the sentence."),
    ("Group", "Claims about the same act, parties and items share a topic, whatever their status; a party that is not named "
              "is never guessed. Within a topic, claims whose days overlap and whose numbers and places do not exclude one "
              "another report one event; over the very same days a difference is a conflict about one event. Nothing is "
              "merged, and no source outweighs another."),
    ("Trace", "Copies of an article share an origin, as do claims that rest on the same person's word, on the same cited "
              "report, or on what a government or body said within ten days in the same sense."),
)  # fmt: skip


def draw_steps() -> None:
    """The way from a file to a claim, step by step."""
    rows = [f"<li><b>{name}.</b> {escape(text)}</li>" for name, text in STEPS]
    st.html(f'<ol class="cl-steps">{"".join(rows)}</ol>')


def _evaluation(path: Path) -> dict[str, Any] | None:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        assert isinstance(found["sets"], list)
    except (OSError, ValueError, KeyError, TypeError, AssertionError):
        return None
    return dict(found)


def _figures(found: dict[str, Any]) -> pd.DataFrame:
    rows = []
    for each in found["sets"]:
        figures = {name: value for name, value in each.get("figures", {}).items() if isinstance(value, int | float)}
        rows.append({"Set": str(each.get("name", "")), "Size": each.get("n"), **figures})
    return pd.DataFrame(rows)


def draw_evaluation(path: Path = EVALUATION) -> None:
    """How well the extraction does on texts read by hand, or that this was not measured yet."""
    st.html('<h2 class="cl-subtitle">How well it does</h2>')
    found = _evaluation(path)
    if not found or not found["sets"]:
        look.draw_nothing("Not measured yet: run “make evaluate”, then reload this page.")
        return
    st.html(f'<p class="cl-note">Measured {escape(str(found.get("date", "")))} against texts read by hand; 1 is best.</p>')
    draw_table(_figures(found), "Scores of the extraction by set and field.", "evaluation", "evaluation")


def draw_rules(rules: pd.DataFrame) -> None:
    """Every rule that made a claim of the selection, with how often."""
    st.html('<h2 class="cl-subtitle">The rules that fired</h2>')
    if rules.empty:
        look.draw_nothing("No claims fit these filters: remove one of them above.")
        return
    shown = pd.DataFrame({
        "Rule": rules["rule"], "Acts": rules["event_types"], "Claims": rules["claims"],
        "Articles": rules["articles"], "Sources": rules["sources"], "With a reservation": rules["qualified"],
        "With a date": rules["dated"],
    })  # fmt: skip
    percent = {"With a date": st.column_config.NumberColumn("With a date", format="percent")}
    draw_table(shown, "Rules with the number of claims that each made.", "rules", "rules", percent)


def draw_left_out(files: list[dict[str, str]], build: dict[str, str]) -> None:
    """What was not taken and why, and which build this is."""
    st.html(f'<h2 class="cl-subtitle">Files that were not taken <span class="cl-quiet">{len(files)}</span></h2>')
    rows = [f"<dt>{escape(str(each.get('file', '')))}</dt><dd>{escape(str(each.get('reason', '')))}</dd>"
            for each in files[:200]]  # fmt: skip
    st.html(f'<dl class="cl-facts">{"".join(rows)}</dl>' if rows else '<p class="cl-note">All files were read.</p>')
    made = f"Build {build['build_id'][:12]}, made {build['built_at'][:16].replace('T', ' ')}."
    st.html(f'<p class="cl-note">{escape(made)} {formats.counted(len(files), "file")} left out.</p>')
