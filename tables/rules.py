"""How the extraction decided: counts by rule, and what was left out."""

import pandas as pd

from tables.selection import Selection, where
from tables.store import Store


def rules_in(store: Store, selection: Selection) -> pd.DataFrame:
    """The rules that made the selected claims: rule, event_types, claims, articles, sources, statuses
    other than asserted, dated (share of claims with a date, 0 to 1); most used first."""
    condition, parameters = where(selection)
    return store.frame(
        f"""
        SELECT rule_id AS rule, string_agg(DISTINCT event_type, ', ' ORDER BY event_type) AS event_types,
               count(*) AS claims, count(DISTINCT article_id) AS articles, count(DISTINCT source_id) AS sources,
               count(*) FILTER (WHERE status <> 'asserted') AS qualified,
               avg((event_from IS NOT NULL OR event_to IS NOT NULL)::INTEGER) AS dated
        FROM claims WHERE {condition} GROUP BY rule_id ORDER BY claims DESC, rule
        """,
        parameters,
    )


def discarded_files(store: Store) -> list[dict[str, str]]:
    """The inputs that were not taken, each with its reason."""
    return store.discarded()


def build_facts(store: Store) -> dict[str, str]:
    """The build that is shown: build_id, built_at."""
    return {name: str(store.manifest.get(name, "")) for name in ("build_id", "built_at")}
