"""Rendering apart: a template of one's own gets a process with limits, an empty environment and plain data."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from tpaudit.errors import UsageError
from tpaudit.showing.data.scorecard import as_data
from tpaudit.showing.report.template import Own, ReportFormat, template_error
from tpaudit.showing.text.locale import Locale


class RenderLimits(NamedTuple):
    """What a template may use."""

    seconds: int = 20
    """Of work."""
    patience: int = 60
    """Seconds by the clock, work or not."""
    memory: int = 1_000_000_000
    """Bytes, beside what the data of the report itself takes."""
    text: int = 50_000_000
    """Characters that are written, beside several times the data itself."""


RENDER_LIMITS: Final = RenderLimits()
_START: Final = "import sys; sys.path += sys.argv[1:]; from tpaudit.showing.sandbox.child import answer_request; answer_request()"
_NEEDED: Final = ("SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
"""What Python itself may need of the environment to start."""
_COPIES: Final = 12
"""How often the data may lie in memory: as bytes, as values, as text, as an answer."""
_TIMES: Final = 4
"""How often the data may stand in the report."""


def render_apart(
    shape: ReportFormat,
    context: Mapping[str, Any],
    locale: Locale,
    built_in: Path,
    own: Own,
    limits: RenderLimits = RENDER_LIMITS,
) -> str:
    """Return a report by a template of one's own; raises UsageError for what the template does wrong.

    The process knows nothing of this one but the report's data, and ends with it.
    """
    data = json.dumps(as_data(context))
    request = {
        "shape": shape,
        "language": locale.language,
        "limits": locale.limits,
        "built_in": str(built_in),
        "own": (str(own.folder), own.name, own.named),
        "seconds": limits.seconds,
        "memory": limits.memory + _COPIES * len(data),
        "longest": limits.text + _TIMES * len(data),
    }
    answer = _answer(f"{json.dumps(request)}\n{data}\n", (str(own.folder / own.name), 1), limits)
    if "wrong" in answer:
        raise UsageError(answer["wrong"])
    return answer["text"]


def _answer(request: str, where: tuple[str, int], limits: RenderLimits) -> dict[str, str]:
    """Return what the process answers; one that does not is at its limits."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-S", "-B", "-X", "utf8", "-c", _START, *_paths()],
            input=request.encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={name: os.environ[name] for name in _NEEDED if name in os.environ},
            timeout=limits.patience,
            check=False,
        )
        answer: dict[str, str] = json.loads(done.stdout)
    except OSError as error:
        raise template_error(where, f"no process can be started for it: {error.strerror or error}") from error
    except (subprocess.TimeoutExpired, ValueError) as error:
        said = f"it takes more than {limits.seconds} seconds or {limits.memory // 1_000_000} MB of memory"
        raise template_error(where, said) from error
    return answer


def _paths() -> list[str]:
    """Return where the process finds this package and what it needs, however they were installed."""
    here = Path(__file__).resolve().parents[3]
    return [str(here), *(path for path in sys.path if os.path.isabs(path))]
