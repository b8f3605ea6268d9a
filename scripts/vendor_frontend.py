"""Refresh the front-end files kept in the repository: GOV.UK Frontend and the typeface.

    python scripts/vendor_frontend.py

Needs npm (to fetch the two packages) and pip (for font tools, in a throwaway environment). Nothing here is needed to
install, run or test Stepwell: the results are committed, and `vendored.toml` says what they are.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import venv
from pathlib import Path

GOVUK = ("govuk-frontend", "6.6.0")
FONT = ("@fontsource/atkinson-hyperlegible-next", "5.3.0")
FONT_TOOLS = ["fonttools==4.68.0", "brotli==1.2.1"]
FACES = {"regular": "400-normal", "italic": "400-italic", "bold": "700-normal"}
FIXTURES = [
    "back-link", "breadcrumbs", "button", "character-count", "checkboxes", "date-input", "details",
    "error-summary", "file-upload", "input", "inset-text", "notification-banner",
    "pagination", "panel", "password-input", "radios", "select", "summary-list", "table", "tabs", "tag",
    "task-list", "textarea", "warning-text",
]  # fmt: skip

ROOT = Path(__file__).resolve().parents[1]
UI = ROOT / "src/stepwell/ui"
VENDOR = UI / "static/ui/vendor"
TYPST_FONTS = UI / "typst/fonts"
ORACLE = ROOT / "tests/ui/fixtures"

GOVUK_LICENCE = """The MIT License (MIT)

Copyright (C) 2017 Crown Copyright (Government Digital Service)

Permission is hereby granted, free of charge, to any person obtaining a copy of
this software and associated documentation files (the "Software"), to deal in
the Software without restriction, including without limitation the rights to
use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies
of the Software, and to permit persons to whom the Software is furnished to do
so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS
FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER
IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN
CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        govuk = fetch(GOVUK, work)
        font = fetch(FONT, work)
        for folder in (VENDOR, TYPST_FONTS, ORACLE):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
        vendor_govuk(govuk / "dist/govuk")
        vendor_font(font, work)
    write_manifest()


def fetch(package: tuple[str, str], work: Path) -> Path:
    """The unpacked folder of a published npm package."""
    target = work / package[0].replace("/", "_")
    target.mkdir()
    run(["npm", "pack", "--silent", f"{package[0]}@{package[1]}"], cwd=target)
    with tarfile.open(next(target.glob("*.tgz"))) as archive:
        archive.extractall(target, filter="data")
    return target / "package"


def vendor_govuk(dist: Path) -> None:
    folder = VENDOR / "govuk-frontend"
    folder.mkdir()
    css = (dist / "govuk-frontend.min.css").read_text()
    (folder / "govuk-frontend.min.css").write_text(our_css(css))
    script = (dist / "govuk-frontend.min.js").read_text()
    (folder / "govuk-frontend.min.js").write_text(re.sub(r"//# sourceMappingURL=\S*", "", script))
    (folder / "LICENCE.txt").write_text(GOVUK_LICENCE)
    for component in FIXTURES:
        fixtures = json.loads((dist / "components" / component / "fixtures.json").read_text())
        (ORACLE / f"{component}.json").write_text(json.dumps(fixtures, indent=1, ensure_ascii=False) + "\n")


def our_css(css: str) -> str:
    """GOV.UK's stylesheet without what is licensed for GOV.UK alone, and without files we do not serve."""
    css = re.sub(r"/\*! Copyright \(c\) 2011.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"@font-face\{[^}]*\}", "", css)
    css = re.sub(r"[a-z-]+:url\(/assets/images/govuk-crest\.svg\);?", "", css)
    css = re.sub(r"/\*# sourceMappingURL=.*?\*/", "", css)
    css = css.replace("GDS Transport,arial,sans-serif", "Atkinson Hyperlegible Next,arial,sans-serif")
    css = css.replace("font-family:sans-serif", "font-family:Atkinson Hyperlegible Next,arial,sans-serif")
    if "Transport" in css or "url(" in css:
        sys.exit("The stylesheet changed: look at what is licensed for GOV.UK alone, and correct our_css().")
    return css


def vendor_font(package: Path, work: Path) -> None:
    """One file a face, with Latin and extended Latin together (Welsh needs both)."""
    fonttools = font_tools(work)
    folder = VENDOR / "atkinson-hyperlegible-next"
    folder.mkdir()
    for face, source in FACES.items():
        parts = []
        for subset in ("latin", "latin-ext"):
            part = work / f"{subset}-{face}.woff2"
            shutil.copy(package / "files" / f"atkinson-hyperlegible-next-{subset}-{source}.woff2", part)
            run([*fonttools, "ttLib.woff2", "decompress", str(part)])
            parts.append(str(part.with_suffix(".ttf")))
        merged = TYPST_FONTS / f"AtkinsonHyperlegibleNext-{face.title()}.ttf"
        run([*fonttools, "merge", f"--output-file={merged}", *parts])
        run([*fonttools, "ttLib.woff2", "compress", "-o", str(folder / f"{face}.woff2"), str(merged)])
    for target in (folder, TYPST_FONTS):
        shutil.copy(package / "LICENSE", target / "LICENCE.txt")


def font_tools(work: Path) -> list[str]:
    venv.create(work / "tools", with_pip=True)
    python = str(work / "tools/bin/python")
    run([python, "-m", "pip", "install", "--quiet", *FONT_TOOLS])
    return [python, "-m", "fontTools"]


def write_manifest() -> None:
    """`vendored.toml`: what each committed file is, so that a test can see a change nobody declared."""
    groups = [
        (*GOVUK, "MIT", [*sorted((VENDOR / "govuk-frontend").iterdir())]),
        (
            *FONT,
            "OFL-1.1",
            [*sorted((VENDOR / "atkinson-hyperlegible-next").iterdir()), *sorted(TYPST_FONTS.iterdir())],
        ),
    ]
    lines = ["# Written by scripts/vendor_frontend.py: change that, not this.", ""]
    for name, version, licence, files in groups:
        lines += ["[[package]]", f'name = "{name}"', f'version = "{version}"', f'licence = "{licence}"']
        lines += ["", "[package.files]"]
        for file in files:
            digest = hashlib.sha256(file.read_bytes()).hexdigest()
            lines.append(f'"{file.relative_to(UI).as_posix()}" = "{digest}"')
        lines.append("")
    (VENDOR / "vendored.toml").write_text("\n".join(lines))


def run(command: list[str], cwd: Path | None = None) -> None:
    # A fixed date makes the merged fonts the same each time.
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1735689600"}
    subprocess.run(command, cwd=cwd, env=environment, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
