"""From consent to a released report, and what nobody may see on the way."""

from django.db import connection

from stepwell.audit.models import AuditEvent
from stepwell.domain.disclosure import audit_releases, disclose
from stepwell.feedback.models import Draft, FeedbackReport, Invitation
from stepwell.feedback.models.ratings import Rating, Response, ResponseComment, ResponseImportance
from stepwell.feedback.operations import releasing
from stepwell.feedback.queries.disclosing import frame_of, importance_as_input, round_as_input
from stepwell.feedback.queries.reports import released_report

from . import making
from .conftest import SECRET


def test_a_round_goes_from_consent_to_a_released_report(released):
    """W13 and W34, in the operations; tests/journeys/test_feedback.py walks it in a browser."""
    report = released_report(released)
    assert released.state == "released"
    assert [(block["groups"], block["n"]) for block in report.content["blocks"]] == [(["direct_reports", "peers"], 6)]
    assert {figure["n"] for figure in report.content["figures"]} == {6}
    assert {(one["group"], one["rating"]) for one in report.content["identified"]} == {("line_manager", 1)}
    assert len(report.content["comments"]) == 7
    assert audit_releases([report.content])["holds"]


def test_the_report_is_exactly_what_the_engine_gave(answered):
    making.close(answered)
    frame = frame_of(answered)
    expected = disclose(round_as_input(frame), round=frame.name)
    weights = disclose(importance_as_input(frame), round=frame.name_of_importance)
    assert making.prepare(answered).content == expected
    stored = FeedbackReport.objects.get()
    assert (stored.content, stored.importance) == (expected, weights)
    assert stored.certificate["holds"]


def columns(model) -> set[str]:
    with connection.cursor() as cursor:
        return {column.name for column in connection.introspection.get_table_description(cursor, model._meta.db_table)}


def test_tables_of_answers_hold_no_rater_and_no_time(db):
    assert columns(Response) == {"id", "round_id", "group_key", "snapshot_id"}
    assert columns(Rating) == {"id", "response_id", "item_id", "level"}
    assert columns(ResponseImportance) == {"id", "response_id", "dimension_id", "point"}
    assert columns(ResponseComment) == {"id", "response_id", "about", "text"}


def test_nothing_leads_from_an_answer_to_its_rater(answered):
    """The answer is there; no other table holds its key, and the order of keys is not that of arrival."""
    assert Response.objects.count() == 7
    assert not Draft.objects.exists()
    assert set(Invitation.objects.values_list("state", flat=True)) == {"answered", "open"}
    keys = {str(key) for key in Response.objects.values_list("pk", flat=True)}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.startswith("feedback_") and table not in {
                "feedback_response",
                "feedback_rating",
                "feedback_responsecomment",
            }:
                cursor.execute(f'SELECT * FROM "{table}"')
                assert not keys & {str(value) for row in cursor.fetchall() for value in row}, table


def test_the_audit_trail_knows_nothing_of_sending(answered):
    from_audit = AuditEvent.objects
    assert from_audit.filter(action="feedback_round_started").exists()
    assert not from_audit.filter(thing_type__in=["feedback.Invitation", "feedback.Response", "feedback.Draft"]).exists()
    assert not from_audit.filter(action__contains="answer").exists()


def test_no_mail_holds_what_was_written(released, mailoutbox):
    assert SECRET in str(released_report(released).content)
    assert not [message for message in mailoutbox if SECRET in message.body]


def test_asking_again_changes_nothing(prepared):
    first = FeedbackReport.objects.get()
    making.close(prepared)
    again = releasing.prepare_report(prepared, by=prepared.facilitator, at=making.LATER)
    assert again.pk == first.pk
    assert again.content == first.content
    assert FeedbackReport.objects.count() == 1
    making.release(prepared)
    making.release(prepared)
    assert FeedbackReport.objects.get().released_by == prepared.facilitator
