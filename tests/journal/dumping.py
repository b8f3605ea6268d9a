"""Somebody uses a journal, two people talk, and both say what they see, in an installation of its own; run by test_dump with
`manage.py shell`.

Says what the pages showed, so that the test knows that there was something to be found.
"""

import logging
import sys

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from stepwell.journal.models import JournalEntry
from stepwell.people.models import DemonstrationRole
from stepwell.sharing.models import Share
from tests.conversations import speaking
from tests.sealing import writing

WORDS = {
    "text": "Marguerite wept in the linen room",
    "title": "Quintessential Wednesday",
    "answer": "walking along the Brathay before dawn",
    "file": "certificate of pomology",
    "file_name": "pomology-certificate",
    "message": "between us and the lamp post",
    "looked_for": "wept",
    "later": "and then the kettle boiled over",
}
EVERYTHING = WORDS | speaking.WORDS | writing.WORDS


def use() -> str:
    """Everything that somebody does with words in a journal; returns all that the pages said."""
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    logging.getLogger().setLevel(logging.DEBUG)
    roles = DemonstrationRole.objects.select_related("person__account").order_by("order")
    writer, reader = Client(), Client()
    person = roles[0].person
    manager = person.appointments.get().manager
    writer.force_login(person.account)
    reader.force_login(manager.account)
    said = []
    page = writer.post("/journal/write/").url
    entry = JournalEntry.objects.get(pk=page.split("/")[2])
    writer.post(f"{page}save/", {"q-": WORDS["text"], "revision": "0"})
    writer.post(page, {"q-": f"{WORDS['text']}, {WORDS['later']}", "title": WORDS["title"], "revision": "1"})
    writer.post(page, {"q-": "another device", "title": "", "revision": "1"})
    file = SimpleUploadedFile(f"{WORDS['file_name']}.txt", WORDS["file"].encode())
    said.append(writer.post(f"{page}files/", {"file": file}, follow=True))
    today = timezone.localdate()
    day = {"until-day": str(today.day), "until-month": str(today.month), "until-year": str(today.year)}
    data = {"recipient": str(manager.pk), "purpose": "support", "message": WORDS["message"], **day}
    said.append(writer.post(f"{page}share/", data, follow=True))
    said.append(reader.get(f"/journal/shared/{Share.objects.get(kind='journal', owner=person).pk}/"))
    first = writer.post("/journal/guided/nhs-scope-for-growth/journal-stage-1/").url
    said.append(writer.post(first, {"q-health-and-well-being.1": WORDS["answer"], "revision": "0"}, follow=True))
    said.append(writer.get(first))
    said.append(writer.get(f"/journal/{entry.pk}/"))
    said.append(writer.post("/journal/search/", {"q": WORDS["looked_for"]}))
    said.append(writer.get(f"/journal/files/{entry.pages.get().attachments.get().pk}/"))
    b"".join(writer.get("/journal/take-away/journal.zip").streaming_content)
    writer.get(f"/journal/{entry.pk}/2/")
    writer.post(f"{page}save/", {"q-": WORDS["text"] * 3000, "revision": "x"})
    return "".join(answer.content.decode() for answer in said)


def main() -> None:
    shown = use() + speaking.use() + writing.use()
    missing = [name for name, words in EVERYTHING.items() if words not in shown]
    sys.stdout.write(f"\nSHOWN {not missing} {missing}\n")
