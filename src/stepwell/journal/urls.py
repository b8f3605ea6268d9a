from django.urls import path

from .views import reading, writing

app_name = "journal"
urlpatterns = [
    path("", reading.mine, name="list"),
    path("write/", writing.new, name="new"),
    path("<uuid:entry_id>/", reading.entry, name="entry"),
    path("<uuid:entry_id>/delete/", reading.delete, name="delete"),
    path("<uuid:entry_id>/<int:number>/", writing.page, name="page"),
    path("<uuid:entry_id>/<int:number>/save/", writing.autosave, name="autosave"),
]
