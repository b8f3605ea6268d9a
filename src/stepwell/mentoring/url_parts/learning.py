"""Addresses of what a programme learns."""

from django.urls import URLPattern, path

from ..views import learning

PROGRAMME = "programmes/<uuid:programme_id>/reports/"
learning_urls: list[URLPattern] = [
    path(PROGRAMME, learning.reports, name="reports"),
    path(f"{PROGRAMME}new/", learning.make, name="make_report"),
    path(f"{PROGRAMME}<int:number>/", learning.report, name="report"),
    path(f"{PROGRAMME}<int:number>/report.xlsx", learning.report_xlsx, name="report_xlsx"),
    path(f"{PROGRAMME}<int:number>/report.pdf", learning.report_pdf, name="report_pdf"),
]
