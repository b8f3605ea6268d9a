"""Looking after frameworks: framework owners alone, a preview before anything, every fault, nothing half-written."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from stepwell.domain.framework import read_pack
from stepwell.frameworks import queries
from stepwell.frameworks.files import MAX_BYTES, read_yaml
from stepwell.frameworks.models import Adoption, Draft, FrameworkVersion, Overlay
from stepwell.frameworks.operations import adopt
from stepwell.people.models import Duty
from tests.cast import NOW
from tests.conftest import ROOT

PACK = (ROOT / "tests" / "packs" / "lamplight" / "framework.yaml").read_text()
CORRECTED = PACK.replace("self: I trim the wick every evening.", "self: I trim the wick every night.")


def file(text: str | bytes, name: str = "framework.yaml") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)


@pytest.fixture
def fran(cast, signed_in):
    return signed_in(cast.fran)


def upload(client, *files, follow: bool = True):
    return client.post(reverse("frameworks:upload"), {"file": list(files)}, follow=follow)


def test_only_framework_owners_come_in(cast, lamplight, signed_in):
    Duty.objects.filter(person=cast.fran).exists()
    draft = Draft.objects.create(
        organisation=cast.ashdown, kind="version", slug="lamplight", file_name="a", content={}, uploaded_at=NOW, uploaded_by=cast.fran
    )  # fmt: skip
    addresses = [
        reverse("frameworks:look_after"),
        reverse("frameworks:upload"),
        reverse("frameworks:wording", args=["lamplight"]),
        reverse("frameworks:download", args=["lamplight"]),
        reverse("frameworks:wording_file", args=["lamplight"]),
        reverse("frameworks:draft", args=[draft.pk]),
    ]
    for name, person in cast.everyone.items():
        if name != "fran":
            client = signed_in(person)
            assert {client.get(address).status_code for address in addresses} == {404}, name
            assert client.post(addresses[1], {"file": file(PACK)}).status_code == 404
            assert client.post(reverse("frameworks:discard", args=[draft.pk])).status_code == 404
    assert Draft.objects.count() == 1


def test_an_owner_elsewhere_never_reaches_a_draft(cast, lamplight, fran, signed_in):
    upload(fran, file(CORRECTED))
    draft = Draft.objects.get()
    Duty.objects.create(person=cast.olga, organisation=cast.marlow, name="framework_owner", granted_at=NOW)
    olga = signed_in(cast.olga)
    assert olga.get(reverse("frameworks:look_after")).status_code == 200
    for name in ("draft", "discard"):
        assert olga.post(reverse(f"frameworks:{name}", args=[draft.pk])).status_code == 404
    assert FrameworkVersion.objects.count() == 1 and Draft.objects.count() == 1


def test_a_correction_is_previewed_then_published_for_the_organisation(cast, lamplight, fran):
    page = upload(fran, file(CORRECTED)).content.decode()
    assert "One change" in page and "<ins>I trim the wick every night.</ins>" in page and "900:L16" in page
    assert FrameworkVersion.objects.count() == 1, "nothing is published by looking"
    draft = Draft.objects.get()
    done = fran.post(reverse("frameworks:draft", args=[draft.pk]), {"note": "Night"}, follow=True)
    assert "Version 2 of Lamplight is published for Ashdown University." in done.content.decode()
    version = queries.latest_version("lamplight", cast.ashdown)
    assert (version.number, version.note, version.published_by) == (2, "Night", cast.fran)
    assert queries.latest_version("lamplight", cast.marlow) == lamplight and not Draft.objects.exists()


def test_a_pack_of_several_files(lamplight, fran):
    head, _, dimensions = PACK.partition("dimensions:\n")
    page = upload(fran, file(head), file("dimensions:\n" + dimensions, "dimensions.yaml")).content.decode()
    assert "Nothing differs from version 1" in page


def test_a_new_framework(cast, fran):
    page = upload(fran, file(PACK)).content.decode()
    assert "A new framework." in page
    fran.post(reverse("frameworks:draft", args=[Draft.objects.get().pk]))
    assert queries.stored_pack("lamplight", cast.ashdown) and not queries.stored_pack("lamplight", cast.marlow)


def test_every_fault_at_once_and_nothing_kept(lamplight, fran):
    wrong = CORRECTED.replace("owner: ", "owners: ").replace("id: trimming.dim.1", "id: x y")
    page = upload(fran, file(wrong)).content.decode()
    for words in ("owners: is not a key", "owner: is missing", "“x y” is not in the form", "framework.yaml:"):
        assert words in page, words
    assert "There is a problem" in page and "<title>Error: " in page
    assert not Draft.objects.exists() and FrameworkVersion.objects.count() == 1


def test_links_that_lead_nowhere_are_faults(published, fran):
    crosswalk = (ROOT / "packs" / "crosswalk" / "framework.yaml").read_text()
    page = upload(
        fran, file(crosswalk.replace("a: nhs-hlm/holding-to-account\n", "a: nhs-hlm/none\n", 1))
    ).content.decode()
    assert "“nhs-hlm/none” is not in any pack" in page and not Draft.objects.exists()


def test_links_of_others_that_would_break_are_a_warning(published, fran):
    text = (
        (ROOT / "packs" / "bristol-values" / "framework.yaml").read_text().replace("id: curious\n", "id: inquisitive\n")
    )
    page = upload(fran, file(text)).content.decode()
    assert "Links that will lead nowhere" in page and "bristol-values/curious" in page


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([], "Choose a file"),
        ([file(b"", "a.yaml")], "empty"),
        ([file("x", "a.exe")], "Choose YAML or JSON files"),
        ([file(b"\xff", "a.yaml")], "not UTF-8"),
        ([file("[" * 10_000, "a.yaml")], "nested too deeply"),
        ([file(b"a" * (MAX_BYTES + 1), "a.yaml")], "less than 5 MB"),
        ([file("a: 1", f"{n}.yaml") for n in range(21)], "20 files at most"),
        ([file("a: 1", "<b>.yaml")], "&lt;b&gt;.yaml"),
        ([file("a: &x 1\nb: *x", "a.yaml")], "alias"),
    ],
)
def test_files_that_are_refused(lamplight, fran, files, words):
    response = upload(fran, *files)
    assert response.status_code == 200 and words in response.content.decode()
    assert not Draft.objects.exists()


def test_very_many_faults_are_counted(lamplight, fran):
    wrong = PACK + "".join(f"extra{n}: 1\n" for n in range(500))
    assert "and 300 more faults" in upload(fran, file(wrong)).content.decode()


def test_throwing_a_draft_away(lamplight, fran):
    upload(fran, file(CORRECTED))
    page = fran.post(reverse("frameworks:discard", args=[Draft.objects.get().pk]), follow=True).content.decode()
    assert "Nothing was published" in page and not Draft.objects.exists()
    assert FrameworkVersion.objects.count() == 1


def test_a_download_published_again_is_the_same_version(published, real_packs, fran):
    """Exchange loses nothing."""
    for slug in real_packs:
        text = fran.get(reverse("frameworks:download", args=[slug])).content
        assert read_pack(read_yaml(text)[1]) == (real_packs[slug], []), slug


# An organisation's own words


def reword(client, text, name="wording.yaml"):
    return client.post(reverse("frameworks:wording", args=["lamplight"]), {"file": file(text, name)}, follow=True)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("trimming.steady.1:\n  self: I snip it nightly.\n", "w.yaml"),
        ('{"trimming.steady.1": {"self": "I snip it nightly."}}', "w.json"),
    ],
)
def test_own_words_are_previewed_then_used(cast, lamplight, fran, signed_in, text, name):
    page = reword(fran, text, name).content.decode()
    assert "<ins>I snip it nightly.</ins>" in page and not Overlay.objects.exists()
    fran.post(reverse("frameworks:draft", args=[Draft.objects.get().pk]))
    address = reverse("frameworks:dimension", args=["lamplight", "trimming"])
    assert "I snip it nightly." in signed_in(cast.amira).get(address).content.decode()
    assert "I snip it nightly." not in signed_in(cast.oscar).get(address).content.decode()
    assert Overlay.objects.get().published_by == cast.fran


def test_every_fault_of_own_words(lamplight, fran):
    page = reword(fran, "nothing:\n  text: x\ntrimming:\n  name: Cutting\nsteady: 3\n").content.decode()
    for words in ("nothing: is no text", "trimming.name: cannot be reworded", "steady: must give", "wording.yaml:"):
        assert words in page, words
    assert not Overlay.objects.exists() and not Draft.objects.exists()


def test_own_words_that_no_longer_fit_are_refused_when_they_are_used(cast, lamplight, fran):
    reword(fran, "trimming.steady.1:\n  self: I snip it nightly.\n")
    draft = Draft.objects.get()
    Draft.objects.filter(pk=draft.pk).update(content={"gone.1": {"self": "x"}})
    page = fran.post(reverse("frameworks:draft", args=[draft.pk])).content.decode()
    assert "gone.1: is no text of this framework" in page and not Overlay.objects.exists()


def test_the_wording_file_offers_every_text_in_present_words(cast, lamplight, fran):
    reword(fran, "trimming.steady.1:\n  self: I snip it nightly.\n")
    fran.post(reverse("frameworks:draft", args=[Draft.objects.get().pk]))
    words = read_yaml(fran.get(reverse("frameworks:wording_file", args=["lamplight"])).content)[1]
    assert words["trimming.steady.1"]["self"] == "I snip it nightly." and "lamplight" in words
    again = reword(fran, fran.get(reverse("frameworks:wording_file", args=["lamplight"])).content)
    assert "Check before you publish" in again.content.decode()


# Which frameworks the organisation uses


def test_the_order_in_which_frameworks_are_used(cast, odd, fran):
    adopt(["lamplight"], organisation=cast.marlow, by=None, at=NOW)
    places = {"place-tidewatch": "1", "place-lamplight": "2", "place-two-rivers": ""}
    fran.post(reverse("frameworks:look_after"), places)
    slugs = [stored.pack.id for stored in queries.stored_packs(cast.ashdown) if stored.is_used]
    assert slugs == ["tidewatch", "lamplight"]
    assert list(Adoption.objects.filter(organisation=cast.marlow).values_list("framework__slug", flat=True)) == [
        "lamplight"
    ]


@pytest.mark.parametrize("place", ["x", "0", "-1", "1.5", "9" * 50, "\x00"])
def test_a_wrong_place_is_said_at_its_field_and_nothing_changes(cast, odd, fran, place):
    page = fran.post(reverse("frameworks:look_after"), {"place-tidewatch": place, "place-lamplight": "2"})
    assert page.status_code == 200 and "There is a problem" in page.content.decode()
    assert 'value="2"' in page.content.decode() and not Adoption.objects.exists()


def test_own_headings_and_labels_are_used_everywhere_and_by_nobody_else(cast, lamplight, fran, signed_in):
    words = "trimming:\n  levels.dim.heading: First trims\nlamplight:\n  dimension_label.many: lamps\n  dimension_label.one: lamp\n"
    assert "First trims" in reword(fran, words).content.decode()
    fran.post(reverse("frameworks:draft", args=[Draft.objects.get().pk]))
    glance = reverse("frameworks:framework", args=["lamplight"])
    ours, theirs = (signed_in(person).get(glance).content.decode() for person in (cast.amira, cast.oscar))
    assert "First trims" in ours and "Lamps and glows" in ours and "Learning to trim" not in ours
    assert "First trims" not in theirs and "Lanterns and glows" in theirs


def test_a_translated_heading_says_its_language(cast, lamplight, signed_in):
    page = signed_in(cast.amira).get(reverse("frameworks:framework", args=["lamplight"]), {"lang": "cy"})
    text = page.content.decode()
    assert '<span class="fw-cell__heading" lang="cy">Dysgu tocio</span>' in text
    assert '<span class="fw-cell__heading">Trimming without being asked</span>' in text
    assert '<div lang="cy" id="t--summary">' in text
