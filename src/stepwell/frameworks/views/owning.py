"""Looking after frameworks, for framework owners: publish a version, reword, say which are used."""

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_POST

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.domain.framework import Pack, faults_between, read_pack
from stepwell.domain.framework.overlay import overlay_faults
from stepwell.frameworks import access, operations, queries
from stepwell.frameworks.files import PackFaults, pack_in
from stepwell.frameworks.forms import ChooseForm, PackForm, PublishForm, WordingForm
from stepwell.frameworks.models import Draft
from stepwell.frameworks.presenters.drafts import draft_page
from stepwell.frameworks.presenters.exporting import pack_yaml, wording_yaml
from stepwell.frameworks.presenters.words import count
from stepwell.people.requests import HttpRequest
from stepwell.ui.files import attached

from .opening import opened, page


def sent(request: HttpRequest) -> tuple[QueryDict, MultiValueDict] | tuple[()]:
    """What a form gets: everything that was posted, empty as it may be; nothing when the page is only opened."""
    return (request.POST, request.FILES) if request.method == "POST" else ()


@requires(Permission.FRAMEWORK_PUBLISH)
def look_after(request: HttpRequest) -> HttpResponse:
    """Which frameworks the organisation uses and in which order, and the way to publish and to reword."""
    stored = queries.stored_packs(request.organisation)
    form = ChooseForm(
        *sent(request),
        frameworks=[(one.pack.id, one.pack.title) for one in stored],
        used=[one.pack.id for one in stored if one.is_used],
    )
    if request.method == "POST" and form.is_valid():
        operations.adopt(form.order, organisation=request.organisation, by=request.person, at=timezone.now())
        messages.success(request, f"{request.organisation.name} uses {count(len(form.order), 'framework')}.")
        return redirect("frameworks:list")
    return render(request, "frameworks/look_after.html", {"form": form, "stored": stored})


@requires(Permission.FRAMEWORK_PUBLISH)
def upload(request: HttpRequest) -> HttpResponse:
    """Check an uploaded pack; one without a fault becomes a draft, to be looked at before it is published."""
    form = PackForm(*sent(request))
    if request.method == "POST" and form.is_valid():
        pack = checked_pack(form, request)
        if pack is not None:
            draft = operations.keep_draft(
                kind=Draft.Kind.VERSION,
                slug=pack.id,
                file_name=form.read.name,
                content=pack.model_dump(mode="json"),
                organisation=request.organisation,
                by=request.person,
                at=timezone.now(),
            )
            return redirect("frameworks:draft", draft.pk)
    return render(request, "frameworks/upload.html", {"form": form})


def checked_pack(form: PackForm, request: HttpRequest) -> Pack | None:
    """The pack in the files, or None with every fault at the field."""
    try:
        pack = pack_in(form.read)
    except PackFaults as error:
        form.refuse(error)
        return None
    others = {one.pack.id: one.pack for one in queries.stored_packs(request.organisation)}
    between = [fault for pack_id, fault in faults_between({**others, pack.id: pack}) if pack_id == pack.id]
    if between:
        form.refuse([form.read.line_for(fault) for fault in between])
        return None
    return pack


@requires(Permission.FRAMEWORK_PUBLISH)
def wording(request: HttpRequest, slug: str) -> HttpResponse:
    """Check an organisation's own wording of the latest version."""
    book = opened(request, slug)
    if book.number is not None:
        raise Http404
    form = WordingForm(*sent(request))
    if request.method == "POST" and form.is_valid():
        faults = overlay_faults(queries.content_of(book.stored.version), form.read.data)
        if not faults:
            draft = operations.keep_draft(
                kind=Draft.Kind.WORDING,
                slug=slug,
                file_name=form.read.name,
                content=form.read.data,
                organisation=request.organisation,
                by=request.person,
                at=timezone.now(),
            )
            return redirect("frameworks:draft", draft.pk)
        form.refuse([form.read.line_for(fault) for fault in faults])
    return page(request, "wording", book, "versions", form=form)


@requires(Permission.FRAMEWORK_PUBLISH, on=access.load_draft)
def draft(request: HttpRequest, draft: Draft) -> HttpResponse:
    """What a draft would change; publishing it, or throwing it away."""
    form = PublishForm(*sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            publish_draft(request, draft, form.cleaned_data["note"])
        except operations.OverlayRefused as error:
            form.add_error(None, error.faults)
        else:
            return redirect("frameworks:framework", draft.slug)
    return render(request, "frameworks/draft.html", {"form": form, "shown": draft_page(draft), "draft": draft})


def publish_draft(request: HttpRequest, draft: Draft, note: str) -> None:
    who = {"by": request.person, "at": timezone.now()}
    if draft.kind == Draft.Kind.WORDING:
        version = queries.latest_version(draft.slug, draft.organisation)
        if version is None:
            raise Http404
        overlay = operations.reword_from_draft(draft, version, **who)
        messages.success(
            request, f"{draft.organisation.name} now reads {len(overlay.wordings)} texts in its own words."
        )
        return
    pack, faults = read_pack(draft.content)
    if pack is None:
        raise operations.DraftRefused([str(fault) for fault in faults])
    version = operations.publish_draft(draft, pack, note=note, **who)
    messages.success(request, f"Version {version.number} of {pack.called} is published for {draft.organisation.name}.")


@require_POST
@requires(Permission.FRAMEWORK_PUBLISH, on=access.load_draft)
def discard(request: HttpRequest, draft: Draft) -> HttpResponse:
    operations.discard_draft(draft)
    messages.info(request, "The draft is thrown away. Nothing was published.")
    return redirect("frameworks:look_after")


@requires(Permission.FRAMEWORK_PUBLISH)
def download(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole framework as a pack file, to change and publish again."""
    book = opened(request, slug)
    return yaml_file(pack_yaml(book.stored), f"{slug}.yaml")


@requires(Permission.FRAMEWORK_PUBLISH)
def wording_file(request: HttpRequest, slug: str) -> HttpResponse:
    """Every text that may be reworded, in the organisation's present words, to change and upload."""
    book = opened(request, slug)
    return yaml_file(wording_yaml(book.stored), f"{slug}-wording.yaml")


def yaml_file(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = attached(name)
    return response
