"""Keeping what a probe has seen until its visit is written, so that no end of the program loses it."""

import shutil
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tpaudit.showing.text.translate import Translate


_SAID = ""
"""No language: what is reported is said already."""


class Safekeeping:
    """A folder of the system's own for temporary files: it goes when all went well, or if nothing is in it."""

    def __init__(self, say: "Translate", *, needed: bool) -> None:
        """Take the language of the reader, and whether a folder is needed at all."""
        self._say = say
        self._needed = needed
        self._folder: Path | None = None

    def __enter__(self) -> Path | None:
        """Make the folder, for nobody else to read; None if none is needed, or none can be made."""
        if self._needed:
            with suppress(OSError):
                self._folder = Path(mkdtemp(prefix="tpaudit-probe-"))
        return self._folder

    def announce(self) -> None:
        """Say where the folder is: whoever ends the program at once finds there what was seen."""
        from tpaudit.cli.output import report

        if self._folder is not None:
            said = self._say(
                "until the visit is written, answers are kept in {folder}; after a crash: --replay {folder}",
                folder=self._folder,
            )
            report(said, language=_SAID)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Remove the folder, unless something went wrong after the first answer."""
        if self._folder is not None and (kind is None or not any(self._folder.glob("*.body"))):
            shutil.rmtree(self._folder, ignore_errors=True)
