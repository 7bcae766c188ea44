"""The ways in which a journey can be cut; a module of its own, as the command line reads it before all else."""

from typing import Literal

By = Literal["stage", "channel", "kind", "persona", "place", "method", "owner", "observer", "tag"]
