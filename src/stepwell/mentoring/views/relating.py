"""From a pairing to the end of a relationship, for the two of them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.frameworks.queries import stored_packs
from stepwell.journal.presenters.guides import address_about
from stepwell.people.requests import HttpRequest

from .. import access
from ..forms.relating import AgreementForm, QuestionForm, UntilForm
from ..models import CheckIn, MentoringRelationship, ProposedPairing
from ..operations import check_ins, publishing, relationships
from ..operations.refusals import Faulty, Refused
from ..presenters import relating as presenters
from ..presenters.pairing import pairing_page
from ..queries import relationships as queries
from ..tasks import follow

read_or_write = require_http_methods(["GET", "HEAD", "POST"])
ANSWER, TWO, ASKED = Permission.MENTORING_ANSWER, Permission.MENTORING_RELATIONSHIP, Permission.MENTORING_QUESTION


@never_cache
@require_safe
@requires(ANSWER, on=access.load_pairing)
def pairing(request: HttpRequest, found: ProposedPairing) -> HttpResponse:
    """Who it is, why, and two buttons. What the other one said is not here."""
    page = pairing_page(found, request.person, timezone.localdate())
    return render(request, "mentoring/pairing.html", {"page": page, "pairing": found})


@require_POST
@requires(ANSWER, on=access.load_pairing)
def accept(request: HttpRequest, found: ProposedPairing) -> HttpResponse:
    try:
        relationship = publishing.accept(found, by=request.person, at=timezone.now(), today=timezone.localdate())
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect("mentoring:pairing", found.pk)
    if relationship is None:
        messages.success(request, "Your yes is kept. It begins once the other one says yes, too.")
        return redirect("mentoring:pairing", found.pk)
    messages.success(request, "You both said yes. Your mentoring can begin.")
    return redirect("mentoring:relationship", relationship.pk)


@require_POST
@requires(ANSWER, on=access.load_pairing)
def decline(request: HttpRequest, found: ProposedPairing) -> HttpResponse:
    try:
        publishing.decline(found, by=request.person, at=timezone.now(), today=timezone.localdate())
        follow(found.programme)
        messages.success(request, "The pairing is closed. Nobody is told who said no.")
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("mentoring:list")


@never_cache
@require_safe
@requires(TWO, on=access.load_relationship)
def relationship(request: HttpRequest, found: MentoringRelationship) -> HttpResponse:
    facts = presenters.facts_of(found, request.person, timezone.localdate())
    page = presenters.relationship_page(facts)
    return render(request, "mentoring/relationship.html", {"page": page, "relationship": found})


@never_cache
@read_or_write
@requires(TWO, on=access.load_relationship)
def agreement(request: HttpRequest, found: MentoringRelationship) -> HttpResponse:
    """Write it, or write the next version; the limits of confidentiality stand beside it, whatever is written."""
    latest = queries.latest_agreement(found)
    form = AgreementForm(latest, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            relationships.write_agreement(found, form.cleaned_data, by=request.person, at=timezone.now())
            messages.success(request, "Written, and signed by you. It holds once the other one signs, too.")
            return redirect("mentoring:relationship", found.pk)
        except Faulty as refusal:
            for fault in refusal.faults:
                form.add_error(fault.field, fault.sentence)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "relationship": found, "latest": latest, "versions": queries.agreements_of(found)}
    return render(request, "mentoring/agreement.html", context, status=422 if form.is_bound else 200)


@require_POST
@requires(TWO, on=access.load_relationship)
def sign(request: HttpRequest, found: MentoringRelationship) -> HttpResponse:
    number = request.POST.get("number", "")
    shown = int(number) if number.isascii() and number.isdigit() and len(number) < 5 else 0
    try:
        relationships.sign(found, by=request.person, at=timezone.now(), number=shown)
        messages.success(request, "Signed.")
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("mentoring:relationship", found.pk)


@read_or_write
@requires(TWO, on=access.load_relationship)
def pause(request: HttpRequest, found: MentoringRelationship) -> HttpResponse:
    today = timezone.localdate()
    form = UntilForm(today, request.POST if request.method == "POST" else None, until=found.paused_until)
    if form.is_bound and form.is_valid():
        return act(request, found, relationships.pause, "Paused.", until=form.cleaned_data["until"])
    context = {"form": form, "relationship": found}
    return render(request, "mentoring/pause.html", context, status=422 if form.is_bound else 200)


@require_POST
@requires(TWO, on=access.load_relationship)
def resume(request: HttpRequest, found: MentoringRelationship) -> HttpResponse:
    return act(request, found, relationships.resume, "It goes on.")


@read_or_write
@requires(TWO, on=access.load_relationship)
def end(request: HttpRequest, found: MentoringRelationship) -> HttpResponse:
    """Either, at any time, without a reason. Asked once more, then done."""
    if request.method != "POST":
        is_mentee = found.mentee_id == request.person.pk
        return render(request, "mentoring/end.html", {"relationship": found, "is_mentee": is_mentee})
    again = request.POST.get("again") == "yes" and found.mentee_id == request.person.pk  # nobody queues for another
    answer = act(request, found, relationships.end, "It has ended. Nobody is at fault.", again=again)
    follow(found.programme)
    return answer


def act(request: HttpRequest, found: MentoringRelationship, operation: Any, said: str, **more: Any) -> HttpResponse:
    try:
        operation(found, by=request.person, at=timezone.now(), today=timezone.localdate(), **more)
        messages.success(request, said)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("mentoring:relationship", found.pk)


@require_safe
@requires(TWO, on=access.load_relationship_part)
def development(request: HttpRequest, found: tuple[MentoringRelationship, str]) -> HttpResponse:
    """What mentoring does for one quality: the text for mentees, and the text for mentors beside it; and the way to one's journal (R78)."""
    relationship, dimension_id = found
    page = presenters.map_page(relationship, dimension_id, request.person)
    if page is None:
        raise Http404
    journal = address_about(stored_packs(request.organisation), page.about)
    return render(request, "mentoring/map.html", {"page": page, "relationship": relationship, "journal": journal})


@never_cache
@read_or_write
@requires(ASKED, on=access.load_check_in)
def question(request: HttpRequest, check_in: CheckIn) -> HttpResponse:
    """One question, to one of the two. It can be answered again until the next one comes."""
    is_mentor = check_in.relationship.mentor_id == request.person.pk
    form = QuestionForm(check_in, request.POST if request.method == "POST" else None, is_mentor=is_mentor)
    if form.is_bound and form.is_valid():
        try:
            today, now = timezone.localdate(), timezone.now()
            check_ins.answer(check_in, form.cleaned_data, by=request.person, at=now, today=today)
            messages.success(request, "Kept. Nobody else reads it.")
            return redirect("mentoring:relationship", check_in.relationship_id)
        except Refused as refusal:
            form.add_error("how", str(refusal))
    page = presenters.question_page(check_in, request.person)
    context = {"form": form, "check_in": check_in, "page": page}
    return render(request, "mentoring/question.html", context, status=422 if form.is_bound else 200)
