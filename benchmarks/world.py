"""The installation that pages are measured on: 10,000 people on SQLite, made once a run."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

PEOPLE = 10_000


def stepwell(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "stepwell.config.cli", *arguments], check=True, stdout=subprocess.DEVNULL)


def ready(folder: Path, people: int = PEOPLE) -> None:
    """Make the installation if it is not there, and start Django in this process."""
    os.environ["STEPWELL_DEMONSTRATION"] = "1"
    if not (folder / "stepwell.sqlite3").exists():
        stepwell("prepare")
        stepwell("demo", "--people", str(people))
    import django

    django.setup()


def session_of(person) -> str:
    """A session cookie for somebody, without going through the sign-in page."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from stepwell.people.sessions import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(person.account_id)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.account.get_session_auth_hash()
    session.save()
    return session.session_key


def pages() -> list[tuple[str, str, object]]:
    """(name, path, person) of each page that somebody opens often, with the cast of the university."""
    from django.urls import reverse

    from stepwell.assessments.models import SelfAssessment
    from stepwell.frameworks.models import Framework
    from stepwell.people.models import DemonstrationRole
    from stepwell.people.queries import main_appointment

    cast = [role.person for role in DemonstrationRole.objects.select_related("person__account").order_by("order")[:8]]
    first, _, head, _, owner, _, admin, officer = cast
    done = SelfAssessment.objects.filter(person=first, completed_at__isnull=False).order_by("-completed_at")[0]
    draft = SelfAssessment.objects.filter(person=first, completed_at__isnull=True)[0]
    slug = done.version.framework.slug
    links = Framework.objects.get(kind="crosswalk")
    dimension = done.version.content["dimensions"][0]["id"]
    return [
        ("home", "/", first),
        ("frameworks", reverse("frameworks:list"), first),
        ("framework", reverse("frameworks:framework", args=[slug]), first),
        ("dimension", reverse("frameworks:dimension", args=[slug, dimension]), first),
        ("everything on one page", reverse("frameworks:everything", args=[slug]), first),
        ("links between frameworks", reverse("frameworks:links", args=[links.slug]), first),
        ("search", reverse("frameworks:search") + "?q=leading+change", first),
        ("assessments", reverse("assessments:list"), first),
        ("assessment page", reverse("assessments:dimension", args=[draft.pk, 1]), first),
        ("check answers", reverse("assessments:check", args=[draft.pk]), first),
        ("report", reverse("assessments:report", args=[done.pk]), first),
        ("my grade", reverse("careers:my_grade"), first),
        ("compare grades", reverse("careers:compare") + "?one=5&other=7", first),
        ("expected levels", reverse("careers:expected"), first),
        ("what I share", reverse("sharing:given"), first),
        ("shared with me", reverse("sharing:received"), head),
        ("my details", reverse("people:me"), first),
        ("my team", reverse("people:team"), head),
        ("people", reverse("people:list"), admin),
        ("units", reverse("people:units"), admin),
        ("a unit", reverse("people:unit", args=[main_appointment(head, date.today()).unit_id]), admin),
        ("duties", reverse("people:duties"), admin),
        ("audit trail", reverse("people:audit"), officer),
        ("look after frameworks", reverse("frameworks:look_after"), owner),
    ]
