"""Versions of the programs that read a site."""

from importlib.metadata import PackageNotFoundError, version

from tpaudit.version import VERSION


def versions_of(*names: str) -> tuple[str, ...]:
    """Return tpaudit and the packages of these names, each with its version."""
    return (f"tpaudit {VERSION}", *(f"{name} {_version(name)}" for name in names))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "?"
