"""The brief of a view as Markdown and as one HTML file. Whatever comes from articles is escaped in both."""

import re
from html import escape
from urllib.parse import quote

from components import formats
from components.palette import load_palette
from tables.brief import Brief, Citation, Matter
from tables.claims import Card

NOTE = ("What sources say, side by side; which of them is right is left to the reader. A figure in square brackets "
        "names the passage below on which a line rests.")
# everything that begins a mark, a tag or a link in any flavour of Markdown
_MARKS = re.compile(r"([\\`*_{}\[\]#|~$<>&!^=@])")
_LINKS = re.compile(r"(?i)(:)(?=//)|(?<=www)(\.)|(?<=mailto)(:)")
_LINE_START = re.compile(r"^(\d+)([.)])|^([-+])")

CSS = """
:root { color-scheme: light dark; }
body { font: 16px/1.55 Georgia, 'Times New Roman', serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.7rem; line-height: 1.2; } h2 { font-size: 1.15rem; margin: 2rem 0 .4rem; }
.quiet, li .quiet, footer { font: .87rem/1.5 system-ui, sans-serif; opacity: .8; }
ul { padding-left: 1.1rem; } li { margin: .35rem 0; } blockquote { margin: .2rem 0 .2rem 0; padding: 0; }
.status { font: 600 .87rem system-ui, sans-serif; white-space: nowrap; }
@media print { body { margin: 0; max-width: none; } a { color: inherit; } }
"""


def inert(text: object) -> str:
    """Text for Markdown that shows as it is: no mark, tag, link, heading or list can begin in it."""
    plain = " ".join("".join(c if c.isprintable() else " " for c in str(text)).split())
    marked = _MARKS.sub(r"\\\1", plain)
    return _LINE_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", _LINKS.sub(lambda m: f"\\{m[0]}", marked))


def safe_url(url: str | None) -> str:
    """The address where a browser may safely open it, with nothing in it that could end a link; else nothing."""
    if not url or not url.startswith(("https://", "http://")):
        return ""
    return quote(url, safe=":/?#@!$&*+,;=%-._~")


def _who(card: Card) -> str:
    speaker = f", quoting {card.row['speaker_name']}" if card.row["speaker_name"] else ""
    return f"{card.row['source_name'] or 'Unknown source'}{speaker}"


def _said(card: Card) -> str:
    """One claim in words, without its status: who, when, how much."""
    row = card.row
    when = formats.happened(row["event_from"], row["event_to"], row["date_precision"])
    amount = " ".join(str(part) for part in (row["quantity_text"], row["quantity_unit"]) if part)
    published = formats.published(row["published"], row["published_basis"])
    rest = "; ".join(part for part in (amount, when if when != "undated" else "") if part)
    return f"{_who(card)}, {published}" + (f" ({rest})" if rest else "")


def _head(brief: Brief) -> str:
    counts = brief.counts
    said = (f"{formats.counted(counts.claims, 'claim')} from {formats.counted(counts.sources, 'source')} in "
            f"{formats.counted(counts.articles, 'article')}, {formats.counted(counts.origins, 'independent origin')}.")
    left = f" {formats.counted(brief.left_out, 'further claim')} not quoted here: narrow the filters." if brief.left_out else ""
    return said + left


def _cited(citation: Citation) -> str:
    row = citation.row
    kind = ", summary written for this project" if row["article_kind"] == "summary" else ""
    return (f"{row['source_name'] or 'Unknown source'}, “{row['title'] or 'Untitled'}”, "
            f"{formats.published(row['published'], row['published_basis'])}{kind}")


def _passage_link(root: str, citation: Citation) -> str:
    return f"{root}articles?article={quote(str(citation.row['article_id']))}&claim={quote(str(citation.row['claim_id']))}"


def as_markdown(brief: Brief, filters: str, view: str, root: str) -> str:
    """The brief as Markdown. ``filters`` says in words what is selected, ``view`` is the address of the view,
    ``root`` that of the dashboard, ending in a slash."""
    lines = ["# Claimline brief", "", f"{inert(filters)}  ", inert(_head(brief)), "", NOTE.replace("[", "\\["), ""]
    for matter in brief.matters:
        lines += [f"## {inert(matter.label)}", "", *(_markdown_line(card, number) for card, number in matter.claims), ""]
    lines += ["## Sources and passages", ""]
    for each in brief.citations:
        url = safe_url(each.row["url"])
        original = f" · [original]({url})" if url else ""
        lines += [f"{each.number}. {inert(_cited(each))} · [passage]({safe_url(_passage_link(root, each))}){original}  ",
                  f"   “{inert(each.passage)}”"]
    return "\n".join([*lines, "", f"View: <{safe_url(view)}>  ", f"Build: {inert(brief.build_id)}", ""])


def _markdown_line(card: Card, number: int) -> str:
    return f"- **{inert(load_palette().status[card.row['status']].label)}**: {inert(_said(card))} \\[{number}\\]"


def as_html(brief: Brief, filters: str, view: str, root: str) -> str:
    """The brief as one HTML file that needs nothing else and runs nothing; parameters as in ``as_markdown``."""
    parts = [_matter(matter) for matter in brief.matters]
    cited = "".join(_citation(each, root) for each in brief.citations)
    address = escape(safe_url(view))
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Claimline brief</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<style>{CSS}</style></head><body><h1>Claimline brief</h1><p>{escape(filters)}<br>{escape(_head(brief))}</p>"
        f'<p class="quiet">{NOTE}</p>{"".join(parts)}<h2>Sources and passages</h2><ol>{cited}</ol>'
        f'<footer><p>View: <a href="{address}">{address}</a><br>Build: {escape(brief.build_id)}</p></footer></body></html>'
    )


def _matter(matter: Matter) -> str:
    looks = load_palette().status
    rows = []
    for card, number in matter.claims:
        look = looks[card.row["status"]]
        rows.append(f'<li><span class="status" style="color:{look.css}">{look.glyph} {escape(look.label)}</span> '
                    f'{escape(_said(card))} <a href="#c{number}">[{number}]</a></li>')
    return f"<h2>{escape(matter.label)}</h2><ul>{''.join(rows)}</ul>"


def _citation(each: Citation, root: str) -> str:
    url = safe_url(each.row["url"])
    rel = 'rel="noopener noreferrer"'
    original = f' · <a href="{escape(url)}" {rel}>original</a>' if url else ""
    link = escape(safe_url(_passage_link(root, each)))
    return (f'<li id="c{each.number}"><span class="quiet">{escape(_cited(each))} · <a href="{link}">passage</a>{original}</span>'
            f"<blockquote>“{escape(each.passage)}”</blockquote></li>")
