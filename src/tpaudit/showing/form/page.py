"""The page of a form: its contents, phrases, style and script in one file that asks for nothing else."""

import base64
import hashlib
import html
import json
import re
from pathlib import Path
from string import Template
from typing import Any, Final

from tpaudit.showing.form.questions import Data
from tpaudit.showing.text.locale import Locale
from tpaudit.showing.text.numbers import visible

SCRIPTS: Final = (
    *("words", "model", "store", "visit", "zip"),
    *("parts", "kinds", "cards", "photos", "screens", "sending", "paper", "main"),
)
"""The parts of the script in their order; they share one scope."""
_SAID: Final = re.compile(r"say\(\s*(?:\w+ \? )?\"((?:[^\"\\]|\\.)*)\"")
_WORDS: Final = (
    *("angry", "negative", "neutral", "positive", "delighted"),
    *("problem", "remark", "idea", "praise", "minor", "major", "critical"),
    *("done", "gave-up", "would-return", "would-recommend"),
    *("walkthrough", "mystery-shopper", "customer-diary", "survey", "team", "measurement", "probe"),
)
"""What the script says of values, beside the phrases that stand in it."""


def form_page(contents: Data, locale: Locale, folder: Path) -> str:
    """Return the page; `folder` holds its template, style and script."""
    script, style = script_of(folder), (folder / "form.css").read_text(encoding="utf-8")
    phrases = {phrase: locale.say(phrase) for phrase in form_phrases(script)}
    title = contents["audit"]["company"] or contents["audit"]["id"]
    no_script = "This form needs a browser that runs scripts. Open the file in one, not in a preview."
    return Template((folder / "form.html").read_text(encoding="utf-8")).substitute(
        language=html.escape(locale.language),
        policy=_policy(script, style),
        title=html.escape(visible(title)),
        style=style,
        no_script=html.escape(locale.say(no_script)),
        data=_in_script({**contents, "phrases": phrases}),
        script=script,
    )


def script_of(folder: Path) -> str:
    """Return the whole script: its parts in one scope of their own."""
    parts = ((folder / f"{part}.js").read_text(encoding="utf-8") for part in SCRIPTS)
    return '"use strict";\n(() => {\n' + "\n".join(parts) + "})();\n"


def form_phrases(script: str) -> list[str]:
    """Return every phrase that a form may say."""
    return sorted({*(json.loads(f'"{phrase}"') for phrase in _SAID.findall(script)), *_WORDS})


def _policy(script: str, style: str) -> str:
    """Return the policy by which a browser runs this script, shows this style and asks for nothing."""
    return (
        f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; "
        "img-src blob: data:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _in_script(data: dict[str, Any]) -> str:
    """Return data as JSON in which nothing can end the element that it stands in."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return re.sub("[<>&\u2028\u2029\ud800-\udfff]", lambda odd: f"\\u{ord(odd[0]):04x}", text)
