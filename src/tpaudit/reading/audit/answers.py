"""Answers: what is wrong with one, and what it should have come with."""

from collections.abc import Iterator, Sequence
from typing import Final

from tpaudit.documents.answers import Answer, answer_kind, takes
from tpaudit.documents.asked import Question
from tpaudit.documents.checklist import Item
from tpaudit.documents.curves import AtLeast, AtMost
from tpaudit.documents.net_promoter import NPS
from tpaudit.documents.observation import Observation
from tpaudit.documents.scalars import named
from tpaudit.documents.wants import Wanted
from tpaudit.documents.worded import Worded, fixed
from tpaudit.reading.diagnostics import Diagnostics, PathStep


def check_answer(
    observation: Observation,
    answer: Answer | None,
    question: Question,
    path: tuple[PathStep, ...],
    diagnostics: Diagnostics,
) -> None:
    """Note what is wrong with an answer, and what it should have come with."""
    item = question.item
    if answer is None:
        message: str = Worded(
            "{answer} is not an answer to this item; it takes {takes}",
            answer=named(observation.answer),
            takes=takes(item),
        )
        diagnostics.error((*path, "answer"), message)
    elif answer.score is None and not answer.recorded:
        if observation.note is None and observation.internal is None:
            message = "n/a without a note; expected a note that says why the question does not apply"
            diagnostics.warn(path, message)
    else:
        for wanted in _lacking(item.wants.of(answer.score, fails=answer.fails), observation):
            message = Worded(
                "this answer wants a {wanted}; expected {how_to_add}",
                wanted=fixed(wanted),
                how_to_add=_HOW_TO_ADD[wanted],
            )
            diagnostics.warn(path, message)
        if _is_share(item, observation, answer):
            message = Worded(
                "{answer} is less than 1 %; expected a percentage such as 80, or `{answer} %` if it is so little",
                answer=observation.answer,
            )
            diagnostics.warn((*path, "answer"), message)


_HOW_TO_ADD: Final = {
    "note": fixed("`note:` beside it"),
    "photo": fixed("`evidence:` beside it, with its file or link"),
}


def _lacking(wanted: tuple[Wanted, ...], observation: Observation) -> Iterator[Wanted]:
    """Yield what an observation should have come with, and did not."""
    if "note" in wanted and observation.note is None and observation.internal is None:
        yield "note"
    if "photo" in wanted and not any(piece.file or piece.link for piece in observation.evidence):
        yield "photo"


_INSTEAD_OF_A_MEAN: Final = {
    "yes-no": fixed("a rate such as 37/40"),
    NPS: fixed("each mark, or {promoters: 60, passives: 30, detractors: 10}"),
}


def check_mean(item: Item, path: Sequence[PathStep], diagnostics: Diagnostics) -> None:
    """Note that the mean of several answers is none to an item; a warning where format 1 has taken it from the start."""
    if not answer_kind(item.answer).averages:
        instead = _INSTEAD_OF_A_MEAN.get(item.answer, fixed("each answer on its own"))
        diagnostics.error(
            path,
            Worded("`of` does not go with {answer}; write {instead}", answer=item.answer, instead=instead),
        )
    elif isinstance(item.score, AtMost | AtLeast):
        lost = fixed("the mean of several answers does not tell how many reached a step of the curve")
        diagnostics.warn(
            path, Worded("{lost}; write each answer on its own, or a curve without steps", lost=lost)
        )


def _is_share(item: Item, observation: Observation, answer: Answer) -> bool:
    """Tell whether an answer without a sign looks like a share of 1 where a percentage is wanted.

    Where a limit of the curve lies below 1 %, or none reaches 10 %, so little is a usual answer.
    """
    if item.answer != "percent" or observation.answer.endswith("%"):
        return False
    limits = [limit.value for limit in item.score.limits()] if item.score else [0.0]
    usual = any(0 < limit < 1 for limit in limits) or max(limits) < _MUCH
    return not usual and 0 < (answer.value or 0.0) < 1


_MUCH: Final = 10
"""A percentage that is no share of 1."""
