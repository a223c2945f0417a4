"""What statements rest on, as a tree: each origin, why its claims share it, and the articles that pass it on."""

from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from components import formats, links
from tables.selection import Selection

MOST = 12


def draw_origins(origins: pd.DataFrame, statements: pd.DataFrame, selection: Selection) -> None:
    """The origins (rows of ``comparison.origins_in``) with the articles below each, most claims first."""
    articles = int(statements["article_id"].nunique())
    st.html(f'<h2 class="cl-subtitle">What it rests on <span class="cl-quiet">{formats.counted(articles, "article")}, '
            f"{formats.counted(len(origins), 'origin')}</span></h2>")  # fmt: skip
    items = "".join(_origin(row, statements, selection) for row in origins.head(MOST).itertuples())
    rest = len(origins) - MOST
    more = f'<li class="cl-quiet">and {formats.counted(rest, "more origin")}</li>' if rest > 0 else ""
    st.html(f'<ul class="cl-tree">{items}{more}</ul>')


def _origin(row: Any, statements: pd.DataFrame, selection: Selection) -> str:
    name = "no origin given" if formats.is_missing(row.label) else str(row.label)
    reason = "" if formats.is_missing(row.reason) else f' <span class="cl-quiet">{escape(str(row.reason))}</span>'
    own = statements[statements["claim_id"].isin(row.claim_ids)]
    leaves = "".join(_article(part, selection) for _, part in own.groupby("article_id", sort=False))
    return f"<li><b>{escape(name)}</b>{reason}<ul>{leaves}</ul></li>"


def _article(part: pd.DataFrame, selection: Selection) -> str:
    first = next(part.itertuples())
    source = "unknown source" if formats.is_missing(first.source) else str(first.source)
    when = formats.published(first.published, first.published_basis)
    href = links.link_to("articles", selection, article=first.article_id, claim=first.claim_id)
    count = f' <span class="cl-quiet">{formats.counted(len(part), "claim")}</span>' if len(part) > 1 else ""
    return f'<li><a href="{escape(href)}">{escape(source)}, {escape(when)}</a>{count}</li>'
