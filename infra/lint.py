"""`python -m infra.lint`: every template that is deployed, and what SAM makes of the packaged ones, before cfn-lint at
every level. They stay in build/templates to be read.

What was found clean is not looked at again until a template or the linter changes.
"""

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path

from infra.package import ROOT
from infra.rendering import render_all

RENDERED = ROOT / "build" / "templates"
CLEAN = RENDERED / "clean.json"
TRANSLATOR = ROOT / ".venv-cloud" / "bin" / "python"
EVERY_LEVEL = ("--include-checks", "I", "--include-experimental")
# What is not looked for, and why; docs/decisions/template-findings.md says the same.
SKIPPED = {
    "I4010": "it wants every resource to tell language models why it is there; that stands in the modules and in docs/",
}
SKIPPED_LOCALLY = {
    "W8001": "no function of this stage has room to itself, so that the condition of having it decides nothing there",
    "I3510": "the embedded cloud, which alone is given this stage, knows a key by its alias, AWS by a condition",
}


class TranslationFailed(Exception):
    """SAM refuses a template; the message says why."""


def main() -> int:
    """Render, translate and lint; 1 when anything was found."""
    texts = render_all()
    try:
        texts |= {f"{name}-translated": translate(text) for name, text in texts.items() if '"Transform"' in text}
    except TranslationFailed as error:
        print(error, file=sys.stderr)
        return 1
    files = _write(texts)
    known = set(json.loads(CLEAN.read_text(encoding="utf-8"))) if CLEAN.exists() else set()
    marks = {file: _mark(file) for file in files}
    unknown = [file for file in files if marks[file] not in known]
    local = [file for file in unknown if file.name.startswith("service-local")]
    with ThreadPoolExecutor(2) as pool:
        others = [file for file in unknown if file not in local]
        portions = ((local, SKIPPED | SKIPPED_LOCALLY), (others[::2], SKIPPED), (others[1::2], SKIPPED))
        codes = list(pool.map(lambda portion: _lint(*portion), portions))
    if any(codes):
        return 1
    CLEAN.write_text(json.dumps(sorted(marks.values())), encoding="utf-8")
    translated = sum("-translated" in file.name for file in files)
    print(
        f"templates: 0 findings in {len(files)}, {translated} of them translated by SAM; {len(unknown)} looked at anew"
    )
    return 0


def translate(text: str) -> str:
    """Return what SAM makes of a packaged template. Raises TranslationFailed."""
    command = [str(TRANSLATOR), "-P", str(ROOT / "infra" / "translate.py")]
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
    if done.returncode:
        raise TranslationFailed(done.stderr.strip())
    return done.stdout


def _write(texts: dict[str, str]) -> list[Path]:
    RENDERED.mkdir(parents=True, exist_ok=True)
    for stale in RENDERED.glob("*.template.json"):
        stale.unlink()
    files = []
    for name, text in texts.items():
        files.append(RENDERED / f"{name}.template.json")
        files[-1].write_text(text, encoding="utf-8")
    return files


def _mark(file: Path) -> str:
    """Return what changes when the template, or what is asked of it, does."""
    asked = [file.name, version("cfn-lint"), *EVERY_LEVEL, *SKIPPED, *SKIPPED_LOCALLY]
    return hashlib.sha256("\n".join([*asked, file.read_text(encoding="utf-8")]).encode()).hexdigest()


def _lint(files: list[Path], skipped: Iterable[str]) -> int:
    if not files:
        return 0
    command = [str(Path(sys.executable).with_name("cfn-lint")), *EVERY_LEVEL, "--ignore-checks", *skipped, "--"]
    return subprocess.run([*command, *map(str, files)], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
