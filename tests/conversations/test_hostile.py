"""Bad input and hostile hands, from outside: each by its name in the list of what must not happen."""

import io
import logging
import zipfile
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from stepwell.audit.models import AuditEvent
from stepwell.conversations.models import (
    AdjustmentsCheck,
    AgreedAction,
    Conversation,
    GrowthDraft,
    Reminder,
    StageAnswer,
)
from stepwell.conversations.operations import cedar, meeting, preparing, reading, reminding
from stepwell.conversations.operations.proposing import Plan
from stepwell.conversations.queries.growth import HISTORY, PLAN, POSITION, REFLECTION, stage_on
from stepwell.conversations.queries.reading import record_of
from stepwell.people.models import Appointment
from stepwell.sharing.operations import withdraw
from tests.architecture.test_permissions import ADDRESSES
from tests.cast import NOW, TODAY, appoint

from . import giving, growing, making
from .giving import stage
from .making import SECRET
from .test_pages import day_of, page, proposal_of, send, talk_data

LONG = "y" * 100_000
PDF = "conversations:record_pdf"  # from the same object as the document, and made slowly
NOT_THE_TWO = ("ruth", "pat", "dan", "cora", "fran", "ben")


def of_conversation(conversation) -> list[str]:
    """Every address about it, those of its stages and its shares included."""
    keys = {"conversation_id": [conversation.pk], "stage_id": [one.pk for one in conversation.stages.all()]}
    found = []
    for name, _ in ADDRESSES:
        converters = dict(ADDRESSES)[name].pattern.converters
        if name.startswith("conversations:") and len(converters) == 1 and set(converters) <= set(keys) and name != PDF:
            (key,) = converters
            found += [reverse(name, kwargs={key: value}) for value in keys[key]]
    return found


def words_of(answer) -> str:
    """A Word document is a compressed file: what stands in it counts, too."""
    if answer.get("Content-Type", "").endswith("wordprocessingml.document"):
        return zipfile.ZipFile(io.BytesIO(answer.content)).read("word/document.xml").decode()
    return answer.content.decode(errors="replace")


def everything_shown_to(client, conversation) -> str:
    return "".join(words_of(client.get(address)) for address in of_conversation(conversation))


# A manager reading before the person's reflection


def test_a_manager_reading_before_the_persons_reflection(cast, signed_in):
    """Whatever address they open, and whatever they send to it, as long as the person has not given it."""
    conversation = giving.asked(cast)
    amira, tom = signed_in(cast.amira), signed_in(cast.tom)
    first, context, example, discuss = (
        stage(conversation, key) for key in ("reflection", "context", "example", "discuss")
    )
    send(amira, "cedar_stage", first.pk, reflection=SECRET, revision=0, then="save")
    assert SECRET in page(amira, "cedar_stage", first.pk), "it is there to be found"
    send(tom, "come_in", conversation.pk)
    assert len(of_conversation(conversation)) > 25
    assert SECRET not in everything_shown_to(tom, conversation)
    send(tom, "cedar_stage", first.pk, reflection="Forged", revision=1, then="give")
    send(tom, "cedar_stage", context.pk, context="Too early", standard="x", revision=0)
    send(tom, "cedar_stage", example.pk, example="Too early", revision=0, then="give")
    send(tom, "cedar_stage", discuss.pk, discussion="Too early", base="", revision=0)
    for one in (context, example, discuss):
        assert send(tom, "cedar_save", one.pk, context="Too early", example="Too early", revision=0).status_code == 409
    assert [one.writer for one in StageAnswer.objects.all()] == [cast.amira]
    send(amira, "cedar_stage", first.pk, reflection=SECRET, revision=1, then="give")
    assert SECRET in page(tom, "cedar_stage", first.pk)


def test_a_manager_reading_before_both_are_ready(cast, signed_in, agreed):
    preparing.save_preparation(agreed, {"q": SECRET}, revision=0, by=cast.amira, at=NOW)
    preparing.say_ready(agreed, is_ready=True, by=cast.amira, at=NOW)
    tom = signed_in(cast.tom)
    send(tom, "come_in", agreed.pk)
    send(tom, "talk", agreed.pk, record="Alone.", base="", record_revision=0, do="save")
    assert SECRET not in everything_shown_to(tom, agreed)
    send(tom, "end", agreed.pk, no_actions="on", review="none", no_review_reason="Alone.")
    assert Conversation.objects.get().state == "ended"
    assert SECRET not in everything_shown_to(tom, agreed), "nor by ending it alone"
    assert SECRET in page(signed_in(cast.amira), "conversation", agreed.pk)


def test_a_manager_reading_before_giving_their_own_view(cast, signed_in, published):
    conversation = growing.held(growing.met(cast))
    growing.give(conversation, cast.amira)
    amira, tom = signed_in(cast.amira), signed_in(cast.tom)
    assert growing.VIEW_SECRET in page(amira, "growth_stage", stage_on(conversation, POSITION).pk)
    assert growing.VIEW_SECRET not in everything_shown_to(tom, conversation)


# A participant removed mid-way


def test_a_participant_removed_mid_way(cast, signed_in, met):
    """Tom's last day was yesterday. His open page saves and shows nothing; hers goes on, says so, and can be ended."""
    amira, tom = signed_in(cast.amira), signed_in(cast.tom)
    open_page = talk_data(met, record="Typed after leaving", notes="Typed after leaving", notes_revision=1)
    assert SECRET in page(tom, "talk", met.pk)
    cast.tom.appointments.update(end_date=timezone.localdate() - timedelta(days=1))
    for name in ("save_record", "save_notes", "talk", "end", "call_off", "come_in"):
        assert send(tom, name, met.pk, **open_page).status_code == 404, name
    assert SECRET not in everything_shown_to(tom, met)
    assert tom.get(reverse("conversations:news", args=[met.pk])).status_code == 404
    assert record_of(met).text == f"{SECRET} Together."
    shown = page(amira, "talk", met.pk)
    assert "Tom Okafor has left" in shown and "Only you can read this" in shown
    assert send(amira, "talk", met.pk, **talk_data(met, record="Going on alone.", do="save")).status_code == 200
    making.with_action(met, by_when=TODAY)
    send(amira, "end", met.pk, review="day", **day_of("review_date", timezone.localdate() + timedelta(days=30)))
    later = timezone.localdate() + timedelta(days=30)
    reminding.queue_reminders(at=timezone.now() + timedelta(days=30), today=later)
    reminding.send_reminders(at=timezone.now() + timedelta(days=30), today=later)
    assert {one.to[0] for one in mail.outbox if "reminder" in one.subject} == {"amira@example.org"}
    assert Reminder.objects.filter(person=cast.tom, sent_at__isnull=True).count() == 0, "and none waits for ever"


def test_a_participant_removed_mid_way_may_be_let_in_again(cast, signed_in, met):
    cast.tom.appointments.update(end_date=timezone.localdate() - timedelta(days=1))
    amira, tom = signed_in(cast.amira), signed_in(cast.tom)
    send(amira, "keep_for_other", met.pk, then="keep")
    assert SECRET in page(tom, "talk", met.pk)
    assert "has left" not in page(amira, "talk", met.pk)


def test_after_a_participant_was_removed_no_next_one_is_planned(cast, signed_in):
    weekly = Plan(frequency="weekly", starts_at=NOW + timedelta(days=1), minutes=30)
    conversation = making.agreed(cast.amira, cast.tom, cast.ashdown, kind="one-to-one", plan=weekly)
    meeting.come_in(conversation, by=cast.amira, at=NOW)
    cast.tom.appointments.update(end_date=timezone.localdate() - timedelta(days=1))
    send(signed_in(cast.amira), "end", conversation.pk, no_actions="on", review="none", no_review_reason="They left.")
    assert Conversation.objects.get().state == "ended"


# Two managers in a handover


def test_two_managers_in_a_handover(cast, signed_in, ended):
    """For a month both are named. Each has what they had with the person themselves, and neither the other's."""
    unit = cast.amira.appointments.get().unit
    appoint(cast.amira, unit, "A3b", "Acting Head of Admissions", "6", cast.ruth)
    tom, ruth, amira = (signed_in(one) for one in (cast.tom, cast.ruth, cast.amira))
    assert "Amira Hassan" in page(tom, "team") and "Amira Hassan" in page(ruth, "team")
    assert "Last talked</dt><dd>Not yet" in page(ruth, "team").split("Amira Hassan")[1]
    address = reverse("conversations:propose", args=["career"])
    asks = {"about": "theirs", "message": "From the new one"}
    ruth.post(f"{address}?with={cast.amira.pk}&about=theirs&follows={ended.pk}", proposal_of(cast.amira, **asks))
    tom.post(f"{address}?with={cast.amira.pk}&about=theirs", proposal_of(cast.amira, **asks))
    new = Conversation.objects.get(other=cast.ruth)
    assert new.follows is None, "she follows nothing that she cannot open"
    assert Conversation.objects.filter(state="proposed").count() == 2, "neither has to know of the other's"
    send(amira, "agree", new.pk)
    for who in (amira, ruth):
        send(who, "come_in", new.pk)
    assert SECRET not in everything_shown_to(ruth, new) + page(ruth, "list") + page(ruth, "promises")
    assert SECRET not in page(amira, "talk", new.pk), "nor is it on a page that they sit at together"
    assert "heron" not in everything_shown_to(ruth, ended)
    assert SECRET in everything_shown_to(tom, ended)
    Appointment.objects.filter(person=cast.amira, manager=cast.tom).update(end_date=TODAY - timedelta(days=1))
    assert SECRET in everything_shown_to(tom, ended), "he works here, and keeps what was between the two"
    assert tom.get(reverse("conversations:conversation", args=[new.pk])).status_code == 404


# A withdrawn share still open in a tab


def test_a_withdrawn_share_still_open_in_a_tab(cast, signed_in, ended):
    """Reading on, going back, and looking at it anew: the browser keeps no copy, and the address gives nothing."""
    opening = reading.Opening("review", TODAY.replace(year=2090))
    shared = reading.share_record(ended, opening, recipient=cast.ruth, by=cast.amira, at=NOW, today=TODAY)
    ruth, address = signed_in(cast.ruth), reverse("conversations:shared", args=[shared.pk])
    tab = ruth.get(address)
    assert SECRET in tab.content.decode()
    assert "no-store" in tab["Cache-Control"]
    withdraw(shared.share, by=cast.amira, at=NOW)
    for answer in (ruth.get(address), ruth.get(address, HTTP_IF_MODIFIED_SINCE="Mon, 16 Nov 2026 09:30:00 GMT")):
        assert answer.status_code == 404
        assert "heron" not in answer.content.decode()
    assert "heron" not in everything_shown_to(ruth, ended)
    opened = AuditEvent.objects.filter(action="share_opened")
    assert opened.count() == 1, "what was refused is no reading"


# Dates in the past


def past_dates(cast):
    """(page, its object, what is sent, the day's field, what is said)."""
    yesterday = timezone.localdate() - timedelta(days=1)
    talking = making.met(cast.amira, cast.tom, cast.ashdown)
    action = making.with_action(talking, by_when=timezone.localdate(), today=TODAY)
    request = reading.ask_to_read(person=cast.amira, purpose="review", reason="x", by=cast.ruth, at=NOW)
    terms = {"minutes": "45", "setting": "separate", "place": "By the river"}
    promise = {"text": "Kept on the page", "owner": str(cast.amira.pk)}
    grant = {"then": "grant", "thing": f"conversation:{talking.pk}", "parts": ["actions"]}
    return [
        ("propose", "career", proposal_of(cast.tom) | day_of("day", yesterday) | {"time": "10:00"}, "in the future"),
        ("terms", talking.pk, terms | day_of("day", yesterday) | {"time": "10:00"}, "in the future"),
        (
            "talk",
            talking.pk,
            talk_data(talking, do="add-action") | promise | day_of("by_when", yesterday),
            "today or later",
        ),
        ("action", action.pk, promise | {"revision": 1} | day_of("by_when", yesterday), "today or later"),
        ("end", talking.pk, {"review": "day"} | day_of("review_date", yesterday), "after today"),
        ("answer_request", request.pk, grant | day_of("until", yesterday), "today or later"),
    ]


def test_dates_in_the_past(cast, signed_in):
    """Each is refused at its field with what to do, and nothing typed beside it is lost."""
    amira = signed_in(cast.amira)
    yesterday = timezone.localdate() - timedelta(days=1)
    for name, key, data, words in past_dates(cast):
        answer = send(amira, name, key, **data)
        shown = answer.content.decode()
        assert answer.status_code == 422, name
        assert words in shown and "govuk-error-summary" in shown and "govuk-error-message" in shown, name
        assert f'value="{yesterday.day}"' in shown and f'value="{yesterday.year}"' in shown, name
        for kept in ("text", "place", "message"):
            assert str(data.get(kept, "")) in shown, (name, kept)
    assert not Conversation.objects.exclude(starts_at=None).exists()
    assert AgreedAction.objects.get().text.startswith(SECRET)
    assert not AuditEvent.objects.filter(action="share_granted").exists()


def test_dates_in_the_past_when_planning_to_grow(cast, signed_in, published):
    conversation = growing.settled(cast)
    amira, yesterday = signed_in(cast.amira), timezone.localdate() - timedelta(days=1)
    for name, data in (
        ("growth_future", {"cell": "depth:2", "words": "Kept", "revision": 0} | day_of("on", yesterday)),
        ("growth_objective", {"title": "Kept", "horizon": "by_date", "revision": 0} | day_of("target_date", yesterday)),
    ):
        answer = send(amira, name, conversation.pk, **data)
        assert answer.status_code == 422 and "Kept" in answer.content.decode(), name
    assert not GrowthDraft.objects.get().plan


# A note of 100,000 characters


def test_a_100000_character_note_wherever_one_can_write(cast, signed_in):
    """What is allowed is said, what was typed stays in its box, and nothing of it is stored."""
    met = making.met(cast.amira, cast.tom, cast.ashdown)
    action = making.with_action(met)
    agreed = making.agreed(cast.amira, cast.tom, cast.ashdown, kind="probation")
    own = {"owner": str(cast.amira.pk), "text": "x"} | day_of("by_when", timezone.localdate())
    tries = [
        ("propose", "career", proposal_of(cast.tom, message=LONG)),
        ("prepare", agreed.pk, {"q0": LONG, "revision": 0, "then": "save"}),
        ("talk", met.pk, talk_data(met, record=LONG, do="save")),
        ("talk", met.pk, talk_data(met, notes=LONG, notes_revision=1, do="save")),
        ("talk", met.pk, talk_data(met, point=LONG, do="add-point")),
        *(("talk", met.pk, talk_data(met, do="add-action") | own | {name: LONG}) for name in ACTION_WORDS),
        ("action", action.pk, own | {"text": LONG, "revision": 1}),
        ("end", met.pk, {"review": "none", "no_review_reason": LONG}),
        ("write_note", met.pk, {"notes": LONG, "notes_revision": 1}),
        ("ask_to_read", None, {"q": "Tom", "person": str(cast.tom.pk), "purpose": "review", "reason": LONG}),
    ]
    check_too_long(signed_in(cast.amira), tries)
    assert not [one for one in AgreedAction.objects.all() if "yyy" in one.text + one.obstacle + one.help_wanted]
    assert record_of(met).text == f"{SECRET} Together."
    assert Conversation.objects.filter(state="proposed").count() == 0


ACTION_WORDS = ("text", "obstacle", "response", "help_wanted")


def check_too_long(client, tries) -> None:
    for name, key, data in tries:
        answer = send(client, name, *([key] if key else []), **data)
        shown = answer.content.decode()
        assert answer.status_code == 422, (name, answer.status_code)
        assert "characters" in shown and "govuk-error" in shown, name
        assert LONG in shown, f"{name} keeps what was typed"


def test_a_100000_character_note_in_feedback_and_growth(cast, signed_in, published):
    feedback, grown = giving.reflected(cast), growing.settled(cast)
    amira, tom = signed_in(cast.amira), signed_in(cast.tom)
    words = {"context": "x", "standard": "x", "revision": 0}
    check_too_long(
        tom,
        [
            ("cedar_stage", stage(feedback, "context").pk, words | {"context": LONG}),
            ("cedar_stage", stage(feedback, "context").pk, words | {"standard": LONG}),
            *(("cedar_stage", stage(feedback, "example").pk, {name: LONG, "revision": 0}) for name in SEEN),
            ("cedar_stage", stage(feedback, "discuss").pk, {"discussion": LONG, "base": "", "revision": 0}),
            ("growth_checklist", grown.pk, {"notes": LONG, "revision": 0}),
        ],
    )
    revision = growing.revision_of(grown)
    check_too_long(
        amira,
        [
            ("cedar_stage", stage(feedback, "reflection").pk, {"reflection": LONG, "revision": 1}),
            ("growth_adjustments", grown.pk, {"answer": "yes", "words": LONG, "revision": revision}),
            ("growth_settle", grown.pk, {"cell": "depth:1", "evidence0": LONG}),
            ("growth_words", grown.pk, {"aspirations": LONG, "revision": 0}),
            ("growth_objective", grown.pk, {"title": LONG, "horizon": "now", "revision": 0}),
            ("growth_objective", grown.pk, {"title": "x", "own": LONG, "horizon": "now", "revision": 0}),
        ],
    )
    assert not [one for one in StageAnswer.objects.all() if "yyy" in str(one.content)]
    assert AdjustmentsCheck.objects.get().content["words"] == ""
    assert not GrowthDraft.objects.get().plan


SEEN = ("strength0", "example", "learning0")


# An administrator through the admin, the API, an export, a search index, an e-mail, a log line


@pytest.fixture
def said(cast, published):
    """The two have said it everywhere: a career conversation, feedback, growth with its adjustments, a request."""
    ended = making.ended(cast.amira, cast.tom, cast.ashdown, message=SECRET, plan=Plan(place=SECRET))
    feedback = giving.given(cast)
    cedar.park_point(feedback, SECRET, by=cast.tom, at=NOW)
    grown = growing.settled(cast)
    growing.asked(grown, "yes", growing.ADJUSTMENT_SECRET)
    reading.ask_to_read(person=cast.amira, purpose="review", reason="For the panel", by=cast.ruth, at=NOW)
    return ended, feedback, grown


BIRDS = ("heron", "kingfisher", "wagtail", "quiet ones", "no sooner")


def birds_in(text: str) -> list[str]:
    return [bird for bird in BIRDS if bird in text.lower()]


def argless() -> list[str]:
    """Every address of the product that needs nothing to be known."""
    return [reverse(name) for name, pattern in ADDRESSES if ":" in name and not pattern.pattern.converters]


def test_an_administrator_opens_every_page_there_is(cast, signed_in, said):
    """Duties, a second-line manager and a colleague: lists, counts, the trail, exports, and every address of the three."""
    ended, feedback, grown = said
    amira = signed_in(cast.amira)
    to_be_found = page(amira, "conversation", ended.pk) + page(amira, "growth_adjustments", grown.pk)
    to_be_found += page(amira, "cedar_stage", stage(feedback, "example").pk)
    assert set(birds_in(to_be_found)) == set(BIRDS)
    for who in NOT_THE_TWO:
        client = signed_in(cast.everyone[who])
        shown = "".join(words_of(client.get(address)) for address in argless())
        assert len(shown) > 100_000
        assert birds_in(shown) == [], who
    administrator = signed_in(cast.pat)
    answers = [administrator.get(address).status_code for one in said for address in of_conversation(one)]
    assert set(answers) <= {404, 405}, "the access tables have everybody"


@pytest.mark.parametrize("who", ["pat", "dan"])
def test_an_administrator_through_the_admin_the_api_and_the_search(cast, signed_in, said, who):
    client = signed_in(cast.everyone[who])
    for address in (
        "/admin/",
        "/admin/conversations/conversation/",
        "/api/",
        "/api/conversations/",
        "/conversations.json",
    ):
        assert client.get(address).status_code == 404, address
    for name in ("people:list", "frameworks:search", "journal:search", "people:audit"):
        answer = client.get(reverse(name), {"q": "heron kingfisher"})
        assert "nobody looks" not in words_of(answer) and "right moment" not in words_of(answer), name


def test_an_administrator_through_mail_the_trail_and_the_log(
    cast, signed_in, caplog, mailoutbox, django_capture_on_commit_callbacks
):
    """The most talkative log there is, while the two do everything through their pages."""
    caplog.set_level(logging.DEBUG)
    amira, tom = signed_in(cast.amira), signed_in(cast.tom)
    with django_capture_on_commit_callbacks(execute=True):
        send(amira, "propose", "career", **proposal_of(cast.tom, message=SECRET, place=SECRET))
        conversation = Conversation.objects.get()
        send(tom, "agree", conversation.pk)
        for who in (amira, tom):
            send(who, "come_in", conversation.pk)
        own = {"owner": str(cast.amira.pk), "text": SECRET} | day_of("by_when", timezone.localdate())
        typed = talk_data(conversation, record=SECRET, notes=SECRET, notes_revision=0, point=SECRET, do="add-action")
        send(tom, "talk", conversation.pk, **(typed | own))
        send(tom, "save_record", conversation.pk, **talk_data(conversation, record=LONG + SECRET))
        send(
            tom,
            "talk",
            conversation.pk,
            **talk_data(conversation, record=f"{SECRET} Other.", base="x", record_revision=0),
        )
        send(amira, "end", conversation.pk, review="none", no_review_reason=SECRET)
    assert SECRET in page(amira, "conversation", conversation.pk)
    assert len(mailoutbox) >= 3 and caplog.records
    assert not [one for one in mailoutbox if birds_in(one.message().as_string())]
    assert birds_in(caplog.text) == []
    assert not [event for event in AuditEvent.objects.all() if birds_in(str(vars(event)))]


def test_what_a_stage_holds_is_on_no_page_of_another_stage_for_a_stranger(cast, signed_in, published):
    """Guessing the address of a stage, a draft, a checklist: the same nothing as an address that never was."""
    conversation = growing.settled(cast)
    for key in (REFLECTION, HISTORY, POSITION, PLAN):
        address = reverse("conversations:growth_stage", args=[stage_on(conversation, key).pk])
        for who in NOT_THE_TWO:
            assert signed_in(cast.everyone[who]).get(address).status_code == 404
