"""Facts of published result pages: tests/data/pages, whose README says what stands there."""

from harness import number, read_table

PARTS = ["taxpayers", "participants", "others", "indirect"]
SUMMARY = PARTS + ["total", "net_cost", "net", "ratio", "chance"]
SPENDING = {"Crime", "Criminal justice system", "Public assistance", "K-12 grade repetition",
            "Costs of higher education"}
PROGRAM_DEADWEIGHT = "Adjustment for deadweight cost of program"
LEFT_OUT = {"^", "^^"}  # flags of effects without dollars


def is_spending(row):
    """A row of public spending, whose indirect part is its deadweight."""
    return row["benefit"] in SPENDING or row["benefit"].startswith("Health care")


def numbers_of(row, names):
    for name in names:
        row[name] = number(row[name])
    return row


def read_pages(folder):
    """page -> its summary, numbers as float or None."""
    pages = {}
    for row in read_table(folder / "pages.csv"):
        page = numbers_of({name: row[name] for name in SUMMARY}, SUMMARY)
        page["year"] = int(row["base_year"]) if row["base_year"] else None
        page["rows"] = row["rows_complete"]
        pages[row["page"]] = page
    return pages


def read_rows(folder):
    """page -> its detailed rows."""
    pages = {}
    for row in read_table(folder / "rows.csv"):
        pages.setdefault(row["page"], []).append(numbers_of(row, PARTS + ["total"]))
    return pages


def read_effects(folder):
    """page -> the lines of its meta-analysis table."""
    pages = {}
    names = ["treatment_age", "effect1", "se1", "age1", "effect2", "se2", "age2", "unadjusted",
             "p"]
    for row in read_table(folder / "effects.csv"):
        pages.setdefault(row["page"], []).append(numbers_of(row, names))
    return pages


def read_costs(folder):
    """page -> its cost table."""
    names = ["annual", "year", "comparison", "comparison_year", "present_value", "range_percent",
             "years"]
    return {row["page"]: numbers_of(row, names) for row in read_table(folder / "costs.csv")}


class Pages:
    """All tables of the folder, and the price index of the models."""

    def __init__(self, root, index):
        folder = root / "tests" / "data" / "pages"
        self.pages, self.rows = read_pages(folder), read_rows(folder)
        self.effects, self.costs = read_effects(folder), read_costs(folder)
        self.index = index

    def summaries(self):
        return {name: page for name, page in self.pages.items() if page["total"] is not None}

    def rebase(self, page, year):
        """Dollars of a year as dollars of the page; a page without a year is not re-based."""
        own = self.pages[page]["year"]
        return self.index[own] / self.index[year] if own else 1.0

    def before(self, page):
        """Total benefits before the deadweight of the program's cost, half of it."""
        return self.pages[page]["total"] - 0.5 * self.pages[page]["net_cost"]

    def indirect_before(self, page):
        return self.pages[page]["indirect"] - 0.5 * self.pages[page]["net_cost"]

    def valued(self, page):
        """The effects to which the page gives dollars."""
        return [e for e in self.effects.get(page, []) if e["flag"] not in LEFT_OUT]
