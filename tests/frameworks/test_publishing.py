"""Publishing: what is published never changes, one organisation's version is nobody else's, answers keep their words."""

import pytest
from django.db import DatabaseError, transaction

from stepwell.audit.models import AuditEvent
from stepwell.domain.framework import Pack, read_pack
from stepwell.frameworks import queries
from stepwell.frameworks.models import FrameworkVersion, NeverChanges, Overlay
from stepwell.frameworks.operations import OverlayRefused, publish, reword
from tests.cast import NOW

OLD, NEW = "I trim the wick every evening.", "I trim the wick every night."


def corrected(pack):
    data = pack.model_dump(mode="json")
    data["dimensions"][0]["levels"][1]["indicators"][0]["self"] = NEW
    found, faults = read_pack({**data, "version": "2"})
    assert not faults
    return found


def self_wording(stored) -> str:
    return stored.pack.dimensions[0].levels[1].indicators[0].self


def test_the_same_text_again_is_no_new_version(lamplight, lamplight_pack):
    assert publish(lamplight_pack, by=None, at=NOW) == lamplight
    assert FrameworkVersion.objects.count() == 1


def test_a_corrected_text_is_a_new_version_and_the_old_one_stays(cast, lamplight, lamplight_pack):
    """Scenario 60: the change, its author and the line of the source."""
    version = publish(corrected(lamplight_pack), by=cast.fran, at=NOW, note="Night, not evening")
    assert (version.number, version.published_by, version.is_latest) == (2, cast.fran, True)
    assert {
        "id": "trimming.steady.1",
        "key": "self",
        "source": "900:L16",
        "from": OLD,
        "to": NEW,
    } in version.changes
    assert self_wording(queries.stored_pack("lamplight", None)) == NEW
    assert self_wording(queries.stored_pack("lamplight", None, 1)) == OLD
    event = AuditEvent.objects.get(action="framework_published", thing_id=str(version.pk))
    assert event.actor_id == cast.fran.pk and event.detail == {"framework": "lamplight", "version": "2"}


@pytest.mark.parametrize("field", ["content", "digest", "number", "label", "framework_id", "changes"])
def test_the_database_refuses_to_change_a_published_version(lamplight, field):
    other = {"content": {}, "number": 9, "changes": [1], "framework_id": lamplight.framework_id}.get(field, "other")
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        FrameworkVersion.objects.filter(pk=lamplight.pk).update(**{field: other})


def test_the_model_refuses_to_save_a_published_version(lamplight):
    lamplight.label = "other"
    for fields in (None, ["label"], ["label", "is_latest"]):
        with pytest.raises(NeverChanges):
            lamplight.save(update_fields=fields)
    lamplight.save(update_fields=["is_latest"])


def test_a_format_that_knows_more_makes_no_new_version_of_the_same_texts(lamplight, lamplight_pack):
    class LaterPack(Pack):
        """As a later release may have it: with a key that this text does not use."""

        melody: str | None = None

    later = LaterPack.model_validate(lamplight_pack.model_dump())
    assert "melody" in later.model_dump()
    assert publish(later, by=None, at=NOW) == lamplight


def test_a_wording_in_use_never_changes_either(cast, lamplight):
    overlay = reword(lamplight, {"trimming.steady.1": {"self": NEW}}, organisation=cast.ashdown, by=cast.fran, at=NOW)
    overlay.wordings = {}
    with pytest.raises(NeverChanges):
        overlay.save()
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        Overlay.objects.filter(pk=overlay.pk).update(wordings={})


def test_one_organisations_words_are_read_there_alone(cast, lamplight):
    reword(lamplight, {"trimming.steady.1": {"self": NEW}}, organisation=cast.ashdown, by=cast.fran, at=NOW)
    assert self_wording(queries.stored_pack("lamplight", cast.ashdown)) == NEW
    assert self_wording(queries.stored_pack("lamplight", cast.marlow)) == OLD
    assert self_wording(queries.stored_pack("lamplight", None)) == OLD


def test_new_words_take_the_place_of_the_old_and_both_are_kept(cast, lamplight):
    for text in (NEW, "I trim it daily."):
        reword(lamplight, {"trimming.steady.1": {"self": text}}, organisation=cast.ashdown, by=cast.fran, at=NOW)
    assert self_wording(queries.stored_pack("lamplight", cast.ashdown)) == "I trim it daily."
    assert [one.is_latest for one in queries.wordings_of("lamplight", cast.ashdown)].count(True) == 1
    assert len(queries.wordings_of("lamplight", cast.ashdown)) == 2
    assert queries.wordings_of("lamplight", cast.marlow) == []


def test_refused_words_leave_nothing_behind(cast, lamplight):
    with pytest.raises(OverlayRefused) as caught:
        reword(lamplight, {"x": {}, "trimming": {"name": "y"}}, organisation=cast.ashdown, by=cast.fran, at=NOW)
    assert len(caught.value.faults) == 2 and not Overlay.objects.exists()


def test_an_organisations_version_is_read_there_alone(cast, lamplight, lamplight_pack):
    own = publish(corrected(lamplight_pack), by=cast.fran, at=NOW, organisation=cast.ashdown)
    assert self_wording(queries.stored_pack("lamplight", cast.ashdown)) == NEW
    assert self_wording(queries.stored_pack("lamplight", cast.marlow)) == OLD
    assert self_wording(queries.stored_pack("lamplight", None)) == OLD
    assert queries.stored_pack("lamplight", cast.marlow, own.number) is None
    assert [version.number for version in queries.history_of("lamplight", cast.ashdown)] == [2, 1]
    assert [version.number for version in queries.history_of("lamplight", cast.marlow)] == [1]
    assert [version.pk for version in queries.latest_versions(cast.ashdown)] == [own.pk]
    assert [version.pk for version in queries.latest_versions(cast.marlow)] == [lamplight.pk]


def test_a_framework_of_one_organisation_is_nobody_elses(cast, odd_packs):
    publish(odd_packs["tidewatch"], by=cast.fran, at=NOW, organisation=cast.ashdown)
    assert queries.stored_pack("tidewatch", cast.ashdown) is not None
    assert queries.stored_pack("tidewatch", cast.marlow) is None and queries.stored_packs(cast.marlow) == []


def test_list_and_single_read_agree(cast, odd, odd_packs, lamplight_pack):
    publish(corrected(lamplight_pack), by=cast.fran, at=NOW, organisation=cast.ashdown)
    for organisation in (cast.ashdown, cast.marlow, None):
        for stored in queries.stored_packs(organisation):
            assert queries.stored_pack(stored.pack.id, organisation) == stored
