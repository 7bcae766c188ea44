"""Compiles the report templates into the wheel, so that no report waits for it."""

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Templates(BuildHookInterface):
    """Writes `tpaudit/compiled` into a wheel; a checkout compiles its templates as they are asked for."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before the wheel is put together."""
        if self.target_name != "wheel" or version == "editable":
            return
        root, target = Path(self.root), Path(tempfile.mkdtemp())
        sys.path.insert(0, str(root / "src"))
        from tpaudit.showing.template import compile_into

        compile_into(target, root / "templates" / "report")
        build_data["force_include"][str(target)] = "tpaudit/compiled"
