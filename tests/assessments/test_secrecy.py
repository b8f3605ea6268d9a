"""What somebody wrote about themselves is theirs. The same 404 for a colleague, a manager, each duty, and a wrong id."""

import re
import uuid
from datetime import date

import pytest
from django.urls import reverse

from stepwell.assessments import operations
from tests.assessments.conftest import LATER, SECRET

OTHERS = ["ben", "tom", "ruth", "pat", "dan", "fran", "cora", "olga", "oscar", "lena"]
PAGES = ["resume", "before", "check", "delete", "report", "report_pdf", "focuses", "share"]


def told(response) -> str:
    """What a page says, without the token that differs each time."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())


def addresses(assessment_id):
    found = [reverse(f"assessments:{name}", args=[assessment_id]) for name in PAGES]
    return [
        *found,
        reverse("assessments:dimension", args=[assessment_id, 1]),
        reverse("assessments:autosave", args=[assessment_id, 1]),
    ]


@pytest.mark.parametrize("name", OTHERS)
def test_nobody_else_reads_or_changes_it(cast, completed, signed_in, name):
    amira, other = signed_in(cast.amira), signed_in(getattr(cast, name))
    assert SECRET in amira.get(reverse("assessments:report", args=[completed.pk])).content.decode()
    for mine, wrong in zip(addresses(completed.pk), addresses(uuid.uuid4()), strict=True):
        for method in ("get", "post"):
            refused, missing = getattr(other, method)(mine), getattr(other, method)(wrong)
            assert refused.status_code == missing.status_code, mine
            assert refused.status_code in (404, 405), mine
            assert told(refused) == told(missing)


@pytest.mark.parametrize("name", OTHERS)
def test_a_draft_is_as_private(cast, draft, signed_in, name):
    assert SECRET in signed_in(cast.amira).get(reverse("assessments:dimension", args=[draft.pk, 1])).content.decode()
    other = signed_in(getattr(cast, name))
    assert other.get(reverse("assessments:dimension", args=[draft.pk, 1])).status_code == 404
    assert SECRET not in other.get(reverse("assessments:list")).content.decode()


def test_who_is_not_signed_in_is_sent_to_sign_in(completed, signed_in):
    for url in addresses(completed.pk)[:-1]:
        assert signed_in(None).get(url).url.startswith(reverse("account_login"))


def share(completed, recipient, **more):
    values = {"title": "Lamplight", "purpose": "conversation", "until": date(2100, 1, 1), "message": ""}
    return operations.share_assessment(completed, recipient=recipient, by=completed.person, at=LATER, **(values | more))


def test_only_the_person_chosen_reads_what_is_shared(cast, completed, signed_in):
    given = share(completed, cast.tom)
    url = reverse("assessments:shared", args=[given.pk])
    content = signed_in(cast.tom).get(url).content.decode()
    assert SECRET in content
    assert "Save what I work on" not in content and "Share with one person" not in content
    for name in ("amira", "ben", "ruth", "pat", "dan", "olga"):
        assert signed_in(getattr(cast, name)).get(url).status_code == 404
    assert signed_in(cast.tom).get(reverse("assessments:report", args=[completed.pk])).status_code == 404
    assert signed_in(cast.tom).get(reverse("assessments:shared", args=[uuid.uuid4()])).status_code == 404


def test_after_withdrawal_it_is_gone_at_once_also_as_pdf(cast, completed, signed_in):
    given = share(completed, cast.tom)
    tom, amira = signed_in(cast.tom), signed_in(cast.amira)
    page, paper = (reverse(f"assessments:{name}", args=[given.pk]) for name in ("shared", "shared_pdf"))
    assert (tom.get(page).status_code, tom.get(paper).status_code) == (200, 200)
    amira.post(reverse("sharing:withdraw", args=[given.pk]))
    assert (tom.get(page).status_code, tom.get(paper).status_code) == (404, 404)


def test_it_ends_with_its_last_day(cast, completed, signed_in):
    given = share(completed, cast.tom, until=date(2020, 1, 1))
    assert signed_in(cast.tom).get(reverse("assessments:shared", args=[given.pk])).status_code == 404


def test_a_report_says_nothing_of_a_former_manager_who_cannot_read_it(cast, completed, signed_in):
    share(completed, cast.tom)
    mine = reverse("assessments:list")
    assert "shared with 1 person" in signed_in(cast.amira).get(mine).content.decode()
    cast.amira.appointments.update(manager=cast.ruth)
    assert "shared with" not in signed_in(cast.amira).get(mine).content.decode()
