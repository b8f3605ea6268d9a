from django.urls import path

from .views import answering, reporting, starting

app_name = "assessments"
urlpatterns = [
    path("", starting.mine, name="list"),
    path("start/", starting.choose, name="choose"),
    path("start/<slug:slug>/", starting.start, name="start"),
    path("blank/<slug:slug>/", reporting.blank, name="blank"),
    path("blank/<slug:slug>.pdf", reporting.blank_pdf, name="blank_pdf"),
    path("shared/<uuid:share_id>/", reporting.shared, name="shared"),
    path("shared/<uuid:share_id>.pdf", reporting.shared_pdf, name="shared_pdf"),
    path("<uuid:assessment_id>/", starting.resume, name="resume"),
    path("<uuid:assessment_id>/before/", starting.before, name="before"),
    path("<uuid:assessment_id>/<int:number>/", answering.dimension, name="dimension"),
    path("<uuid:assessment_id>/<int:number>/save/", answering.autosave, name="autosave"),
    path("<uuid:assessment_id>/check/", starting.check, name="check"),
    path("<uuid:assessment_id>/delete/", starting.delete, name="delete"),
    path("<uuid:assessment_id>/report/", reporting.report, name="report"),
    path("<uuid:assessment_id>/report.pdf", reporting.report_pdf, name="report_pdf"),
    path("<uuid:assessment_id>/focuses/", reporting.focuses, name="focuses"),
    path("<uuid:assessment_id>/share/", reporting.share, name="share"),
]
