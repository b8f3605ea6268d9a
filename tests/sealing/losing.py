"""An installation whose key is gone, or another one."""

from pathlib import Path

from stepwell.sealing import keys


def forget() -> None:
    """As if the process had just started."""
    keys.keyring.cache_clear()


def lose(file: Path) -> bytes:
    content = file.read_bytes()
    file.unlink()
    forget()
    return content


def swap(file: Path) -> bytes:
    content = file.read_bytes()
    file.write_text(keys.new_key_line())
    forget()
    return content


def put_back(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    forget()


def closed(answer) -> bool:
    """The page that says what is the matter."""
    return answer.status_code == 503 and "nothing is lost" in answer.content.decode()
