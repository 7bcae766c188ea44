"""Submissions of a form that `checklists export --xlsform` made, with their notes and photos.

Each submission is a visit. It takes what KoboToolbox, ODK Central and their like export: JSON, CSV or a workbook, with
names or labels. Fields are known by the names that the form gave them, `phone/pick-up-time`, or by their questions in
any language; other fields, with the names and addresses in them, are left out and counted. Where an answer is none
that its question takes, the field is named by its row and column and the rest is kept.

The form asks for the note and the photo that an answer `wants`. Another photo belongs to the question before it.
Photos lie in `--media`, a folder or an archive, from which nothing but pictures is taken; they are copied as they are,
with what the camera wrote into them. Who sent a form is not taken over.

```sh
tpaudit checklists export phone --xlsform -o phone-form.xlsx
tpaudit import kobo submissions.json --media photos.zip --to audits/roastery.yaml
```
"""

import re
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from tpaudit.documents import answers
from tpaudit.documents.checklist import Item
from tpaudit.documents.identifiers import as_identifier, slug
from tpaudit.documents.import_map import ImportMap
from tpaudit.documents.joined import LoadedAudit
from tpaudit.documents.worded import Worded
from tpaudit.documents.xlsform import NOTE, PHOTO
from tpaudit.reading.files.archive import EVIDENCE
from tpaudit.reading.files.media import NO_MEDIA, Media, media_in
from tpaudit.reading.imports.forms.fields import AskedField, asked_by_field, field_name
from tpaudit.reading.imports.forms.submissions import Entry, Submission, submissions
from tpaudit.reading.imports.json_file import minute, unusable, words
from tpaudit.reading.imports.kind import ImportKind, ImportSource
from tpaudit.reading.imports.placing import check_touchpoint, placed
from tpaudit.results.imported import Imported
from tpaudit.results.reported import Reported, ReportedAnswer, ToolReport

if TYPE_CHECKING:
    from tpaudit.errors import Problem

_KEYS: Final = ("_uuid", "meta/instanceID", "instanceID", "meta/instanceid", "__id", "KEY", "_id")
_WHEN: Final = ("start", "_submission_time", "SubmissionDate", "end", "__system/submissionDate")
_OWN: Final = re.compile(
    r"_+.*|meta/.*|(?:meta-)?instance-?ID|formhub/.*|start|end|today|KEY|SubmissionDate|ReviewState|DeviceID|Submitter(?:ID|Name)|Attachments(?:Present|Expected)|Edits|FormVersion|Status|username|deviceid",
    re.IGNORECASE,
)
"""Fields of the services themselves, which are no answers."""
_PICTURE: Final = re.compile(r"(?:.*/)?([^/\\]{1,200}\.(?:jpe?g|png|gif|webp))\Z", re.IGNORECASE)
_TIME: Final = re.compile(r"\d{2}:\d{2}")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_LONGEST_ANSWER: Final = 4_000


class _Form(NamedTuple):
    """What every submission is read by."""

    fields: Mapping[str, AskedField]
    checklists: Mapping[str, Mapping[str, Item]]
    media: Media


class _Question(NamedTuple):
    """A question that a submission answers, with what came along."""

    entry: Entry
    asked: AskedField


def kobo(
    file: str, source: bytes, checklists: Mapping[str, Mapping[str, Item]], media: Media = NO_MEDIA
) -> Reported:
    """Return the answers of submissions to the questions of checklists.

    Raises InputError for a file without submissions, or of a form whose fields are none of these questions.
    """
    sent = submissions(file, source)
    fields = asked_by_field(checklists)
    if not any(field_name(entry.name) in fields for each in sent for entry in each.entries):
        raise unusable(
            file,
            "no field of it is a question of this audit",
            "submissions of a form made by `tpaudit checklists export --xlsform`",
        )
    form = _Form(fields, checklists, media)
    read = [_Reader(file, each, form) for each in sent]
    reports = tuple(reader.report() for reader in read)
    left_out = Counter(name for reader in read for name in reader.left_out)
    return Reported(
        reports=reports,
        problems=tuple(problem for reader in read for problem in reader.problems),
        pictures={path: data for reader in read for path, data in reader.pictures.items()},
        left_out=dict(left_out),
        unit="fields",
        why_left_out="no question of the audit",
    )


class _Reader:
    """Reads one submission."""

    def __init__(self, file: str, sent: Submission, form: _Form) -> None:
        self.file, self.sent = file, sent
        self.fields, self.checklists, self.media = form
        self.problems: list[Problem] = []
        self.pictures: dict[str, bytes] = {}
        self.left_out: list[str] = []
        self.notes: dict[tuple[str, str], str] = {}
        self.photos: dict[tuple[str, str], list[str]] = {}
        self.key = words(sent.said(*_KEYS), 80).removeprefix("uuid:") or sent.where

    def report(self) -> ToolReport:
        """Return the visit that the submission is."""
        questions = self._questions()
        made = (self._answer(question) for question in questions)
        return ToolReport(
            key=self.key,
            on=next((moment for name in _WHEN if (moment := minute(self.sent.said(name)))), None),
            place=as_identifier(words(self.sent.said("place"), 60)) or None,
            answers=tuple(answer for answer in made if answer is not None),
        )

    def _questions(self) -> list[_Question]:
        """Return what was answered, and put notes and photos to their questions."""
        found: list[_Question] = []
        for entry in self.sent.entries:
            asked = self.fields.get(field_name(entry.name))
            picture = _PICTURE.match(entry.text)
            if asked is not None and asked.part == NOTE:
                self.notes[asked[:2]] = words(entry.text)
            elif asked is not None and asked.part == PHOTO:
                self._photo(entry, asked[:2])
            elif asked is not None:
                found.append(_Question(entry, asked))
            elif picture and found and not _OWN.fullmatch(entry.name):
                self._photo(entry, found[-1].asked[:2])
            elif not _OWN.fullmatch(entry.name) and not self._is_option(entry) and entry.name != "place":
                self.left_out.append(entry.name)
        return found

    def _is_option(self, entry: Entry) -> bool:
        """Tell a column that repeats one option of a question of several."""
        return field_name(entry.name.rpartition("/")[0]) in self.fields

    def _answer(self, question: _Question) -> ReportedAnswer | None:
        entry, asked = question
        item = self.checklists[asked.checklist][asked.item]
        answer = _as_written(item, entry.text)
        if answers.read_answer(item, answer) is None:
            message = Worded(
                "`{text}` is no answer to it; expected {takes}",
                text=words(entry.text, 60),
                takes=answers.takes(item),
            )
            self.problems.append(entry.problem(self.file, message))
            return None
        return ReportedAnswer(
            checklist=asked.checklist,
            item=asked.item,
            answer=answer,
            where=entry.where,
            note=self.notes.get(asked[:2], ""),
            photos=tuple(self.photos.get(asked[:2], ())),
        )

    def _photo(self, entry: Entry, question: tuple[str, str]) -> None:
        """Take a photo over, or say why not."""
        match = _PICTURE.match(entry.text)
        name = match[1] if match else words(entry.text, 60)
        path = self._path(name)
        data = self.media.picture(path) if path else None
        if data is None:
            what = "is no picture" if path else "is not among the files that were given"
            message = Worded(
                "the photo `{text}` {what}; expected it in the folder or archive of --media",
                text=words(name, 60),
                what=what,
            )
            self.problems.append(entry.problem(self.file, message))
            return
        kept = self._kept(name, data)
        self.pictures[kept] = data
        self.photos.setdefault(question, []).append(kept)

    def _kept(self, name: str, data: bytes) -> str:
        """Return where a picture goes below the audit's folder: a name that no other has."""
        stem, _, ending = name.rpartition(".")
        base, count = f"{EVIDENCE}/{slug(self.key)}-{slug(stem) or 'photo'}", 1
        path = f"{base}.{ending.lower()}"
        while self.pictures.get(path, data) != data:
            count += 1
            path = f"{base}-{count}.{ending.lower()}"
        return path

    def _path(self, name: str) -> str | None:
        """Return the one file of a name, that in the submission's own folder where there are several."""
        same = self.media.named(name)
        own = [path for path in same if self.key in path]
        return next(iter(own or same), None) if len(own or same) == 1 else None


def _as_written(item: Item, text: str) -> str:
    """Return an entry as an answer is written: options with commas between, the minute of a time."""
    if item.answer == answers.SEVERAL and answers.read_answer(item, text) is None:
        return ", ".join(text.split())
    if item.answer == "time" and (time := _TIME.match(text)):
        return time[0]
    if item.answer == "date" and (day := _DAY.match(text)):
        return day[0]
    return words(text, _LONGEST_ANSWER)


def _read(source: ImportSource, audit: LoadedAudit, _mapping: ImportMap) -> Imported:
    check_touchpoint(source, audit)
    touches = [touch for touch in audit.touches if source.touchpoint in (None, touch.id)]
    questions = [asked.question for touch in touches for asked in touch.asked.values()]
    items: dict[str, dict[str, Item]] = {}
    for question in questions:
        items.setdefault(question.checklist, {})[question.item_id] = question.item
    return placed(kobo(source.name, source.data, items, media_in(source.media)), source, audit)


KOBO: Final = ImportKind(
    id="kobo",
    help="submissions of a form that `checklists export --xlsform` made, in JSON, CSV or a workbook",
    read=_read,
    options=frozenset({"touchpoint", "media"}),
    needs_map=False,
)
