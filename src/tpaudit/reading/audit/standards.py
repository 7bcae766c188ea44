"""Standards: scoring curves that a company has promised, which replace those of a checklist."""

from collections.abc import Mapping, Sequence

from tpaudit.documents.asked import Question
from tpaudit.documents.audit import Audit
from tpaudit.documents.checklist import curve_fault
from tpaudit.documents.joined import today
from tpaudit.reading.workspace.workspace import Workspace


class Standards:
    """The standards of one audit, grouped by checklist."""

    def __init__(self, audit: Audit, workspace: Workspace) -> None:
        """Group the addresses, `checklist.item` or `touchpoint/checklist.item`, by checklist."""
        self._curves = audit.standards
        self._workspace = workspace
        self._addresses: dict[str, list[str]] = {}
        for address in audit.standards:
            checklist = workspace.checklist_today(address.rpartition("/")[2].partition(".")[0])
            self._addresses.setdefault(checklist, []).append(address)

    def applied_to(
        self, ids: Sequence[str], name: str, questions: Mapping[str, Question]
    ) -> Mapping[str, Question]:
        """Return a checklist's questions for one touchpoint, with its standards in place.

        A standard of the touchpoint wins over one of all touchpoints. `ids` are the touchpoint's id and its
        earlier ones.
        """
        own = dict(questions)
        prepared, _ = self._workspace.checklist(name)
        for address in self._addresses.get(name, ()):
            where, _, question = address.rpartition("/")
            item_id = today(own, question.partition(".")[2])
            own_standards = (f"{touch_id}/{question}" in self._curves for touch_id in ids)
            wins = where in ids or (not where and not any(own_standards))
            curve = self._curves[address]
            if wins and item_id and prepared and curve_fault(own[item_id].item.answer, curve) is None:
                item = own[item_id].item.model_copy(update={"score": curve})
                own[item_id] = Question(prepared.checklist, item_id, item)
        return own
