"""Shares of variance in the annual report: influence.csv, the pages, the guide to the models.

Expected: the shares that bca sources --influence prints, and what the XML files say is wanted.
"""

import re
import xml.etree.ElementTree as ElementTree

from harness import rows_of, run_ok

SHOWN = 10
MINUS = "\u2212"


def shown(fraction):
    """A share as pages print it."""
    text = f"{100 * abs(fraction):.1f}"
    return (MINUS if fraction < 0 and float(text) else "") + text


def plain(text):
    """LaTeX of a cell as text."""
    text = re.sub(r"\\hyperlink\{[^}]*\}\{[^}]*\}|\\bcabreak *|\{\}", "", text)
    text = re.sub(r"\\text(?:bf|it)\{([^}]*)\}", r"\1", text).replace("~", " ")
    text = text.replace("\u2019", "'").replace("\u201c", '"').replace("\u201d", '"')
    return " ".join(re.sub(r"\\([%&$#_{}])", r"\1", text).split())


def rows_after(text, title):
    """Cells of the table that follows a title, without its head; None without the title."""
    if title not in text:
        return None
    table = text.split(title, 1)[1].split(r"\end{longtable}", 1)[0]
    body = table.split(r"\endfoot", 1)[1].replace(r"\midrule", "")
    return [[plain(cell) for cell in re.split(r"(?<!\\)&", row)]
            for row in body.split(r"\\") if row.strip()]


def check_csv(t, bca, root, folder, draws):
    """influence.csv is what the command prints of the programs that have a result."""
    programs = rows_of((folder / "programs.csv").read_text(encoding="utf-8"))
    names = [r["program_id"] for r in programs if r["npv_mean"]]
    printed = run_ok(bca, "-C", root, "sources", "--influence", *names, "--draws", draws,
                     "--format=csv")
    got = (folder / "influence.csv").read_text(encoding="utf-8")
    t.check(got == printed, "influence.csv of bca report and of bca sources")
    return rows_of(got)


def check_page(t, page, program, modeled, rows):
    table = rows_after(page, "{Which inputs make it uncertain?}")
    what = f"page of {program}: shares"
    if not modeled or not rows:
        t.check(table is None, f"{what}: none")
        return
    inputs = [r for r in rows if r["rank"]]
    top = inputs[:SHOWN]
    others = (sum(float(r["share"]) for r in inputs[SHOWN:])
              + float(next(r for r in rows if r["kind"] == "others")["share"]))
    want = [[plain(r["name"]), shown(float(r["share"])), shown(float(r["share_se"])), r["status"]]
            for r in top]
    t.equal([row[:4] for row in table[:-2]], want, what)
    t.check(table[-2][0] == "All other inputs" and abs(
        float(table[-2][1].replace(MINUS, "-")) - 100 * others) < 0.06, f"{what}: others")
    t.equal(table[-1][1:3], [shown(float(rows[-1][x])) for x in ("share", "share_se")],
            f"{what}: interactions")


def check_guide(t, tex, items, model):
    """The ten that matter most, then every assumption with what would replace it, once."""
    part = tex[tex.index(r"\section{Models and their numbers}"):]
    mine = [r for r in items if r["model_id"] == model]
    top = rows_after(part, "{The numbers that matter most}")
    want = [r for r in mine if r["rank"]][:SHOWN]
    t.equal([(row[1].split(":")[0], row[2], row[3], row[4]) for row in top],
            [(plain(r["name"]).split(":")[0], shown(float(r["share_mean"])), r["programs"],
              r["status"]) for r in want], f"{model}: what matters most")
    for row, r in zip(top, want):
        said = r["wanted"] or ("not said" if r["status"] == "assumed" else "\u2013")
        t.equal(row[5], plain(said), f"{model}, {r['id']}: what would replace it")
    supply = rows_after(part, "would have to supply}")
    order = []
    for r in mine:
        if r["status"] == "assumed" and (not r["wanted"] or r["wanted"] not in order):
            order.append(r["wanted"] or "not said")
    t.equal([row[0] for row in supply], [plain(x) for x in order], f"{model}: data in their order")
    names = " ; ".join(row[1] for row in supply)
    for r in mine:
        t.check(r["status"] != "assumed" or plain(r["name"]) in names,
                f"{model}: {r['id']} is missing from what would have to be supplied")


def check(t, bca, root, folder, draws):
    rows = check_csv(t, bca, root, folder, draws)
    tex = (folder / "report.tex").read_text(encoding="utf-8")
    for program in rows_of((folder / "programs.csv").read_text(encoding="utf-8")):
        name = program["program_id"]
        start = tex.index(f"% @place:program '{name}'")
        end = tex.find("% @place:", start + 1)
        check_page(t, tex[start:end if end > 0 else None], name, program["basis"] == "modeled",
                   [r for r in rows if r["program_id"] == name])
    items = rows_of(run_ok(bca, "-C", root, "sources", "--influence", "--draws", draws,
                           "--format=csv"))
    for model in sorted({r["model_id"] for r in items if r["model_id"] and r["rank"]}):
        check_guide(t, part_of(tex, root, model), items, model)


def part_of(tex, root, model):
    """The appendix from this model on; only its own tables follow the title first."""
    import xml.etree.ElementTree as ElementTree
    path = root / "models" / model / "model.xml"
    name = ElementTree.parse(path).getroot().get("name")
    head, tail = tex.split(r"\section{Models and their numbers}", 1)
    start = re.search(r"\\subsection\{" + re.escape(name) + r"\}", tail).start()
    return r"\section{Models and their numbers}" + tail[start:]
