"""Mail about what is shared. It says that something waits, never what: mail is read on many screens."""

from stepwell.people.tasks import send_mail
from stepwell.ui.links import link

from .models import Share

SUBJECT = "Something is shared with you on Stepwell"


def tell_recipient(share: Share) -> None:
    """Queued: the share stands on the recipient's page either way, and a slow mail server holds nobody up."""
    if not share.recipient.email:
        return
    body = (
        f"Hello {share.recipient.called}\n\n"
        f"{share.owner.full_name} shares something with you, until {share.until_date:%-d %B %Y}.\n"
        f"Sign in to read it:\n\n{link('sharing:received')}\n\n"
        "They see when you open it, and can withdraw it at any time.\n"
    )
    send_mail.enqueue(subject=SUBJECT, body=body, to=[share.recipient.email])
