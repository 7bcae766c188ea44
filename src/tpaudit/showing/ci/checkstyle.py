"""Checkstyle: a verdict in the XML that linters of many languages write, and many services read."""

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from tpaudit.results.verdict import Verdict
from tpaudit.showing.ci.located import FEW, Located, PathOf, carried, explanation, located, sentence, severity
from tpaudit.showing.ci.xml_text import in_xml
from tpaudit.showing.text.numbers import visible
from tpaudit.showing.text.results.gate import waives

_VERSION: Final = "8.0"
"""The version whose form this is."""


def as_checkstyle(verdict: Verdict, place: PathOf) -> str:
    """Return an element for each file, and in it one for each result; what is waived is a piece of information."""
    root = Element("checkstyle", version=_VERSION)
    files: dict[str, Element] = {}

    def file(path: str) -> Element:
        if path not in files:
            files[path] = SubElement(root, "file", name=in_xml(path))
        return files[path]

    for each in verdict.unjudged:
        message = in_xml(visible(each.why))
        about = {"line": "1", "severity": "error", "message": message, "source": "tpaudit.not-judged"}
        SubElement(file(place(each.file)), "error", about)
    for found in located(verdict, place):
        SubElement(file(found.path), "error", _about(found))
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _about(found: Located) -> dict[str, str]:
    return {
        "line": str(found.line),
        "severity": severity(found.result),
        "message": in_xml("; ".join(_parts(found))),
        "source": f"tpaudit.{found.result.rule}",
    }


def _parts(found: Located) -> Iterator[str]:
    result = found.result
    yield sentence(result)
    yield from carried(result, FEW)
    yield from explanation(found)
    if result.waiver:
        yield visible(waives(result.waiver))
