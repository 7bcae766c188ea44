"""The sandbox of templates of one's own: plain data, plain fields, and no file outside their folder."""

import os
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any, Final

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    TemplateNotFound,
    Undefined,
)
from jinja2.exceptions import SecurityError
from jinja2.loaders import split_template_path
from jinja2.sandbox import ImmutableSandboxedEnvironment

from tpaudit.reading.files.bounds import inside
from tpaudit.showing.report.template import (
    BUILT_IN,
    FINAL,
    Own,
    ReportFormat,
    furnished,
    place,
    rendered,
    template_error,
)
from tpaudit.showing.text.locale import Locale

LARGEST_TEMPLATE: Final = 1_000_000
"""Bytes of a template at most."""
_LONGEST: Final = 10_000_000
"""How long a text or list may get by one multiplication."""
_BITS: Final = 256
"""How large a whole number may get by one multiplication or power; no figure of a report comes near."""
_KEPT: Final = ("range", "_", "gettext", "ngettext", "marks")
"""The marks of the language, and the functions that a template can call; Jinja's others are objects of Python, of no use to a report."""
_FIELD: Final = re.compile(r"[A-Za-z]\w*")


class OvertimeError(Exception):
    """A template takes too long: raised in the middle of it."""


def render_sandboxed(
    shape: ReportFormat, context: Mapping[str, Any], locale: Locale, built_in: Path, own: Own
) -> str:
    """Return a report by a template of one's own; raises UsageError, with its file and line, for what it does wrong.

    Nothing here bounds time and memory: that is for the process that this runs in.
    """
    environment = _environment(shape, locale, built_in, own)
    folders, file = [own.folder, built_in], str(own.folder / own.name)
    try:
        return rendered(environment, shape, own.name, context, folders)
    except RecursionError as error:
        said = "it includes, extends or calls itself without end"
        raise template_error(place(error, folders, file), said) from error
    except MemoryError as error:
        raise template_error(place(error, folders, file), "it takes too much memory") from error
    except OvertimeError as error:
        raise template_error(place(error, folders, file), "it takes too long") from error
    except (
        SyntaxError
    ) as error:  # of Python, which templates are compiled to: its lines are not the template's
        raise template_error(
            (error.filename or file, 1), f"its blocks cannot be compiled: {error.msg}"
        ) from error
    except (AssertionError, OSError, RuntimeError) as error:
        raise template_error(place(error, folders, file), str(error)) from error


class _Sandboxed(ImmutableSandboxedEnvironment):
    """Looks a name up among a mapping's keys first, as the built-in templates do, and keeps results small."""

    intercepted_binops = frozenset({"*", "**"})

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return a value of a mapping, else an attribute, if that is safe."""
        return obj[attribute] if type(obj) is dict and attribute in obj else super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return what stands at a place; of a mapping nothing but its values."""
        if type(obj) is dict:
            return obj[argument] if argument in obj else self.undefined(obj=obj, name=argument)
        return super().getitem(obj, argument)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Return a product or power, if it is no larger than a report needs."""
        if _too_large(operator, left, right):
            msg = f"the result of `{operator}` is too large"
            raise SecurityError(msg)
        return super().call_binop(context, operator, left, right)


def _too_large(operator: str, left: Any, right: Any) -> bool:
    """Tell whether a product or power of numbers, or a text or list that is repeated, gets out of hand."""
    if isinstance(left, int) and isinstance(right, int):
        bits = left.bit_length()
        return (bits * right if operator == "**" else bits + right.bit_length()) > _BITS
    if isinstance(left, int):
        left, right = right, left
    return hasattr(left, "__len__") and isinstance(right, int) and len(left) * right > _LONGEST


class _Bounded(BaseLoader):
    """Finds templates in a folder, and nothing that leads out of it by `..` or by a link."""

    def __init__(self, own: Own) -> None:
        """Take the template that is asked for, in whose folder the others lie."""
        self.own = own

    def get_source(self, _: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Return the text of a template and its file."""
        path = os.path.join(self.own.folder, *split_template_path(template))
        free = self.own.named and template == self.own.name
        real = Path(path) if free else inside(path, self.own.folder)
        if real is None:
            msg = f"the template `{template}` leads out of the folder of templates"
            raise SecurityError(msg)
        if not os.path.isfile(real):
            raise TemplateNotFound(template)
        return _text(real, template), path, lambda: True


def _text(path: Path, template: str) -> str:
    with path.open("rb") as stream:
        data = stream.read(LARGEST_TEMPLATE + 1)
    if len(data) > LARGEST_TEMPLATE:
        msg = f"the template `{template}` is longer than {LARGEST_TEMPLATE} bytes"
        raise SecurityError(msg)
    return data.decode()


def _environment(shape: ReportFormat, locale: Locale, built_in: Path, own: Own) -> Environment:
    here = FileSystemLoader(built_in)
    loader = ChoiceLoader([_Bounded(own), here, PrefixLoader({BUILT_IN: here})])
    say = _saying(locale.say)
    environment = furnished(_Sandboxed, loader, locale, say, _final(shape))
    environment.add_extension("jinja2.ext.i18n")
    environment.install_gettext_callables(  # type: ignore[attr-defined]  # the extension brings it
        say, lambda one, many, number: say(many, one=one, number=number), newstyle=False
    )
    environment.globals["_"] = say  # quicker than the extension's, which looks it up at each call
    for name in set(environment.globals) - set(_KEPT):
        del environment.globals[name]
    return environment


def _final(shape: ReportFormat) -> Callable[[Any], Any]:
    """Return what writes a value into a format, unless that is a function of the program."""
    write = FINAL[shape]
    return lambda value: write(_plain(value))


def _saying(say: Callable[..., str]) -> Callable[..., str]:
    """Return the function that says a phrase, for phrases that nobody has looked at.

    Python's own way to fill in names reads any attribute of what it is given, so here a field is a name.
    """

    def said(phrase: str, *, one: str = "", number: int = 0, **names: object) -> str:
        if names:
            _check_fields(phrase)
            _check_fields(one)
        return say(phrase, one=one, number=number, **{name: _plain(value) for name, value in names.items()})

    return said


@cache
def _check_fields(phrase: str) -> None:
    for _, field, form, conversion in Formatter().parse(phrase):
        if field is not None and (form or conversion or not _FIELD.fullmatch(field)):
            msg = f"the field `{{{field}}}` of a phrase is unsafe: plain names such as `{{name}}` can be filled in"
            raise SecurityError(msg)


def _plain(value: Any) -> Any:
    """Return a value that is data, not a function; one that is not defined says so itself."""
    if callable(value) and not isinstance(value, Undefined):
        msg = "a function is no text and is unsafe to write"
        raise SecurityError(msg)
    return value
