"""The words of tables, by language. What is missing in a language is said in English."""

from collections.abc import Callable
from typing import Final

WORDS: Final[dict[str, dict[str, str]]] = {
    "ru": {
        "touchpoint": "точка контакта",
        "score": "балл",
        "band": "оценка",
        "interval": "от-до",
        "cover": "охват",
        "lost": "потери",
        "file": "файл",
        "company": "компания",
        "broken": "отказ",
        "strong": "сильно",
        "fair": "средне",
        "weak": "слабо",
        "open": "открыто",
        "missing": "нет",
        "all": "всего",
        "without": "(не указано)",
        "Journey": "Путь клиента",
        "Broken: {names}.": "Отказ: {names}.",
        "Score {score} of 100: {band}.": "Балл {score} из 100: {band}.",
        "Score {score} of 100: {band}, provisional.": "Балл {score} из 100: {band}, предварительно.",
        "No score yet: nothing is answered.": "Балла ещё нет: ни на один вопрос нет ответа.",
        "From {low} if the open questions all fail to {high} if they all pass.": (
            "От {low}, если по всем открытым вопросам ответ окажется плохим, до {high}, если хорошим."
        ),
        "{coverage} % assessed; observations: {observations}, visits: {visits}.": (
            "Охват {coverage} %; наблюдений: {observations}, визитов: {visits}."
        ),
        "BROKEN, whatever the scores say": "ОТКАЗ, что бы ни говорили баллы",
        "does not exist, and customers expect it": "не существует, хотя клиенты этого ждут",
        "{item} fails in {failing} of {of} visits": "{item}: не выполнено, визитов: {failing} из {of}",
        "{item} got an answer that fails it in {failing} of {of} visits": (
            "{item}: недопустимый ответ, визитов: {failing} из {of}"
        ),
        "its promise {promise} is not kept by {by}": "обещание {promise} не выполняет {by}",
        "Weakest link: {name} ({score}).": "Слабое звено: {name} ({score}).",
        "Bottleneck: {name}, which costs {lost} points.": "Узкое место: {name}, потеря баллов: {lost}.",
        "Delights: {names}.": "«Вау»: {names}.",
        "persona {persona}": "персона {persona}",
        "? the band could still change with the open questions": "? оценка ещё может измениться: есть открытые вопросы",
        "and {more} more": "и ещё {more}",
        "✗ broken": "✗ отказ",
        "★ delights": "★ «вау»",
        "By stage": "По этапам",
        "By channel": "По каналам",
        "By kind": "По видам",
        "By persona": "По персонам",
        "By place": "По местам",
        "By method": "По методам",
        "By owner": "По ответственным",
    },
    "zh": {
        "touchpoint": "接触点",
        "score": "得分",
        "band": "评级",
        "interval": "区间",
        "cover": "覆盖",
        "lost": "失分",
        "file": "文件",
        "company": "公司",
        "broken": "失效",
        "strong": "强",
        "fair": "中",
        "weak": "弱",
        "open": "待定",
        "missing": "缺失",
        "all": "全部",
        "without": "（未注明）",
        "Journey": "客户旅程",
        "Broken: {names}.": "失效：{names}。",
        "Score {score} of 100: {band}.": "得分 {score}（满分 100）：{band}。",
        "Score {score} of 100: {band}, provisional.": "得分 {score}（满分 100）：{band}，暂定。",
        "No score yet: nothing is answered.": "尚无得分：还没有任何回答。",
        "From {low} if the open questions all fail to {high} if they all pass.": (
            "待定问题全部不合格时为 {low}，全部合格时为 {high}。"
        ),
        "{coverage} % assessed; observations: {observations}, visits: {visits}.": (
            "覆盖率 {coverage} %；观察 {observations} 次，走访 {visits} 次。"
        ),
        "BROKEN, whatever the scores say": "失效：不论得分如何",
        "does not exist, and customers expect it": "并不存在，而客户期待它",
        "{item} fails in {failing} of {of} visits": "{item}：{of} 次走访中有 {failing} 次不合格",
        "{item} got an answer that fails it in {failing} of {of} visits": "{item}：{of} 次走访中有 {failing} 次为不可接受的回答",
        "its promise {promise} is not kept by {by}": "其承诺 {promise} 未被 {by} 兑现",
        "Weakest link: {name} ({score}).": "最薄弱环节：{name}（{score}）。",
        "Bottleneck: {name}, which costs {lost} points.": "瓶颈：{name}，失 {lost} 分。",
        "Delights: {names}.": "惊喜：{names}。",
        "persona {persona}": "角色 {persona}",
        "? the band could still change with the open questions": "? 还有待定问题，评级仍可能变化",
        "and {more} more": "另有 {more} 项",
        "✗ broken": "✗ 失效",
        "★ delights": "★ 惊喜",
        "By stage": "按阶段",
        "By channel": "按渠道",
        "By kind": "按类型",
        "By persona": "按角色",
        "By place": "按地点",
        "By method": "按方法",
        "By owner": "按负责人",
    },
}

Translate = Callable[..., str]


def words(language: str) -> Translate:
    """Return the function that says an English phrase in a language and fills in its names."""
    known = WORDS.get(language.partition("-")[0], {})

    def say(phrase: str, **names: object) -> str:
        return known.get(phrase, phrase).format(**names) if names else known.get(phrase, phrase)

    return say
