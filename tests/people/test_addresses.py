"""Nobody gets at somebody's account by giving them another address: the old one holds until the person says yes, or
has had some days to say no."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from click.testing import CliRunner
from django.core import mail
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from stepwell.audit.models import AuditEvent
from stepwell.people import addresses
from stepwell.people.commands import staff
from stepwell.people.models import Account, AddressChange, Person
from tests.assessments.test_scenarios import text_of
from tests.cast import NOW, TODAY

from .sign_in_helpers import ask_for_code, is_signed_in
from .test_import import HEAD, ROWS, bring_in, file
from .test_import_pages import administrator, confirm, send  # noqa: F401  fixtures

FORTNIGHT = timedelta(days=14)
NEW = "amira.hassan@example.org"
MOVED = ROWS["A3"].replace("amira@example.org", NEW)


@pytest.fixture
def guarded(cast):
    """Amira and Ben have signed in before; the others have not."""
    Account.objects.filter(person__in=[cast.amira, cast.ben]).update(last_login=NOW - timedelta(days=30))
    EmailAddress.objects.create(user=cast.amira.account, email="amira@example.org", verified=True, primary=True)
    return cast


@pytest.fixture
def moved(guarded, django_capture_on_commit_callbacks):
    """The staff list gives Amira another address."""
    with django_capture_on_commit_callbacks(execute=True):
        bring_in(guarded, file(A3=MOVED))
    return AddressChange.objects.get()


def address_of(person) -> tuple[str, str]:
    found = Person.objects.select_related("account").get(pk=person.pk)
    return found.email, found.account.email


def actions() -> list[str]:
    return list(AuditEvent.objects.order_by("id").values_list("action", flat=True))


def test_an_administrator_cannot_take_over_an_account(guarded, send, confirm, django_capture_on_commit_callbacks):  # noqa: F811
    """From outside: Pat brings in Amira's row with an address of Pat's own, and asks for a code there."""
    evil = ROWS["A3"].replace("amira@example.org", "pat.private@elsewhere.example")
    assert "e-mail address, later" in send(file(A3=evil)).content.decode()
    confirm()
    mail.outbox.clear()
    stranger = Client()
    ask_for_code(stranger, "pat.private@elsewhere.example", django_capture_on_commit_callbacks)
    assert mail.outbox == []
    with django_capture_on_commit_callbacks(execute=True):
        stranger.post("/sign-in/forgotten-password/", {"email": "pat.private@elsewhere.example"}, follow=True)
    assert mail.outbox == []
    ask_for_code(Client(REMOTE_ADDR="192.0.2.7"), "amira@example.org", django_capture_on_commit_callbacks)
    assert [message.to for message in mail.outbox] == [["amira@example.org"]], "codes still go to her"
    assert not is_signed_in(stranger)
    assert address_of(guarded.amira) == ("amira@example.org", "amira@example.org")


def test_both_addresses_are_told_and_the_new_one_without_a_name(moved):
    old, new = mail.outbox
    assert [old.to, new.to] == [["amira@example.org"], [NEW]]
    assert NEW in old.body and "30 November 2026" in old.body and "/people/me/address/" in old.body
    assert "Amira" not in new.subject + new.body and "amira@" not in new.body
    assert actions() == ["address_change_asked", "staff_list_imported"]


def test_nothing_changes_before_its_day_and_then_it_does(guarded, moved, django_capture_on_commit_callbacks):
    assert addresses.apply_due(at=NOW + FORTNIGHT, today=TODAY + FORTNIGHT - timedelta(days=1)) == 0
    assert address_of(guarded.amira)[0] == "amira@example.org"
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        assert addresses.apply_due(at=NOW + FORTNIGHT, today=TODAY + FORTNIGHT) == 1
        assert addresses.apply_due(at=NOW + FORTNIGHT, today=TODAY + FORTNIGHT) == 0
    assert address_of(guarded.amira) == (NEW, NEW)
    assert not EmailAddress.objects.filter(user=guarded.amira.account).exists()
    assert [message.to for message in mail.outbox] == [["amira@example.org"]], "told that it no longer signs in"
    assert actions()[-1] == "address_changed"
    moved.refresh_from_db()
    assert (moved.state, moved.settled_at) == ("done", NOW + FORTNIGHT)


def test_how_long_it_waits_is_a_setting(guarded, settings):
    settings.ADDRESS_DAYS = 3
    bring_in(guarded, file(A3=MOVED))
    assert AddressChange.objects.get().takes_effect_on == TODAY + timedelta(days=3)


def test_it_waits_on_the_home_page_and_yes_settles_it_at_once(guarded, moved, signed_in):
    amira = signed_in(guarded.amira)
    assert "Is this your new address?" in text_of(amira.get("/"))
    assert NEW in text_of(amira.get("/people/me/"))
    page = text_of(amira.get("/people/me/address/"))
    assert "amira@example.org" in page and NEW in page and "30 November 2026" in page
    done = amira.post("/people/me/address/", {"answer": "yes"}, follow=True)
    assert f"From now on you sign in with {NEW}" in text_of(done)
    assert address_of(guarded.amira) == (NEW, NEW)
    assert "Is this your new address?" not in text_of(amira.get("/"))
    assert actions()[-2:] == ["address_change_confirmed", "address_changed"]


def test_no_settles_it_and_the_data_protection_officer_is_told(
    guarded, moved, signed_in, django_capture_on_commit_callbacks
):
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        done = signed_in(guarded.amira).post("/people/me/address/", {"answer": "no"}, follow=True)
    assert "Your address stays amira@example.org" in text_of(done)
    [message] = mail.outbox
    assert message.to == [guarded.dan.email]
    assert not re.search("amira|hassan|example.org,", message.subject + message.body, re.I)
    assert actions()[-1] == "address_change_refused"
    assert addresses.apply_due(at=NOW + FORTNIGHT, today=TODAY + FORTNIGHT) == 0
    assert address_of(guarded.amira)[0] == "amira@example.org"


def test_what_was_refused_is_not_asked_again(guarded, moved):
    addresses.refuse(moved, by=guarded.amira, at=NOW)
    plan = bring_in(guarded, file(A3=MOVED))
    assert plan.changes_nothing
    assert plan.notices == [f"Row 4: Amira Hassan said that {NEW} is not theirs, so their address stays as it is."]


def test_the_same_file_again_changes_nothing_while_it_waits(guarded, moved):
    assert bring_in(guarded, file(A3=MOVED)).changes_nothing
    assert AddressChange.objects.get() == moved


def test_the_present_address_in_the_file_takes_it_back(guarded, moved):
    assert not bring_in(guarded, file()).changes_nothing
    moved.refresh_from_db()
    assert moved.state == "withdrawn"
    assert bring_in(guarded, file()).changes_nothing


def test_another_new_address_takes_the_place_of_the_first_and_waits_anew(guarded, moved):
    bring_in(guarded, file(A3=MOVED.replace(NEW, "ah@example.org")), today=TODAY + timedelta(days=5))
    assert list(AddressChange.objects.order_by("id").values_list("address", "state", "takes_effect_on")) == [
        (NEW, "withdrawn", TODAY + FORTNIGHT),
        ("ah@example.org", "waiting", TODAY + timedelta(days=19)),
    ]


def test_a_name_changes_at_once_all_the_same(guarded):
    bring_in(guarded, file(A3=MOVED.replace("Amira Hassan", "Amira Hassan-Lee")))
    guarded.amira.refresh_from_db()
    assert (guarded.amira.full_name, guarded.amira.email) == ("Amira Hassan-Lee", "amira@example.org")


def test_two_who_swap_do_it_together_and_neither_gets_the_others_codes(guarded):
    swap = {
        "A3": ROWS["A3"].replace("amira@", "ben@"),
        "A4": ROWS["A4"].replace("ben@", "amira@"),
    }
    bring_in(guarded, file(**swap))
    mine = AddressChange.objects.get(person=guarded.amira)
    assert not addresses.confirm(mine, by=guarded.amira, at=NOW, today=TODAY), "Ben still has it"
    assert address_of(guarded.amira)[0] == "amira@example.org"
    assert addresses.confirm(AddressChange.objects.get(person=guarded.ben), by=guarded.ben, at=NOW, today=TODAY)
    assert address_of(guarded.amira) == ("ben@example.org",) * 2
    assert address_of(guarded.ben) == ("amira@example.org",) * 2


def test_who_takes_over_an_address_waits_until_it_is_free(guarded):
    """Tom has never signed in, so nothing guards him; but Amira keeps her address until she says yes."""
    follow = {"A3": MOVED, "A2": ROWS["A2"].replace("tom@", "amira@"), "A1": ROWS["A1"].replace("ruth@", "tom@")}
    bring_in(guarded, file(**follow))
    assert address_of(guarded.tom)[0] == "tom@example.org"
    assert addresses.apply_due(at=NOW, today=TODAY) == 0
    addresses.confirm(AddressChange.objects.get(person=guarded.amira), by=guarded.amira, at=NOW, today=TODAY)
    assert address_of(guarded.amira)[0] == NEW
    assert address_of(guarded.tom)[0] == "amira@example.org"
    assert address_of(guarded.ruth)[0] == "tom@example.org"


def test_somebody_new_cannot_have_it_before_it_is_free(guarded):
    plan = bring_in(guarded, file("B1,Una Moss,,amira@example.org,Clerk,,3,REG,Registry,,A2,,no,,", A3=MOVED))
    assert [fault.message for fault in plan.faults] == [
        "the address amira@example.org is still that of Amira Hassan, until their new one takes effect: "
        "leave it empty until then"
    ]


@pytest.mark.parametrize("whose", ["amira", "olga"])
def test_an_address_that_is_coming_belongs_to_nobody_else(guarded, moved, whose):
    """Neither in the same organisation nor in another."""
    if whose == "amira":
        plan = bring_in(guarded, file(A3=MOVED, A4=ROWS["A4"].replace("ben@example.org", NEW)))
    else:
        rows = [
            "M1,Olga Petrova,,olga@example.org,Head,,7,HOU,Housing,,,,no,,",
            f"M3,Una Moss,,{NEW},Clerk,,3,HOU,Housing,,,,no,,",
        ]
        plan = bring_in(guarded, "\n".join([HEAD, *rows, ""]).encode(), organisation=guarded.marlow, keep_missing=True)
    assert any(f"the address {NEW} belongs to" in fault.message for fault in plan.faults)


def test_the_database_holds_one_coming_address_each(guarded, moved):
    values = {"organisation": guarded.ashdown, "asked_at": NOW, "takes_effect_on": TODAY}
    with pytest.raises(IntegrityError):
        AddressChange.objects.create(person=guarded.ben, address=NEW.upper(), **values)


def test_somebody_who_never_signed_in_is_not_asked(cast, django_capture_on_commit_callbacks):
    """A slip in the list is corrected at once: there is nothing of theirs to find yet, and nobody to tell."""
    with django_capture_on_commit_callbacks(execute=True):
        bring_in(cast, file(A4=ROWS["A4"].replace("ben@", "ben.carter@")))
    assert address_of(cast.ben) == ("ben.carter@example.org",) * 2
    assert mail.outbox == [] and not AddressChange.objects.exists()


def test_an_operator_may_let_them_take_effect_at_once(guarded, tmp_path, django_capture_on_commit_callbacks):
    target = tmp_path / "staff.csv"
    target.write_bytes(file(A3=MOVED))
    with django_capture_on_commit_callbacks(execute=True):
        done = CliRunner().invoke(staff, ["import", str(target), "--organisation", "ashdown", "--addresses-at-once"])
    assert done.exit_code == 0, done.output
    assert address_of(guarded.amira) == (NEW, NEW)
    assert [message.to for message in mail.outbox] == [["amira@example.org"]]


def test_the_page_says_what_to_do_and_is_about_nobody_else(guarded, moved, signed_in):
    amira = signed_in(guarded.amira)
    wrong = amira.post("/people/me/address/", {})
    assert wrong.status_code == 422 and "Say whether you read mail at the new address" in text_of(wrong)
    assert amira.post("/people/me/address/", {"answer": "perhaps"}).status_code == 422
    for person in (guarded.ben, guarded.olga):
        client = signed_in(person)
        answer = client.post("/people/me/address/", {"answer": "no"}, follow=True)
        assert "No new address waits for you" in text_of(answer)
        assert NEW not in answer.content.decode()
    moved.refresh_from_db()
    assert moved.state == "waiting"


def test_the_administrator_sees_that_it_waits(guarded, moved, signed_in):
    page = text_of(signed_in(guarded.pat).get(reverse("people:person", args=[guarded.amira.pk])))
    assert f"{NEW} from 30 November 2026, or as soon as they confirm it" in page


def test_the_trail_names_the_person_for_the_data_protection_officer(guarded, moved, signed_in):
    addresses.refuse(moved, by=guarded.amira, at=NOW)
    page = text_of(signed_in(guarded.dan).get("/people/audit/"))
    assert "Address change refused" in page and "Address change asked" in page
    assert "amira@" not in page and NEW not in page


def test_confirming_takes_the_same_queries_whoever_else_waits(guarded, moved, signed_in, django_assert_num_queries):
    amira = signed_in(guarded.amira)
    amira.get("/people/me/address/")
    with django_assert_num_queries(5):
        amira.get("/people/me/address/")
