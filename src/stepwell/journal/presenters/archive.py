"""A whole journal as one file to keep: plain text by year and day, and files beside it. Made piece by piece."""

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from stepwell.domain.evidence import safe_name
from stepwell.journal.models import Attachment
from stepwell.ui.templatetags.ui import day

from .lines import SHUT, Line

LONGEST_STEM = 60
README = """This is your Stepwell journal, as it was on {day}.

Each entry is a text file in the folder of its year, named after its day. Any program that opens plain text opens it;
headings begin with #, and a question that you answered begins with >. Files that you put beside an entry lie in a folder
of the same name.

Nothing here is encrypted any more. Keep it where only you can reach it.
"""


class Pieces(io.RawIOBase):
    """What a zip file is written to: whatever came since the last look, so that the whole is never held in memory."""

    def __init__(self) -> None:
        self.waiting: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data) -> int:
        self.waiting.append(bytes(data))
        return len(data)

    def take(self) -> bytes:
        taken, self.waiting = b"".join(self.waiting), []
        return taken


@dataclass
class Names:
    """Names that nothing else in the archive has, whatever entries are called."""

    taken: set[str]

    def free(self, name: str) -> str:
        number, found = 2, name
        while found.lower() in self.taken:
            found, number = f"{name} {number}", number + 1
        self.taken.add(found.lower())
        return found


def archive(lines: Iterable[Line], content_of: Callable[[Attachment], bytes], readme: str) -> Iterator[bytes]:
    """The bytes of the archive, as they are made."""
    sink, names = Pieces(), Names(set())
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("READ ME.txt", readme)
        for line in lines:
            stem = names.free(stem_of(line))
            made.writestr(f"{stem}.md", text_of(line))
            yield sink.take()
            for name, file in files_of(line):
                made.writestr(f"{stem}/{name}", content_of(file))
                yield sink.take()
    yield sink.take()


def stem_of(line: Line) -> str:
    stem = safe_name(line.name).strip(". ")[:LONGEST_STEM].strip(". …")
    return f"{line.entry.entry_date:%Y}/{line.entry.entry_date:%Y-%m-%d} {stem}"


def files_of(line: Line) -> Iterator[tuple[str, Attachment]]:
    """By a name that no other file of the entry has."""
    taken: set[str] = set()
    for file in (file for leaf in line.opened.leaves if not leaf.is_shut for file in leaf.files):
        name, number = file.name, 2
        while name.lower() in taken:
            stem, dot, ending = file.name.rpartition(".")
            name, number = f"{stem} {number}{dot}{ending}", number + 1
        taken.add(name.lower())
        yield name, file


def text_of(line: Line) -> str:
    """One entry as plain text."""
    parts = [f"# {line.heading}", day(line.entry.entry_date)]
    if line.about:
        parts.append(f"About: {', '.join(line.about)}")
    for leaf in line.opened.leaves:
        if not leaf.has_something:
            continue
        if leaf.section.name:
            parts.append(f"## {leaf.section.name}")
        parts += [SHUT] if leaf.is_shut else []
        for answer in leaf.writing.answered:
            parts += [f"> {answer.question}"] if answer.question else []
            parts.append(answer.text)
        parts += [f"File: {file.name}" for file in leaf.files if not leaf.is_shut]
    return "\n\n".join(parts) + "\n"
