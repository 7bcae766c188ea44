"""A phone for tests: Chromium with touch at 390x844, and what a thumb does with a form."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

import pytest

CHROMIUM: Final = next(
    (path for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(path).exists()), ""
)
SCREEN: Final = {"width": 390, "height": 844}

ANSWER_ALL: Final = """
() => {
  const next = document.querySelector('[data-key=next]');
  for (let left = 2000; left; left -= 1) {
    next.isConnected ? next.click() : document.querySelector('[data-key=next]').click();
    const card = document.querySelector('[data-address]');
    if (!card) return left;
    const place = Number(card.querySelector('.line span').textContent.match(/\\d+/)[0]);
    const buttons = [...card.querySelectorAll('.two button, .steps button, .stack button')];
    const start = card.querySelector('.start');
    const field = card.querySelector('.amount input, .amount textarea');
    if (start) {
      if (place % 3) card.querySelector('[data-key=never]').click();
      else {
        field.value = '12,5';
        card.querySelector('[data-key=add]').click();
      }
    } else if (field) {
      field.value = { date: '2026-11-03', time: '12:30' }[field.type] ?? '3';
      field.dispatchEvent(new Event('input'));
    } else buttons[(place * 7 + left) % buttons.length].click();
    if (document.querySelector('[data-wanted=note]')) {
      const note = document.querySelector('.beside textarea');
      note.value = 'So it was';
      note.dispatchEvent(new Event('input'));
    }
  }
  throw new Error('the form does not come to its end');
}
"""
"""Answers every question that is asked, by clicks, until the form says that nothing is open."""


@contextmanager
def phone(profile: Path, **more: Any) -> Iterator[Any]:
    """Yield a browser context with the screen and touch of a phone; what it keeps lies in `profile`."""
    playwright = pytest.importorskip("playwright.sync_api", reason="the extra `dev` brings playwright")
    with playwright.sync_playwright() as driver:
        context = driver.chromium.launch_persistent_context(
            str(profile),
            executable_path=CHROMIUM,
            args=["--no-sandbox"],
            viewport=SCREEN,
            has_touch=True,
            is_mobile=True,
            **more,
        )
        yield context
        with suppress(playwright.Error):  # it may have been killed
            context.close()


def kill(profile: Path) -> None:
    """End the browser of a profile at once, with all its processes."""
    for commands in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):  # gone by now
            if os.fsencode(profile) in commands.read_bytes():
                os.kill(int(commands.parent.name), signal.SIGKILL)


def opened(context: Any, file: Path) -> Any:
    """Open a form without a network; whatever it asks for or complains of fails the test at its end."""
    page = context.new_page()
    page.set_default_timeout(8000)
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("dialog", lambda dialog: (page.complaints.append(dialog.message), dialog.accept()))
    page.on(
        "request",
        lambda request: (
            request.url.startswith(("file:", "blob:", "data:")) or page.complaints.append(request.url)
        ),
    )
    context.set_offline(True)
    page.goto(file.as_uri())
    page.wait_for_selector("html[data-ready]")
    return page


def tap(page: Any, key: str) -> None:
    """Tap on what the form calls by a key."""
    page.locator(f'[data-key="{key}"]').first.tap()


def settled(page: Any) -> None:
    """Wait until the form says that everything is saved."""
    page.wait_for_selector('#saved[data-unsaved="0"]')


def visit_text(page: Any) -> str:
    """Return the visit as the form shows it."""
    tap(page, "where")
    return str(page.locator("#text").input_value())
