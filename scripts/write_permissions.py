"""Writes docs/permissions.md from the policy in access/roles.py. A test fails while the two differ."""

from pathlib import Path

from stepwell.access.permissions import Permission
from stepwell.access.roles import HELD_BECAUSE, POLICY, Role

DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "permissions.md"
INTRODUCTION = """# Who can do what

Made by `python scripts/write_permissions.py` from `src/stepwell/access/roles.py`, the one place where this is decided. Do not edit it by hand.

A role is a fact about a person and a thing: it is theirs, they are the line manager today, somebody shared it with them. Nobody is given a role that opens what another person wrote. Where a page is not for somebody, they see the same "not found" as where there is nothing.
"""


def in_words(role: Role) -> str:
    return role.replace("_", " ")


def document() -> str:
    roles = [f"| {in_words(role)} | {HELD_BECAUSE[role]} |" for role in Role]
    rules = [
        f"| {POLICY[permission].sentence} | {', '.join(in_words(role) for role in Role if role in POLICY[permission].roles)} | `{permission.name}` |"
        for permission in Permission
    ]
    return "\n".join(
        [
            INTRODUCTION,
            "## How somebody comes to hold a role\n",
            "| Role | Who holds it |\n|---|---|",
            *roles,
            "\n## What each role may do\n",
            "| Rule | Roles | Permission |\n|---|---|---|",
            *rules,
            "",
        ]
    )


if __name__ == "__main__":
    DOCUMENT.write_text(document())
