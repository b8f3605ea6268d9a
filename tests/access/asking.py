"""Many addresses asked in one world: what they need is made once for all of them, and what each changes is undone."""

from collections.abc import Callable, Iterable

from django.db import transaction


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
