"""The logos of a workspace: a warning for each that reports cannot show."""

from tpaudit.documents.scalars import named
from tpaudit.documents.worded import Worded, fixed
from tpaudit.errors import Problem
from tpaudit.reading.diagnostics import Diagnostics
from tpaudit.reading.files.disk import short_path
from tpaudit.reading.files.evidence import LARGEST_PICTURE, Pictures
from tpaudit.reading.workspace.workspace import Workspace
from tpaudit.reading.yaml.builder import read


def logo_problems(workspace: Workspace) -> list[Problem]:
    """Return a warning for each logo in the settings that reports cannot show."""
    settings = workspace.settings
    named_logos = (
        (("branding", "logo"), settings.branding.logo),
        (("reports", "client_logo"), settings.reports.client_logo),
    )
    return [
        problem for address, logo in named_logos if logo for problem in _problems(workspace, address, logo)
    ]


def _problems(workspace: Workspace, address: tuple[str, str], logo: str) -> list[Problem]:
    pictures = Pictures(workspace.folder, workspace.folder, embed=False)
    if workspace.file is None or pictures.logo(logo):
        return []
    fault = (
        fixed("is not there, or lies outside the workspace")
        if pictures.missing(logo)
        else Worded(
            "is no PNG, JPEG, GIF, WebP or SVG of {largest_picture} bytes at most",
            largest_picture=LARGEST_PICTURE,
        )
    )
    diagnostics = Diagnostics(short_path(workspace.file), read(workspace.files.contents(workspace.file)))
    diagnostics.warn(
        address,
        Worded(
            "the logo {logo} {fault}; reports do without; expected a picture inside the workspace",
            logo=named(logo),
            fault=fault,
        ),
    )
    return diagnostics.problems[-1:]
