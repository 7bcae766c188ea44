"""Journeys: each is read with what it expects, which has to be there."""

from collections.abc import Mapping

from tpaudit.documents.journey import Journey
from tpaudit.documents.worded import Worded
from tpaudit.reading.diagnostics import Diagnostics, nearest
from tpaudit.reading.files.disk import DISK, Files, Source
from tpaudit.reading.parse import parse
from tpaudit.reading.yaml.source_map import Tree


def read_journey(
    file: str, tree: Tree, known: Mapping[str, Source], files: Files = DISK
) -> tuple[Journey | None, Diagnostics]:
    """Return a journey and its diagnostics; checks that the stages and checklists it expects exist.

    `known` are the checklists that it can name.
    """
    journey, diagnostics = parse(file, tree, Journey, files=files)
    for touch, expected in journey.expects.items() if journey else ():
        if journey and expected.stage not in journey.stages:
            message = Worded(
                "there is no stage `{stage}` in this journey; {hint}",
                stage=expected.stage,
                hint=nearest(expected.stage, journey.stages),
            )
            diagnostics.error(("expects", touch, "stage"), message)
        for name in expected.checklists:
            if name not in known:
                diagnostics.error(
                    ("expects", touch, "checklists"),
                    Worded("there is no checklist `{name}`; {hint}", name=name, hint=nearest(name, known)),
                )
        for address in expected.standards:
            name = address.partition(".")[0]
            if name not in expected.checklists:
                hint = nearest(name, expected.checklists)
                diagnostics.error(
                    ("expects", touch, "standards", address),
                    Worded("there is no checklist `{name}`; {hint}", name=name, hint=hint),
                    key=True,
                )
    return journey, diagnostics
