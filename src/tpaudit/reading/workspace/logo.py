"""The logo of a workspace: a warning if reports cannot show it."""

from tpaudit.documents.scalars import named
from tpaudit.errors import Problem
from tpaudit.reading.diagnostics import Diagnostics
from tpaudit.reading.files.disk import short_path
from tpaudit.reading.files.evidence import LARGEST_PICTURE, Pictures
from tpaudit.reading.workspace.workspace import Workspace
from tpaudit.reading.yaml.builder import read


def logo_problems(workspace: Workspace) -> list[Problem]:
    """Return a warning if the settings name a logo that reports cannot show; otherwise nothing."""
    logo = workspace.settings.branding.logo
    pictures = Pictures(workspace.folder, workspace.folder, embed=False)
    if not logo or workspace.file is None or pictures.logo(logo):
        return []
    fault = (
        "is not there, or lies outside the workspace"
        if pictures.missing(logo)
        else f"is no PNG, JPEG, GIF, WebP or SVG of {LARGEST_PICTURE} bytes at most"
    )
    diagnostics = Diagnostics(short_path(workspace.file), read(workspace.files.contents(workspace.file)))
    diagnostics.warn(
        ("branding", "logo"),
        f"the logo {named(logo)} {fault}; reports do without; expected a picture inside the workspace",
    )
    return diagnostics.problems[-1:]
