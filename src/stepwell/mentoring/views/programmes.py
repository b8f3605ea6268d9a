"""A coordinator's programmes: the list, preparing one, and an organisation's own part in each."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.frameworks.queries import StoredPack, stored_pack, stored_packs
from stepwell.people.requests import HttpRequest

from .. import access
from ..forms.programmes import AskOrganisationForm, ProgrammeForm, initial_of, new_initial
from ..models import CheckIn, MentoringProgramme, ProgrammeOrganisation
from ..operations import programmes as operations
from ..operations.check_ins import note_help_given
from ..operations.refusals import Faulty, Refused
from ..presenters import programmes as presenters
from ..queries import counts
from ..queries import programmes as queries

read_or_write = require_http_methods(["GET", "HEAD", "POST"])
A_PAGE = 50
LISTS = {"mentees": counts.mentees_of, "mentors": counts.mentors_of, "pairs": counts.pairs_of}


@require_safe
@requires(Permission.MENTORING_PROGRAMMES)
def programmes(request: HttpRequest) -> HttpResponse:
    lines = presenters.programme_lines(queries.programmes_of(request.organisation))
    return render(request, "mentoring/programmes/list.html", {"lines": lines})


@require_safe
@requires(Permission.MENTORING_PROGRAMMES)
def choose(request: HttpRequest) -> HttpResponse:
    """Which framework: only one in which people say what they want to work on can be matched on."""
    packs = [stored for stored in stored_packs(request.organisation) if queries.wished_dimensions(stored.pack)]
    return render(request, "mentoring/programmes/choose.html", {"packs": packs})


def framework_or_404(slug: str, request: HttpRequest) -> StoredPack:
    stored = stored_pack(slug, request.organisation)
    if stored is None or not queries.wished_dimensions(stored.pack):
        raise Http404
    return stored


@read_or_write
@requires(Permission.MENTORING_PROGRAMMES)
def new(request: HttpRequest, slug: str) -> HttpResponse:
    stored = framework_or_404(slug, request)
    initial = new_initial(f"Mentoring, {timezone.localdate():%Y}")
    form = ProgrammeForm(initial, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            programme = operations.create_programme(
                host=request.organisation,
                version=stored.version,
                overlay=stored.overlay,
                codes=form.codes(),
                by=request.person,
                at=timezone.now(),
                **form.parts(),
            )
            return redirect("mentoring:programme", programme.pk)
        except Faulty as refusal:
            form.take(refusal.faults)
    context = {"form": form, "pack": stored.pack, "programme": None}
    return render(request, "mentoring/programmes/form.html", context, status=422 if form.is_bound else 200)


@read_or_write
@requires(Permission.MENTORING_HOST, on=access.load_hosted)
def change(request: HttpRequest, programme: MentoringProgramme) -> HttpResponse:
    if programme.state == programme.State.CLOSED:
        return redirect("mentoring:programme", programme.pk)
    is_open = programme.state == programme.State.OPEN
    initial = initial_of(programme, queries.codes_for(programme))
    form = ProgrammeForm(initial, request.POST if request.method == "POST" else None, is_open=is_open)
    if form.is_bound and form.is_valid():
        try:
            operations.change_programme(
                programme, codes=form.codes(), by=request.person, at=timezone.now(), **form.parts()
            )
            messages.success(
                request, "Kept. A code that you changed is a new version. Whoever takes part is asked to read it."
            )
            return redirect("mentoring:programme", programme.pk)
        except Faulty as refusal:
            form.take(refusal.faults)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "pack": queries.pack_of_programme(programme), "programme": programme}
    return render(request, "mentoring/programmes/form.html", context, status=422 if form.is_bound else 200)


@require_safe
@requires(Permission.MENTORING_PART, on=access.load_part)
def programme(request: HttpRequest, part: ProgrammeOrganisation) -> HttpResponse:
    """One's own part: own counts, who takes part, and for the host what can be changed."""
    facts = presenters.facts_of(part, timezone.localdate())
    return render(request, "mentoring/programmes/programme.html", {"page": presenters.overview(facts), "part": part})


@require_POST
@requires(Permission.MENTORING_PART, on=access.load_part)
def decide(request: HttpRequest, part: ProgrammeOrganisation) -> HttpResponse:
    agrees = request.POST.get("decision") == "yes"
    try:
        operations.decide_part(part, agrees=agrees, by=request.person, at=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect("mentoring:programme", part.programme_id)
    said = "Your organisation takes part: people can join." if agrees else "Your organisation does not take part."
    messages.success(request, said)
    return redirect("mentoring:programme", part.programme_id) if agrees else redirect("mentoring:programmes")


@require_safe
@requires(Permission.MENTORING_PART, on=access.load_taking_part)
def people(request: HttpRequest, part: ProgrammeOrganisation) -> HttpResponse:
    """Who of one's own organisation takes part, by name, with how far each is."""
    side = request.GET.get("side", "")
    side = side if side in LISTS else "mentees"
    listed = Paginator(LISTS[side](part.programme, part.organisation), A_PAGE).get_page(request.GET.get("page"))
    table = presenters.people_table(side, list(listed.object_list))
    context = {"part": part, "side": side, "listed": listed, "table": table}
    return render(request, "mentoring/programmes/people.html", context)


@require_POST
@requires(Permission.MENTORING_PART, on=access.load_help)
def help_given(request: HttpRequest, found: tuple[CheckIn, ProgrammeOrganisation]) -> HttpResponse:
    check_in, part = found
    note_help_given(check_in, by=request.person, at=timezone.now())
    messages.success(request, f"Noted: you were in touch with {check_in.person.full_name}.")
    return redirect("mentoring:programme", part.programme_id)


@read_or_write
@requires(Permission.MENTORING_HOST, on=access.load_hosted)
def ask(request: HttpRequest, programme: MentoringProgramme) -> HttpResponse:
    form = AskOrganisationForm(queries.askable(programme), request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        organisation = form.cleaned_data["organisation"]
        try:
            operations.ask_organisation(programme, organisation=organisation, by=request.person, at=timezone.now())
            messages.success(request, f"{organisation.name} is asked. Its own coordinators decide.")
            return redirect("mentoring:programme", programme.pk)
        except Refused as refusal:
            form.add_error("organisation", str(refusal))
    context = {"form": form, "programme": programme}
    return render(request, "mentoring/programmes/ask.html", context, status=422 if form.is_bound else 200)


@read_or_write
@requires(Permission.MENTORING_HOST, on=access.load_hosted)
def open_(request: HttpRequest, programme: MentoringProgramme) -> HttpResponse:
    return step(request, programme, "open", operations.open_programme, "The programme is open, and its page is public.")


@read_or_write
@requires(Permission.MENTORING_HOST, on=access.load_hosted)
def close(request: HttpRequest, programme: MentoringProgramme) -> HttpResponse:
    return step(request, programme, "close", operations.close_programme, "The programme is closed.")


def step(request: HttpRequest, programme: MentoringProgramme, name: str, operation: Any, said: str) -> HttpResponse:
    """Asked once more, then done."""
    if request.method != "POST":
        page = presenters.overview_of_terms(programme)
        return render(request, f"mentoring/programmes/{name}.html", {"programme": programme, "page": page})
    try:
        operation(programme, by=request.person, at=timezone.now())
        messages.success(request, said)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("mentoring:programme", programme.pk)
