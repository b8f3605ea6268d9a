"""Searching every framework."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from stepwell.access.checks import requires
from stepwell.access.permissions import Permission
from stepwell.domain.framework import KINDS
from stepwell.frameworks.forms import SearchForm
from stepwell.frameworks.presenters.related import address
from stepwell.frameworks.queries import stored_packs
from stepwell.frameworks.search import search
from stepwell.people.requests import HttpRequest

from .opening import open_in

PAGE_LENGTH = 15


@requires(Permission.FRAMEWORK_READ)
def search_page(request: HttpRequest) -> HttpResponse:
    stored = stored_packs(request.organisation)
    books = {one.pack.id: open_in(request, one) for one in stored}
    form = SearchForm(request.GET or None, frameworks=[(slug, book.pack.called) for slug, book in books.items()])
    context = {"form": form, "asked": "", "results": [], "found": None}
    if request.GET and form.is_valid() and form.cleaned_data["q"]:
        asked, slug, kind = (form.cleaned_data[name] for name in ("q", "framework", "kind"))
        found = search(stored, asked, slugs={slug} if slug else None, kinds={kind} if kind else None)
        shown = Paginator(found.documents, PAGE_LENGTH).get_page(request.GET.get("page"))
        hits = found.hits(list(shown.object_list))
        results = [
            {
                "hit": hit,
                "book": books[hit.slug],
                "kind": KINDS[hit.reading.kind],
                "url": address(books[hit.slug], hit.reading),
            }
            for hit in hits
        ]
        # What a framework is not for is said wherever it is read, so beside what was found in it, too: once.
        limited = list({hit.slug: books[hit.slug] for hit in hits}.values())
        context |= {"asked": asked, "results": results, "page": shown, "found": found, "limited": limited}
    return render(request, "frameworks/search.html", context)
