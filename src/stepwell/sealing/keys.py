"""AES-GCM with keys that are kept outside the database.

A sealed value is: one byte for the format, eight for the key, twelve of nonce, then the ciphertext with its tag. The
place it belongs to (table, column, row) is authenticated with it, so it cannot be moved to another row unnoticed.
"""

import base64
import binascii
import hashlib
import os
import secrets
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

FORMAT = b"\x01"
KEY_BYTES, NAME_BYTES, NONCE_BYTES = 32, 8, 12
NAMED = len(FORMAT) + NAME_BYTES
HEAD = NAMED + NONCE_BYTES


class KeyFault(Exception):
    """The key file cannot be used as it is; the message says what to do."""


class CannotUnseal(Exception):
    """The key is not here, or what is stored is not what was sealed in this place."""


@dataclass(frozen=True)
class Keyring:
    """Every key that can still open something, by name; the first one seals."""

    keys: dict[bytes, bytes]

    @cached_property
    def newest(self) -> bytes:
        return next(iter(self.keys))

    @cached_property
    def ciphers(self) -> dict[bytes, AESGCM]:
        """Made once: making one takes longer than opening a short text."""
        return {name: AESGCM(key) for name, key in self.keys.items()}


def name_of(key: bytes) -> bytes:
    """A key's name follows from the key, so that nobody can give two keys one name."""
    return hashlib.sha256(b"stepwell sealing key " + key).digest()[:NAME_BYTES]


def fingerprint(name: bytes) -> str:
    """How a key is called on the command line and in the note of a backup; the key cannot be worked out from it."""
    return name.hex()


@lru_cache(maxsize=1)
def keyring() -> Keyring:
    """The keys of this installation, read once a process.

    A missing file is a fault and never made anew here: a new key opens nothing, and what it sealed would be lost when
    the right file comes back. `stepwell prepare` makes the first one.
    """
    return read_keys(Path(settings.SEALING_KEY_FILE))


def make_key_file(file: Path) -> None:
    """Two processes starting at once make one file: whoever comes second reads what the first wrote."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f"{file.name}.{os.getpid()}.part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as handle:
        handle.write(new_key_line())
    try:
        os.link(part, file)
    except FileExistsError:
        pass
    finally:
        part.unlink()


def new_key_line() -> str:
    return base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode() + "\n"


def read_keys(file: Path) -> Keyring:
    """One key a line, newest first; `#` begins a comment."""
    keys = {}
    for number, line in enumerate(lines_of(file), 1):
        text = line.partition("#")[0].strip()
        if not text:
            continue
        try:
            key = base64.urlsafe_b64decode(text)
        except binascii.Error:
            key = b""
        if len(key) != KEY_BYTES:
            raise KeyFault(f"{file.name}, line {number}: not a key. A key is {KEY_BYTES} bytes in URL-safe base 64.")
        keys[name_of(key)] = key
    if not keys:
        raise KeyFault(f"{file.name} holds no key. Put the key back from where you keep it; a new one opens nothing.")
    return Keyring(keys)


def lines_of(file: Path) -> list[str]:
    try:
        return file.read_text().splitlines()
    except FileNotFoundError:
        raise KeyFault(
            f"{file} is not there. Put it back from where you keep it. Only a new installation gets one, by: "
            "stepwell prepare"
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise KeyFault(f"{file} cannot be read ({type(error).__name__}). Put it back from where you keep it") from None


def seal(data: bytes, place: str) -> bytes:
    name = keyring().newest
    nonce = secrets.token_bytes(NONCE_BYTES)
    head = FORMAT + name + nonce
    return head + keyring().ciphers[name].encrypt(nonce, data, place.encode())


def unseal(sealed: bytes, place: str) -> bytes:
    name = sealed[1:NAMED]
    cipher = keyring().ciphers.get(name)
    if cipher is None or sealed[:1] != FORMAT:
        raise CannotUnseal(
            f"{place}: sealed with key {fingerprint(name)}, which is not in this installation's key file"
        )
    try:
        return cipher.decrypt(sealed[NAMED:HEAD], sealed[HEAD:], place.encode())
    except (InvalidTag, ValueError):
        raise CannotUnseal(f"{place}: what is stored is not what was sealed here") from None


def is_newest(sealed: bytes) -> bool:
    return sealed[1:NAMED] == keyring().newest
