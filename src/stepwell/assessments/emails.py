"""Mail about self-assessments. It says that something waits, never what: mail is read on many screens."""

from django.core.mail import send_mail

from stepwell.sharing.models import Share

SUBJECT = "Something is shared with you on Stepwell"


def tell_recipient(share: Share) -> None:
    """A mail server that is down takes nothing back: the share stands on the recipient's page either way."""
    if not share.recipient.email:
        return
    body = (
        f"Hello {share.recipient.called}\n\n"
        f"{share.owner.full_name} shares something with you, until {share.until_date:%-d %B %Y}.\n"
        "Sign in to Stepwell and open “Shared with me” to read it.\n\n"
        "They see when you open it, and can withdraw it at any time.\n"
    )
    send_mail(SUBJECT, body, None, [share.recipient.email], fail_silently=True)
