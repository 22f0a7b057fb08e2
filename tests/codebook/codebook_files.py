"""Small codebook files for the tests of this folder."""

from pathlib import Path

from isnad.codebook.book import Codebook
from isnad.codebook.files import Problem
from isnad.codebook.loading import compile_files, entry_files

ACTOR = """\
river-guard:
  class: rebel group
  names:
    ar: [حرس الوادي الأخضر]
    en: [Green Valley Guard]
  source: made up for a test
  examples: [هاجم حرس الوادي الأخضر الحاجز]
"""
PLACE = """\
test-town:
  kind: town
  names: {ar: [بلدة الاختبار], en: [Test Town]}
"""
EVENT = """\
type: ASSAULT
frame: act
gloss: {ar: نسف, en: blowing up}
verbs: [نسف ينسف نسف]
examples:
  - {text: نسف المسلحون الجسر, trigger: نسف}
  - {text: نسفت القوات المنزل, trigger: نسفت}
counter_examples: [جسر المدينة مغلق]
"""
SPEECH = """\
stance: asserts
verbs: [همس يهمس همس]
examples:
  - {text: همس مصدر إن القصف بدأ, speaker: مصدر, cue: همس}
counter_examples: [وقف المصدر في الساحة]
"""
WHOLE = {
    "actors/test.yaml": ACTOR,
    "places/test.yaml": PLACE,
    "events/assault/blow-up.yaml": EVENT,
    "speech/whisper.yaml": SPEECH,
}


def write(folder: Path, files: dict[str, str]) -> list[tuple[Path, Path]]:
    """These files below `folder`, as (root, path)."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return [(folder, folder / name) for name in sorted(files)]


def compiled(folder: Path, files: dict[str, str]) -> tuple[Codebook, list[Problem]]:
    """The codebook of these files and of our grammar, without which there is none."""
    return compile_files([*write(folder, files), *grammar()])


def grammar() -> list[tuple[Path, Path]]:
    """Our own files of function words, as (root, path)."""
    return [row for row in entry_files() if row[1].parent.name == "grammar"]
