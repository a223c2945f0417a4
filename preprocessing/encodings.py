"""Bytes as text: what encoding an input has, and why it has none that can be read."""

import codecs
import re
from collections.abc import Mapping

from preprocessing.findings import Finding, Unreadable

BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
MAGIC: Mapping[bytes, str] = {
    b"%PDF": "it is a PDF; save its text as .txt first",
    b"PK\x03\x04": "it is a ZIP or Office file; save its text as .txt first",
    b"\xd0\xcf\x11\xe0": "it is an old Office file; save its text as .txt first",
    b"\x1f\x8b": "it is compressed (gzip); unpack it first",
    b"{\\rtf": "it is rich text (RTF); save its text as .txt first",
    b"\x89PNG": "it is an image",
    b"\xff\xd8\xff": "it is an image",
    b"GIF8": "it is an image",
}
DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_-]{2,20})""")
FEW_BAD = 0.002  # of the characters


def decoded(data: bytes) -> tuple[str, tuple[Finding, ...]]:
    """The text of the bytes, with line ends as ``\\n``, and a finding where the encoding had to be guessed.

    Raises Unreadable for binary files and for text in no readable encoding.
    """
    for magic, reason in MAGIC.items():
        if data.startswith(magic):
            raise Unreadable(reason)
    text, findings = _text_of(data)
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n\n"), findings


def _text_of(data: bytes) -> tuple[str, tuple[Finding, ...]]:
    bom = next((name for mark, name in BOMS if data.startswith(mark)), None)
    if bom is None and b"\x00" in data:
        raise Unreadable("it is binary, not text")
    try:
        return data.decode(bom or "utf-8"), ()
    except UnicodeError:
        if bom is not None:
            raise Unreadable(f"it says that it is {bom.upper()}, but cannot be read as such") from None
    return _guessed(data)


def _guessed(data: bytes) -> tuple[str, tuple[Finding, ...]]:
    lossy = data.decode("utf-8", "replace")
    if lossy.count("�") <= max(2, FEW_BAD * len(lossy)) and any(ord(c) > 127 and c != "�" for c in lossy):
        return lossy, (Finding("undecodable", "�", "a few bytes are no valid UTF-8"),)
    for name in (*_declared(data), "cp1252"):
        try:
            text = data.decode(name)
        except (UnicodeError, LookupError):
            continue
        if _looks_written(text):
            return text, (Finding("repair", "", f"not valid UTF-8; read as {name}"),)
    raise Unreadable("its encoding cannot be read; save it as UTF-8")


def _declared(data: bytes) -> tuple[str, ...]:
    found = DECLARED.search(data[:4096])
    name = found.group(1).decode("ascii").lower() if found else ""
    return (
        (name,) if name.startswith(("iso-8859", "windows-", "latin", "cp125", "koi8", "gb", "utf-16")) else ()
    )


def _looks_written(text: str) -> bool:
    """Whether the text is mostly words: random bytes also decode as Windows-1252."""
    sample = text[:20_000]
    controls = sum(ord(c) < 32 and c not in "\t\n\r" for c in sample)
    letters = sum(c.isascii() and (c.isalnum() or c in " \n.,'\"-") for c in sample)
    return controls <= len(sample) * 0.001 and letters >= len(sample) * 0.8
