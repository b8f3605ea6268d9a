"""Addresses of coordinators."""

from django.urls import URLPattern, path

from ..views import matching, programmes, rules

coordinator_urls: list[URLPattern] = [
    path("programmes/", programmes.programmes, name="programmes"),
    path("programmes/new/", programmes.choose, name="choose_for_programme"),
    path("programmes/new/<slug:slug>/", programmes.new, name="new_programme"),
    path("programmes/<uuid:programme_id>/", programmes.programme, name="programme"),
    path("programmes/<uuid:programme_id>/change/", programmes.change, name="change_programme"),
    path("programmes/<uuid:programme_id>/decide/", programmes.decide, name="decide"),
    path("programmes/<uuid:programme_id>/people/", programmes.people, name="people"),
    path("programmes/<uuid:programme_id>/ask/", programmes.ask, name="ask_organisation"),
    path("programmes/<uuid:programme_id>/open/", programmes.open_, name="open_programme"),
    path("programmes/<uuid:programme_id>/close/", programmes.close, name="close_programme"),
    path("programmes/<uuid:programme_id>/matching/", matching.matching, name="matching"),
    path("programmes/<uuid:programme_id>/matching/start/", matching.start, name="start_run"),
    path("programmes/<uuid:programme_id>/limits/", rules.limits, name="limits"),
    path("programmes/<uuid:programme_id>/limits/<int:quota_id>/remove/", rules.remove_limit, name="remove_limit"),
    path("programmes/<uuid:programme_id>/kept/<int:rule_id>/", rules.drop_rule, name="drop_rule"),
    path("programmes/<uuid:programme_id>/help/<uuid:check_in_id>/", programmes.help_given, name="help_given"),
    path("runs/<uuid:run_id>/left/", matching.left, name="run_left"),
    path("runs/<uuid:run_id>/", matching.run, name="run"),
    path("runs/<uuid:run_id>/slider/", matching.stand, name="run_stand"),
    path("runs/<uuid:run_id>/publish/", matching.publish, name="publish_run"),
    path("runs/<uuid:run_id>/proof/", matching.certificate, name="certificate"),
    path("runs/<uuid:run_id>/pairs/<uuid:pairing_id>/", matching.rule, name="pair_rule"),
    path("runs/<uuid:run_id>/pairs/<uuid:pairing_id>/offer/", matching.offer_placed, name="offer_placed"),
]
