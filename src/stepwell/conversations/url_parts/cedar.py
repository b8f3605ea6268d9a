"""Feedback by CEDAR: one address for each stage, and its saving by itself."""

from django.urls import URLPattern, path

from ..views import cedar, cedar_observation

CEDAR: list[URLPattern] = [
    path("stages/<uuid:stage_id>/feedback/", cedar.stage, name="cedar_stage"),
    path("stages/<uuid:stage_id>/feedback/save/", cedar.autosave, name="cedar_save"),
    path("parked/<uuid:point_id>/", cedar_observation.parked, name="cedar_parked"),
]
