"""Words of closed lists as they are written in other languages: `тайный покупатель` is mystery-shopper."""

from collections.abc import Mapping
from typing import Any, Final

from pydantic import GetJsonSchemaHandler
from pydantic_core import CoreSchema

from tpaudit.documents.fields import Before
from tpaudit.documents.scalars import written

# The words of the interface first, then those that it had before: files hold them.
METHOD_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "walkthrough": ("самостоятельный проход", "亲身体验", "прошли сами", "自行走查"),
    "mystery-shopper": ("тайный покупатель", "神秘顾客"),
    "customer-diary": ("дневник клиента", "客户日记"),
    "survey": ("опрос", "问卷"),
    "team": ("опрос сотрудников", "员工反馈", "команда", "团队"),
    "measurement": ("измерение", "测量"),
    "probe": ("автоматическая проверка", "自动检测", "скрипт", "脚本"),
}
FELT_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "delighted": ("восторг", "非常满意", "惊喜"),
    "positive": ("радость", "满意", "приятно", "愉快"),
    "neutral": ("нейтрально", "平淡", "никак"),
    "negative": ("досада", "不满", "неприятно", "不快"),
    "angry": ("злость", "气愤", "生气"),
}
OUTCOME_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "done": ("сделано", "完成", "已完成"),
    "gave-up": ("не довели до конца", "中途放弃", "отказались от затеи", "放弃"),
    "would-return": ("пришли бы снова", "愿意再来", "вернулись бы", "会再来"),
    "would-recommend": ("порекомендовали бы", "愿意推荐", "посоветовали бы", "会推荐"),
}
FINDING_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "problem": ("проблема", "问题"),
    "remark": ("комментарий", "备注", "замечание"),
    "idea": ("идея", "建议"),
    "praise": ("похвала", "表扬"),
}


class Translated(Before):
    """Marks a closed list of words that may be written in other languages, in any case."""

    def __init__(self, words: Mapping[str, tuple[str, ...]]) -> None:
        """Take the words of each language by the one that stands for them."""
        meant = {word: key for key, others in words.items() for word in (key, *others)}
        super().__init__(
            lambda value: (
                value
                if type(value) is str and value in words
                else meant.get((written(value) or "").casefold(), value)
            )
        )
        self.others = [word for others in words.values() for word in others]

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Return the schema of the closed list with the other words."""
        inner = dict(handler(core))
        return inner | {"enum": [*inner["enum"], *self.others]}
