"""Scenarios of the mentoring scheme that a client of the pages can check, with the framework that ships for it.

Scenarios 35, 36, 37 and 39 are about its self-assessment and stand in tests/assessments/test_scenarios.py.
"""

import html
import re

import pytest
from django.urls import reverse

from stepwell.frameworks.files import load_pack
from stepwell.frameworks.operations import adopt, publish
from stepwell.mentoring.models import CheckIn, MentorEnrolment
from stepwell.mentoring.operations import due, offering, relationships
from stepwell.mentoring.operations.learning import take_report
from tests.cast import NOW, TODAY
from tests.conftest import ROOT

from . import making
from .test_learning import many

RESIDUE = ("Post a Comment", "Yahoo")


@pytest.fixture(scope="session")
def lqf_pack():
    return load_pack(ROOT / "packs" / "nhs-lqf")


@pytest.fixture
def lqf(cast, lqf_pack):
    version = publish(lqf_pack, by=None, at=NOW)
    for organisation in (cast.ashdown, cast.marlow):
        adopt(["nhs-lqf"], organisation=organisation, by=None, at=NOW)
    return version


@pytest.fixture
def scheme(cast, lqf):
    return making.make_programme(cast, lqf, title="Mentoring across two towns")


WISHES = {"broad-scanning": ("yes", 3), "self-belief": ("maybe", 2), "political-astuteness": ("no", 1)}


@pytest.fixture
def relationship(cast, lqf, scheme):
    making.assess(cast.amira, lqf, WISHES)
    request = making.ask(scheme, cast.amira, cast.ashdown, sent=False)
    making.joining.acknowledge(making.codes_for(scheme, "mentee"), by=cast.amira, at=NOW)
    making.joining.send_request(request, by=cast.amira, at=NOW, today=TODAY)
    return making.pair_up(cast, scheme, request, enrol(cast.oscar, scheme, cast.marlow))


def enrol(person, programme, organisation) -> MentorEnrolment:
    profile = offering.start_profile(by=person, at=NOW)
    profile = offering.save_profile(profile, {"capacity": 2, "seniority": 4}, revision=profile.revision, at=NOW)
    offers = {"broad-scanning": offering.OfferPlan(3, "I read the board papers of others.")}
    offering.set_offers(profile, programme.version.framework, offers, by=person, at=NOW)
    return making.join(profile, programme, organisation)


def text_of(client, name: str, *args) -> str:
    answer = client.get(reverse(f"mentoring:{name}", args=args))
    assert answer.status_code == 200
    main = re.search(r"<main.*</main>", answer.content.decode(), re.S)[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def test_scenario_38_the_need_report_counts_and_names_nobody(cast, programme, signed_in):
    """Scenario 38: counts of yes and maybe by quality and cluster; too few are no figure; no name, no answer."""
    requests = many(programme, cast.ashdown, 9)
    cora = signed_in(cast.cora)
    address = reverse("mentoring:make_report", args=[programme.pk])
    assert "Fewer than ten people" in cora.post(address, follow=True).content.decode()
    requests += many(programme, cast.ashdown, 5, wish="maybe")
    report = take_report(programme, by=cast.cora, at=NOW)
    page = text_of(cora, "report", programme.pk, report.number)
    assert "What mentees want to work on" in page and "Yes Maybe No" in page
    row = re.search(r"Throwing (.{0,60})", page[page.index("People") :])[1]
    assert re.search(r"\d+ to \d+|\d+ or more|at most \d", row)
    assert "Fewer than 10 people so far" in page  # growth and quality wait
    assert making.SECRET not in page and not any(one.person.full_name in page for one in requests)


def test_scenario_40_a_mentor_joins_without_an_assessment(cast, scheme, signed_in):
    """Scenario 40: from the public page to "You are in", and nobody asked the mentor to place themselves (R75)."""
    client = signed_in(cast.ruth)
    client.post(reverse("mentoring:start_profile"))
    about = reverse("mentoring:mentor_section", args=["about"])
    form = client.get(about).context["form"]
    hidden = {name: form[name].value() for name in ("revision", "seen")}
    client.post(about, {"seniority": "4", "about": "", "experience": "", **hidden})
    client.post(
        reverse("mentoring:offers", args=[scheme.pk]), {"strength_broad-scanning": "2", "words_broad-scanning": ""}
    )
    join = reverse("mentoring:join_as_mentor", args=[scheme.pk])
    ticks = dict.fromkeys(client.get(join).context["form"].fields, "on")
    assert "Nobody asks you to assess yourself" in text_of(client, "join_as_mentor", scheme.pk)
    client.post(join, ticks)
    assert "You are in" in text_of(client, "join_as_mentor", scheme.pk)
    assert MentorEnrolment.objects.get(profile__person=cast.ruth).state == "active"
    assert not cast.ruth.self_assessments.exists()


def test_scenario_41_the_mentor_sees_only_topics_that_are_shown(cast, relationship, signed_in):
    """Scenario 41: what is shown can be changed at any time, and neither a "no" nor a place is ever shown."""
    oscar = signed_in(cast.oscar)
    page = text_of(oscar, "relationship", relationship.pk)
    assert "Self belief" in page.split("What they want to work on")[1]
    assert page.count("Self belief") == 1
    assert "Political astuteness" not in page
    amira, shows = signed_in(cast.amira), reverse("mentoring:request_section", args=[relationship.request_id, "shows"])
    assert shows in amira.get(reverse("mentoring:relationship", args=[relationship.pk])).content.decode()
    form = amira.get(shows).context["form"]
    hidden = {name: form[name].value() for name in ("revision", "seen")}
    amira.post(shows, {"shows": ["background"], **hidden})
    page = text_of(oscar, "relationship", relationship.pk)
    assert "What they want to work on" not in page and "Self belief" not in page


def test_scenario_42_each_reads_their_own_map_first(cast, lqf_pack, relationship, signed_in):
    """Scenarios 37 and 42: for a wish, how mentoring can support it; for the mentor, the mentor's text; a gap is said."""
    maps = next(one for one in lqf_pack.dimensions if one.id == "broad-scanning").maps
    assert maps.mentee.incomplete and maps.mentor.incomplete
    for who, first, second in ((cast.amira, maps.mentee, maps.mentor), (cast.oscar, maps.mentor, maps.mentee)):
        client = signed_in(who)
        assert "Broad scanning" in text_of(client, "relationship", relationship.pk)
        page = text_of(client, "map", relationship.pk, "broad-scanning")
        assert page.index(first.text) < page.index(second.text)
        assert page.count(first.incomplete) == 2


def test_scenario_43_it_is_evaluated_at_several_points(cast, relationship, signed_in):
    """Scenario 43: after the first session, on day 30 and every 60 days, half-way, at the end, and half a year later."""
    session = relationships.plan_session(relationship, on_date=TODAY, by=cast.amira, at=NOW)
    relationships.note_session(session, held_on=TODAY, by=cast.amira, at=NOW, today=TODAY)
    for days in (1, 30, 90, 150, 183, 210, 270, 330, 366, 548):
        due.due_work(at=making.after(days), today=making.after(days).date())
        CheckIn.objects.filter(answered_at=None).exclude(moment="quiet").update(answered_at=making.after(days))
    for person in (cast.amira, cast.oscar):
        asked = CheckIn.objects.filter(person=person).exclude(moment="quiet").values_list("moment", flat=True)
        assert list(asked) == ["fit", *["quality"] * 3, "midpoint", *["quality"] * 3, "end", "later"]
    question = CheckIn.objects.filter(person=cast.amira, moment="midpoint").get()
    assert "Half-way: how is it going?" in text_of(signed_in(cast.amira), "question", question.pk)


def test_scenario_44_no_residue_of_a_web_page_stands_anywhere(cast, lqf, scheme, relationship, signed_in):
    """Scenario 44: every page that shows words of the framework, to either side."""
    for person in (cast.amira, cast.oscar):
        client = signed_in(person)
        pages = [text_of(client, "public", scheme.slug), text_of(client, "relationship", relationship.pk)]
        pages += [
            text_of(client, "map", relationship.pk, dimension["id"])
            for dimension in lqf.content["dimensions"]
            if dimension.get("maps")
        ]
        assert len(pages) == 17
        assert not [word for word in RESIDUE for page in pages if word in page]
