"""Between runs, one pass answers for all that has changed before it began: none is left out, and none is made twice."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from stepwell.config import schedule
from stepwell.mentoring.models import MatchingRun, MenteeRequest, MentorProfile
from stepwell.mentoring.operations import publishing, reworking
from stepwell.people.models import Unit
from tests.cast import NOW, TODAY, appoint, make_person

from . import making
from .test_runs import run_now

SERVED = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "mail"]}}


@pytest.fixture
def scheme(cast, kiln, one_solver, settings, monkeypatch):
    """Amira is offered Oscar, who has two places more; tasks wait in the database, as they do where it is served."""
    programme = making.make_programme(cast, kiln, acceptable_from=0)
    making.ask(programme, cast.amira, cast.ashdown)
    making.offer(cast.oscar, programme, cast.marlow, capacity=3)
    publishing.publish(run_now(programme), organisation=cast.ashdown, by=cast.cora, at=NOW, today=TODAY)
    settings.TASKS = SERVED
    # A worker gives back its connection between tasks; here that of the test, with all that is in it.
    monkeypatch.setattr("django_tasks_db.management.commands.db_worker.close_old_connections", lambda: None)
    return programme


def ready_to_send(programme, person, organisation) -> MenteeRequest:
    request = making.ask(programme, person, organisation, sent=False)
    making.assess(person, programme.version)
    making.joining.acknowledge(making.codes_for(programme, "mentee"), by=person, at=NOW)
    return request


def send(client, request) -> None:
    answer = client.post(reverse("mentoring:send_request", args=[request.pk]))
    assert answer.status_code == 302


def passes(status: str | None = None) -> list[str]:
    """Of which programmes."""
    found = DBTaskResult.objects.filter(task_path__endswith="place_again")
    return [one.args_kwargs["args"][0] for one in (found.filter(status=status) if status else found)]


def work(most: int | None = None) -> None:
    parts = {"queue_names": ["*"], "excluded_queue_names": [], "backend_name": "default", "worker_id": "one"}
    Worker(interval=0, batch=True, startup_delay=False, max_tasks=most, **parts).run()


def placed(request: MenteeRequest) -> bool:
    return request.pairings.filter(state="proposed").exists()


def test_two_events_are_one_pass(cast, kiln, scheme, signed_in):
    """Ben and Tom apply, one after the other; another programme that has nothing to do with it is not read."""
    other = making.make_programme(cast, kiln, title="Weavers who mentor", acceptable_from=0)
    MatchingRun.objects.create(
        programme=other, number=1, state="done", weight_need=60, weight_preferences=30, weight_crossing=10, started_at=NOW
    ).publications.create(organisation=cast.ashdown, published_at=NOW)  # fmt: skip
    late = [ready_to_send(scheme, person, cast.ashdown) for person in (cast.ben, cast.tom)]
    for request in late:
        send(signed_in(request.person), request)
    assert passes() == [str(scheme.pk)]
    work()
    assert all(placed(request) for request in late)
    assert passes("SUCCESSFUL") == [str(scheme.pk)]


def test_what_happens_during_a_pass_brings_another(cast, scheme, signed_in, monkeypatch):
    """Tom applies when the pass for Ben has read everybody already."""
    ben, tom = (ready_to_send(scheme, person, cast.ashdown) for person in (cast.ben, cast.tom))
    real, asked = reworking.next_for, []

    def meanwhile(*rest, **more):
        found = real(*rest, **more)
        if not asked:
            send(signed_in(cast.tom), tom)
        asked.append([found.mentor_of(person.pk) is not None for person in (cast.ben, cast.tom)])
        return found

    monkeypatch.setattr(reworking, "next_for", meanwhile)
    send(signed_in(cast.ben), ben)
    work(most=1)
    assert placed(ben) and not placed(tom) and passes("READY") == [str(scheme.pk)]
    work()
    assert placed(tom)
    assert asked == [[True, False], [True, True]]


def test_of_two_passes_at_once_the_one_that_began_later_writes(cast, scheme, monkeypatch):
    """With two workers. The earlier one read less, and leaves it to the other, whichever comes to its end first."""
    ben = making.ask(scheme, cast.ben, cast.ashdown)
    real, found = reworking.next_for, []

    def overtaken(*rest, **more):
        mine = real(*rest, **more)
        monkeypatch.setattr(reworking, "next_for", real)
        MenteeRequest.objects.filter(pk=making.ask(scheme, cast.tom, cast.ashdown).pk).update(sent_at=NOW)
        found.append(making.match_again(NOW + timedelta(seconds=1)))
        ben.pairings.all().delete()  # so that it would be seen if the earlier one wrote
        return mine

    monkeypatch.setattr(reworking, "next_for", overtaken)
    assert making.match_again(NOW) == 0
    assert found == [2] and not placed(ben)


def test_a_mentor_with_two_programmes_concerns_both(cast, kiln, scheme, signed_in):
    """What is taken in one of them is not there in the other."""
    other = making.make_programme(cast, kiln, title="Weavers who mentor", acceptable_from=0)
    making.ask(other, cast.ben, cast.ashdown)
    making.join(MentorProfile.objects.get(person=cast.oscar), other, cast.marlow)
    publishing.publish(run_now(other), organisation=cast.ashdown, by=cast.cora, at=NOW, today=TODAY)
    other.pairings.update(answer_by=timezone.localdate())
    pairing = other.pairings.get()
    signed_in(cast.ben).post(reverse("mentoring:decline", args=[pairing.pk]))
    assert set(passes("READY")) == {str(scheme.pk), str(other.pk)}


def test_each_programme_is_looked_at_once_a_day_whatever_happens(cast, scheme):
    """A pause that ends changes no row, and a server that stopped between a change and its task has forgotten it."""
    late = making.ask(scheme, cast.ben, cast.ashdown)
    now = timezone.now()
    assert schedule.tick(now)["mentoring matched again"] == 1
    assert schedule.tick(now + timedelta(minutes=1))["mentoring matched again"] == 0  # it waits
    work()
    assert placed(late)
    assert schedule.tick(now + timedelta(minutes=2))["mentoring matched again"] == 0  # it is done
    assert schedule.tick(now + timedelta(days=1))["mentoring matched again"] == 1


def test_what_a_page_saved_while_somebody_typed_is_matched_soon_and_not_at_each_pause(cast, scheme, signed_in):
    """Oscar makes room for more and leaves without pressing the button: his page, the match and the pass agree."""
    oscar = MentorProfile.objects.get(person=cast.oscar)
    MentorProfile.objects.filter(pk=oscar.pk).update(capacity=0)
    late = making.ask(scheme, cast.ben, cast.ashdown)
    now = timezone.now()
    schedule.tick(now)
    work()
    assert not placed(late)
    MatchingRun.objects.update(followed_at=now - timedelta(minutes=11))
    client, address = signed_in(cast.oscar), reverse("mentoring:mentor_save", args=["practical"])
    answer = client.post(address, {"capacity": "3", "is_remote": "on", "revision": oscar.revision})
    assert answer.json()["saved"]
    assert "Room for 3 more people" in client.get(reverse("mentoring:mentor")).content.decode()
    page = client.get(reverse("mentoring:mentor_section", args=["practical"])).content.decode()
    assert "What is saved counts, with or without the button" in page
    assert schedule.tick(now + timedelta(minutes=1))["mentoring matched again"] == 0  # he may still be typing
    assert schedule.tick(now + timedelta(minutes=4))["mentoring matched again"] == 1
    work()
    assert placed(late)
    assert schedule.tick(now + timedelta(minutes=5))["mentoring matched again"] == 0


def test_typing_the_whole_morning_is_a_pass_each_ten_minutes_at_most(cast, scheme):
    late, now = making.ask(scheme, cast.ben, cast.ashdown), timezone.now()
    schedule.tick(now)
    work()
    MatchingRun.objects.update(followed_at=now)
    begun = []
    for minute in range(1, 31):
        at = now + timedelta(minutes=minute)
        MenteeRequest.objects.filter(pk=late.pk).update(saved_at=at - timedelta(minutes=2))
        if schedule.tick(at)["mentoring matched again"]:
            begun.append(minute)
            MatchingRun.objects.update(followed_at=at)
            DBTaskResult.objects.all().delete()
    assert begun == [10, 20, 30]


def test_whom_a_run_left_comes_first_in_the_next_and_takes_nobodys_place_in_this_one(cast, kiln, one_solver):
    """Ashdown publishes, and Ben is left. Mia, whom the run gives somebody, waits for her own coordinator to publish."""
    programme = making.make_programme(cast, kiln, acceptable_from=0)
    mia = making.ask(programme, making.marlow_coordinator(cast), cast.marlow)
    amira, ben = (making.ask(programme, one, cast.ashdown) for one in (cast.amira, cast.ben))
    vera = make_person("Vera Moss")
    appoint(vera, Unit.objects.get(code="REG"), "A40", "Potter", "")
    making.offer(cast.oscar, programme, cast.marlow)
    making.offer(vera, programme, cast.ashdown)
    MenteeRequest.objects.exclude(pk=ben.pk).update(waited_rounds=1)
    run = run_now(programme)
    assert not ben.pairings.exists()
    MenteeRequest.objects.update(waited_rounds=0)
    publishing.publish(run, organisation=cast.ashdown, by=cast.cora, at=NOW, today=TODAY)
    ben.refresh_from_db()
    assert (ben.waited_rounds, ben.left_by) == (1, run)
    making.match_again(NOW + timedelta(seconds=1))
    assert [one.state for one in mia.pairings.all()] == ["proposed"] and not ben.pairings.exists()
    assert run_now(programme).pairings.get().request == ben
