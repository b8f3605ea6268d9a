"""Guided entries, from packs that ship and from one that no code has seen."""

from datetime import timedelta

import pytest
from django.urls import reverse

from stepwell.domain.reflecting import writing_of
from stepwell.frameworks.operations import publish
from stepwell.journal.models import EntryTag, JournalEntry, JournalPage
from stepwell.journal.queries import BankRef, Readiness, readiness, readiness_of_many
from stepwell.journal.queries.entries import opened
from tests.cast import NOW
from tests.journal.conftest import answer, begin_guided

ALMANAC = BankRef("orchard", "almanac")


def begin(client, *where) -> str:
    """Through the pages; the address of the first part."""
    name = "start" if len(where) == 2 else "start_values"
    return client.post(reverse(f"journal:{name}", args=where)).url


def questions_on(content: str) -> int:
    return content.count("<textarea")


@pytest.mark.parametrize(("bank", "counts"), [("journal-stage-1", [6, 5, 6]), ("journal-stage-2", [4, 7, 5])])
def test_scope_for_growth_shows_its_prompts_one_section_a_page(cast, published, signed_in, bank, counts):
    """Scenario 25."""
    amira = signed_in(cast.amira)
    first = begin(amira, "nhs-scope-for-growth", bank)
    pages = [first.replace("/1/", f"/{number}/") for number in range(1, len(counts) + 1)]
    assert [questions_on(amira.get(page).content.decode()) for page in pages] == counts
    assert amira.get(first.replace("/1/", f"/{len(counts) + 1}/")).status_code == 404


def test_one_of_four_topics_is_enough(cast, published, signed_in):
    """Scenario 11, as far as it is the journal's: all topics empty except one."""
    amira = signed_in(cast.amira)
    first = begin(amira, "qmul-conversations", "preparation")
    content = amira.get(first).content.decode()
    assert questions_on(content) == 4
    whole = amira.post(first, {"q-preparation-topics.2": "Time with people", "revision": "0"}).url
    assert "Time with people" in amira.get(whole).content.decode()
    assert "of 4" not in content and "of 4" not in amira.get(whole).content.decode()


def test_every_bank_of_every_pack_can_be_used(cast, published, orchard, signed_in):
    amira = signed_in(cast.amira)
    shown = amira.get(reverse("journal:choose")).content.decode()
    packs = [version.content for version in published.values()] + [orchard.content]
    banks = [(pack["id"], bank["id"]) for pack in packs for bank in pack["question_banks"]]
    assert len(banks) > 8
    for slug, bank_id in banks:
        url = reverse("journal:start", args=[slug, bank_id])
        assert url in shown
        assert amira.get(url).status_code == 200
        assert amira.get(amira.post(url).url).status_code == 200


def test_a_pack_that_no_code_has_seen(cast, orchard, signed_in):
    amira = signed_in(cast.amira)
    shown = amira.get(reverse("journal:choose")).content.decode()
    assert "The almanac" in shown and "Before the gate opens" in shown and "Patience, Care" in shown
    first = begin(amira, "orchard", "almanac")
    content = amira.get(first).content.decode()
    assert "What rested?" in content and "What did you prune, and why?" in content
    second = amira.post(first, {"q-winter.1": "The old pear.", "revision": "0"}).url
    assert second.endswith("/2/")
    whole = amira.post(second, {"revision": "0"}).url
    content = amira.get(whole).content.decode()
    assert "The old pear." in content and "What did you prune, and why?" in content
    assert "What did you bring home?" not in content and "Harvest" in content


def test_answers_keep_the_wording_they_were_given_to(cast, orchard, orchard_pack, signed_in):
    """Scenario 60: the owner publishes other words; what was begun keeps those it had."""
    entry = begin_guided(cast.amira, orchard)
    amira = signed_in(cast.amira)
    amira.post(reverse("journal:page", args=[entry.pk, 1]), {"q-winter.1": "The old pear.", "revision": "0"})
    bank = orchard_pack.question_banks[0]
    prompt = bank.sections[0].prompts[0].model_copy(update={"text": "What did you cut?"})
    section = bank.sections[0].model_copy(update={"prompts": [prompt, *bank.sections[0].prompts[1:]]})
    bank = bank.model_copy(update={"sections": [section, *bank.sections[1:]]})
    changed = orchard_pack.model_copy(
        update={"version": "2", "question_banks": [bank, *orchard_pack.question_banks[1:]]}
    )
    publish(changed, by=None, at=NOW)
    content = amira.get(reverse("journal:entry", args=[entry.pk])).content.decode()
    assert "What did you prune, and why?" in content and "What did you cut?" not in content
    fresh = amira.get(begin(amira, "orchard", "almanac")).content.decode()
    assert "What did you cut?" in fresh


def test_somebody_comes_back_to_the_first_part_without_a_word(cast, orchard, signed_in):
    entry = begin_guided(cast.amira, orchard)
    answer(entry, "winter", winter__1="The old pear.")
    content = signed_in(cast.amira).get(reverse("journal:list")).content.decode()
    assert "To continue" in content and reverse("journal:page", args=[entry.pk, 2]) in content


def test_values_ask_for_an_example_and_a_question_and_tag_themselves(cast, orchard, signed_in):
    amira = signed_in(cast.amira)
    first = begin(amira, "orchard")
    pages = [amira.get(first.replace("/1/", f"/{number}/")).content.decode() for number in (1, 2)]
    assert "Nobody pulls at a branch" in pages[0] and "I wait for the fruit." in pages[0]
    assert "Where in Patience do you reach highest?" in pages[0]
    assert "What would Care look like from below?" in pages[1], "each value begins with another question"
    amira.post(first, {"q-example": "I let the trainee finish.", "q-orchard/rungs.1": "In May.", "revision": "0"})
    said = writing_of(JournalPage.objects.get().content).answers
    assert [one.question for one in said] == [
        "An example: what you did or saw, and what came of it",
        "Where in Patience do you reach highest?",
    ]
    assert [tag.dimension_id for tag in EntryTag.objects.all()] == ["patience"]


def test_values_work_without_any_coaching_question(cast, published, signed_in):
    amira = signed_in(cast.amira)
    assert questions_on(amira.get(begin(amira, "bristol-values")).content.decode()) >= 1


def test_another_question_is_asked_for_and_nothing_typed_is_lost(cast, orchard, signed_in):
    amira = signed_in(cast.amira)
    first = begin(amira, "orchard", "ladder")
    content = amira.get(first).content.decode()
    assert questions_on(content) == 2, "the first question and its follow-up"
    assert "Where in this part of it do you reach highest?" in content
    again = amira.post(first, {"q-rungs.1": "At the top.", "revision": "0", "then": "another"}).url
    content = amira.get(again).content.decode()
    assert questions_on(content) == 3 and "At the top." in content and "Ask me another" not in content
    amira.post(again, {"q-rungs.1": "At the top.", "q-rungs.2": "Small.", "revision": "1"})
    assert [one.text for one in writing_of(JournalPage.objects.get().content).answers] == ["At the top.", "Small."]
    assert questions_on(amira.get(first).content.decode()) == 3


@pytest.mark.parametrize(
    ("slug", "part", "level", "words"),
    [
        ("qmul-values-in-action", "ethical", "", "Where in Ethical do your strengths lie?"),
        ("qmul-leading-together", "influencer-motivator", "established", "Influencer/Motivator (Established)"),
        ("lamplight", "trimming", "bright", "Trimming the wick (Bright)"),
    ],
)
def test_any_coaching_question_fits_any_part(cast, published, lamplight, signed_in, slug, part, level, words):
    """Scenario 17, and a framework that no code has seen."""
    amira = signed_in(cast.amira)
    data = {"about": f"{slug}/{part}", "level": f"{slug}/{level}" if level else ""}
    begun = amira.post(reverse("journal:start", args=["qmul-conversations", "coaching"]), data)
    assert begun.status_code == 302, begun.content.decode()[:3000]
    page = amira.get(f"{begun.url}?asked=9").content.decode()
    assert words in page
    assert EntryTag.objects.get().dimension_id == part


def test_a_level_of_another_framework_is_refused(cast, published, lamplight, signed_in):
    data = {"about": "lamplight/trimming", "level": "qmul-leading-together/core"}
    refused = signed_in(cast.amira).post(reverse("journal:start", args=["qmul-conversations", "coaching"]), data)
    assert refused.status_code == 422 and "same framework" in refused.content.decode()
    assert not JournalEntry.objects.exists()


def test_what_is_not_there_is_not_found(cast, orchard, lamplight, signed_in):
    amira = signed_in(cast.amira)
    for where in (["orchard", "nothing"], ["nothing", "almanac"], ["nothing"], ["lamplight"]):
        name = "start" if len(where) == 2 else "start_values"
        assert amira.get(reverse(f"journal:{name}", args=where)).status_code == 404
        assert amira.post(reverse(f"journal:{name}", args=where)).status_code == 404


# Ready, not ready, not started


def test_it_is_the_person_who_says_that_they_are_ready(cast, orchard, signed_in):
    amira = signed_in(cast.amira)
    assert readiness(cast.amira, ALMANAC) is Readiness.NOT_STARTED
    entry = begin_guided(cast.amira, orchard)
    assert readiness(cast.amira, ALMANAC) is Readiness.NOT_STARTED, "looking in is no beginning"
    answer(entry, "winter", winter__1="The old pear.")
    assert readiness(cast.amira, ALMANAC) is Readiness.NOT_READY
    amira.post(reverse("journal:ready", args=[entry.pk]), {"ready": "yes"})
    assert readiness(cast.amira, ALMANAC) is Readiness.READY
    assert readiness(cast.ben, ALMANAC) is Readiness.NOT_STARTED
    assert readiness(cast.amira, BankRef("orchard", "gate")) is Readiness.NOT_STARTED
    amira.post(reverse("journal:ready", args=[entry.pk]), {"ready": "no"})
    assert readiness(cast.amira, ALMANAC) is Readiness.NOT_READY


def test_ready_needs_no_word(cast, orchard, signed_in):
    entry = begin_guided(cast.amira, orchard)
    signed_in(cast.amira).post(reverse("journal:ready", args=[entry.pk]), {"ready": "yes"})
    assert readiness(cast.amira, ALMANAC) is Readiness.READY


def test_last_years_preparation_does_not_count_for_this_years_conversation(cast, orchard, signed_in):
    entry = begin_guided(cast.amira, orchard, at=NOW - timedelta(days=300))
    signed_in(cast.amira).post(reverse("journal:ready", args=[entry.pk]), {"ready": "yes"})
    assert readiness(cast.amira, ALMANAC) is Readiness.READY
    assert readiness(cast.amira, ALMANAC, since=NOW - timedelta(days=60)) is Readiness.NOT_STARTED


def test_many_people_are_one_query(cast, orchard, django_assert_num_queries):
    answer(begin_guided(cast.amira, orchard), "winter", winter__1="The old pear.")
    people = [cast.amira, cast.ben, cast.tom]
    with django_assert_num_queries(1):
        found = readiness_of_many(people, [ALMANAC, BankRef("orchard", "gate")])
    assert len(found) == 6
    assert found[cast.amira.pk, ALMANAC] is Readiness.NOT_READY
    assert set(found.values()) == {Readiness.NOT_READY, Readiness.NOT_STARTED}


def test_readiness_opens_no_word(cast, orchard, monkeypatch):
    answer(begin_guided(cast.amira, orchard), "winter", winter__1="The old pear.")
    monkeypatch.setattr("stepwell.sealing.fields.unseal", lambda *_: pytest.fail("opened"))
    assert readiness(cast.amira, ALMANAC) is Readiness.NOT_READY


def test_a_note_cannot_be_ready(cast, note, signed_in):
    assert signed_in(cast.amira).post(reverse("journal:ready", args=[note.pk]), {"ready": "yes"}).status_code == 404


def test_the_wording_stays_with_the_version_in_the_language_it_was_begun_in(cast, orchard):
    entry = begin_guided(cast.amira, orchard)
    assert opened(entry).guide.sections[0].name == "Winter"
