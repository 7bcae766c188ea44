"""The process in which templates of one's own are rendered: limits, a request in, an answer out."""

import json
import signal
import sys
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Any, Final, NoReturn

from tpaudit.errors import UsageError
from tpaudit.showing.report.template import Own
from tpaudit.showing.sandbox.environment import OvertimeError, render_sandboxed
from tpaudit.showing.text.locale import Locale

_GRACE: Final = 2
"""Seconds between the word that it takes too long, and the end."""


def answer_request() -> None:
    """Answer one request with what is rendered, or what is wrong with the template; all is JSON in ASCII.

    The request is a line, and another with the data of the report.
    """
    request = json.loads(sys.stdin.readline())
    _limit(request["seconds"], request["memory"])
    sys.stdout.write(json.dumps(_answer(request, json.loads(sys.stdin.readline()))))


def _answer(request: dict[str, Any], context: dict[str, Any]) -> dict[str, str]:
    folder, name, named = request["own"]
    own = Own(Path(folder), name, named)
    locale, built_in = Locale(request["language"], request["limits"]), Path(request["built_in"])
    try:
        text = render_sandboxed(request["shape"], context, locale, built_in, own)
    except UsageError as error:
        return {"wrong": str(error)}
    if len(text) > request["longest"]:
        return {
            "wrong": f"{own.folder / own.name}:1: it writes too much; expected a report that people can read"
        }
    return {"text": text}


def _limit(seconds: int, memory: int) -> None:
    """Bound time, memory and the files that are written, as far as the platform can."""
    try:
        import resource
    except ImportError:  # Windows
        return
    limits = {
        resource.RLIMIT_CPU: (seconds, seconds + _GRACE),
        resource.RLIMIT_AS: (memory, memory),
        resource.RLIMIT_FSIZE: (0, 0),
        resource.RLIMIT_CORE: (0, 0),
    }
    signal.signal(signal.SIGXCPU, _too_long)
    for kind, wanted in limits.items():
        most = resource.getrlimit(kind)[1]
        within = [limit if most == resource.RLIM_INFINITY else min(limit, most) for limit in wanted]
        with suppress(OSError, ValueError):  # macOS takes no bound of memory
            resource.setrlimit(kind, (within[0], within[1]))


def _too_long(_number: int, _frame: FrameType | None) -> NoReturn:
    raise OvertimeError
