from django.urls import path

from .views import attaching, guiding, reading, searching, sharing, tagging, taking, writing

app_name = "journal"
urlpatterns = [
    path("", reading.mine, name="list"),
    path("write/", writing.new, name="new"),
    path("search/", searching.find, name="search"),
    path("take-away/", taking.choose, name="take"),
    path("take-away/journal.zip", taking.archive, name="archive"),
    path("year/<int:year>/", taking.year, name="year"),
    path("guided/", guiding.choose, name="choose"),
    path("guided/<slug:slug>/", guiding.start_values, name="start_values"),
    path("guided/<slug:slug>/<part:bank_id>/", guiding.start, name="start"),
    path("files/<uuid:file_id>/", attaching.file, name="file"),
    path("files/<uuid:file_id>/remove/", attaching.remove, name="remove_file"),
    path("shared/<uuid:share_id>/", sharing.shared, name="shared"),
    path("shared/<uuid:share_id>/files/<uuid:file_id>/", sharing.shared_file, name="shared_file"),
    path("shown/<uuid:share_id>/", sharing.given, name="given"),
    path("<uuid:entry_id>/", reading.entry, name="entry"),
    path("<uuid:entry_id>/about/", tagging.tags, name="tags"),
    path("<uuid:entry_id>/ready/", guiding.ready, name="ready"),
    path("<uuid:entry_id>/delete/", reading.delete, name="delete"),
    path("<uuid:entry_id>/<int:number>/", writing.page, name="page"),
    path("<uuid:entry_id>/<int:number>/save/", writing.autosave, name="autosave"),
    path("<uuid:entry_id>/<int:number>/files/", attaching.files, name="files"),
    path("<uuid:entry_id>/<int:number>/share/", sharing.share, name="share"),
]
