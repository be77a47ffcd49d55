#ifndef BCA_REPORT_WORKSHEET_H
#define BCA_REPORT_WORKSHEET_H

#include "report/annual.h"
#include "report/cycle.h"

/* An agency's worksheet for one cycle of categorization: what the record shows of each
 * of its programs, and places for the agency's own decision. */

typedef struct bca_worksheet_program {
    const bca_cycle_entry *entry;
    const char **facts;     /* [profile->n_predicates] what the record shows */
    const char *candidates; /* "" without one */
    bca_news missing;
    const char *missing_line; /* the same in one line */
    const char *tests;        /* every test in one line */
} bca_worksheet_program;

typedef struct bca_worksheet {
    const bca_cycle *cycle;
    bca_duty duty;
    const char *due; /* a sentence: when it is due, or why it is not */
    const bca_worksheet_program *programs; /* [n] in the order of the run */
    size_t n;
} bca_worksheet;

/* Put the worksheet of a cycle together; the cycle is that of an agency.
 *
 * Owner:  everything belongs to arena; *out refers to *cycle
 * Errors: BCA_ENOMEM */
BCA_MUST_CHECK bca_status bca_worksheet_make(bca_worksheet *out, bca_arena *arena,
                                             const bca_cycle *cycle, bca_error *err);

/* One row a program. Columns are stable; new ones come at the end. Tiers are ids. The
 * last two are empty, for the agency to fill in. Errors: BCA_ENOMEM. */
BCA_MUST_CHECK bca_status bca_worksheet_table(bca_table *out, bca_arena *arena,
                                              const bca_worksheet *worksheet,
                                              bca_error *err);

/* Write worksheet.tex, as bca_annual_write does the report: the same templates,
 * findings and errors. templates: "reports/worksheet". */
BCA_MUST_CHECK bca_status bca_worksheet_write(const bca_worksheet *worksheet,
                                              const char *templates,
                                              const bca_annual_facts *facts,
                                              bca_findings *findings, FILE *out,
                                              bca_error *err);

/* File name of template number i from 0; NULL after the last. */
const char *bca_worksheet_template(size_t i);

#endif
