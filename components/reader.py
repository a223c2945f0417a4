"""The reader: the list of articles, and one article whole, scrolled to the passage that a link names."""

import re
from collections.abc import Iterator
from html import escape

import pandas as pd
import streamlit as st

from components import formats, links, look
from components.answers import ask
from components.evidence import draw_claim, draw_original
from components.highlights import marked
from components.pager import draw_pager
from components.palette import load_palette
from components.table import draw_table
from tables.articles import Passage, Whole, articles_in, whole_article
from tables.claims import Mark, claim_cards
from tables.selection import Selection

PER_PAGE = 20
BASES = {
    "stated": "stated in the article",
    "sidecar": "given beside the article",
    "estimated": "estimated",
    "unknown": "not known",
}

_scroll = st.components.v2.component(
    "claimline_scroll",
    js="""
    export default function ({ data }) {
      if (window.claimlineAt === data) return
      let tries = 0
      const look = () => {
        const passage = document.querySelector(".cl-article mark.here")
        if (passage) {
          window.claimlineAt = data
          passage.scrollIntoView({ block: "center" })
        } else if (tries++ < 60) {
          window.setTimeout(look, 50)
        }
      }
      look()
    }
    """,
)


# The list


def _listed(frame: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    dates = zip(frame["published"], frame["published_basis"], strict=True)
    return pd.DataFrame({
        "Read": [links.link_to("articles", selection, article=each) for each in frame["article_id"]],
        "Title": frame["title"],
        "Source": frame["source"],
        "Published": [formats.published(day, basis) for day, basis in dates],
        "Claims": frame["claims"],
        "Words": frame["words"],
        "Text": ["summary" if kind == "summary" else "full" for kind in frame["kind"]],
        "Note": ["copy of another article" if isinstance(each, str) else "" for each in frame["copy_of"]],
    })  # fmt: skip


def draw_list(selection: Selection) -> None:
    """The articles that the selection touches, newest first, each with a link to read it."""
    frame = ask(articles_in, selection)
    count = formats.counted(len(frame), "article")
    look.draw_heading("Articles", f"{count}, newest first. An estimated date is written “c. Nov 2022”.")
    if frame.empty:
        look.draw_nothing(
            "No article fits these filters: remove one of them above." if not selection.is_empty
            else "There are no articles yet: put some into data/articles and run `make build`."
        )  # fmt: skip
        return
    shown = draw_pager(len(frame), PER_PAGE, "articles")
    with st.container(gap="xsmall", key="article-rows"):
        for row in frame[shown].to_dict("records"):
            _draw_row(row, selection)
    with st.expander("This list as a table"):
        config = {"Read": st.column_config.LinkColumn("Read", display_text="Open", width=60)}
        alt = f"Table of {count} with title, source, date of publication and number of claims."
        draw_table(_listed(frame, selection), alt, "articles", "articles", config)


def _draw_row(row: dict, selection: Selection) -> None:
    date = escape(formats.published(row["published"], row["published_basis"]))
    notes = [
        f"<b>{escape(row['source'])}</b>",
        f'<span class="cl-estimated">{date}</span>' if row["published_basis"] == "estimated" else date,
        formats.counted(row["claims"], "claim"),
        "summary" if row["kind"] == "summary" else f"{formats.counted(row['words'], 'word')}",
        "nearly the same text as another" if isinstance(row["copy_of"], str) else "",
        formats.counted(row["captures"], "capture") if row["captures"] > 1 else "",
    ]
    with st.container(gap=None, key=f"row-article-{row['article_id']}"):
        links.page_link("articles", row["title"] or "Untitled", selection, article=row["article_id"])
        st.html(f'<span class="cl-rownote">{" · ".join(note for note in notes if note)}</span>')


# One article


def _date(row: dict) -> str:
    text = escape(formats.published(row["published"], row["published_basis"]))
    if row["published_basis"] == "estimated":
        text = f'<span class="cl-estimated">{text}</span>'
    note = f": {row['published_note']}" if row["published_note"] else ""
    return f'{text} <span class="cl-quiet">({escape(BASES.get(row["published_basis"], "") + note)})</span>'


def _facts(whole: Whole) -> str:
    row = whole.row
    owner = ", state-affiliated" if row["state_affiliated"] else ""
    facts = {
        "Source": escape(f"{row['source_name']}{owner}"), "Author": escape(row["author"] or "not named"),
        "Published": _date(row), "Length": f"{formats.number(row['words'])} words",
        "Captures": escape(", ".join(row["captures"] if row["captures"] is not None else ())),
    }  # fmt: skip
    return "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in facts.items() if value)


def _draw_head(whole: Whole, selection: Selection) -> None:
    row = whole.row
    links.page_link("articles", "All articles", selection, icon=":material/arrow_back:")
    look.draw_heading(row["title"] or "Untitled")
    st.html(f'<dl class="cl-facts">{_facts(whole)}</dl>')
    if row["kind"] == "summary":
        st.html('<p class="cl-note">A summary written for this project, not the publisher’s text.</p>')
    draw_original(row["url"])
    for article_id, title, source in (whole.original,) if whole.original else ():
        links.page_link("articles", f"Nearly the same text as “{title}”, {source}", selection, article=article_id)
    for article_id, title, source in whole.copies:
        links.page_link("articles", f"Copied in “{title}”, {source}", selection, article=article_id)


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Each paragraph of a text with where it begins."""
    for found in re.finditer(r"(?:(?!\n\n).)+", text, re.DOTALL):
        yield found.start(), found.group()


def _target(whole: Whole, claim: str, passage: str) -> list[Mark]:
    """What the link points at: a claim's sentence, or the offset where a passage begins."""
    for each in whole.passages:
        if each.claim_id == claim or (passage and str(each.start) == passage):
            return [Mark(each.start, each.end, "here")]
    if passage.isdecimal() and int(passage) < len(whole.row["text"]):
        rest = whole.row["text"][int(passage) :]
        return [Mark(int(passage), int(passage) + len(rest.split("\n\n")[0]), "here")]
    return []


def _draw_text(whole: Whole, target: list[Mark]) -> None:
    sentences = [Mark(each.start, each.end, "claim") for each in whole.passages]
    marks = [*whole.marks, *sentences, *target]
    parts = [f"<p>{marked(text, marks, start)}</p>" for start, text in _paragraphs(whole.row["text"])]
    st.html(f'<div class="cl-article">{"".join(parts)}</div>')


def _draw_key() -> None:
    looks = load_palette().mark
    pieces = [f'<mark class="{name}">{escape(look_.label)}</mark>' for name, look_ in looks.items()]
    st.html(f'<p class="cl-key">In the text: {" ".join(pieces)} <mark class="claim">holds a claim</mark></p>')


def _draw_findings(whole: Whole) -> None:
    if not whole.findings:
        return
    with st.expander(f"What was noticed while reading it ({len(whole.findings)})"):
        rows = [f"<dt>{escape(each['kind'])}</dt><dd><q>{escape(each['text'] or '')}</q> "
                f'<span class="cl-quiet">{escape(each["note"] or "")}</span></dd>' for each in whole.findings]  # fmt: skip
        st.html(f'<dl class="cl-facts">{"".join(rows)}</dl>')


def _passage_label(passage: Passage, text: str) -> str:
    words = " ".join(text[passage.start : passage.end].split())
    glyph = load_palette().status[passage.status].glyph
    return f"{glyph} {passage.label}: {words[:60]}{'…' if len(words) > 60 else ''}"


def _draw_side(whole: Whole, claim: str, selection: Selection) -> None:
    for card in ask(claim_cards, (claim,)) if claim else []:
        draw_claim(card, onward=False)
    count = formats.counted(len(whole.passages), "claim")
    st.html(f'<h2 class="cl-subtitle">{count} in this article</h2>')
    with st.container(gap="xsmall", key="passages"):
        for each in whole.passages:
            label = _passage_label(each, whole.row["text"])
            links.page_link("articles", label, selection, article=whole.row["article_id"], claim=each.claim_id)


def draw_article(article_id: str, claim: str, passage: str, selection: Selection) -> None:
    """One article with its highlights, metadata, findings and claims, at the passage asked for."""
    whole = ask(whole_article, article_id)
    if whole is None:
        links.notice(f"Left out of this view: article={article_id} (no such article).")
        links.forget("article", "claim", "passage")
        draw_list(selection)
        return
    target = _target(whole, claim, passage)
    if (claim or passage) and not target:
        links.notice(f"Left out of this view: {claim or passage} (no such passage in this article).")
        links.forget("claim", "passage")
    _draw_head(whole, selection)
    left, right = st.columns([2, 1], gap="large")
    with left:
        _draw_key()
        _draw_text(whole, target)
        _draw_findings(whole)
    with right:
        _draw_side(whole, claim if target else "", selection)
    if target:
        _scroll(data=f"{article_id} {claim} {passage}", key="scroll")
