"""What is sealed cannot be read from the database, moved to another row, or searched."""

import uuid

import pytest
from django.core.exceptions import FieldError
from django.db import connection, models

from stepwell.sealing import keys
from stepwell.sealing.fields import Sealed, SealedBinaryField, SealedJSONField, SealedTextField
from stepwell.sealing.keys import CannotUnseal, KeyFault
from stepwell.sealing.operations import reseal_model

WORDS = "Ŵyn said it before the whole room."


class Leaf(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    text = SealedTextField()
    file = SealedBinaryField()
    answers = SealedJSONField(null=True)

    class Meta:
        app_label = "sealing"
        managed = False  # made and dropped by the fixture below

    def __str__(self) -> str:
        return str(self.pk)


@pytest.fixture
def leaves(transactional_db, key_file):
    with connection.schema_editor() as editor:
        editor.create_model(Leaf)
    yield
    with connection.schema_editor() as editor:
        editor.delete_model(Leaf)


def raw(column="text") -> bytes:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM sealing_leaf")
        return bytes(cursor.fetchone()[0])


def test_what_was_put_in_comes_out(leaves):
    leaf = Leaf.objects.create(text=WORDS, file=b"\x00\xff", answers={"why": [WORDS]})
    stored = Leaf.objects.get(pk=leaf.pk)
    assert (stored.text, stored.file, stored.answers) == (WORDS, b"\x00\xff", {"why": [WORDS]})


def test_nothing_can_be_read_in_the_database(leaves):
    Leaf.objects.create(text=WORDS, file=WORDS.encode(), answers=WORDS)
    for column in ("text", "file", "answers"):
        assert len(raw(column)) > len(WORDS)
        assert b"whole room" not in raw(column)


def test_nothing_is_stored_of_nothing(leaves):
    leaf = Leaf.objects.create()
    assert raw() == b""
    stored = Leaf.objects.get(pk=leaf.pk)
    assert (stored.text, stored.file, stored.answers) == ("", b"", None)
    assert Leaf.objects.filter(text="").count() == 1


def test_a_value_moved_to_another_row_does_not_open(leaves):
    Leaf.objects.create(text=WORDS)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE sealing_leaf SET id = %s", [uuid.uuid4().hex])
    with pytest.raises(CannotUnseal):
        assert Leaf.objects.get().text


def test_a_changed_byte_does_not_open(leaves):
    leaf = Leaf.objects.create(text=WORDS)
    sealed = bytearray(raw())
    sealed[-1] ^= 1
    Leaf.objects.filter(pk=leaf.pk).update(text=Sealed(bytes(sealed)))
    with pytest.raises(CannotUnseal):
        assert Leaf.objects.get().text


def test_an_unopened_value_goes_back_as_it_came(leaves):
    Leaf.objects.create(text=WORDS)
    before = raw()
    Leaf.objects.get().save()
    assert raw() == before
    opened = Leaf.objects.get()
    assert opened.text == WORDS
    opened.save()
    assert raw() != before
    assert Leaf.objects.get().text == WORDS


@pytest.mark.parametrize("act", ["update", "filter", "bulk_update"])
def test_what_cannot_know_the_row_refuses(leaves, act):
    leaf = Leaf.objects.create(text=WORDS)
    with pytest.raises(FieldError):
        match act:
            case "update":
                Leaf.objects.update(text="new")
            case "filter":
                Leaf.objects.filter(text=WORDS).exists()
            case _:
                leaf.text = "new"
                Leaf.objects.bulk_update([leaf], ["text"])
    assert Leaf.objects.get().text == WORDS


def test_many_at_once(leaves):
    Leaf.objects.bulk_create(Leaf(text=f"{number} {WORDS}") for number in range(3))
    assert {leaf.text[0] for leaf in Leaf.objects.all()} == {"0", "1", "2"}


def test_values_show_nothing(leaves):
    Leaf.objects.create(text=WORDS)
    assert "room" not in repr(list(Leaf.objects.values("text")))


def test_a_new_key_opens_what_the_old_one_sealed_and_takes_over(leaves, key_file):
    Leaf.objects.create(text=WORDS)
    old = key_file.read_text()
    key_file.write_text(keys.new_key_line() + old)
    keys.keyring.cache_clear()
    assert Leaf.objects.get().text == WORDS
    fields = [Leaf._meta.get_field(name) for name in ("text", "file", "answers")]
    assert reseal_model(Leaf, fields) == 1
    assert reseal_model(Leaf, fields) == 0
    key_file.write_text(key_file.read_text().splitlines()[0])
    keys.keyring.cache_clear()
    assert Leaf.objects.get().text == WORDS


def test_without_the_key_nothing_opens(leaves, key_file):
    Leaf.objects.create(text=WORDS)
    key_file.write_text(keys.new_key_line())
    keys.keyring.cache_clear()
    with pytest.raises(CannotUnseal):
        assert Leaf.objects.get().text


@pytest.mark.parametrize(
    ("text", "said"), [("", "holds no key"), ("# mine\nnonsense!\n", "line 2"), ("AAAA\n", "line 1")]
)
def test_a_wrong_key_file_says_what_is_wrong(key_file, text, said):
    key_file.write_text(text)
    with pytest.raises(KeyFault, match=said):
        keys.keyring()


def test_a_missing_file_is_never_made_anew_while_somebody_writes(key_file):
    key_file.unlink()
    with pytest.raises(KeyFault, match="Put it back"):
        keys.seal(b"words", "here")
    assert not key_file.exists()


@pytest.mark.parametrize("damage", ["folder", "bytes"])
def test_a_file_that_cannot_be_read_is_named(key_file, damage):
    key_file.unlink()
    key_file.mkdir() if damage == "folder" else key_file.write_bytes(b"\xff\xfe")
    with pytest.raises(KeyFault, match="cannot be read"):
        keys.keyring()
