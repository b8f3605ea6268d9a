"""Preparing, and the page two people talk at."""

from django.urls import URLPattern, path

from ..views import helping, live, preparing, talking

TALKING: list[URLPattern] = [
    path("guidance/", helping.guidance, name="guidance"),
    path("<uuid:conversation_id>/prepare/", preparing.prepare, name="prepare"),
    path("<uuid:conversation_id>/prepare/save/", preparing.autosave, name="prepare_save"),
    path("<uuid:conversation_id>/come-in/", preparing.come_in, name="come_in"),
    path("<uuid:conversation_id>/talk/", talking.talk, name="talk"),
    path("<uuid:conversation_id>/talk/record/", live.save_record, name="save_record"),
    path("<uuid:conversation_id>/talk/notes/", live.save_notes, name="save_notes"),
    path("<uuid:conversation_id>/talk/news/", live.news, name="news"),
    path("<uuid:conversation_id>/roles/", helping.roles, name="roles"),
    path("<uuid:conversation_id>/guidance/", helping.guidance_beside, name="guidance_beside"),
    path("<uuid:conversation_id>/questions/", helping.questions, name="questions"),
]
