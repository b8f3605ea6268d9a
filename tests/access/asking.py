"""Many addresses asked in one world: what they need is made once for all of them, and what each changes is undone."""

from collections.abc import Callable, Iterable

from django.db import transaction
from django.http import HttpResponse


def faults(names: Iterable[str], ask: Callable[[str], None]) -> dict[str, str]:
    """By name, how the answers of an address are not as they should be. `ask` asserts how they should be."""
    found = {}
    for name in names:
        try:
            with transaction.atomic():
                ask(name)
                transaction.set_rollback(True)
        except AssertionError as fault:
            found[name] = str(fault)
    return found


def kept_by_a_browser(answers: dict[str, HttpResponse]) -> set[str]:
    """Whose answer a browser may keep and show again after signing out; who is not signed in gets nothing private."""
    return {
        who
        for who, answer in answers.items()
        if who != "anonymous" and "no-store" not in answer.get("Cache-Control", "")
    }
