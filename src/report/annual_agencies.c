#include "report/annual_parts.h"
#include "report/latex.h"

/* The agencies one by one: their inventories, and what was counted. */

/* The next agency after *i, from 0, that is not reference and has a program. */
static const bca_agency *
next_agency(const bca_annual *annual, size_t *i)
{
    const bca_registry *registry = annual->run->registry;

    while (*i < registry->n_agencies) {
        const bca_agency *agency = &registry->agencies[(*i)++];

        if (agency->kind != BCA_AGENCY_REFERENCE &&
            bca_has_program(annual->run, agency))
            return agency;
    }
    return NULL;
}

void
bca_write_agencies(const void *context, FILE *out)
{
    bca_annual part = *(const bca_annual *)context;
    size_t i = 0;

    while ((part.agency = next_agency(&part, &i)) != NULL)
        bca_part_write(&part, BCA_PART_AGENCY, out);
}

/* What is counted for one agency. */
typedef struct tally {
    size_t programs, tiers, by_basis[BCA_BASES], inventories, items, public_items;
} tally;

static tally
count(const bca_annual *annual, const bca_agency *agency)
{
    tally t = {0};

    for (size_t i = 0; i < annual->run->n; i++) {
        const bca_program *program = annual->order[i]->program;
        const bca_inventory *inventory = bca_run_inventory(annual->run, program);

        if (program->agency != agency)
            continue;
        t.programs++;
        t.tiers += bca_claim_latest(program) != NULL &&
                   bca_claim_latest(program)->tier != NULL;
        t.by_basis[program->basis]++;
        for (size_t k = 0; inventory != NULL && k < BCA_ITEMS; k++) {
            t.items++;
            t.public_items += inventory->items[k].value != NULL;
        }
        t.inventories += inventory != NULL;
    }
    return t;
}

void
bca_write_agency_counts(const void *context, FILE *out)
{
    const bca_annual *annual = context;
    const bca_agency *agency;
    size_t i = 0;

    fputs(
        "\\begingroup\\bcatable\n"
        "\\begin{tabular}{@{}L{2.9in}R{0.7in}R{0.9in}R{0.7in}R{0.8in}R{0.5in}@{}}\n"
        "\\toprule\nAgency & Programs & With a tier on record & Modeled & Transferred "
        "& No result\\\\\n\\midrule\n",
        out);
    while ((agency = next_agency(annual, &i)) != NULL) {
        tally t = count(annual, agency);

        bca_latex_text(out, agency->name);
        fprintf(out, " & %zu & %zu & %zu & %zu & %zu\\\\\n", t.programs, t.tiers,
                t.by_basis[BCA_MODELED], t.by_basis[BCA_TRANSFERRED],
                t.by_basis[BCA_BREAK_EVEN] + t.by_basis[BCA_NO_BASIS]);
    }
    fputs("\\bottomrule\n\\end{tabular}\\par\\endgroup\n", out);
}

void
bca_write_compliance(const void *context, FILE *out)
{
    const bca_annual *annual = context;
    const bca_agency *agency;
    size_t i = 0;

    fputs(
        "\\begingroup\\bcatable\n"
        "\\begin{tabular}{@{}L{2.9in}L{1.1in}R{0.7in}R{0.9in}R{0.9in}@{}}\n"
        "\\toprule\nAgency & Named by the law & Programs & Facts public & Facts asked "
        "for\\\\\n\\midrule\n",
        out);
    while ((agency = next_agency(annual, &i)) != NULL) {
        tally t = count(annual, agency);

        bca_latex_text(out, agency->name);
        fprintf(out, " & %s & %zu & %zu & %zu\\\\\n",
                agency->kind == BCA_AGENCY_STATUTORY ? "yes" : "no", t.programs,
                t.public_items, t.items);
    }
    fputs("\\bottomrule\n\\end{tabular}\\par\\endgroup\n", out);
}
