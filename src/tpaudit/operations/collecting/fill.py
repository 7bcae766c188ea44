"""Filling in a visit question by question: which question is next, and what the file says after each answer."""

import re
from pathlib import Path
from typing import Final, NamedTuple

from tpaudit.documents.answers import SEVERAL
from tpaudit.documents.asked import Asked
from tpaudit.documents.checklist import Item
from tpaudit.documents.joined import AuditedTouchpoint, LoadedAudit
from tpaudit.documents.observation import Observation
from tpaudit.documents.visit import FilledForm, Visit, Walk
from tpaudit.documents.wants import Wanted
from tpaudit.operations.audits.load import load
from tpaudit.operations.collecting.form import FormRequest, check_walker, touches_of_walk
from tpaudit.reading.audit.arriving import place_of
from tpaudit.reading.files.bounds import writable
from tpaudit.reading.files.disk import FILE, contents
from tpaudit.reading.files.walk import visits_of
from tpaudit.reading.parse import parse
from tpaudit.reading.workspace.workspace import Workspaces
from tpaudit.reading.yaml.builder import read
from tpaudit.showing.form.questions import Walker
from tpaudit.showing.scaffold.visits.visit import visit_as_text


class FillRequest(NamedTuple):
    """Which questions are asked, of whom, and what a new visit is called."""

    touchpoints: tuple[str, ...] = ()
    place: str | None = None
    by: str = ""
    only_open: bool = False
    """Ask only what nobody has answered, not what this visit has not."""
    walk: str = ""
    """The id of the walk, if a new visit is started."""
    minute: str = ""
    """The minute, as visits write it."""
    zone: str = ""
    """The zone of the clock that was looked at."""


class Asking(NamedTuple):
    """A question that is to be asked."""

    address: str
    touch: AuditedTouchpoint
    asked: Asked


class TypedAnswer(NamedTuple):
    """An answer as a file writes it, with what came beside it."""

    text: str
    note: str = ""
    photo: str = ""
    """A file, by its path from the audit's folder."""


class Filling:
    """A visit that is being filled in; nothing is written here."""

    def __init__(self, file: str, request: FillRequest) -> None:
        """Take the audit's file; go on with the unfinished visit of this person at this place, or begin one.

        Raises InputError and UsageError as a form does.
        """
        self._file, self._request = file, request
        self._workspaces = Workspaces()
        self.audit = self._loaded()
        walker = Walker(place=request.place)
        check_walker(self.audit, walker)
        self._chosen = [
            touch.id for touch in touches_of_walk(self.audit, FormRequest(request.touchpoints, walker=walker))
        ]
        unfinished = self._unfinished()
        self.resumed = unfinished is not None
        self.path, self.visit = unfinished or self._begun()
        writable(self._workspaces.of(file).folder, self.path)

    def to_ask(self, skipped: frozenset[str] = frozenset()) -> list[Asking]:
        """Return the questions that are open in this visit, or in the audit, without those that were skipped."""
        touches = {touch.id: touch for touch in self.audit.touches}
        found = [
            Asking(f"{name}/{address}", touches[name], asked)
            for name in self._chosen
            for address, asked in touches[name].asked.items()
        ]
        return [asking for asking in found if asking.address not in skipped and self._is_open(asking)]

    def asking(self, address: str) -> Asking:
        """Return a question by its address."""
        name, _, below = address.partition("/")
        touch = next(touch for touch in self.audit.touches if touch.id == name)
        return Asking(address, touch, touch.asked[below])

    def _is_open(self, asking: Asking) -> bool:
        if asking.address in self.visit.answers:
            return False
        if self._request.only_open and asking.asked.observed:
            return False
        return not asking.touch.left_out(asking.asked)

    def with_answer(self, address: str, said: "TypedAnswer", now: str) -> dict[Path, bytes]:
        """Take an answer that fits its question, and return the file to be written."""
        observed: dict[str, object] = {"answer": said.text}
        if said.note:
            observed["note"] = said.note
        if said.photo:
            observed["evidence"] = [{"file": said.photo}]
        if self.visit.visit.on and now[:10] != self.visit.visit.on[:10]:
            observed["on"] = now
        answers = {**self.visit.answers, address: (Observation.model_validate(observed),)}
        return self._changed(self.visit.model_copy(update={"answers": answers}))

    def finished(self, now: str) -> dict[Path, bytes]:
        """Take note that nothing is left to ask, and return the file to be written."""
        said = self.visit.visit.model_dump(exclude_unset=True, exclude_none=True)
        walk = Walk.model_validate({**said, "until": now})
        return self._changed(self.visit.model_copy(update={"visit": walk}))

    def photo(self, typed: str) -> str | None:
        """Return the path of a photo from the audit's folder; None if there is no such file below it."""
        folder = Path(self._file).parent.resolve()
        path = Path(typed).expanduser()
        known = next(
            (found for found in (path.resolve(), (folder / path).resolve()) if found.is_file()), None
        )
        if known is None or not known.is_relative_to(folder):
            return None
        return known.relative_to(folder).as_posix()

    def written(self) -> None:
        """Look at the audit anew, since what is asked depends on what was answered."""
        self.audit = self._loaded()

    def _loaded(self) -> LoadedAudit:
        return load(self._file, workspaces=self._workspaces)

    def _changed(self, visit: Visit) -> dict[Path, bytes]:
        self.visit = visit
        return {self.path: visit_as_text(visit).encode()}

    def _begun(self) -> tuple[Path, Visit]:
        request = self._request
        head = {"on": request.minute, "zone": request.zone, "by": request.by, "place": request.place}
        walk = Walk.model_validate({key: value for key, value in head.items() if value})
        used = {
            name: checklist.fingerprint
            for name, checklist in self.audit.checklists.items()
            if any(
                asked.question.checklist == name
                for touch in self.audit.touches
                if touch.id in self._chosen
                for asked in touch.asked.values()
            )
        }
        form = FilledForm(audit=self.audit.id, walk=request.walk, checklists=used)
        visit = Visit.model_validate({"format": 1, "visit": walk, "form": form, "answers": {}})
        return Path(place_of(self._file, visit, b"")), visit

    def _unfinished(self) -> tuple[Path, Visit] | None:
        """Return the last visit of this person at this place that a form began and did not finish."""
        wanted = (self._request.by or None, self._request.place)
        found = None
        for entry in visits_of(self._file):
            if entry.form != FILE or b"form:" not in (data := contents(entry.path)):
                continue
            visit, diagnostics = parse(entry.path, read(data), Visit)
            if visit is None or diagnostics.problems or visit.form is None or visit.visit.until:
                continue
            if (visit.visit.by, visit.visit.place) == wanted:
                found = (Path(entry.path), visit)
        return found


def answer_typed(asking: Asking, typed: str) -> str | None:
    """Return the answer that somebody typed as a file writes it; None if the question does not take it.

    A choice is also taken by its number, several by their numbers, yes and no by their first letters, a number with
    a comma.
    """
    item = asking.asked.question.item
    text = " ".join(typed.split())
    if item.answer == "yes-no":
        also = _LETTERS.get(text.casefold(), text)
    elif item.options:
        also = _by_number(item, text)
    else:
        also = text.replace(",", ".", 1)
    return next((said for said in (text, also) if asking.asked.question.answer(said, mean=False)), None)


def wanted_with(asking: Asking, text: str) -> tuple[Wanted, ...]:
    """Return what an answer that a question takes has to come with: a note, a photo; nothing with n/a."""
    question = asking.asked.question
    answer = question.answer(text, mean=False)
    if answer is None or (answer.score is None and not answer.recorded):
        return ()
    return question.item.wants.of(answer.score, fails=answer.fails)


def _by_number(item: Item, text: str) -> str:
    """Return options named by their numbers, one of a choice or some of several; the text where it does not."""
    numbers = _BETWEEN.split(text) if item.answer == SEVERAL else [text]
    names = list(item.options)
    if not all(number.isascii() and number.isdigit() and len(number) < _DIGITS for number in numbers):
        return text
    if not all(1 <= int(number) <= len(names) for number in numbers):
        return text
    return ", ".join(names[int(number) - 1] for number in numbers)


_BETWEEN: Final = re.compile(r"[\s,;，、；]+")
"""What stands between the numbers of several options."""
_LETTERS: Final = {"y": "yes", "n": "no", "д": "yes", "н": "no"}
_DIGITS: Final = 4
"""From how many digits on a text is no number of an option."""
