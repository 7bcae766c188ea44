"""The ways to cut a journey or a chain; a module of its own, as the command line reads it first."""

from typing import Literal

By = Literal["stage", "channel", "kind", "persona", "place", "method", "owner", "observer", "tag"]
PortfolioCut = Literal["region", "format", "owner", "stage"]
