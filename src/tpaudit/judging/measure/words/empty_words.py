"""Words that say nothing of what they stand on: the same text would fit every link and every field."""

import re
from typing import Final

_EMPTY_WORDS: Final = (
    # English
    "more read learn see show view find out click tap press go here this that it link page details info information"
    " download open next continue submit send ok okay button field input text enter value label untitled"
    " your you please type fill in the a an to of for on and now"
    # formats
    " html epub pdf txt doc docx xls xlsx zip plain"
    # German
    " mehr weiter weiterlesen lesen erfahren hier klicken klick siehe details anzeigen herunterladen senden absenden"
    " feld eingabe eingeben bitte"
    # French and Spanish
    " plus lire suite savoir ici cliquez cliquer voir suivant envoyer télécharger champ saisir"
    " más leer aquí ver siguiente enviar descargar campo clic haga"
    # Russian
    " подробнее подробно далее дальше ещё еще читать узнать больше здесь тут сюда нажмите нажать жмите ссылка"
    " перейти скачать смотреть посмотреть отправить поле ввод введите текст"
)
_EMPTY: Final = frozenset(_EMPTY_WORDS.split())
_EMPTY_CHINESE: Final = re.compile(
    r"(?:了解|查看|阅读|点击|请|更多|详情|详细|这里|此处|进入|继续|下载|链接|全文|提交|发送|输入|点此)+"
)
_WORD: Final = re.compile(r"[^\W\d_]+")
_HAN: Final = re.compile(r"[\u4e00-\u9fff]+")


def says_nothing(text: str, besides: frozenset[str] = frozenset()) -> bool:
    """Tell whether a text consists of words that say nothing, or of no words and no figures at all.

    `besides` are further such words, in small letters.
    """
    if any(letter.isdigit() for letter in text):
        return False
    words = _WORD.findall(text.casefold())
    return all(
        word in besides or (_EMPTY_CHINESE.fullmatch(word) if _HAN.fullmatch(word) else word in _EMPTY)
        for word in words
    )
