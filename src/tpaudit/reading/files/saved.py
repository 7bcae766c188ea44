"""Scorecards that were kept as JSON: what an earlier run wrote is read as it was meant."""

import json
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from tpaudit.errors import BaselineError
from tpaudit.reading.files.disk import contents

Saved = TypeVar("Saved")


def read_saved(file: str, kind: type[Saved]) -> list[Saved]:
    """Return the scorecards of a file: one object, or a list of them; raises BaselineError if it holds none."""
    wanted = "expected what `tpaudit score --format json` has written"
    try:
        data = json.loads(contents(file))
        found = TypeAdapter(list[kind]).validate_python(data if isinstance(data, list) else [data])  # type: ignore[valid-type]
    except (ValueError, RecursionError) as error:
        if isinstance(error, ValidationError):
            first = error.errors(include_url=False)[0]
            where = ".".join(str(step) for step in first["loc"][1:])
            msg = f"{file}: this is no scorecard ({where or 'the whole'}: {first['msg']}); {wanted}"
        else:
            msg = f"{file}: this is not JSON that can be read; {wanted}"
        raise BaselineError(msg) from error
    if not found:
        msg = f"{file}: there is no scorecard in it; {wanted}"
        raise BaselineError(msg)
    return found
