"""The measurements that an item may name under `probe`, and the kinds of answer that each gives."""

from collections.abc import Mapping
from typing import Final

MEASUREMENTS: Final[Mapping[str, tuple[str, ...]]] = {
    "phone-on-pages": ("yes-no", "percent"),
    "dial-links": ("yes-no", "percent"),
    "required-fields": ("number",),
    "visible-labels": ("yes-no", "percent"),
    "field-names": ("yes-no", "percent"),
    "autofill": ("yes-no",),
    "autocomplete-valid": ("yes-no", "percent"),
    "field-types": ("yes-no", "percent"),
    "error-hints": ("yes-no", "percent"),
    "viewport": ("yes-no", "percent"),
    "zoom-allowed": ("yes-no", "percent"),
    "page-language": ("yes-no", "percent"),
    "page-titles": ("yes-no", "percent"),
    "picture-texts": ("yes-no", "percent"),
    "link-names": ("yes-no", "percent"),
    "contact-clicks": ("number",),
    "imprint": ("yes-no",),
    "hours-stated": ("yes-no",),
    "price-stated": ("yes-no",),
    "newest-date": ("duration",),
    "dead-links": ("yes-no", "number"),
    "load-time": ("duration",),
    "fits-phone": ("yes-no", "percent"),
    "four-pages-fit": ("choice",),
    "form-fits-phone": ("yes-no",),
    "text-size": ("yes-no", "percent"),
    "tap-size": ("yes-no", "percent"),
    "contrast": ("yes-no",),
    "accessibility": ("yes-no",),
    "uncovered": ("yes-no", "percent"),
}
"""By their id; each has a module of its own in `judging/measure`."""
