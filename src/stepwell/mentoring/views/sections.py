"""Sections of an application and of a profile: saved by the page's button, or on every pause by its script.

Both work the same way, so they share this; `Place` says whose section it is and how it is saved.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from stepwell.people.requests import HttpRequest

from ..forms.sections import SectionForm
from ..operations.refusals import ChangedElsewhere, Faulty, Refused
from ..presenters.sections import Section


@dataclass(frozen=True)
class Place:
    """`save(row, parts, revision)` returns the stored row; `again()` reads it afresh."""

    row: Any
    section: Section
    made: type[SectionForm]
    context: Mapping[str, Any]
    save: Callable[[Any, dict[str, Any], int], Any]
    again: Callable[[], Any]
    home: str  # the address of the page with all sections
    home_name: str
    address: str  # of this page
    autosave: str
    counts: bool  # whether somebody is in line, so that what is saved changes whom they are matched with

    def form(self, data: Any = None) -> SectionForm:
        return self.made(self.row, data, **self.context)


def section_or_404(sections: Mapping[str, Section], key: str) -> Section:
    if key not in sections:
        raise Http404
    return sections[key]


def page(request: HttpRequest, place: Place) -> HttpResponse:
    form = place.form(request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return show(request, place, form)
    form.is_valid()
    try:
        stored = keep(place, form)
    except ChangedElsewhere:
        form.catch_up_with(place.again())
        form.add_error(
            None,
            "You changed this on another page or device as well. What you typed here is below: save it to keep it.",
        )
        return show(request, place, form, status=409)
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect(place.home)
    if form.errors:
        form.catch_up_with(stored)
        return show(request, place, form, status=422)
    return redirect(place.home)


def keep(place: Place, form: SectionForm) -> Any:
    """Keep what is as it should be. Another section that was saved meanwhile is no clash; this one is."""
    parts = form.parts()
    if not parts:
        return place.row
    try:
        return place.save(place.row, parts, form.revision_given)
    except ChangedElsewhere:
        now = place.again()
        if not form.was_made_from(now):
            raise
        return place.save(now, parts, now.revision)


def show(request: HttpRequest, place: Place, form: SectionForm, status: int = 200) -> HttpResponse:
    template = f"mentoring/sections/{place.section.key}.html"
    context = {"form": form, "place": place, "section": place.section, "row": place.row}
    return render(request, [template, "mentoring/sections/section.html"], context, status=status)


def autosave(request: HttpRequest, place: Place) -> JsonResponse:
    """The same as the page's own save, answered in JSON: {saved, revision, errors}."""
    form = place.form(request.POST)
    form.is_valid()
    try:
        stored = keep(place, form)
    except ChangedElsewhere:
        return JsonResponse({"saved": False, "reason": "changed"}, status=409)
    except Faulty as refusal:
        return JsonResponse({"saved": False, "reason": "wrong", "errors": {"": [str(refusal)]}}, status=422)
    except Refused:
        return JsonResponse({"saved": False, "reason": "complete"}, status=409)
    form.catch_up_with(stored)
    errors = {name: [str(error) for error in found] for name, found in form.errors.items()}
    return JsonResponse({"saved": True, "revision": stored.revision, "seen": form.data["seen"], "errors": errors})
