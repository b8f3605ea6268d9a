"""Search over one's own: accents, forms of a word, several words, parts and days; and never anybody else's."""

import doctest
from datetime import date

import pytest
from django.urls import reverse

from stepwell.journal.models import EntryTag
from stepwell.journal.operations import attaching
from stepwell.journal.queries import searching
from stepwell.journal.queries.searching import Question, search
from tests.journal.conftest import answer, begin_guided, write_note
from tests.journal.test_files import attach


def found(person, words="", **more) -> set[str]:
    question = Question(words, **more)
    entries = person.journal_entries.filter(pk__in=search(person, question).entry_ids)
    return {entry.pages.get().content["answers"][0][2] for entry in entries}


def test_the_examples_hold():
    assert doctest.testmod(searching).failed == 0
    assert doctest.testmod(attaching).failed == 0


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("handover", "The handover went well."),
        ("HANDOVER", "The handover went well."),
        ("handovers", "The handover went well."),
        ("hand", "The handover went well."),
        ("happy", "Such happiness at the end."),
        ("lead", "They were leading us."),
        ("leading", "I lead."),
        ("elan", "With élan."),
        ("élan", "With elan."),
        ("Wyn's", "It is Ŵyn’s."),
        ("wyn", "It is Ŵyn’s."),
        ("well handover", "The handover went well."),
        ("the handover", "The handover went well."),
        ("the end", "The end."),
        ("who", "Who knows."),
        ("2026", "In 2026."),
        ("a.b", "a b"),
        ("ﬁsh", "fish"),
    ],
)
def test_what_is_found(cast, words, text):
    write_note(cast.amira, text)
    write_note(cast.amira, "Nothing of the kind")
    assert found(cast.amira, words) == {text}


@pytest.mark.parametrize("words", ["over", "handover zebra", "!!!", "\x00", "leads", "(.*)", "' OR 1=1 --"])
def test_what_is_not_found(cast, words):
    write_note(cast.amira, "The handover went well.")
    assert found(cast.amira, words) == set()


def test_titles_and_names_of_files_count(cast):
    note = write_note(cast.amira, "Some words.", title="Thursday on the ward")
    attach(note, "certificate in leadership.txt", b"x")
    for words in ("ward", "certificate", "ward certificate some"):
        assert found(cast.amira, words) == {"Some words."}


def test_words_may_stand_on_several_pages_of_one_entry(cast, orchard):
    entry = begin_guided(cast.amira, orchard)
    answer(entry, "winter", winter__1="The old pear.")
    answer(entry, "harvest", harvest__1="Two baskets.")
    assert search(cast.amira, Question("pear basket")).entry_ids == [entry.pk]
    assert search(cast.amira, Question("prune")).entry_ids == [], "the questions are not one's own words"


def test_days_and_parts_narrow_it(cast, lamplight):
    spring = write_note(cast.amira, "A calm shift", day=date(2026, 4, 2))
    write_note(cast.amira, "A calm night", day=date(2026, 10, 2))
    EntryTag.objects.create(entry=spring, framework=lamplight.framework, dimension_id="trimming")
    about = (lamplight.framework_id, "trimming")
    assert found(cast.amira, "calm") == {"A calm shift", "A calm night"}
    assert found(cast.amira, "calm", until=date(2026, 5, 1)) == {"A calm shift"}
    assert found(cast.amira, since=date(2026, 5, 1)) == {"A calm night"}
    assert found(cast.amira, about=about) == {"A calm shift"}
    assert found(cast.amira, "night", about=about) == set()
    assert found(cast.amira) == set()


def test_the_latest_day_comes_first(cast):
    for month in (3, 9, 5):
        write_note(cast.amira, f"calm {month}", day=date(2026, month, 1))
    days = {entry.pk: entry.entry_date.month for entry in cast.amira.journal_entries.all()}
    assert [days[pk] for pk in search(cast.amira, Question("calm")).entry_ids] == [9, 5, 3]


def test_nobody_finds_anything_of_somebody_else(cast):
    write_note(cast.amira, "The handover went well.")
    assert found(cast.amira, "handover")
    assert search(cast.ben, Question("handover")).entry_ids == []
    assert search(cast.tom, Question(since=date(2000, 1, 1))).entry_ids == []


def test_through_the_page(cast, signed_in):
    amira = signed_in(cast.amira)
    write_note(cast.amira, "First the rain. Then <b>the handovers</b> went well & quietly.")
    content = amira.post(reverse("journal:search"), {"q": "handover"}).content.decode()
    assert "1 entry" in content
    assert "&lt;b&gt;the <mark>handovers</mark>&lt;/b&gt; went well &amp; quietly" in content
    assert "Nothing found" in amira.post(reverse("journal:search"), {"q": "zebra"}).content.decode()
    assert "Nothing found" in signed_in(cast.ben).post(reverse("journal:search"), {"q": "handover"}).content.decode()


def test_what_is_looked_for_stands_in_no_address(cast, note, signed_in):
    amira, url = signed_in(cast.amira), reverse("journal:search")
    assert f'<form method="post" action="{url}"' in amira.get(reverse("journal:list")).content.decode()
    assert '<form method="post" role="search"' in amira.get(url).content.decode()
    assert 'id="found"' in amira.post(url, {"q": "linen"}).content.decode()
    assert 'id="found"' not in amira.get(f"{url}?q=linen").content.decode()


def test_many_are_shown_in_two_steps(cast, signed_in):
    amira = signed_in(cast.amira)
    for number in range(22):
        write_note(cast.amira, f"calm {number}")
    content = amira.post(reverse("journal:search"), {"q": "calm"}).content.decode()
    assert "22 entries" in content and content.count("jo-line__name") == 20 and "Show more" in content
    content = amira.post(reverse("journal:search"), {"q": "calm", "more": "yes"}).content.decode()
    assert content.count("jo-line__name") == 22 and "Show more" not in content


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"q": "a" * 201}, "Look for fewer words"),
        ({"about": "1/nothing"}, "Choose one of the answers"),
        ({"since-day": "40", "since-month": "1", "since-year": "2026"}, "must be a real date"),
        (
            {
                "since-day": "2", "since-month": "1", "since-year": "2026",
                "until-day": "1", "until-month": "1", "until-year": "2026",
            },
            "must be the same day",
        ),
    ],
)  # fmt: skip
def test_a_wrong_question_is_named(cast, note, signed_in, wrong, said):
    refused = signed_in(cast.amira).post(reverse("journal:search"), wrong)
    assert refused.status_code == 422 and said in refused.content.decode()


def test_as_many_queries_for_three(cast, signed_in, orchard, django_assert_num_queries):
    amira = signed_in(cast.amira)
    write_note(cast.amira, "calm")
    amira.post(reverse("journal:search"), {"q": "calm"})
    with django_assert_num_queries(13):
        amira.post(reverse("journal:search"), {"q": "calm"})
    for _ in range(2):
        attach(write_note(cast.amira, "calm"))
    with django_assert_num_queries(13):
        amira.post(reverse("journal:search"), {"q": "calm"})
