from django.urls import path

from .views import grades, roles

app_name = "careers"
urlpatterns = [
    path("", roles.my_grade, name="my_grade"),
    path("grades/", grades.grades, name="grades"),
    path("grades/<slug:pack_slug>/", grades.grades, name="grades_of"),
    path("grades/<slug:pack_slug>/<str:grade_id>/", grades.grade, name="grade"),
    path("compare/", grades.compare, name="compare"),
    path("compare/comparison.pdf", grades.compare_pdf, name="compare_pdf"),
    path("compare/comparison.txt", grades.compare_text, name="compare_text"),
    path("compare/comparison.csv", grades.compare_csv, name="compare_csv"),
    path("expected/", roles.expected, name="expected"),
    path("role/<int:appointment_id>/", roles.role, name="role"),
    path("role/<int:appointment_id>/read/", roles.read, name="read"),
    path("role/<int:appointment_id>/expect/", roles.expect, name="expect"),
    path("role/<int:appointment_id>/expect/<slug:framework_slug>/", roles.expect_levels, name="expect_levels"),
    path("role/<int:appointment_id>/job-profile/", roles.job_profile, name="job_profile"),
    path(
        "role/<int:appointment_id>/job-profile/out-of-date/",
        roles.job_profile_out_of_date,
        name="job_profile_out_of_date",
    ),
    path(
        "role/<int:appointment_id>/job-profile/up-to-date/", roles.job_profile_up_to_date, name="job_profile_up_to_date"
    ),
]
