"""A plan is its owner's. From outside: whoever they are, whatever duty they hold, and whatever they can get hold of."""

import io
import logging
import uuid
import zipfile
from datetime import date

import pypdfium2
import pytest
from django.core import mail
from django.db import connection
from django.urls import reverse

from stepwell.audit.models import AuditEvent
from stepwell.plans.operations import objectives, positions, sharing
from tests.cast import NOW, TODAY, appoint
from tests.ui.paper_structure import structure_faults

from .conftest import SECRET

OTHERS = ["ben", "tom", "ruth", "pat", "fran", "cora", "dan", "lena", "olga", "oscar"]


def share(plan, recipient, **more):
    values = {"title": "Development plan", "purpose": "support", "until": date(2100, 1, 1)}
    return sharing.share_plan(plan, recipient=recipient, by=plan.person, at=NOW, **(values | more))


def text_of(response) -> str:
    return response.content.decode()


def words_of_pdf(content: bytes) -> str:
    assert structure_faults(content) == []
    return " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content)).replace(
        "\r\n", " "
    )


def words_of_docx(content: bytes) -> str:
    return zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()


def test_the_owner_reads_it_as_page_pdf_and_document(cast, signed_in, everything):
    amira = signed_in(cast.amira)
    for plan in (everything.plan, everything.aspirational):
        assert SECRET in text_of(amira.get(reverse("plans:plan", args=[plan.pk])))
        assert SECRET in words_of_pdf(amira.get(reverse("plans:pdf", args=[plan.pk])).content)
        assert SECRET in words_of_docx(amira.get(reverse("plans:docx", args=[plan.pk])).content)


@pytest.mark.parametrize("who", [name for name in OTHERS if name != "ben"])
def test_nobody_else_does(cast, signed_in, everything, who):
    client = signed_in(cast.everyone[who])
    for name in ("plan", "pdf", "docx", "share", "add", "close", "review"):
        mine, missing = (client.get(reverse(f"plans:{name}", args=[key])) for key in (everything.plan.pk, uuid.uuid4()))
        assert mine.status_code == missing.status_code == 404
    for address in ("home:home", "people:team", "sharing:received", "plans:mine", "plans:requests", "people:list"):
        assert SECRET.encode() not in client.get(reverse(address)).content


class TestSharing:
    def test_only_the_person_chosen_reads_and_changes_nothing(self, cast, signed_in, plan, objective):
        address = reverse("plans:shared", args=[share(plan, cast.tom).pk])
        page = signed_in(cast.tom).get(address)
        assert SECRET in text_of(page)
        assert "<form" not in text_of(page).split("<main")[1].split("</main>")[0]
        for who in ("amira", "ben", "ruth", "pat", "fran", "dan", "olga"):
            assert signed_in(cast.everyone[who]).get(address).status_code == 404
        tom = signed_in(cast.tom)
        for name in ("objective", "change", "status", "delete"):
            assert tom.get(reverse(f"plans:{name}", args=[objective.pk])).status_code == 404

    def test_withdrawn_it_is_gone_at_once_also_in_an_open_tab_and_as_pdf(self, cast, signed_in, plan, objective):
        given = share(plan, cast.tom)
        tom = signed_in(cast.tom)
        page, paper = (reverse(f"plans:{name}", args=[given.pk]) for name in ("shared", "shared_pdf"))
        assert SECRET in text_of(tom.get(page))
        assert SECRET in words_of_pdf(tom.get(paper).content)
        signed_in(cast.amira).post(reverse("sharing:withdraw", args=[given.pk]))
        assert (tom.get(page).status_code, tom.get(paper).status_code) == (404, 404)

    def test_it_ends_with_its_day(self, cast, signed_in, plan, objective):
        given = share(plan, cast.tom, until=date(2026, 1, 1))
        assert signed_in(cast.tom).get(reverse("plans:shared", args=[given.pk])).status_code == 404

    def test_some_objectives_and_no_other_word(self, cast, signed_in, everything):
        other = objectives.add_objective(
            everything.plan, values={"title": "Chair a meeting"}, by=cast.amira, at=NOW, today=TODAY
        )
        given = share(everything.plan, cast.tom, objectives=[other])
        tom = signed_in(cast.tom)
        page = text_of(tom.get(reverse("plans:shared", args=[given.pk])))
        paper = words_of_pdf(tom.get(reverse("plans:shared_pdf", args=[given.pk])).content)
        for read in (page, paper):
            assert "Chair a meeting" in read
            assert SECRET not in read

    def test_what_was_let_go_is_never_in_it(self, cast, signed_in, plan, objective):
        given = share(plan, cast.tom)
        named = share(plan, cast.ben, objectives=[objective])
        objectives.set_status(objective, status="let_go", on=TODAY, by=cast.amira, at=NOW, today=TODAY)
        for who, one in (("tom", given), ("ben", named)):
            assert SECRET not in text_of(signed_in(cast.everyone[who]).get(reverse("plans:shared", args=[one.pk])))
        amira = signed_in(cast.amira)
        assert SECRET not in words_of_pdf(amira.get(reverse("plans:pdf", args=[plan.pk])).content)

    def test_the_other_s_reasons_are_not_shared_with_a_third(self, cast, signed_in, record):
        from_tom = "I see her in breadth because of the open day"
        position = record(state="not_agreed", other=positions.View("breadth", 2, from_tom), evidence=())
        amira = text_of(signed_in(cast.amira).get(reverse("plans:plan", args=[position.plan.pk])))
        assert from_tom in amira
        given = share(position.plan, cast.ben)
        page = text_of(signed_in(cast.ben).get(reverse("plans:shared", args=[given.pk])))
        assert "Breadth, step 2" in page
        assert from_tom not in page

    def test_the_page_shares_and_tells_no_content_in_the_mail(
        self, cast, signed_in, plan, objective, django_capture_on_commit_callbacks
    ):
        data = {
            "recipient": str(cast.tom.pk),
            "what": "some",
            "objectives": [str(objective.pk)],
            "purpose": "conversation",
            "until-day": "1",
            "until-month": "3",
            "until-year": "2027",
        }
        with django_capture_on_commit_callbacks(execute=True):
            answer = signed_in(cast.amira).post(reverse("plans:share", args=[plan.pk]), data)
        assert answer.url == reverse("sharing:given")
        assert SECRET not in mail.outbox[0].subject + mail.outbox[0].body
        assert SECRET not in text_of(signed_in(cast.tom).get(reverse("sharing:received")))
        nothing = signed_in(cast.amira).post(reverse("plans:share", args=[plan.pk]), data | {"objectives": []})
        assert nothing.status_code == 422
        assert "Choose at least one objective" in text_of(nothing)


class TestManagersAndMoves:
    def test_a_new_manager_sees_it_only_after_sharing(self, cast, signed_in, plan, objective):
        """Scenario 34."""
        cast.amira.appointments.update(manager=cast.ruth)
        address = reverse("plans:plan", args=[plan.pk])
        assert SECRET in text_of(signed_in(cast.amira).get(address))
        ruth = signed_in(cast.ruth)
        assert ruth.get(address).status_code == 404
        given = share(plan, cast.ruth)
        assert SECRET in text_of(ruth.get(reverse("plans:shared", args=[given.pk])))

    def test_it_goes_with_the_person_to_another_organisation(self, cast, signed_in, plan, objective):
        cast.amira.appointments.update(end_date=date(2026, 11, 1))
        appoint(cast.amira, cast.olga.appointments.get().unit, "M9", "Housing Officer", "", cast.olga)
        assert SECRET in text_of(signed_in(cast.amira).get(reverse("plans:plan", args=[plan.pk])))
        for who in ("olga", "tom", "pat"):
            assert signed_in(cast.everyone[who]).get(reverse("plans:plan", args=[plan.pk])).status_code == 404


class TestOutsideThePages:
    def test_a_dump_of_the_database_shows_no_words(self, cast, everything):
        assert everything.objective.title == SECRET
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names():
                cursor.execute(f'select * from "{table}"')
                for row in cursor.fetchall():
                    stored = b" ".join(
                        bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode() for cell in row
                    )
                    assert SECRET.encode() not in stored, table
                    assert b"beside the registrar" not in stored, table

    def test_the_trail_and_the_log_hold_acts_alone(self, cast, signed_in, everything, caplog):
        amira = signed_in(cast.amira)
        with caplog.at_level(logging.DEBUG):
            amira.post(
                reverse("plans:change", args=[everything.objective.pk]),
                {"title": "Ocelot", "horizon": "now", "revision": "1"},
            )
            amira.post(reverse("plans:delete", args=[everything.objective.pk]))
        log = "\n".join(record.getMessage() for record in caplog.records if record.name != "django.db.backends")
        trail = " ".join(
            str(row) for row in AuditEvent.objects.values_list("action", "thing_type", "thing_id", "detail")
        )
        assert "objective_deleted" in trail
        for words in (SECRET, "Ocelot"):
            assert words not in log
            assert words not in trail

    def test_titles_and_names_of_files_tell_nothing(self, cast, signed_in, everything):
        amira = signed_in(cast.amira)
        for name, key in (
            ("plan", everything.plan),
            ("objective", everything.objective),
            ("change", everything.objective),
        ):
            page = text_of(amira.get(reverse(f"plans:{name}", args=[key.pk])))
            assert SECRET not in page.split("<title>")[1].split("</title>")[0]
        for name in ("pdf", "docx"):
            answer = amira.get(reverse(f"plans:{name}", args=[everything.plan.pk]))
            assert answer["Content-Disposition"] == f'attachment; filename="development-plan.{name}"'
            assert "no-store" in answer["Cache-Control"] or "private" in answer["Cache-Control"]
