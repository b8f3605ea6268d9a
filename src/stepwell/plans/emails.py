"""Mail about plans and requests. It says that something waits, never what: mail is read on many screens."""

from stepwell.people.tasks import send_mail

from .models import OpportunityRequest

ASKED = "Something waits for your answer on Stepwell"
ANSWERED = "You have an answer on Stepwell"


def tell_asked(request: OpportunityRequest) -> None:
    tell(
        request.asked.email,
        ASKED,
        f"Hello {request.asked.called}\n\n{request.person.full_name} asks you for something.\n"
        "Sign in to Stepwell to read it and to answer. They see your answer there.\n",
    )


def tell_asker(request: OpportunityRequest) -> None:
    tell(
        request.person.email,
        ANSWERED,
        f"Hello {request.person.called}\n\n{request.asked.full_name} has answered you.\nSign in to Stepwell to read it.\n",
    )


def tell(address: str | None, subject: str, body: str) -> None:
    """Queued, so that a slow mail server holds nobody up: it stands on the recipient's page either way."""
    if address:
        send_mail.enqueue(subject=subject, body=body, to=[address])
