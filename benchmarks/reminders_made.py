"""The programs behind `reminders`, each in a process of its own: make, queue, send, left."""

from datetime import timedelta

from .world import stepwell


def started() -> None:
    import django

    django.setup()


def make(count: int) -> None:
    """So many conversations whose review has come today, between people who have an address."""
    stepwell("prepare")
    stepwell("demo", "--people", "200")
    started()
    from django.utils import timezone

    from stepwell.conversations.models import Conversation, Participation, Reminder
    from stepwell.people.models import Appointment

    at, today = timezone.now(), timezone.localdate()
    Reminder.objects.update(sent_at=at)  # what the demonstration has waiting is not counted
    jobs = list(Appointment.objects.current(today).filter(person__email__gt="", manager__email__gt=""))
    pairs = [jobs[number % len(jobs)] for number in range(count)]
    made = Conversation.objects.bulk_create(
        Conversation(
            kind="career", title="Career and development", agenda={}, person_id=job.person_id, other_id=job.manager_id,
            other_role="manager", organisation_id=job.organisation_id, other_organisation_id=job.organisation_id,
            state="ended", setting="separate", proposed_at=at, ended_at=at - timedelta(days=90), review_date=today,
        )
        for job in pairs
    )  # fmt: skip
    Participation.objects.bulk_create(
        Participation(conversation=one, person_id=person) for one in made for person in (one.person_id, one.other_id)
    )


def queue() -> None:
    started()
    from django.utils import timezone

    from stepwell.conversations.models import Reminder
    from stepwell.conversations.operations.reminding import queue_reminders

    for _ in range(2):  # the second finds nothing to add
        queue_reminders(at=timezone.now(), today=timezone.localdate())
    print(Reminder.objects.filter(sent_at__isnull=True).count())


def send(life: int) -> None:
    """As a worker some minutes later would: what was claimed by one that was killed is free again by then."""
    started()
    from django.utils import timezone

    from stepwell.conversations.operations.reminding import send_reminders

    send_reminders(at=timezone.now() + life * timedelta(minutes=6), today=timezone.localdate())


def left() -> None:
    started()
    from stepwell.conversations.models import Reminder

    print(Reminder.objects.filter(sent_at__isnull=True).count())
