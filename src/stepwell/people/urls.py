from django.urls import path

from .views import audit, directory, kept, me, sign_in, staff_imports

app_name = "people"
urlpatterns = [
    path("sign-in-as/", sign_in.sign_in_as, name="sign_in_as"),
    path("kept/", kept.kept, name="kept"),
    path("me/", me.me, name="me"),
    path("me/name/", me.name, name="name"),
    path("me/address/", me.address, name="address"),
    path("me/aspiring/", me.aspiring, name="aspiring"),
    path("team/", me.team, name="team"),
    path("", directory.people, name="list"),
    path("person/<uuid:person_id>/", directory.person, name="person"),
    path("person/<uuid:person_id>/duty/", directory.grant, name="grant"),
    path("units/", directory.units, name="units"),
    path("units/<int:unit_id>/", directory.unit, name="unit"),
    path("duties/", directory.duties, name="duties"),
    path("duties/<int:duty_id>/end/", directory.end, name="end_duty"),
    path("imports/", staff_imports.imports, name="imports"),
    path("imports/template.csv", staff_imports.template, name="import_template"),
    path("imports/<uuid:import_id>/", staff_imports.one, name="import"),
    path("imports/<uuid:import_id>/confirm/", staff_imports.confirm, name="import_confirm"),
    path("imports/<uuid:import_id>/faults.csv", staff_imports.faults, name="import_faults"),
    path("imports/<uuid:import_id>/changes.csv", staff_imports.changes, name="import_changes"),
    path("audit/", audit.audit, name="audit"),
]
