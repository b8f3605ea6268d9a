"""Showing one page to one person."""

from datetime import date, datetime

from django.db import transaction

from stepwell.audit.operations import record
from stepwell.journal.models import JournalPage, SharedPage
from stepwell.people.models import Person
from stepwell.sharing.models import Share
from stepwell.sharing.operations import grant


@transaction.atomic
def share_page(
    page: JournalPage,
    *,
    recipient: Person,
    title: str,
    purpose: str,
    until: date,
    message: str,
    by: Person,
    at: datetime,
) -> Share:
    """Let one person read this page, as it is now, until a date.

    `title` stands unsealed in lists, so it never comes from what was written. `message` is sealed with the page.
    """
    share = grant(
        owner=by, recipient=recipient, kind="journal", title=title, purpose=purpose, until=until, message="", at=at
    )
    shared = SharedPage(share=share, page=page, message=message, content=page.content, shown_at=at)
    shared.save()
    shared.files.set(page.attachments.defer("content"))
    return share


@transaction.atomic
def show_as_it_is_now(shared: SharedPage, *, by: Person, at: datetime) -> None:
    """Put the page as it stands today in the place of what the recipient reads."""
    page = JournalPage.objects.get(pk=shared.page_id)
    shared.content, shared.shown_at = page.content, at
    shared.save(update_fields=["content", "shown_at"])
    shared.files.set(page.attachments.defer("content"))
    record("journal_page_shown_again", by=by, at=at, about=shared)
