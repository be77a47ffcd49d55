#include "report/programs.h"

#include <inttypes.h>
#include <math.h>
#include <stdbool.h>

#include "report/reliance.h"
#include "report/uses.h"

/* What the cells of one row are made from. */
typedef struct source {
    const bca_result *result;
    const bca_program *program;
    const bca_compiled *compiled;   /* NULL without a basis */
    const bca_summary *summary;     /* NULL without a basis */
    const bca_inventory *inventory; /* may be NULL */
    const bca_profile *profile;
    const char *seed;
} source;

typedef bca_cell get_fn(const source *s);

static bca_cell
text(const char *value)
{
    return (bca_cell){.text = value, .number = NAN};
}

static bca_cell
number(double value)
{
    return (bca_cell){.number = value};
}

static bca_cell
program_id(const source *s)
{
    return text(s->program->id);
}

static bca_cell
agency_id(const source *s)
{
    return text(s->program->agency_id);
}

static bca_cell
intervention_id(const source *s)
{
    return text(s->program->intervention_id);
}

static bca_cell
name(const source *s)
{
    return text(s->program->name);
}

static bca_cell
area(const source *s)
{
    return text(bca_area_text(s->program->area));
}

static bca_cell
fiscal_year(const source *s)
{
    return number(s->inventory != NULL ? s->inventory->fiscal_year : NAN);
}

static bca_cell
basis(const source *s)
{
    return text(bca_basis_text(s->program->basis));
}

static bca_cell
tier_claimed(const source *s)
{
    const bca_tier_claim *claim = bca_claim_latest(s->program);

    return text(claim != NULL ? claim->tier : NULL);
}

static bca_cell
tier_missing(const source *s)
{
    const bca_tier_claim *claim = bca_claim_latest(s->program);

    return text(claim != NULL && claim->tier == NULL ? bca_missing_text(claim->missing)
                                                     : NULL);
}

static bca_cell
title_status(const source *s)
{
    const bca_intervention *intervention = s->program->intervention;

    if (intervention == NULL)
        return text(NULL);
    return text(intervention->title_inferred == 1 ? "inferred" : "printed");
}

static bca_cell
price_year(const source *s)
{
    return number(s->compiled != NULL ? (double)s->compiled->plan.price_year : NAN);
}

static bca_cell
seed(const source *s)
{
    return text(s->summary != NULL ? s->seed : NULL);
}

static bca_cell
draws(const source *s)
{
    return number(s->summary != NULL ? (double)s->summary->draws : NAN);
}

static bca_cell
bcr_reason(const source *s)
{
    bool set = s->summary != NULL && s->summary->bcr_reason[0] != '\0';

    return text(set ? s->summary->bcr_reason : NULL);
}

static bca_cell
split_reason(const source *s)
{
    bool split =
        s->summary == NULL || !bca_uses_group(&s->compiled->plan, BCA_UNALLOCATED);

    return text(split ? NULL : "not split by the source");
}

static bca_cell
mvpf_reason(const source *s)
{
    bool set = s->summary != NULL && s->summary->mvpf_reason[0] != '\0';

    return text(set ? s->summary->mvpf_reason : NULL);
}

static bca_cell
draws_sha256(const source *s)
{
    return text(s->summary != NULL ? s->summary->hash : NULL);
}

static bca_cell
analysis(const source *s)
{
    return text(s->summary != NULL ? bca_analysis_choices[s->compiled->analysis]
                                   : NULL);
}

static bca_cell
chance_new_site(const source *s)
{
    const bca_summary *site = bca_result_view(s->result, BCA_ANALYSIS_NEW_SITE).summary;

    return number(site != NULL ? site->chance_positive : NAN);
}

static bca_cell
new_site_reason(const source *s)
{
    const char *reason = bca_result_view(s->result, BCA_ANALYSIS_NEW_SITE).reason;

    return text(s->summary != NULL && reason[0] != '\0' ? reason : NULL);
}

static bca_cell
payback_years(const source *s)
{
    bool dated = s->summary != NULL && s->compiled->plan.dated;
    bool pays = dated && s->summary->payback < s->compiled->plan.horizon;

    return number(pays ? (double)s->summary->payback : NAN);
}

static double
group_mean(const source *s, int group)
{
    if (s->summary == NULL)
        return NAN;
    if (!bca_knows_group(&s->compiled->plan, group))
        return NAN;
    return s->summary->group_mean[group];
}

/* All public money; missing when none of its groups is in use. */
static bca_cell
taxpayers(const source *s)
{
    static const int groups[] = {BCA_STATE, BCA_LOCAL, BCA_FEDERAL, BCA_TAXPAYERS};
    double sum = NAN;

    for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++) {
        double mean = group_mean(s, groups[i]);

        if (!isnan(mean))
            sum = isnan(sum) ? mean : sum + mean;
    }
    return number(sum);
}

/* ------------------------------------------------------------- what it rests on */

static bca_cell
confidence(const source *s)
{
    const bca_confidence *c = bca_confidence_of(s->profile, s->result);

    return text(c != NULL ? c->id : NULL);
}

static bca_cell
aspect_share(const source *s, int aspect)
{
    return number(s->summary != NULL ? s->result->aspects[aspect].share : NAN);
}

static bca_cell
quality_share(const source *s)
{
    return aspect_share(s, BCA_QUALITY_OF_LIFE);
}

static bca_cell
homicide_share(const source *s)
{
    return aspect_share(s, BCA_HOMICIDE);
}

static bca_cell
counted(const source *s, int aspect)
{
    const bca_aspect_share *a = &s->result->aspects[aspect];

    return text(s->summary == NULL || isnan(a->share) ? NULL
                : a->counted                          ? "yes"
                                                      : "no");
}

static bca_cell
quality_counted(const source *s)
{
    return counted(s, BCA_QUALITY_OF_LIFE);
}

static bca_cell
homicide_counted(const source *s)
{
    return counted(s, BCA_HOMICIDE);
}

static bca_cell
cost_state(const source *s)
{
    return number(bca_state_money_of(s->result).cost);
}

static bca_cell
net_state(const source *s)
{
    return number(bca_state_money_of(s->result).net);
}

static bca_cell
net_state_reason(const source *s)
{
    const char *reason = bca_state_money_of(s->result).reason;

    return text(s->summary != NULL && reason[0] != '\0' ? reason : NULL);
}

/* ---------------------------------------------------------------- without draws */

static bool
has_exact(const source *s)
{
    return s->summary != NULL && s->result->exact_reason != NULL;
}

static bca_cell
npv_mean_exact(const source *s)
{
    return number(has_exact(s) ? s->result->exact : NAN);
}

static bca_cell
exact_reason(const source *s)
{
    const bool set = has_exact(s) && s->result->exact_reason[0] != '\0';

    return text(set ? s->result->exact_reason : NULL);
}

/* NaN where no draw differs from another. */
static bca_cell
exact_z(const source *s)
{
    const bool known = has_exact(s) && s->summary->npv_mean_se > 0.0;

    return number(known ? (s->summary->npv_mean - s->result->exact) /
                              s->summary->npv_mean_se
                        : NAN);
}

/* A cell comes from get, or is the benefits of a group, or a number of the summary. */
enum { NO_GROUP = -1 };

typedef struct field {
    bca_column column;
    get_fn *get;
    int group;
    size_t offset;
} field;

#define DOLLARS "dollars of the price year per participant"
#define TEXT_FIELD(name, title, get)                                                   \
    {                                                                                  \
        {name, title, "", BCA_COLUMN_TEXT, 0}, get, NO_GROUP, 0                        \
    }
#define COUNT_FIELD(name, title, unit, get)                                            \
    {                                                                                  \
        {name, title, unit, BCA_COLUMN_NUMBER, 0}, get, NO_GROUP, 0                    \
    }
#define ERRORS(name, title, get)                                                       \
    {                                                                                  \
        {name, title, "Monte Carlo errors", BCA_COLUMN_NUMBER, 2}, get, NO_GROUP, 0    \
    }
#define AMOUNT(name, title, get)                                                       \
    {                                                                                  \
        {name, title, DOLLARS, BCA_COLUMN_MONEY, 0}, get, NO_GROUP, 0                  \
    }
#define SHARE(name, title, get)                                                        \
    {                                                                                  \
        {name, title, "fraction", BCA_COLUMN_PERCENT, 1}, get, NO_GROUP, 0             \
    }
#define RESULT(name, title, unit, kind, decimals)                                      \
    {                                                                                  \
        {#name, title, unit, kind, decimals}, NULL, NO_GROUP,                          \
            offsetof(bca_summary, name)                                                \
    }
#define MONEY(name, title)    RESULT(name, title, DOLLARS, BCA_COLUMN_MONEY, 0)
#define FRACTION(name, title) RESULT(name, title, "fraction", BCA_COLUMN_PERCENT, 1)
#define RATIO(name, title)    RESULT(name, title, "", BCA_COLUMN_NUMBER, 2)
#define GROUP(name, title, group)                                                      \
    {                                                                                  \
        {name, title, DOLLARS, BCA_COLUMN_MONEY, 0}, NULL, group, 0                    \
    }

static const field fields[] = {
    TEXT_FIELD("program_id", "Program", program_id),
    TEXT_FIELD("agency_id", "Agency", agency_id),
    TEXT_FIELD("intervention_id", "Intervention", intervention_id),
    TEXT_FIELD("name", "Name", name),
    TEXT_FIELD("area", "Area", area),
    COUNT_FIELD("fiscal_year", "Fiscal year", "", fiscal_year),
    TEXT_FIELD("basis", "Basis", basis),
    TEXT_FIELD("tier_claimed", "Tier on record", tier_claimed),
    COUNT_FIELD("price_year", "Price year", "", price_year),
    TEXT_FIELD("seed", "Seed", seed),
    COUNT_FIELD("draws", "Draws", "", draws),
    MONEY(benefits_mean, "Benefits"),
    MONEY(cost_mean, "Cost"),
    MONEY(npv_mean, "Net benefit"),
    MONEY(npv_mean_se, "Monte Carlo error of the net benefit"),
    MONEY(npv_sd, "Standard deviation of the net benefit"),
    MONEY(npv_p05, "Net benefit, 5th percentile"),
    MONEY(npv_p25, "Net benefit, 25th percentile"),
    MONEY(npv_p50, "Net benefit, median"),
    MONEY(npv_p75, "Net benefit, 75th percentile"),
    MONEY(npv_p95, "Net benefit, 95th percentile"),
    FRACTION(chance_positive, "Chance of a net benefit"),
    FRACTION(chance_positive_se, "Monte Carlo error of the chance"),
    RATIO(bcr, "Benefit-cost ratio"),
    TEXT_FIELD("bcr_reason", "Why there is no ratio", bcr_reason),
    GROUP("benefits_state", "Benefits to the state", BCA_STATE),
    GROUP("benefits_local", "Benefits to local government", BCA_LOCAL),
    GROUP("benefits_federal", "Benefits to federal government", BCA_FEDERAL),
    GROUP("benefits_participants", "Benefits to participants", BCA_PARTICIPANTS),
    GROUP("benefits_others", "Benefits to others", BCA_OTHERS),
    GROUP("benefits_indirect", "Indirect benefits", BCA_INDIRECT),
    FRACTION(assumed_share, "Share resting on assumptions"),
    RATIO(bcr_se, "Monte Carlo error of the ratio"),
    AMOUNT("benefits_taxpayers", "Benefits to taxpayers", taxpayers),
    FRACTION(chance_zero, "Chance of exactly 0"),
    COUNT_FIELD("payback_years", "Payback", "years", payback_years),
    MONEY(npv_p05_low, "5th percentile, lower Monte Carlo bound"),
    MONEY(npv_p05_high, "5th percentile, upper Monte Carlo bound"),
    MONEY(npv_p50_low, "Median, lower Monte Carlo bound"),
    MONEY(npv_p50_high, "Median, upper Monte Carlo bound"),
    MONEY(npv_p95_low, "95th percentile, lower Monte Carlo bound"),
    MONEY(npv_p95_high, "95th percentile, upper Monte Carlo bound"),
    MONEY(shortfall, "Mean of the lowest 5 percent"),
    FRACTION(irr, "Internal rate of return"),
    RATIO(mvpf, "Marginal value of public funds"),
    TEXT_FIELD("mvpf_reason", "Why there is no such value", mvpf_reason),
    TEXT_FIELD("title_status", "Title of the intervention", title_status),
    TEXT_FIELD("tier_missing", "Why there is no tier", tier_missing),
    TEXT_FIELD("draws_sha256", "SHA-256 of the draws", draws_sha256),
    TEXT_FIELD("analysis", "Analysis of the evidence", analysis),
    SHARE("chance_new_site", "Chance at a new site", chance_new_site),
    TEXT_FIELD("new_site_reason", "Why it is not known", new_site_reason),
    TEXT_FIELD("confidence", "Confidence", confidence),
    SHARE("quality_of_life_share", "Share of quality of life", quality_share),
    TEXT_FIELD("quality_of_life_counted", "Whether it is counted", quality_counted),
    SHARE("homicide_share", "Share of homicide", homicide_share),
    TEXT_FIELD("homicide_counted", "Whether it is counted", homicide_counted),
    AMOUNT("cost_state", "Cost to the state", cost_state),
    AMOUNT("net_state", "Net benefit to the state, net of federal money", net_state),
    TEXT_FIELD("net_state_reason", "Why it is not known", net_state_reason),
    GROUP("benefits_unallocated", "Benefits of all but taxpayers, not split",
          BCA_UNALLOCATED),
    TEXT_FIELD("split_reason", "Why benefits of all but taxpayers are not split",
               split_reason),
    AMOUNT("npv_mean_exact", "Net benefit without draws", npv_mean_exact),
    TEXT_FIELD("exact_reason", "Why it is not known", exact_reason),
    ERRORS("exact_z", "Net benefit less that without draws", exact_z),
};

enum { COLUMNS = sizeof fields / sizeof fields[0] };

static bca_cell
cell_of(const field *f, const source *s)
{
    const char *summary = (const char *)s->summary;

    if (f->get != NULL)
        return f->get(s);
    if (f->group != NO_GROUP)
        return number(group_mean(s, f->group));
    return number(summary != NULL ? *(const double *)(const void *)(summary + f->offset)
                                  : NAN);
}

bca_status
bca_programs_table(bca_table *out, bca_arena *arena, const bca_run *run, bca_error *err)
{
    bca_column *columns = bca_arena_alloc(arena, COLUMNS, sizeof *columns);
    bca_cell *cells = bca_arena_alloc(arena, run->n * COLUMNS, sizeof *cells);
    const char *seed_text = bca_arena_printf(arena, "%" PRIu64, run->seed);

    if (columns == NULL || cells == NULL || seed_text == NULL)
        return bca_fail_memory(err);
    for (size_t c = 0; c < COLUMNS; c++)
        columns[c] = fields[c].column;
    for (size_t i = 0; i < run->n * COLUMNS; i++) {
        const bca_result *r = &run->results[i / COLUMNS];
        source s = {r,
                    r->program,
                    r->compiled,
                    r->summary,
                    bca_run_inventory(run, r->program),
                    run->registry->profile,
                    seed_text};

        cells[i] = cell_of(&fields[i % COLUMNS], &s);
    }
    *out = (bca_table){columns, cells, COLUMNS, run->n};
    return BCA_OK;
}
