"""Packs on disk: a folder of YAML files that together are one pack, each top-level key in exactly one of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

from stepwell.domain.framework import Fault, Pack, faults_between, read_pack

MAX_BYTES = 5_000_000


class PackFaults(Exception):
    """A pack cannot be used; `faults` holds one line for each reason."""

    def __init__(self, faults: list[str]):
        super().__init__("\n".join(faults))
        self.faults = faults


def read_folder(folder: Path) -> tuple[dict[str, Any], list[str]]:
    """Everything the pack's files say, merged, and the faults of reading them."""
    data: dict[str, Any] = {}
    faults: list[str] = []
    files = [folder] if folder.is_file() else sorted(folder.glob("*.yaml"))
    if not files:
        return {}, [f"{folder}: no .yaml file here"]
    for file in files:
        content, fault = read_yaml(file)
        if fault:
            faults.append(fault)
            continue
        for key, value in content.items():
            if key in data:
                faults.append(f"{file}: {key}: stands in another file of this pack already")
            data[key] = value
    return data, faults


def read_yaml(file: Path) -> tuple[dict[str, Any], str | None]:
    try:
        if file.stat().st_size > MAX_BYTES:
            return {}, f"{file}: larger than {MAX_BYTES // 1_000_000} MB"
        content = YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))
    except OSError as error:
        return {}, f"{file}: cannot be read ({error.strerror})"
    except UnicodeDecodeError:
        return {}, f"{file}: is not UTF-8 text"
    except MarkedYAMLError as error:
        line = f" line {error.problem_mark.line + 1}" if error.problem_mark else ""
        return {}, f"{file}:{line} {error.problem or error.context}"
    if not isinstance(content, dict):
        return {}, f"{file}: must be a list of `key: value` at its top"
    return content, None


def load_pack(folder: Path) -> Pack:
    """The pack in `folder`; raises PackFaults with every fault, as `file: path: reason`."""
    data, faults = read_folder(folder)
    if faults:
        raise PackFaults(faults)
    pack, found = read_pack(data)
    if found or pack is None:
        raise PackFaults([f"{folder}: {fault}" for fault in found])
    return pack


def load_packs(folders: list[Path]) -> dict[str, Pack]:
    """All packs by id; raises PackFaults with the faults of each and those between them."""
    packs: dict[str, Pack] = {}
    faults: list[str] = []
    for folder in folders:
        try:
            pack = load_pack(folder)
        except PackFaults as error:
            faults += error.faults
            continue
        if pack.id in packs:
            faults.append(f"{folder}: id: “{pack.id}” is another pack's already")
        packs[pack.id] = pack
    if not faults:
        faults = [f"{pack_id}: {fault}" for pack_id, fault in faults_between(packs)]
    if faults:
        raise PackFaults(faults)
    return packs


def pack_folders(root: Path) -> list[Path]:
    """Folders directly under `root` that hold a framework.yaml, in alphabetical order."""
    return sorted(file.parent for file in root.glob("*/framework.yaml"))


__all__ = ["Fault", "PackFaults", "load_pack", "load_packs", "pack_folders", "read_folder"]
