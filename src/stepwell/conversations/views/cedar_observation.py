"""What the other saw: context and example. Closed to them before the reflection; open to the person when it is given."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.frameworks.queries import StoredPack, stored_packs
from stepwell.people.requests import HttpRequest

from .. import access
from ..forms.cedar import SeenForm, SettingForm
from ..models import ParkedPoint, StageAnswer
from ..operations import cedar as operations
from ..operations.refusals import BadAnswer, ChangedElsewhere, Refused
from ..presenters import cedar as presenters
from ..queries import cedar as queries
from ..queries.cedar import CONTEXT, DISCUSS, EXAMPLE, REFLECTION, Feedback
from .cedar_pages import context_of, moment, posted, to_stage

Saved = tuple[StageAnswer | None, dict[str, Any]]


def observe(request: HttpRequest, feedback: Feedback, page: str) -> HttpResponse:
    """The person reads both parts on one page; the other writes one after the other."""
    if feedback.is_persons or not feedback.conversation.is_open:
        return read(request, feedback, page)
    if not feedback.is_reflected:
        return wait(request, feedback, page)
    return write_setting(request, feedback) if page == CONTEXT else write_seen(request, feedback)


def read(request: HttpRequest, feedback: Feedback, page: str) -> HttpResponse:
    context = context_of(
        feedback, page, seen=feedback.observation if feedback.observation_is_given else None, reading=True
    )
    return render(request, "conversations/cedar/observation.html", context)


def wait(request: HttpRequest, feedback: Feedback, page: str) -> HttpResponse:
    if request.method == "POST":
        messages.warning(request, "This opens when they have given their reflection, or told you.")
        return to_stage(feedback, REFLECTION)
    return render(request, "conversations/cedar/observation.html", context_of(feedback, page, seen=None))


# Context


def write_setting(request: HttpRequest, feedback: Feedback) -> HttpResponse:
    packs = stored_packs(feedback.conversation.organisation)
    form = setting_form(request, feedback, packs)
    if not form.is_bound:
        return show_setting(request, feedback, form)
    if not form.is_valid():
        return show_setting(request, feedback, form, 422)
    try:
        keep_setting(request, feedback, form, packs)
    except ChangedElsewhere as clash:
        form.add_error(None, str(clash))
        form.catch_up_with(clash.current.revision)
        return show_setting(request, feedback, form, 409, queries.observation_in(clash.current.content or {}))
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return show_setting(request, feedback, form, 422)
    return to_stage(feedback, EXAMPLE)


def setting_form(request: HttpRequest, feedback: Feedback, packs: list[StoredPack]) -> SettingForm:
    own = feedback.stages[CONTEXT].own
    content = (own.content or {}) if own else {}
    part = content.get("part") or {}
    initial = {
        **content,
        "part": part.get("key", ""),
        "part_name": part.get("name", ""),
        "revision": own.revision if own else 0,
    }
    return SettingForm(queries.parts_at_hand(packs), posted(request), initial=initial)


def keep_setting(request: HttpRequest, feedback: Feedback, form: SettingForm, packs: list[StoredPack]) -> StageAnswer:
    key = form.cleaned_data.get("part", "")
    kept = feedback.content(CONTEXT).get("part") or {}
    part = queries.part_named(key, packs) or (kept if key and kept.get("key") == key else None)
    setting = operations.Setting(form.cleaned_data.get("context", ""), part, form.cleaned_data.get("standard", ""))
    return operations.save_setting(
        feedback.stages[CONTEXT].stage, setting, revision=form.revision_given, **moment(request)
    )


def show_setting(
    request: HttpRequest, feedback: Feedback, form: SettingForm, status: int = 200, saved: Any = None
) -> HttpResponse:
    context = context_of(feedback, CONTEXT, form=form, saved=saved, **beside(feedback))
    return render(request, "conversations/cedar/context.html", context, status=status)


def beside(feedback: Feedback) -> dict[str, Any]:
    """What the writer may want to read while writing: the reflection, and how feedback is given."""
    return {
        "reflection": feedback.content(REFLECTION).get("reflection", ""),
        "principles": queries.principles_in(stored_packs(feedback.conversation.organisation)),
    }


# Example


def write_seen(request: HttpRequest, feedback: Feedback) -> HttpResponse:
    form = seen_form(request, feedback)
    if not form.is_bound:
        return show_seen(request, feedback, form)
    then = request.POST.get("then", "")
    if then.startswith("park:"):
        return park(request, feedback, form, then.removeprefix("park:"))
    if not form.is_valid():
        return show_seen(request, feedback, form, 422)
    try:
        keep_seen(request, feedback, form)
        if then in ("give", "as-it-is"):
            return give(request, feedback, form, then)
    except ChangedElsewhere as clash:
        form.add_error(None, str(clash))
        form.catch_up_with(clash.current.revision)
        return show_seen(request, feedback, form, 409, queries.observation_in(clash.current.content or {}))
    except operations.AssumptionsUnchecked as refusal:
        form.add_error("checked_assumptions", str(refusal))
        return show_again(request, feedback, form)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return show_again(request, feedback, form)
    return to_stage(feedback, EXAMPLE)


def seen_form(request: HttpRequest, feedback: Feedback) -> SeenForm:
    own = feedback.stages[EXAMPLE].own
    return SeenForm((own.content or {}) if own else {}, own.revision if own else 0, posted(request))


def keep_seen(request: HttpRequest, feedback: Feedback, form: SeenForm) -> StageAnswer:
    return operations.save_seen(
        feedback.stages[EXAMPLE].stage, form.seen(), revision=form.revision_given, **moment(request)
    )


def show_again(request: HttpRequest, feedback: Feedback, form: SeenForm) -> HttpResponse:
    """What was typed is saved already: the page goes on from that save."""
    fresh = queries.feedback_of(feedback.conversation, request.person)
    own = fresh.stages[EXAMPLE].own
    form.catch_up_with(own.revision if own else 0)
    return show_seen(request, fresh, form, 422, kept=True)


def give(request: HttpRequest, feedback: Feedback, form: SeenForm, then: str) -> HttpResponse:
    """Words that say what somebody is are shown before they are given; the writer decides (R44)."""
    fresh = queries.feedback_of(feedback.conversation, request.person)
    advice = presenters.advice_on(fresh.observation)
    if advice and then != "as-it-is":
        form.catch_up_with(own.revision if (own := fresh.stages[EXAMPLE].own) else 0)
        return show_seen(request, fresh, form, 200, advice=advice)
    try:
        operations.give_observation(feedback.stages[CONTEXT].stage, feedback.stages[EXAMPLE].stage, **moment(request))
    except BadAnswer as refusal:
        messages.warning(request, str(refusal))
        return to_stage(feedback, CONTEXT)
    messages.success(request, f"Given. {feedback.partner.called} reads it now. Then find out together what led to it.")
    return to_stage(feedback, DISCUSS)


def park(request: HttpRequest, feedback: Feedback, form: SeenForm, name: str) -> HttpResponse:
    """The one too many is kept for another time, and everything else is saved."""
    text = str(request.POST.get(name, "")) if name in form.learning_names else ""
    rest = request.POST.copy()
    rest[name] = ""
    own = feedback.stages[EXAMPLE].own
    without = SeenForm(feedback.content(EXAMPLE), own.revision if own else 0, rest)
    if not without.is_valid():
        return show_seen(request, feedback, without, 422)
    try:
        operations.park_point(feedback.conversation, text, **moment(request))
        keep_seen(request, feedback, without)
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return to_stage(feedback, EXAMPLE)
    messages.success(request, "Parked. You find it here, and next time you give feedback. Only you read it.")
    return to_stage(feedback, EXAMPLE)


def show_seen(
    request: HttpRequest,
    feedback: Feedback,
    form: SeenForm,
    status: int = 200,
    saved: Any = None,
    advice: Any = None,
    kept: bool = False,
) -> HttpResponse:
    context = context_of(
        feedback,
        EXAMPLE,
        form=form,
        saved=saved,
        advice=advice,
        kept=kept,
        parked=queries.parked_by(request.person, feedback.conversation.person),
        **beside(feedback),
    )
    return render(request, "conversations/cedar/example.html", context, status=status)


def save_observation(request: HttpRequest, feedback: Feedback, page: str) -> Saved:
    """As far as it goes: what is only missing does not stop it. Nothing is saved while something is wrong."""
    if page == CONTEXT:
        packs = stored_packs(feedback.conversation.organisation)
        setting = setting_form(request, feedback, packs)
        setting.is_valid()
        if wrong := errors_of(setting, "context", "standard"):
            return None, wrong
        return keep_setting(request, feedback, setting, packs), {}
    seen = seen_form(request, feedback)
    if not seen.is_valid():
        return None, errors_of(seen, *seen.fields)
    return keep_seen(request, feedback, seen), {}


def errors_of(form: Any, *names: str) -> dict[str, list[str]]:
    """Without what is only missing: somebody is still typing."""
    return {name: [str(e) for e in form.errors[name]] for name in names if name in form.errors and form.data.get(name)}


@require_POST
@requires(Permission.CONVERSATION_TAKE_PART, on=access.load_parked)
def parked(request: HttpRequest, point: ParkedPoint) -> HttpResponse:
    operations.drop_parked(point, **moment(request))
    messages.success(request, "Thrown away.")
    try:
        return redirect("conversations:cedar_stage", UUID(request.POST.get("back", "")))
    except ValueError:
        return redirect("conversations:list")
