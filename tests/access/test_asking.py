"""The asking itself: it finds what is wrong, goes on to the others, and undoes what each of them changed."""

from stepwell.people.models import Person

from .asking import faults


def test_what_is_wrong_is_found_by_name_and_what_is_right_is_not(db):
    def ask(name: str) -> None:
        assert len(name) == 3, f"{name} is no name of three"

    assert list(faults(["one", "three", "two"], ask)) == ["three"]
    assert "three is no name of three" in faults(["three"], ask)["three"]


def test_what_each_changes_is_undone(cast):
    def ask(name: str) -> None:
        assert not Person.objects.filter(full_name=name).exists()
        Person.objects.filter(pk=cast.amira.pk).update(full_name=name)
        assert name != "wrong"

    assert list(faults(["same", "same", "wrong", "wrong"], ask)) == ["wrong"]
    assert Person.objects.get(pk=cast.amira.pk).full_name == cast.amira.full_name
