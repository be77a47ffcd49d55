#include <math.h>
#include <string.h>

#include "report/latex.h"
#include "report/words.h"
#include "report/worksheet_parts.h"

/* The slots of worksheet/worksheet.tex and layout.tex: the front page and the frame. */

static const bca_cycle *
cycle_of(const void *context)
{
    const bca_sheet *sheet = context;

    return sheet->worksheet->cycle;
}

static const bca_profile *
profile_of(const void *context)
{
    return cycle_of(context)->now.profile;
}

static void
layout(const void *context, FILE *out)
{
    bca_sheet_write(context, BCA_SHEET_LAYOUT, out);
}

static void
agency(const void *context, FILE *out)
{
    bca_latex_text(out, cycle_of(context)->agency->name);
}

static void
fiscal_year(const void *context, FILE *out)
{
    fprintf(out, "%d", cycle_of(context)->fiscal_year);
}

static void
day(const void *context, FILE *out)
{
    bca_latex_text(out, cycle_of(context)->day);
}

static bool
has_before(const void *context)
{
    return cycle_of(context)->then.n > 0;
}

static void
before(const void *context, FILE *out)
{
    fprintf(out, "%d", cycle_of(context)->before);
}

static void
day_before(const void *context, FILE *out)
{
    bca_latex_text(out, cycle_of(context)->day_before);
}

static void
due(const void *context, FILE *out)
{
    const bca_sheet *sheet = context;

    bca_latex_text(out, sheet->worksheet->due);
}

static void
profile_name(const void *context, FILE *out)
{
    bca_latex_text(out, profile_of(context)->name);
}

/* Whether the categories are those that the agency owes. */
static bool
is_own_law(const void *context)
{
    return profile_of(context) == cycle_of(context)->now.run->registry->profile;
}

static void
charge(const void *context, FILE *out)
{
    bca_latex_text(out, profile_of(context)->charge);
}

static bool
has_charge(const void *context)
{
    return profile_of(context)->charge != NULL;
}

static void
tiers(const void *context, FILE *out)
{
    const bca_profile *profile = profile_of(context);

    for (size_t i = 0; i < profile->n_tiers; i++) {
        fputs("\\item[{", out);
        bca_latex_text(out, profile->tiers[i].name);
        fputs("}] ", out);
        bca_latex_text(out, profile->tiers[i].text);
        fputs(" (", out);
        bca_latex_text(out, profile->tiers[i].citation);
        fputs(")\n", out);
    }
}

/* Programs with this tier on record. */
static size_t
claims(const bca_tiers *t, const bca_tier *tier)
{
    size_t n = 0;

    for (size_t i = 0; i < t->n; i++)
        n +=
            t->items[i].claim != NULL && strcmp(t->items[i].claim->tier, tier->id) == 0;
    return n;
}

static void
counts(const void *context, FILE *out)
{
    const bca_cycle *cycle = cycle_of(context);
    const bca_profile *profile = cycle->now.profile;
    size_t recorded = 0;

    for (size_t i = 0; i < profile->n_tiers; i++) {
        const bca_tier *tier = &profile->tiers[i];
        size_t n = claims(&cycle->now, tier);

        recorded += n;
        bca_latex_text(out, tier->name);
        fprintf(out, " & %zu & ", n);
        if (cycle->then.n > 0)
            fprintf(out, "%zu", bca_tiers_count(&cycle->then, tier, NULL));
        else
            fputs("\u2013", out);
        fprintf(out, " & %zu\\\\\n", bca_tiers_count(&cycle->now, tier, NULL));
    }
    fprintf(out, "None on record & %zu & & \\\\\n", cycle->now.n - recorded);
}

static bool
is_counted(const void *context)
{
    return cycle_of(context)->left_out.undated > 0;
}

static void
undated(const void *context, FILE *out)
{
    bca_put_count(out, cycle_of(context)->left_out.undated, "entry", "entries");
}

static bool
has_level(const void *context)
{
    return !isnan(bca_profile_p(profile_of(context)));
}

static void
level(const void *context, FILE *out)
{
    bca_put_fixed(out, bca_profile_p(profile_of(context)), 2);
}

static void
level_times(const void *context, FILE *out)
{
    bca_put_chance(out, bca_profile_p(profile_of(context)));
}

static void
program_count(const void *context, FILE *out)
{
    bca_put_count(out, cycle_of(context)->now.n, "program", "programs");
}

static void
programs(const void *context, FILE *out)
{
    bca_sheet part = *(const bca_sheet *)context;

    for (size_t i = 0; i < part.worksheet->n; i++) {
        part.program = &part.worksheet->programs[i];
        bca_sheet_write(&part, BCA_SHEET_PROGRAM, out);
    }
}

static void
version(const void *context, FILE *out)
{
    const bca_sheet *sheet = context;

    bca_latex_text(out, sheet->facts->version);
}

static void
draws(const void *context, FILE *out)
{
    bca_put_money(out, (double)cycle_of(context)->now.run->draws);
}

static void
seed(const void *context, FILE *out)
{
    fprintf(out, "%llu", (unsigned long long)cycle_of(context)->now.run->seed);
}

/* The bare digits, for where LaTeX wants no command. */
static void
hash_digits(const void *context, FILE *out)
{
    const bca_sheet *sheet = context;
    const char *text = sheet->facts->results_sha256;

    fprintf(out, "%.*s", text != NULL ? (int)strspn(text, "0123456789abcdefABCDEF") : 0,
            text != NULL ? text : "");
}

static const bca_slot frame_slots[] = {
    {"layout", layout, NULL},
    {"agency", agency, NULL},
    {"fiscalYear", fiscal_year, NULL},
    {"day", day, NULL},
    {"before", before, has_before},
    {"dayBefore", day_before, NULL},
    {"due", due, NULL},
    {"profileName", profile_name, NULL},
    {"ownLaw", NULL, is_own_law},
    {"charge", charge, has_charge},
    {"tiers", tiers, NULL},
    {"counts", counts, NULL},
    {"undated", undated, is_counted},
    {"pLevel", level, has_level},
    {"pTimes", level_times, NULL},
    {"programCount", program_count, NULL},
    {"programs", programs, NULL},
    {"version", version, NULL},
    {"draws", draws, NULL},
    {"seed", seed, NULL},
};

static const bca_slot layout_slots[] = {
    {"agency", agency, NULL},
    {"fiscalYear", fiscal_year, NULL},
    {"day", day, NULL},
    {"resultsHash", hash_digits, NULL},
};

bca_slots
bca_sheet_frame_slots(void)
{
    return (bca_slots){frame_slots, sizeof frame_slots / sizeof frame_slots[0]};
}

bca_slots
bca_sheet_layout_slots(void)
{
    return (bca_slots){layout_slots, sizeof layout_slots / sizeof layout_slots[0]};
}
