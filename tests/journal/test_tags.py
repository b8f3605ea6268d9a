"""What an entry is about: parts of any framework, chosen and taken away again."""

from django.urls import reverse

from stepwell.journal.models import EntryTag


def tags() -> set[tuple[str, str]]:
    return {(tag.framework.slug, tag.dimension_id) for tag in EntryTag.objects.all()}


def test_tags_are_chosen_shown_and_taken_away(cast, note, lamplight, published, signed_in):
    amira, url = signed_in(cast.amira), reverse("journal:tags", args=[note.pk])
    assert "Trimming the wick" in amira.get(url).content.decode()
    amira.post(url, {"lamplight": ["trimming"], "nhs-hlm": ["inspiring-shared-purpose"]})
    assert tags() == {("lamplight", "trimming"), ("nhs-hlm", "inspiring-shared-purpose")}
    for shown in (reverse("journal:entry", args=[note.pk]), reverse("journal:list")):
        assert "Trimming the wick" in amira.get(shown).content.decode()
    amira.post(url, {"lamplight": ["carrying"]})
    assert tags() == {("lamplight", "carrying")}


def test_what_is_no_part_is_refused(cast, note, lamplight, signed_in):
    url = reverse("journal:tags", args=[note.pk])
    assert signed_in(cast.amira).post(url, {"lamplight": ["nothing"]}).status_code == 422
    assert tags() == set()


def test_without_any_framework_the_page_says_so(cast, note, signed_in):
    assert (
        "No framework is here yet"
        in signed_in(cast.amira).get(reverse("journal:tags", args=[note.pk])).content.decode()
    )
