"""A measurement: what it is called, what it needs, and how it turns pages into an answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from tpaudit.documents.site import Page, Rendered, Site
from tpaudit.judging.measure.phone.phones import Phones, phones_of
from tpaudit.results.message import Message, MessageValue
from tpaudit.results.probed import Measured, Seen

_MOST_SEEN: Final = 5
"""Pages that a piece of evidence names; more would hide the rest of a visit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteCase:
    """A site, and what an audit says of the company that it belongs to."""

    site: Site
    on: str
    """The day of the probe."""
    region: str | None = None
    """The company's country, such as GB: the one given, or the one that the site gives away."""
    phones: tuple[str, ...] = ()
    """The company's numbers as the audit states them."""
    form: str | None = None
    """The path of the page whose form is meant."""
    channel: str | None = None
    """Where the touchpoint that is asked about happens, as the audit says it."""
    kind: str = "yes-no"
    """The kind of answer that the item takes."""
    memory: dict[str, Phones] = field(default_factory=dict, repr=False, compare=False)
    """The numbers of the site, once they were looked for: several measurements ask for them."""

    def phones_found(self) -> Phones:
        """Return the phone numbers of the site, and which is the company's."""
        if "phones" not in self.memory:
            self.memory["phones"] = phones_of(self.site.pages, self.region, self.phones)
        return self.memory["phones"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """A measurement; the docstring of its module is its page in the manual."""

    id: str
    """What an item names under `probe`."""
    measure: Callable[[SiteCase], Measured]
    """Measure a site."""
    browser: bool = False
    """It needs a browser."""


def open_because(phrase: str, **values: MessageValue) -> Measured:
    """Return that a question stays open, and why."""
    return Measured(note=Message(phrase=phrase, values=values))


@dataclass(slots=True, kw_only=True)
class Tally:
    """Counts what is well and what is not, of pages, fields or links."""

    good: int = 0
    bad: list[Seen] = field(default_factory=list)
    first: str = ""
    """The page of the first that is well."""

    def well(self, link: str) -> None:
        """Count one that is well, on a page."""
        self.good += 1
        self.first = self.first or link

    def measured(self, kind: str, phrase: str, **values: str | int) -> Measured:
        """Return the share that is well, as the item's kind of answer.

        Evidence are the first that are not; where all is well, the page of the first. The phrase may speak of
        `{good}` and `{all}`.
        """
        whole = self.good + len(self.bad)
        note = Message(phrase=phrase, values={"good": self.good, "all": whole, **values})
        well = (Seen(link=self.first, shows=note),) if self.first else ()
        return Measured(
            answers=(share(kind, self.good, whole),),
            note=note,
            evidence=tuple(self.bad[:_MOST_SEEN]) or well,
        )


def share(kind: str, good: int, whole: int) -> str:
    """Return a share as an answer: `9/10` for a yes-no (`yes` and `no` for all and none of one), else percent."""
    if kind == "percent":
        return f"{100 * good / whole:.6g}"
    return ("yes" if good else "no") if whole == 1 else f"{good}/{whole}"


def over_pages(case: SiteCase, good: Callable[[Page], Message | None], phrase: str) -> Measured:
    """Return on how many pages all is well; `good` says of a page what is wrong, None if nothing is."""
    tally = Tally()
    for page in case.site.pages:
        wrong = good(page)
        if wrong is None:
            tally.well(page.url)
        else:
            tally.bad.append(Seen(link=page.url, shows=wrong))
    return tally.measured(case.kind, phrase)


def shown_pages(case: SiteCase) -> Sequence[tuple[Page, Rendered]]:
    """Return the pages that a browser has shown."""
    rendered = case.site.rendered
    return [
        (page, rendered[page.url])
        for page in case.site.pages
        if page.url in rendered and not rendered[page.url].problem
    ]


def not_applicable(phrase: str) -> Measured:
    """Return that a question does not apply to a site, and why."""
    return Measured(answers=("n/a",), note=Message(phrase=phrase))
