"""Addresses below /feedback/ for cycles."""

from django.urls import URLPattern, path

from ..views import cycles, running_cycles

cycle_urls: list[URLPattern] = [
    path("cycles/", cycles.cycles, name="cycles"),
    path("cycles/settings/", cycles.settings, name="settings"),
    path("cycles/new/", cycles.choose, name="choose_for_cycle"),
    path("cycles/new/<slug:slug>/", cycles.new, name="new_cycle"),
    path("cycles/<uuid:cycle_id>/", running_cycles.cycle, name="cycle"),
    path("cycles/<uuid:cycle_id>/change/", cycles.change, name="change_cycle"),
    path("cycles/<uuid:cycle_id>/open/", running_cycles.open_, name="open_cycle"),
    path("cycles/<uuid:cycle_id>/thresholds/", running_cycles.thresholds, name="thresholds"),
    path("cycles/<uuid:cycle_id>/closing/", running_cycles.closing, name="closing"),
    path("cycles/<uuid:cycle_id>/ask/", running_cycles.ask, name="ask"),
    path("cycles/<uuid:cycle_id>/close/", running_cycles.close, name="close_cycle"),
]
