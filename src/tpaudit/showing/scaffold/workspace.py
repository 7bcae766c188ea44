"""The files of a new workspace beside its audit: the settings, with their defaults, and a page about the folder."""

from tpaudit.showing.scaffold.audit import NewAudit, comment
from tpaudit.showing.text.items import ItemWords
from tpaudit.showing.text.markdown import in_markdown


def settings_text(language: str, item_words: ItemWords) -> str:
    """Return the settings of a workspace, with the defaults written out."""
    say = item_words.say
    return "\n".join(
        [
            *comment(say("Settings that all audits of this folder share.")),
            "format: 1",
            f"language: {language}",
            "",
            *comment(say("From which score on a touchpoint is strong or fair.")),
            "bands:",
            "  strong: 80",
            "  fair: 60",
            "",
            *comment(say("How effort and cost are counted.")),
            "plan:",
            "  hours_per_day: 8",
            "  currency: EUR",
            "  effort:",
            "    low: 4h",
            "    medium: 3d",
            "    high: 15d",
            "",
            *comment(say("Who signs the reports, and their accent colour.")),
            "branding:",
            "  name:",
            '  colour: "#0b6e4f"',
            "",
            *comment(say("What fails a build (error) and what warns.")),
            "gate:",
            "  regression: error",
            "  stale: warn",
            "",
        ]
    )


def readme_text(new_audit: NewAudit, item_words: ItemWords) -> str:
    """Return a page about the folder, in Markdown."""
    say, file = item_words.say, f"audits/{new_audit.name}.yaml"
    rows = {
        file: "The audit: every touchpoint, every question, ready to be answered.",
        f"audits/{new_audit.name}.visits/": "One file for each walk.",
        "checklists/": "The questions. They belong to this folder: no upgrade of tpaudit changes them.",
        "tpaudit.yaml": "Settings: language, bands, effort, branding, the gate.",
    }
    commands = [f"tpaudit {command} {file}" for command in ("validate", "score", "explain")]
    title = f"{say('Touchpoint audit')}: {new_audit.company or new_audit.name}"
    return "\n".join(
        [
            f"# {in_markdown(title)}",
            "",
            *(
                f"- {say('{name}: {text}', name=f'`{path}`', text=say(about))}"
                for path, about in rows.items()
            ),
            "",
            say("Check, score, explain:"),
            "",
            "```sh",
            *commands,
            "```",
            "",
        ]
    )
