"""Phone numbers, mail addresses and names in texts: what is found, and what only looks like one."""

from typing import Final

import pytest

from tpaudit.showing.report.parts.personal import Names, without_mails, without_numbers

NUMBERS: Final = (
    *("8 (495) 123-45-67", "+7 495 123-45-67", "8-800-555-35-35", "84951234567", "8(916)123-45-67"),
    *("8 (4812) 12-34-56", "(495) 123-45-67", "495-123-45-67", "123-45-67", "+7 495 123-45-67 доб. 12"),
    *("+44 20 7946 0018", "+44 (0)20 7946 0018", "020 7946 0018", "07700 900123", "(020) 7946-0018"),
    *("+44.20.7946.0018", "+44‑20‑7946‑0018", "0044 20 7946 0018", "+442079460018 ext. 12"),
    *("212-555-0187", "(212) 555-0187", "212.555.0187", "+1 (212) 555-0187", "1-212-555-0187"),
    *("030/901820", "0049 30 901820", "01.23.45.67.89", "+33 1 23 45 67 89"),
    *("13800138000", "138 0013 8000", "138-0013-8000", "+86-138-0013-8000", "１３８００１３８０００"),
    *("021－62345678", "(010)62345678", "400-123-4567", "4008-123-456", "＋８６ 138 0013 8000"),
)
NO_NUMBERS: Final = (
    *("2026-11-14 at 12.30", "01.02.2026 10:30", "14.11.2026–16.11.2026", "01/02/2026", "2025-2026"),
    *("0900-1800", "09:00-18:00", "1 250 000", "8 000 000", "78 123 456 789", "30 000–40 000", "+10 000 000"),
    *("in (2024) 1 250 000", "order 8812345", "192.168.100.200", "7 8 9 7 8 9 7 8 9 7 8", "AB-212-555-0187"),
    *("978-3-16-148410-0", "+12.5 %", "https://shop.example/orders/0123456789", "4111 1111 1111 1111"),
)
MAILS: Final = (
    *("otto@shop.example", "otto+vip@shop.example", "o'neil_x%y@sub.shop.example", "otto＠shop.example"),
    *("отто@почта.рф", "张三@例子.公司", "otto (at) shop.example", "otto@[10.0.0.1]"),
)


def put(_found: str) -> str:
    return "#"


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("text", ["{}", "Call {}, please.", "请打{}吧", "Тел.: {}"])
def test_a_phone_number_is_found(number: str, text: str) -> None:
    assert without_numbers(text.format(number), put) == text.format("#")


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_is_no_phone_number_stays(text: str) -> None:
    assert without_numbers(text, put) == text


@pytest.mark.parametrize("mail", MAILS)
@pytest.mark.parametrize("text", ["{}", "Write to {}, please.", "写信给 {} 吧"])
def test_a_mail_address_is_found(mail: str, text: str) -> None:
    assert without_mails(text.format(mail), put) == text.format("#")


def test_chinese_around_a_mail_address_stays() -> None:
    assert without_mails("写信给otto@shop.example吧", put) == "写信给#吧"


KNOWN: Final = (
    *("Пётр Иванов", "Анна Сидорова", "Павел Лев", "Мария Достоевская", "Игорь"),
    *("Otto Secret", "Hans Müller-Lüdenscheidt", "Sean O'Neil", "ben", "王芳", "欧阳小明"),
)
FOUND: Final = (
    *(
        "Иванову",
        "Ивановым",
        "Петра",
        "ПЕТРУ ИВАНОВУ",
        "Иванов Пётр",
        "пётр иванов",
        "Сидоровой Анне",
        "Анне",
    ),
    *("Павла", "Льва", "Марией Достоевской", "Игоря"),
    *("OTTO SECRET", "otto secret", "Secret Otto", "Otto", "SECRET", "Müller", "O’Neil", "Ben", "BEN"),
    *("王芳", "王 芳"),
)


@pytest.mark.parametrize("name", FOUND)
def test_a_name_is_found_however_it_is_written(name: str) -> None:
    assert Names(KNOWN).out_of(f"So {name}, there", put) == "So #, there"


def test_a_name_between_chinese_letters_is_found() -> None:
    assert Names(KNOWN).out_of("请找Otto和欧阳小明吧", put) == "请找#和#吧"


@pytest.mark.parametrize("text", ["Ottoline", "a secret", "Левый", "Анналы", "Петрушка", "bend", "Иваново"])
def test_a_word_that_only_begins_like_a_name_stays(text: str) -> None:
    assert Names(KNOWN).out_of(text, put) == text


def test_names_are_found_in_paths_and_links() -> None:
    assert Names(KNOWN).out_of_path("visits/otto-secret-2026_Мария.yaml", put) == "visits/#-#-2026_#.yaml"
    assert Names(()).out_of_path("visits/otto.yaml", put) == "visits/otto.yaml"
