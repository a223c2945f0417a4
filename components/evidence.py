"""The claims behind a mark, a cell or a row: each with its sentence, its speaker, its source and its rule."""

from collections.abc import Iterable
from html import escape

import streamlit as st

from components import formats, links, look
from components.answers import ask
from components.filters import current_selection
from components.highlights import marked
from components.pager import draw_pager
from components.palette import load_palette
from tables.claims import Card, claim_cards

PER_PAGE = 10
DATE_BASES = {
    "stated": "stated in the text",
    "relative": "counted from the date of the article",
    "cited": "the date of the report it cites",
    "published": "the date of the article",
    "unknown": "not given",
}


def _published(card: Card) -> str:
    text = formats.published(card.row["published"], card.row["published_basis"])
    if card.row["published_basis"] == "estimated":
        return f'<span class="cl-estimated" title="The article does not say; estimated">{escape(text)}</span>'
    return escape(text)


def _act(card: Card) -> str:
    parties = " → ".join(formats.listed(list(names)) for names in (card.agents, card.recipients) if names)
    return " · ".join(part for part in (card.row["type_label"], parties, ", ".join(card.items)) if part)


def _amount(card: Card) -> str:
    row = card.row
    text = formats.quantity(row["quantity_low"], row["quantity_high"], row["quantity_unit"])
    return text or row["quantity_text"] or ""


def _speaker(card: Card) -> str:
    said = f", {formats.day(card.row['said_on'])}" if card.row["said_on"] is not None else ""
    return f"{card.row['speaker_name']}{said}" if card.row["speaker_name"] else "the article itself"


def _cited(card: Card) -> str:
    day = formats.day(card.row["cited_date"])
    return f"{card.row['cited_name']}{', ' + day if day else ''}" if card.row["cited_name"] else ""


def _when(card: Card) -> str:
    row = card.row
    text = formats.happened(row["event_from"], row["event_to"], row["date_precision"])
    return f"{text} ({DATE_BASES.get(row['date_basis'], 'not given')})" if text != "undated" else "undated"


def _facts(card: Card) -> str:
    facts = {
        "Said by": _speaker(card), "Citing": _cited(card), "Act": _act(card), "Quantity": _amount(card),
        "When": _when(card), "Where": ", ".join(card.places), "Rule": card.row["rule_id"] or "",
        "Same origin": card.row["origin_reason"] or "",
    }  # fmt: skip
    return "".join(f"<dt>{name}</dt><dd>{escape(text)}</dd>" for name, text in facts.items() if text)


def card_html(card: Card) -> str:
    """One claim as HTML. All text in it is escaped, so that an article cannot put anything on the page."""
    palette = load_palette()
    source = escape(card.row["source_name"] or "unknown source")
    owned = ' <span class="cl-quiet">(state-affiliated)</span>' if card.row["state_affiliated"] else ""
    summary = ' <span class="cl-summary">summary</span>' if card.row["article_kind"] == "summary" else ""
    head = f"{look.status_mark(palette, card.row['status'])} <b>{source}</b>{owned} {_published(card)}{summary}"
    quote = marked(card.sentence, card.marks, card.start)
    return (
        f'<article class="cl-card" style="--cl-edge: var(--cl-status-{escape(card.row["status"])})">'
        f'<div class="cl-head">{head}</div><blockquote>{quote}</blockquote>'
        f'<dl class="cl-facts">{_facts(card)}</dl></article>'
    )


def draw_original(url: str | None) -> None:
    """A link to the publisher's page, where the address is one that a browser may safely open."""
    if url and url.startswith(("https://", "http://")):
        st.html(f'<a class="cl-out" href="{escape(url)}" target="_blank" rel="noopener noreferrer">'
                "The original at its publisher</a>")  # fmt: skip


def draw_claim(card: Card, onward: bool = True) -> None:
    """One claim, with the link to the article at its passage unless ``onward`` is false."""
    with st.container(key=f"claim-{card.claim_id}", gap="xsmall"):
        st.html(card_html(card))
        if onward:
            _draw_onward(card)


def _draw_onward(card: Card) -> None:
    with st.container(horizontal=True, gap="medium", vertical_alignment="center", key=f"onward-{card.claim_id}"):
        here = {"article": card.row["article_id"], "claim": card.claim_id}
        links.page_link("articles", "Read it in the article", current_selection(), links.ONWARD, **here)
        if card.row["article_kind"] == "summary":
            draw_original(card.row["url"])


def draw_claims(claim_ids: Iterable[str], key: str = "claims", title: str = "") -> None:
    """The claims with these ids as cards, in the order given, ten at a time; once on a page.

    A title is followed by the number of claims. Without claims: a sentence that says so.
    """
    ids = list(dict.fromkeys(claim_ids))
    if title:
        count = formats.counted(len(ids), "claim")
        st.html(f'<h2 class="cl-subtitle">{escape(title)} <span class="cl-quiet">{count}</span></h2>')
    shown = ids[draw_pager(len(ids), PER_PAGE, key)]
    if not ids:
        look.draw_nothing("No claims here: remove a filter above, or choose another mark.")
    for card in ask(claim_cards, tuple(shown)):
        draw_claim(card)
