#include <math.h>
#include <string.h>

#include "report/annual_parts.h"
#include "report/latex.h"
#include "report/words.h"

/* The slots of report.tex and layout.tex: what a whole report says. */

static void
layout(const void *context, FILE *out)
{
    bca_part_write(context, BCA_PART_LAYOUT, out);
}

static void
fiscal_year(const void *context, FILE *out)
{
    const bca_annual *annual = context;

    fprintf(out, "%d", annual->run->fiscal_year);
}

static void
profile_name(const void *context, FILE *out)
{
    const bca_annual *annual = context;

    bca_latex_text(out, annual->run->registry->profile->name);
}

static void
charge(const void *context, FILE *out)
{
    const bca_annual *annual = context;
    const bca_registry *registry = annual->run->registry;

    bca_latex_text(out, registry->profile->charge);
    bca_put_cite(out, registry, registry->profile->source_id);
}

static void
tiers(const void *context, FILE *out)
{
    const bca_annual *annual = context;
    const bca_profile *profile = annual->run->registry->profile;

    fputs("\\begin{description}[style=nextline,font=\\normalfont\\bfseries,"
          "leftmargin=0pt]\n",
          out);
    for (size_t i = 0; i < profile->n_tiers; i++) {
        const bca_tier *tier = &profile->tiers[i];

        fputs("\\item[{", out);
        bca_latex_text(out, tier->name);
        fputs("}] ", out);
        bca_latex_text(out, tier->text);
        fputs(" (", out);
        bca_latex_text(out, tier->citation);
        fputs(")\n", out);
    }
    fputs("\\end{description}\n", out);
}

static void
version(const void *context, FILE *out)
{
    const bca_annual *annual = context;

    bca_latex_text(out, annual->facts->version);
}

static bool
has_git(const void *context)
{
    const bca_annual *annual = context;

    return annual->facts->git != NULL;
}

static void
git(const void *context, FILE *out)
{
    const bca_annual *annual = context;

    bca_latex_text(out, annual->facts->git);
}

static bool
has_hash(const void *context)
{
    const bca_annual *annual = context;

    return annual->facts->results_sha256 != NULL;
}

static void
hash(const void *context, FILE *out)
{
    const bca_annual *annual = context;

    bca_latex_text(out, annual->facts->results_sha256);
}

/* The bare digits, for where LaTeX wants no command. */
static void
hash_digits(const void *context, FILE *out)
{
    const bca_annual *annual = context;
    const char *text = annual->facts->results_sha256;

    fprintf(out, "%.*s", text != NULL ? (int)strspn(text, "0123456789abcdefABCDEF") : 0,
            text != NULL ? text : "");
}

static void
seed(const void *context, FILE *out)
{
    const bca_annual *annual = context;

    fprintf(out, "%llu", (unsigned long long)annual->run->seed);
}

static void
draws(const void *context, FILE *out)
{
    const bca_annual *annual = context;

    bca_put_money(out, (double)annual->run->draws);
}

/* "2024", or "2022 and 2024" when results differ; years ascend. */
static void
price_years(const void *context, FILE *out)
{
    const bca_annual *annual = context;
    const char *before = "";
    int last = 0;

    for (;;) {
        int next = 0;

        for (size_t i = 0; i < annual->run->n; i++) {
            const bca_compiled *compiled = annual->run->results[i].compiled;

            if (compiled != NULL && compiled->plan.price_year > last &&
                (next == 0 || compiled->plan.price_year < next))
                next = compiled->plan.price_year;
        }
        if (next == 0)
            break;
        fprintf(out, "%s%d", before, next);
        before = " and ";
        last = next;
    }
}

static void
programs(const bca_annual *annual, bool listed, FILE *out)
{
    const bca_registry *registry = annual->run->registry;
    bca_annual page = *annual;

    page.first = true;
    for (size_t a = 0; a < registry->n_agencies; a++) {
        for (size_t i = 0; i < annual->run->n; i++) {
            page.result = annual->order[i];
            if (page.result->program->agency != &registry->agencies[a] ||
                bca_is_listed(page.result->program) != listed)
                continue;
            memset(page.cited, 0, registry->n_sources * sizeof(bool));
            bca_part_write(&page, BCA_PART_PROGRAM, out);
            page.first = false;
        }
    }
}

static void
listed_programs(const void *context, FILE *out)
{
    programs(context, true, out);
}

static void
reference_programs(const void *context, FILE *out)
{
    programs(context, false, out);
}

static bool
has_studies(const void *context)
{
    const bca_annual *annual = context;

    return annual->run->n_studies > 0;
}

static void
studies(const void *context, FILE *out)
{
    const bca_annual *annual = context;
    bca_annual part = *annual;

    for (size_t i = 0; i < annual->run->n_studies; i++) {
        part.studies = &annual->run->studies[i];
        part.first = i == 0;
        bca_part_write(&part, BCA_PART_STUDIES, out);
    }
}

static const bca_slot report_slots[] = {
    {"layout", layout, NULL},
    {"fiscalYear", fiscal_year, NULL},
    {"profileName", profile_name, NULL},
    {"charge", charge, NULL},
    {"tiers", tiers, NULL},
    {"version", version, NULL},
    {"git", git, has_git},
    {"resultsText", hash, NULL},
    {"hash", NULL, has_hash},
    {"seed", seed, NULL},
    {"draws", draws, NULL},
    {"programCount", bca_write_program_count, NULL},
    {"agencyCount", bca_write_agency_count, NULL},
    {"tierCount", bca_write_tier_count, NULL},
    {"publicItems", bca_write_public_items, NULL},
    {"allItems", bca_write_all_items, NULL},
    {"publicShare", bca_write_public_share, NULL},
    {"itemCount", bca_write_item_count, NULL},
    {"modeledCount", bca_write_modeled_count, NULL},
    {"transferredCount", bca_write_transferred_count, NULL},
    {"noBasisCount", bca_write_no_basis_count, NULL},
    {"breakEvenCount", bca_write_break_even_count, bca_any_break_even},
    {"likelyCount", bca_write_likely_count, NULL},
    {"likelyChance", bca_write_likely_chance, NULL},
    {"likelyNames", bca_write_likely_names, NULL},
    {"negativeCount", bca_write_negative_count, NULL},
    {"negativeNames", bca_write_negative_names, NULL},
    {"restCount", bca_write_rest_count, NULL},
    {"assumedRange", bca_write_assumed_range, NULL},
    {"site", NULL, bca_any_site},
    {"siteCount", bca_write_site_count, NULL},
    {"siteRange", bca_write_site_range, NULL},
    {"meanRange", bca_write_mean_range, NULL},
    {"referenceCount", bca_write_reference_count, NULL},
    {"likely", NULL, bca_any_likely},
    {"negative", NULL, bca_any_negative},
    {"modeled", NULL, bca_any_modeled},
    {"reference", NULL, bca_any_reference},
    {"priceYears", price_years, NULL},
    {"agencyCounts", bca_write_agency_counts, NULL},
    {"agencies", bca_write_agencies, NULL},
    {"cycle", NULL, bca_has_cycle},
    {"cycleBefore", bca_write_cycle_before, bca_has_cycle_before},
    {"cycleDayBefore", bca_write_cycle_day_before, NULL},
    {"computedCounts", bca_write_computed_counts, NULL},
    {"tierChangedCount", bca_write_tier_changed_count, NULL},
    {"tierDifferCount", bca_write_tier_differ_count, NULL},
    {"tierCounts", bca_write_tier_counts, NULL},
    {"tierChanges", bca_write_tier_changes, bca_any_tier_changed},
    {"tierOverrides", bca_write_tier_overrides, bca_any_tier_overridden},
    {"tierPrograms", bca_write_tier_programs, NULL},
    {"pLevel", bca_write_p_level, bca_has_p_level},
    {"pTimes", bca_write_p_times, NULL},
    {"comparisons", bca_write_comparisons, NULL},
    {"reliance", bca_write_reliance, bca_any_confidence},
    {"confidences", bca_write_confidences, NULL},
    {"allBeside", bca_write_all_beside, bca_any_beside},
    {"listedPrograms", listed_programs, NULL},
    {"referencePrograms", reference_programs, NULL},
    {"regimes", bca_write_regimes, NULL},
    {"filings", bca_write_filings, NULL},
    {"compliance", bca_write_compliance, NULL},
    {"studies", studies, has_studies},
    {"models", bca_write_models, NULL},
    {"sources", bca_write_sources, NULL},
};

static const bca_slot layout_slots[] = {
    {"fiscalYear", fiscal_year, NULL},
    {"resultsHash", hash_digits, NULL},
};

bca_slots
bca_report_slots(void)
{
    return (bca_slots){report_slots, sizeof report_slots / sizeof report_slots[0]};
}

bca_slots
bca_layout_slots(void)
{
    return (bca_slots){layout_slots, sizeof layout_slots / sizeof layout_slots[0]};
}
