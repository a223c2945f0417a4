"""Sidecars: `<file>.yaml` beside a file, with metadata that override what the file says."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from preprocessing.findings import Unreadable
from preprocessing.formats import PlainLoader

SUFFIX = ".yaml"
LARGEST = 64_000  # bytes


def _plain_day(value: object) -> object:
    """A date as YAML or ISO text gives it; a date with a time is not one."""
    return date.fromisoformat(value) if isinstance(value, str) else value


Text = Annotated[str, Field(min_length=1, max_length=2000, strict=True)]


class Sidecar(BaseModel):
    """What a sidecar may hold; every key may be left out, no other may stand there."""

    model_config = ConfigDict(extra="forbid", strict=True)

    title: Text | None = None
    publisher: Text | None = None
    author: Text | None = None
    published: Annotated[date, BeforeValidator(_plain_day)] | None = None
    url: Annotated[str, Field(pattern=r"^https?://[^\s\"'<>]+$", max_length=2000)] | None = None
    kind: Literal["full", "summary"] | None = None
    language: Literal["en"] | None = None


def read_sidecar(path: Path) -> Mapping[str, str]:
    """The metadata of a sidecar as text. Raises Unreadable naming the key that is wrong."""
    if path.stat().st_size > LARGEST:
        raise Unreadable(f"it is larger than {LARGEST // 1000} kB")
    try:
        content = yaml.load(path.read_text("utf-8-sig"), Loader=PlainLoader)
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError):
        raise Unreadable("it is not valid YAML") from None
    if not isinstance(content, dict):
        raise Unreadable("it must hold “key: value” lines")
    try:
        found = Sidecar.model_validate(content)
    except (ValidationError, TypeError) as error:
        raise Unreadable(_explained(error)) from None
    return {key: str(value) for key, value in found.model_dump(exclude_none=True).items()}


def _explained(error: Exception) -> str:
    if not isinstance(error, ValidationError):
        return "its keys must be words"
    first = error.errors()[0]
    key = ".".join(str(step) for step in first["loc"])
    if first["type"] == "extra_forbidden":
        return f"“{key}” is no key of a sidecar; the keys are {', '.join(Sidecar.model_fields)}"
    return f"{key}: {first['msg'].lower()}"
