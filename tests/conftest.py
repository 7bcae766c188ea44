"""What the tests share: a small audit is written down, loaded and scored in one call."""

import gc
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from textwrap import dedent, indent

import profiles
import pytest

import tpaudit
from tpaudit import LoadedAudit, Scorecard

profiles.load()


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    """Take what pyproject.toml says to pytest-xdist where it is switched off, as by `-p no:xdist`."""
    if not pluginmanager.hasplugin("xdist"):
        for option in ("--numprocesses", "--dist"):
            parser.addoption(option, help="for pytest-xdist, which is switched off")


@pytest.fixture(autouse=True, scope="session")
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the results of test runs apart from those of the person who runs them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(autouse=True, scope="module")
def _nothing_is_kept() -> Iterator[None]:
    """Free what documents and their parts hold of one another: Python itself waits for hundreds of megabytes."""
    yield
    gc.collect()


@pytest.fixture
def load(tmp_path: Path) -> Callable[..., LoadedAudit]:
    """Return what writes an audit and all that belongs to it, and loads it."""

    def write_and_load(
        audit: str,
        *,
        visits: Mapping[str, str] | None = None,
        settings: str | None = None,
        as_of: str | None = None,
        **checklists: str,
    ) -> LoadedAudit:
        """Take each file without its `format`; of a checklist only the items, under its name."""
        for name, items in checklists.items():
            _write(
                tmp_path / f"checklists/{name}.yaml",
                f"checklist: {name}\nitems:\n{indent(dedent(items), '  ')}",
            )
        for name, visit in (visits or {}).items():
            _write(tmp_path / f"a.visits/{name}.yaml", visit)
        if settings is not None:
            _write(tmp_path / "tpaudit.yaml", settings)
        _write(tmp_path / "a.yaml", audit)
        return tpaudit.load(str(tmp_path / "a.yaml"), as_of=as_of)

    return write_and_load


@pytest.fixture
def scored(load: Callable[..., LoadedAudit]) -> Callable[..., Scorecard]:
    """Return what writes and loads like `load`, and scores."""

    def write_and_score(
        audit: str, *, persona: str | None = None, by: str | None = None, **files: object
    ) -> Scorecard:
        return tpaudit.score(load(audit, **files), persona=persona, by=by)  # type: ignore[arg-type]

    return write_and_score


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"format: 1\n{dedent(text)}", encoding="utf-8")
