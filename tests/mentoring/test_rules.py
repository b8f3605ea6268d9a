"""Rules and workflows of the mentoring scheme that no other test holds; docs/rules.md has all of them."""

import html
import re

from django.urls import reverse

from stepwell.conversations.operations import meeting, promising
from stepwell.conversations.operations.promising import Promise
from stepwell.conversations.operations.proposing import Plan
from stepwell.frameworks.operations import publish
from stepwell.journal.models import JournalEntry
from stepwell.mentoring.models import MentoringGoal
from stepwell.mentoring.operations import sessions
from tests.cast import NOW, TODAY

from . import making
from .test_sessions import LATER


def text_of(client, name: str, *args) -> str:
    answer = client.get(reverse(name, args=args), follow=True)
    assert answer.status_code == 200
    main = re.search(r"<main.*</main>", answer.content.decode(), re.S)[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def test_w24_what_the_scheme_is_and_who_sees_what_can_be_read_before_joining(programme, signed_in):
    """W24, R79, R80, R85, R86: without signing in. What is collected and why, who sees it, the codes, how a match is made."""
    page = text_of(signed_in(None), "mentoring:public", programme.slug)
    for words in (
        "What is collected, and why",
        "Nobody asks mentors to assess themselves",
        "Where they placed themselves, what they prefer, whom they keep apart from. The match uses it; no person reads it.",
        "Figures of at least ten people: what mentees look for and mentors offer, so that training can be planned",
        "There are three limits, and only these",
        making.CODE.title,
        "Meeting somebody from another organisation: 10 of 100",
        "Ashdown University",
        "Marlow Council",
    ):
        assert words in page, words


def test_r77_goals_are_the_mentees_and_begin_with_what_they_wish_for(cast, relationship, signed_in):
    """R77: only the mentee sets one; first in the list stands what they said yes or maybe to."""
    address = reverse("mentoring:goals", args=[relationship.pk])
    form = signed_in(cast.amira).get(address).context["form"]
    wished = [topic.name for topic in signed_in(cast.amira).get(
        reverse("mentoring:relationship", args=[relationship.pk])).context["page"].topics]  # fmt: skip
    offered = [str(label) for value, label in form.fields["dimension_id"].choices if value]
    assert wished and offered[: len(wished)] == wished
    assert signed_in(cast.oscar).post(address, {"words": "Mine for you"}).status_code == 404
    assert not MentoringGoal.objects.exists()


def test_r82_the_mentor_asks_after_what_was_set_out(cast, relationship, signed_in):
    """R82: what the mentee promised stands before the mentor when they meet; nobody marks it as late."""
    session = sessions.arrange(relationship, Plan(starts_at=LATER), by=cast.amira, at=NOW)
    talk = session.conversation
    assert "What did they want to be held to?" in text_of(signed_in(cast.oscar), "conversations:prepare", talk.pk)
    for person in (cast.amira, cast.oscar):
        meeting.come_in(talk, by=person, at=LATER)
    promising.add_action(talk, Promise("Show two pots at the fair", TODAY), owner=cast.amira, by=cast.amira, at=NOW, today=TODAY)  # fmt: skip
    seen = text_of(signed_in(cast.oscar), "conversations:talk", talk.pk)
    assert "Show two pots at the fair" in seen
    assert not re.search(r"overdue|late", seen, re.I)
    assert "Since last time" in seen


def test_r83_the_mentor_is_told_to_ask_and_not_to_steer_or_judge(cast, relationship, signed_in):
    """R83: before they offer, and before each session."""
    assert "you do not judge or decide" in text_of(signed_in(cast.ruth), "mentoring:mentor")
    session = sessions.arrange(relationship, Plan(starts_at=LATER), by=cast.amira, at=NOW)
    seen = text_of(signed_in(cast.oscar), "conversations:conversation", session.conversation.pk)
    assert "asks more than they answer, and does not steer" in seen


def test_w28_a_map_is_open_at_any_time_to_the_two_and_to_nobody_else(cast, relationship, signed_in):
    """W28: before the first session, for each quality that the mentee chose; for nobody else, and for no made-up quality."""
    topics = signed_in(cast.amira).get(reverse("mentoring:relationship", args=[relationship.pk])).context["page"].topics
    assert topics
    for person in (cast.amira, cast.oscar):
        assert all(signed_in(person).get(topic.url).status_code == 200 for topic in topics)
    for person in (cast.cora, cast.tom, cast.olga):
        assert all(signed_in(person).get(topic.url).status_code == 404 for topic in topics)
    nonsense = reverse("mentoring:map", args=[relationship.pk, "flying"])
    assert signed_in(cast.amira).get(nonsense).status_code == 404


def test_r78_either_thinks_a_quality_through_in_their_own_journal(cast, real_packs, relationship, signed_in):
    """R78, W28: what was read on the map leads to questions about that quality, and what is written there is one's own."""
    oscar = signed_in(cast.oscar)
    topic = oscar.get(reverse("mentoring:relationship", args=[relationship.pk])).context["page"].topics[0]
    assert f'href="{reverse("journal:list")}">Think it through' in oscar.get(topic.url).content.decode()
    publish(real_packs["qmul-conversations"], by=None, at=NOW)
    read = oscar.get(topic.url).content.decode()
    assert "What does this say about how you mentor?" in read
    address = html.unescape(re.search(r'href="([^"]+)">Think it through', read)[1])
    about = re.search(r'<option value="([^"]+)" selected>([^<]+)', oscar.get(address).content.decode())
    assert about[2] == topic.name
    written = oscar.post(address, {"about": about[1], "level": ""}).url
    assert topic.name in text_of(oscar, "journal:page", JournalEntry.objects.get(person=cast.oscar).pk, 1)
    assert signed_in(cast.amira).get(written).status_code == 404
    assert "would be different" in signed_in(cast.amira).get(topic.url).content.decode()
