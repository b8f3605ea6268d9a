"""Mail about mentoring: says that something waits, never what, nor with whom. Subjects are read on lock screens."""

from datetime import date

from django.conf import settings
from django.urls import reverse

from stepwell.access.roles import Role
from stepwell.people.models import Organisation, Person
from stepwell.people.queries import open_duties
from stepwell.people.tasks import send_mail

from .models import MentoringProgramme

WAITING = "Something about mentoring waits for you on Stepwell"


def tell(person: Person, sentence: str) -> None:
    """It leads to the home page, where everything that waits stands; an address of its own would say what it is about."""
    if not person.email:
        return
    address = f"{settings.ADDRESS}{reverse('home:home')}"
    body = f"Hello {person.called}\n\n{sentence}\n\nSign in to see it:\n\n{address}\n"
    send_mail.enqueue(WAITING, body, [person.email])


def ask_organisation(programme: MentoringProgramme, organisation: Organisation) -> None:
    for duty in open_duties(organisation, Role.COORDINATOR):
        tell(
            duty.person,
            f"{programme.host.name} asks {organisation.name} to take part in a mentoring programme. You decide.",
        )


def tell_offered(person: Person, number: int, answer_by: date) -> None:
    """A mentor may have several to answer: one mail for all that are offered at once."""
    waits = "A mentoring pairing waits" if number == 1 else f"{number} mentoring pairings wait"
    tell(person, f"{waits} for your answer. You have time until {answer_by:%-d %B %Y}.")


def tell_not_formed(person: Person) -> None:
    tell(person, "A mentoring pairing did not come about. Nobody has to give a reason, and nobody is asked for one.")


def tell_began(person: Person) -> None:
    tell(person, "You both said yes: your mentoring can begin.")


def tell_agreement(person: Person) -> None:
    tell(person, "An agreement waits for you to read and sign.")


def tell_session(person: Person) -> None:
    tell(person, "A day to meet was set.")


def tell_changed(person: Person) -> None:
    tell(person, "Your mentoring was paused or goes on again.")


def tell_ended(person: Person) -> None:
    tell(
        person,
        "Your mentoring has ended. No reason is needed, and nobody is at fault. If you like, say how it was: the question "
        "stands under “Mentoring” for 30 days, and nobody else reads your answer.",
    )


def tell_moved(person: Person) -> None:
    tell(
        person,
        "You take part in mentoring from another organisation now, the one you work for. Its coordinators see that you take "
        "part, as those of the other one did until now. What you wrote they see no more than those did.",
    )


def tell_done(person: Person) -> None:
    tell(person, "Your mentoring has come to its planned end. What you wrote stays yours.")


def tell_check_in(person: Person) -> None:
    tell(person, "A short question waits for you. Nobody else reads your answer.")


def tell_help_asked(organisation: Organisation) -> None:
    for duty in open_duties(organisation, Role.COORDINATOR):
        tell(duty.person, "Somebody in a mentoring programme asks you to get in touch.")


def tell_placed(organisation: Organisation) -> None:
    for duty in open_duties(organisation, Role.COORDINATOR):
        tell(duty.person, "A mentoring pairing was found since the run. It is offered once you have looked at it.")


def tell_record_runs_out(person: Person) -> None:
    tell(person, "Something in your records as a mentor runs out soon.")
