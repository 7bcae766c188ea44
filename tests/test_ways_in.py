"""The ways in: the GitHub action, the GitLab job and the hooks of pre-commit, run in a repository as there."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

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

    def __init__(self, folder: Path, action: Path, **inputs: str) -> None:
        self.folder = folder
        self.temp = folder.parent / "runner temp"
        self.temp.mkdir()
        self.summary, self.output = self.temp / "summary", self.temp / "output"
        given = {name: one["default"] for name, one in ACTION["inputs"].items()} | inputs
        self._values = {
            "github.action_path": str(action),
            "runner.temp": str(self.temp),
            "steps.python.outputs.python-path": sys.executable,
        }
        self._values |= {f"inputs.{name}": self._filled(value) for name, value in given.items()}

    def _filled(self, text: str) -> str:
        return EXPRESSION.sub(lambda one: self._values[one[1]], text)

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
    used = set(re.findall(r"\$\{\{\s*inputs\.([\w-]+)", yaml.safe_dump(ACTION)))
    assert used == set(ACTION["inputs"])
    named = re.findall(r"^\| `([\w-]+)` \|", PAGE, re.MULTILINE)
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
    done = job.step("Check", GITHUB_BASE_REF="main")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "::error file=audits/my audit.yaml,line=5,title=regression%3A order-line::" in done.stdout
    assert job.summary.read_text(encoding="utf-8").startswith("## FAIL: order-line fell from")
    outputs = dict(line.split("=", 1) for line in job.output.read_text(encoding="utf-8").splitlines())
    assert set(outputs) == set(ACTION["outputs"])
    assert all(Path(file).is_file() for file in outputs.values())


def test_the_action_compares_a_push_with_the_commit_before(repository: Path) -> None:
    edit(repository, "works: yes", "works: no")
    git(repository, "commit", "-qam", "three")
    done = Job(repository, ROOT).step("Check")
    assert done.returncode == 1
    assert "quick.works: yes → no" in done.stdout
    assert "quick.easy: 4 → 1" not in done.stdout


def test_the_action_takes_what_it_is_told(repository: Path) -> None:
    outputs = "\n".join(f"{name}:../{name}.out" for name in FORMATS)
    job = Job(repository, ROOT, against="HEAD", audits="audits/my audit.yaml\n", outputs=outputs)
    done = job.step("Check")
    assert (done.returncode, done.stderr) == (0, "")
    assert "FAIL" not in done.stdout
    [suite] = JUnitXml.fromfile(str(repository.parent / "junit.out"))
    assert suite.name == "audits/my audit.yaml"
    assert job.summary.read_text(encoding="utf-8") == (repository.parent / "markdown.out").read_text(
        encoding="utf-8"
    )


def test_the_action_runs_in_another_folder(repository: Path) -> None:
    job = Job(repository, ROOT, **{"working-directory": "audits"}, audits="my audit.yaml")
    done = job.step("Check", GITHUB_BASE_REF="main")
    assert done.returncode == 1
    assert "::error file=audits/my audit.yaml," in done.stdout


@pytest.mark.parametrize("name", ["against", "audits", "outputs"])
def test_no_input_of_the_action_runs_as_a_command(name: str, repository: Path) -> None:
    text = '$(touch oh-no) `touch oh-no`; touch oh-no" --help'
    done = Job(repository, ROOT, **{name: text}).step("Check", GITHUB_BASE_REF="main")
    assert done.returncode in (2, 3), done.stdout
    assert not (repository / "oh-no").exists()


def test_an_audit_that_looks_like_an_option_is_none(repository: Path) -> None:
    done = Job(repository, ROOT, audits="--help").step("Check", GITHUB_BASE_REF="main")
    assert done.returncode == 2
    assert "Usage" not in done.stdout


def test_what_lies_in_the_checkout_is_not_taken_for_tpaudit(repository: Path) -> None:
    for name in ("tpaudit", "yaml", "json", "secrets"):
        (repository / f"{name}.py").write_text("raise SystemExit('mine')\n", encoding="utf-8")
    done = Job(repository, ROOT).step("Check", GITHUB_BASE_REF="main")
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
    done = job.step("Check", **env)
    assert done.returncode == code
    assert words in done.stdout
    last = f"::error title=tpaudit check::This could not be judged (exit code {code}); the log says why."
    first, *_, said = obeyed(done.stdout)
    assert said == last
    assert first.startswith("::error file=audits/my audit.yaml,line=1,title=not judged::")
    assert len(obeyed(done.stdout)) == 2
    assert job.summary.read_text(encoding="utf-8") == ""


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
    assert job.step("Check", GITHUB_BASE_REF="main").returncode == 1


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


def test_the_workflow_for_github_has_what_the_action_needs() -> None:
    steps = shown("name: touchpoints")["jobs"]["check"]["steps"]
    assert steps[0]["with"]["fetch-depth"] == 0
    more = yaml.safe_dump(shown("- if:"))
    assert set(re.findall(r"steps\.gate\.outputs\.(\w+)", more)) == set(ACTION["outputs"])


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
    assert "order-line fell from" in done.stdout
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
