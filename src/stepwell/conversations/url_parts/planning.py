"""Proposing, agreeing, planning."""

from django.urls import URLPattern, path

from ..views import lists, planning, proposing

PLANNING: list[URLPattern] = [
    path("", lists.mine, name="list"),
    path("new/", proposing.choose, name="choose"),
    path("new/<slug:agenda_id>/", proposing.propose, name="propose"),
    path("<uuid:conversation_id>/", planning.conversation, name="conversation"),
    path("<uuid:conversation_id>/agree/", planning.agree, name="agree"),
    path("<uuid:conversation_id>/terms/", planning.terms, name="terms"),
    path("<uuid:conversation_id>/not-now/", planning.not_now, name="not_now"),
    path("<uuid:conversation_id>/point/", planning.add_point, name="add_point"),
    path("<uuid:conversation_id>/call-off/", planning.call_off, name="call_off"),
    path("<uuid:conversation_id>/meeting.ics", planning.calendar_entry, name="calendar_entry"),
]
