"""Free entries: two lines are enough, nothing typed is lost, and nothing is left behind by looking in."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from stepwell.audit.models import AuditEvent
from stepwell.domain.reflecting import writing_of
from stepwell.journal.models import JournalEntry, JournalPage
from tests.cast import TODAY
from tests.journal.conftest import SECRET, answer, begin_guided, write_note


def page_of(entry, number=1):
    return reverse("journal:page", args=[entry.pk, number])


def save_of(entry, number=1):
    return reverse("journal:autosave", args=[entry.pk, number])


def words_of(entry) -> str:
    return writing_of(JournalPage.objects.get(entry=entry).content).text


def test_somebody_writes_two_lines(cast, signed_in):
    amira = signed_in(cast.amira)
    began = amira.post(reverse("journal:new"))
    entry = JournalEntry.objects.get()
    assert began.url == page_of(entry)
    assert amira.get(began.url).status_code == 200
    kept = amira.post(began.url, {"q-": SECRET, "revision": "0"})
    assert kept.url == reverse("journal:entry", args=[entry.pk])
    assert SECRET in amira.get(kept.url).content.decode()
    assert SECRET in amira.get(reverse("journal:list")).content.decode()


def test_looking_in_leaves_nothing_behind(cast, signed_in):
    amira = signed_in(cast.amira)
    first, second = (amira.post(reverse("journal:new")).url for _ in range(2))
    assert first == second
    assert "Nothing here yet" in amira.get(reverse("journal:list")).content.decode()
    assert amira.get(reverse("journal:entry", args=[JournalEntry.objects.get().pk])).url == first
    amira.post(first, {"q-": "   ", "revision": "0"})
    assert not JournalPage.objects.exists()


def test_it_saves_on_every_pause_and_counts_the_saves(cast, note, signed_in):
    amira = signed_in(cast.amira)
    first = amira.post(save_of(note), {"q-": "One", "revision": "1"}).json()
    second = amira.post(save_of(note), {"q-": "One and two", "revision": first["revision"]}).json()
    assert (first, second) == (
        {"saved": True, "revision": 2, "errors": {}},
        {"saved": True, "revision": 3, "errors": {}},
    )
    assert words_of(note) == "One and two"


def test_pauses_leave_no_trail(cast, note, signed_in):
    before = AuditEvent.objects.count()
    signed_in(cast.amira).post(save_of(note), {"q-": "One", "revision": "1"})
    assert AuditEvent.objects.count() == before


def test_another_device_is_noticed_and_overwrites_nothing(cast, note, signed_in):
    laptop, phone = signed_in(cast.amira), signed_in(cast.amira)
    phone.post(save_of(note), {"q-": "From my phone", "revision": "1"})
    refused = laptop.post(save_of(note), {"q-": "From my laptop", "revision": "1"})
    assert (refused.status_code, refused.json()) == (409, {"saved": False, "reason": "changed", "revision": 2})
    assert words_of(note) == "From my phone"

    both = laptop.post(page_of(note), {"q-": "From my laptop\nand more", "title": "Tuesday", "revision": "1"})
    content = both.content.decode()
    assert both.status_code == 409
    assert "From my phone" in content and "From my laptop" in content

    hidden = dict(re.findall(r'name="(revision|title)" value="([^"]*)"', content))
    laptop.post(page_of(note), {**hidden, "q-": "From my laptop\nand more"})
    assert words_of(note) == "Tuesday\n\nFrom my laptop\nand more"


def test_a_page_that_nobody_touched_is_no_conflict(cast, note, signed_in):
    amira = signed_in(cast.amira)
    content = amira.get(page_of(note)).content.decode()
    hidden = dict(re.findall(r'name="(revision|seen)" value="([^"]*)"', content))
    amira.post(save_of(note), {"q-": "From my phone", "revision": "1"})
    assert amira.post(page_of(note), {"q-": SECRET, **hidden}).status_code == 302
    assert words_of(note) == "From my phone"


def test_an_entry_can_be_about_an_earlier_day_and_not_a_later_one(cast, note, signed_in):
    amira = signed_in(cast.amira)
    amira.post(page_of(note), {"q-": SECRET, "revision": "1", **day(date(2025, 3, 2))})
    note.refresh_from_db()
    assert note.entry_date == date(2025, 3, 2)
    refused = amira.post(page_of(note), {"q-": "And more", "revision": "2", **day(date.today() + timedelta(days=3))})
    assert refused.status_code == 422
    content = refused.content.decode()
    assert "The day must be today or earlier" in content and "And more" in content
    assert words_of(note) == "And more"
    note.refresh_from_db()
    assert note.entry_date == date(2025, 3, 2)


def day(value: date) -> dict[str, str]:
    return {"entry_date-day": str(value.day), "entry_date-month": str(value.month), "entry_date-year": str(value.year)}


def test_a_very_long_entry_is_kept(cast, note, signed_in):
    long = "word " * 20_000
    assert signed_in(cast.amira).post(page_of(note), {"q-": long, "revision": "1"}).status_code == 302
    assert words_of(note) == long.strip()


def test_an_endless_entry_is_refused_with_what_was_typed(cast, note, signed_in):
    endless = "word " * 20_001
    refused = signed_in(cast.amira).post(page_of(note), {"q-": endless, "title": "Long", "revision": "1"})
    assert refused.status_code == 422
    assert "must be 100000 characters or fewer" in refused.content.decode()
    assert endless.strip() in refused.content.decode()
    assert words_of(note) == f"Long\n\n{SECRET}"


@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script>", "{{ 7|add:7 }} {% now %}", "</textarea><b>", "a\x00b\x07c"]
)
def test_script_and_markup_stay_text(cast, note, signed_in, hostile):
    amira = signed_in(cast.amira)
    amira.post(page_of(note), {"q-": hostile, "title": hostile, "revision": "1"})
    shown = hostile.replace("\x00", "").replace("\x07", "")
    assert shown in words_of(note)
    for url in (page_of(note), reverse("journal:entry", args=[note.pk]), reverse("journal:list")):
        content = amira.get(url).content.decode()
        assert "<script>alert" not in content and "</textarea><b>" not in content and "\x00" not in content


def test_deleting_asks_first_and_is_for_good(cast, note, signed_in):
    amira = signed_in(cast.amira)
    url = reverse("journal:delete", args=[note.pk])
    assert "for good" in amira.get(url).content.decode()
    assert JournalEntry.objects.exists()
    amira.post(url)
    assert not JournalEntry.objects.exists() and not JournalPage.objects.exists()


def test_deleted_meanwhile_in_another_tab(cast, note, signed_in):
    amira = signed_in(cast.amira)
    JournalEntry.objects.all().delete()
    assert amira.post(save_of(note), {"q-": "Late", "revision": "1"}).status_code == 404
    assert amira.post(page_of(note), {"q-": "Late", "revision": "1"}).status_code == 404


def test_the_list_asks_the_same_questions_for_one_and_for_three(cast, signed_in, django_assert_num_queries, orchard):
    amira = signed_in(cast.amira)
    url = reverse("journal:list")
    answer(begin_guided(cast.amira, orchard), "winter", winter__1="The old pear.")
    amira.get(url)
    with django_assert_num_queries(17):
        amira.get(url)
    for number in range(2):
        write_note(cast.amira, f"{number}", day=TODAY - timedelta(days=40 * number))
        answer(begin_guided(cast.amira, orchard), "harvest", harvest__1="Two baskets.")
    with django_assert_num_queries(17):
        assert amira.get(url).content.decode().count("jo-line__name") == 5


def test_the_list_can_show_one_month(cast, signed_in):
    amira = signed_in(cast.amira)
    write_note(cast.amira, "In spring", day=date(2026, 4, 2))
    write_note(cast.amira, "In autumn", day=date(2026, 10, 2))
    content = amira.get(reverse("journal:list") + "?month=2026-04").content.decode()
    assert "In spring" in content and "In autumn" not in content
    for nonsense in ("2026-13", "x", "9999999-01", "2026-00"):
        assert amira.get(reverse("journal:list") + f"?month={nonsense}").status_code == 200


def test_an_opener_becomes_the_question_that_was_answered(cast, signed_in):
    amira = signed_in(cast.amira)
    url = amira.post(reverse("journal:new"), {"with": "2"}).url
    assert "What stays with me, and why?" in amira.get(url).content.decode()
    entry = JournalEntry.objects.get()
    amira.post(f"{save_of(entry)}?with=2", {"q-": "The quiet.", "revision": "0"})
    for shown in (page_of(entry), reverse("journal:entry", args=[entry.pk])):
        assert "What stays with me, and why?" in amira.get(shown).content.decode()


@pytest.mark.parametrize("nonsense", ["9", "x", "-1", "2&a=b", "\x00"])
def test_an_opener_that_is_none_is_left_out(cast, signed_in, nonsense):
    amira = signed_in(cast.amira)
    url = amira.post(reverse("journal:new"), {"with": nonsense}).url
    assert "?" not in url
    assert amira.get(f"{url}?with=99").status_code == 200


def test_the_home_page_says_quietly_where_somebody_left_off(cast, orchard, signed_in):
    entry = begin_guided(cast.amira, orchard)
    home = reverse("home:home")
    assert "where you left it" not in signed_in(cast.amira).get(home).content.decode()
    answer(entry, "winter", winter__1=SECRET, at=datetime.now(UTC))
    content = signed_in(cast.amira).get(home).content.decode()
    assert "where you left it" in content and "The almanac" in content and SECRET not in content
    assert "where you left it" not in signed_in(cast.ben).get(home).content.decode()
    JournalEntry.objects.update(saved_at=datetime.now(UTC) - timedelta(days=40))
    assert "where you left it" not in signed_in(cast.amira).get(home).content.decode()
