"""Which published pages have their dollars carried by one outcome, and why the others have not."""

from collections import Counter

from page_data import PROGRAM_DEADWEIGHT

MAIN = 0.99  # of the dollars of rows: one outcome carries them
WHY_NOT = {  # why the other pages carry no such test, and how many
    "no summary": 4,
    "no effects read": 35,
    "no outcome of the lines read has dollars": 1,
    "several outcomes": 29,
    "the effect fades to nothing: dollars by year are not printed": 4,
}


def carried_by(data, name):
    """The one effect that carries the page's dollars, or why there is none."""
    if data.pages.get(name, {}).get("chance") is None:
        return "no summary"
    if name not in data.effects:
        return "no effects read"
    valued = data.valued(name)
    if not valued:
        return "no outcome of the lines read has dollars"
    if len(valued) > 1:
        valued = [main_outcome(data, name, valued)]
    if valued[0] is None:
        return "several outcomes"
    if not valued[0]["effect2"]:
        return "the effect fades to nothing: dollars by year are not printed"
    return valued[0]


def main_outcome(data, name, valued):
    """Of several effects that with nearly all dollars, where rows of each were read; or None."""
    dollars = Counter()
    for row in data.rows.get(name, []):
        if row["benefit"] != PROGRAM_DEADWEIGHT:
            dollars[row["outcome"]] += abs(row["total"])
    if set(dollars) != {e["outcome"] for e in valued}:
        return None
    first = max(valued, key=lambda e: dollars[e["outcome"]])
    return first if dollars[first["outcome"]] >= MAIN * dollars.total() else None


def check_list(t, data, listed):
    """The list is what the rule gives; every other page has its reason."""
    found = {name: carried_by(data, name) for name in {**data.pages, **data.effects}}
    t.equal({name: e["outcome"] for name, e in found.items() if not isinstance(e, str)},
            {name: row["outcome"] for name, row in listed.items()}, "pages with one outcome")
    t.equal(len(listed), 16, "number of pages with one outcome")
    reasons = Counter(e for e in found.values() if isinstance(e, str))
    t.equal(dict(reasons), WHY_NOT, "why the other pages carry no such test")
    for reason, count in reasons.items():
        print(f"not among the 16: {count:2} x {reason}")


def strongest(data, page):
    """The surest lasting effect of a page, or None: all dollars are laid on it."""
    lasting = [e for e in data.valued(page) if e["effect2"] and e["se2"]]
    return max(lasting, key=lambda e: abs(e["effect2"] / e["se2"]), default=None)


def several(data):
    return {page: e for page in data.effects if carried_by(data, page) == "several outcomes"
            and (e := strongest(data, page))}
