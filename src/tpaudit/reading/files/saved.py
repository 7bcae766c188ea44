"""Saved scorecards: JSON files that an earlier run wrote."""

import json
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from tpaudit.errors import BaselineError
from tpaudit.reading.files.disk import contents

Saved = TypeVar("Saved")


def read_saved(file: str, kind: type[Saved]) -> list[Saved]:
    """Return the scorecards of a JSON file, one object or a list; raises BaselineError if there are none."""
    expected = "expected what `tpaudit score --format json` has written"
    try:
        data = json.loads(contents(file))
        scorecards = TypeAdapter(list[kind]).validate_python(data if isinstance(data, list) else [data])  # type: ignore[valid-type]
    except (ValueError, RecursionError) as error:
        if isinstance(error, ValidationError):
            first = error.errors(include_url=False)[0]
            path = ".".join(str(step) for step in first["loc"][1:])
            msg = f"{file}: this is no scorecard ({path or 'the whole'}: {first['msg']}); {expected}"
        else:
            msg = f"{file}: this is not JSON that can be read; {expected}"
        raise BaselineError(msg) from error
    if not scorecards:
        msg = f"{file}: there is no scorecard in it; {expected}"
        raise BaselineError(msg)
    return scorecards
