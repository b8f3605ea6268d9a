"""Feedback, stage by stage. The person's reflection comes first; what the other saw opens after it (R47)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.domain.merging import both
from stepwell.frameworks.queries import stored_packs
from stepwell.people.requests import HttpRequest

from .. import access
from ..forms.cedar import DiscussionForm, ReflectionForm
from ..models import StageAnswer
from ..operations import cedar as operations
from ..operations.refusals import BadAnswer, ChangedElsewhere, Refused, SameParagraph
from ..queries.cedar import CONTEXT, DISCUSS, EXAMPLE, REFLECTION, Feedback
from ..queries.questions import groups_of
from .cedar_observation import observe, save_observation
from .cedar_pages import away, context_of, moment, posted, to_stage


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CONVERSATION_TAKE_PART, on=access.load_feedback_stage)
def stage(request: HttpRequest, found: tuple[Feedback, str]) -> HttpResponse:
    feedback, page = found
    if sent := away(feedback):
        return sent
    if request.method == "POST" and not feedback.conversation.is_open:
        messages.warning(request, "This conversation has ended. What was written stays as it is.")
        return to_stage(feedback, page)
    if page in (CONTEXT, EXAMPLE):
        return observe(request, feedback, page)
    return reflect(request, feedback) if page == REFLECTION else discuss(request, feedback)


# The reflection


def reflect(request: HttpRequest, feedback: Feedback) -> HttpResponse:
    form = reflection_form(request, feedback)
    if request.method != "POST":
        return show_reflection(request, feedback, form)
    if request.POST.get("then") == "aloud":
        return tell_aloud(request, feedback)
    if not feedback.is_persons:
        return to_stage(feedback, REFLECTION)
    if not form.is_valid():
        return show_reflection(request, feedback, form, 422)
    stage = feedback.stages[REFLECTION].stage
    try:
        keep_reflection(request, feedback, form)
        if request.POST.get("then") == "give":
            operations.give_reflection(stage, **moment(request))
            messages.success(request, f"Given. {feedback.partner.called} reads it, and says next what they saw.")
            return redirect("conversations:conversation", feedback.conversation.pk)
    except ChangedElsewhere as clash:
        form.add_error(None, str(clash))
        form.catch_up_with(clash.current.revision)
        return show_reflection(request, feedback, form, 409, clash.current)
    except BadAnswer as refusal:
        for field, sentence in refusal.faults:
            form.add_error(field, sentence)
        return show_reflection(request, feedback, form, 422)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return show_reflection(request, feedback, form, 422)
    messages.success(request, "Saved. Nobody else reads it until you give it.")
    return to_stage(feedback, REFLECTION)


def reflection_form(request: HttpRequest, feedback: Feedback) -> ReflectionForm:
    own = feedback.stages[REFLECTION].own if feedback.is_persons else None
    initial = {"reflection": (own.content or {}).get("reflection", ""), "revision": own.revision} if own else {}
    return ReflectionForm(posted(request), initial=initial)


def keep_reflection(request: HttpRequest, feedback: Feedback, form: ReflectionForm) -> StageAnswer:
    return operations.save_reflection(
        feedback.stages[REFLECTION].stage,
        form.cleaned_data["reflection"],
        revision=form.revision_given,
        **moment(request),
    )


def tell_aloud(request: HttpRequest, feedback: Feedback) -> HttpResponse:
    try:
        operations.tell_orally(feedback.stages[REFLECTION].stage, **moment(request))
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return to_stage(feedback, REFLECTION)
    if feedback.is_persons:
        messages.success(
            request, f"Noted: you tell {feedback.partner.called} when you meet, before they say what they saw."
        )
        return to_stage(feedback, REFLECTION)
    return to_stage(feedback, CONTEXT)


def show_reflection(
    request: HttpRequest, feedback: Feedback, form: ReflectionForm, status: int = 200, saved: Any = None
) -> HttpResponse:
    stage = feedback.stages[REFLECTION]
    context = context_of(
        feedback,
        REFLECTION,
        form=form,
        groups=groups_of(stage.template.questions, stored_packs(feedback.conversation.organisation)),
        saved=(saved.content or {}).get("reflection", "") if saved else "",
        text=feedback.content(REFLECTION).get("reflection", ""),
    )
    return render(request, "conversations/cedar/reflection.html", context, status=status)


# Discuss


def discuss(request: HttpRequest, feedback: Feedback) -> HttpResponse:
    form = discussion_form(request, feedback)
    if request.method != "POST":
        return show_discussion(request, feedback, form)
    if not form.is_valid():
        return show_discussion(request, feedback, form, 422)
    try:
        keep_discussion(request, feedback, form)
    except SameParagraph as clash:
        return choose(request, feedback, form, clash)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return show_discussion(request, feedback, form, 422)
    if request.POST.get("then") == "on":
        return redirect("conversations:conversation", feedback.conversation.pk)
    return to_stage(feedback, DISCUSS)


def discussion_form(request: HttpRequest, feedback: Feedback) -> DiscussionForm:
    own = feedback.stages[DISCUSS].own
    text = (own.content or {}).get("discussion", "") if own else ""
    initial = {"discussion": text, "base": text, "revision": own.revision if own else 0}
    return DiscussionForm(posted(request), initial=initial)


def keep_discussion(request: HttpRequest, feedback: Feedback, form: DiscussionForm) -> StageAnswer:
    return operations.save_discussion(
        feedback.stages[DISCUSS].stage,
        form.cleaned_data["discussion"],
        base=form.cleaned_data["base"],
        revision=form.revision_given,
        **moment(request),
    )


def choose(request: HttpRequest, feedback: Feedback, form: DiscussionForm, clash: SameParagraph) -> HttpResponse:
    """Both changed one paragraph: the page shows what is saved, and the box holds the lines of both to choose from."""
    saved = (clash.current.content or {}).get("discussion", "")
    mixed = both(form.cleaned_data["base"], form.cleaned_data["discussion"], saved)
    again = DiscussionForm(initial={"discussion": mixed, "base": saved, "revision": clash.current.revision})
    return show_discussion(request, feedback, again, 409, saved)


def show_discussion(
    request: HttpRequest, feedback: Feedback, form: DiscussionForm, status: int = 200, saved: str = ""
) -> HttpResponse:
    context = context_of(
        feedback,
        DISCUSS,
        form=form,
        saved=saved,
        text=feedback.content(DISCUSS).get("discussion", ""),
        own=feedback.stages[DISCUSS].own,
    )
    return render(request, "conversations/cedar/discuss.html", context, status=status)


# Saving by itself


@never_cache
@require_POST
@requires(Permission.CONVERSATION_TAKE_PART, on=access.load_feedback_stage)
def autosave(request: HttpRequest, found: tuple[Feedback, str]) -> JsonResponse:
    """A pause in typing: {saved, revision, errors}; 409 where it was changed elsewhere or has ended."""
    feedback, page = found
    if away(feedback) or not feedback.conversation.is_open:
        return JsonResponse({"saved": False, "reason": "complete"}, status=409)
    try:
        answer, errors = save(request, feedback, page)
    except (ChangedElsewhere, SameParagraph):
        return JsonResponse({"saved": False, "reason": "changed"}, status=409)
    except Refused:
        return JsonResponse({"saved": False, "reason": "complete"}, status=409)
    if answer is None:
        return JsonResponse({"saved": False, "errors": errors}, status=422)
    return JsonResponse({"saved": True, "revision": answer.revision, "seen": "", "errors": errors})


def save(request: HttpRequest, feedback: Feedback, page: str) -> tuple[StageAnswer | None, dict[str, Any]]:
    if page in (CONTEXT, EXAMPLE):
        return save_observation(request, feedback, page)
    form = reflection_form(request, feedback) if page == REFLECTION else discussion_form(request, feedback)
    if not form.is_valid():
        return None, {name: [str(error) for error in errors] for name, errors in form.errors.items()}
    if isinstance(form, ReflectionForm):
        return keep_reflection(request, feedback, form), {}
    return keep_discussion(request, feedback, form), {}
