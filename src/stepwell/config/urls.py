"""All addresses. Each page's view declares its permission with @requires; sign-in pages are listed in access."""

from django.urls import include, path

handler400 = "stepwell.ui.errors.bad_request"
handler403 = "stepwell.ui.errors.forbidden"
handler404 = "stepwell.ui.errors.not_found"
handler429 = "stepwell.ui.errors.too_many"  # allauth asks for it by this name
handler500 = "stepwell.ui.errors.server_error"

urlpatterns = [
    path("", include("stepwell.home.urls")),
    path("", include("stepwell.ui.urls")),
    path("sign-in/", include("stepwell.people.sign_in_urls")),
    path("people/", include("stepwell.people.urls")),
    path("sharing/", include("stepwell.sharing.urls")),
    path("frameworks/", include("stepwell.frameworks.urls")),
    path("career/", include("stepwell.careers.urls")),
    path("assessments/", include("stepwell.assessments.urls")),
    path("journal/", include("stepwell.journal.urls")),
    path("feedback/", include("stepwell.feedback.urls")),
    path("plans/", include("stepwell.plans.urls")),
    path("conversations/", include("stepwell.conversations.urls")),
    path("mentoring/", include("stepwell.mentoring.urls")),
]
