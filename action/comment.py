"""Posts a verdict on a pull request, or brings the comment that an earlier run has posted up to date.

It runs in a step of the action with nothing but Python's own library. What goes wrong here is a warning in the log:
whether the gate says no is the check's business.
"""

import json
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

_PAGE: Final = 100
"""The most comments that GitHub gives at a time."""
_SECONDS: Final = 30


def main() -> None:
    """Post the comment that the environment speaks of; a fork has no right to, and nobody is bothered with that."""
    job = os.environ
    if job["HEAD_REPOSITORY"] != job["GITHUB_REPOSITORY"]:
        sys.stdout.write("No comment: the pull request comes from a fork, whose runs may not write.\n")
        return
    marker = _marker(job["FOLDER"])
    body = f"{marker}\n{Path(job['MARKDOWN']).read_text(encoding='utf-8')}"
    try:
        _post(job, marker, body)
    except (HTTPError, URLError, TimeoutError) as error:
        said = f"HTTP {error.code}" if isinstance(error, HTTPError) else "no connection"
        sys.stdout.write(
            f"::warning title=tpaudit check::The comment was not posted ({said}); "
            "the job needs the permission pull-requests: write\n"
        )


def _marker(folder: str) -> str:
    """Return the line that readers do not see, by which the comment is found; one for each folder that is checked."""
    name = "".join(
        letter if letter.isalnum() or letter in "/_." else f"%{ord(letter):x}" for letter in folder
    )
    return f"<!-- tpaudit check: {name} -->"


def _post(job: Mapping[str, str], marker: str, body: str) -> None:
    repository = f"{job['GITHUB_API_URL']}/repos/{job['GITHUB_REPOSITORY']}"
    comments = f"{repository}/issues/{job['NUMBER']}/comments"
    for comment in _comments(job, comments):
        # Anybody may write the marker: only what a bot wrote is ours to change.
        if comment["user"]["type"] == "Bot" and comment["body"].startswith(marker):
            _ask(job, f"{repository}/issues/comments/{comment['id']}", "PATCH", body)
            return
    _ask(job, comments, "POST", body)


def _comments(job: Mapping[str, str], address: str) -> Iterator[Any]:
    """Yield the comments of the pull request, the oldest first."""
    page = 1
    while found := _ask(job, f"{address}?per_page={_PAGE}&page={page}", "GET"):
        yield from found
        if len(found) < _PAGE:
            return
        page += 1


def _ask(job: Mapping[str, str], address: str, method: str, body: str | None = None) -> Any:
    data = None if body is None else json.dumps({"body": body}).encode()
    headers = {
        "Authorization": f"Bearer {job['TOKEN']}",
        "Accept": "application/vnd.github+json",
        "Content-Type": "application/json",
        "X-GitHub-Api-Version": "2022-11-28",
    }
    request = Request(address, data, headers, method=method)  # noqa: S310 - the runner's own address of the API
    with urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310 - the same
        return json.load(answer)


if __name__ == "__main__":
    main()
