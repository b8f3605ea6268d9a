"""Ending, the record, actions, the team."""

from django.urls import URLPattern, path

from ..views import ending, files, promising, staging, team

FOLLOWING: list[URLPattern] = [
    path("actions/", promising.promises, name="promises"),
    path("actions/<uuid:action_id>/", promising.action, name="action"),
    path("actions/<uuid:action_id>/settle/", promising.settle, name="settle"),
    path("actions/<uuid:action_id>/plan/", promising.to_plan, name="to_plan"),
    path("stages/<uuid:stage_id>/", staging.stage, name="stage"),
    path("team/", team.team, name="team"),
    path("with/<uuid:person_id>/", team.with_person, name="with_person"),
    path("<uuid:conversation_id>/end/", ending.end, name="end"),
    path("<uuid:conversation_id>/changes/", ending.history, name="history"),
    path("<uuid:conversation_id>/record.pdf", files.pdf, name="record_pdf"),
    path("<uuid:conversation_id>/record.docx", files.docx, name="record_docx"),
    path("<uuid:conversation_id>/look-again/", ending.look_again, name="look_again"),
    path("<uuid:conversation_id>/follow-up/", ending.follow_up, name="follow_up"),
    path("<uuid:conversation_id>/keep/", ending.keep_for_other, name="keep_for_other"),
    path("<uuid:conversation_id>/notes/", ending.write_note, name="write_note"),
]
