"""Two people hold every kind of conversation through its pages, in an installation of its own; run by the journal's
test_dump. Gives all that the pages showed, so that the test knows that there was something to be found."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from stepwell.conversations.models import Conversation, ConversationStage, ReadingRequest
from stepwell.people.models import DemonstrationRole

WORDS = {
    "invitation": "would you walk the towpath with me",
    "place": "the bench behind the boathouse",
    "prepared": "my mind is on the lighthouse",
    "record": "we spoke of the drowned orchard",
    "notes": "his voice shook at the orchard",
    "point": "the matter of the brass key",
    "action": "paint the gate of the pound",
    "obstacle": "the gate is never shut",
    "no_review": "the river will have moved by then",
    "later": "a heronry needs no comment",
    "reflection": "i was short with the ferryman",
    "context": "the ferry on saint swithun",
    "strength": "she tied the knot twice",
    "example": "the rope held in the squall",
    "learning": "ask the ferryman first",
    "discussion": "neither of us slept that week",
    "parked": "whistling in the wheelhouse",
    "checklist": "mind my fondness for lighthouses",
    "adjustment": "a lamp that does not flicker",
    "view": "deeper into the estuary charts",
    "evidence": "the soundings of last autumn",
    "asked_why": "the harbour board is curious",
}


class Two:
    """The person and their manager, with a client each, in one conversation."""

    def __init__(self, person: Client, other: Client, kind: str, partner: str, said: list) -> None:
        self.person, self.other, self.said = person, other, said
        known = set(Conversation.objects.values_list("pk", flat=True))
        asked = {"about": "mine", "other_role": "manager", "minutes": "60", "setting": "separate", "partner": partner}
        self.post(person, f"/conversations/new/{kind}/", **asked, message=WORDS["invitation"], place=WORDS["place"])
        self.conversation = Conversation.objects.exclude(pk__in=known).get()
        self.post(other, self.address("agree"))

    def address(self, page: str) -> str:
        return f"/conversations/{self.conversation.pk}/{page}/"

    def stage(self, number: int) -> str:
        stages = ConversationStage.objects.filter(conversation=self.conversation).order_by("position")
        return f"/conversations/stages/{stages[number].pk}/"

    def post(self, who: Client, address: str, **data) -> None:
        answer = who.post(address, data, follow=True)
        assert answer.status_code in (200, 409), (address, answer.status_code, answer.content.decode()[-3000:])
        self.said.append(answer)

    def come_in(self) -> None:
        self.said.append(self.other.get(self.address("prepare").removesuffix("prepare/")))
        for who in (self.person, self.other):
            self.post(who, self.address("come-in"))


def day_of(name: str, days: int) -> dict[str, str]:
    day = timezone.localdate() + timedelta(days=days)
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def talk(two: Two) -> None:
    two.said.append(two.person.get(two.address("prepare").removesuffix("prepare/")))
    two.post(two.person, two.address("prepare"), q0=WORDS["prepared"], revision="0", then="ready")
    two.come_in()
    mine = {"owner": str(two.conversation.person_id), "text": WORDS["action"], "obstacle": WORDS["obstacle"]}
    typed = {
        "record": WORDS["record"],
        "base": "",
        "record_revision": "0",
        "notes": WORDS["notes"],
        "notes_revision": "0",
    }
    address = two.address("talk")
    two.post(two.other, address, **typed, **mine, **day_of("by_when", 9), point=WORDS["point"], do="add-action")
    two.post(two.person, address, record="Another.", base="", record_revision="0", do="save")
    two.post(two.person, two.address("end"), review="none", no_review_reason=WORDS["no_review"])
    two.post(two.person, two.address("notes"), notes=WORDS["later"], notes_revision="0")
    for name in ("record.pdf", "record.docx", "changes/"):
        two.person.get(two.address("x").removesuffix("x/") + name)


def give_feedback(two: Two) -> None:
    reflection, context, example, discuss = (f"{two.stage(number)}feedback/" for number in range(4))
    two.post(two.person, reflection, reflection=WORDS["reflection"], revision="0", then="give")
    two.come_in()
    two.post(two.other, context, context=WORDS["context"], standard="The rule book", revision="0")
    parked = {"learning0": "a", "learning1": "b", "learning2": "c", "learning3": WORDS["parked"]}
    two.post(two.other, example, **parked, revision="0", then="park:learning3")
    seen = {"strength0": WORDS["strength"], "example": WORDS["example"], "learning0": WORDS["learning"]}
    two.post(two.other, example, **seen, revision="1", then="give")
    two.said.append(two.person.get(example))
    two.post(two.person, discuss, discussion=WORDS["discussion"], base="", revision="0")


def grow(two: Two) -> None:
    two.come_in()
    two.post(two.other, two.address("growth/checklist"), notes=WORDS["checklist"], revision="0")
    two.post(two.person, two.address("growth/adjustments"), answer="yes", words=WORDS["adjustment"], revision="0")
    page = two.person.get(two.address("growth/view")).content.decode()
    cell = next(iter(re.findall(r'name="cell"[^>]*value="([^"]+)"', page)))
    view = {"cell": cell, "words": WORDS["view"], "evidence0": WORDS["evidence"], "revision": "0", "then": "give"}
    two.post(two.person, two.address("growth/view"), **view)
    two.said.append(two.person.get(f"{two.stage(2)}growth/"))
    two.said.append(two.person.get(two.address("growth/adjustments")))


HELD: dict[str, Callable[[Two], None]] = {"career": talk, "feedback": give_feedback, "growth": grow}


def ask(person: Client, asker: Client, name: str, key: str) -> Iterator:
    data = {"q": name, "person": key, "purpose": "review", "reason": WORDS["asked_why"]}
    asker.post("/conversations/requests/new/", data)
    yield person.get(
        f"/conversations/requests/{ReadingRequest.objects.get(reason__isnull=False, state='asked', person=key).pk}/"
    )


def use() -> str:
    """Everything that two people do with words in conversations; returns all that the pages said."""
    roles = list(DemonstrationRole.objects.select_related("person__account").order_by("order"))
    newcomer = next(role.person for role in roles if role.person.appointments.get().organisation.slug == "saltmarsh")
    manager = newcomer.appointments.get().manager
    person, other, above = Client(), Client(), Client()
    above_them = manager.appointments.get().manager
    for client, one in ((person, newcomer), (other, manager), (above, above_them)):
        client.force_login(one.account)
    said: list = []
    for kind, held in HELD.items():
        held(Two(person, other, kind, str(manager.pk), said))
    said.extend(ask(person, above, newcomer.full_name, str(newcomer.pk)))
    return "".join(answer.content.decode() for answer in said)
