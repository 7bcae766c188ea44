"""Templates of one's own: what they cannot read, how far they reach, and when they are stopped."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from jinja2.filters import FILTERS
from jinja2.tests import TESTS
from program import run

import tpaudit
from tpaudit.errors import InputError, UsageError
from tpaudit.reading.validate import problems_of
from tpaudit.reading.workspace.sources import TEMPLATES
from tpaudit.reading.workspace.workspace import Workspaces
from tpaudit.showing.report.template import Own
from tpaudit.showing.sandbox import apart
from tpaudit.showing.sandbox import environment as sandbox
from tpaudit.showing.sandbox.apart import RenderLimits
from tpaudit.showing.text.locale import Locale

AUDIT: Final = "format: 1\ntouchpoints: {t: {stage: s}}\n"
CANARY: Final = "OUTSIDE-SECRET"
DATA: Final[dict[str, Any]] = {"title": "Ann", "links": {"t": {"name": "T"}}, "stages": [{"id": "s"}]}
NAME: Final = "report.md.j2"
TPAUDIT: Final = [sys.executable, "-m", "tpaudit"]


def render(template: str, folder: Path) -> str:
    """Render in this process: what is refused is refused before any limit."""
    (folder / NAME).write_text(template, encoding="utf-8")
    return sandbox.render_sandboxed("md", DATA, Locale("en"), TEMPLATES / "report", Own(folder, NAME))


def workspace(folder: Path, settings: str = "", **files: str) -> Path:
    """Write a workspace with templates and return its audit."""
    (folder / "templates").mkdir(parents=True)
    (folder / "tpaudit.yaml").write_text(f"format: 1\n{settings}", encoding="utf-8")
    for name, text in files.items():
        (folder / "templates" / (NAME if name == "report" else name)).write_text(text, encoding="utf-8")
    audit = folder / "a.yaml"
    audit.write_text(AUDIT, encoding="utf-8")
    return audit


def report(audit: Path, template: Path | None = None) -> str:
    loaded = tpaudit.load(str(audit))
    return tpaudit.render(loaded, tpaudit.score(loaded), template=template)


REFUSED: Final = [
    # a phrase is filled in with plain names only
    "{{ _('{x.__class__}', x='a') }}",
    "{{ _('{x.__init__.__globals__[os].environ[HOME]}', x=cycler) }}",
    "{{ _('{x.name}', x=links.t) }}",
    "{{ _('{x[name]}', x=links.t) }}",
    "{{ _('{x!r}', x='a') }}",
    "{{ _('{x:>9}', x='a') }}",
    "{{ _('{x:{x.__class__}}', x='a') }}",
    "{{ _('{0}', x='a') }}",
    "{{ _('{}', x='a') }}",
    "{{ _('{_x}', _x='a') }}",
    "{{ _('{x', x='a') }}",
    "{{ _('{x}', one='{x.__class__}', number=1, x='a') }}",
    "{{ _('{x.__class__}' | safe, x='a') }}",
    "{{ gettext('{x.__class__}', x='a') }}",
    "{{ ngettext('{x.__class__}', 'b', 1, x='a') }}",
    "{{ ('{x.__class__}' | attr('format'))(x='a') }}",
    "{{ '{0.__class__}'.format(1) }}",
    "{{ ('{0.__class__}' | safe).format(1) }}",
    "{{ '{a.__class__}'.format_map({'a': 1}) }}",
    "{% for f in ['{0.__class__}'] | map(attribute='format') %}{{ f(1) }}{% endfor %}",
    "{% for f in ['{0.__class__}'] | map('attr', 'format') %}{{ f(1) }}{% endfor %}",
    "{% set gettext = '{0.__class__}'.format %}{{ gettext(1) }}",
    # functions and objects of the program
    "{{ _ }}",
    "{{ _('{x}', x=_) }}",
    "{{ range }}",
    "{{ _.__globals__ }}",
    "{{ _.__closure__ }}",
    "{{ _ | attr('__code__') }}",
    "{{ title.upper.__self__ }}",
    "{{ cycler }}",
    "{{ joiner() }}",
    "{{ namespace() }}",
    "{{ lipsum() }}",
    "{{ dict() }}",
    "{{ self._TemplateReference__context }}",
    "{% macro m() %}{% endmacro %}{{ m._environment }}",
    "{% for a in [1] %}{{ loop._iterable }}{% endfor %}",
    "{{ ([1] | map('string')).gi_frame }}",
    "{{ nothing.__init__ }}",
    # the same by other ways
    "{{ ''['__class__'] }}",
    "{{ ''['\\x5f\\x5fclass\\x5f\\x5f'] }}",
    "{{ '' | attr('_' * 2 ~ 'class' ~ '_' * 2) | string }}",
    "{{ [1, 2] | sort(attribute='__class__') }}",
    "{{ [1] | sum(attribute='__class__') }}",
    "{{ [1] | map(attribute='__class__') | map('string') | list }}",
    "{{ [1] | groupby('__class__') | map(attribute='grouper') | join }}",
    "{{ [1] | selectattr('__class__') | list }}",
    "{{ [1] | unique(attribute='__class__') | list }}",
    "{{ title.__reduce_ex__(2) }}",
    # data is not changed
    "{{ links.clear() }}",
    "{{ links.update({}) }}",
    "{{ stages.append(1) }}",
    "{% set links.t = 1 %}",
    # files
    "{% include '../secret' %}",
    "{% include 'link' %}",
    "{% include 'below/secret' %}",
    "{% include 'link' ignore missing %}",
    "{% include '/proc/self/environ' %}",
    "{% include 'built-in/../../secret' %}",
    "{% include 'built-in//etc/passwd' %}",
    "{% include ['gone', 'link'] %}",
    "{% include 'a\\0b' %}",
    "{% include 5 %}",
    "{% include _ %}",
    "{% include 'x' * 100000 %}",
    "{% include 'pipe' %}",
    "{% include 'large' %}",
    "{% include '.' %}",
    "{% import '../secret' as s %}",
    "{% from 'link' import x %}",
    "{% extends 'link' %}",
    # without end, or too large
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{% extends 'report.md.j2' %}",
    "{% include 'report.md.j2' %}",
    "{% include 'two' %}",
    "{% import 'report.md.j2' as me %}",
    "{% block a %}{{ self.a() }}{% endblock %}",
    "{% for a in [1] recursive %}{{ loop([1]) }}{% endfor %}",
    "{% if 1 %}" * 150 + "{% endif %}" * 150,
    "{% for a in [1] %}" * 30 + "{% endfor %}" * 30,
    "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
    "{{ 1" + " + 1" * 20000 + " }}",
    "{{ " + "9" * 5000 + " }}",
    "{{ 10 ** 10 ** 10 }}",
    "{{ 10 ** (10 ** 10) }}",
    "{{ [1] * 10 ** 9 }}",
    "{{ 10 ** 9 * 'a' }}",
    "{{ title | center(10 ** 30) }}",
    "{{ range(10 ** 6) | list }}",
    "{{ title | truncate(-5) }}",
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "secret").write_text(CANARY, encoding="utf-8")
    own = tmp_path / "own"
    own.mkdir()
    (own / "link").symlink_to("../secret")
    (own / "below").symlink_to("..")
    (own / "two").write_text("{% include 'report.md.j2' %}", encoding="utf-8")
    (own / "large").write_text("x" * (sandbox.LARGEST_TEMPLATE + 1), encoding="utf-8")
    os.mkfifo(own / "pipe")
    return own


@pytest.mark.parametrize("template", REFUSED, ids=lambda text: text[:60])
def test_a_template_of_ones_own_is_refused_in_one_line(template: str, folder: Path) -> None:
    with pytest.raises(UsageError) as caught:
        render(template, folder)
    said = str(caught.value)
    assert re.match(rf"{re.escape(str(folder))}/(?:report\.md\.j2|two):1: ", said), said
    assert "\n" not in said
    assert CANARY not in said
    assert len(said) < 1000


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{{ _('a {x}', x=title) }}", "a Ann"),
        ("{{ _('{{x}} {x}', x=1) }}", "{x} 1"),
        ("{{ _('{x.y}') }}", "{x.y}"),
        ("{% trans name=title %}to {{ name }}{% endtrans %}", "to Ann"),
        ("{% trans n=2 %}one{% pluralize %}{{ n }} many{% endtrans %}", "2 many"),
        ("{{ 'a' * 3 }}{{ 2 ** 8 }}{{ 3 * 0.5 }}", "aaa2561.5"),
        ("{{ '%03d' | format(7) }} {{ '{x}'.format(x=1) }}", "007 1"),
        ("{% for a in range(3) %}{{ loop.index }}{% endfor %}", "123"),
        ("{{ stages | map(attribute='id') | join }}", "s"),
    ],
)
def test_what_templates_say_and_work_out_stays(template: str, expected: str, tmp_path: Path) -> None:
    assert render(template, tmp_path) == expected


def test_no_filter_and_no_test_hands_out_more(tmp_path: Path) -> None:
    calls = [f"x | {name}" for name in FILTERS] + [f"x is {name}" for name in TESTS]
    calls += [f"x | {name}('__class__')" for name in FILTERS] + [
        f"x | map('{name}') | list" for name in FILTERS
    ]
    for call in calls:
        for value in ("_", "title", "self", "[_]", "title.format"):
            try:
                text = render(f"{{% set x = {value} %}}{{{{ ({call}) | string }}}}", tmp_path)
            except UsageError:
                continue
            assert not re.search(r"<class|<module|__globals__|<cell|environ", text.replace("\\", "")), (
                call,
                value,
            )


@pytest.mark.parametrize("link", ["templates/report.md.j2", "templates"])
def test_a_link_out_of_the_workspace_is_not_followed(link: str, tmp_path: Path) -> None:
    audit = workspace(tmp_path / "w")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / NAME).write_text(CANARY, encoding="utf-8")
    if link == "templates":
        (tmp_path / "w" / link).rmdir()
    (tmp_path / "w" / link).symlink_to(tmp_path / "outside" / (NAME if link != "templates" else "."))
    with pytest.raises(UsageError, match="leads out of the"):
        report(audit)


def test_templates_are_shared_inside_a_repository_only(tmp_path: Path) -> None:
    audit = workspace(tmp_path / "w", "paths: {templates: ../shared}\n")
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / NAME).write_text("Shared: {{ title }}", encoding="utf-8")
    with pytest.raises(UsageError, match="leads out of the workspace"):
        report(audit)
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    assert report(audit) == "Shared: a"


def test_a_folder_of_templates_with_a_name_too_long_has_none(tmp_path: Path) -> None:
    audit = workspace(tmp_path / "w", f"paths: {{templates: {'x/' * 3000}}}\n")
    assert report(audit).startswith("# a")


def test_a_template_that_the_user_names_may_be_a_link_but_includes_nothing_outside(tmp_path: Path) -> None:
    audit = workspace(tmp_path / "w")
    (tmp_path / "real").write_text("Mine: {{ title }}", encoding="utf-8")
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "board.md.j2").symlink_to("../real")
    assert report(audit, tmp_path / "own" / "board.md.j2") == "Mine: a"
    (tmp_path / "real").write_text("{% include '../real' %}", encoding="utf-8")
    with pytest.raises(UsageError, match="there is no template"):
        report(audit, tmp_path / "own" / "board.md.j2")


@pytest.mark.parametrize("kind", ["checklists", "journeys"])
def test_checklists_and_journeys_lie_inside_the_workspace(kind: str, tmp_path: Path) -> None:
    audit = workspace(tmp_path / "w", f"paths:\n  {kind}: ../own\n")
    with pytest.raises(InputError) as caught:
        tpaudit.load(str(audit))
    [problem] = caught.value.problems
    assert (problem.line, problem.address) == (3, f"paths.{kind}")
    assert "leads out of the workspace" in problem.message
    for file in (audit, tmp_path / "w" / "tpaudit.yaml"):
        assert set(problems_of(str(file), Workspaces())) == {problem}
    home = Workspaces().of(str(audit))
    assert all(source.built_in for source in home.sources(kind).values())


def test_a_link_of_a_workspace_without_settings_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "w").mkdir()
    (tmp_path / "w" / "checklists").symlink_to("/etc")
    (tmp_path / "w" / "a.yaml").write_text(AUDIT, encoding="utf-8")
    with pytest.raises(InputError, match=r"w/checklists:1:1: .*leads out of the workspace"):
        tpaudit.load(str(tmp_path / "w" / "a.yaml"))


@pytest.mark.parametrize("settings", ["../own", "/etc"])
def test_no_checklist_is_listed_or_written_outside(settings: str, tmp_path: Path) -> None:
    workspace(tmp_path / "w", f"paths: {{checklists: {settings}}}\n")
    for command in (["list"], ["new", "mine"], ["add", "phone"]):
        done = run("checklists", *command, cwd=tmp_path / "w")
        assert done.returncode == 2
        assert done.stderr.count("leads out of the workspace") == 1
    assert not (tmp_path / "own").exists()


LOGOS: Final = {
    "gone.svg": "is not there, or lies outside",
    "../out.png": "is not there, or lies outside",
    "link.png": "is not there, or lies outside",
    "fake.png": "is no PNG",
    "large.png": "is no PNG",
}


@pytest.mark.parametrize("logo", LOGOS)
def test_a_logo_that_cannot_be_shown_is_a_warning(logo: str, tmp_path: Path) -> None:
    audit = workspace(tmp_path / "w", f"branding:\n  logo: {logo}\n")
    (tmp_path / "out.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "w" / "link.png").symlink_to("../out.png")
    (tmp_path / "w" / "fake.png").write_text("<svg>", encoding="utf-8")
    (tmp_path / "w" / "large.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(4_000_000))
    found = problems_of(str(audit), Workspaces())
    assert [(one.line, one.warning, one.address) for one in found] == [(3, True, "branding.logo")]
    assert f"`{logo}` {LOGOS[logo]}" in found[0].message
    done = run("report", "a.yaml", cwd=tmp_path / "w")
    assert done.returncode == 0
    assert done.stderr.startswith(f"tpaudit.yaml:3:9: warning: branding.logo: the logo `{logo}` ")
    assert done.stderr.count("\n") == 1


COVER: Final = """reports:
  prepared_for: {en: The owners, zh: 店主}
  prepared_by: Lantern
  client_logo: client.png
  version: "1.1"
  confidentiality: 'Secret"}</style><b>'
"""


def test_the_settings_say_what_stands_on_the_cover_and_at_the_head_of_pages(tmp_path: Path) -> None:
    audit = workspace(tmp_path / "w", COVER)
    found = problems_of(str(audit), Workspaces())
    assert [(one.warning, one.address) for one in found] == [(True, "reports.client_logo")]
    (tmp_path / "w" / "client.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 16)
    assert problems_of(str(audit), Workspaces()) == []
    done = run("report", "a.yaml", "-o", "r.html", cwd=tmp_path / "w")
    assert (done.returncode, done.stderr) == (0, "")
    text = (tmp_path / "w" / "r.html").read_text(encoding="utf-8")
    for said in ("The owners</dd>", "Lantern</dd>", "1.1</dd>", 'class="client" src="data:image/png;'):
        assert said in text
    assert '@top-right{content:"Secret\\22 \\7d \\3c \\2f style\\3e \\3c b\\3e "' in text
    assert text.count("</style>") == 1


def test_a_logo_that_is_shown_is_no_news(tmp_path: Path) -> None:
    audit = workspace(tmp_path / "w", "branding: {logo: logo.svg}\n")
    (tmp_path / "w" / "logo.svg").write_text("<svg/>", encoding="utf-8")
    assert problems_of(str(audit), Workspaces()) == []


ENDLESS: Final = "\n{% for a in range(99999) %}{% for b in range(99999) %}{{ '' }}{% endfor %}{% endfor %}"
TIGHT: Final = RenderLimits(seconds=1, patience=20, memory=400_000_000, text=1_000_000)
STOPPED: Final = {
    ENDLESS: ":2: it takes too long",
    "{{ 5 | round(-1000000000) }}": ":1: it takes ",  # one step, which may or may not come to its end
    "{{ title | center(10 ** 10) }}": ":1: it takes too much memory",
    "{{ '%9999999999d' % 1 }}": ":1: it takes too much memory",
    "{% set a = 'x' * 10 ** 7 %}\n{% set b = a ~ a ~ a ~ a ~ a ~ a ~ a ~ a %}{{ b ~ b ~ b ~ b ~ b ~ b }}": ":2: it takes too much memory",
    "{{ 'x' * 10 ** 7 }}": ":1: it writes too much",
    "{{ ('a' * 10 ** 6).replace('a', 'b' * 10 ** 6) }}": ":1: it takes too much memory",
}


@pytest.mark.skipif(sys.platform == "win32", reason="there a process has no limits of its own")
@pytest.mark.parametrize("template", STOPPED)
def test_a_template_is_stopped_where_it_uses_too_much(template: str, tmp_path: Path) -> None:
    (tmp_path / NAME).write_text(template, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        apart.render_apart("md", DATA, Locale("en"), TEMPLATES / "report", Own(tmp_path, NAME), TIGHT)
    assert STOPPED[template] in str(caught.value)


def test_the_clock_stops_what_nothing_else_does(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text(ENDLESS, encoding="utf-8")
    with pytest.raises(UsageError, match="it takes more than"):
        apart.render_apart(
            "md", DATA, Locale("en"), TEMPLATES / "report", Own(tmp_path, NAME), RenderLimits(patience=1)
        )


def children(parent: int) -> Iterator[int]:
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent and fields[0] != "Z":
            yield int(status.parent.name)


def ended(process: int) -> bool:
    """Tell whether a process has ended, if nobody has asked how as well."""
    status = Path(f"/proc/{process}/stat")
    return not status.exists() or status.read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "Z"


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="only Linux shows it")
def test_the_process_has_an_empty_environment_and_ends_with_its_parent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TPAUDIT_CANARY", CANARY)
    audit = workspace(tmp_path / "w", report=ENDLESS)
    with subprocess.Popen(
        [*TPAUDIT, "report", audit], stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    ) as run:
        found: list[int] = []
        for _ in range(200):
            found = list(children(run.pid))
            if found and b"tpaudit.showing.sandbox.child" in Path(f"/proc/{found[0]}/cmdline").read_bytes():
                break
            time.sleep(0.05)
        [child] = found
        assert CANARY.encode() not in Path(f"/proc/{child}/environ").read_bytes()
        time.sleep(0.5)
        run.send_signal(signal.SIGINT)
        run.wait(10)
    assert ended(child)


def test_the_library_renders_own_templates_from_any_script(tmp_path: Path) -> None:
    audit = workspace(tmp_path / "w", report="{{ title }} {{ _('Touchpoint audit') }}")
    script = "import sys, tpaudit\na = tpaudit.load(sys.argv[1])\nprint(tpaudit.render(a, tpaudit.score(a), language='ru'))\n"
    (tmp_path / "script.py").write_text(script, encoding="utf-8")
    (tmp_path / "json.py").write_text("raise SystemExit('not this one')", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-P", tmp_path / "script.py", audit], capture_output=True, check=True, cwd=tmp_path
    )
    assert done.stdout.decode().startswith("a Аудит")
