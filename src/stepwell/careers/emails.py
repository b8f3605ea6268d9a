"""Mail about careers. It says that something is there, never what: mail is read on many screens."""

from stepwell.people.models import Appointment, Person
from stepwell.people.tasks import send_mail
from stepwell.ui.links import link

SUBJECT = "There is something new for you on Stepwell"


def tell_expectations_changed(appointment: Appointment, *, by: Person) -> None:
    """Queued: the change waits on the person's pages either way, and a slow mail server holds nobody up."""
    if not appointment.person.email:
        return
    body = (
        f"Hello {appointment.person.called}\n\n"
        f"{by.full_name} has set what is expected of your role, {appointment.job_title}.\n"
        "Sign in to read it. Only you and your line manager can:\n\n"
        f"{link('careers:expected')}\n"
    )
    send_mail.enqueue(subject=SUBJECT, body=body, to=[appointment.person.email])
