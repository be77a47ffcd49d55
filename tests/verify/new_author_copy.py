"""A copy of the project: what test_new_author.py writes into it, and what bca says of it."""

import json
import re
import shutil
import xml.etree.ElementTree as ET

import new_author_text as text
from harness import plan, rows_of, run, run_ok
from new_author_text import EVIDENCE, FILE, LINE, MODEL, PROGRAM

BCA = "{urn:bca:1}"
DRAWS = 300  # equal bits need few


class Copy:
    """A copy of the project, and what bca says of it."""

    def __init__(self, bca, origin, folder):
        self.bca, self.folder = bca, folder
        for part in ("registry", "models"):
            shutil.copytree(origin / part, folder / part)

    def read(self, file):
        return (self.folder / file).read_text(encoding="utf-8")

    def write(self, file, content):
        (self.folder / file).write_text(content, encoding="utf-8")

    def replace(self, file, old, new):
        content = self.read(file)
        assert old in content, f"{file}: {old}"
        self.write(file, content.replace(old, new, 1))

    def rows(self, *words):
        return rows_of(run_ok(self.bca, "-C", self.folder, *words, "--format=csv"))

    def programs(self):
        rows = self.rows("run", "--draws", DRAWS)
        return {row["program_id"]: row for row in rows}

    def findings(self):
        code, out, _ = run(self.bca, "-C", self.folder, "check", "--format=json")
        return code, json.loads(out)["findings"]

    def draw(self, draw):
        return plan(self.bca, self.folder, PROGRAM, "--draw", draw)["draw"]

    def cite(self):
        self.replace(text.SOURCES, "</sources>", text.SOURCE_TEXT + "</sources>")

    def add_program(self):
        self.write(FILE, text.PROGRAM_TEXT)

    def add_study(self, form):
        """The study behind the others of its outcome, its source beside theirs."""
        content = self.read(EVIDENCE)
        before, outcome, rest = content.partition(f'<evidence outcome="{text.OUTCOME}"')
        tag = re.search(r"<studies\b[^>]*>", rest)[0]
        cited = (tag.replace('also="', 'also="invented-figures ') if 'also="' in tag else
                 tag.replace("<studies", '<studies also="invented-figures"'))
        place = rest.rindex("</study>", 0, rest.index("</studies>")) + len("</study>\n")
        study = text.STUDY_TEXT.replace("RESULT", text.FORMS[form])
        rest = rest[:place] + study + rest[place:]
        self.write(EVIDENCE, before + outcome + rest.replace(tag, cited, 1))

    def add_parameter(self):
        """Beside its own kind, and as a factor of the line."""
        content = self.read(MODEL)
        place = [match.start() for match in re.finditer(r"^  <parameter\b", content, re.M)][-1]
        content = content[:place] + text.PARAMETER_TEXT + content[place:]
        line = re.search(rf'<valueLine id="{LINE}".*?>', content, re.S)[0]
        self.write(MODEL, content.replace(
            line, f'{line}\n    <factor parameter="{text.FACTOR}"/>', 1))


def elements(copy, kind):
    """Those of the base model and, in the place of those of the same id, of the model."""
    return {node.get("id"): node for name in ("national", "connecticut")
            for node in ET.fromstring(copy.read(f"models/{name}/model.xml")).iter(BCA + kind)}


def set_value(copy, parameter, value):
    content = copy.read(MODEL)
    start = re.search(rf'<parameter id="{parameter}"[^>]*?\bvalue="', content).end()
    copy.write(MODEL, content[:start] + str(value) + content[content.index('"', start):])
