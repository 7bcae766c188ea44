"""What people call the columns of a checklist, in three languages, and the keys that these stand for."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from tpaudit.documents.columns import CHECKLIST_COLUMNS, ID, ITEM_COLUMNS, LABELS
from tpaudit.documents.text import LANGUAGE
from tpaudit.reading.sheets.table import Cell

SECTION: Final = "section"
"""A column that says to which part of the list an item belongs."""
POINTS: Final = "points"
"""A column that says how many points an item brings at most: its weight."""
_NAMES: Final[Mapping[str, str]] = {
    "ask": "ask, question, questions, item, check, checkpoint, criterion, standard, text, вопрос, вопросы, пункт, критерий, что проверяем, проверка, показатель, 问题, 检查项, 检查内容, 项目, 题目",
    ID: "id, code, no, no., nr, nr., number, #, №, номер, код, № п/п, п/п, 编号, 序号",
    "answer": "answer, kind, type, answer type, answer kind, response type, тип, тип ответа, вид ответа, ответ, 类型, 答案类型, 回答",
    "options": "options, choices, responses, answers, scale, варианты, варианты ответа, варианты ответов, 选项",
    "weight": "weight, importance, вес, важность, 权重",
    POINTS: "points, max, max points, maximum, max score, score, баллы, балл, макс. балл, максимум, 分值, 满分, 分数",
    "must": "must, critical, mandatory, knock-out, обязательный, обязательно, критичный, критический, 必备, 必须, 关键",
    SECTION: "section, category, group, area, block, part, раздел, блок, категория, группа, этап, 部分, 类别, 分类, 模块",
    "why": "why, reason, rationale, зачем, почему, причина, 原因, 为什么",
    "fix": "fix, recommendation, action, рекомендация, что делать, исправление, 建议, 改进, 整改",
    "unit": "unit, единица, 单位",
}


def heading(text: str) -> str | None:
    """Return the column that a heading stands for, None if it is not known: `ask:ru`, `weight`, `section`."""
    said = " ".join(text.casefold().split())
    name, _, language = said.partition(":")
    name, language = name.strip(), language.strip()
    key = name if name in _KEYS else _BY_NAME.get(name)
    if key is None or (language and not LANGUAGE.match(language)):
        return None
    return f"{key}:{language}" if language else key


_KEYS: Final = {ID, LABELS, SECTION, *ITEM_COLUMNS, *CHECKLIST_COLUMNS}
_BY_NAME: Final = {name.strip(): key for key, names in _NAMES.items() for name in names.split(",")}


def heading_row(rows: Sequence[Sequence[Cell]]) -> int | None:
    """Return the row with the most known headings among the first ones, None if none asks a question."""
    known = [(len(set(_known(cells))), -row) for row, cells in enumerate(rows[:_FIRST]) if asks(cells)]
    return -max(known)[1] if known else None


_FIRST: Final = 30


def asks(cells: Sequence[Cell]) -> bool:
    """Tell whether a row of headings has one for the question."""
    return any(column.partition(":")[0] == "ask" for column in _known(cells))


def _known(cells: Sequence[Cell]) -> Iterator[str]:
    return filter(None, (heading(cell.text) for cell in cells))
