#ifndef BCA_REPORT_MEMO_PARTS_H
#define BCA_REPORT_MEMO_PARTS_H

#include "report/budget.h"
#include "report/memo.h"
#include "report/template.h"

/* What the files of the memo share. */

typedef enum bca_memo_part {
    BCA_MEMO_FRAME,
    BCA_MEMO_LAYOUT,
    BCA_MEMO_SCENARIO, /* what a scenario supposes */
    BCA_MEMO_BUDGET,   /* the state budget under a scenario */
    BCA_MEMO_PARTS
} bca_memo_part;

/* The context of every slot; scenario is that of the part being written. */
typedef struct bca_memo {
    const bca_compare_report *report;
    const bca_annual_facts *facts;
    const bca_file *templates;              /* [BCA_MEMO_PARTS] */
    const bca_scenario_words *const *words; /* [n_scenarios][its overrides] */
    size_t scenario;
} bca_memo;

/* memo_scenario.c: what every scenario supposes, in words: fills memo->words. */
BCA_MUST_CHECK bca_status bca_memo_words(bca_memo *memo, bca_arena *arena,
                                         bca_error *err);

/* Fill in the template of a part; the slots must be those of the part. */
void bca_memo_part_write(const bca_memo *memo, bca_memo_part part, FILE *out);

bca_slots bca_memo_frame_slots(void);
bca_slots bca_memo_layout_slots(void);
bca_slots bca_memo_scenario_slots(void);
bca_slots bca_memo_budget_slots(void);

typedef void bca_memo_write_fn(const void *context, FILE *out);
typedef bool bca_memo_test_fn(const void *context);

/* memo_findings.c */
bca_memo_write_fn bca_memo_findings;
bool bca_memo_same(const bca_paired *difference); /* 0 in every draw */
bca_memo_test_fn bca_memo_has_totals;

/* memo_tables.c */
bca_memo_write_fn bca_memo_totals, bca_memo_programs, bca_memo_program_rows;
bca_memo_test_fn bca_memo_has_programs;

/* memo_parties.c */
bca_memo_write_fn bca_memo_parties;

/* memo_notes.c */
bca_memo_write_fn bca_memo_assumed, bca_memo_inflation, bca_memo_inflation_status;
bca_memo_write_fn bca_memo_inflation_others;
bca_memo_write_fn bca_memo_factors, bca_memo_left_out;
bca_memo_test_fn bca_memo_has_assumed, bca_memo_has_inflation, bca_memo_has_factors;
bca_memo_test_fn bca_memo_has_left_out;

/* memo_budget.c; whether the budget of a scenario, or what prices do, is another than
 * in the base */
bool bca_memo_budget_differs(const bca_compare_report *report, size_t scenario);
bool bca_memo_prices_differ(const bca_portfolio *portfolio, size_t scenario);
bca_memo_write_fn bca_memo_step_names, bca_memo_step_facts;
bca_memo_test_fn bca_memo_has_steps;
bca_memo_test_fn bca_memo_has_budget; /* memo.c */

/* A drawing where a slot writes it; TeX stops at one that memory was too short for. */
void bca_memo_draw(const bca_drawing *d, FILE *out);

#endif
