"""Templates: the built-in ones as they are, and what every environment of templates is furnished with."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from traceback import walk_tb
from typing import Any, Final, Literal, NamedTuple, get_args

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
from jinja2.utils import missing
from markupsafe import Markup

from tpaudit.documents.worded import Worded
from tpaudit.errors import UsageError
from tpaudit.showing.report.filters import report_filters
from tpaudit.showing.text.figures.marks import marks
from tpaudit.showing.text.locale import Locale
from tpaudit.showing.text.markdown import in_link, in_markdown, in_mermaid
from tpaudit.showing.text.numbers import visible

ReportFormat = Literal["html", "md"]
_COMPILED: Final = Path(__file__).resolve().parents[2] / "compiled"
"""Where a wheel has the templates compiled; a checkout has none."""
BUILT_IN: Final = "built-in"
"""What a template of one's own puts before the name of the one that it extends."""
_LONG: Final = 300
"""How many characters of what is wrong a message repeats."""


RENAMED: Final = {
    "verdict": "scorecard",
    "links": "journey",
    "touchpoints": "journey",
    "stages": "scorecard.stages",
    "places": "scorecard.grouped",
    "reach": "scorecard.losses",
    "consistency": "scorecard.consistency",
    "gaps": "scorecard.gaps",
    "chain": "scorecard.chain",
    "personas": "scorecard.personas",
    "feelings": "scorecard.disagreements",
    "observers": "scorecard.agreement",
    "against": "earlier",
    "advice": "fixes",
    "unassessed": "not_assessed",
    "method": "scorecard",
}
"""What names of earlier templates are called now."""


class _Missing(StrictUndefined):
    """A name that is not there, and says what it is called now."""

    @property
    def _undefined_message(self) -> str:
        now = RENAMED.get(self._undefined_name or "") if self._undefined_obj is missing else None
        if now is None:
            return super()._undefined_message
        return f"`{self._undefined_name}` is now `{now}`, whose figures filters write"


class Own(NamedTuple):
    """A template of one's own."""

    folder: Path
    """What the template includes or extends lies in here."""
    name: str
    named: bool = False
    """Whether the user named this very file, which then may lead wherever it likes."""


def render_template(
    shape: ReportFormat, context: Mapping[str, Any], locale: Locale, built_in: Path, *, name: str = "report"
) -> str:
    """Return a report, or what else `name` is, by the built-in templates, which lie in the folder `built_in`."""
    return rendered(_environment(shape, locale, built_in), shape, f"{name}.{shape}.j2", context, [built_in])


def render_page(name: str, context: Mapping[str, Any], locale: Locale, built_in: Path) -> str:
    """Return an HTML page by one of the built-in templates."""
    return rendered(_environment("html", locale, built_in), "html", name, context, [built_in])


def page_pieces(name: str, context: Mapping[str, Any], locale: Locale, built_in: Path) -> Iterator[str]:
    """Yield an HTML page by one of the built-in templates piece by piece, as it is made."""
    yield from _pieces(_environment("html", locale, built_in), name, context, [built_in])


def rendered(
    environment: Environment, shape: ReportFormat, name: str, context: Mapping[str, Any], folders: list[Path]
) -> str:
    """Return what a template makes of a context; raises UsageError, with its file and line, for what it does wrong.

    `folders` are those that templates lie in: the one that is asked for in the first.
    """
    text = "".join(_pieces(environment, name, context, folders))
    return re.sub(r"\n{3,}", "\n\n", text) if shape == "md" else text


def _pieces(
    environment: Environment, name: str, context: Mapping[str, Any], folders: list[Path]
) -> Iterator[str]:
    file = str(folders[0] / name)
    try:
        yield from environment.get_template(name).generate(context)
    except TemplateSyntaxError as error:
        raise template_error(
            (error.filename or error.name or file, error.lineno), str(error.message)
        ) from error
    except TemplateNotFound as error:
        raise template_error(place(error, folders, file), f"there is no template `{error.name}`") from error
    except (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise template_error(place(error, folders, file), str(error)) from error


class _Plain(Environment):
    """Looks a name up among a mapping's keys first: `touch.items` is what the report says, and it is quicker."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return a value of a mapping, else an attribute."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        try:
            return getattr(obj, attribute)
        except AttributeError:
            return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return what stands at a place; of a mapping nothing but its values."""
        if type(obj) is dict:
            return obj[argument] if argument in obj else self.undefined(obj=obj, name=argument)
        return super().getitem(obj, argument)


def compile_into(target: Path, built_in: Path) -> None:
    """Compile the built-in templates into a folder for each format, for the loader that finds them there."""
    for shape in get_args(ReportFormat):
        _environment(shape, Locale("en"), built_in).compile_templates(
            target / shape, zip=None, ignore_errors=False
        )


def _environment(shape: ReportFormat, locale: Locale, built_in: Path) -> Environment:
    here = FileSystemLoader(built_in)
    ready = [ModuleLoader(_COMPILED / shape)] if (_COMPILED / shape).is_dir() else []
    loader = ChoiceLoader([*ready, here, PrefixLoader({BUILT_IN: here})])
    return furnished(_Plain, loader, locale, locale.say, FINAL[shape])


def furnished(
    kind: type[Environment],
    loader: ChoiceLoader,
    locale: Locale,
    say: Callable[..., str],
    final: Callable[[Any], Any],
) -> Environment:
    """Return an environment in which every value is escaped for the format, with what templates may use.

    `say` says a phrase, `final` writes a value into the format.
    """
    environment = kind(
        loader=loader,
        undefined=_Missing,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=final,
    )
    environment.globals["marks"] = {
        name: Markup(mark)  # noqa: S704 - they are ours
        for name, mark in marks(locale.language)._asdict().items()
    }
    environment.globals["_"] = say
    environment.filters["in_mermaid"] = lambda text: Markup(in_mermaid(str(text)))  # noqa: S704 - it is escaped
    environment.filters["urlencode_target"] = lambda link: Markup(in_link(str(link)))  # noqa: S704 - it is escaped
    environment.filters.update(report_filters(locale))
    return environment


def _in_html(value: Any) -> Any:
    return value if isinstance(value, Markup) else visible(str(value), breaks=True)


def _in_markdown(value: Any) -> Any:
    return value if isinstance(value, Markup) else Markup(in_markdown(str(value)))  # noqa: S704 - it is escaped


FINAL: Final[dict[str, Callable[[Any], Any]]] = {"html": _in_html, "md": _in_markdown}
"""How a value is written into each format; `Markup` is what a macro has written already."""


def place(error: BaseException, folders: Iterable[Path], otherwise: str) -> tuple[str, int]:
    """Return the template and line in which an error arose; where none is known, line 1 of another file."""
    found = (otherwise, 1)
    for frame, line in walk_tb(error.__traceback__):
        file = frame.f_code.co_filename
        if any(file.startswith(str(folder)) for folder in folders):
            found = (file, line)
    return found


def template_error(where: tuple[str, int], what: str) -> UsageError:
    """Return the error that says what a template does wrong, on one line."""
    plain = re.sub(r"'tpaudit\.[\w.]+ object'", "this value", " ".join(what[:_LONG].split()))
    file, line = where
    return UsageError(
        Worded(
            "{file}:{line}: {plain}; expected a template that renders, see docs/templates.md",
            file=file,
            line=line,
            plain=plain,
        )
    )
