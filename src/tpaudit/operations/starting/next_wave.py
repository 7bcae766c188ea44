"""The next wave: the file of an audit that follows another, every answer empty."""

import os
import re
from pathlib import Path
from typing import Final

from tpaudit.documents.identifiers import is_identifier
from tpaudit.documents.worded import Worded
from tpaudit.errors import UsageError
from tpaudit.operations.asked.given import given_day
from tpaudit.reading.audit.load import load_audit
from tpaudit.reading.files.bounds import writable
from tpaudit.reading.files.disk import contents
from tpaudit.reading.workspace.workspace import Workspaces
from tpaudit.reading.yaml.builder import read
from tpaudit.showing.scaffold.editor import MODELINE
from tpaudit.showing.scaffold.wave import NextWave, wave_text
from tpaudit.showing.text.items import ItemWords
from tpaudit.showing.text.translate import translator

_ENDING: Final = re.compile(r"-(?:(?:19|20)\d\d(?:-\d\d){0,2}|(?P<number>\d{1,2}))$")
"""A day, a year or a number at the end of an audit's name: what tells it from the wave before."""


def next_wave(file: str, *, date: str | None = None, language: str | None = None) -> tuple[Path, bytes]:
    """Return the path and the contents of the audit that follows another one.

    It is called after its `date` (YYYY-MM-DD), or else numbered. Raises UsageError where it is there already,
    InputError where the earlier audit does not load.
    """
    day = given_day("date", date) if date else None
    workspaces = Workspaces()
    home = workspaces.of(file)
    earlier = load_audit(file, workspaces=workspaces)
    stem, ending = os.path.splitext(os.path.basename(file))
    name = _name(stem, day)
    path = Path(file).with_name(f"{name}{ending}")
    if path.exists():
        msg = Worded("{path} is there already; give another --date", path=path)
        raise UsageError(msg)
    writable(home.folder, path)
    spoken = language or home.settings.language
    wave = NextWave(
        earlier=earlier,
        written=read(contents(file)).data,
        id=name if is_identifier(name) else _name(earlier.id, day),
        follows=os.path.basename(file),
        date=day,
    )
    text = wave_text(wave, ItemWords(translator(spoken), (spoken, "en")))
    return path, _schema_line(contents(file)) + text.encode()


def _schema_line(earlier: bytes) -> bytes:
    """Return the line that names the schema, if the earlier audit begins with one; both lie in the same folder."""
    first = earlier.partition(b"\n")[0]
    return first + b"\n" if first.startswith(MODELINE.encode()) else b""


def _name(stem: str, day: str | None) -> str:
    """Return what the next wave is called."""
    ending = _ENDING.search(stem)
    base = stem[: ending.start()] if ending else stem
    if day:
        return f"{base}-{day}"
    number = ending["number"] if ending else None
    return f"{base}-{int(number) + 1}" if number else f"{stem}-2"
