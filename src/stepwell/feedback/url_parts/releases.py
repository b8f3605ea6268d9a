"""Addresses below /feedback/ for the report: the facilitator's, the subject's before and after it opens, the cycle's."""

from django.urls import URLPattern, path

from ..views import following, organising, releasing, reporting

release_urls: list[URLPattern] = [
    path("facilitating/", releasing.facilitating, name="facilitating"),
    path("<uuid:round_id>/facilitate/", releasing.facilitate, name="facilitate"),
    path("<uuid:round_id>/facilitate/prepare/", releasing.prepare, name="prepare"),
    path("<uuid:round_id>/facilitate/release/", releasing.release, name="release"),
    path("<uuid:round_id>/before/", releasing.before, name="before_report"),
    path("<uuid:round_id>/before/predict/", releasing.predict, name="predict"),
    path("<uuid:round_id>/before/date/", releasing.opening_date, name="opening_date"),
    path("<uuid:round_id>/before/open/", releasing.open_own, name="open_own"),
    path("<uuid:round_id>/report/", reporting.report, name="report"),
    path("<uuid:round_id>/report/focuses/", reporting.focuses, name="report_focuses"),
    path("<uuid:round_id>/report.pdf", reporting.report_pdf, name="report_pdf"),
    path("<uuid:round_id>/report.csv", reporting.report_csv, name="report_csv"),
    path("<uuid:round_id>/report.json", reporting.report_json, name="report_json"),
    path("<uuid:round_id>/certificate/", reporting.certificate, name="certificate"),
    path("<uuid:round_id>/release.json", reporting.release_json, name="release_json"),
    path("<uuid:round_id>/importance.json", reporting.importance_json, name="importance_json"),
    path("<uuid:round_id>/thanks/", following.thanks, name="thanks"),
    path("<uuid:round_id>/pulse/", following.pulse, name="pulse"),
    path("cycles/<uuid:cycle_id>/organisation/", organising.cycle_report, name="cycle_report"),
    path("cycles/<uuid:cycle_id>/organisation.pdf", organising.cycle_report_pdf, name="cycle_report_pdf"),
    path("cycles/<uuid:cycle_id>/organisation.csv", organising.cycle_report_csv, name="cycle_report_csv"),
    path("cycles/<uuid:cycle_id>/organisation.json", organising.cycle_report_json, name="cycle_report_json"),
]
