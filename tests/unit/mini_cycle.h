#ifndef BCA_TEST_MINI_CYCLE_H
#define BCA_TEST_MINI_CYCLE_H

#include "mini.h"
#include "report/cycle.h"

/* The cycle of agency A for fiscal year 2023 of the small project: now is everything on
 * record, then is what was known at the end of 2022. Program C is of agency B and runs
 * too. */
static struct {
    bca_registry view;
    bca_result results[PROGRAMS]; /* none has one */
    bca_run run;
    bca_cycle cycle;
} past;

static void
mini_tiers(void)
{
    bca_cycle *c = &past.cycle;

    mini.run.cycle = c;
    past.run = mini.run;
    past.run.registry = &past.view;
    past.run.results = past.results;
    past.run.cycle = NULL;
    ck_assert_int_eq(bca_tiers_make(&c->now, &mini.arena, &mini.run,
                                    mini.registry.profile, NULL, NULL),
                     BCA_OK);
    ck_assert_int_eq(bca_tiers_make(&c->then, &mini.arena, &past.run,
                                    mini.registry.profile, c->day_before, NULL),
                     BCA_OK);
}

static void
mini_open(void)
{
    bca_cycle *c = &past.cycle;

    mini_open_for("worksheet");
    c->agency = bca_registry_agency(&mini.registry, "tea");
    c->fiscal_year = 2023;
    c->before = bca_cycle_before(&mini.registry, c->agency, c->fiscal_year);
    ck_assert_int_eq(c->before, 2022);
    bca_cycle_day(c->day, &mini.registry, c->agency, c->fiscal_year);
    bca_cycle_day(c->day_before, &mini.registry, c->agency, c->before);
    ck_assert_int_eq(bca_registry_as_of(&past.view, &c->left_out, &mini.registry,
                                        c->day_before, NULL),
                     BCA_OK);
    for (size_t i = 0; i < PROGRAMS; i++)
        past.results[i] = (bca_result){
            .program = &past.view.programs[i], .chance = NAN, .site_chance = NAN};
    mini_tiers();
}

static void
mini_close(void)
{
    bca_registry_free(&past.view);
    memset(&past, 0, sizeof past);
    mini_free();
}

#endif
