"""One page, to one person, as it was, until a day; withdrawn at once; and nothing else of the journal."""

import uuid
from datetime import date

import pytest
from django.core import mail
from django.urls import reverse

from stepwell.audit.models import AuditEvent
from stepwell.journal.models import SharedPage
from stepwell.journal.operations import sharing, writing
from stepwell.journal.queries import BankRef, pages_shared_with
from stepwell.sharing.models import Share, ShareOpening
from tests.cast import NOW, TODAY
from tests.journal.conftest import SECRET, answer, begin_guided, write_note

MESSAGE = "For Thursday, between us."
OTHERS = ["amira", "ben", "ruth", "pat", "dan", "fran", "cora", "olga", "oscar", "lena"]
FOREVER = date(2100, 1, 1)


def show(page, recipient, **more) -> Share:
    values = {"title": "Winter", "purpose": "conversation", "until": FOREVER, "message": MESSAGE}
    return sharing.share_page(page, recipient=recipient, by=page.entry.person, at=NOW, **(values | more))


@pytest.fixture
def almanac(cast, orchard):
    """Amira's two parts; the first holds the secret, the second another."""
    entry = begin_guided(cast.amira, orchard)
    answer(entry, "winter", winter__1=SECRET)
    answer(entry, "harvest", harvest__1="And what came of it is mine alone.")
    return entry


@pytest.fixture
def winter(almanac):
    return almanac.pages.get(section_id="winter")


def test_through_the_pages(cast, almanac, signed_in, django_capture_on_commit_callbacks):
    amira, tom = signed_in(cast.amira), signed_in(cast.tom)
    url = reverse("journal:share", args=[almanac.pk, 1])
    assert SECRET in amira.get(url).content.decode(), "what they will read stands on the page"
    data = {"recipient": str(cast.tom.pk), "purpose": "conversation", "message": MESSAGE}
    until = {"until-day": "1", "until-month": "6", "until-year": str(date.today().year + 1)}
    until = {
        "until-day": str(date.today().day),
        "until-month": str(date.today().month),
        "until-year": str(date.today().year),
    }
    with django_capture_on_commit_callbacks(execute=True):
        assert amira.post(url, data | until).status_code == 302
    share = Share.objects.get()
    assert share.title == "Winter (The almanac)" and share.message == ""
    assert "shared" in reverse("journal:shared", args=[share.pk])
    assert reverse("journal:shared", args=[share.pk]) in tom.get(reverse("sharing:received")).content.decode()
    content = tom.get(reverse("journal:shared", args=[share.pk])).content.decode()
    assert SECRET in content and MESSAGE in content and "mine alone" not in content
    assert "Opened 1 time" in amira.get(reverse("sharing:given")).content.decode()
    assert cast.tom.full_name in amira.get(reverse("journal:entry", args=[almanac.pk])).content.decode()
    sent = "".join(f"{one.subject} {one.body}" for one in mail.outbox)
    assert "shares something with you" in sent
    for word in (SECRET, MESSAGE, "Winter", "almanac", "journal"):
        assert word not in sent


def test_only_the_person_chosen_and_only_that_page(cast, winter, almanac, signed_in):
    share = show(winter, cast.tom)
    url = reverse("journal:shared", args=[share.pk])
    assert SECRET in signed_in(cast.tom).get(url).content.decode()
    for name in OTHERS:
        assert signed_in(getattr(cast, name)).get(url).status_code == 404
    for name, keys in [
        ("entry", [almanac.pk]),
        ("page", [almanac.pk, 1]),
        ("share", [almanac.pk, 1]),
        ("given", [share.pk]),
    ]:
        assert signed_in(cast.tom).get(reverse(f"journal:{name}", args=keys)).status_code == 404
    assert signed_in(cast.tom).get(reverse("journal:shared", args=[uuid.uuid4()])).status_code == 404


def test_what_is_written_later_stays_private_until_it_is_shown(cast, winter, almanac, signed_in):
    share = show(winter, cast.tom)
    answer(almanac, "winter", winter__1=SECRET, winter__2="A later thought.")
    tom, amira = signed_in(cast.tom), signed_in(cast.amira)
    theirs, mine = (reverse(f"journal:{name}", args=[share.pk]) for name in ("shared", "given"))
    assert "A later thought." not in tom.get(theirs).content.decode()
    content = amira.get(mine).content.decode()
    assert "A later thought." not in content and "You have changed this page since" in content
    amira.post(mine)
    assert "A later thought." in tom.get(theirs).content.decode()
    assert "You have changed this page since" not in amira.get(mine).content.decode()


def test_withdrawn_is_gone_at_once_for_a_tab_that_is_open(cast, winter, signed_in):
    share = show(winter, cast.tom)
    tom = signed_in(cast.tom)
    url = reverse("journal:shared", args=[share.pk])
    assert tom.get(url).status_code == 200
    signed_in(cast.amira).post(reverse("sharing:withdraw", args=[share.pk]))
    assert tom.get(url).status_code == 404
    assert signed_in(cast.amira).get(reverse("journal:given", args=[share.pk])).status_code == 200


def test_it_ends_with_its_last_day(cast, winter, signed_in):
    share = show(winter, cast.tom, until=date(2020, 1, 1))
    assert signed_in(cast.tom).get(reverse("journal:shared", args=[share.pk])).status_code == 404


def test_deleting_the_entry_ends_what_was_shown(cast, winter, almanac, signed_in):
    share = show(winter, cast.tom)
    signed_in(cast.amira).post(reverse("journal:delete", args=[almanac.pk]))
    share.refresh_from_db()
    assert share.withdrawn_at is not None
    assert not SharedPage.objects.exists()
    assert signed_in(cast.tom).get(reverse("journal:shared", args=[share.pk])).status_code == 404
    assert signed_in(cast.amira).get(reverse("sharing:given")).status_code == 200


def test_an_empty_page_cannot_be_shown(cast, orchard, signed_in):
    entry = begin_guided(cast.amira, orchard)
    answer(entry, "harvest", harvest__1="Two baskets.")
    url = reverse("journal:share", args=[entry.pk, 1])
    assert signed_in(cast.amira).get(url).url == reverse("journal:page", args=[entry.pk, 1])
    assert signed_in(cast.amira).post(url, {}).status_code == 302
    assert not Share.objects.exists()


def test_a_note_is_shared_under_its_day_and_not_its_words(cast, signed_in):
    entry = write_note(cast.amira, title="Why I cried")
    url = reverse("journal:share", args=[entry.pk, 1])
    assert "A journal entry of 16 November 2026" in signed_in(cast.amira).get(url).content.decode()
    today = date.today()
    until = {"until-day": str(today.day), "until-month": str(today.month), "until-year": str(today.year)}
    signed_in(cast.amira).post(url, {"recipient": str(cast.tom.pk), "purpose": "support", **until})
    assert Share.objects.get().title == "A journal entry of 16 November 2026"
    assert (
        "Why I cried"
        in signed_in(cast.tom).get(reverse("journal:shared", args=[Share.objects.get().pk])).content.decode()
    )


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"recipient": ""}, "Choose who may read it"),
        ({"purpose": "regrading"}, "Choose one of the answers"),
        ({"until-year": "2019"}, "today or later"),
        ({"until-year": "2099"}, "within a year"),
        ({"recipient": str(uuid.uuid4())}, "Choose one of the answers"),
    ],
)
def test_a_wrong_answer_is_named_and_nothing_is_shown(cast, almanac, signed_in, wrong, said):
    today = date.today()
    good = {"recipient": str(cast.tom.pk), "purpose": "conversation", "message": "Kept words"}
    good |= {"until-day": str(today.day), "until-month": str(today.month), "until-year": str(today.year)}
    refused = signed_in(cast.amira).post(reverse("journal:share", args=[almanac.pk, 1]), good | wrong)
    assert refused.status_code == 422
    assert said in refused.content.decode() and "Kept words" in refused.content.decode()
    assert not Share.objects.exists()


def test_nobody_shows_to_somebody_elsewhere(cast, almanac, signed_in):
    url = reverse("journal:share", args=[almanac.pk, 1])
    assert cast.olga.full_name not in signed_in(cast.amira).get(f"{url}?q=Olga").content.decode().split("</form>", 1)[1]
    refused = signed_in(cast.amira).post(url, {"recipient": str(cast.olga.pk), "purpose": "support", "q": "Olga"})
    assert refused.status_code == 422


def test_what_others_may_link_to(cast, winter, almanac):
    share = show(winter, cast.tom)
    (shown,) = pages_shared_with(cast.tom, cast.amira, TODAY)
    assert (shown.share_id, shown.bank, shown.section_id, shown.section) == (
        share.pk,
        BankRef("orchard", "almanac"),
        "winter",
        "Winter",
    )
    assert pages_shared_with(cast.ben, cast.amira, TODAY) == []
    assert pages_shared_with(cast.tom, cast.ben, TODAY) == []


def test_what_others_may_link_to_opens_no_word(cast, winter, monkeypatch):
    show(winter, cast.tom)
    monkeypatch.setattr("stepwell.sealing.fields.unseal", lambda *_: pytest.fail("opened"))
    assert len(pages_shared_with(cast.tom, cast.amira, TODAY)) == 1


def test_what_others_may_link_to_is_as_many_queries_for_three(cast, winter, almanac, django_assert_num_queries):
    show(winter, cast.tom)
    with django_assert_num_queries(1):
        pages_shared_with(cast.tom, cast.amira, TODAY)
    for page in almanac.pages.all():
        show(page, cast.tom)
    with django_assert_num_queries(1):
        assert len(pages_shared_with(cast.tom, cast.amira, TODAY)) == 3


def test_the_trail_says_that_and_never_what(cast, winter, almanac, signed_in):
    share = show(winter, cast.tom)
    signed_in(cast.tom).get(reverse("journal:shared", args=[share.pk]))
    signed_in(cast.amira).post(reverse("journal:given", args=[share.pk]))
    writing.delete_entry(almanac, by=cast.amira, at=NOW)
    actions = set(AuditEvent.objects.values_list("action", flat=True))
    assert {
        "share_granted",
        "share_opened",
        "journal_page_shown_again",
        "share_withdrawn",
        "journal_entry_deleted",
    } <= actions
    trail = str(list(AuditEvent.objects.values()))
    for word in (SECRET, MESSAGE, "Winter", "winter", "almanac"):
        assert word not in trail
    assert ShareOpening.objects.count() == 1


def test_what_a_former_manager_was_shown_is_linked_and_named_nowhere(cast, winter, signed_in):
    show(winter, cast.tom)
    entry = reverse("journal:entry", args=[winter.entry_id])
    assert "can read this until" in signed_in(cast.amira).get(entry).content.decode()
    assert len(pages_shared_with(cast.tom, cast.amira, TODAY)) == 1
    cast.amira.appointments.update(manager=cast.ruth)
    assert "can read this until" not in signed_in(cast.amira).get(entry).content.decode()
    assert pages_shared_with(cast.tom, cast.amira, TODAY) == []
