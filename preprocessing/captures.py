"""Captures: what one file of the articles folder holds, read, repaired, sorted out and named."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from preprocessing.boilerplate import sort_out
from preprocessing.drafts import Draft
from preprocessing.encodings import decoded
from preprocessing.findings import Discarded, Finding, Unreadable
from preprocessing.formats import find_drafts
from preprocessing.imprints import Imprints, load_imprints
from preprocessing.knowledge import Knowledge
from preprocessing.languages import language_of
from preprocessing.metadata import Evidence, Metadata, find_metadata
from preprocessing.paragraphs import Block
from preprocessing.records import read_json_line
from preprocessing.repair import repaired, repaired_text
from preprocessing.sidecars import SUFFIX, read_sidecar

LARGEST_FILE = 20_000_000  # bytes
LARGEST_LINES = 2_000_000_000  # bytes of a JSON Lines file, which is read line by line
LONGEST_ARTICLE = 1_000_000  # characters
FEWEST_LETTERS = 20


@dataclass(frozen=True)
class Capture:
    """One article as one file has it. ``file`` names the file in the folder, and the part where it holds
    several."""

    file: str
    blocks: tuple[Block, ...]
    metadata: Metadata
    language: str
    findings: tuple[Finding, ...]


def read_folder(folder: Path, knowledge: Knowledge) -> Iterator[Capture | Discarded]:
    """Every input of a folder and its subfolders, in order of name: as captures, or with why it was not
    taken.

    Hidden files are passed over. Raises KnowledgeError where the knowledge of reading is wrong.
    """
    imprints = load_imprints(knowledge.folder, knowledge.digest)
    for path in _files(folder):
        name = os.fsencode(path.relative_to(folder)).decode("utf-8", "replace")
        if path.name.endswith(SUFFIX) and _taken(path.with_name(path.name[: -len(SUFFIX)])):
            continue  # it is read with its file
        yield from _captures_of(path, name, folder, knowledge, imprints)


def read_file(path: Path, knowledge: Knowledge) -> list[Capture]:
    """The captures of one file. Raises Unreadable, with a reason for its owner, where there are none."""
    imprints = load_imprints(knowledge.folder, knowledge.digest)
    found = list(_captures_of(path, path.name, path.parent, knowledge, imprints))
    captures = [one for one in found if isinstance(one, Capture)]
    if not captures:
        raise Unreadable("; ".join(one.reason for one in found if isinstance(one, Discarded)))
    return captures


def _files(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        linked = [name for name in folders if (Path(place) / name).is_symlink()]
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in linked)
        for name in sorted(names + linked):
            if not name.startswith("."):
                yield Path(place) / name


def _taken(path: Path) -> bool:
    return os.path.lexists(path)


def _captures_of(
    path: Path, name: str, folder: Path, knowledge: Knowledge, imprints: Imprints
) -> Iterator[Capture | Discarded]:
    findings: tuple[Finding, ...] = ()
    sidecar: Mapping[str, str] = {}
    try:
        _check(path, folder)
        if _taken(path.with_name(path.name + SUFFIX)):
            try:
                _check(path.with_name(path.name + SUFFIX), folder)
                sidecar = read_sidecar(path.with_name(path.name + SUFFIX))
            except Unreadable as error:
                yield Discarded(name + SUFFIX, str(error))
                findings = (Finding("sidecar", "", f"the file beside it was not used: {error}"),)
        for draft, why in _drafts(path):
            if isinstance(draft, Unreadable):
                yield Discarded(name, str(draft))
            else:
                yield _capture(draft, name, sidecar, findings + why, knowledge, imprints)
    except Unreadable as error:
        yield Discarded(name, str(error))
    except OSError as error:
        yield Discarded(name, f"it cannot be opened: {error.strerror or 'unknown reason'}")
    except Exception as error:  # the parsers of others meet hostile input here, and the rest must go on
        yield Discarded(name, f"it cannot be read ({type(error).__name__})")


def _check(path: Path, folder: Path) -> None:
    if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
        raise Unreadable("it is a link that leads out of the folder")
    if path.is_dir():
        raise Unreadable("it is a link to a folder, which is not followed")
    if not path.exists():
        raise Unreadable("it is a link that leads nowhere")
    if not path.is_file():
        raise Unreadable("it is not a regular file")
    if path.name.endswith(SUFFIX) and not _taken(path.with_name(path.name[: -len(SUFFIX)])):
        raise Unreadable(f"it gives metadata for “{path.name[: -len(SUFFIX)]}”, which is not in the folder")


def _drafts(path: Path) -> Iterator[tuple[Draft | Unreadable, tuple[Finding, ...]]]:
    """The drafts of a file, with the findings on its encoding."""
    size = path.stat().st_size
    if size > LARGEST_FILE:
        yield from _drafts_of_lines(path, size)
        return
    data = path.read_bytes()
    if not data.strip():
        raise Unreadable("it is empty")
    text, findings = decoded(data)
    for draft in find_drafts(text):
        yield draft, findings


def _drafts_of_lines(path: Path, size: int) -> Iterator[tuple[Draft | Unreadable, tuple[Finding, ...]]]:
    with path.open("rb") as lines:
        if size > LARGEST_LINES or not lines.readline(LARGEST_FILE).lstrip(b"\xef\xbb\xbf \t").startswith(
            b"{"
        ):
            raise Unreadable(f"it is larger than {LARGEST_FILE // 1_000_000} MB")
        lines.seek(0)
        number = 0
        while line := lines.readline(LARGEST_FILE):
            number += 1
            if line.strip():
                yield read_json_line(line.decode("utf-8-sig", "replace"), number), ()


def _capture(
    draft: Draft,
    name: str,
    sidecar: Mapping[str, str],
    findings: tuple[Finding, ...],
    knowledge: Knowledge,
    imprints: Imprints,
) -> Capture | Discarded:
    file = f"{name} ({draft.part})" if draft.part else name
    length = sum(len(block.text) for block in draft.blocks)
    if length > LONGEST_ARTICLE:
        return Discarded(file, f"its text is longer than {LONGEST_ARTICLE:,} characters")
    blocks, repairs = repaired(draft.blocks)
    if sum(sum(map(str.isalpha, block.text)) for block in blocks) < FEWEST_LETTERS:
        return Discarded(file, "it holds no text to speak of")
    language = sidecar.get("language") or language_of(" ".join(block.text for block in blocks))
    if language != "en":
        return Discarded(file, f"it is not English (it looks like “{language}”)")
    stated = {key: repaired_text(value)[0] for key, value in draft.stated.items()}
    evidence = Evidence(
        name,
        stated,
        sidecar,
        sort_out(blocks, imprints, lambda text: knowledge.source_named(text) is not None),
    )
    metadata, kept = find_metadata(evidence, knowledge, imprints)
    if not kept.blocks:
        return Discarded(file, "it holds nothing but boilerplate")
    return Capture(
        file, kept.blocks, metadata, language, (*findings, *draft.findings, *repairs, *kept.findings)
    )
