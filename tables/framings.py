"""Characterisations: the questions on which voices differ, and each voice's words."""

import pandas as pd

from tables.selection import Selection, where
from tables.store import Store

_VOICES = """
SELECT claims.claim_id, claims.article_id, claims.stance, f.label AS stance_label, f.question_id, f.question, f.position,
       CASE WHEN speaker.kind = 'person' THEN speaker.name
            ELSE coalesce(claims.speaker_text, speaker.name, sources.name, 'unknown source') END AS voice,
       claims.speaker_id IS NULL AND claims.speaker_text IS NULL AS own_voice, claims.status,
       coalesce(sources.name, 'unknown source') AS source, p.published, p.published_basis, passages.passage
FROM claims JOIN articles p USING (article_id) JOIN passages USING (claim_id)
LEFT JOIN framings f ON f.stance = claims.stance
LEFT JOIN sources ON sources.source_id = claims.source_id LEFT JOIN entities speaker ON speaker.entity_id = claims.speaker_id
WHERE {where} AND (claims.event_type = 'assess' OR claims.stance IS NOT NULL)
ORDER BY f.position NULLS LAST, p.published DESC NULLS LAST, claims.claim_id
"""


def framings_in(store: Store, selection: Selection) -> pd.DataFrame:
    """One row per selected characterisation: claim_id, article_id, stance, stance_label, question_id, question (missing
    where its words answer none), voice, own_voice (no speaker named), status, source, published, published_basis, passage;
    in the order of the questions, newest first within a stance."""
    condition, values = where(selection)
    return store.frame(_VOICES.format(where=condition), values)


def stances_of(store: Store, question_id: str) -> list[tuple[str, str]]:
    """The answers to a question, in order: stance and its words on screen."""
    found = store.frame("SELECT stance, label FROM framings WHERE question_id = ? ORDER BY position", [question_id])
    return list(zip(found["stance"], found["label"], strict=True))
