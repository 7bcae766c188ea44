"""Autocomplete: what the attribute may say, as the HTML standard lists it, and whom a field asks for."""

import re
from typing import Final

from tpaudit.documents.site import FormField

_NAMES: Final = (
    "name honorific-prefix given-name additional-name family-name honorific-suffix nickname username new-password"
    " current-password one-time-code organization-title organization street-address address-line1 address-line2"
    " address-line3 address-level4 address-level3 address-level2 address-level1 country country-name postal-code"
    " cc-name cc-given-name cc-additional-name cc-family-name cc-number cc-exp cc-exp-month cc-exp-year cc-csc"
    " cc-type transaction-currency transaction-amount language bday bday-day bday-month bday-year sex url photo"
)
_REACHED: Final = "tel tel-country-code tel-national tel-area-code tel-local tel-local-prefix tel-local-suffix tel-extension email impp"
_PLAIN: Final = frozenset(_NAMES.split())
_CONTACT: Final = frozenset(_REACHED.split())
_KINDS: Final = frozenset({"home", "work", "mobile", "fax", "pager"})
_ASKED: Final = re.compile(
    r"\b(?:(?:first|last|full|given|family|your|sur)[-_ ]?names?|names?|vor-?name|nach-?name|e-?mail|street|address"
    r"|adresse|strasse|straße|postcode|postal[-_ ]?code|post[-_ ]?code|zip|plz|city|ort)\b"
    r"|имя|фамил|почт|адрес|индекс|город|姓名|名字|邮箱|邮件|地址|邮编",
    re.IGNORECASE,
)
_NOT_OWN: Final = re.compile(r"\b(?:company|user|file|pet|product|event|card)[-_ ]?name\b", re.IGNORECASE)


def valid_autocomplete(value: str) -> bool:
    """Tell whether an autocomplete attribute is a list of tokens that the standard allows."""
    tokens = value.lower().split()
    if tokens[:1] and tokens[0].startswith("section-") and len(tokens) > 1:
        tokens = tokens[1:]
    if tokens[:1] and tokens[0] in ("shipping", "billing"):
        tokens = tokens[1:]
    if len(tokens) > 1 and tokens[-1] == "webauthn":
        tokens = tokens[:-1]
    if len(tokens) == 2 and tokens[0] in _KINDS:  # noqa: PLR2004 - a kind and what it is of
        return tokens[1] in _CONTACT
    return len(tokens) == 1 and (tokens[0] in _PLAIN or tokens[0] in _CONTACT)


def says_purpose(field: FormField) -> bool:
    """Tell whether the attribute of a field says more than on and off."""
    return (field.autocomplete or "").strip().lower() not in ("", "on", "off")


def asks_for_person(field: FormField) -> bool:
    """Tell whether a field asks for the name, e-mail or address of whoever fills it in."""
    if field.type == "email":
        return True
    if field.type not in ("text", "textarea"):
        return False
    words = " ".join((field.name, field.placeholder, *field.labels, field.aria_label))
    return bool(_ASKED.search(words.replace("_", " "))) and not _NOT_OWN.search(words)
