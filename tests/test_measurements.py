"""Measurements: each is a module whose docstring is its page, and sites with known truth get their verdicts.

`TPAUDIT_ACCEPT=1 pytest tests/test_measurements.py` rewrites the measurements' part of docs/probe.md; the difference
is read like code.
"""

import ast
import importlib
import inspect
import json
import os
import pkgutil
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import polib
import pytest

from tpaudit.documents.measurements import MEASUREMENTS
from tpaudit.documents.site import Answered, AxeResult, Page, Rendered, Site, Unread
from tpaudit.judging.measure import browser, facts, form, links, phone, privacy, site
from tpaudit.judging.measure.facts.hours import hours_alone
from tpaudit.judging.measure.facts.said import facts_of_site
from tpaudit.judging.measure.measurement import Measurement, SiteCase
from tpaudit.judging.measure.phone.phones import dialled, numbers_in, phones_of
from tpaudit.judging.measure.phone.regions import region_of
from tpaudit.judging.measure.registry import MEASURES
from tpaudit.reading.probe.html.page import page_of
from tpaudit.results.probed import Measured
from tpaudit.showing.text.results.gate import result_in_words, value_in_words
from tpaudit.showing.text.translate import LOCALE, translator

ROOT: Final = Path(__file__).parent.parent
PAGE: Final = ROOT / "docs" / "probe.md"
BEGIN: Final = "<!-- measurements: begin -->\n"
END: Final = "<!-- measurements: end -->\n"
HELPERS: Final = {
    *("autocomplete", "phones", "regions", "rules_of_axe", "shown"),
    *("addresses", "counted", "hours", "products", "said", "structured"),
}
MODULES: Final[Mapping[str, ModuleType]] = {
    found.name.replace("_", "-"): importlib.import_module(f"{package.__name__}.{found.name}")
    for package in (phone, form, links, site, facts, privacy, browser)
    for found in pkgutil.iter_modules(package.__path__)
    if found.name not in HELPERS
}
CASES: Final = ROOT.parent / "shared" / "cases" / "sites"
GIVEN: Final = pytest.mark.skipif(not CASES.exists(), reason="the sites are not beside the checkout")


def manual(measurement: Measurement) -> str:
    """Return what a measurement's module says of it, without the name that it opens with."""
    module = inspect.getmodule(measurement.measure)
    assert module is not None
    title, _, text = (inspect.getdoc(module) or "").partition(": ")
    assert title == measurement.id
    return text[0].upper() + text[1:]


def reference() -> str:
    """Return the measurements' part of the page: a table of all, and a section for each."""
    rows = [
        f"| [`{name}`](#{name}) | {', '.join(MEASUREMENTS[name])} | {manual(one).partition('. ')[0].partition(chr(10))[0].rstrip('.')} |"
        for name, one in MEASURES.items()
    ]
    table = "\n".join(["| measurement | answers | says |", "| --- | --- | --- |", *rows])
    sections = (f"### {name}\n\n{manual(one)}" for name, one in MEASURES.items())
    return "\n\n".join(["", table, *sections, ""]).removeprefix("\n")


def test_the_page_has_what_the_modules_say() -> None:
    head, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    written, end, tail = rest.partition(END)
    assert end
    if os.environ.get("TPAUDIT_ACCEPT"):
        PAGE.write_text(f"{head}{BEGIN}{reference()}{END}{tail}", encoding="utf-8")
        written = reference()
    assert written == reference()


def test_every_module_is_one_measurement_and_every_measurement_is_registered() -> None:
    assert list(MEASURES) == list(MEASUREMENTS)
    found = [
        one for module in MODULES.values() for one in vars(module).values() if isinstance(one, Measurement)
    ]
    assert {one.id for one in found} == set(MEASURES)
    assert len(MODULES) == len(MEASURES)


def test_what_needs_a_browser_says_so() -> None:
    for name, one in MEASURES.items():
        assert ("Needs `--browser`" in manual(one)) == one.browser, name
        if one.browser:
            assert measured(name, page_with("<p>x")).answers == ()


# Pages


def page_with(html: str, path: str = "/", clicks: int = 0) -> Page:
    answered = Answered(
        url=f"https://kiln.example{path}",
        status=200,
        content_type="text/html; charset=utf-8",
        body=html.encode(),
    )
    page = page_of(answered, clicks)
    assert page is not None
    return page


def case_of(*pages: Page, **more: Any) -> SiteCase:
    return SiteCase(site=Site(start=pages[0].url, pages=pages), on="2026-11-28", **more)


def measured(name: str, *pages: Page, **more: Any) -> Measured:
    return MEASURES[name].measure(case_of(*pages, **{"kind": MEASUREMENTS[name][0], **more}))


def answer(name: str, html: str, **more: Any) -> str:
    """Return the answer for a site of one page; empty for open."""
    found = measured(name, page_with(html), **more)
    assert found.note.phrase
    return "/".join(found.answers)


ENGLISH: Final = (
    "We make cups and bowls for your table, and you can see the kiln on this page with all of it."
)
GERMAN: Final = "Wir machen Tassen und Schalen für Sie, und der Ofen ist auf der Seite nicht zu sehen."
PRODUCT: Final = (
    "<script type='application/ld+json'>"
    '{"@type": "Product", "name": "Cup", "offers": {"price": 9, "priceCurrency": "EUR"}}</script>'
)
ASKING: Final = (
    "<form><label>Your name<input name=n></label>%s<label>Message<textarea name=m></textarea></label></form>"
)
SAID: Final = [
    ("consent-box", "<label><input type=checkbox> Send me the newsletter</label>", "yes"),
    ("consent-box", "<label><input type=checkbox checked> Send me the newsletter</label>", "no"),
    ("consent-box", "<label><input type=checkbox> I accept the terms and get the newsletter</label>", "no"),
    ("consent-box", "<label><input type=checkbox checked> Remember me</label>", ""),
    ("consent-box", "<label><input type=radio checked> Newsletter</label>", ""),
    ("needless-fields", ASKING % "<label>E-mail<input name=e></label>", "0"),
    ("needless-fields", ASKING % "<input type=email><input type=checkbox aria-label='I agree'>", "0"),
    ("needless-fields", ASKING % "<input type=email><input type=tel>", ""),
    ("needless-fields", ASKING % "<input type=email><label>Birthday<input type=date></label>", ""),
    ("needless-fields", ASKING % "<label>Company name<input name=c></label>", ""),
    ("needless-fields", "<p>no form", ""),
    ("answer-time", "<p>We reply within 24 hours.</p><p>anna@kiln.example</p>", "yes"),
    ("answer-time", "<p>You will hear from us within one working day</p><textarea></textarea>", "yes"),
    ("answer-time", "<p>Ответим в течение 2 часов</p><textarea></textarea>", "yes"),
    ("answer-time", "<p>我们会在24小时内回复您</p><textarea></textarea>", "yes"),
    ("answer-time", "<p>Wir antworten innerhalb von 24 Stunden</p><textarea></textarea>", "yes"),
    ("answer-time", "<p>We reply within 24 hours.</p>", ""),
    ("answer-time", "<p>Delivery within 24 hours</p><textarea></textarea>", ""),
    ("answer-time", "<p>We answer every question</p><textarea></textarea>", ""),
    (
        "product-facts",
        f"{PRODUCT}<p>In stock, delivered in 2-3 days</p><p>12 cm high</p><p>Material: stoneware</p>",
        "5",
    ),
    ("product-facts", f"{PRODUCT}<p>In stock</p><p>12 cm high</p><p>Material: stoneware</p>", ""),
    ("product-facts", "<p>£9, in stock, delivered in 2 days, 12 cm high, material: stoneware</p>", ""),
    (
        "site-facts",
        "<p>£9</p><p>Mon-Fri 9:00-18:00</p><p>12 High Street, London SE1 9GF</p><a href=/d>Delivery</a><a href=/r>Returns</a>",
        "5",
    ),
    ("site-facts", "<p>£9</p><p>Mon-Fri 9:00-18:00</p><p>He returned the call</p>", ""),
    ("site-facts", "<p>nothing", ""),
    ("dial-links", '<a href="tel:+442079460018">020 7946 0018</a>', "yes"),
    ("dial-links", '<a href="tel:02079460018">Call +44 20 7946 0018</a>', "yes"),
    ("dial-links", '<a href="tel:+44-20-7946-0018"><b>+44 20 7946 0018</b></a>', "yes"),
    ("dial-links", '<a href="tel:+442079460019">+44 20 7946 0018</a>', "no"),
    ("dial-links", '<a href="tel://+442079460018">+44 20 7946 0018</a>', "no"),
    ("dial-links", '<a href="tel:">+44 20 7946 0018</a>', "no"),
    ("dial-links", '<a href="tel:call-us">+44 20 7946 0018</a>', "no"),
    ("dial-links", "<p>Call +44 20 7946 0018</p>", "no"),
    ("dial-links", "<p>nothing", ""),
    ("phone-on-pages", "<p>Call +44 20 7946 0018</p>", "yes"),
    ("phone-on-pages", "<p>Fax: +44 20 7946 0018</p>", "no"),
    ("phone-on-pages", "<p>Fax +44 20 7946 0018, Tel +44 20 7946 0018</p>", "yes"),
    ("phone-on-pages", '<input placeholder="+44 20 7946 0018">', "no"),
    ("phone-on-pages", "<p style='display:none'>+44 20 7946 0018</p>", "no"),
    ("phone-on-pages", "<p>+44 20 7946 0018</p><p>+44 20 7946 0991</p>", ""),
    ("phone-on-pages", "<p>Tel. 020 7946 0018, WhatsApp 07700 900123</p>", "yes"),
    ("phone-on-pages", "<p>Tel. 020 7946 0018 · Fax 020 7946 0991</p>", "yes"),
    ("phone-on-pages", "<p>Tel/Fax: 020 7946 0018</p>", "yes"),
    ("phone-on-pages", "<p>VAT number GB 020 7946 0018</p>", "no"),
    (
        "required-fields",
        "<form><input name=a required><textarea name=b aria-required=true></textarea><input name=c></form>",
        "2",
    ),
    (
        "required-fields",
        "<form><input type=radio name=r value=1 required><input type=radio name=r value=2 required></form>",
        "1",
    ),
    ("required-fields", "<form><input name=a><input name=b></form><script>check()</script>", ""),
    ("required-fields", "<form><input name=a><input name=b></form>", "0"),
    ("required-fields", "<form role=search><input name=q><input name=area></form>", ""),
    (
        "visible-labels",
        "<form><label>A<input name=a></label><label for=b>B</label><input id=b></form>",
        "2/2",
    ),
    ("visible-labels", "<form><input placeholder=Name><label>B<input></label></form>", "1/2"),
    ("visible-labels", "<form><input aria-label=Name><input title=B></form>", "0/2"),
    (
        "visible-labels",
        "<form><b id=n>Name</b><input aria-labelledby=n><input type=hidden name=h><input></form>",
        "1/2",
    ),
    ("visible-labels", "<table><form><tr><td><label>A<input></label><td><input></table>", "1/2"),
    ("visible-labels", "<form><input><input></form><form><input><input><input></form>", ""),
    ("visible-labels", "<form><input type=email></form><form><label>A<input></label><input></form>", "1/2"),
    ("visible-labels", "<form><input type=password><input></form>", ""),
    (
        "autofill",
        "<form><input name=email autocomplete=email><input name=name autocomplete='section-a name'></form>",
        "yes",
    ),
    ("autofill", "<form><input name=email autocomplete=off><input name=x></form>", "no"),
    ("autofill", "<form><input name=email autocomplete=mail><input name=x></form>", "no"),
    ("autofill", "<form><input name=email><input name=x></form>", ""),
    ("autofill", "<form><input name=colour><input name=size></form>", "n/a"),
    ("field-types", "<form><label>E-mail<input></label><input type=tel></form>", "1/2"),
    (
        "error-hints",
        "<form><input type=email aria-describedby=h><i id=h>as in a@b.c</i><input type=url></form>",
        "1/2",
    ),
    ("visible-labels", "<form><i hidden id=n>Name</i><input aria-labelledby=n><input></form>", "0/2"),
    ("label-words", "<label>First name<input></label><label>Menu<input></label>", "1/2"),
    ("label-words", "<label>Введите текст<input></label><label>请输入：<input></label>", "0/2"),
    ("label-words", "<label>请输入姓名<input></label>", "yes"),
    ("label-words", "<input placeholder=Name>", "n/a"),
    ("form-named", "<form><label>A<input></label><input></form>", "no"),
    ("form-named", "<form><label>A<input></label><label>B<input></label></form>", ""),
    ("error-messages", "<form><input type=email><input><button>Send</button></form>", "helps"),
    ("error-messages", "<form><input pattern=[A-Z]+><input><button>Send</button></form>", "names"),
    (
        "error-messages",
        "<form><input pattern=x title='Two letters'><input><button>Go</button></form>",
        "helps",
    ),
    ("error-messages", "<form novalidate><input type=email><input><button>Send</button></form>", ""),
    ("error-messages", "<form><input type=email><input><button formnovalidate>Send</button></form>", ""),
    ("error-messages", "<form><input type=email><input><button type=button>Send</button></form>", ""),
    (
        "error-messages",
        "<form><input type=email><input><button>Send</button></form><script>check()</script>",
        "",
    ),
    ("error-messages", "<form><input><input><button>Send</button></form>", ""),
    ("viewport", '<meta name="viewport" content="width=device-width">', "yes"),
    ("viewport", '<meta name="viewport" content="width=980">', "no"),
    ("page-language", "<html lang=en-GB>", "yes"),
    ("page-language", "<html lang=xx>", "no"),
    ("page-language", "<html lang=eng>", "no"),
    ("page-language", "<html lang=gsw>", ""),
    ("page-language", "<p>", "no"),
    ("text-language", f"<html lang=en><p>{ENGLISH}", "yes"),
    ("text-language", f"<html lang=de><p>{ENGLISH}", "no"),
    ("text-language", f"<html lang=en><p>{ENGLISH}<p lang=de>{GERMAN * 9}", "yes"),
    ("text-language", f"<html lang=de><p>{GERMAN}", "yes"),
    (
        "text-language",
        "<html lang=ru><p>Мы печём хлеб и делаем посуду в нашей мастерской на окраине для вас",
        "yes",
    ),
    ("text-language", "<html lang=en><p>我们在窑边做杯子和碗，欢迎来看。", "no"),
    ("text-language", "<html lang=en><p>Kiln Lane", ""),
    ("text-language", "<html lang=eng><p>x", "n/a"),
    ("page-titles", "<title>Kiln</title>", "yes"),
    ("page-titles", "<p>", "no"),
    (
        "picture-texts",
        "<img src=a alt=Kiln><img src=b alt=''><img src=c><img src=d role=presentation>",
        "3/4",
    ),
    ("picture-texts", "<p>", "n/a"),
    (
        "pictures-described",
        "<img src=a alt=Kiln><img src=b alt=''><img src=c><img src=d alt=IMG_1.jpg>",
        "1/3",
    ),
    ("pictures-described", "<img src=b alt=''>", "n/a"),
    (
        "link-words",
        "<a href=/a>Our cups</a><a href=/b>Read more</a><a href=/c>here</a><a href=/d>PDF</a>",
        "1/4",
    ),
    (
        "link-words",
        "<a href=/a>Подробнее</a><a href=/b>了解更多</a><a href=/c>2026</a><a href=/d></a>",
        "1/3",
    ),
    ("link-words", "<p>", "n/a"),
    ("first-links", "<a href=/a>A</a>", ""),
    (
        "link-names",
        "<a href=/a>A</a><a href=/b><img alt=B src=b></a><a href=/c><i class=icon></i></a>",
        "2/3",
    ),
    ("contact-clicks", "<p>write to anna@kiln.example", "0"),
    ("contact-clicks", "<p>nothing", ""),
    ("imprint", "<a href=/i>Impressum</a>", "yes"),
    ("imprint", "<p>ОГРН 1027700132195", "yes"),
    ("imprint", "<p>nothing", ""),
    ("hours-stated", "<p>Mon - Fri: 8am - 6pm", "yes"),
    ("hours-stated", "<p>пн-пт 9:00-18:00", "yes"),
    ("hours-stated", "<p>周一至周五 9:00-18:00", "yes"),
    (
        "hours-stated",
        '<script type="application/ld+json">{"openingHours": "Mo-Fr 09:00-17:00"}</script>',
        "yes",
    ),
    ("hours-stated", "<p>24/7 online booking, up to 24 hours before", ""),
    ("hours-stated", "<p>Mon Dieu, 9 out of 10 like it", ""),
    ("price-stated", "<p>from $99 a visit", "yes"),
    ("price-stated", "<p>от 1 500 руб.", "yes"),
    ("price-stated", "<p>100 % of our 20 people", ""),
    ("newest-date", "<p>Posted 3 November 2026</p><p>valid until 2026-12-24</p>", "25d"),
    ("newest-date", "<time datetime=2026-11-27>yesterday</time>", "1d"),
    ("newest-date", "<p>31.02.2026, © 2026", ""),
]


@pytest.mark.parametrize(("name", "html", "said"), SAID, ids=[f"{n}: {h[:60]}" for n, h, _ in SAID])
def test_a_page_gets_its_answer(name: str, html: str, said: str) -> None:
    assert answer(name, html, region="GB") == said


def test_a_rate_says_how_many_pages_and_names_those_that_fall_short() -> None:
    pages = [
        page_with(f"<title>{n}</title><p>{'Call 020 7946 0018' if n else ''}", f"/{n}") for n in range(4)
    ]
    found = measured("phone-on-pages", *pages, region="GB")
    assert found.answers == ("3/4",)
    assert [seen.link for seen in found.evidence] == ["https://kiln.example/1", "https://kiln.example/0"]
    assert found.evidence[0].shows == "020 7946 0018"
    assert measured("phone-on-pages", *pages, region="GB", kind="percent").answers == ("75",)


def test_where_all_is_well_the_evidence_is_a_page_on_which_it_is_to_be_seen() -> None:
    first = page_with("<title>Home</title><p>Cups and plates</p><a href=/write>Write</a>")
    write = page_with(
        "<form><label>E-mail<input type=email title='a@b.c'></label><label>Message<textarea></textarea></label></form>"
        "<p>Call <a href='tel:+442079460018'>020 7946 0018</a></p><img src=a alt=Kiln>",
        "/write",
    )
    names = ("visible-labels", "field-types", "error-hints", "label-words", "field-names", "dial-links")
    for name in (*names, "phone-on-pages", "picture-texts", "pictures-described"):
        found = measured(name, first, write, region="GB")
        assert found.evidence[0].link == write.url, name
    found = measured("contact-clicks", first, page_with("<textarea></textarea>", "/write", clicks=1))
    assert (found.answers, result_in_words(found.note)) == (
        ("1",),
        "clicks from the first page to a form to write in: 1",
    )


def test_the_number_that_the_audit_states_is_the_company_s() -> None:
    html = "<p>Call 020 7946 0018</p><p>Call 020 7946 0991</p>"
    found = measured("phone-on-pages", page_with(html), region="GB", phones=("+44 20 7946 0991",))
    assert found.answers == ("yes",)
    assert "0991" in str(found.note.values["phone"])


@pytest.mark.parametrize(
    "html",
    [
        "<p>Our partner: +44 20 7946 0018",
        "<p>Account no. 020 7946 0018",
        "<p>ИНН 7701234567",
        "<p>Order no 650-253-0000",
        "<p>Website by Studio X, +44 20 7946 0018",
        "<p>call 1234567890",
        "<p>Tel: +1 111 111 1111",
        "<p>Datenschutzbeauftragter: +49 30 901820",
    ],
)
@pytest.mark.parametrize("region", ["GB", "US", "RU", "DE"])
def test_a_number_of_somebody_or_something_else_is_not_the_company_s(html: str, region: str) -> None:
    assert phones_of([page_with(html)], region).company == ()


def test_a_number_on_one_page_of_several_must_be_called_a_phone() -> None:
    pages = [page_with(f"<title>{n}</title>", f"/{n}") for n in range(3)]
    assert phones_of([*pages, page_with("<p>020 7946 0018", "/x")], "GB").company == ()
    assert phones_of([*pages, page_with("<h4>Phone</h4><p>020 7946 0018", "/x")], "GB").company == (
        "+442079460018",
    )


@pytest.mark.parametrize(
    ("href", "digits"),
    [
        ("tel:+44 20 7946 0018", "+442079460018"),
        ("TEL:020-7946-0018", "02079460018"),
        ("tel:+442079460018;ext=12", "+442079460018"),
        ("tel:++44207946", None),
        ("tel:", None),
        ("tel://+442079460018", None),
        ("mailto:a@b.c", None),
    ],
)
def test_a_dial_link_is_read_as_phones_read_it(href: str, digits: str | None) -> None:
    assert dialled(href) == digits


@pytest.mark.parametrize(
    ("start", "html", "region"),
    [
        ("https://kiln.co.uk/", "<p>", "GB"),
        ("https://kiln.de/", "<p>", "DE"),
        ("https://печь.рф/", "<p>", "RU"),
        ("https://kiln.io/", "<p>", None),
        ("https://kiln.com/", "<html lang=pt-BR>", "BR"),
        ("https://kiln.com/", "<p>+44 20 7946 0018", "GB"),
        ("https://kiln.com/", "<a href='tel:+442079460018'>020 7946 0018</a>", "GB"),
        ("https://kiln.com/", "<a href='tel:+1234567890'>Call</a><a href=tel:02079460018>Call</a>", None),
        ("https://kiln.com/", '<script type="application/ld+json">{"addressCountry": "AT"}</script>', "AT"),
    ],
)
def test_a_site_gives_its_country_away(start: str, html: str, region: str | None) -> None:
    assert region_of(Site(start=start, pages=(page_with(html),))) == region


def test_what_could_not_be_read_leaves_the_question_open() -> None:
    unread = Unread(url="https://kiln.example/b", problem="the server answers {status}", status=503)
    site_ = Site(start="https://kiln.example/", pages=(page_with("<p>x"),), unread=(unread,))
    case = SiteCase(site=site_, on="2026-11-28", region="GB")
    assert MEASURES["phone-on-pages"].measure(case).answers == ()


@pytest.mark.parametrize(("status", "said"), [(404, "no"), (500, "no"), (None, "")])
def test_the_first_three_links_must_lead_to_pages(status: int | None, said: str) -> None:
    first = page_with(
        "<a href=/a>A</a><a href=https://elsewhere.example/>E</a><a href=/b>B</a><a href=/c>C</a>"
    )
    others = [page_with(f"<p>{name}", f"/{name}") for name in "ab"]
    assert measured("first-links", first, *others, page_with("<p>c", "/c")).answers == ("yes",)
    unread = Unread(url="https://kiln.example/c", problem="x", status=status, source=first.url)
    broken = Site(start=first.url, pages=(first, *others), unread=(unread,))
    answers = MEASURES["first-links"].measure(SiteCase(site=broken, on="2026-11-28")).answers
    assert "".join(answers) == said


def test_a_time_for_answers_on_the_site_says_nothing_of_other_channels() -> None:
    page = page_with("<p>We reply within 24 hours.</p><p>anna@kiln.example</p>")
    assert measured("answer-time", page, channel="web-form").answers == ("yes",)
    assert measured("answer-time", page, channel="messenger").answers == ()


def test_facts_that_were_not_found_are_named() -> None:
    note = measured("site-facts", page_with("<p>£9</p><p>Mon-Fri 9:00-18:00</p><p>Delivery is free</p>")).note
    assert (
        result_in_words(note)
        == "found: a price, opening hours, delivery; look by hand for: an address, returns or cancelling"
    )


def test_messages_that_stand_in_the_html_of_a_form_are_quoted() -> None:
    html = (
        "<form novalidate><input type=email name=mail><small class=invalid-feedback>Write it as a@b.c</small>"
        "<input name=n data-msg-required='Say who you are'><input aria-errormessage=e><i id=e hidden>Too long a text</i>"
        "<button>Send</button></form>"
    )
    note = measured("error-messages", page_with(html)).note
    quoted = "mail: Write it as a@b.c; n: Say who you are; text: Too long a text"
    assert result_in_words(note).startswith(f"a script may check the form; messages in its HTML: {quoted}; ")
    assert "mail：Write it as a@b.c；n：Say who you are；" in result_in_words(note, translator("zh"))


OF_SEVERAL: Final = {
    "required-fields": "<form><input name=a required><input name=b required></form>",
    "form-named": "<form><input name=a><input name=b></form>",
    "needless-fields": "<form><input name=a><input name=b></form>",
    "error-messages": "<form><input type=email name=a><input type=url name=b><button>Send</button></form>",
    "autofill": "<form><input type=email name=a autocomplete=email><input type=email name=b autocomplete=email></form>",
}
"""Sites of which a note, or its evidence, names the fields `a` and `b`."""


@pytest.mark.parametrize("name", OF_SEVERAL)
def test_a_list_has_the_commas_of_its_language(name: str) -> None:
    found = measured(name, page_with(OF_SEVERAL[name]))
    said = {
        language: [
            value_in_words(value, translator(language))
            for value in (found.note, *(seen.shows for seen in found.evidence))
        ]
        for language in ("en", "ru", "zh")
    }
    assert "a, b" in " ".join(said["en"])
    assert "a, b" in " ".join(said["ru"])
    assert "a、b" in " ".join(said["zh"])
    assert "a, b" not in " ".join(said["zh"])


def test_forms_among_which_it_is_not_clear_are_named_in_the_marks_of_the_language() -> None:
    forms = "<form><input type=email name=a><input name=b></form><form><input name=c><textarea name=d></textarea><input name=e></form>"
    note = measured("required-fields", page_with(forms)).note
    assert re.search(r": / \(2\), / \(3\); --form", result_in_words(note))
    assert re.search(r"：/（2）、/（3）；.*--form", result_in_words(note, translator("zh")))


def test_a_form_that_a_browser_has_shown_is_checked_by_browsers_in_spite_of_scripts() -> None:
    html = "<form><input type=email><input><button>Send</button></form><script>check()</script>"
    shown = replace(page_with(html), shown=True)
    assert measured("error-messages", shown).answers == ("helps",)


def test_a_dead_link_is_named_with_its_page() -> None:
    unread = Unread(url="https://kiln.example/b", problem="x", status=404, source="https://kiln.example/")
    site_ = Site(start="https://kiln.example/", pages=(page_with("<p>x"),), unread=(unread,))
    found = MEASURES["dead-links"].measure(SiteCase(site=site_, on="2026-11-28"))
    assert (found.answers, [seen.link for seen in found.evidence]) == (("yes",), ["https://kiln.example/"])
    assert MEASURES["dead-links"].measure(SiteCase(site=site_, on="2026-11-28", kind="number")).answers == (
        "1",
    )


def test_the_footer_that_says_something_else_is_seen() -> None:
    pages = [
        page_with("<p>Call 020 7946 0018</p><footer>Mon-Fri 9:00-18:00</footer>", "/"),
        page_with("<title>c</title><p>Call +44 20 7946 0018</p><p>Mon-Fri 9:00-17:00</p>", "/contact"),
    ]
    said = facts_of_site(case_of(*pages, region="GB"))
    assert [(one.fact, one.value) for one in said if one.fact == "opening-hours"] == [
        ("opening-hours", "Mon-Fri 9:00-18:00"),
        ("opening-hours", "Mon-Fri 9:00-17:00"),
    ]
    assert [len(one.links) for one in said if one.fact == "phone"] == [2]


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("Mon-Fri 9:00-18:00, 020 7946 0018", "Mon-Fri 9:00-18:00"),
        ("Call us Mon-Fri 9-6pm on 020 7946 0018!", "Mon-Fri 9-6pm"),
        ("Opening hours: Mon to Fri (9:00-18:00), 12 High Street", "Mon to Fri (9:00-18:00)"),
        ("Tel. +7 495 000-14-14, пн-пт 9:00–18:00, вс выходной", "пн-пт 9:00–18:00, вс выходной"),
        ("电话 010-8888 8888 周一至周五 9:00-18:00", "周一至周五 9:00-18:00"),
        ("We are open 24/7", "24/7"),
        ("круглосуточно", "круглосуточно"),
        ("Mon-Fri 9:00-18:00 · Call 020 7946 0018", "Mon-Fri 9:00-18:00"),
    ],
)
def test_hours_are_told_from_what_stands_beside_them(text: str, alone: str) -> None:
    assert hours_alone(text) == alone


NEEDED: Final = {
    "a name, an address, a message": (
        "<label>Your name<input name=n></label><label>E-mail<input type=email></label><label>Message<textarea></textarea></label>",
        "0",
    ),
    "phone only": (
        "<label>Name<input></label><label>Phone<input type=tel></label>",
        "0",
    ),
    "two names": (
        "<label>First name<input></label><label>Last name<input></label><label>E-mail<input></label><label>Message<textarea></textarea></label>",
        "0",
    ),
    "consent": (
        "<label>E-mail<input type=email></label><label>Message<textarea></textarea></label><label><input type=checkbox> I agree to the privacy policy</label>",
        "0",
    ),
    "in Russian": (
        "<label>Имя<input></label><label>Почта<input></label><label>Сообщение<textarea></textarea></label>",
        "0",
    ),
    "names by placeholders": (
        "<input placeholder='Name'><input placeholder='E-mail'><textarea placeholder='Message'></textarea>",
        "0",
    ),
    "a field that nobody sees": (
        "<label>E-mail<input type=email></label><label>Message<textarea></textarea></label><div style='display:none'><label>Website<input name=url></label></div>",
        "0",
    ),
    "mail and phone": (
        "<label>E-mail<input type=email></label><label>Phone<input type=tel></label><label>Message<textarea></textarea></label>",
        "",
    ),
    "birthday": (
        "<label>E-mail<input type=email></label><label>Date of birth<input type=date></label><label>Message<textarea></textarea></label>",
        "",
    ),
    "company": (
        "<label>Company name<input></label><label>E-mail<input type=email></label><label>Message<textarea></textarea></label>",
        "",
    ),
    "address": (
        "<label>E-mail<input type=email></label><label>Street<input></label><label>Message<textarea></textarea></label>",
        "",
    ),
    "how they heard of the company": (
        "<label>E-mail<input type=email></label><label>How did you hear of us?<select><option>x</select></label><label>Message<textarea></textarea></label>",
        "",
    ),
    "newsletter box": (
        "<label>E-mail<input type=email></label><label>Message<textarea></textarea></label><label><input type=checkbox> Send me the newsletter</label>",
        "",
    ),
}
"""Forms for messages, and how many of their fields are needless; empty where a person must say."""
CONSENT: Final = {
    "an empty box": (
        "<label><input type=checkbox> Send me the newsletter</label>",
        "yes",
    ),
    "two boxes": (
        "<label><input type=checkbox required> I accept the terms</label><label><input type=checkbox> Send me special offers</label>",
        "yes",
    ),
    "by for": (
        "<input type=checkbox id=a><label for=a>Marketing e-mails, please</label>",
        "yes",
    ),
    "aria role": (
        "<div role=checkbox aria-checked=false aria-label='Newsletter' tabindex=0></div>",
        "yes",
    ),
    "in Russian": (
        "<label><input type=checkbox> Получать рассылку</label>",
        "yes",
    ),
    "offers page": (
        "<label><input type=checkbox> Yes to promotions by SMS</label>",
        "yes",
    ),
    "ticked": (
        "<label><input type=checkbox checked> Send me the newsletter</label>",
        "no",
    ),
    "ticked aria": (
        "<div role=checkbox aria-checked=true aria-label='Newsletter' tabindex=0></div>",
        "no",
    ),
    "one for both": (
        "<label><input type=checkbox> I accept the terms and want the newsletter</label>",
        "no",
    ),
    "both in Russian": (
        "<label><input type=checkbox> Принимаю условия и согласен на рекламу</label>",
        "no",
    ),
    "ticked, in Chinese": (
        "<label><input type=checkbox checked> 接收促销信息</label>",
        "no",
    ),
    "ticked, in German": (
        "<label><input type=checkbox checked> Ja, ich möchte Werbung erhalten</label>",
        "no",
    ),
    "second ticked": (
        "<label><input type=checkbox> Newsletter</label><label><input type=checkbox checked> Marketing by phone</label>",
        "no",
    ),
    "terms alone": (
        "<label><input type=checkbox> I accept the terms</label>",
        "",
    ),
    "to be ticked by those who want none": (
        "<label><input type=checkbox> I do not want the newsletter</label>",
        "",
    ),
    "the same, ticked": (
        "<label><input type=checkbox checked> Do not send me marketing</label>",
        "",
    ),
    "another box is ticked": (
        "<label><input type=checkbox checked> Remember me</label>",
        "",
    ),
}
"""Boxes, and whether consent to advertising is one of its own, empty; nothing where a person must say."""


@pytest.mark.parametrize(
    ("name", "kind", "html", "truth"),
    [
        *(("needless-fields", "number", *case) for case in NEEDED.values()),
        *(("consent-box", "yes-no", *case) for case in CONSENT.values()),
    ],
    ids=[*NEEDED, *CONSENT],
)
def test_what_a_form_asks_for_is_judged_as_the_truth_has_it(
    name: str, kind: str, html: str, truth: str
) -> None:
    page = page_with(f"<form>{html}<button>Send</button></form>")
    assert " ".join(measured(name, page, kind=kind).answers) == truth


THING: Final = "<script type='application/ld+json'>%s</script>"
FACTS: Final = [
    ("<p>12 High Street, London SE1 9GF</p>", "address", ["12 High Street, London SE1 9GF"]),
    ("<p>Gartenstraße 12, 10115 Berlin</p>", "address", ["Gartenstraße 12, 10115 Berlin"]),
    ("<p>101000, Москва, ул. Ленина, 5</p>", "address", ["101000, Москва, ул. Ленина, 5"]),
    ("<p>上海市黄浦区南京东路100号</p>", "address", ["上海市黄浦区南京东路100号"]),
    (
        "<p>Address: 12 High Street, London SE1 9GF. Fax 020 7946 0991</p><p>12 High Street, London SE1 9GF</p>",
        "address",
        ["12 High Street, London SE1 9GF"],
    ),
    ("<p>上海市黄浦区南京东路100号 电话：021-6666 7777</p>", "address", ["上海市黄浦区南京东路100号"]),
    ("<p>We baked 2024 Loaves on 3 Baker Street</p>", "address", []),
    (
        THING % '{"@type": "Product", "name": "Cup", "offers": {"price": 9.5, "priceCurrency": "EUR",'
        ' "availability": "https://schema.org/InStock"}}',
        "product",
        ["Cup, 9.5 EUR, InStock"],
    ),
    (THING % '{"@type": ["Thing", "Product"], "name": "Cup", "offers": []}', "product", ["Cup"]),
    (THING % '{"@type": "Product"}', "product", []),
    (
        THING
        % '{"openingHoursSpecification": [{"dayOfWeek": ["Monday", "Tuesday", "https://schema.org/Wednesday"],'
        ' "opens": "09:00", "closes": "18:00:00"}, {"dayOfWeek": "Saturday", "opens": "10:00", "closes": "14:00"}]}',
        "opening-hours",
        ["Mo-We 09:00-18:00; Sa 10:00-14:00"],
    ),
    (THING % '{"openingHoursSpecification": [{"dayOfWeek": 7, "opens": null}, 3]}', "opening-hours", []),
]


@pytest.mark.parametrize(("html", "fact", "said"), FACTS)
def test_what_a_page_says_of_a_fact_is_proposed(html: str, fact: str, said: list[str]) -> None:
    found = facts_of_site(case_of(page_with(html)))
    assert [one.value for one in found if one.fact == fact] == said


SHOWN: Final = Rendered(
    url="https://kiln.example/",
    scroll_width=360,
    client_width=360,
    texts=9,
    targets=3,
    load_times=(1240, 1980),
)


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("fits-phone", {}, "yes"),
        ("fits-phone", {"scroll_width": 412}, "no"),
        ("text-size", {"small_texts": 2}, "no"),
        ("tap-size", {"small_targets": 1}, "no"),
        ("uncovered", {"covered": True}, "no"),
        ("fits-phone", {"styles_elsewhere": ("cdn.example",)}, ""),
        (
            "contrast",
            {
                "axe": (AxeResult(rule="color-contrast", outcome="violation"),),
                "styles_elsewhere": ("cdn.example",),
            },
            "",
        ),
        ("load-time", {}, "1.2s 2s"),
        ("load-time", {"load_times": ()}, ""),
        ("contrast", {"axe": (AxeResult(rule="color-contrast", outcome="violation"),)}, "no"),
        ("contrast", {"axe": (AxeResult(rule="color-contrast", outcome="pass"),)}, "yes"),
        ("contrast", {"axe": (AxeResult(rule="color-contrast", outcome="inapplicable"),)}, "n/a"),
        ("contrast", {"axe": (AxeResult(rule="color-contrast", outcome="incomplete"),)}, ""),
        ("contrast", {"problem": "the browser could not load the page"}, ""),
        (
            "accessibility",
            {"axe": (AxeResult(rule="a", outcome="pass"), AxeResult(rule="b", outcome="violation"))},
            "no",
        ),
    ],
)
def test_a_page_as_a_browser_shows_it_gets_its_answer(name: str, change: dict[str, Any], said: str) -> None:
    shown = replace(SHOWN, **change)
    site_ = Site(start=shown.url, pages=(page_with("<p>x"),), browser=True, rendered={shown.url: shown})
    case = SiteCase(site=site_, on="2026-11-28", kind=MEASUREMENTS[name][0])
    assert " ".join(MEASURES[name].measure(case).answers) == said


# Sites with known truth, where they are present


@GIVEN
def test_phone_numbers_are_found_as_the_library_s_own_tests_say() -> None:
    cases = json.loads((CASES / "phones.json").read_text(encoding="utf-8"))["cases"]
    wanted = [case for case in cases if case["leniency"] == "VALID"]
    right = sum(
        sorted(found.e164 for found in numbers_in(case["text"], case["region"]))
        == sorted(found["e164"] for found in case["finds"])
        for case in wanted
    )
    sys.stdout.write(f"phone numbers: {right}/{len(wanted)}\n")
    assert right >= 0.99 * len(wanted)


def sites() -> Iterator[Any]:
    yield from (json.loads(path.read_text("utf-8")) for path in sorted(CASES.glob("templates/*/truth.json")))


@GIVEN
@pytest.mark.parametrize("truth", list(sites()), ids=lambda truth: truth["site"])
def test_a_whole_site_gets_the_verdicts_of_its_truth(truth: Any) -> None:
    folder = CASES / "templates" / truth["site"] / "site"
    pages = [
        page_with((folder / page["path"]).read_text("utf-8"), f"/{page['path']}") for page in truth["pages"]
    ]
    phones = phones_of(pages, truth["country"])
    verdict = truth["verdict"]
    assert list(phones.company) == [number["e164"] for number in truth["numbers"]]

    def good(name: str) -> int:
        found = measured(name, *pages, region=truth["country"], kind="percent")
        return round(float(found.answers[0]) / 100 * len(pages)) if found.answers else 0

    shown = {one.page.url for one in phones.mentions if one.e164 in phones.company}
    assert len(shown) == verdict["pages_with_company_phone_visible"] == good("phone-on-pages")
    dialling = measured("dial-links", *pages, region=truth["country"], kind="percent").answers
    assert float(dialling[0]) * len(shown) / 100 == verdict["pages_with_company_phone_clickable"]
    assert (good("viewport") == len(pages)) == verdict["viewport_on_every_page"]
    assert len(pages) - good("page-language") == len(verdict["pages_without_html_lang"])
    said = {page["path"]: page["opening_hours_stated"] for page in truth["pages"]}
    for page in pages:
        if any("Mon-Fri: 8AM-6PM" in block.text for block in page.blocks):
            continue  # a line of hours in plain sight, which the truth did not see
        assert bool(measured("hours-stated", page).answers) == said[page.url.rpartition("/")[2]], page.url
    facts = {
        one.value for one in facts_of_site(case_of(*pages, region=truth["country"])) if one.fact == "e-mail"
    }
    assert facts == set(truth["emails"])
    fields = [field for page in pages for field in page.fields]
    assert len(fields) == verdict["fields"]
    labelled = [field for field in fields if field.labels or field.labelled_by]
    assert len(labelled) == verdict["fields_labelled"]
    nameless = [field for field in fields if not field.labels and not field.placeholder]
    assert len(nameless) == verdict["fields_no_name"]
    for page, known in zip(pages, truth["pages"], strict=True):
        for one in known["forms"]:
            number = one["form"] if isinstance(one["form"], int) else None
            own = [field for field in page.fields if field.form == number]
            assert (len(own), sum(field.required for field in own)) == (one["fields"], one["required"])


RULES: Final = {
    "73f2c2": "autocomplete-valid",
    "aizyf1": "link-words",
    "b4f0c3": "zoom-allowed",
    "b5c3f8": "page-language",
    "bf051a": "page-language",
    "c487ae": "link-names",
    "cc0f0a": "label-words",
    "e086e5": "field-names",
    "ucwvc8": "text-language",
}
"""The rules of the W3C, and the measurement that looks at each."""


def act() -> Iterator[tuple[str, str, str]]:
    path = CASES / "act" / "truth.json"
    truth = json.loads(path.read_text("utf-8")) if path.exists() else {"rules": {}}
    for rule, known in truth["rules"].items():
        for name, case in known["cases"].items():
            if rule in RULES and name.endswith(".html"):
                yield rule, name, case["expected"]


@GIVEN
def test_every_rule_that_is_given_is_looked_at() -> None:
    assert set(json.loads((CASES / "act" / "truth.json").read_text("utf-8"))["rules"]) == set(RULES)


@GIVEN
@pytest.mark.parametrize(("rule", "name", "expected"), list(act()))
def test_pages_of_the_w3c_are_judged_as_it_says(rule: str, name: str, expected: str) -> None:
    page = page_with((CASES / "act" / rule / name).read_text("utf-8"))
    answers = measured(RULES[rule], page, kind="percent").answers
    judged = {(): "open", ("n/a",): "inapplicable", ("100",): "passed"}.get(answers, "failed")
    assert judged in (expected, "open")


@GIVEN
def test_the_two_pages_of_the_w3c_s_demonstration_are_told_apart() -> None:
    for name, known in json.loads((CASES / "before-after" / "truth.json").read_text("utf-8"))[
        "pages"
    ].items():
        page = page_with((CASES / "before-after" / known["path"]).read_text("utf-8", "replace"))
        assert (page.lang, page.title) == (known["lang"], known["title"])
        assert len(page.pictures) == known["images"], name
        assert sum(one.alt is None for one in page.pictures) == known["images_without_alt"], name
        named = round(float(measured("field-names", page, kind="percent").answers[0]))
        assert (len(page.fields), named) == (known["fields"], 100 * known["fields_named"] / known["fields"])
        assert measured("viewport", page).answers == ("no",)


# What notes say

HOUSE: Final = ROOT / "src" / "tpaudit"
SAYING: Final = {
    "open_because": 0,
    "not_applicable": 0,
    "say": 0,
    "measured": 1,
    "over_pages": 2,
    "over_shown": 2,
}
"""Functions that take a phrase, and at which place."""


def phrases() -> Iterator[str]:
    """Yield every phrase of the measurements and of what reads a site."""
    measuring = [
        *(HOUSE / "judging/measure").rglob("*.py"),
        HOUSE / "showing/scaffold/visits/probed.py",
        HOUSE / "cli/probe.py",
    ]
    for path in [*measuring, *(HOUSE / "reading/probe").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            for part in _said_in(node, constants=path not in measuring or path.stem in ("shown", "audit")):
                yield from (
                    inner.value
                    for inner in ast.walk(part)
                    if isinstance(inner, ast.Constant) and isinstance(inner.value, str) and " " in inner.value
                )


def _said_in(node: ast.AST, *, constants: bool) -> list[ast.expr]:
    if isinstance(node, ast.Call):
        place = SAYING.get(ast.unparse(node.func).rpartition(".")[2])
        named = [one.value for one in node.keywords if one.arg in ("phrase", "problem")]
        return named if place is None else [*named, *node.args[place : place + 1]]
    if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
        target = ast.unparse(node.targets[0] if isinstance(node, ast.Assign) else node.target)
        if target == "phrase" or (constants and re.fullmatch(r"[A-Z][A-Z_]+", target)):
            return [node.value]
    return []


@pytest.mark.parametrize("language", ["ru", "zh"])
def test_every_note_is_there_in_every_language(language: str) -> None:
    catalogue = polib.pofile(str(LOCALE / language / "LC_MESSAGES" / "tpaudit.po"))
    found = {phrase for phrase in phrases() if not phrase.startswith("\n")}
    assert len(found) > 90
    assert found - {entry.msgid for entry in catalogue} == set()
