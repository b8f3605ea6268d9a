from django.urls import path

from .views import audit, directory, me, sign_in

app_name = "people"
urlpatterns = [
    path("sign-in-as/", sign_in.sign_in_as, name="sign_in_as"),
    path("me/", me.me, name="me"),
    path("me/name/", me.name, name="name"),
    path("me/aspiring/", me.aspiring, name="aspiring"),
    path("team/", me.team, name="team"),
    path("", directory.people, name="list"),
    path("person/<uuid:person_id>/", directory.person, name="person"),
    path("person/<uuid:person_id>/duty/", directory.grant, name="grant"),
    path("duties/", directory.duties, name="duties"),
    path("duties/<int:duty_id>/end/", directory.end, name="end_duty"),
    path("audit/", audit.audit, name="audit"),
]
