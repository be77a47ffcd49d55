#include "report/annual_parts.h"
#include "report/latex.h"
#include "report/words.h"

/* The numbers of the key findings. */

void
bca_write_program_count(const void *context, FILE *out)
{
    const bca_annual *annual = context;

    bca_put_count(out, annual->counts.programs, "program", "programs");
}

void
bca_write_agency_count(const void *context, FILE *out)
{
    const bca_annual *annual = context;

    bca_put_count(out, annual->counts.agencies, "agency", "agencies");
}

void
bca_write_tier_count(const void *context, FILE *out)
{
    const bca_annual *annual = context;

    bca_put_number_of(out, annual->counts.with_tier);
}

void
bca_write_public_items(const void *context, FILE *out)
{
    const bca_annual *annual = context;

    bca_put_number_of(out, annual->counts.public_items);
}

void
bca_write_all_items(const void *context, FILE *out)
{
    const bca_annual *annual = context;

    bca_put_number_of(out, annual->counts.items);
}

void
bca_write_public_share(const void *context, FILE *out)
{
    const bca_annual *annual = context;
    double items = (double)annual->counts.items;

    bca_put_percent(out, (double)annual->counts.public_items / items, 0);
}

void
bca_write_item_count(const void *context, FILE *out)
{
    (void)context;
    fprintf(out, "%d", BCA_ITEMS);
}

void
bca_write_modeled_count(const void *context, FILE *out)
{
    const bca_annual *annual = context;

    bca_put_number_of(out, annual->counts.by_basis[BCA_MODELED]);
}

void
bca_write_transferred_count(const void *context, FILE *out)
{
    const bca_annual *annual = context;

    bca_put_number_of(out, annual->counts.by_basis[BCA_TRANSFERRED]);
}

void
bca_write_no_basis_count(const void *context, FILE *out)
{
    const bca_annual *annual = context;

    bca_put_number_of(out, annual->counts.by_basis[BCA_NO_BASIS] +
                               annual->counts.by_basis[BCA_BREAK_EVEN]);
}

void
bca_write_break_even_count(const void *context, FILE *out)
{
    const bca_annual *annual = context;

    bca_put_number_of(out, annual->counts.by_basis[BCA_BREAK_EVEN]);
}

void
bca_write_likely_count(const void *context, FILE *out)
{
    const bca_annual *annual = context;

    bca_put_count(out, annual->counts.likely, "program", "programs");
}

void
bca_write_likely_chance(const void *context, FILE *out)
{
    const bca_annual *annual = context;
    const bca_threshold *likely = annual->run->registry->profile->likely_chance;

    bca_put_percent(out, likely->value, 0);
    fputs(likely->draw == BCA_DRAW_PREDICTIVE ? " at a new site" : "", out);
}

void
bca_write_negative_count(const void *context, FILE *out)
{
    const bca_annual *annual = context;

    bca_put_count(out, annual->counts.negative, "program", "programs");
}

void
bca_write_rest_count(const void *context, FILE *out)
{
    const bca_annual *annual = context;

    bca_put_count(out, annual->counts.rest, "program", "programs");
}

/* "from 73 percent to 74 percent", or one of them when they are the same. */
static void
range(FILE *out, double low, double high)
{
    if (low < high) {
        fputs("from ", out);
        bca_put_percent(out, low, 0);
        fputs(" to ", out);
    }
    bca_put_percent(out, high, 0);
}

void
bca_write_assumed_range(const void *context, FILE *out)
{
    const bca_annual *annual = context;

    range(out, annual->counts.assumed_low, annual->counts.assumed_high);
}

void
bca_write_site_count(const void *context, FILE *out)
{
    const bca_annual *annual = context;

    bca_put_count(out, annual->counts.with_site, "program", "programs");
}

void
bca_write_site_range(const void *context, FILE *out)
{
    const bca_annual *annual = context;

    range(out, annual->counts.site_low, annual->counts.site_high);
}

void
bca_write_mean_range(const void *context, FILE *out)
{
    const bca_annual *annual = context;

    range(out, annual->counts.mean_low, annual->counts.mean_high);
}

bool
bca_any_site(const void *context)
{
    const bca_annual *annual = context;

    return annual->counts.with_site > 0;
}

void
bca_write_reference_count(const void *context, FILE *out)
{
    const bca_annual *annual = context;

    bca_put_count(out, annual->counts.reference, "analysis", "analyses");
}

bool
bca_any_likely(const void *context)
{
    const bca_annual *annual = context;

    return annual->counts.likely > 0;
}

bool
bca_any_negative(const void *context)
{
    const bca_annual *annual = context;

    return annual->counts.negative > 0;
}

bool
bca_any_break_even(const void *context)
{
    const bca_annual *annual = context;

    return annual->counts.by_basis[BCA_BREAK_EVEN] > 0;
}

bool
bca_any_modeled(const void *context)
{
    const bca_annual *annual = context;

    return annual->counts.by_basis[BCA_MODELED] > 0;
}

bool
bca_any_reference(const void *context)
{
    const bca_annual *annual = context;

    return annual->counts.reference > 0;
}

/* Names of the listed programs that pass a test, as "A; B." */
static void
names(const bca_annual *annual, bool (*test)(const bca_result *), FILE *out)
{
    const char *before = "";

    for (size_t i = 0; i < annual->run->n; i++) {
        const bca_program *program = annual->order[i]->program;

        if (!bca_is_listed(program) || !test(annual->order[i]))
            continue;
        fprintf(out, "%s\\hyperref[program.%s]{", before, program->id);
        bca_latex_text(out, program->name);
        fputc('}', out);
        before = "; ";
    }
    fputc('.', out);
}

void
bca_write_likely_names(const void *context, FILE *out)
{
    names(context, bca_is_likely, out);
}

void
bca_write_negative_names(const void *context, FILE *out)
{
    names(context, bca_is_negative, out);
}
