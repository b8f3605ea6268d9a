"""A person's journal: what they write for themselves. All words and files are sealed; dates and what was chosen are not."""

import uuid

from django.db import models
from django.db.models import Q

from stepwell.frameworks.models import Framework, FrameworkVersion, Overlay
from stepwell.people.models import Person
from stepwell.sealing.fields import SealedBinaryField, SealedJSONField, SealedTextField
from stepwell.sharing.models import Share


class JournalEntry(models.Model):
    """One entry: free, or guided by the questions of a framework version, whose wording it keeps.

    An entry without `saved_at` is a page nobody has written on yet; lists leave it out, and the next one is begun on it.
    """

    class Kind(models.TextChoices):
        FREE = "free", "Note"
        QUESTIONS = "questions", "Guided"
        COACHING = "coaching", "Coaching questions"
        VALUES = "values", "Values"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="journal_entries")
    kind = models.CharField(max_length=20, choices=Kind)
    version = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    overlay = models.ForeignKey(Overlay, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    bank_id = models.CharField(max_length=120, blank=True)
    about_version = models.ForeignKey(
        FrameworkVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    about_dimension_id = models.CharField(max_length=120, blank=True)
    about_level_id = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=10, blank=True)
    entry_date = models.DateField()
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField(null=True, blank=True)
    ready_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-entry_date", "-started_at"]
        verbose_name_plural = "journal entries"
        # As lists and searches go through it, so that nothing is sorted and whoever has enough can stop.
        indexes = [models.Index(fields=["person", "-entry_date", "-started_at", "id"], name="journal_in_order")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="free", version__isnull=True) | (~Q(kind="free") & Q(version__isnull=False)),
                name="a_guided_entry_has_its_version",
            ),
            models.CheckConstraint(
                condition=Q(bank_id="") | Q(kind__in=["questions", "coaching"]), name="a_bank_guides_questions"
            ),
            models.CheckConstraint(
                condition=Q(ready_at__isnull=True) | ~Q(kind="free"), name="only_what_is_guided_can_be_ready"
            ),
        ]

    def __str__(self) -> str:
        return f"journal entry {self.id}"


class JournalPage(models.Model):
    """What was written in one section of an entry; a free entry has one, without an id.

    `content` is `{"title": text, "answers": [[question id, question as it was worded, text], …]}`. `revision` counts the
    saves, so that two devices cannot overwrite each other unnoticed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.ForeignKey(JournalEntry, on_delete=models.CASCADE, related_name="pages")
    section_id = models.CharField(max_length=120, blank=True)
    content = SealedJSONField(null=True)
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["saved_at", "id"]
        constraints = [models.UniqueConstraint(fields=["entry", "section_id"], name="one_page_a_section")]

    def __str__(self) -> str:
        return f"journal page {self.id}"


class EntryTag(models.Model):
    """The entry is about this dimension, as its writer says."""

    entry = models.ForeignKey(JournalEntry, on_delete=models.CASCADE, related_name="tags")
    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="+")
    dimension_id = models.CharField(max_length=120)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["entry", "framework", "dimension_id"], name="a_tag_once")]

    def __str__(self) -> str:
        return f"tag {self.dimension_id}"


class Attachment(models.Model):
    """A file beside a page: evidence. `media_type` is what the file was found to be, not what it said."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    page = models.ForeignKey(JournalPage, on_delete=models.CASCADE, related_name="attachments")
    name = SealedTextField(max_length=200)
    content = SealedBinaryField()
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    attached_at = models.DateTimeField()

    class Meta:
        ordering = ["attached_at", "id"]

    def __str__(self) -> str:
        return f"attachment {self.id}"


class SharedPage(models.Model):
    """Ties a grant to one page, and holds what stood there when its owner showed it: nothing written later is in it."""

    share = models.OneToOneField(Share, on_delete=models.CASCADE, related_name="+", primary_key=True)
    page = models.ForeignKey(JournalPage, on_delete=models.CASCADE, related_name="shares")
    content = SealedJSONField(null=True)
    message = SealedTextField(max_length=1000)
    files = models.ManyToManyField(Attachment, related_name="+", blank=True)
    shown_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"grant {self.share_id}"
