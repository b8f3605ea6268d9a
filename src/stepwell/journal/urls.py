from django.urls import path

from .views import guiding, reading, tagging, writing

app_name = "journal"
urlpatterns = [
    path("", reading.mine, name="list"),
    path("write/", writing.new, name="new"),
    path("guided/", guiding.choose, name="choose"),
    path("guided/<slug:slug>/", guiding.start_values, name="start_values"),
    path("guided/<slug:slug>/<part:bank_id>/", guiding.start, name="start"),
    path("<uuid:entry_id>/", reading.entry, name="entry"),
    path("<uuid:entry_id>/about/", tagging.tags, name="tags"),
    path("<uuid:entry_id>/ready/", guiding.ready, name="ready"),
    path("<uuid:entry_id>/delete/", reading.delete, name="delete"),
    path("<uuid:entry_id>/<int:number>/", writing.page, name="page"),
    path("<uuid:entry_id>/<int:number>/save/", writing.autosave, name="autosave"),
]
