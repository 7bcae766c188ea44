"""A new checklist to be filled in, with one question of its own."""

from tpaudit.documents.checklist import Checklist
from tpaudit.showing.scaffold.audit import scalar


def checklist_text(name: str, base: Checklist | None) -> str:
    """Return a new checklist with one question of its own; it extends `base` if there is one."""
    lines = ["format: 1", f"checklist: {name}"]
    if base is None:
        lines += [f"title: {scalar(name)}", 'version: "1.0"', "items:"]
    else:
        first = next(iter(base.items))
        lines += [
            f"extends: {base.checklist}",
            "items:",
            "  # An item of that name changes single keys of the one below, `drop` leaves it out:",
            f"  # {first}:",
            "  #   weight: 2",
            f"  # {list(base.items)[-1]}: drop",
        ]
    lines += [
        "  works:",
        "    ask: Does it work?",
        "    # or duration, number, percent (with score), choice (with options), a scale such as 1-5",
        "    answer: yes-no",
        "    weight: 1",
        "    why: Why it is asked, and why it weighs what it weighs.",
        "    fix: What to do when it falls short.",
        "    effort: 2h",
    ]
    return "\n".join(lines) + "\n"
