"""Addresses below /feedback/ for raters. Each holds the secret of a link; no account, no cookie.

The first is the way there for who is signed in.
"""

from django.urls import URLPattern, path

from ..views import invited, rating

rating_urls: list[URLPattern] = [
    path("asked/<uuid:invitation_id>/", invited.asked, name="asked"),
    path("answer/<str:token>/", invited.answer, name="answer"),
    path("answer/<str:token>/decline/", invited.decline, name="decline"),
    path("answer/<str:token>/reminders/", invited.stop_reminders, name="stop_reminders"),
    path("answer/<str:token>/check/", rating.check, name="answer_check"),
    path("answer/<str:token>/receipt/", invited.receipt, name="receipt"),
    path("answer/<str:token>/<int:number>/", rating.page, name="answer_page"),
    path("answer/<str:token>/<int:number>/save/", rating.autosave, name="answer_save"),
]
