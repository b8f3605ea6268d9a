"""What the programme learns: counts of at least ten, each choice once, own numbers and the whole; no name, no answer."""

import io
import re
import uuid
import zipfile
from datetime import timedelta

import pypdfium2
import pytest
from django.urls import reverse

from stepwell.assessments.models import Placement, SelfAssessment
from stepwell.audit.models import AuditEvent
from stepwell.domain.disclosure.counts import faults_of_counts
from stepwell.mentoring.models import (
    CheckIn,
    MenteeRequest,
    MentorEnrolment,
    MentoringRelationship,
    MentorOffer,
    MentorProfile,
    ProposedPairing,
)
from stepwell.mentoring.operations.learning import TooFewYet, take_report
from stepwell.people.models import Duty, Organisation, Person, Unit
from tests.cast import NOW, appoint
from tests.ui.paper_structure import structure_faults

from . import making

SECRET = "Threw every pot at the wall in the spring"


@pytest.fixture
def penrith(programme) -> Organisation:
    return Organisation.objects.create(name="Penrith Trust", slug="penrith", kind="nhs_trust", mark="PT")


def many(programme, organisation, count: int, wish: str = "yes", at=NOW) -> list[MenteeRequest]:
    """Mentees whose applications are sent, as rows: joining has tests of its own."""
    framework = programme.version.content
    dimensions = [one["id"] for one in framework["dimensions"]]
    made = []
    for _ in range(count):
        person = Person.objects.create(full_name=f"Mentee {uuid.uuid4()}", email=f"{uuid.uuid4()}@example.org")
        assessment = SelfAssessment.objects.create(
            person=person, version=programme.version, purpose="mentoring", started_at=at, completed_at=at
        )
        Placement.objects.bulk_create(
            Placement(
                assessment=assessment,
                dimension_id=dimension,
                wish=wish,
                state="placed",
                rating=2,
                example=SECRET,
                saved_at=at,
            )
            for dimension in dimensions
        )
        made.append(
            MenteeRequest.objects.create(
                programme=programme,
                person=person,
                organisation=organisation,
                assessment=assessment,
                state="waiting",
                background=SECRET,
                started_at=at,
                saved_at=at,
                sent_at=at,
            )
        )
    return made


def in_groups(programme, sizes, *, matched=(), stage: int = 2, at=NOW) -> list[MenteeRequest]:
    """`sizes`: (organisation, profession) → how many asked, of whom those of `matched` had a mentor ten days later."""
    made = []
    mentor = programme.enrolments.first()
    run = making.found(programme)
    for (organisation, profession), count in sizes.items():
        unit = Unit.objects.get_or_create(organisation=organisation, code="U", defaults={"name": "Unit"})[0]
        for request in many(programme, organisation, count, at=at):
            MenteeRequest.objects.filter(pk=request.pk).update(seniority=stage)
            appoint(request.person, unit, f"S{request.person_id}", "Potter", "", profession=profession)
            if profession in matched:
                pairing = ProposedPairing.of(run, request, mentor, score=700)
                pairing.save()
                began = (at + timedelta(days=10)).date()
                MentoringRelationship.of(pairing, began_on=began, ends_on=began + timedelta(days=290)).save()
            made.append(request)
    return made


def mentors(programme, organisation, count: int, at=NOW) -> None:
    for _ in range(count):
        person = Person.objects.create(full_name="A mentor", email=f"{uuid.uuid4()}@example.org")
        profile = MentorProfile.objects.create(person=person, started_at=at, saved_at=at)
        MentorEnrolment.objects.create(programme=programme, profile=profile, organisation=organisation, joined_at=at)
        MentorOffer.objects.create(
            profile=profile, framework=programme.version.framework, dimension_id="throwing", strength=2, words=SECRET
        )


def part(report, name: str):
    return report.released["parts"][name]["released"]


def whole(report, name: str, topic: str):
    return next(total for total in part(report, name)["totals"] if total["topic"] == topic)


def test_needs_are_counted_in_steps_by_quality(cast, programme):
    many(programme, cast.ashdown, 9)
    many(programme, cast.marlow, 3, wish="maybe")
    report = take_report(programme, by=cast.cora, at=NOW)
    assert whole(report, "needs", "throwing")["counts"] == {"yes": [9, 12], "maybe": [3, 5], "no": [0, 2]}
    for name, found in report.released["parts"].items():
        if found["released"]:
            assert faults_of_counts(found["released"]) == [], name


def test_fewer_than_ten_give_no_report_and_wait(cast, programme):
    many(programme, cast.ashdown, 9)
    with pytest.raises(TooFewYet):
        take_report(programme, by=cast.cora, at=NOW)
    assert not programme.reports.exists()
    many(programme, cast.ashdown, 1, at=NOW + timedelta(days=1))
    report = take_report(programme, by=cast.cora, at=NOW + timedelta(days=2))
    assert whole(report, "needs", "throwing")["people"] == 10


def test_each_choice_is_counted_in_one_report(cast, programme):
    first = many(programme, cast.ashdown, 12)
    take_report(programme, by=cast.cora, at=NOW)
    with pytest.raises(TooFewYet):
        take_report(programme, by=cast.cora, at=NOW + timedelta(days=1))
    many(programme, cast.ashdown, 11, wish="no", at=NOW + timedelta(days=2))
    again = first[0]  # the same self-assessment, sent once more
    MenteeRequest.objects.filter(pk=again.pk).update(state="ended", ended_at=NOW)
    MenteeRequest.objects.create(
        programme=programme, person=again.person, organisation=cast.ashdown, assessment=again.assessment, state="waiting",
        started_at=NOW, saved_at=NOW, sent_at=NOW + timedelta(days=3),
    )  # fmt: skip
    report = take_report(programme, by=cast.cora, at=NOW + timedelta(days=4))
    assert whole(report, "needs", "throwing") == {
        "topic": "throwing", "people": 11, "counts": {"yes": [0, 2], "maybe": [0, 2], "no": [9, 11]},
    }  # fmt: skip


def test_two_organisations_are_never_told_apart(cast, programme):
    many(programme, cast.ashdown, 14)
    many(programme, cast.marlow, 14, wish="no")
    report = take_report(programme, by=cast.cora, at=NOW)
    assert [cell["values"] for cell in part(report, "needs")["cells"]] == [[]]


def test_of_three_each_reads_its_own_and_the_whole(cast, programme, penrith, signed_in):
    many(programme, cast.ashdown, 14)
    many(programme, cast.marlow, 17, wish="no")
    many(programme, penrith, 11, wish="maybe")
    report = take_report(programme, by=cast.cora, at=NOW)
    address = reverse("mentoring:report", args=[programme.pk, report.number])
    cora = signed_in(cast.cora).get(address).content.decode()
    assert "Whole programme" in cora and "Ashdown University" in cora
    assert "Marlow" not in main_of(cora) and "Penrith" not in main_of(cora)
    mia = signed_in(making.marlow_coordinator(cast)).get(address).content.decode()
    assert "Marlow Council" in mia and "Ashdown" not in main_of(mia)
    assert "15 or more" in mia and "15 or more" not in cora  # Marlow's own seventeen


def main_of(page: str) -> str:
    return re.search(r"<main.*</main>", page, re.S)[0]


def test_no_name_and_no_word_is_anywhere(cast, programme, signed_in):
    requests = many(programme, cast.ashdown, 12)
    mentors(programme, cast.marlow, 12)
    assert requests[0].background == SECRET
    report = take_report(programme, by=cast.cora, at=NOW)
    client = signed_in(cast.cora)
    texts = [client.get(reverse("mentoring:report", args=[programme.pk, report.number])).content.decode()]
    book = client.get(reverse("mentoring:report_xlsx", args=[programme.pk, report.number]))
    with zipfile.ZipFile(io.BytesIO(book.content)) as archive:
        texts += [archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")]
    assert any("at most 2" in text for text in texts)
    pdf = client.get(reverse("mentoring:report_pdf", args=[programme.pk, report.number])).content
    assert structure_faults(pdf) == []
    texts += [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]
    texts += [str(report.released), str(list(AuditEvent.objects.values()))]
    for text in texts:
        assert SECRET not in text
        assert not any(request.person.full_name in text for request in requests)


def test_a_workbook_has_numbers_to_reckon_with_and_no_formula(cast, programme, signed_in):
    """Whatever somebody called the programme. The first column stays in sight."""
    many(programme, cast.ashdown, 12)
    mentors(programme, cast.marlow, 12)
    programme.title = "=HYPERLINK(1)"
    programme.save()
    report = take_report(programme, by=cast.cora, at=NOW)
    book = signed_in(cast.cora).get(reverse("mentoring:report_xlsx", args=[programme.pk, report.number]))
    with zipfile.ZipFile(io.BytesIO(book.content)) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if "worksheets/sheet" in name]
        assert "=HYPERLINK(1)" in archive.read("xl/sharedStrings.xml").decode()
    assert not any("<f>" in sheet for sheet in sheets)
    assert all('state="frozen"' in sheet for sheet in sheets[1:])
    assert any("<v>12</v>" in sheet and 't="s"' in sheet for sheet in sheets)


def test_where_help_is_short_stands_on_top(cast, programme, signed_in):
    many(programme, cast.ashdown, 20)
    mentors(programme, cast.marlow, 10)
    report = take_report(programme, by=cast.cora, at=NOW)
    page = signed_in(cast.cora).get(reverse("mentoring:report", args=[programme.pk, report.number])).content.decode()
    short = re.search(r"Where more help is wanted.*?</ul>", page, re.S)[0]
    assert "mentees say yes" in short and "mentors offer it" in short


def test_quality_is_the_latest_word_of_each_and_never_the_words(cast, programme, relationship):
    for day, how in ((30, "badly"), (90, "well")):
        CheckIn.objects.create(
            relationship=relationship,
            person=relationship.mentee,
            moment="quality",
            due_on=(NOW + timedelta(days=day)).date(),
            answers={"how": how, "words": SECRET},
            answered_at=NOW + timedelta(days=day),
        )
    many(programme, cast.ashdown, 12)
    report = take_report(programme, by=cast.cora, at=NOW + timedelta(days=100))
    assert part(report, "quality_of_mentees") is None
    assert report.released["parts"]["quality_of_mentees"]["until"] is None
    assert SECRET not in str(report.released)


def test_making_asks_first_and_only_the_host_makes(cast, programme, signed_in):
    many(programme, cast.ashdown, 12)
    address = reverse("mentoring:make_report", args=[programme.pk])
    mia = signed_in(making.marlow_coordinator(cast))
    assert mia.post(address).status_code == 404
    cora = signed_in(cast.cora)
    assert "counted in no later one" in cora.get(address).content.decode()
    assert not programme.reports.exists()
    assert cora.post(address).status_code == 302
    assert programme.reports.count() == 1
    said = cora.post(address, follow=True).content.decode()
    assert "waits until it is enough" in said
    assert programme.reports.count() == 1


def test_a_coordinator_elsewhere_sees_nothing(cast, programme, penrith, signed_in):
    many(programme, cast.ashdown, 12)
    report = take_report(programme, by=cast.cora, at=NOW)
    Duty.objects.create(person=cast.olga, organisation=penrith, name="coordinator", granted_at=NOW)
    for name in ("report", "report_xlsx", "report_pdf"):
        for person in (cast.olga, cast.amira, cast.dan):
            assert (
                signed_in(person).get(reverse(f"mentoring:{name}", args=[programme.pk, report.number])).status_code
                == 404
            )
    assert signed_in(cast.cora).get(reverse("mentoring:report", args=[programme.pk, 99])).status_code == 404


@pytest.mark.parametrize("count", [10, 30])
def test_queries_do_not_grow(cast, programme, signed_in, count, django_assert_num_queries):
    many(programme, cast.ashdown, count)
    with django_assert_num_queries(19):
        take_report(programme, by=cast.cora, at=NOW)


SIXTY = timedelta(days=60)


class TestByProfessionAndStage:
    @pytest.fixture
    def three(self, cast, programme, penrith):
        mentors(programme, cast.marlow, 1)
        return [cast.ashdown, cast.marlow, penrith]

    def test_who_found_a_mentor_in_time_by_profession(self, cast, programme, three, signed_in):
        sizes = {(one, "Throwing"): 8 for one in three} | {(one, "Glazing"): 6 for one in three}
        in_groups(programme, sizes, matched=["Throwing"])
        report = take_report(programme, by=cast.cora, at=NOW + SIXTY)
        released = part(report, "matched_in_time")
        assert faults_of_counts(released) == []
        assert {cell["id"]: cell["people"] for cell in released["cells"]} == {"Glazing / 2": 18, "Throwing / 2": 24}
        page = signed_in(cast.cora).get(reverse("mentoring:report", args=[programme.pk, report.number]))
        table = re.search(r"by profession and stage</caption>.*?</table>", main_of(page.content.decode()), re.S)[0]
        throwing, glazing = (re.search(rf"{name}<.*?</tr>", table, re.S)[0] for name in ("Throwing", "Glazing"))
        assert "21 or more" in throwing and "24" in throwing
        assert "at most 2" in glazing and "15 or more" in glazing

    def test_a_stage_of_working_life_tells_them_apart_too(self, cast, programme, three):
        for stage in (1, 4):
            in_groups(programme, {(one, "Throwing"): 6 for one in three}, stage=stage)
        released = part(take_report(programme, by=cast.cora, at=NOW + SIXTY), "matched_in_time")
        assert [cell["id"] for cell in released["cells"]] == ["Throwing / 1", "Throwing / 4"]

    def test_a_small_profession_is_put_together_with_another(self, cast, programme, three):
        in_groups(programme, {(one, "Throwing"): 8 for one in three} | {(cast.ashdown, "Glazing"): 3})
        released = part(take_report(programme, by=cast.cora, at=NOW + SIXTY), "matched_in_time")
        assert [cell["people"] for cell in released["cells"]] == [27]

    def test_a_profession_of_one_organisation_is_not_told_apart(self, cast, programme, three):
        sizes = {(one, "Throwing"): 8 for one in three} | {(cast.marlow, "Glazing"): 20}
        in_groups(programme, sizes)
        released = part(take_report(programme, by=cast.cora, at=NOW + SIXTY), "matched_in_time")
        assert [cell["values"] for cell in released["cells"]] == [[]]

    def test_what_a_coordinator_knows_by_name_leaves_no_few_others(self, cast, programme, three):
        """Cora knows her fifty by name: of six others she would learn the rest."""
        in_groups(programme, dict(zip([(one, "Throwing") for one in three], (50, 3, 3), strict=True)))
        report = take_report(programme, by=cast.cora, at=NOW + SIXTY)
        assert part(report, "matched_in_time") is None
        assert part(report, "needs")  # what she does not know by name is not left over

    def test_of_two_organisations_neither_learns_the_others_rate(self, cast, programme):
        mentors(programme, cast.marlow, 1)
        in_groups(programme, {(cast.ashdown, "Throwing"): 30, (cast.marlow, "Throwing"): 30})
        assert part(take_report(programme, by=cast.cora, at=NOW + SIXTY), "matched_in_time") is None

    def test_each_asking_is_counted_once_so_nothing_can_be_subtracted(self, cast, programme, three):
        in_groups(programme, {(one, "Throwing"): 8 for one in three})
        early = take_report(programme, by=cast.cora, at=NOW + SIXTY - timedelta(days=1))
        assert part(early, "matched_in_time") is None  # not yet sixty days
        in_groups(programme, {(one, "Throwing"): 5 for one in three}, at=NOW + timedelta(days=30))
        first = take_report(programme, by=cast.cora, at=NOW + SIXTY)
        assert whole(first, "matched_in_time", "match")["people"] == 24
        in_groups(programme, {(one, "Glazing"): 5 for one in three}, at=NOW + timedelta(days=70))
        second = take_report(programme, by=cast.cora, at=NOW + timedelta(days=95))
        assert whole(second, "matched_in_time", "match")["people"] == 15

    def test_quality_by_profession_counts_each_person_once(self, cast, programme, three, signed_in):
        sizes = {(one, "Throwing"): 10 for one in three} | {(one, "Glazing"): 10 for one in three}
        for request in in_groups(programme, sizes, matched=["Throwing", "Glazing"]):
            relationship = request.relationships.get()
            for who in (relationship.mentee, relationship.mentor):
                CheckIn.objects.create(
                    relationship=relationship, person=who, moment="quality", due_on=NOW.date(),
                    answers={"how": "well", "words": SECRET}, answered_at=NOW + timedelta(days=50),
                )  # fmt: skip
        report = take_report(programme, by=cast.cora, at=NOW + SIXTY)
        released = part(report, "quality_of_mentees")
        assert faults_of_counts(released) == []
        assert [cell["people"] for cell in released["cells"]] == [10] * 6
        assert part(report, "quality_of_mentors") is None  # sixty answers, of one mentor
        page = main_of(
            signed_in(cast.cora).get(reverse("mentoring:report", args=[programme.pk, report.number])).content.decode()
        )
        assert "Mentees by profession and stage" in page and "Marlow" not in page
        own = re.search(r"Mentees by profession and stage</caption>.*?</table>", page, re.S)[0]
        assert own.count("<tr") == 3  # the heading and the two professions of Ashdown
