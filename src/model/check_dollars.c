/* The rules of money: every amount says of which year its dollars are, and that year is
 * in the index that re-bases it. */

#include "model/check.h"

#include <math.h>

static const double one_year = 1.0;

bool
bca_check_year(bca_check *c, const bca_index *index, bca_span element,
               const char *attribute, double year)
{
    bca_finding *f;

    if (index == NULL || index->table == NULL || isnan(year) ||
        !isnan(bca_index_at(index, year)))
        return true;
    f = bca_find(c->findings, "E0407", bca_xml_attribute_span(element, attribute),
                 "the price index '%s' has no year %g", index->id, year);
    bca_find_fix(
        c->findings, f, "its years are %g to %g; an index is never extrapolated",
        index->table->cells[0],
        index->table->cells[(index->table->n_rows - 1) * index->table->n_columns]);
    return false;
}

/* What is no money says nothing of dollars. */
static void
check_no_money(bca_check *c, bca_span at, const char *name, const bca_dollars *d)
{
    const struct {
        bool present;
        const char *attribute, *words;
    } attributes[] = {{!isnan(d->price_year), "priceYear", "has a price year"},
                      {d->fiscal >= 0, "fiscal", "speaks of fiscal years"},
                      {d->index_id != NULL, "index", "names a price index"}};

    for (size_t i = 0; i < sizeof attributes / sizeof attributes[0]; i++) {
        if (attributes[i].present)
            bca_find_fix(
                c->findings,
                bca_find(c->findings, "E0406",
                         bca_xml_attribute_span(at, attributes[i].attribute),
                         "'%s' is not money and %s", name, attributes[i].words),
                "delete %s, or begin the unit with USD", attributes[i].attribute);
    }
}

void
bca_check_dollars(bca_check *c, bca_span at, const char *name, bool money,
                  const bca_dollars *d)
{
    const bca_model *m = c->model;
    const bca_index *index;

    if (!money) {
        check_no_money(c, at, name, d);
        return;
    }
    index = d->index_id == NULL
                ? bca_model_index(m, NULL)
                : bca_resolve(&c->indexes, d->index_id, at, "index", c->findings);
    if (isnan(d->price_year)) {
        bca_find_fix(c->findings,
                     bca_find(c->findings, "E0406", at,
                              "the amount '%s' has no price year", name),
                     "add priceYear=\"...\": dollars of which year");
        return;
    }
    if (bca_check_year(c, index, at, "priceYear", d->price_year) && d->fiscal == 1)
        (void)bca_check_year(c, index, at, "priceYear", d->price_year - one_year);
    if (index != bca_model_index(m, NULL))
        (void)bca_check_year(c, index, m->at, "priceYear", m->price_year);
}
