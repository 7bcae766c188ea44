"""Templates: a sandboxed Jinja environment for each format, that escapes whatever it is given."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from traceback import walk_tb
from typing import Any, Final, Literal, get_args

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    ModuleLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from tpaudit.errors import UsageError
from tpaudit.showing.figures import visible
from tpaudit.showing.markdown import in_link, in_markdown, in_mermaid

Format = Literal["html", "md"]
_COMPILED: Final = Path(__file__).resolve().parent.parent / "compiled"
"""Where a wheel has the templates compiled; a checkout has none."""
BUILT_IN: Final = "built-in"
"""What a template of one's own puts before the name of the one that it extends."""


def render(
    shape: Format,
    context: Mapping[str, Any],
    say: Callable[..., str],
    built_in: Path,
    own: Path | None = None,
    name: str | None = None,
) -> str:
    """Return a report; raises UsageError, with the template's file and line, for what a template does wrong.

    `built_in` and `own` are folders of templates; an own `report.html.j2` or `report.md.j2` wins.
    """
    environment = _environment(shape, say, built_in, own)
    name = name or f"report.{shape}.j2"
    try:
        text: str = environment.get_template(name).render(context)
    except TemplateSyntaxError as error:
        raise _wrong(error.filename or error.name or name, error.lineno, str(error.message)) from error
    except TemplateNotFound as error:
        raise _wrong(name, 1, f"there is no template `{error.name}`") from error
    except (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        file, line = _place(error, [folder for folder in (own, built_in) if folder is not None])
        raise _wrong(file or name, line, str(error)) from error
    return re.sub(r"\n{3,}", "\n\n", text) if shape == "md" else text


class _Plain(Environment):
    """Looks a name up among a mapping's keys first: `touch.items` is what the report says, and it is quicker."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return a value of a mapping, else an attribute."""
        return obj[attribute] if type(obj) is dict and attribute in obj else super().getattr(obj, attribute)


class _Sandboxed(ImmutableSandboxedEnvironment):
    """The same within the sandbox."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return a value of a mapping, else an attribute, if that is safe."""
        return obj[attribute] if type(obj) is dict and attribute in obj else super().getattr(obj, attribute)


def compile_into(target: Path, built_in: Path) -> None:
    """Compile the built-in templates into a folder for each format, for the loader that finds them there."""
    for shape in get_args(Format):
        _environment(shape, str, built_in, None).compile_templates(
            target / shape, zip=None, ignore_errors=False
        )


def _environment(shape: Format, say: Callable[..., str], built_in: Path, own: Path | None) -> Environment:
    """Return what renders: the built-in templates as they are, one's own in a sandbox, which takes twice the time."""
    here = FileSystemLoader(built_in)
    ready = [ModuleLoader(_COMPILED / shape)] if own is None and (_COMPILED / shape).is_dir() else []
    environment = (_Plain if own is None else _Sandboxed)(
        loader=ChoiceLoader(
            [*([FileSystemLoader(own)] if own else []), *ready, here, PrefixLoader({BUILT_IN: here})]
        ),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_FINAL[shape],
    )
    environment.add_extension("jinja2.ext.i18n")
    environment.install_gettext_callables(  # type: ignore[union-attr]  # the extension brings it
        say, lambda one, many, number: say(many, one=one, number=number), newstyle=False
    )
    environment.globals["_"] = say  # quicker than the extension's, which looks it up at each call
    environment.filters["in_mermaid"] = lambda text: Markup(in_mermaid(str(text)))  # noqa: S704 - it is escaped
    environment.filters["urlencode_target"] = lambda link: Markup(in_link(str(link)))  # noqa: S704 - it is escaped
    environment.filters["paragraphs"] = _paragraphs
    return environment


def _paragraphs(text: object) -> list[str]:
    """Return the paragraphs of a text: what blank lines part."""
    return [" ".join(one.split()) for one in re.split(r"\n\s*\n", str(text)) if one.strip()]


def _in_html(value: Any) -> Any:
    return value if isinstance(value, Markup) else visible(str(value), breaks=True)


def _in_markdown(value: Any) -> Any:
    return value if isinstance(value, Markup) else Markup(in_markdown(str(value)))  # noqa: S704 - it is escaped


_FINAL: Final[dict[str, Callable[[Any], Any]]] = {"html": _in_html, "md": _in_markdown}
"""How a value is written into each format; `Markup` is what a macro has written already."""


def _place(error: BaseException, folders: list[Path]) -> tuple[str, int]:
    """Return the template and line in which an error arose."""
    found = ("", 1)
    for frame, line in walk_tb(error.__traceback__):
        file = frame.f_code.co_filename
        if any(file.startswith(str(folder)) for folder in folders):
            found = (file, line)
    return found


def _wrong(file: str, line: int, what: str) -> UsageError:
    plain = re.sub(r"'tpaudit\.[\w.]+ object'", "this value", what)
    return UsageError(f"{file}:{line}: {plain}; expected a template that renders, see docs/templates.md")
