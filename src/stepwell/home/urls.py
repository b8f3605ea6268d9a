from django.urls import path

from .views import calendar, pages, progress

app_name = "home"
urlpatterns = [
    path("", pages.home, name="home"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/make/", calendar.make, name="make_calendar"),
    path("calendar/end/", calendar.end, name="end_calendar"),
    path("calendar/<str:token>.ics", calendar.fetch, name="fetch_calendar"),
    path("progress/", progress.progress, name="progress"),
    path("progress/progress.pdf", progress.progress_pdf, name="progress_pdf"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("privacy/", pages.privacy, name="privacy"),
    path("help/", pages.help_page, name="help"),
]
