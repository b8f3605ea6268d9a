"""The page two people talk at, at one screen or two. It is one form: whatever button is pressed, nothing typed is lost."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.domain.merging import both
from stepwell.frameworks.queries import stored_packs
from stepwell.people.requests import HttpRequest

from .. import access
from ..forms.talking import ActionForm, PointForm, WordsForm
from ..models import AgendaItem, AgreedAction, Conversation
from ..operations import meeting, noting, promising
from ..operations.refusals import ChangedElsewhere, Refused, SameParagraph
from ..presenters import preparing, talking
from ..queries.conversations import other_is_gone
from ..queries.reading import action_by_id, item_by_id, private_note_of
from ..queries.support import roles_of
from ..queries.talking import Talk, talk_of
from .beside import job_address

State = Conversation.State
ACTION_FIELDS = ("text", "obstacle", "response", "help_wanted", "by_when-day", "by_when-month", "by_when-year")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CONVERSATION_TAKE_PART, on=access.load_conversation)
def talk(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    if conversation.state != State.MET:
        return redirect("conversations:conversation", conversation.pk)
    found = read(request, conversation)
    if not found.preparations.mine.acknowledged_at:
        return redirect("conversations:come_in", conversation.pk)
    if request.method != "POST":
        return show(request, found, action_form(request, found))
    return write(request, found)


def read(request: HttpRequest, conversation: Conversation) -> Talk:
    return talk_of(conversation, request.person, stored_packs(conversation.organisation))


def action_form(request: HttpRequest, found: Talk, data: Any = None) -> ActionForm:
    initial = {"owner": str(request.person.pk)}
    return ActionForm(found.conversation.both, request.person, timezone.localdate(), data, initial=initial)


def write(request: HttpRequest, found: Talk) -> HttpResponse:
    """What was typed is kept first; then the point and the action in their boxes; then what the button asks for."""
    words, point = WordsForm(found.record, found.note, request.POST), PointForm(request.POST)
    typed = any(request.POST.get(name) for name in ACTION_FIELDS)
    action = action_form(request, found, request.POST if typed or request.POST.get("do") == "add-action" else None)
    if not (words.is_valid() & point.is_valid()):
        return show(request, found, action, words, point, status=422)
    try:
        keep_words(request, found.conversation, words)
    except SameParagraph as clash:
        return choose_record(request, found.conversation, words, clash)
    except ChangedElsewhere as clash:
        return choose_notes(request, found.conversation, words, clash)
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect("conversations:conversation", found.conversation.pk)
    return act(request, found, point, action)


def keep_words(request: HttpRequest, conversation: Conversation, words: WordsForm) -> None:
    """Of the two texts, those that the page had: one that was not sent is not an empty one."""
    data, who = words.cleaned_data, {"by": request.person, "at": timezone.now()}
    if "notes" in request.POST:
        noting.save_private_note(conversation, data["notes"], revision=words.number("notes_revision"), **who)
    if "record" in request.POST:
        revision = words.number("record_revision")
        noting.save_record(conversation, data["record"], base=data["base"], revision=revision, **who)


def act(request: HttpRequest, found: Talk, point: PointForm, action: ActionForm) -> HttpResponse:
    """An action that was begun and is not whole stays on the page with what is missing; the button works all the same."""
    conversation, do = found.conversation, request.POST.get("do", "")[:200]
    panel = "record"
    try:
        if point.cleaned_data["point"]:
            meeting.add_point(conversation, text=point.cleaned_data["point"], by=request.person, at=timezone.now())
            panel = "agenda"
        panel = press(request, found, do) or panel
        if action.is_bound and not action.is_valid():
            return show(request, read(request, conversation), action, status=422)
        if action.is_bound:
            add_action(request, conversation, action)
            panel = "actions"
    except Refused as refusal:
        messages.warning(request, str(refusal))
    if do == "end":
        return redirect("conversations:end", conversation.pk)
    return redirect(f"{reverse('conversations:talk', args=[conversation.pk])}#{panel}")


def add_action(request: HttpRequest, conversation: Conversation, form: ActionForm) -> None:
    promising.add_action(
        conversation,
        form.promise(),
        owner=form.cleaned_data["owner"],
        by=request.person,
        at=timezone.now(),
        today=timezone.localdate(),
    )


def press(request: HttpRequest, found: Talk, do: str) -> str:
    """`point:<id>:<state>`, `draw:<key>`, `action:<id>:<state>`: the panel it was in. Anything else does nothing."""
    kind, _, rest = do.partition(":")
    key, _, state = rest.partition(":")
    if kind == "draw":
        draw(request, found, rest)
    elif kind == "point":
        press_point(request, found.conversation, as_uuid(key), state)
    elif kind == "action":
        press_action(request, found.conversation, as_uuid(key), state)
    return {"draw": "agenda", "point": "agenda", "action": "actions"}.get(kind, "")


def draw(request: HttpRequest, found: Talk, key: str) -> None:
    """Put a question from the page on the agenda."""
    text = talking.question_of(key, found)
    if text:
        text = text[: meeting.MOST_POINT]
        meeting.add_point(found.conversation, text=text, is_question=True, by=request.person, at=timezone.now())


def as_uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def press_point(request: HttpRequest, conversation: Conversation, key: UUID | None, state: str) -> None:
    item = item_by_id(key) if key else None
    if item and item.conversation_id == conversation.pk and state in AgendaItem.State.values:
        meeting.settle_point(item, state=state, by=request.person, at=timezone.now())


def press_action(request: HttpRequest, conversation: Conversation, key: UUID | None, state: str) -> None:
    action = action_by_id(key) if key else None
    if action is None or action.conversation_id != conversation.pk:
        return
    if state == "agree":
        promising.agree_to_action(action, by=request.person, at=timezone.now())
    elif state in AgreedAction.State.values:
        promising.settle_action(action, state=state, by=request.person, at=timezone.now())


def show(
    request: HttpRequest,
    found: Talk,
    action: ActionForm,
    words: WordsForm | None = None,
    point: PointForm | None = None,
    status: int = 200,
) -> HttpResponse:
    definitions = {role.id: role.definition for role in roles_of(found.packs)}
    context = {
        **panels(request, found),
        "words": words or WordsForm(found.record, found.note),
        "point": point or PointForm(),
        "action": action,
        "roles": talking.taken_roles(found, definitions),
        "theirs": preparing.answers_of(found.preparations.theirs),
        "mine": preparing.answers_of(found.preparations.own),
        "previous_lines": talking.action_lines(found.previous_actions, request.person, timezone.localdate()),
        "written": talking.written_words(found),
        "job_url": job_address(request, found.conversation, found.agenda),
        "is_alone": other_is_gone(found.conversation, timezone.localdate()),
    }
    return render(request, "conversations/talk.html", context, status=status)


def panels(request: HttpRequest, found: Talk) -> dict[str, Any]:
    """What the agenda and the actions are drawn from, on the page and in news of it."""
    conversation = found.conversation
    return {
        "talk": found,
        "conversation": conversation,
        "agenda": found.agenda,
        "partner": conversation.partner_of(request.person),
        "is_own": conversation.person_id == request.person.pk,
        "points": talking.point_lines(found),
        "actions": talking.action_lines(found.actions, request.person, timezone.localdate()),
    }


def carried(request: HttpRequest, *besides: str) -> list[tuple[str, str]]:
    """Everything else that was on the page, so that a choice about one text loses nothing of the others."""
    left_out = {"csrfmiddlewaretoken", *besides}
    return [(name, value) for name, values in request.POST.lists() if name not in left_out for value in values]


def choose_record(
    request: HttpRequest, conversation: Conversation, words: WordsForm, clash: SameParagraph
) -> HttpResponse:
    """Both changed one paragraph: nothing of our record is written until they have chosen."""
    mine, base, theirs = words.cleaned_data["record"], words.cleaned_data["base"], clash.current
    context = {
        "conversation": conversation,
        "partner": conversation.partner_of(request.person),
        "theirs": theirs,
        "mine": mine,
        "both": both(base, mine, theirs.text),
        "carried": carried(request, "record", "base", "record_revision", "notes", "notes_revision"),
        "notes": private_note_of(conversation, request.person),
    }
    return render(request, "conversations/record_conflict.html", context, status=409)


def choose_notes(
    request: HttpRequest, conversation: Conversation, words: WordsForm, clash: ChangedElsewhere
) -> HttpResponse:
    mine, stored = words.cleaned_data["notes"], clash.current
    context = {
        "conversation": conversation,
        "stored": stored,
        "mine": mine,
        "both": both("", mine, stored.text),
        "carried": carried(request, "notes", "notes_revision"),
    }
    return render(request, "conversations/notes_conflict.html", context, status=409)
