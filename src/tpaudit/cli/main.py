"""The program `tpaudit`: signals, standard streams, and the one place where errors become exit codes."""

import signal
import sys
from contextlib import AbstractContextManager, nullcontext
from types import FrameType
from typing import Final

_INSTALLATION: Final = "--install-completion"


def main() -> None:
    """Run the program and exit with its code; ended by a signal, with 128 and its number, in silence."""
    _listen()
    from tpaudit.cli.streams import abandon, set_up

    set_up()
    code = _run()
    abandon(sys.stdout)
    sys.exit(code)


def _listen() -> None:
    """End on signals as on an error, so that what is half done is taken back; an ignored one stays ignored."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)  # Windows has no SIGHUP
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _end)


def _end(number: int, _frame: FrameType | None) -> None:
    sys.exit(128 + number)


def _run() -> int:
    from tpaudit.cli.output import ReaderLeftError, report
    from tpaudit.errors import BUG, CANNOT_JUDGE, NO_BASELINE, YES, BaselineError, TpauditError

    try:
        code = _app()
        sys.stdout.flush()
    except ReaderLeftError:
        return YES
    except TpauditError as error:
        report(error, language=error.language)
        return NO_BASELINE if isinstance(error, BaselineError) else CANNOT_JUDGE
    except Exception:  # noqa: BLE001 - a bug: say so, keep the traceback
        import traceback

        from tpaudit.cli.speaking import said_of_a_bug

        traceback.print_exc()
        sys.stderr.write(f"{said_of_a_bug(sys.argv[1:])}\n")
        return BUG
    return code


def _app() -> int:
    """Run the command that was asked for; return the code that it ends with."""
    from typer import Abort
    from typer._click.exceptions import ClickException

    from tpaudit.cli.app import NAME, command_line

    words = sys.argv[1:]
    try:
        # The name is given, since typer would take it for `python -m ...` of whatever program runs us.
        with _saying(words):
            ended = command_line(*words[:1])(args=words, prog_name=NAME, standalone_mode=False)
    except ClickException as error:
        from tpaudit.cli.refusing import refuse

        refuse(error, words)
        return error.exit_code
    except Abort:
        from tpaudit.cli.refusing import abort

        abort(words)
        return 1
    except SystemExit as stopped:
        return stopped.code if isinstance(stopped.code, int) else 0
    return ended if isinstance(ended, int) else 0


def _saying(words: list[str]) -> AbstractContextManager[None]:
    """Return within what a command runs: one that installs completions says so itself, and in English."""
    if _INSTALLATION not in words:
        return nullcontext()
    from tpaudit.cli.refusing import translated

    return translated(words)
