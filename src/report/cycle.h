#ifndef BCA_REPORT_CYCLE_H
#define BCA_REPORT_CYCLE_H

#include "registry/as_of.h"
#include "registry/due.h"
#include "report/tiers.h"

/* A cycle of categorization: one agency (or all), one fiscal year, and what was known
 * when its inventory fell due, beside the cycle before. */

/* The day on which a cycle is judged: the due date of the fiscal year, or the last day
 * of the calendar year in which it ends when no due date is on record. agency NULL: the
 * latest due date of any agency. */
typedef char bca_day[sizeof "2019-10-01"];
void bca_cycle_day(bca_day out, const bca_registry *registry, const bca_agency *agency,
                   int fiscal_year);

/* The latest fiscal year before this one for which the agency owed an inventory (agency
 * NULL: any of them); 0: there was none. */
int bca_cycle_before(const bca_registry *registry, const bca_agency *agency,
                     int fiscal_year);

typedef struct bca_cycle {
    const bca_agency *agency; /* NULL: of the whole report */
    int fiscal_year, before;  /* before: 0 when there was no earlier cycle */
    bca_day day, day_before;
    bca_tiers now, then;   /* then.n is 0 when there was no earlier cycle, or the
                              profile was not in force */
    bca_left_out left_out; /* of now, as of the day; all 0 when now is of everything */
} bca_cycle;

/* What is new of a program between two views, one line each: "study Author (2021)",
 * "attested: replicable", "published result 2024-12". What has no date cannot have been
 * counted then, and its line says so. A record is the same when it stands at the same
 * place of the files. then NULL: nothing is new. items[n]. Errors: BCA_ENOMEM. */
typedef struct bca_news {
    const char **items;
    size_t n;
} bca_news;
BCA_MUST_CHECK bca_status bca_cycle_news(bca_news *out, bca_arena *arena,
                                         const bca_program *now,
                                         const bca_program *then, bca_error *err);

/* What is missing for a program to be judged, one line each: no intervention, no
 * evidence on a primary outcome, what nobody has attested, no benefit-cost result, an
 * inventory of the fiscal year, and items of the latest inventory not after it that
 * have no value. Errors: BCA_ENOMEM. */
BCA_MUST_CHECK bca_status bca_cycle_missing(bca_news *out, bca_arena *arena,
                                            const bca_tiers *tiers,
                                            const bca_tier_result *result,
                                            int fiscal_year, bca_error *err);

/* The items in one line, "; " between; "" of none; NULL when memory runs out. */
const char *bca_news_line(bca_arena *arena, const bca_news *news);

/* What a cycle says of one program, in words. */
typedef struct bca_cycle_entry {
    const bca_tier_result *now;
    const bca_tier_result *then; /* NULL: there is none */
    bool changed;                /* the computed tier is another than then */
    const char *reason;          /* bca_tier_reason of now */
    const char *reason_then;     /* of then; "" when there is none */
    const char *raise;           /* the nearest raise in words; "" without one */
    const char *why;             /* what is new, in one line; "" when nothing is */
    bca_news news;
} bca_cycle_entry;

/* The entries of a cycle, entries[cycle->now.n] in the order of its run.
 *
 * Owner:  everything belongs to arena; entries refer to *cycle
 * Errors: BCA_ENOMEM */
BCA_MUST_CHECK bca_status bca_cycle_entries(bca_cycle_entry **out, bca_arena *arena,
                                            const bca_cycle *cycle, bca_error *err);

/* The largest p that a pooled effect of the profile is held against; NaN: none is. */
double bca_profile_p(const bca_profile *profile);

/* Programs of a tier (computed), of an agency; agency NULL: of every agency. */
size_t bca_tiers_count(const bca_tiers *tiers, const bca_tier *tier,
                       const bca_agency *agency);

#endif
