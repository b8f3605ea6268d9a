"""Only the writer. The same 404 for a colleague, a manager, each duty, and a wrong id."""

import re
import uuid

import pytest
from django.urls import reverse

from tests.journal.conftest import SECRET

OTHERS = ["ben", "tom", "ruth", "pat", "dan", "fran", "cora", "olga", "oscar", "lena"]


def told(response) -> str:
    """What a page says, without the token that differs each time."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())


def addresses(entry_id) -> list[str]:
    found = [reverse(f"journal:{name}", args=[entry_id]) for name in ("entry", "delete")]
    return found + [reverse(f"journal:{name}", args=[entry_id, 1]) for name in ("page", "autosave")]


@pytest.mark.parametrize("name", OTHERS)
def test_nobody_else_reads_or_changes_it(cast, note, signed_in, name):
    amira, other = signed_in(cast.amira), signed_in(getattr(cast, name))
    assert SECRET in amira.get(reverse("journal:entry", args=[note.pk])).content.decode()
    for mine, wrong in zip(addresses(note.pk), addresses(uuid.uuid4()), strict=True):
        for method in ("get", "post"):
            refused, missing = getattr(other, method)(mine), getattr(other, method)(wrong)
            assert refused.status_code == missing.status_code, mine
            assert refused.status_code in (404, 405), mine
            assert told(refused) == told(missing)
    assert SECRET not in other.get(reverse("journal:list")).content.decode()
