"""Asking to read, and reading what was opened."""

from django.urls import URLPattern, path

from ..views import overdue, reading

READING: list[URLPattern] = [
    path("overdue/", overdue.overdue, name="overdue"),
    path("requests/", reading.requests, name="requests"),
    path("requests/new/", reading.ask, name="ask_to_read"),
    path("requests/<uuid:request_id>/", reading.answer, name="answer_request"),
    path("shared/<uuid:share_id>/", reading.shared, name="shared"),
]
