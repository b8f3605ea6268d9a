"""What somebody let their line manager read rests when they no longer are one, until its owner decides. docs/adr/0020."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from stepwell.audit.models import AuditEvent
from stepwell.plans.operations import objectives, plans, sharing
from stepwell.plans.queries.sharing import readers_of
from stepwell.sharing import queries
from stepwell.sharing.models import Share
from tests.cast import NOW, TODAY, appoint

LATER_WORDS = "Apply for a post in the registry"


@pytest.fixture
def plan(cast):
    plan = plans.open_plan(person=cast.amira, by=cast.amira, at=NOW)
    adding(plan, "Chair a meeting")
    return plan


def adding(plan, title):
    objectives.add_objective(plan, values={"title": title}, by=plan.person, at=NOW, today=TODAY)


def share_with(plan, recipient) -> Share:
    return sharing.share_plan(
        plan,
        recipient=recipient,
        title="Development plan",
        purpose="support",
        until=date(2100, 1, 1),
        by=plan.person,
        at=NOW,
    )


def text_of(client, name, *args) -> str:
    return client.get(reverse(name, args=args)).content.decode()


def test_a_former_manager_sees_nothing_more_until_the_person_decides(cast, signed_in, plan):
    given = share_with(plan, cast.tom)
    amira, tom = signed_in(cast.amira), signed_in(cast.tom)
    assert "Chair a meeting" in text_of(tom, "plans:shared", given.pk)
    cast.amira.appointments.update(manager=cast.ruth)
    adding(plan, LATER_WORDS)
    for name in ("plans:shared", "plans:shared_pdf"):
        assert tom.get(reverse(name, args=[given.pk])).status_code == 404
    assert "Development plan" not in text_of(tom, "sharing:received") + text_of(tom, "home:home")
    assert "Decide what Tom Okafor may still read" in text_of(amira, "home:home")
    assert "Waits for you to decide" in text_of(amira, "sharing:given")
    assert signed_in(cast.ruth).get(reverse("plans:shared", args=[given.pk])).status_code == 404

    keep = reverse("sharing:keep", args=[given.pk])
    assert "read on until 1 January 2100" in amira.get(keep).content.decode()
    assert tom.get(reverse("plans:shared", args=[given.pk])).status_code == 404
    amira.post(keep)
    assert LATER_WORDS in text_of(tom, "plans:shared", given.pk)
    assert "Waits for you" not in text_of(amira, "sharing:given")
    assert AuditEvent.objects.filter(action="share_kept", actor_id=cast.amira.pk).count() == 1
    assert amira.post(keep).status_code == 404


def test_nobody_else_decides(cast, signed_in, plan):
    given = share_with(plan, cast.tom)
    address = reverse("sharing:keep", args=[given.pk])
    assert signed_in(cast.amira).get(address).status_code == 404
    cast.amira.appointments.update(manager=cast.ruth)
    assert signed_in(cast.amira).get(address).status_code == 200
    for who in ("tom", "ruth", "ben", "pat", "cora", "dan", "fran", "olga"):
        client = signed_in(cast.everyone[who])
        assert (client.get(address).status_code, client.post(address).status_code) == (404, 404)
    assert Share.objects.get().while_manager


def test_withdrawn_it_no_longer_waits(cast, signed_in, plan):
    given = share_with(plan, cast.tom)
    cast.amira.appointments.update(manager=None)
    amira = signed_in(cast.amira)
    amira.post(reverse("sharing:withdraw", args=[given.pk]))
    assert "Waits for you" not in text_of(amira, "sharing:given")
    assert "Decide what" not in text_of(amira, "home:home")


def test_leaving_for_another_organisation_ends_what_came_with_being_the_manager(cast, signed_in, plan):
    given = share_with(plan, cast.tom)
    cast.amira.appointments.update(end_date=timezone.localdate() - timedelta(days=1))
    appoint(cast.amira, cast.olga.appointments.get().unit, "M9", "Housing Officer", "", cast.olga)
    for who in ("tom", "olga"):
        assert signed_in(cast.everyone[who]).get(reverse("plans:shared", args=[given.pk])).status_code == 404
    assert "Decide what" in text_of(signed_in(cast.amira), "home:home")


def test_whoever_was_chosen_as_a_colleague_reads_on(cast, signed_in, plan):
    given = share_with(plan, cast.ben)
    cast.amira.appointments.update(manager=cast.ruth)
    assert "Chair a meeting" in text_of(signed_in(cast.ben), "plans:shared", given.pk)


def test_lists_and_checks_agree(cast, plan):
    given = [share_with(plan, one) for one in (cast.tom, cast.ben)]
    today = timezone.localdate()
    for manager in (cast.tom, cast.ruth, cast.ben, None):
        cast.amira.appointments.update(manager=manager)
        checked = {one.pk for one in given if queries.is_open(Share.objects.get(pk=one.pk), today)}
        listed = {one.share.pk for one in queries.given_by(cast.amira, today) if one.is_open}
        read = {one.share.pk for who in (cast.tom, cast.ben) for one in queries.received_by(who, today)}
        glance = queries.at_a_glance(cast.amira, today)
        assert checked == listed == read
        assert (glance.given, len(glance.resting)) == (len(checked), 2 - len(checked))


def test_a_plan_counts_no_reader_who_cannot_read(cast, plan):
    for one in (cast.tom, cast.ben):
        share_with(plan, one)
    assert readers_of(plan, timezone.localdate()) == 2
    cast.amira.appointments.update(manager=cast.ruth)
    assert readers_of(plan, timezone.localdate()) == 1
