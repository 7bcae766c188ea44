"""A rule of the gate: what it is called, what it finds, and what it says."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tpaudit.documents.workspace import Rule, RuleLevel
from tpaudit.judging.gate.cases import Case, RuleFinding
from tpaudit.results.message import Message
from tpaudit.results.verdict import Result, RuleInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class GateRule:
    """A rule of the gate; the docstring of its module is its page in the manual."""

    id: str
    """Its key under `gate` in the workspace."""
    level: RuleLevel
    """What it is where the workspace says nothing."""
    compares: bool = False
    """It compares with a baseline, and finds nothing without one."""
    help: str
    """What it finds and what to do about it, in English: for programs that explain rules."""
    find: Callable[[Case, Rule], Iterator[RuleFinding]]
    """Find it in an audit, under one entry of the workspace."""
    message: Callable[[Result], tuple[Message, ...]]
    """Say a result of this rule in words."""

    def info(self) -> RuleInfo:
        """Return what outputs say of the rule itself."""
        return RuleInfo(id=self.id, help=self.help, level=self.level, compares=self.compares)
