"""How a document for Word looks without a template: paper, fonts, headings, tables, and what each page repeats."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from tpaudit.documents.workspace import Paper
from tpaudit.showing.export.office.blocks import WrittenReport
from tpaudit.showing.export.office.fields import add_page_numbers
from tpaudit.showing.export.office.word_tables import TABLE_SIZE, word_text

_PAGES: Final[Mapping[Paper, tuple[float, float]]] = {"a4": (21.0, 29.7), "letter": (21.59, 27.94)}
"""Width and height of each paper in centimetres."""
_MARGIN: Final = 1.5
"""In centimetres; at the head there is more, for the line that runs there."""
_EDGE: Final = 0.9
"""How far head and foot are from the edge of the paper, in centimetres."""
_CHINESE: Final = "Microsoft YaHei"
_REGIONS: Final[Mapping[str, str]] = {"en": "en-GB", "ru": "ru-RU"}
"""What Word calls a language."""
_INK: Final = "1C2321"
_SOFT: Final = "55605C"
_LINE: Final = "B8BFBB"
_RULE: Final = 12
"""How thick the line above a part is, in eighths of a point."""


class _Style(NamedTuple):
    """How a kind of paragraph looks."""

    size: float
    bold: bool
    before: float
    after: float
    """In points, as those before."""
    colour: str = _INK


_STYLES: Final[Mapping[str, _Style]] = {
    "Title": _Style(14, bold=True, before=0, after=0),
    "Subtitle": _Style(9, bold=False, before=0, after=0, colour=_SOFT),
    "Heading 1": _Style(15, bold=True, before=14, after=3),
    "Heading 2": _Style(11.5, bold=True, before=8, after=2),
    "TOC Heading": _Style(15, bold=True, before=0, after=6),
    "Caption": _Style(9, bold=False, before=2, after=6, colour=_SOFT),
    "Header": _Style(8, bold=False, before=0, after=0, colour=_SOFT),
    "Footer": _Style(8, bold=False, before=0, after=0, colour=_SOFT),
}


def set_up(document: Any, report: WrittenReport) -> None:
    """Set paper, fonts and styles of a new document, and what stands at the head and the foot of its pages."""
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    section = document.sections[0]
    section.page_width, section.page_height = map(Cm, _PAGES[report.paper])
    section.left_margin = section.right_margin = section.bottom_margin = Cm(_MARGIN)
    section.top_margin, section.header_distance, section.footer_distance = Cm(_MARGIN), Cm(_EDGE), Cm(_EDGE)
    normal = document.styles["Normal"]
    normal.font.name = "Calibri"
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(3), 1.05
    for size in document.styles.element.xpath("w:docDefaults//w:sz"):  # that of a style would win over tables
        size.set(qn("w:val"), "20")
    document.styles["Table Grid"].font.size = Pt(TABLE_SIZE)
    _proofread(document.styles.element, report.language)
    for name, look in _STYLES.items():
        _restyle(document.styles[name], look)
    _rule_above(document.styles["Heading 1"], report.colour.removeprefix("#"))
    _lines_between_rows(document.styles["Table Grid"])
    if report.language.startswith("zh"):
        for name in ("Normal", *_STYLES):
            fonts = document.styles[name].element.get_or_add_rPr().get_or_add_rFonts()
            fonts.set(qn("w:eastAsia"), _CHINESE)
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].text = word_text(report.head)
    foot = section.footer.paragraphs[0]
    foot.text = word_text(f"{report.foot}    ")
    add_page_numbers(foot)


def _proofread(styles: Any, language: str) -> None:
    """Say in which language the texts are, for the spelling of Word and for the shapes of Chinese letters."""
    from docx.oxml.ns import qn

    short = language.partition("-")[0]
    for defaults in styles.xpath("w:docDefaults/w:rPrDefault/w:rPr"):
        for old in defaults.xpath("w:lang"):
            defaults.remove(old)
        values = {"val": "en-GB" if short == "zh" else _REGIONS.get(short, language), "eastAsia": "zh-CN"}
        lang = _element("w:lang", **values)
        defaults.append(lang)
        fonts = defaults.find(qn("w:rFonts"))
        if fonts is not None and short == "zh":
            fonts.set(qn("w:hint"), "eastAsia")


def _restyle(style: Any, look: _Style) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    font, shape = style.font, style.paragraph_format
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)  # the theme would win over a name
    font.name, font.size, font.bold, font.italic = "Calibri", Pt(look.size), look.bold, False
    font.color.rgb = RGBColor.from_string(look.colour)
    shape.space_before, shape.space_after = Pt(look.before), Pt(look.after)
    for odd in style.element.xpath("w:pPr/w:pBdr | w:rPr/w:spacing | w:rPr/w:kern"):
        odd.getparent().remove(odd)


def _rule_above(style: Any, colour: str) -> None:
    """Draw a line above each paragraph of a style."""
    borders = _element("w:pBdr")
    borders.append(_element("w:top", val="single", sz=str(_RULE), space="4", color=colour))
    shape = style.element.get_or_add_pPr()
    shape.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")


def _lines_between_rows(style: Any) -> None:
    """Rule a table by thin lines between its rows alone."""
    for border in style.element.xpath("w:tblPr/w:tblBorders/*"):
        across = border.tag.endswith(("}insideH", "}bottom", "}top"))
        for name, value in (("val", "single" if across else "nil"), ("color", _LINE)):
            border.set(_name(name), value)


def _element(tag: str, **values: str) -> Any:
    from docx.oxml import OxmlElement

    made = OxmlElement(tag)
    for name, value in values.items():
        made.set(_name(name), value)
    return made


def _name(name: str) -> str:
    from docx.oxml.ns import qn

    found: str = qn(f"w:{name}")
    return found
