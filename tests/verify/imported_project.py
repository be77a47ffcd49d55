"""A project of 324 published results, for tests that need many programs at once.

The table is tests/data/published-results.csv; bca import makes the project, in dollars of the
price year of the Connecticut model.
"""

from harness import run_ok

PRICE_YEAR = 2016  # of the table's dollars
OPTIONS = ["--price-year", PRICE_YEAR, "--published", "2018-12", "--source", "wsipp-2018-summary"]


def table_of(root):
    return root / "tests" / "data" / "published-results.csv"


def imported(bca, root, folder):
    """Make the project in a folder that is not there yet; gives the folder."""
    run_ok(bca, "-C", root, "import", "published-results", table_of(root), "-o", folder, *OPTIONS)
    return folder
