"""Standards: the curves that a company has promised, in the place of those of a checklist."""

from collections.abc import Mapping, Sequence

from tpaudit.documents.audit import Audit
from tpaudit.documents.checklist import curve_fault
from tpaudit.documents.joined import Question, today
from tpaudit.reading.workspace.workspace import Workspace


class Standards:
    """The standards of one audit, by the checklist that they change."""

    def __init__(self, audit: Audit, workspace: Workspace) -> None:
        """Sort the addresses, `checklist.item` or `touchpoint/checklist.item`, by checklist."""
        self._curves = audit.standards
        self._workspace = workspace
        self._addresses: dict[str, list[str]] = {}
        for address in audit.standards:
            checklist = address.rpartition("/")[2].partition(".")[0]
            self._addresses.setdefault(checklist, []).append(address)

    def over(
        self, ids: Sequence[str], name: str, questions: Mapping[str, Question]
    ) -> Mapping[str, Question]:
        """Return a checklist's questions as a touchpoint is asked them: its own standard wins over that of all.

        `ids` are the touchpoint's id and those that it had.
        """
        own = dict(questions)
        prepared, _ = self._workspace.checklist(name)
        for address in self._addresses.get(name, ()):
            where, _, question = address.rpartition("/")
            item_id = today(own, question.partition(".")[2])
            own_ones = (f"{one}/{question}" in self._curves for one in ids)
            wins = where in ids or (not where and not any(own_ones))
            curve = self._curves[address]
            if wins and item_id and prepared and curve_fault(own[item_id].item.answer, curve) is None:
                item = own[item_id].item.model_copy(update={"score": curve})
                own[item_id] = Question(prepared.checklist, item_id, item)
        return own
