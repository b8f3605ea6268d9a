from django.urls import path

from . import views

app_name = "sharing"
urlpatterns = [
    path("", views.given, name="given"),
    path("with-me/", views.received, name="received"),
    path("<uuid:share_id>/keep/", views.keep, name="keep"),
    path("<uuid:share_id>/withdraw/", views.withdraw, name="withdraw"),
]
