"""A form that is sent after its sender's session has ended is kept for an hour, and given back to them alone. ADR 0022.

Nobody is signed in when it arrives, so the browser has to say whose page it was: each page made for somebody comes with
a mark, which is worth something only together with the secret against forged forms that the page's form carries. That
secret changes when anybody signs in, so a form was made for whoever the mark of its secret was made for. The mark names
nobody; to whom it belongs can only be tried, when somebody is signed in.
"""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from .models import KeptForm, Person

HOURS = 1
KEPT_FOR = timedelta(hours=HOURS)
LONGEST = 500_000  # characters, of everything in one form
MOST_FIELDS = 500
AT_ONE_TIME = 3  # of one mark: an older one gives way
SALT = "stepwell.people.kept_forms"
NEVER = ("password", "passphrase", "secret", "otp")  # fields; a form that has one is not kept

Fields = Sequence[tuple[str, Sequence[str]]]


@dataclass(frozen=True)
class Kept:
    """Where the form was sent, and what was in it, by name and in its order."""

    address: str
    fields: Fields
    had_files: bool


def mark_for(person: Person, secret: str) -> str:
    """For the browser to bring along. The same as long as nobody signs in anew."""
    return Signer(salt=f"{SALT}.{secret}").sign(proof_of(person, secret))


def proof_in(mark: str, secret: str) -> str | None:
    """None if we did not make the mark, or made it for pages before somebody signed in anew."""
    try:
        return Signer(salt=f"{SALT}.{secret}").unsign(mark)
    except BadSignature:
        return None


def proof_of(person: Person, secret: str) -> str:
    return salted_hmac(SALT, f"{person.pk}:{secret}", algorithm="sha256").hexdigest()


def keepable(fields: Mapping[str, Sequence[str]]) -> Fields:
    """What is kept of a form; nothing of one that is too large, or has a password in it."""
    found = [(name, list(values)) for name, values in fields.items() if name != "csrfmiddlewaretoken"]
    size = sum(len(name) + sum(map(len, values)) for name, values in found)
    if len(found) > MOST_FIELDS or size > LONGEST or any(word in name.lower() for name, _ in found for word in NEVER):
        return []
    return found


@transaction.atomic
def keep_form(form: Kept, *, mark: str, secret: str, at: datetime) -> str | None:
    """Returns the key that opens it, for the browser alone; None if the mark is not ours.

    No event in the trail: nobody is signed in, and it would be a record of somebody's typing.
    """
    proof = proof_in(mark, secret)
    if proof is None:
        return None
    key = secrets.token_urlsafe(32)
    content = {"address": form.address, "fields": form.fields, "had_files": form.had_files, "secret": secret}
    KeptForm.objects.create(id=digest(key), proof=proof, content=content, kept_at=at)
    older = KeptForm.objects.filter(proof=proof).order_by("-kept_at", "id")[AT_ONE_TIME:]
    KeptForm.objects.filter(pk__in=[one.pk for one in older]).delete()
    return key


def kept_for(person: Person, key: str, *, at: datetime) -> Kept | None:
    """What was kept under a key, for the person whose page it was; for anybody else there is nothing."""
    row = KeptForm.objects.filter(pk=digest(key), kept_at__gt=at - KEPT_FOR).first()
    if row is None:
        return None
    content: dict[str, Any] = row.content or {}
    if not constant_time_compare(row.proof, proof_of(person, content["secret"])):
        return None
    return Kept(content["address"], [(name, values) for name, values in content["fields"]], content["had_files"])


@transaction.atomic
def forget_form(key: str) -> None:
    """It has arrived, or its sender threw it away."""
    KeptForm.objects.filter(pk=digest(key)).delete()


def remove_old(*, at: datetime) -> int:
    return KeptForm.objects.filter(kept_at__lte=at - KEPT_FOR).delete()[0]


def digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
