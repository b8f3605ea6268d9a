"""Packs as files: a folder of YAML files that together are one pack, each top-level key in exactly one of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from stepwell.domain.framework import Fault, Pack, faults_between, read_pack

MAX_BYTES = 5_000_000
DEEPEST = 50
BRACKET = re.compile(r"[\[\]{}]")
DASHES = re.compile(r"^\s*(?:[-?]\s+){50}", re.MULTILINE)
STEP = re.compile(r"[^.\[\]]+|\[\d+\]")


class PackFaults(Exception):
    """A pack cannot be used; `faults` holds one line for each reason."""

    def __init__(self, faults: list[str]):
        super().__init__("\n".join(faults))
        self.faults = faults


class PlainComposer(Composer):
    """Refuses aliases: a few lines of them can stand for more text than any machine holds."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.parser.check_event(AliasEvent):
            event = self.parser.get_event()
            raise MarkedYAMLError(problem=f"“*{event.anchor}” is an alias: write it out", problem_mark=event.start_mark)
        return super().compose_node(parent, index)


@dataclass
class PackFiles:
    """What the files of one pack say together, which file says what, and the faults of reading them."""

    name: str
    data: dict[str, Any] = field(default_factory=dict)
    said_by: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    lines: dict[str, Lines] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def add(self, file: str, content: bytes) -> None:
        try:
            text, found = read_yaml(content)
        except ValueError as error:
            self.faults.append(f"{file}: {error}")
            return
        self.texts[file] = text
        for key, value in found.items():
            if key in self.data:
                self.faults.append(f"{file}: {key}: stands in {self.said_by[key]} already")
            self.data[key] = value
            self.said_by[key] = file

    def line_for(self, fault: Fault) -> str:
        """The fault with the file, and the line, that it is about: `framework.yaml:12: levels[1].name: is missing`."""
        steps = STEP.findall(fault.path)
        file = self.said_by.get(steps[0]) if steps else None
        if file is None:
            return f"{self.name}: {fault}"
        if file not in self.lines:
            self.lines[file] = Lines(self.texts[file])
        line = self.lines[file].of(steps)
        return f"{file}:{line}: {fault}" if line else f"{file}: {fault}"


def read_yaml(content: bytes) -> tuple[str, dict[str, Any]]:
    """The text and what it says. Raises ValueError with the reason if it cannot be read."""
    if len(content) > MAX_BYTES:
        raise ValueError(f"is larger than {MAX_BYTES // 1_000_000} MB")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError("is not UTF-8 text") from None
    if is_too_deep(text):
        raise ValueError("is nested too deeply")
    try:
        found = yaml_reader().load(text)
    except MarkedYAMLError as error:
        line = f"line {error.problem_mark.line + 1}: " if error.problem_mark else ""
        raise ValueError(f"{line}{error.problem or error.context}") from None
    except RecursionError:
        raise ValueError("is nested too deeply") from None
    except (YAMLError, ValueError, ArithmeticError, TypeError) as error:
        raise ValueError(f"is not YAML that can be read: {str(error).splitlines()[0]}") from None
    if not isinstance(found, dict):
        raise ValueError("must be a list of `key: value` at its top")
    return text, found


def is_too_deep(text: str) -> bool:
    """Asked before the text is read as YAML, whose reader takes minutes over a line of brackets."""
    depth = deepest = 0
    for bracket in BRACKET.findall(text):
        depth = depth + 1 if bracket in "[{" else max(0, depth - 1)
        deepest = max(deepest, depth)
    return deepest > DEEPEST or DASHES.search(text) is not None


def yaml_reader() -> YAML:
    reader = YAML(typ="safe", pure=True)
    reader.Composer = PlainComposer
    return reader


class Lines:
    """On which line each path of a file stands. The file is read once, however many faults it has."""

    def __init__(self, text: str):
        self.top: Node | None = yaml_reader().compose(text)
        self.keys: dict[int, dict[str, tuple[Node, int]]] = {}

    def of(self, steps: list[str]) -> int | None:
        """The line of a path, or of the nearest part of it that is there."""
        node, line = self.top, None
        for step in steps:
            if node is None:
                break
            line = node.start_mark.line + 1
            node, at = self.child(node, step)
            line = at or line
        return line

    def child(self, node: Node, step: str) -> tuple[Node | None, int | None]:
        if isinstance(node, SequenceNode) and step.startswith("["):
            index = int(step[1:-1])
            child = node.value[index] if index < len(node.value) else None
            return child, child.start_mark.line + 1 if child else None
        if isinstance(node, MappingNode):
            return self.keys_of(node).get(step, (None, None))
        return None, None

    def keys_of(self, node: MappingNode) -> dict[str, tuple[Node, int]]:
        if id(node) not in self.keys:
            pairs = reversed(node.value)  # of a key that stands twice, the first
            self.keys[id(node)] = {key.value: (value, key.start_mark.line + 1) for key, value in pairs}
        return self.keys[id(node)]


def read_files(name: str, files: Iterable[tuple[str, bytes]]) -> PackFiles:
    found = PackFiles(name)
    for file, content in files:
        found.add(file, content)
    if not found.texts and not found.faults:
        found.faults.append(f"{name}: no .yaml file here")
    return found


def files_in(folder: Path) -> PackFiles:
    """The files of a folder, or one file."""
    found = PackFiles(str(folder))
    for file in [folder] if folder.is_file() else sorted(folder.glob("*.yaml")):
        try:
            found.add(str(file), read_bytes(file))
        except OSError as error:
            found.faults.append(f"{file}: cannot be read ({error.strerror})")
    if not found.texts and not found.faults:
        found.faults.append(f"{folder}: no .yaml file here")
    return found


def read_bytes(file: Path) -> bytes:
    """One byte more than is allowed at most, so that a huge file costs no memory."""
    with file.open("rb") as handle:
        return handle.read(MAX_BYTES + 1)


def read_folder(folder: Path) -> tuple[dict[str, Any], list[str]]:
    """Everything the pack's files say, merged, and the faults of reading them."""
    found = files_in(folder)
    return found.data, found.faults


def pack_in(files: PackFiles) -> Pack:
    """The pack that the files hold; raises PackFaults with every fault, as `file:line: path: reason`."""
    if files.faults:
        raise PackFaults(files.faults)
    pack, found = read_pack(files.data)
    if found or pack is None:
        raise PackFaults([files.line_for(fault) for fault in found])
    return pack


def load_pack(folder: Path) -> Pack:
    return pack_in(files_in(folder))


def load_packs(folders: list[Path], *, beside: Callable[[], dict[str, Pack]] = dict) -> dict[str, Pack]:
    """All packs by id; raises PackFaults with the faults of each and those between them.

    `beside` gives packs that links may lead to and that are not checked themselves. Reading them takes longer than the
    rest, so they are asked for once nothing else is wrong.
    """
    packs: dict[str, Pack] = {}
    read: dict[str, PackFiles] = {}
    faults: list[str] = []
    for folder in folders:
        files = files_in(folder)
        try:
            pack = pack_in(files)
        except PackFaults as error:
            faults += error.faults
            continue
        if pack.id in packs:
            faults.append(files.line_for(Fault("id", f"“{pack.id}” is another pack's already")))
        packs[pack.id], read[pack.id] = pack, files
    if not faults:
        between = faults_between({**beside(), **packs})
        faults = [read[pack_id].line_for(fault) for pack_id, fault in between if pack_id in read]
    if faults:
        raise PackFaults(faults)
    return packs


def pack_folders(root: Path) -> list[Path]:
    """Folders directly under `root` that hold a framework.yaml, in alphabetical order."""
    return sorted(file.parent for file in root.glob("*/framework.yaml"))
