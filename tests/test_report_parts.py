"""Reports in Russian and Chinese: their sections, their language, and their figures against the scorecard."""

import re
from pathlib import Path
from typing import Any, Final, NamedTuple

import html5lib
import program
import pytest

import tpaudit
from tpaudit import Scorecard
from tpaudit.showing.text.numbers import rounded

ROOT: Final = Path(__file__).parent.parent
LANGUAGES: Final = {"dostavka-edy": "ru", "weather-app": "zh"}
TITLES: Final = {"dostavka-edy": "Супница – Аудит точек контакта", "weather-app": "骑前科技 – 接触点审计"}
HEADINGS: Final = {
    "dostavka-edy": {
        "summary": "Коротко",
        "advice": "Что делать",
        "map": "Карта пути клиента",
        "losses": "Где теряются баллы",
        "places": "Сравнение мест",
        "reach": "Где теряются клиенты",
        "consistency": "Везде ли говорят одно и то же?",
        "gaps": "Чего не хватает",
        "chain": "Передачи клиента",
        "personas": "Глазами клиента",
        "touchpoints": "Приложение A. Точки контакта",
        "questions": "Приложение B. Все вопросы",
        "unassessed": "Что не проверено",
        "method": "Приложение C. Метод",
    },
    "weather-app": {
        "summary": "概要",
        "advice": "改进措施",
        "map": "客户旅程地图",
        "losses": "失分分布",
        "reach": "客户流失分布",
        "consistency": "各处说法是否一致",
        "gaps": "缺失的接触点",
        "chain": "交接",
        "personas": "客户视角",
        "touchpoints": "附录 A：接触点",
        "questions": "附录 B：全部问题",
        "unassessed": "尚未评估的内容",
        "method": "附录 C：方法",
    },
}
"""The sections after the first page, in their order; what an audit has no data for is left out."""
SVG: Final = "{http://www.w3.org/2000/svg}"
VERDICTS: Final = {
    "dostavka-edy": "На этап «Кухня и ожидание» приходится 20,7 из 47,5 потерянных баллов; не справляются со своей задачей «Сообщение о задержке» и ещё 9.",
    "weather-app": "“订阅”占全程失分 37.7 分中的 24.3 分；“开通确认”和另外 4 处未能发挥作用。",
}
HEADLINES: Final = {
    "dostavka-edy": "Кухня и ожидание: 20,7 из 47,5 потерянных баллов",
    "weather-app": "订阅：占失分 37.7 分中的 24.3 分",
}
"""What the section of losses says above its picture."""
SAID: Final = {
    "dostavka-edy": {"summary": "Больше всего баллов теряет: Сообщение о задержке", "method": "Каждый ответ"},
    "weather-app": {
        "summary": "失分最多的地方：开通确认",
        "chain": "客户之前提供的信息没有传递过来",
        "touchpoints": "2026年9月16日",
    },
}
"""What stands in a section, in the language of the report."""


class Page(NamedTuple):
    """A report as a browser reads it, and the scorecard that it shows."""

    sample: str
    root: Any
    card: Scorecard

    def part(self, name: str) -> Any:
        [found] = [one for one in self.root.iter() if one.attrib.get("id") == name]
        return found

    def figure(self, value: float | None) -> str:
        if value is None:
            return "–"
        text = rounded(value)
        return text.replace(".", ",") if LANGUAGES[self.sample] == "ru" else text


def text(node: Any) -> str:
    return " ".join("".join(node.itertext()).split())


@pytest.fixture(scope="module", params=LANGUAGES)
def page(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Page:
    audit, to = f"audits/{request.param}.yaml", tmp_path_factory.mktemp("reports") / "r.html"
    done = program.run(
        "report", audit, "--depth", "full", "--lang", LANGUAGES[request.param], "-o", str(to), cwd=ROOT
    )
    assert (done.returncode, done.stderr) == (0, "")
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    root = parser.parse(to.read_text(encoding="utf-8"))
    return Page(request.param, root, tpaudit.score(tpaudit.load(str(ROOT / audit))))


def test_a_report_says_its_language_and_whom_it_is_about(page: Page) -> None:
    assert page.root.attrib["lang"] == LANGUAGES[page.sample]
    assert page.root.findtext("head/title") == TITLES[page.sample]


def test_a_report_has_the_sections_that_its_audit_has_data_for(page: Page) -> None:
    sections = list(page.root.iter("section"))
    headings = {one.attrib["id"]: text(next(iter(one.iter("h2")))) for one in sections}
    expected = HEADINGS[page.sample] | {"losses": HEADLINES[page.sample]}
    assert list(headings.items()) == [("verdict", VERDICTS[page.sample]), *expected.items()]


def test_the_contents_lead_to_every_section(page: Page) -> None:
    [contents] = page.root.iter("nav")
    links = {one.attrib["href"].removeprefix("#"): text(one) for one in contents.iter("a")}
    assert links == HEADINGS[page.sample]


def test_the_first_page_has_the_score_and_what_is_broken(page: Page) -> None:
    first = page.part("verdict")
    [big] = [one for one in first.iter() if one.attrib.get("class") == "big"]
    assert text(big) == page.figure(page.card.score)
    links = page.card.touchpoints | page.card.handovers
    broken = {link.name for link in links.values() if link.broken}
    alarm = next(one for one in first.iter() if one.attrib.get("class") == "alarm")
    named = [text(line) for line in alarm.iter("li")]
    assert len(named) == 3
    assert all(any(line.startswith(name) for name in broken) for line in named)
    summary = page.part("summary").iter("a")
    found = {one.attrib["href"].removeprefix("#touchpoint-") for one in summary}
    assert found >= {name for name, link in links.items() if link.broken}


def test_every_touchpoint_has_its_article_with_its_score(page: Page) -> None:
    links = page.card.touchpoints | page.card.handovers
    articles = {
        one.attrib["id"].removeprefix("touchpoint-"): one for one in page.part("touchpoints").iter("article")
    }
    assert set(articles) == set(links)
    for name, article in articles.items():
        [head] = [one for one in article.iter() if one.attrib.get("class") == "head"]
        assert links[name].missing or page.figure(links[name].score) in text(head), name
        assert ("✗" in text(head)) == links[name].broken, name


def test_the_map_shows_every_touchpoint_with_its_score(page: Page) -> None:
    links = page.card.touchpoints | page.card.handovers
    shown = {
        one.attrib["href"].removeprefix("#touchpoint-"): text(one.find(f"{SVG}title"))
        for one in page.part("map").iter(f"{SVG}a")
    }
    assert {name: re.split(": |：", said)[-1] for name, said in shown.items()} == {
        name: page.figure(link.score) for name, link in links.items()
    }


def test_the_sections_speak_the_language_of_the_report(page: Page) -> None:
    for name, words in SAID[page.sample].items():
        assert words in text(page.part(name)), name
