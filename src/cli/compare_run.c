#include "cli/compare_run.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cli/stop.h"

static const char *const base_id = "base";
static const char *const base_name = "As it is";
static const char *const what_if_id = "what-if";

enum { MOST_YEARS = 50, MOST_SCENARIOS = 10 };

/* ---------------------------------------------------------------------- scenarios */

static bca_status
find_scenario(const bca_scenario **out, const bca_project *p, const char *id,
              bca_error *err)
{
    *out = NULL;
    if (strcmp(id, base_id) == 0)
        return BCA_OK;
    return bca_scenario_find(out, &p->scenarios, id, err);
}

static void
add_scenario(bca_compare_run *r, const bca_scenario *scenario, const char *id,
             const char *name)
{
    r->scenarios[r->n] = scenario;
    r->ids[r->n] = id;
    r->names[r->n++] = name;
}

static bca_status
add_named(bca_compare_run *r, const bca_project *p, const char *id, bca_error *err)
{
    const bca_scenario *scenario = NULL;
    bca_status st = find_scenario(&scenario, p, id, err);

    if (st != BCA_OK)
        return st;
    for (size_t i = 0; i < r->n; i++) {
        if (r->scenarios[i] == scenario)
            return bca_fail(err, BCA_EUSAGE,
                            "'%s' is named twice, and would be compared with itself",
                            id);
    }
    add_scenario(r, scenario, scenario != NULL ? scenario->id : base_id,
                 scenario != NULL ? scenario->name : base_name);
    return BCA_OK;
}

/* All overrides of the command line, one after the other, on top of the base. */
static bca_status
add_what_ifs(bca_compare_run *r, const bca_project *p, const bca_options *o,
             bca_error *err)
{
    const bca_scenario *scenario = r->scenarios[0];
    const char *name = NULL;

    for (size_t i = 0; i < o->n_what_ifs; i++) {
        bca_scenario *next = bca_arena_alloc(&r->arena, 1, sizeof *next);
        bca_status st =
            next == NULL
                ? bca_fail_memory(err)
                : bca_scenario_what_if(next, &r->arena, scenario, o->what_ifs[i],
                                       &p->registry, &p->models, err);

        if (st != BCA_OK)
            return st;
        scenario = next;
        name = bca_arena_printf(&r->arena, "%s%s%s", name != NULL ? name : "What if ",
                                i > 0 ? ", " : "", o->what_ifs[i]);
        if (name == NULL)
            return bca_fail_memory(err);
    }
    if (name != NULL)
        add_scenario(r, scenario, what_if_id, name);
    return BCA_OK;
}

static bca_status
list_scenarios(bca_compare_run *r, const bca_project *p, const bca_options *o,
               bca_error *err)
{
    const size_t room = o->n_names + 2;
    bca_status st = BCA_OK;

    r->scenarios = bca_arena_alloc(&r->arena, room, sizeof(const bca_scenario *));
    r->ids = bca_arena_alloc(&r->arena, room, sizeof *r->ids);
    r->names = bca_arena_alloc(&r->arena, room, sizeof *r->names);
    if (r->scenarios == NULL || r->ids == NULL || r->names == NULL)
        return bca_fail_memory(err);
    if (o->n_names == 0)
        st = add_named(r, p, base_id, err);
    for (size_t i = 0; st == BCA_OK && i < o->n_names; i++)
        st = add_named(r, p, o->names[i], err);
    if (st == BCA_OK)
        st = add_what_ifs(r, p, o, err);
    if (st == BCA_OK && r->n < 2)
        return bca_fail(err, BCA_EUSAGE,
                        "name the base and at least one scenario, such as bca compare "
                        "base %s; bca scenario lists them",
                        p->scenarios.n > 0 ? p->scenarios.items[0].id : "SCENARIO");
    if (st == BCA_OK && r->n > MOST_SCENARIOS + 1)
        return bca_fail(err, BCA_EUSAGE,
                        "at most %d scenarios are compared with a base at a time",
                        MOST_SCENARIOS);
    return st;
}

/* ------------------------------------------------------------------------ the ask */

/* The first fiscal year for which some scenario states who starts; else the one after
 * the latest inventory. */
static size_t
first_year_of(const bca_compare_run *r, const bca_project *p)
{
    size_t first = 0;

    for (size_t s = 0; s < r->n; s++) {
        const bca_scenario *scenario = r->scenarios[s];

        for (size_t i = 0; scenario != NULL && i < scenario->n_overrides; i++) {
            const bca_scenario_override *o = &scenario->overrides[i];
            const size_t year =
                o->n_by_year > 0 ? (size_t)o->by_year[0].fiscal_year : 0;

            if (year > 0 && (first == 0 || year < first))
                first = year;
        }
    }
    return first > 0 ? first : (size_t)bca_latest_fiscal_year(&p->registry) + 1;
}

static const bca_agency *
find_agency(const bca_registry *registry, const char *id)
{
    for (size_t i = 0; i < registry->n_agencies; i++) {
        if (strcmp(registry->agencies[i].id, id) == 0)
            return &registry->agencies[i];
    }
    return NULL;
}

static bca_status
check_agency(bca_compare_run *r, const bca_registry *registry, const char *id,
             bca_error *err)
{
    const char **names;
    const char *nearest;

    if (id == NULL || find_agency(registry, id) != NULL)
        return BCA_OK;
    names = bca_arena_alloc(&r->arena, registry->n_agencies, sizeof *names);
    if (names == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; i < registry->n_agencies; i++)
        names[i] = registry->agencies[i].id;
    nearest = bca_nearest(id, names, registry->n_agencies);
    return bca_fail(err, BCA_EINVALID, "there is no agency '%s'; %s%s%s", id,
                    nearest != NULL ? "did you mean '" : "",
                    nearest != NULL ? nearest : "registry/agencies.xml lists them",
                    nearest != NULL ? "'?" : "");
}

static bca_status
make_worlds(bca_compare_run *r, const bca_project *p, bca_error *err)
{
    bca_status st = BCA_OK;

    r->worlds = bca_arena_alloc(&r->arena, r->n, sizeof *r->worlds);
    if (r->worlds == NULL)
        return bca_fail_memory(err);
    for (size_t s = 0; st == BCA_OK && s < r->n; s++)
        st = bca_scenario_world(&r->worlds[s], &r->arena, &p->registry, &p->models,
                                r->scenarios[s], err);
    return st;
}

/* ----------------------------------------------------------------------- results */

/* What the manifest vouches for: the draws of every program under every scenario. */
static bca_status
make_run(bca_compare_run *r, const bca_project *p, const bca_options *o, bca_error *err)
{
    const size_t n = r->portfolio.contest.n_programs * r->n;
    bca_result *results = bca_arena_alloc(&r->arena, n, sizeof *results);
    bca_summary *summaries = bca_arena_alloc(&r->arena, n, sizeof *summaries);

    if (results == NULL || summaries == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; i < n; i++) {
        memcpy(summaries[i].hash, r->compared.hashes[i], BCA_SHA256_TEXT);
        results[i] = (bca_result){.program = r->portfolio.programs[i / r->n],
                                  .summary = &summaries[i]};
    }
    r->run = (bca_run){.registry = &p->registry,
                       .models = &p->models,
                       .results = results,
                       .n = n,
                       .seed = o->seed,
                       .draws = (size_t)o->draws,
                       .fiscal_year = (int)r->ask.first_year};
    return BCA_OK;
}

/* The command line in its standard form. */
static const char *
command_of(bca_compare_run *r, const bca_options *o)
{
    const char *text = "bca compare";

    for (size_t s = 0; text != NULL && s < r->n; s++) {
        if (strcmp(r->ids[s], what_if_id) != 0)
            text = bca_arena_printf(&r->arena, "%s %s", text, r->ids[s]);
    }
    for (size_t i = 0; text != NULL && i < o->n_what_ifs; i++)
        text = bca_arena_printf(&r->arena, "%s --what-if %s", text, o->what_ifs[i]);
    if (text != NULL && o->agency != NULL)
        text = bca_arena_printf(&r->arena, "%s --agency %s", text, o->agency);
    return text == NULL
               ? NULL
               : bca_arena_printf(
                     &r->arena,
                     "%s --fiscal-year %zu --years %zu --seed %llu --draws %llu", text,
                     r->ask.first_year, r->ask.n_years, (unsigned long long)o->seed,
                     (unsigned long long)o->draws);
}

static bca_status
compare(bca_compare_run *r, const bca_project *p, const bca_options *o, bca_error *err)
{
    const bca_engine_options options = {.seed = o->seed,
                                        .draws = (size_t)o->draws,
                                        .shared = true,
                                        .stop = bca_stop_flag()};
    bca_status st = make_worlds(r, p, err);

    r->ask =
        (bca_portfolio_ask){.registry = &p->registry,
                            .base = p->compiled,
                            .worlds = r->worlds,
                            .n_worlds = r->n,
                            .first_year = o->fiscal_year != 0 ? (size_t)o->fiscal_year
                                                              : first_year_of(r, p),
                            .n_years = (size_t)o->years,
                            .agency_id = o->agency};
    if (st == BCA_OK)
        st = bca_portfolio_make(&r->portfolio, &r->arena, &r->ask, &r->findings, err);
    if (st == BCA_OK && r->portfolio.contest.n_programs == 0)
        return bca_fail(err, BCA_EREFUSED, "there is no program with a result%s%s",
                        o->agency != NULL ? " of the agency " : "",
                        o->agency != NULL ? o->agency : "");
    if (st == BCA_OK)
        st = bca_compare(&r->compared, &r->arena, &r->portfolio.contest, &options, err);
    if (st == BCA_OK)
        st = make_run(r, p, o, err);
    r->report = (bca_compare_report){.portfolio = &r->portfolio,
                                     .compared = &r->compared,
                                     .ids = r->ids,
                                     .names = r->names,
                                     .scenarios = r->scenarios,
                                     .models = &p->models,
                                     .seed = o->seed,
                                     .draws = (size_t)o->draws,
                                     .command = command_of(r, o)};
    if (st == BCA_OK && r->report.command == NULL)
        st = bca_fail_memory(err);
    return st;
}

bca_status
bca_compare_run_make(bca_compare_run *out, const bca_project *project,
                     const bca_options *options, bca_error *err)
{
    bca_status st = BCA_OK;

    *out = (bca_compare_run){.arena = BCA_ARENA_INIT, .findings = BCA_FINDINGS_INIT};
    if (options->years < 1 || options->years > MOST_YEARS)
        return bca_fail(err, BCA_EUSAGE, "--years is a number from 1 to %d",
                        MOST_YEARS);
    if (options->fiscal_year != 0 &&
        (options->fiscal_year < 1000 || options->fiscal_year > 2999))
        return bca_fail(err, BCA_EUSAGE, "--fiscal-year is a year such as 2027");
    st = list_scenarios(out, project, options, err);
    if (st == BCA_OK)
        st = check_agency(out, &project->registry, options->agency, err);
    return st == BCA_OK ? compare(out, project, options, err) : st;
}

void
bca_compare_run_free(bca_compare_run *run)
{
    bca_portfolio_free(&run->portfolio);
    bca_findings_free(&run->findings);
    bca_arena_free(&run->arena);
}
