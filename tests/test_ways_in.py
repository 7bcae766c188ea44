"""The ways in: the GitHub action, the GitLab job and the hooks of pre-commit, run in a repository as there."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from junitparser import JUnitXml

from tpaudit.showing.ci.formats import FORMATS

ROOT: Final = Path(__file__).parent.parent
ACTION: Final[dict[str, Any]] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS: Final[list[dict[str, Any]]] = ACTION["runs"]["steps"]
HOOKS: Final[list[dict[str, Any]]] = yaml.safe_load(
    (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
)
PAGE: Final = (ROOT / "docs/ci.md").read_text(encoding="utf-8")
AUDIT: Final = """\
format: 1
company: {name: "##[error]::error::Kiln"}
journey: {stages: {buy: Buy}}
touchpoints:
  order-line: {name: Order line, stage: buy, checklists: {quick: {works: yes, easy: 4}}}
"""
WORSE: Final = ("easy: 4", "easy: 1")
EXPRESSION: Final = re.compile(r"\$\{\{\s*(.+?)\s*\}\}")


def run(folder: Path, *args: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        args, cwd=folder, env=clean() | env, capture_output=True, encoding="utf-8", check=False
    )


def clean() -> dict[str, str]:
    """Return the environment without what a CI service that runs these tests sets, and with this tpaudit first."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GITHUB_", "GIT_", "PRE_COMMIT"))
    }
    return kept | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}


def git(folder: Path, *args: str) -> str:
    done = run(folder, "git", "-c", "user.name=Anna", "-c", "user.email=anna@example.org", *args)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a clone whose branch made an audit worse than it is at origin/main."""
    upstream, here = tmp_path / "upstream", tmp_path / "a clone"
    (upstream / "audits").mkdir(parents=True)
    git(upstream, "init", "-q", "-b", "main")
    (upstream / "tpaudit.yaml").write_text("format: 1\n", encoding="utf-8")
    (upstream / "audits/my audit.yaml").write_text(AUDIT, encoding="utf-8")
    git(upstream, "add", "-A")
    git(upstream, "commit", "-qm", "one")
    git(tmp_path, "clone", "-q", str(upstream), str(here))
    git(here, "checkout", "-q", "-b", "change")
    edit(here, *WORSE)
    git(here, "commit", "-qam", "two")
    return here


def edit(folder: Path, old: str, new: str) -> None:
    audit = folder / "audits/my audit.yaml"
    text = audit.read_text(encoding="utf-8")
    assert old in text
    audit.write_text(text.replace(old, new), encoding="utf-8")


# The action


class Job:
    """A job of GitHub's that has come to the action: its steps' scripts run as the runner runs them."""

    def __init__(
        self, folder: Path, action: Path, event: Mapping[str, Any] | None = None, **inputs: str
    ) -> None:
        self.folder, self.event = folder, event or {}
        self.temp = folder.parent / "runner temp"
        self.temp.mkdir()
        self.summary, self.output = self.temp / "summary", self.temp / "output"
        given = {name: one["default"] for name, one in ACTION["inputs"].items()} | inputs
        self._values = {
            "github.action_path": str(action),
            "runner.temp": str(self.temp),
            "steps.python.outputs.python-path": sys.executable,
            "github.token": "secret",
            "steps.base.outputs.against": "",
            "steps.check.outputs.markdown": "",
        }
        self._values |= {f"inputs.{name}": self._filled(value) for name, value in given.items()}

    def _filled(self, text: str) -> str:
        return EXPRESSION.sub(lambda found: self._value(found[1]), text)

    def _value(self, name: str) -> str:
        """Return what an expression stands for: of an event what it has, and an empty text where it has no such thing."""
        if not name.startswith("github.event."):
            return self._values[name]
        value: Any = self.event
        for key in name.split(".")[2:]:
            value = value.get(key, {}) if isinstance(value, dict) else {}
        return str(value) if isinstance(value, str | int) else ""

    def outputs(self) -> dict[str, str]:
        """Return what the steps so far have written to the file of their outputs."""
        text = self.output.read_text(encoding="utf-8")
        several = re.compile(r"^(\w+)<<(\S+)\n(.*?)\n\2\n", re.MULTILINE | re.DOTALL)
        found = {name: value for name, _, value in several.findall(text)}
        return found | dict(line.split("=", 1) for line in several.sub("", text).splitlines())

    def check(self, event: str = "", **env: str) -> subprocess.CompletedProcess[str]:
        """Run the steps that find a base and check against it, in a job that an event has started."""
        given = {"GITHUB_EVENT_NAME": event, "GITHUB_REF": "refs/heads/change", **env}
        base = self.step("Find what to compare with", **given)
        assert base.returncode == 0, base.stderr
        self._values["steps.base.outputs.against"] = self.outputs()["against"]
        done = self.step("Check", **given)
        self._values["steps.check.outputs.markdown"] = self.outputs().get("markdown", "")
        return done

    def step(self, name: str, **env: str) -> subprocess.CompletedProcess[str]:
        step = next(one for one in STEPS if one.get("name") == name)
        script = self.temp / "step.sh"
        script.write_text(step["run"], encoding="utf-8")
        for file in (self.summary, self.output):
            file.touch()
        variables = {key: self._filled(value) for key, value in step["env"].items()}
        github = {"GITHUB_STEP_SUMMARY": str(self.summary), "GITHUB_OUTPUT": str(self.output)}
        where = self.folder / self._filled(step.get("working-directory", "."))
        return run(
            where,
            *("bash", "--noprofile", "--norc", "-e", "-o", "pipefail", str(script)),
            **(github | {"RUNNER_TEMP": str(self.temp)} | variables | env),
        )


def obeyed(log: str) -> list[str]:
    """Return the lines of a log that the runner takes for commands."""
    found, stopped = [], ""
    for line in log.splitlines():
        if stopped:
            stopped = "" if line == f"::{stopped}::" else stopped
        elif line.startswith("::stop-commands::"):
            stopped = line.removeprefix("::stop-commands::")
        elif line.lstrip().startswith("::") or "##[" in line:
            found.append(line)
    return found


def test_every_input_of_the_action_is_explained_used_and_never_pasted_into_a_script() -> None:
    used = set(re.findall(r"\binputs\.([\w-]+)", yaml.safe_dump(ACTION)))
    assert used == set(ACTION["inputs"])
    tables = PAGE.partition("The action takes:")[2]
    named = re.findall(r"^\| `([\w-]+)` \|", tables, re.MULTILINE)
    assert named == [*ACTION["inputs"], *ACTION["outputs"]]
    for step in STEPS:
        assert "${{" not in step.get("run", "")
        assert step.get("shell", "bash") == "bash"
    steps = {step["id"] for step in STEPS if "id" in step}
    assert set(re.findall(r"steps\.(\w+)\.", yaml.safe_dump(ACTION))) == steps
    assert all(one["description"].endswith(".") for one in ACTION["inputs"].values())
    assert "fetch-depth" in ACTION["description"]


@pytest.mark.parametrize("step", [one for one in STEPS if "run" in one], ids=lambda step: str(step["name"]))
def test_every_script_of_the_action_is_bash(step: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "step.sh").write_text(step["run"], encoding="utf-8")
    done = run(tmp_path, "bash", "-n", "step.sh")
    assert (done.returncode, done.stderr) == (0, "")


def test_the_action_compares_with_the_base_of_the_pull_request(repository: Path) -> None:
    job = Job(repository, ROOT)
    done = job.check("pull_request", GITHUB_BASE_REF="main")
    assert done.returncode == 1, done.stdout + done.stderr
    assert (
        "::error file=audits/my audit.yaml,line=5,title=regression%3A Order line (order-line)::"
        in done.stdout
    )
    assert job.summary.read_text(encoding="utf-8").startswith("## FAIL: Order line fell from")
    outputs = job.outputs()
    assert outputs.pop("against") == "origin/main"
    assert set(outputs) == set(ACTION["outputs"])
    assert all(Path(file).is_file() for file in outputs.values())


ZEROS: Final = "0" * 40


def test_the_action_compares_a_push_with_what_was_there_before_it(repository: Path) -> None:
    """Two commits are pushed at once: the first made it worse, the second did not."""
    before = git(repository, "rev-parse", "HEAD^")
    (repository / "notes.txt").write_text("x", encoding="utf-8")
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "three")
    done = Job(repository, ROOT, {"before": before}).check("push")
    assert done.returncode == 1
    assert "quick.easy: How easy is it? 4 → 1" in done.stdout


def test_the_action_fetches_what_a_forced_push_took_away(repository: Path) -> None:
    upstream = repository.parent / "upstream"
    git(upstream, "config", "uploadpack.allowAnySHA1InWant", "true")
    git(upstream, "commit", "-q", "--allow-empty", "-m", "taken away")
    before = git(upstream, "rev-parse", "HEAD")
    git(upstream, "reset", "-q", "--hard", "HEAD^")
    done = Job(repository, ROOT, {"before": before}).check("push")
    assert (done.returncode, "quick.easy: How easy is it? 4 → 1" in done.stdout) == (1, True)


@pytest.mark.parametrize(
    ("event", "of_it", "env", "base", "code"),
    [
        (
            "push",
            {"before": ZEROS, "repository": {"default_branch": "main"}},
            {},
            "origin/main",
            1,
        ),
        (
            "push",
            {"before": ZEROS, "repository": {"default_branch": "change"}},
            {},
            "HEAD^",
            1,
        ),
        ("merge_group", {"merge_group": {"base_sha": "BASE"}}, {}, "BASE", 1),
        ("pull_request_target", {}, {"GITHUB_BASE_REF": "main"}, "origin/main", 1),
        ("push", {"before": ZEROS}, {"GITHUB_REF": "refs/tags/v2"}, "v1", 1),
        ("schedule", {}, {}, "", 0),
        ("workflow_dispatch", {}, {}, "", 0),
    ],
    ids=["a new branch", "a new default branch", "merge queue", "target", "tag", "nightly", "by hand"],
)
def test_every_event_has_its_base(
    event: str, of_it: dict[str, Any], env: dict[str, str], base: str, code: int, repository: Path
) -> None:
    git(repository, "tag", "v1", "HEAD^")
    git(repository, "tag", "v2")
    first = git(repository, "rev-parse", "HEAD^")
    of_it = yaml.safe_load(yaml.safe_dump(of_it).replace("BASE", first))
    job = Job(repository, ROOT, of_it)
    done = job.check(event, **env)
    assert job.outputs()["against"] == base.replace("BASE", first)
    assert done.returncode == code, done.stdout
    assert ("nothing fails a fixed rule" in done.stdout) == (not base)


@pytest.mark.parametrize("ref", ["refs/heads/main", "refs/tags/v1"])
def test_a_first_commit_is_judged_by_fixed_rules(ref: str, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    (folder / "audits").mkdir(parents=True)
    (folder / "audits/my audit.yaml").write_text(AUDIT, encoding="utf-8")
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "one")
    git(folder, "tag", "v1")
    job = Job(folder, ROOT, {"before": ZEROS, "repository": {"default_branch": "main"}})
    done = job.check("push", GITHUB_REF=ref)
    assert (done.returncode, job.outputs()["against"]) == (0, "")


def test_the_action_uses_other_actions_by_the_hash_of_a_commit() -> None:
    used = [step["uses"] for step in STEPS if "uses" in step]
    assert used
    assert all(re.fullmatch(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}", name) for name in used)


def test_the_action_takes_what_it_is_told(repository: Path) -> None:
    outputs = "\n".join(f"{name}:../{name}.out" for name in FORMATS)
    job = Job(repository, ROOT, against="HEAD", audits="audits/my audit.yaml\n", outputs=outputs)
    done = job.check("push")
    assert (done.returncode, done.stderr) == (0, "")
    assert "FAIL" not in done.stdout
    [suite] = JUnitXml.fromfile(str(repository.parent / "junit.out"))
    assert suite.name == "audits/my audit.yaml"
    assert job.summary.read_text(encoding="utf-8") == (repository.parent / "markdown.out").read_text(
        encoding="utf-8"
    )


def test_the_action_runs_in_another_folder(repository: Path) -> None:
    job = Job(repository, ROOT, None, **{"working-directory": "audits"}, audits="my audit.yaml")
    done = job.check("pull_request", GITHUB_BASE_REF="main")
    assert done.returncode == 1
    assert "::error file=audits/my audit.yaml," in done.stdout


@pytest.mark.parametrize("name", ["against", "audits", "outputs"])
def test_no_input_of_the_action_runs_as_a_command(name: str, repository: Path) -> None:
    text = '$(touch oh-no) `touch oh-no`; touch oh-no" --help'
    done = Job(repository, ROOT, None, **{name: text}).check("pull_request", GITHUB_BASE_REF="main")
    assert done.returncode in (2, 3), done.stdout
    assert not (repository / "oh-no").exists()


def test_an_audit_that_looks_like_an_option_is_none(repository: Path) -> None:
    done = Job(repository, ROOT, audits="--help").check("pull_request", GITHUB_BASE_REF="main")
    assert done.returncode == 2
    assert "Usage" not in done.stdout


def test_what_lies_in_the_checkout_is_not_taken_for_tpaudit(repository: Path) -> None:
    for name in ("tpaudit", "yaml", "json", "secrets"):
        (repository / f"{name}.py").write_text("raise SystemExit('mine')\n", encoding="utf-8")
    done = Job(repository, ROOT).check("pull_request", GITHUB_BASE_REF="main")
    assert done.returncode == 1
    assert "mine" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("env", "code", "words"),
    [
        ({"GITHUB_BASE_REF": "nowhere"}, 3, "git fetch origin nowhere"),
        ({"GITHUB_BASE_REF": "main"}, 2, "##[error]"),
    ],
    ids=["no-baseline", "does-not-load"],
)
def test_the_action_never_passes_in_silence_nor_obeys_a_file(
    env: Mapping[str, str], code: int, words: str, repository: Path
) -> None:
    if code == 2:
        edit(repository, "easy: 1", 'easy: "##[error]::error::x"')
    job = Job(repository, ROOT)
    done = job.check("pull_request", **env)
    assert done.returncode == code
    assert words in done.stdout
    last = f"::error title=tpaudit check::This could not be judged (exit code {code}); the log says why."
    first, *_, said = obeyed(done.stdout)
    assert said == last
    assert first.startswith("::error file=audits/my audit.yaml,line=1,title=not judged::")
    assert len(obeyed(done.stdout)) == 2
    summary = job.summary.read_text(encoding="utf-8")
    assert summary.startswith("## FAIL: ")
    assert re.search(rf"^    .*{re.escape(words)}", summary, re.MULTILINE)
    assert "sarif" not in job.outputs()


def test_what_could_not_even_be_asked_for_is_in_the_comment_too(repository: Path) -> None:
    job = Job(repository, ROOT, audits="nowhere")
    assert job.check("pull_request", GITHUB_BASE_REF="main").returncode == 2
    said = "    tpaudit: nowhere: no such file or folder; expected an audit, or a folder of them\n"
    assert job.summary.read_text(encoding="utf-8") == f"## FAIL: not judged\n\n\n{said}"
    assert Path(job.outputs()["markdown"]).read_text(encoding="utf-8").endswith(said)


# The comment


class Api(ThreadingHTTPServer):
    """What GitHub's API keeps of one pull request's comments."""

    def __init__(self, status: int = 200) -> None:
        self.comments: list[dict[str, Any]] = []
        self.asked: list[str] = []
        self.status = status
        super().__init__(("127.0.0.1", 0), _Answers)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Answers(BaseHTTPRequestHandler):
    server: Api

    def log_message(self, *_: object) -> None:
        pass

    def _answer(self, data: Any) -> None:
        self.server.asked.append(f"{self.command} {self.path.partition('?')[0]}")
        body = json.dumps(data).encode()
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _body(self) -> str:
        assert self.headers["Authorization"] == "Bearer secret"
        return str(json.loads(self.rfile.read(int(self.headers["Content-Length"])))["body"])

    def do_GET(self) -> None:
        asked = parse_qs(urlsplit(self.path).query)
        size, page = int(asked["per_page"][0]), int(asked["page"][0])
        self._answer(self.server.comments[(page - 1) * size : page * size])

    def do_POST(self) -> None:
        comment = {"id": len(self.server.comments) + 1, "user": {"type": "Bot"}, "body": self._body()}
        self.server.comments.append(comment)
        self._answer(comment)

    def do_PATCH(self) -> None:
        number = int(self.path.rpartition("/")[2])
        [comment] = [each for each in self.server.comments if each["id"] == number]
        comment["body"] = self._body()
        self._answer(comment)


@contextmanager
def api(status: int = 200) -> Iterator[Api]:
    with Api(status) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def comment(folder: Path, server: Api, head: str = "kiln/shop", where: str = ".") -> str:
    """Check a pull request and comment on it; return the log of that step."""
    event = {"pull_request": {"number": 7, "head": {"repo": {"full_name": head}}}}
    job = Job(folder, ROOT, event, comment="true", **{"working-directory": where})
    job.check("pull_request", GITHUB_BASE_REF="main")
    done = job.step("Comment", GITHUB_API_URL=server.address, GITHUB_REPOSITORY="kiln/shop")
    assert (done.returncode, done.stderr) == (0, "")
    shutil.rmtree(job.temp)
    return done.stdout


def test_the_comment_is_written_once_and_then_brought_up_to_date(repository: Path) -> None:
    with api() as server:
        others = [
            {"id": n, "user": {"type": "User"}, "body": "<!-- tpaudit check: . -->"} for n in range(150)
        ]
        server.comments += others
        comment(repository, server)
        [own] = server.comments[150:]
        assert own["body"].startswith("<!-- tpaudit check: . -->\n## FAIL: Order line fell from")
        edit(repository, "easy: 1", "easy: 4")
        comment(repository, server)
        assert server.comments[150:] == [own]
        assert own["body"].startswith("<!-- tpaudit check: . -->\n## PASS")
        comment(repository, server, where="audits")
        assert [each["body"].partition("\n")[0] for each in server.comments[151:]] == [
            "<!-- tpaudit check: audits -->"
        ]
        assert all(each["body"] == "<!-- tpaudit check: . -->" for each in others)


def test_what_could_not_be_judged_is_commented_as_well(repository: Path) -> None:
    edit(repository, "easy: 1", 'easy: "@everyone --> ``` <script>"')
    with api() as server:
        comment(repository, server)
        [own] = server.comments
    assert "\n    audits/my audit.yaml:5:" in own["body"]


@pytest.mark.parametrize("head", ["somebody/shop", ""], ids=["a fork", "a fork that is gone"])
def test_a_fork_is_not_bothered(head: str, repository: Path) -> None:
    with api() as server:
        log = comment(repository, server, head)
        assert (server.asked, obeyed(log)) == ([], [])


def test_a_job_that_may_not_comment_says_so_and_ends_as_it_would(repository: Path) -> None:
    with api(403) as server:
        [said] = obeyed(comment(repository, server))
    assert said.startswith("::warning title=tpaudit check::The comment was not posted (HTTP 403)")


def test_the_comment_waits_for_no_pass() -> None:
    [step] = [step for step in STEPS if step.get("name") == "Comment"]
    assert step["if"].startswith("always() && inputs.comment == 'true' && ")


def test_the_action_installs_its_own_checkout(repository: Path, tmp_path: Path) -> None:
    action = tmp_path / "the action"
    tracked = run(ROOT, "git", "ls-files", "-z", "--cached", "--others", "--exclude-standard").stdout
    for name in filter(None, tracked.split("\0")):
        if not name.startswith("tests/") and (ROOT / name).is_file():
            (action / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, action / name)
    job = Job(repository, action)
    # What the build needs is here already, and no index is asked.
    quiet = {"PIP_NO_INDEX": "1", "PIP_NO_DEPS": "1", "PIP_NO_BUILD_ISOLATION": "0"}
    done = job.step("Install tpaudit", **quiet)
    assert done.returncode == 0, done.stderr
    assert (job.temp / "tpaudit/tpaudit/checklists/phone.yaml").is_file()
    where = "import tpaudit; print(tpaudit.__file__)"
    found = run(repository, sys.executable, "-P", "-c", where, PYTHONPATH=str(job.temp / "tpaudit"))
    assert found.stdout.startswith(str(job.temp))
    assert job.check("pull_request", GITHUB_BASE_REF="main").returncode == 1


# GitLab


def shown(first: str) -> Any:
    """Return the YAML of the page's block that begins with a word."""
    [text] = re.findall(rf"^```yaml\n({first}.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    return yaml.safe_load(text)


def test_the_job_for_gitlab_runs(repository: Path) -> None:
    job = shown("touchpoints:")["touchpoints"]
    base = git(repository, "rev-parse", "origin/main")
    for line in job["script"]:
        done = run(repository, "sh", "-c", line, CI_MERGE_REQUEST_DIFF_BASE_SHA=base)
        assert done.returncode == 1, done.stderr
        assert done.stdout.startswith("FAIL")
    for file in job["artifacts"]["reports"].values():
        assert "my audit.yaml" in (repository / file).read_text(encoding="utf-8")
    assert job["variables"]["GIT_DEPTH"] == "0"


@pytest.mark.parametrize("name", ["touchpoints", "clients"])
def test_the_workflows_for_github_have_what_the_action_needs(name: str) -> None:
    workflow = shown(f"name: {name}")
    first, gate = workflow["jobs"]["check"]["steps"]
    assert first["with"]["fetch-depth"] == 0
    assert re.fullmatch(r"actions/checkout@[0-9a-f]{40}", first["uses"])
    assert set(gate["with"]) <= set(ACTION["inputs"])
    assert workflow["permissions"]["pull-requests"] == "write"
    if name == "touchpoints":
        [upload] = shown("- if:")
        found = re.findall(r"steps\.(\w+)\.outputs\.(\w+)", yaml.safe_dump(upload))
        assert set(found) == {(gate["id"], "sarif")}


def test_every_event_of_the_workflow_has_a_base_of_its_own() -> None:
    """YAML takes the key `on` for true."""
    events = set(shown("name: touchpoints")[True])
    step = next(step for step in STEPS if step.get("id") == "base")
    assert events - {"schedule"} == {name for name in events if f"{name}:" in step["run"]}
    assert all(f"| `{name}`" in PAGE for name in events)


def test_the_jobs_of_many_workspaces_judge_each_by_itself(repository: Path) -> None:
    clients = shown("name: clients")["jobs"]["check"]["strategy"]["matrix"]["client"]
    for client in clients:
        (repository / client / "audits").mkdir(parents=True)
        text = AUDIT.replace("Kiln", client)
        (repository / client / "audits/a.yaml").write_text(text, encoding="utf-8")
        (repository / client / "tpaudit.yaml").write_text("format: 1\n", encoding="utf-8")
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "three")
    git(repository, "push", "-q", "origin", "HEAD:refs/heads/next")
    (repository / clients[1] / "audits/a.yaml").write_text(
        AUDIT.replace(*WORSE).replace("Kiln", clients[1]), encoding="utf-8"
    )
    codes = []
    for client in clients:
        job = Job(repository, ROOT, None, **{"working-directory": client})
        codes.append(job.check("pull_request", GITHUB_BASE_REF="next").returncode)
        [run_of_it] = json.loads(Path(job.outputs()["sarif"]).read_text(encoding="utf-8"))["runs"]
        assert run_of_it["automationDetails"] == {"id": f"tpaudit/{client}/"}
        shutil.rmtree(job.temp)
    assert codes == [0, 1]


def test_the_owners_are_those_of_rules_questions_and_waivers(tmp_path: Path) -> None:
    """Patterns of CODEOWNERS are those of .gitignore."""
    [lines] = re.findall(r"^```\n(tpaudit\.yaml .*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    git(tmp_path, "init", "-q")
    patterns = "".join(f"{line.split()[0]}\n" for line in lines.splitlines())
    (tmp_path / ".gitignore").write_text(patterns, encoding="utf-8")
    owned = ["tpaudit.yaml", "audits/tpaudit.yaml", "checklists/own.yaml", "journeys/a.yaml", "audits/a.yaml"]
    free = ["audits/a.visits/2026-11-02.yaml", "README.md"]
    done = run(tmp_path, "git", "check-ignore", "--no-index", *owned, *free)
    assert done.stdout.splitlines() == owned


@pytest.mark.parametrize("heading", ["Badges and other services", "Anywhere else"])
def test_the_commands_of_the_page_run(heading: str, repository: Path) -> None:
    [command] = re.findall(rf"^## {heading}\n\n```sh\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    done = run(repository, "sh", "-c", command)
    assert (done.returncode, done.stderr) == (1, "")
    for file in re.findall(r"-o \w+:(\S+)", command):
        assert (repository / file).stat().st_size


# pre-commit


def pre_commit(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    home = str(folder.parent / "pre-commit home")
    return run(folder, sys.executable, "-m", "pre_commit", *args, PRE_COMMIT_HOME=home)


def test_pre_commit_takes_the_hooks(tmp_path: Path) -> None:
    done = pre_commit(tmp_path, "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml"))
    assert done.returncode == 0, done.stdout
    [config] = shown("repos:")["repos"]
    assert [hook["id"] for hook in config["hooks"]] == [hook["id"] for hook in HOOKS]


def test_the_hooks_of_the_project_itself_run_what_the_check_runs(tmp_path: Path) -> None:
    file = ROOT / ".pre-commit-config.yaml"
    done = pre_commit(tmp_path, "validate-config", str(file))
    assert (done.returncode, done.stdout) == (0, "")
    [own] = yaml.safe_load(file.read_text(encoding="utf-8"))["repos"]
    *tools, validate = own["hooks"]
    check = (ROOT / ".ci/check").read_text(encoding="utf-8")
    assert [hook["id"] for hook in tools] == ["ruff-format", "ruff-check", "mypy"]
    assert all(hook["entry"].removesuffix(" --force-exclude") in check for hook in tools)
    tracked = run(ROOT, "git", "ls-files", "-z").stdout.split("\0")
    files = [name for name in tracked if name.endswith(".yaml") and re.search(validate["files"], name)]
    assert {name.partition("/")[0] for name in files} >= {"audits", "checklists", "templates", "tpaudit.yaml"}
    program = validate["entry"].removeprefix(".venv/bin/").split()
    assert run(ROOT, *program, *files).returncode == 0


@pytest.mark.parametrize("name", ["run", "check"])
def test_the_scripts_of_the_project_are_bash(name: str) -> None:
    done = run(ROOT, "bash", "-n", f".ci/{name}")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.fixture
def hooked(repository: Path) -> Path:
    """Return the repository with the hooks in it; they run the tpaudit that is installed here."""
    local = [hook | {"language": "system"} for hook in HOOKS]
    config = yaml.safe_dump({"repos": [{"repo": "local", "hooks": local}]})
    (repository / ".pre-commit-config.yaml").write_text(config, encoding="utf-8")
    git(repository, "add", "-A")
    return repository


def test_the_hooks_pass_what_got_no_worse(hooked: Path) -> None:
    edit(hooked, "easy: 1", "easy: 2")
    git(hooked, "add", "-A")
    done = pre_commit(hooked, "run")
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.findall(r"\.(Passed|Failed|Skipped)$", done.stdout, re.MULTILINE) == ["Passed", "Passed"]


def test_a_hook_stops_what_got_worse(hooked: Path) -> None:
    edit(hooked, "works: yes", "works: no")
    git(hooked, "add", "-A")
    done = pre_commit(hooked, "run")
    assert re.findall(r"\.(Passed|Failed|Skipped)$", done.stdout, re.MULTILINE) == ["Passed", "Failed"]
    assert "Order line fell from" in done.stdout
    assert pre_commit(hooked, "run", "tpaudit-validate", "--all-files").returncode == 0


def test_a_hook_stops_what_does_not_load(hooked: Path) -> None:
    edit(hooked, "easy: 1", "easy: 9")
    git(hooked, "add", "-A")
    done = pre_commit(hooked, "run", "tpaudit-validate")
    assert done.returncode == 1
    assert "audits/my audit.yaml:5:" in done.stdout


def test_the_hooks_leave_other_files_alone(hooked: Path) -> None:
    git(hooked, "commit", "-qm", "three", "--no-verify")
    (hooked / "compose.yaml").write_text("services: {}\n", encoding="utf-8")
    git(hooked, "add", "-A")
    done = pre_commit(hooked, "run")
    assert done.returncode == 0
    assert re.findall(r"\.(Passed|Failed)$", done.stdout, re.MULTILINE) == ["Passed"]
    assert "Skipped" in done.stdout


def test_a_hook_stops_a_commit_that_only_deletes(hooked: Path) -> None:
    git(hooked, "commit", "-qm", "three", "--no-verify")
    git(hooked, "rm", "-q", "audits/my audit.yaml")
    done = pre_commit(hooked, "run")
    assert done.returncode == 1
    assert "is not there any more" in done.stdout
