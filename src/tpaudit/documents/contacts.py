"""Contacts: who starts one, the company or the customer, and which of the two it is where a file does not say."""

from typing import Final, Literal

Starter = Literal["company", "customer"]
_SENT: Final = frozenset(
    {
        "e-mail",
        "email",
        "mail",
        "messenger",
        "sms",
        "push",
        "newsletter",
        "post",
        "смс",
        "почта",
        "短信",
        "邮件",
    }
)
"""Channels on which a program or a thing comes unasked; a person there usually answers the customer."""
_SHOWN: Final = frozenset({"advertising", "реклама", "广告"})
"""Channels on which everything comes unasked."""


def usual_starter(channel: str | None, kind: str | None) -> Starter:
    """Return who usually starts a contact on a channel, with a person, a program or a thing."""
    unasked = channel in _SHOWN or (channel in _SENT and kind != "human")
    return "company" if unasked else "customer"
