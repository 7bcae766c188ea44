"""`tpaudit fill`: a visit filled in question by question, saved after each answer."""

import os
from typing import TYPE_CHECKING, Annotated

import typer

from tpaudit.cli.form import By, Place, Touchpoints, listed
from tpaudit.cli.options import AuditFile, Language, this_minute

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tpaudit.cli.asking import Ask
    from tpaudit.operations.collecting.fill import Asking, Filling, TypedAnswer
    from tpaudit.showing.terminal.lines import Line
    from tpaudit.showing.text.items import ItemWords


def fill(
    audit: AuditFile = "",
    by: By = "",
    place: Place = None,
    touchpoints: Touchpoints = None,
    only_open: Annotated[bool, typer.Option("--open", help="Ask only what nobody has answered yet.")] = False,
    lang: Language = None,
) -> None:
    """Fill in a visit in the terminal, question by question.

    \b
    tpaudit fill audits/roastery.yaml --by ben --place north
    tpaudit fill audits/roastery.yaml --touchpoints order-line --open

    Every answer is saved at once. Behind | stands a note; n/a wants one that
    says why. ? shows why it is asked, b goes back, s skips, q or Ctrl-C stops;
    the next call goes on there.
    """
    from tpaudit.cli.asking import asker
    from tpaudit.operations.collecting.fill import Filling, FillRequest
    from tpaudit.showing.text.items import ItemWords
    from tpaudit.showing.text.translate import translator

    now, zone = this_minute()
    request = FillRequest(
        touchpoints=listed(touchpoints),
        place=place,
        by=by.strip(),
        only_open=only_open,
        walk=os.urandom(4).hex(),
        minute=now,
        zone=zone,
    )
    filling = Filling(audit, request)
    language = lang or filling.audit.workspace.language
    _Conversation(filling, ItemWords(translator(language), (language, "en")), asker()).hold()


class _Conversation:
    """Asks what is open until nothing is, or the person stops."""

    def __init__(self, filling: "Filling", words: "ItemWords", ask: "Ask") -> None:
        self.filling, self.words, self.say, self.ask = filling, words, words.say, ask
        self.skipped: set[str] = set()
        self.before: list[str] = []

    def hold(self) -> None:
        """Ask every question that is open; say at the end where the answers are."""
        if self.filling.resumed:
            self._tell(self.say("Going on with {file}.", file=os.fspath(self.filling.path)))
        again = None
        while again is not None or self.filling.to_ask(frozenset(self.skipped)):
            asking = self.filling.asking(again) if again else self.filling.to_ask(frozenset(self.skipped))[0]
            moved = self._ask(asking)
            if moved is None:
                break
            again = moved or None
        else:
            self._finish()
        saved = len(self.filling.visit.answers)
        said = "Answers saved: {count}, in {file}. Skipped: {skipped}."
        self._tell(
            self.say(said, count=saved, file=os.fspath(self.filling.path), skipped=len(self.skipped))
            if saved
            else self.say("Nothing was answered, so nothing is written.")
        )

    def _finish(self) -> None:
        if self.filling.visit.answers and not self.skipped:
            self._write(self.filling.finished(this_minute()[0]))

    def _ask(self, asking: "Asking") -> str | None:
        """Ask one question; return the address of one to ask again, empty to go on, None to stop."""
        from tpaudit.showing.walks.asking import question_lines, why_lines

        left = len(self.filling.to_ask(frozenset(self.skipped)))
        self._show(question_lines(asking.touch, asking.asked, left, self.words))
        while True:
            typed = self.ask(self.say("Answer, or ? b s q:"))
            if typed is None or typed == "q":
                return None
            if typed == "?":
                self._show(why_lines(asking.asked.question.item, self.words))
            elif typed == "b" and self.before:
                return self.before.pop()
            elif typed in ("s", ""):
                self._pass(asking.address)
                return ""
            elif typed != "b" and self._take(asking, typed):
                return ""

    def _pass(self, address: str) -> None:
        if address not in self.filling.visit.answers:
            self.skipped.add(address)
        self.before.append(address)

    def _take(self, asking: "Asking", typed: str) -> bool:
        """Save an answer; False, with what is expected, if it is none."""
        from tpaudit.documents.answers import NOT_APPLICABLE
        from tpaudit.operations.collecting.fill import TypedAnswer, answer_typed

        said, _, note = (part.strip() for part in typed.partition("|"))
        text = answer_typed(asking, said)
        if text is None:
            takes = self.words.takes(asking.asked.question.item)
            self._tell(self.say("That is no answer to this question. It takes: {takes}.", takes=takes))
            return False
        if text.casefold() == NOT_APPLICABLE and not note:
            note = self.ask(self.say("Why does it not apply?")) or ""
            if not note:
                return False
        said_beside = self._beside(asking, TypedAnswer(text, note))
        self._write(self.filling.with_answer(asking.address, said_beside, this_minute()[0]))
        self.skipped.discard(asking.address)
        self.before.append(asking.address)
        return True

    def _beside(self, asking: "Asking", said: "TypedAnswer") -> "TypedAnswer":
        """Ask for the note and the photo that an answer wants; it is taken without them, too."""
        from tpaudit.operations.collecting.fill import wanted_with

        wanted = wanted_with(asking, said.text)
        if "note" in wanted and not said.note:
            note = self.ask(self.say("A note is wanted with this answer."))
            said = said._replace(note=note or "")
        if "photo" in wanted:
            said = said._replace(photo=self._photo())
        return said

    def _photo(self) -> str:
        """Ask for a photo until it is there; empty if there is none."""
        while typed := self.ask(
            self.say("A photo is wanted with this answer. Its file, below the audit's folder:")
        ):
            photo = self.filling.photo(typed)
            if photo is not None:
                return photo
            self._tell(self.say("There is no such file below the audit's folder."))
        return ""

    def _write(self, files: "dict[Path, bytes]") -> None:
        from tpaudit.cli.writing import create, replace

        (replace if self.filling.path.exists() else create)(files)
        self.filling.written()

    def _tell(self, text: str) -> None:
        from tpaudit.showing.terminal.lines import Piece

        self._show([[Piece(text)]])

    def _show(self, lines: "Iterable[Line]") -> None:
        from tpaudit.cli.output import Sink

        with Sink(None) as sink:
            sink.show(lines)
