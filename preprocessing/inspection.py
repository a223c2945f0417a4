"""How one file is read, printed: metadata, repairs, names and claims with what they rest on."""

from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from preprocessing.analysis import Analysis
from preprocessing.articles import Article, merged
from preprocessing.captures import read_file
from preprocessing.claims import Claim, find_claims, row
from preprocessing.extraction import Extractor, analyse, load_extractor
from preprocessing.knowledge import load_knowledge
from preprocessing.terminal import inert


def print_file(path: Path, knowledge_folder: Path, model: Path, console: Console) -> None:
    """Prints every article of a file.

    Raises Unreadable where the file holds none, KnowledgeError, and OSError where there is no pipeline.
    """
    knowledge = load_knowledge(knowledge_folder)
    captures = read_file(path, knowledge)
    extractor = load_extractor(model, knowledge)
    for capture in captures:
        article = merged([capture])
        console.rule(inert(article.title))
        _print_metadata(article, console)
        _print_claims(article, extractor, console)


def _print_metadata(article: Article, console: Console) -> None:
    source = article.source
    shown = {
        "file": ", ".join(article.captures),
        "source": f"{source.name} ({source.kind}, {source.basis})" if source else None,
        "author": article.author,
        "published": f"{article.published or 'no date'} ({article.published_basis}) {article.published_note}".strip(),
        "url": article.url,
        "kind": f"{article.kind}, {article.language}, {article.words:,} words",
    }
    for name, value in shown.items():
        _print_field(console, name, value or "not known")
    for finding in article.findings:
        about = f"{finding.note}: {finding.text}" if finding.text else finding.note
        _print_field(console, finding.kind, about, "yellow")


def _print_field(console: Console, name: str, value: str, style: str = "") -> None:
    console.print(Text(f"{name:>12}  ", style="dim") + inert(value.replace("\n", " "), style))


def _print_claims(article: Article, extractor: Extractor, console: Console) -> None:
    """The sentences in order, each with its names and its claims."""
    analysis = analyse(article.text, article.published, extractor)
    claims = list(find_claims(analysis))
    for number, sentence in enumerate(analysis.sentences):
        names = [m for m in analysis.mentions if sentence.start <= m.first < sentence.end]
        console.print()
        console.print(Text(f"{number:>4}  ", style="dim") + inert(" ".join(sentence.text.split())))
        if names:
            said = (f"{analysis.doc[m.first:m.last].text} = {_name(m.entity_id, analysis)}" for m in names)
            _print_field(console, "names", "; ".join(said), "cyan")
        for claim in claims:
            if sentence.start <= claim.token.i < sentence.end:
                _print_claim(claim, article, analysis, console)


def _name(entity_id: str, analysis: Analysis) -> str:
    entity = analysis.entity(entity_id)
    return f"{entity.name} ({entity.kind})" if entity.basis == "listed" else f"{entity.name} ({entity.kind}, {entity.basis})"


def _print_claim(claim: Claim, article: Article, analysis: Analysis, console: Console) -> None:
    found = row(claim, article.article_id, "", article.source_id, analysis)
    text = article.text
    _print_field(console, found["event_type"], f"rule {found['rule_id']}, “{text[found['trigger_start']:found['trigger_end']]}”", "bold green")
    for role in ("agents", "recipients", "items", "places"):
        if found[role]:
            _print_field(console, role, "; ".join(analysis.entity(i).name for i in found[role]))
    cue = f", cue “{text[found['cue_start']:found['cue_end']]}”" if found["cue_start"] is not None else ""
    _print_field(console, "status", found["status"] + cue)
    for name, value in _details(found).items():
        if value:
            _print_field(console, name, value)


def _details(found: dict[str, Any]) -> dict[str, str | None]:
    """What a claim's row says of voice, number and date, in words."""
    voice = found["speaker_text"]
    date = f"{found['event_from'] or '…'} to {found['event_to'] or '…'} ({found['date_precision']}, {found['date_basis']}, “{found['date_text']}”)"
    number = f"“{found.get('quantity_text')}” ({found.get('quantity_low')} to {found.get('quantity_high')})"
    return {
        "speaker": f"{voice} ({found['speaker_id'] or 'no entity'})" if voice else None,
        "said on": str(found["said_on"]) if found["said_on"] else None,
        "cited": f"{found['cited_source_id']} {found['cited_date'] or ''}" if found["cited_source_id"] else None,
        "quantity": number if found.get("quantity_text") else None,
        "date": date if found["date_text"] else None,
    }
