"""Compiles what a build takes from people: catalogues of phrases, and the report templates into a wheel."""

import sys
import tempfile
from pathlib import Path
from typing import Any

import polib
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CATALOGUES = "src/tpaudit/locale/*/LC_MESSAGES/*"


class Compiling(BuildHookInterface):
    """Writes a `.mo` beside each `.po`, and `tpaudit/compiled` into a wheel.

    A checkout compiles its templates as they are asked for.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before the wheel is put together."""
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        for catalogue in root.glob(f"{CATALOGUES}.po"):
            polib.pofile(str(catalogue)).save_as_mofile(str(catalogue.with_suffix(".mo")))
        build_data["artifacts"].append(f"{CATALOGUES}.mo")
        if version == "editable":
            return
        target = Path(tempfile.mkdtemp())
        sys.path.insert(0, str(root / "src"))
        from tpaudit.showing.report.template import compile_into

        compile_into(target, root / "templates" / "report")
        build_data["force_include"][str(target)] = "tpaudit/compiled"
