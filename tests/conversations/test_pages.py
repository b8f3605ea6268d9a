"""From outside: what the two see and do, page by page."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from stepwell.conversations.models import AgendaItem, AgreedAction, Conversation
from stepwell.conversations.operations import meeting, noting, preparing
from stepwell.conversations.queries import reading
from stepwell.conversations.queries.conversations import conversation_by_id
from stepwell.plans.queries.plans import objectives_of, plans_of

from . import making
from .making import SECRET

IN_A_MONTH = timezone.localdate() + timedelta(days=30)


def page(client, name, *args, **more) -> str:
    answer = client.get(reverse(f"conversations:{name}", args=args), **more)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def send(client, name, *args, follow=True, **data):
    return client.post(reverse(f"conversations:{name}", args=args), data, follow=follow)


def day_of(name: str, day) -> dict:
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}


def proposal_of(partner, **more) -> dict:
    usual = {"about": "mine", "other_role": "manager", "minutes": "60", "setting": "separate", "frequency": "quarterly"}
    return usual | {"partner": str(partner.pk), "form": "walk", "place": "By the river", "message": SECRET} | more


def talk_data(conversation, **more) -> dict:
    record = reading.record_of(conversation)
    usual = {
        "record": record.text if record else "",
        "base": record.text if record else "",
        "record_revision": record.revision if record else 0,
    }
    return usual | more


def test_somebody_asks_their_manager_who_agrees(cast, signed_in, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        asks_and_agrees(cast, signed_in)
    assert [mail.to for mail in mailoutbox] == [["tom@example.org"], ["amira@example.org"], ["tom@example.org"]]
    assert [len(mail.attachments) for mail in mailoutbox] == [0, 1, 1], "both get the entry for their calendar"
    for mail in mailoutbox:
        assert "heron" not in mail.subject + mail.body


def asks_and_agrees(cast, signed_in):
    amira, tom = signed_in(cast.amira), signed_in(cast.tom)
    assert "Your line manager" in page(amira, "propose", "career")
    soon = timezone.localdate() + timedelta(days=5)
    answer = send(amira, "propose", "career", **proposal_of(cast.tom), **day_of("day", soon), time="2.30pm")
    assert "has been asked" in answer.content.decode()
    conversation = Conversation.objects.get()
    assert timezone.localtime(conversation.starts_at).hour == 14
    seen = page(tom, "conversation", conversation.pk)
    assert SECRET in seen
    assert "It goes both ways" in seen
    assert "Not now" in seen
    send(tom, "agree", conversation.pk)
    assert conversation_by_id(conversation.pk).state == "agreed"


def test_the_manager_proposes_and_not_now_leaves_no_mark(cast, signed_in):
    """Scenario 12."""
    amira, tom = signed_in(cast.amira), signed_in(cast.tom)
    address = reverse("conversations:propose", args=["career"])
    tom.post(f"{address}?with={cast.amira.pk}&about=theirs", proposal_of(cast.amira, about="theirs"))
    conversation = Conversation.objects.get()
    assert (conversation.person, conversation.other) == (cast.amira, cast.tom)
    assert "No reason is needed" in page(amira, "not_now", conversation.pk)
    send(amira, "not_now", conversation.pk)
    assert not Conversation.objects.exists()
    for client in (amira, tom):
        assert "Career and development" not in page(client, "list")
    assert "Nothing planned" in page(tom, "team")
    send(amira, "propose", "career", **proposal_of(cast.tom))
    assert Conversation.objects.get().proposed_by == cast.amira


def test_the_other_may_suggest_other_terms(cast, signed_in, proposal):
    soon = timezone.localdate() + timedelta(days=8)
    terms = {"minutes": "45", "setting": "within_one_to_ones", "frequency": "monthly", "form": "video", "place": ""}
    send(signed_in(cast.amira), "terms", proposal.pk, **terms, **day_of("day", soon), time="10:00")
    changed = conversation_by_id(proposal.pk)
    assert (changed.state, changed.proposed_by, changed.minutes) == ("proposed", cast.amira, 45)
    assert "as a point of your one-to-ones" in page(signed_in(cast.tom), "conversation", proposal.pk)
    send(signed_in(cast.tom), "agree", proposal.pk)
    assert conversation_by_id(proposal.pk).state == "agreed"


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"day-day": "1", "day-month": "1", "day-year": "2020", "time": "10:00"}, "must be in the future"),
        ({"day-day": "1", "day-month": "1", "day-year": "2090", "time": "10:00"}, "within three years"),
        ({"time": "10:00"}, "Enter the day that goes with the time"),
        ({"time": "soonish"}, "Write the time like 10:30 or 2pm"),
        ({"minutes": "3"}, "10 or more"),
        ({"partner": ""}, "Choose with whom you want to talk"),
        ({"partner": "x"}, "Choose one of the answers"),
        ({"place": "x" * 500}, "200 characters or fewer"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(cast, signed_in, wrong, message):
    answer = send(signed_in(cast.amira), "propose", "career", **(proposal_of(cast.tom) | wrong))
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert SECRET in answer.content.decode()
    assert not Conversation.objects.exists()


def test_people_from_elsewhere_cannot_be_asked(cast, signed_in):
    answer = send(signed_in(cast.amira), "propose", "career", **proposal_of(cast.olga))
    assert answer.status_code == 422
    assert not Conversation.objects.exists()


def test_the_calendar_entry_says_nothing_and_moves(cast, signed_in, agreed):
    tom = signed_in(cast.tom)
    soon = timezone.localdate() + timedelta(days=8)
    terms = {"minutes": "45", "setting": "separate", "frequency": "", "form": "walk", "place": SECRET}
    send(tom, "terms", agreed.pk, **terms, **day_of("day", soon), time="10:00")
    first = signed_in(cast.amira).get(reverse("conversations:calendar_entry", args=[agreed.pk])).content.decode()
    send(tom, "terms", agreed.pk, **terms, **day_of("day", soon), time="11:00")
    second = signed_in(cast.amira).get(reverse("conversations:calendar_entry", args=[agreed.pk])).content.decode()
    uids = [next(line for line in text.splitlines() if line.startswith("UID")) for text in (first, second)]
    assert uids[0] == uids[1]
    assert "SEQUENCE:1" in first
    assert "SEQUENCE:2" in second
    for words in ("heron", "Career", "Tom", "Amira", "LOCATION"):
        assert words not in second


def test_one_topic_and_not_sure_yet_are_enough(cast, signed_in, agreed, published):
    """Scenario 11."""
    amira = signed_in(cast.amira)
    assert page(amira, "prepare", agreed.pk).count("<textarea") == 4
    send(amira, "prepare", agreed.pk, q0=SECRET, goals=["unsure"], revision=0, then="ready")
    stored = reading.preparations_for(conversation_by_id(agreed.pk), cast.amira)
    assert SECRET in stored.own.answers.values()
    assert stored.own.answers["goals"] == ["unsure"]
    assert stored.mine.ready_at
    assert SECRET not in page(signed_in(cast.tom), "prepare", agreed.pk)


def test_preparation_is_saved_while_typed(cast, signed_in, agreed):
    amira = signed_in(cast.amira)
    answer = send(amira, "prepare_save", agreed.pk, q0=SECRET, revision=0, seen="0")
    assert answer.json() == {"saved": True, "revision": 1, "seen": "1", "errors": {}}
    clash = send(amira, "prepare_save", agreed.pk, q0="Other", revision=0)
    assert (clash.status_code, clash.json()["reason"]) == (409, "changed")
    both = send(amira, "prepare", agreed.pk, q0="Other", revision=0, then="later")
    assert both.status_code == 409
    assert SECRET in both.content.decode()
    assert "Other" in both.content.decode()


def test_coming_in_comes_first(cast, signed_in, agreed):
    amira = signed_in(cast.amira)
    assert "stays between you" in page(amira, "come_in", agreed.pk)
    assert "may have to be shown to them" in page(amira, "come_in", agreed.pk)
    send(amira, "come_in", agreed.pk)
    assert conversation_by_id(agreed.pk).state == "met"
    answer = signed_in(cast.tom).get(reverse("conversations:talk", args=[agreed.pk]))
    assert answer.headers["Location"].endswith("/come-in/")


def test_a_grow_session_shows_5_5_5_6_prompts(cast, signed_in, met, published):
    """Scenario 15: prompts to draw from; unanswered ones ask for nothing."""
    shown = page(signed_in(cast.amira), "talk", met.pk)
    assert shown.count('value="draw:direction.') == 21
    send(signed_in(cast.amira), "talk", met.pk, **talk_data(met), do="draw:direction.0")
    drawn = AgendaItem.objects.filter(conversation=met, origin="question").get()
    assert drawn.text in shown.replace("&#x27;", "'")


def test_whatever_button_is_pressed_nothing_typed_is_lost(cast, signed_in, met):
    """One form: a tick saves our record, my notes, a point and an action that were typed beside it."""
    amira = signed_in(cast.amira)
    item = reading.items_of(met)[0]
    data = talk_data(
        met,
        record=f"{SECRET} Together.\n\nMore.",
        notes="Mine now.",
        notes_revision=1,
        point="Another point",
        text="Read the strategy",
        owner=str(cast.amira.pk),
        do=f"point:{item.pk}:done",
        **day_of("by_when", IN_A_MONTH),
    )
    send(amira, "talk", met.pk, **data)
    assert reading.record_of(met).text.endswith("More.")
    assert reading.private_note_of(met, cast.amira).text == "Mine now."
    assert "Another point" in [one.text for one in reading.items_of(met)]
    assert [one.text for one in reading.actions_of(met)] == ["Read the strategy"]
    assert reading.item_by_id(item.pk).state == "done"


def test_an_action_half_typed_stays_on_the_page(cast, signed_in, met):
    answer = send(signed_in(cast.amira), "talk", met.pk, **talk_data(met, text="Read", do="add-action"))
    assert answer.status_code == 422
    assert "Enter by when" in answer.content.decode()
    assert "Read</textarea>" in answer.content.decode()
    past = talk_data(
        met, text="Read", owner=str(cast.amira.pk), do="add-action", **day_of("by_when", IN_A_MONTH.replace(year=2020))
    )
    assert "today or later" in send(signed_in(cast.amira), "talk", met.pk, **past).content.decode()
    assert not AgreedAction.objects.exists()


def test_a_record_of_100000_characters_is_refused_with_the_reason_and_kept_on_the_page(cast, signed_in, met):
    answer = send(signed_in(cast.amira), "talk", met.pk, **talk_data(met, record="y" * 100_000, do="save"))
    assert answer.status_code == 422
    assert "20000 characters or fewer" in answer.content.decode()
    assert "y" * 100_000 in answer.content.decode()
    saved = send(signed_in(cast.amira), "save_record", met.pk, **talk_data(met, record="y" * 100_000))
    assert (saved.status_code, saved.json()["reason"]) == (422, "wrong")


def test_both_in_one_paragraph_choose(cast, signed_in, met):
    base = talk_data(met)
    send(signed_in(cast.tom), "talk", met.pk, **(base | {"record": "Tom’s words.", "do": "save"}))
    mine = base | {"record": "Amira’s words.", "text": "Typed beside it", "do": "save"}
    answer = send(signed_in(cast.amira), "talk", met.pk, **mine)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Tom’s words.\nAmira’s words." in shown
    assert "Typed beside it" in shown
    assert reading.record_of(met).text == "Tom’s words."
    chosen = talk_data(met, record="Both mean this.", do="save")
    send(signed_in(cast.amira), "talk", met.pk, **chosen)
    assert reading.record_of(met).text == "Both mean this."


def test_pauses_are_saved_and_the_other_hears_of_them(cast, signed_in, met):
    amira, tom = signed_in(cast.amira), signed_in(cast.tom)
    started = conversation_by_id(met.pk).revision
    assert tom.get(reverse("conversations:news", args=[met.pk]), {"revision": started}).status_code == 204
    saved = send(amira, "save_record", met.pk, **talk_data(met, record=f"{SECRET} Together, hers."))
    assert saved.json()["saved"]
    send(amira, "talk", met.pk, **talk_data(met, point="From Amira", do="add-point"))
    news = tom.get(reverse("conversations:news", args=[met.pk]), {"revision": started}).json()
    assert news["record"]["text"].endswith("hers.")
    assert "From Amira" in news["agenda"]
    assert news["written"] == "Amira wrote last"
    clash = send(tom, "save_record", met.pk, record="Other", base=f"{SECRET} Together.", record_revision=1)
    assert (clash.status_code, clash.json()) == (409, {"saved": False, "reason": "clash"})
    assert send(tom, "save_notes", met.pk, notes="His.", notes_revision=1).json()["saved"]
    assert send(tom, "save_notes", met.pk, notes="Old page.", notes_revision=1).json()["reason"] == "changed"


def test_my_notes_are_on_my_page_alone(cast, signed_in, met):
    assert "Amira alone." in page(signed_in(cast.amira), "talk", met.pk)
    assert "Amira alone." not in page(signed_in(cast.tom), "talk", met.pk)


def test_an_action_waits_for_its_owner(cast, signed_in, met):
    amira, tom = signed_in(cast.amira), signed_in(cast.tom)
    data = talk_data(
        met, text="Try the desk", owner=str(cast.amira.pk), do="add-action", **day_of("by_when", IN_A_MONTH)
    )
    send(tom, "talk", met.pk, **data)
    action = AgreedAction.objects.get()
    assert "It is yours only if you agree" in page(amira, "talk", met.pk)
    send(tom, "talk", met.pk, **talk_data(met, do=f"action:{action.pk}:done"))
    assert reading.action_by_id(action.pk).state == "proposed"
    send(amira, "talk", met.pk, **talk_data(met, do=f"action:{action.pk}:agree"))
    assert reading.action_by_id(action.pk).state == "open"


def test_nobody_presses_the_buttons_of_another_conversation(cast, signed_in, met):
    elsewhere = making.met(cast.ben, cast.cora, cast.ashdown, other_role="coach", by=cast.ben)
    item, action = reading.items_of(elsewhere)[0], making.with_action(elsewhere)
    for do in (f"point:{item.pk}:done", f"action:{action.pk}:done", "point:x:done", "draw:nowhere.99", "point:::"):
        assert send(signed_in(cast.amira), "talk", met.pk, **talk_data(met, do=do)).status_code == 200
    assert reading.item_by_id(item.pk).state == "open"
    assert reading.action_by_id(action.pk).state == "open"


def test_roles_are_suggested_with_the_reason_and_any_may_be_taken(cast, signed_in, met, published):
    """Scenarios 13 and 14."""
    tom = signed_in(cast.tom)
    stage = "qmul-conversations/unsure-what-they-want"
    shown = send(tom, "roles", met.pk, condition=[stage], then="suggest").content.decode()
    assert "Suggested: Analyst, then Coach" in shown
    assert "Because: Follow up in this role" in shown
    assert "checked" not in shown.split('id="roles"')[1]  # a suggestion is never applied by itself
    both = send(tom, "roles", met.pk, condition=["qmul-conversations/knows-what-is-next"], then="suggest")
    assert "Suggested: Advisor and Connector" in both.content.decode()
    send(tom, "roles", met.pk, condition=[stage], role=["qmul-conversations/connector"], then="take")
    for client in (tom, signed_in(cast.amira)):
        assert "Connector</strong>" in page(client, "talk", met.pk)


def test_a_coach_is_asked_to_follow_up(cast, signed_in, met, published):
    """R19."""
    tom = signed_in(cast.tom)
    send(tom, "roles", met.pk, role=["qmul-conversations/coach"], then="take")
    making.with_action(met)
    send(signed_in(cast.amira), "end", met.pk, review="day", **day_of("review_date", IN_A_MONTH))
    assert "Ask Amira how it went" in page(tom, "conversation", met.pk)
    assert "Ask Amira how it went" not in page(signed_in(cast.amira), "conversation", met.pk)
    send(tom, "follow_up", met.pk)
    assert "Ask Amira how it went" not in page(tom, "conversation", met.pk)


def test_there_are_six_what_if_cards(cast, signed_in, published):
    """Scenario 16."""
    assert page(signed_in(cast.amira), "guidance").count("What if ") - 1 >= 6
    cards = page(signed_in(cast.amira), "guidance").split('id="what-if"')[1].split("</section>")[0]
    assert cards.count("<details") == 6


def test_a_card_leads_to_an_action_while_they_talk(cast, signed_in, met, published):
    """W04: from the page they talk at and back to its actions; nothing of it is noted. Without a talk, there is no such link."""
    tom, link = signed_in(cast.tom), reverse("conversations:talk", args=[met.pk]) + "#actions"
    assert reverse("conversations:guidance_beside", args=[met.pk]) in page(tom, "talk", met.pk)
    assert page(tom, "guidance_beside", met.pk).count(link) == 6
    assert link not in page(tom, "guidance")
    assert not AgendaItem.objects.filter(conversation=met, origin="question").exists()


def test_any_question_goes_on_the_agenda_about_any_part(cast, signed_in, met, published):
    """Scenario 17."""
    amira = signed_in(cast.amira)
    address = reverse("conversations:questions", args=[met.pk])
    pack = published["qmul-leading-together"]
    part = next(one for one in pack.content["dimensions"] if "Influencer" in one["name"])
    level = next(one for one in pack.content["levels"] if one["name"] == "Established")
    query = f"?about=qmul-leading-together/{part['id']}&level={level['id']}"
    shown = amira.get(address + query).content.decode()
    assert f"{part['name']} (Established)" in shown
    amira.post(address + query, {"question": "qmul-conversations/coaching-questions.2"})
    drawn = AgendaItem.objects.filter(conversation=met, origin="question").get()
    assert f"{part['name']} (Established)" in drawn.text


def test_ending_asks_for_what_is_missing(cast, signed_in, met):
    """Scenario 20."""
    amira = signed_in(cast.amira)
    answer = send(amira, "end", met.pk, review="none")
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "nothing to do for now" in shown
    assert "Say in a few words why there is no day" in shown
    assert "Choose a day to look again" in send(amira, "end", met.pk, no_actions="on").content.decode()
    past = send(
        amira, "end", met.pk, no_actions="on", review="day", **day_of("review_date", IN_A_MONTH.replace(year=2020))
    )
    assert "The day must be after today" in past.content.decode()
    send(amira, "end", met.pk, no_actions="on", review="none", no_review_reason=SECRET)
    ended = conversation_by_id(met.pk)
    assert (ended.state, ended.no_review_reason) == ("ended", SECRET)


def test_the_record_stays_with_the_two(cast, signed_in, ended):
    for person in (cast.amira, cast.tom):
        shown = page(signed_in(person), "conversation", ended.pk)
        assert f"{SECRET} Together." in shown
        assert f"{SECRET} Promised." in shown
        assert f"{SECRET} {person.called} alone." in shown
    assert "Tom alone." not in page(signed_in(cast.amira), "conversation", ended.pk)


def test_who_changed_what_and_what_was_there_before(cast, signed_in, met):
    noting.save_record(met, "Tom’s.", base=f"{SECRET} Together.", revision=1, by=cast.tom, at=timezone.now())
    shown = page(signed_in(cast.amira), "history", met.pk)
    assert (
        f'<del class="cv-out"><span class="govuk-visually-hidden">Taken out: </span>{SECRET} Together.</del>' in shown
    )
    assert "Put in: </span>Tom’s.</ins>" in shown


def test_one_list_of_all_my_actions_and_into_the_plan(cast, signed_in, ended):
    amira = signed_in(cast.amira)
    action = AgreedAction.objects.get()
    assert action.text in page(amira, "promises")
    assert action.text not in page(signed_in(cast.tom), "promises")
    for _ in range(2):
        send(amira, "to_plan", action.pk)
    (plan,) = plans_of(cast.amira)
    assert [one.title for one in objectives_of(plan)] == [action.text]
    send(amira, "settle", action.pk, state="done", outcome="Went well", next="//evil.example/")
    assert "Went well" in page(amira, "promises")


def test_an_action_changed_twice_at_once(cast, signed_in, met):
    action = making.with_action(met)
    amira = signed_in(cast.amira)
    new = {"text": "New", "revision": 1, **day_of("by_when", IN_A_MONTH)}
    send(amira, "action", action.pk, **new)
    answer = send(amira, "action", action.pk, **(new | {"text": "From an older page"}))
    assert answer.status_code == 422
    assert "changed on another page" in answer.content.decode()
    assert "From an older page" in answer.content.decode()
    assert reading.action_by_id(action.pk).text == "New"


def test_thoughts_come_later_too(cast, signed_in, ended):
    amira = signed_in(cast.amira)
    send(amira, "write_note", ended.pk, notes="Later thought", notes_revision=1)
    assert reading.private_note_of(ended, cast.amira).text == "Later thought"
    assert send(amira, "write_note", ended.pk, notes="Old page", notes_revision=1).status_code == 409
    long = send(amira, "write_note", ended.pk, notes="z" * 100_000, notes_revision=2)
    assert long.status_code == 422
    assert "z" * 100_000 in long.content.decode()


def test_looking_again(cast, signed_in, ended):
    amira = signed_in(cast.amira)
    send(amira, "look_again", ended.pk, then="move", **day_of("review_date", IN_A_MONTH))
    assert conversation_by_id(ended.pk).review_date == IN_A_MONTH
    wrong = send(amira, "look_again", ended.pk, then="move", **day_of("review_date", IN_A_MONTH.replace(year=2020)))
    assert wrong.status_code == 422
    send(amira, "look_again", ended.pk, then="done")
    assert conversation_by_id(ended.pk).reviewed_at


def test_the_next_one_follows(cast, signed_in, ended):
    address = f"{reverse('conversations:propose', args=['career'])}?with={cast.tom.pk}&follows={ended.pk}"
    signed_in(cast.amira).post(address, proposal_of(cast.tom))
    assert Conversation.objects.get(state="proposed").follows == ended
    stranger = signed_in(cast.ben).post(address, proposal_of(cast.tom))
    assert stranger.status_code == 302
    assert Conversation.objects.filter(person=cast.ben).get().follows is None


def test_a_stage_with_no_page_of_its_own_is_a_form(cast, signed_in):
    """Scenarios 18 and 19, on the plain pages."""
    conversation = making.agreed(cast.amira, cast.tom, cast.ashdown, kind="feedback")
    for template in conversation.agenda["stages"]:
        template["page"] = None
    conversation.save(update_fields=["agenda"])
    amira, tom = signed_in(cast.amira), signed_in(cast.tom)
    stages = {stage.key: stage.pk for stage in conversation.stages.all()}
    assert "opens when what comes before it" in page(tom, "stage", stages["example"])
    send(tom, "stage", stages["example"], strengths="x", then="give")
    send(amira, "stage", stages["reflection"], reflection=SECRET, then="save")
    assert SECRET not in page(tom, "stage", stages["reflection"])
    send(amira, "stage", stages["reflection"], reflection=SECRET, revision=1, then="give")
    assert SECRET in page(tom, "stage", stages["reflection"])
    refused = send(tom, "stage", stages["example"], learning="1\n2\n3\n4", then="give")
    assert refused.status_code == 422
    assert "Keep it to 3 at most" in refused.content.decode()
    send(tom, "stage", stages["example"], learning="1\n2\n3", strengths="\n".join("abcdefg"), then="give")
    assert "a<br>b" in page(amira, "stage", stages["example"])


def test_a_coach_elsewhere_in_the_organisation_does_the_same(cast, signed_in):
    amira, cora = signed_in(cast.amira), signed_in(cast.cora)
    address = f"{reverse('conversations:propose', args=['career'])}?q=Cora"
    amira.post(address, proposal_of(cast.cora, other_role="coach", q="Cora"))
    conversation = Conversation.objects.get()
    send(cora, "agree", conversation.pk)
    for client in (amira, cora):
        send(client, "come_in", conversation.pk)
    send(cora, "talk", conversation.pk, **talk_data(conversation, record=SECRET, do="save"))
    send(amira, "end", conversation.pk, no_actions="on", review="day", **day_of("review_date", IN_A_MONTH))
    assert SECRET in page(amira, "conversation", conversation.pk)
    assert signed_in(cast.tom).get(reverse("conversations:conversation", args=[conversation.pk])).status_code == 404


def test_lists_ask_as_much_for_three_as_for_one(cast, signed_in):
    """The same number of queries, whatever the number of conversations."""
    pages = ["list", "promises", "team"]
    counts = []
    for _ in range(2):
        making.ended(cast.amira, cast.tom, cast.ashdown)
        making.ended(cast.ben, cast.tom, cast.ashdown)
        making.agreed(cast.amira, cast.tom, cast.ashdown, kind="one-to-one")
        counts.append([queries_of(signed_in(cast.tom), name) for name in pages])
        making.agreed(cast.amira, cast.tom, cast.ashdown, kind="probation")
    assert counts[0] == counts[1]
    assert max(counts[1]) <= 25


def test_a_page_of_talk_asks_the_same_for_much_as_for_little(cast, signed_in, met, published):
    before = queries_of(signed_in(cast.tom), "talk", met.pk)
    for number in range(5):
        meeting.add_point(met, text=f"{number}", by=cast.amira, at=timezone.now())
        making.with_action(met)
    assert queries_of(signed_in(cast.tom), "talk", met.pk) == before <= 25


def queries_of(client, name, *args) -> int:
    client.get(reverse(f"conversations:{name}", args=args))
    with CaptureQueriesContext(connection) as found:
        assert client.get(reverse(f"conversations:{name}", args=args)).status_code == 200
    return len(found)


def test_both_ready_read_what_both_prepared(cast, signed_in, agreed):
    for person in (cast.amira, cast.tom):
        preparing.save_preparation(agreed, {"q": f"{SECRET} {person.called}"}, revision=0, by=person, at=timezone.now())
        preparing.say_ready(agreed, is_ready=True, by=person, at=timezone.now())
    assert f"{SECRET} Amira" in page(signed_in(cast.tom), "prepare", agreed.pk)
    assert f"{SECRET} Tom" in page(signed_in(cast.amira), "prepare", agreed.pk)


def test_talking_with_a_team_is_offered_to_whoever_has_one(cast, signed_in, ended):
    """R34: everything else on the page is there for everybody."""
    address = reverse("conversations:team")
    assert address in page(signed_in(cast.tom), "list")
    assert address not in page(signed_in(cast.amira), "list")
    assert "Nobody reports to you" in page(signed_in(cast.amira), "team")


def test_what_to_look_at_again_names_with_whom(cast, signed_in, ended):
    """A manager of forty has forty of the same title."""
    Conversation.objects.filter(pk=ended.pk).update(review_date=timezone.localdate())
    for person, words in ((cast.tom, "for Amira</strong></a> with Amira Hassan"), (cast.amira, "with Tom Okafor")):
        waiting = page(signed_in(person), "list").split('id="reviews"')[1].split("</section>")[0]
        assert words in waiting


def test_a_manager_chooses_among_their_team(cast, signed_in):
    """Without a search; somebody without a team sees nobody else's."""
    assert {"Amira Hassan", "Ben Carter"} <= set(words_in(page(signed_in(cast.tom), "propose", "career")))
    assert not {"Ben Carter", "Ruth Ellis"} & set(words_in(page(signed_in(cast.amira), "propose", "career")))


def words_in(shown: str) -> list[str]:
    return re.findall(r"[A-Z]\w+ [A-Z]\w+", shown.split("<main")[1])


def test_what_two_have_had_stands_in_the_order_of_its_days(cast, signed_in):
    """A one-to-one that was planned early and called off late stands where its day is."""
    early = making.agreed(cast.amira, cast.tom, cast.ashdown, kind="one-to-one")
    late = making.ended(cast.amira, cast.tom, cast.ashdown)
    Conversation.objects.filter(pk=early.pk).update(state="called_off", ended_at=late.ended_at + timedelta(days=5))
    shown = page(signed_in(cast.amira), "with_person", cast.tom.pk)
    assert shown.index(str(early.pk)) < shown.index(str(late.pk))
