"""Shares as they are shown: tenths that add up to the whole as it is shown, by largest remainder."""

from collections.abc import Mapping
from math import floor
from typing import TypeVar

_Key = TypeVar("_Key")


def shown_shares(parts: Mapping[_Key, float], whole: int) -> dict[_Key, int]:
    """Return the parts in tenths, rounded so that they add up to `whole` tenths.

    Each is rounded down, and those with the largest remainders get the tenths that are left, ties to the first. Where the whole is further
    from the sum of the parts than rounding explains, they come as near to it as a tenth for each of them allows.
    """
    tenths = {key: floor(part * 10 + 1e-9) for key, part in parts.items()}
    remainders = sorted(parts, key=lambda key: tenths[key] - parts[key] * 10)
    left = whole - sum(tenths.values())
    for key in remainders[: max(0, left)]:
        tenths[key] += 1
    return tenths
