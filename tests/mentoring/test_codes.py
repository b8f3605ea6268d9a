"""A code of conduct that changes after people have joined: asked once, kept for good, and nobody is locked out meanwhile."""

import pytest
from django.urls import reverse

from stepwell.mentoring.models import Acknowledgement, CodeOfConduct
from stepwell.mentoring.operations import joining, programmes, publishing, relationships
from stepwell.mentoring.operations.refusals import CodesUnread
from stepwell.mentoring.queries.codes import Kept, kept_by, unread_codes
from tests.cast import NOW, TODAY

from . import making
from .test_along_the_way import text_of

CHANGED = programmes.CodePlan(making.CODE.title, "What is said at the wheel, or at the kiln, stays there.")
FOR_MENTORS = programmes.CodePlan("The masters’ code", "Never finish somebody else’s pot.", side="mentors")


def change(programme, cast, *codes):
    programmes.change_programme(programme, codes=codes, by=cast.cora, at=making.after(1))


def post_read(client, *codes, **more):
    return client.post(reverse("mentoring:acknowledge_codes"), {"code": [code.pk for code in codes], **more})


def test_whoever_has_joined_is_asked_with_the_text_and_one_button(cast, programme, relationship, signed_in):
    assert unread_codes(cast.amira) == []
    change(programme, cast, CHANGED)
    for person in (cast.amira, cast.oscar):
        client = signed_in(person)
        page = text_of(client, "list")
        assert CHANGED.text in page and "I have read it and keep to it" in page
        assert post_read(client, CodeOfConduct.objects.get(number=2)).status_code == 302
        assert CHANGED.text not in text_of(client, "list")
    kept = Acknowledgement.objects.filter(person=cast.amira).order_by("code__number")
    assert list(kept.values_list("code__number", flat=True)) == [1, 2]  # each version, and when
    for person in (cast.ben, cast.olga, cast.cora):
        assert CHANGED.text not in text_of(signed_in(person), "list")


def test_each_side_is_asked_for_what_is_theirs(cast, programme, relationship):
    change(programme, cast, making.CODE, FOR_MENTORS)
    assert [one.title for found in unread_codes(cast.oscar) for one in found.codes] == [FOR_MENTORS.title]
    assert unread_codes(cast.amira) == []


def test_what_is_not_asked_of_somebody_cannot_be_acknowledged(cast, programme, relationship, signed_in):
    first = CodeOfConduct.objects.get()
    change(programme, cast, CHANGED, FOR_MENTORS)
    masters = CodeOfConduct.objects.get(side="mentors")
    Acknowledgement.objects.filter(person=cast.amira).delete()
    for code in (first, masters):  # the version before, and the other side's
        post_read(signed_in(cast.amira), code)
    assert signed_in(cast.amira).post(reverse("mentoring:acknowledge_codes"), {"code": "x"}).status_code == 302
    for person in (cast.ben, cast.olga):
        post_read(signed_in(person), CodeOfConduct.objects.get(number=2))
    assert not Acknowledgement.objects.filter(code=masters).exists()
    assert not Acknowledgement.objects.filter(person__in=[cast.amira, cast.ben, cast.olga]).exists()


def test_nobody_is_locked_out_of_mentoring_under_way(cast, programme, relationship):
    change(programme, cast, CHANGED)
    session = relationships.plan_session(relationship, on_date=TODAY, by=cast.amira, at=NOW)
    relationships.note_session(session, held_on=TODAY, by=cast.oscar, at=NOW, today=TODAY)
    relationships.write_agreement(relationship, {"purpose": "Pots."}, by=cast.amira, at=NOW)


class TestANewPairing:
    @pytest.fixture
    def offered(self, cast, programme, request_of_amira, oscar_offers):
        run = making.found(programme, (request_of_amira, oscar_offers, 700))
        publishing.publish(run, organisation=cast.ashdown, by=cast.cora, at=NOW, today=TODAY)
        run.pairings.update(answer_by="2100-01-01")
        change(programme, cast, CHANGED)
        return run.pairings.get()

    def test_waits_until_the_code_is_read(self, cast, offered, signed_in):
        with pytest.raises(CodesUnread):
            publishing.accept(offered, by=cast.amira, at=NOW, today=TODAY)
        amira = signed_in(cast.amira)
        page = text_of(amira, "pairing", offered.pk)
        assert CHANGED.text in page and "Yes, let us meet" not in page and "No, somebody else" in page
        answer = post_read(amira, CodeOfConduct.objects.get(number=2), pairing=offered.pk)
        assert answer.url == reverse("mentoring:pairing", args=[offered.pk])
        assert "Yes, let us meet" in text_of(amira, "pairing", offered.pk)
        amira.post(reverse("mentoring:accept", args=[offered.pk]))
        offered.refresh_from_db()
        assert offered.mentee_accepted_at

    def test_no_can_be_said_without(self, cast, offered):
        publishing.decline(offered, by=cast.oscar, at=NOW, today=TODAY)
        offered.refresh_from_db()
        assert offered.state == "not_formed"


def test_a_coordinator_learns_how_many_of_their_own_and_no_names(cast, programme, relationship, signed_in):
    making.ask(programme, cast.ben, cast.ashdown)
    mia = making.marlow_coordinator(cast)
    assert "Read so far by" not in text_of(signed_in(cast.cora), "programme", programme.pk)
    change(programme, cast, CHANGED)
    joining.acknowledge([CodeOfConduct.objects.get(number=2)], by=cast.ben, at=NOW)
    page = text_of(signed_in(cast.cora), "programme", programme.pk)
    assert "Read so far by 1 of your 2 people in this programme." in page
    assert "Ben" not in page and "Amira" not in page
    assert "Read so far by none of your 1 person in this programme." in text_of(
        signed_in(mia), "programme", programme.pk
    )
    code = CodeOfConduct.objects.filter(number=2)
    assert kept_by(programme, cast.ashdown, code) == {code.get().pk: Kept(2, 1)}


def test_reads_are_as_many_for_several_programmes_as_for_one(cast, kiln, django_assert_num_queries):
    for number in range(3):
        programme = making.make_programme(cast, kiln, title=f"Potters {number}")
        making.offer(cast.oscar, programme, cast.marlow)
        change(programme, cast, CHANGED)
        with django_assert_num_queries(1):
            found = unread_codes(cast.oscar)
        assert len(found) == number + 1
