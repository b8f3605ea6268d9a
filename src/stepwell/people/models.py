"""Organisations, units, persons and the jobs they hold. A person is not an account, and belongs to no organisation."""

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from stepwell.domain.naming import called_by
from stepwell.sealing.fields import SealedJSONField


class AccountManager(BaseUserManager["Account"]):
    def create_user(self, email: str, password: str | None = None, **fields: object) -> "Account":
        account = self.model(email=self.normalize_email(email), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(email__iexact=username)


class Account(AbstractBaseUser):
    """The means to sign in. It holds no role: what somebody may do follows from the person and their appointments."""

    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    objects = AccountManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="account_email_any_case")]


class Organisation(models.Model):
    class Kind(models.TextChoices):
        UNIVERSITY = "university", "University"
        COUNCIL = "council", "Council"
        NHS_TRUST = "nhs_trust", "NHS organisation"
        OTHER = "other", "Other"

    name = models.CharField(max_length=200)
    slug = models.SlugField(unique=True)
    kind = models.CharField(max_length=20, choices=Kind)
    mark = models.CharField(max_length=4, help_text="One to four letters, shown in a square of the brand colour.")
    brand_colour = models.CharField(
        max_length=7,
        default="#0b5c5c",
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$", "Write the colour like #0b5c5c.")],
    )
    language = models.CharField(max_length=10, default="en-GB")
    privacy_contact = models.EmailField(blank=True)
    # Set while a staff file is written, so that a second one is refused instead of waiting for the database.
    staff_import_since = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """A part of an organisation: a school, directorate, ward or team."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="units")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    code = models.CharField(max_length=60)
    name = models.CharField(max_length=200)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "code"], name="unit_code_in_organisation"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="unit_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    full_name = models.CharField(max_length=200)
    preferred_name = models.CharField(max_length=100, blank=True)
    email = models.EmailField(null=True, blank=True)  # noqa: DJ001  unknown addresses must not count as equal
    account = models.OneToOneField(Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="person")
    aspiring_manager_since = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["full_name", "id"]
        constraints = [models.UniqueConstraint(Lower("email"), name="person_email_any_case")]

    def __str__(self) -> str:
        return self.full_name

    @property
    def called(self) -> str:
        """What to call somebody in a sentence: the name they chose, else the first in their full name."""
        return self.preferred_name or called_by(self.full_name)


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def current(self, today) -> "AppointmentQuerySet":
        return self.filter(start_date__lte=today).filter(Q(end_date__isnull=True) | Q(end_date__gte=today))


class Appointment(models.Model):
    """One job that a person holds or held, from a date to a date. Leavers are end-dated, never deleted."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appointments")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="appointments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="appointments")
    staff_number = models.CharField(max_length=60)
    job_title = models.CharField(max_length=200)
    profession = models.CharField(max_length=120, blank=True)
    grade = models.CharField(max_length=20, blank=True)
    is_senior_leader = models.BooleanField(default=False)
    manager = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="managed_appointments"
    )
    job_profile_url = models.URLField(max_length=500, blank=True)
    start_date = models.DateField()
    end_date = models.DateField(null=True, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        ordering = ["-start_date", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "staff_number"],
                condition=Q(end_date__isnull=True),
                name="one_open_appointment_a_staff_number",
            ),
            models.CheckConstraint(
                condition=Q(end_date__isnull=True) | Q(end_date__gte=F("start_date")),
                name="appointment_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(manager__isnull=True) | ~Q(manager=F("person")), name="nobody_manages_themselves"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "staff_number"], name="appointment_staff_number")]

    def __str__(self) -> str:
        return f"{self.job_title} ({self.person})"


class Duty(models.Model):
    """A duty that a person holds in an organisation. None of them opens anybody's content."""

    class Name(models.TextChoices):
        FRAMEWORK_OWNER = "framework_owner", "Framework owner"
        COORDINATOR = "coordinator", "Coordinator"
        PEOPLE_ADMINISTRATOR = "people_administrator", "People administrator"
        DATA_PROTECTION_OFFICER = "data_protection_officer", "Data protection officer"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="duties")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="duties")
    name = models.CharField(max_length=40, choices=Name)
    granted_at = models.DateTimeField()
    granted_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["organisation", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation", "name"],
                condition=Q(ended_at__isnull=True),
                name="one_open_duty_of_a_name",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_name_display()}: {self.person}"


class StaffImport(models.Model):
    """One staff file that somebody uploaded: its preview, and how far its run has come."""

    class State(models.TextChoices):
        CHECKING = "checking", "Being checked"
        PREVIEW = "preview", "Ready to confirm"
        QUEUED = "queued", "Waiting to start"
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        REFUSED = "refused", "Refused"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="staff_imports")
    file_name = models.CharField(max_length=200)
    content = models.BinaryField(null=True)
    state = models.CharField(max_length=20, choices=State, default=State.PREVIEW)
    rows = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    keep_missing = models.BooleanField(default=False)
    allow_many_leavers = models.BooleanField(default=False)
    summary = models.JSONField(default=dict)
    faults = models.JSONField(default=list)
    notices = models.JSONField(default=list)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.file_name


class AddressChange(models.Model):
    """A new address that the staff list gives somebody who has signed in before: until it takes effect the old one holds.

    Whoever reads mail at the address of an account gets its sign-in codes, so the person confirms it or lets some days
    pass, and may say that it is not theirs.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        DONE = "done", "Took effect"
        REFUSED = "refused", "Refused by the person"
        WITHDRAWN = "withdrawn", "Taken back by the staff list"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="address_changes")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="address_changes")
    address = models.EmailField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    takes_effect_on = models.DateField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(state="waiting"), name="one_coming_address"),
            models.UniqueConstraint(
                Lower("address"), condition=Q(state="waiting"), name="coming_address_of_one_person"
            ),
        ]
        indexes = [models.Index(fields=["state", "takes_effect_on"], name="coming_addresses_due")]

    def __str__(self) -> str:
        return f"address of {self.person_id}"


class KeptForm(models.Model):
    """A form that was sent after its sender's session had ended: for an hour, for them alone.

    The key is the digest of what their browser holds. `proof` names nobody: whose it is can only be tried.
    """

    id = models.CharField(primary_key=True, max_length=64, editable=False)
    proof = models.CharField(max_length=64, db_index=True)
    content = SealedJSONField(null=True)
    kept_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["-kept_at", "id"]

    def __str__(self) -> str:
        return f"form kept at {self.kept_at:%H:%M}"


class DemonstrationRole(models.Model):
    """A member of the cast that a demonstration offers on its sign-in page, with a sentence about them."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="demonstration_role")
    sentence = models.CharField(max_length=200)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return f"{self.person}: {self.sentence}"
