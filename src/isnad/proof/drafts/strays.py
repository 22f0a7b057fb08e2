"""Files in a user's folder that nothing is read from, and why: without a word an entry in one would just be missing."""

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from isnad.codebook.files import Problem

FOLDERS = ("actors", "places", "events", "speech", "grammar")
"""The folders of which files are laid over ours."""
_TEXTS = (".yml", ".txt", ".yaml", ".md", ".csv")
_OURS_ALONE = ("calendar", "furniture")


def strays(overlay: Path) -> list[Problem]:
    """A problem for every file of text in `overlay` that looks like entries and is not read."""
    found = sorted(path.relative_to(overlay) for path in overlay.rglob("*") if path.suffix.lower() in _TEXTS)
    shown = (name for name in found if not any(part.startswith(".") for part in name.parts))
    return [Problem(name.as_posix(), 1, why) for name in shown for why in _why_unread(name)]


def _why_unread(name: Path) -> Iterator[str]:
    folder, suffix = name.parts[0] if len(name.parts) > 1 else "", name.suffix
    if folder in FOLDERS:
        if suffix.lower() == ".yml" or name.name.lower().endswith((".yaml.txt", ".yml.txt")) or suffix == ".YAML":
            yield f"nothing is read from it: rename it to {name.name.split('.')[0]}.yaml"
        elif suffix == ".csv" and (folder != "places" or len(name.parts) > 2):
            yield "nothing is read from it: tables of places belong into places/"
    elif suffix == ".yaml":
        near = get_close_matches(folder, FOLDERS, 1)
        if folder in _OURS_ALONE:
            yield f"nothing is read from it: {folder}/ of your own folder is not laid over ours"
        elif near:
            yield f"nothing is read from it: did you mean the folder {near[0]}/?"
        else:
            yield f"nothing is read from it: entries belong into {', '.join(f'{one}/' for one in FOLDERS)}"
