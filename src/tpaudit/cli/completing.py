"""Completion: what the shell offers for an argument, looked for when a person presses Tab."""

import typer


def complete_audit(incomplete: str) -> list[str]:
    """Offer the audits of the workspace."""
    from tpaudit.operations.asked.completing import audits_beginning

    return audits_beginning(incomplete)


def complete_address(context: typer.Context, incomplete: str) -> list[str]:
    """Offer touchpoints, and the items of the one that is typed; of the audit that was named, if one was."""
    from tpaudit.operations.asked.completing import addresses_beginning

    named = context.params.get("audit")
    return addresses_beginning(incomplete, named if isinstance(named, str) else "")


def complete_audit_or_address(incomplete: str) -> list[str]:
    """Offer the audits, and the touchpoints and items that may stand in their place where there is one audit."""
    return [*complete_audit(incomplete), *_of_the_only_audit(incomplete)]


def complete_checklist(incomplete: str) -> list[str]:
    """Offer the checklists that can be named here."""
    from tpaudit.operations.asked.completing import sources_beginning

    return sources_beginning(incomplete, "checklists")


def complete_journey(incomplete: str) -> list[str]:
    """Offer the journeys that an audit can follow."""
    from tpaudit.operations.asked.completing import sources_beginning

    return sources_beginning(incomplete, "journeys")


def _of_the_only_audit(incomplete: str) -> list[str]:
    from tpaudit.errors import TpauditError
    from tpaudit.operations.asked.completing import addresses_beginning
    from tpaudit.operations.asked.only_audit import only_audit

    try:
        return addresses_beginning(incomplete, only_audit())
    except TpauditError:
        return []
