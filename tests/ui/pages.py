"""Addresses that exist only in tests: every component on one page, a form, and each error."""

import datetime

from django import forms as dj
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from stepwell.config.urls import handler400, handler403, handler404, handler500  # noqa: F401  Django looks for them here
from stepwell.ui import errors, forms
from stepwell.ui.charts import ImportancePoint, PlacementRow, importance_figure, placement_figure
from stepwell.ui.components import Action, SummaryRow, Table, Task

LEVELS = ["Core", "Aspiring", "Emerging", "Established", "Exemplar"]
ROWS = [PlacementRow("Inclusive", 2, 3, 1), PlacementRow("Engaging others", state="Not sure yet")]
POINTS = [ImportancePoint("Inclusive", 2, 1), ImportancePoint("Engaging others", 1, 0)]
LONG = "Rhosllannerchrugog-and-Llanfairpwllgwyngyll" * 3

COMPONENTS = """{% extends "ui/base.html" %}{% load ui %}
{% block title %}Every component{% endblock %}
{% block back %}{% breadcrumbs trail %}{% endblock %}
{% block content %}
{% error_summary form %}
{% page_heading "Every component" caption="A caption" lead="A lead." %}
{% who_can_read %}{% who_can_read "You and Sam" shared=True %}
{% button "Save" %}{% button "Start" href="/start/" start=True %}{% button "Delete" kind="warning" name="do" value="delete" %}
{% progress 3 5 "dimensions" %}{% inset_text %}<b>Inset</b>{% endinset_text %}{% warning_text "Careful" %}
{% details "More" %}Inside{% enddetails %}{% panel "Shared" heading_level=2 %}With Sam{% endpanel %}
{% notification_banner title="News" id="news" %}<p>Text</p>{% endnotification_banner %}
{% summary_list rows %}{% summary_list rows card_title="Answers" %}{% table table %}{% table table folds=True %}{% tag "Draft" colour="grey" %}
{% task_list tasks %}{% tabs %}{% tab "One" id="one" %}First{% endtab %}{% tab "Two" id="two" %}Second{% endtab %}{% endtabs %}
{% pagination page %}{% previous_next before after %}
{% stat "3" "focuses" %}{% empty_state "Nothing yet" "It will be here." "/start/" "Start" %}
{% card "Title" "/card/" %}<p>Body</p>{% endcard %}{% for name in icons %}{% icon name %}{% endfor %}
{% chart placements %}{% chart importances %}
<p>{{ at|moment }}; {{ at|day }}; {{ at|weekday }}; {{ at|month }}; {{ none|day }}</p>
<form method="post" novalidate>{% csrf_token %}{{ form }}{% button "Send" %}</form>
{% endblock %}
{% block aside %}{% if aside %}<div class="sw-side"><h2 class="sw-side__heading">Aside</h2></div>{% endif %}{% endblock %}
"""


class Everything(forms.Form):
    name = dj.CharField(label="Your name", max_length=20)
    level = dj.ChoiceField(
        widget=forms.RadioCards, choices=[("1", forms.Choice("One", hint="First", body="Body")), ("2", "Two")]
    )
    areas = dj.MultipleChoiceField(
        widget=forms.Checkboxes, choices=[("a", "A"), ("b", forms.Choice("B", exclusive=True))]
    )
    review = forms.GovDateField(label="Review date")
    note = forms.LongTextField(max_length=20)
    unit = dj.ChoiceField(choices=[("", "Choose"), ("1", LONG)])
    password = dj.CharField(widget=dj.PasswordInput)
    staff = dj.FileField(required=False)
    agree = dj.BooleanField(label="I have read this")


def components(request: HttpRequest) -> HttpResponse:
    if "say" in request.GET:
        messages.success(request, request.GET["say"])
    context = {
        "form": Everything(request.POST or None),
        "trail": [("Home", "/"), (LONG, None)],
        "rows": [
            SummaryRow("Level", LONG, [Action("Change", "#", "level"), Action("Delete", "#", "level")]),
            SummaryRow("Note", ""),
        ],
        "table": Table("Figures", ["What", "How many"], [["Notes", "3"], [LONG, "4"]], numeric=[1]),
        "tasks": [Task("Inclusive", "#", "Done", done=True), Task(LONG, "#", "Not started", hint="A hint")],
        "page": Paginator(range(100), 5).get_page(request.GET.get("page", 4)),
        "before": ("Inclusive", "/before/"),
        "after": (LONG, "/after/"),
        "icons": ["lock", "people", "tick", "arrow", "flag", "clock", "print", "download", "search"],
        "placements": placement_figure(LEVELS, ROWS, title="Where you are", description="Two dimensions"),
        "importances": importance_figure(LEVELS, ["Low", "High"], POINTS, title="What matters", description="Two"),
        "at": datetime.datetime(2026, 7, 5, 12, 5, tzinfo=datetime.UTC),
        "aside": "aside" in request.GET,
    }
    return HttpResponse(engines["django"].from_string(COMPONENTS).render(context, request))


def fail(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("planted secret")


urlpatterns = [
    path("components/", components),
    path("fail/", fail),
    path("too-large/", errors.too_large),
    path("too-many/", errors.too_many),
    path("forbidden/", errors.forbidden),
    path("bad/", errors.bad_request),
    path("", include("stepwell.config.urls")),
]
