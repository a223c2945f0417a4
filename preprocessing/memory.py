"""Answers about the words of a parsed text, kept with the text."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from spacy.tokens import Token

T = TypeVar("T")


def remembered(find: Callable[[Token], T]) -> Callable[[Token], T]:
    """A function of a word that is worked out once for each word. The answer is kept in its Doc, whose parse is settled,
    and goes with it."""

    @wraps(find)
    def ask(token: Token) -> T:
        answers: dict[Any, Any] = token.doc.user_data
        key = find, token.i
        if key not in answers:
            answers[key] = find(token)
        return answers[key]  # type: ignore[no-any-return]

    return ask
