"""What checklists and XLSForms call the same thing, for writing forms and for reading them.

XLSForm is the spreadsheet format of ODK and KoboToolbox: https://xlsform.org/en/ref-table/
"""

from typing import Final

OWN: Final = "tpaudit "
"""How a column begins that carries what the format has no word for; other programs pass it over."""
YES_NO: Final = "yes_no"
"""The list of answers of every yes-no."""
NOT_APPLICABLE_NAME: Final = "n/a"


PHOTO: Final = ".photo"
"""How the name of a question ends that asks for the photo of another answer."""
NOTE: Final = ".note"
"""How the name of a question ends that asks for the note of another answer."""


def own_column(column: str) -> str:
    """Return the name under which an own column stands in a form: a colon would mean a language there."""
    return OWN + column.replace(":", "@")


def column_of(name: str) -> str | None:
    """Return the own column that a form's column is, None for the form's own."""
    return name.removeprefix(OWN).replace("@", ":") if name.startswith(OWN) else None


def form_name(item_id: str) -> str:
    """Return an id as a form may have it: one that begins with a digit gets a line before it."""
    return f"_{item_id}" if item_id[:1].isdigit() else item_id
