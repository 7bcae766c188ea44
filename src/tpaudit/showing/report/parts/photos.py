"""The photos of a report: every picture that backs something, by its number, with what it shows and where."""

from collections.abc import Iterator

from tpaudit.results.computed import Computed, record
from tpaudit.results.scorecard import TouchpointScore
from tpaudit.results.visits import EvidenceShown
from tpaudit.showing.report.results import ReportResults


@record
class Photo(Computed):
    """A picture in full size."""

    number: int
    picture: str
    """A data address."""
    shows: str
    touchpoint: str
    """The id of the touchpoint that it belongs to."""


def photos(results: ReportResults) -> list[Photo]:
    """Return each picture once, by number."""
    found: dict[int, Photo] = {}
    for touch_id, touch in results.card.links().items():
        for piece in _evidence(touch):
            file = results.files.get(piece.file or "")
            if file is not None and file.picture is not None and file.number not in found:
                found[file.number] = Photo(
                    number=file.number, picture=file.picture, shows=piece.shows or "", touchpoint=touch_id
                )
    return [found[number] for number in sorted(found)]


def _evidence(touch: TouchpointScore) -> Iterator[EvidenceShown]:
    for item in touch.items.values():
        for seen in item.observations:
            yield from seen.evidence
    for finding in touch.findings.values():
        yield from finding.evidence
