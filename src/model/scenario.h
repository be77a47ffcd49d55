#ifndef BCA_MODEL_SCENARIO_H
#define BCA_MODEL_SCENARIO_H

#include <stdbool.h>
#include <stddef.h>

#include "model/compile.h"
#include "model/model.h"
#include "registry/registry.h"

/* Scenarios: what is supposed to be otherwise than in the registry and the models. A
 * scenario is a list of overrides by id; models/scenarios/ID.xml states one, and a
 * command line can add to it. A world is what the overrides make of registry and
 * models; its programs are compiled and run like those of the base. */

/* What an override replaces. */
typedef enum bca_override_kind {
    BCA_OVERRIDE_DISCOUNT,   /* the discount rate of the model */
    BCA_OVERRIDE_DEADWEIGHT, /* the deadweight of the model */
    BCA_OVERRIDE_HORIZON,    /* how far the analysis looks */
    BCA_OVERRIDE_INFLATION,  /* how prices rise, for nominal dollars of a budget */
    BCA_OVERRIDE_SWITCH,     /* the option of a switch */
    BCA_OVERRIDE_PARAMETER,  /* the number of a parameter */
    BCA_OVERRIDE_COST,       /* what a program costs a participant */
    BCA_OVERRIDE_EFFECT,     /* every effect and standard error of a program */
    BCA_OVERRIDE_SLOTS,      /* who starts a program in a fiscal year */
    BCA_OVERRIDE_KINDS       /* their number */
} bca_override_kind;

/* The element and the word on the command line: "discount" ... "slots". */
extern const char *const bca_override_choices[];

/* Places of one fiscal year. */
typedef struct bca_slots_year {
    bca_span at;
    double fiscal_year; /* named by its end */
    double slots;       /* persons who start in it */
} bca_slots_year;

/* One thing that is otherwise. Which members count is said at each; the others are NULL
 * and NaN. Of change and a new number there is one. */
typedef struct bca_scenario_override {
    bca_span at;
    const char *of; /* id of the program, parameter or switch; NULL: of the model */
    int kind;       /* bca_override_kind */
    double change;  /* cost, effect, parameter, discount, deadweight: relative change,
                       a fraction; every number of a distribution changes so */
    bca_spread spread;  /* parameter, discount, deadweight: in place of the old one, in
                           the parameter's unit and dollars; distribution -1: none */
    double amount;      /* cost: dollars per participant and year of the program */
    double price_year;  /* of amount; NaN: that of the cost replaced */
    double years;       /* horizon: periods that are looked at */
    double age;         /* horizon: age at which all values end */
    double rate;        /* inflation: a year, a fraction */
    const char *option; /* switch: id of the option */
    double slots;       /* of every fiscal year; NaN: those of by_year */
    bca_slots_year *by_year; /* [n_by_year] ascending, no year left out */
    size_t n_by_year;
    bca_provenance provenance; /* its note is the reason, and is always there */
    const char *scenario;      /* id of the scenario that states it */

    /* After the check: what it replaces; the others are NULL. */
    const bca_program *program;
    const bca_parameter *parameter; /* also of discount and deadweight */
    const bca_switch *choice;
} bca_scenario_override;

typedef struct bca_scenario {
    bca_span at;
    const char *id, *name, *description;
    const char *model_id;       /* the model whose numbers it replaces */
    const char *extends;        /* id of the scenario that it completes, or NULL */
    bca_scenario_override *own; /* [n_own] as it states them, in the document's order */
    size_t n_own;
    const bca_scenario_override *overrides; /* [n_overrides] those in force: of what it
                                               extends, each replaced by a later one of
                                               the same kind and id, then new ones */
    size_t n_overrides;
} bca_scenario;

typedef struct bca_scenarios {
    bca_scenario *items; /* by path */
    size_t n;
    bca_arena arena;
} bca_scenarios;

/* Read every scenario of the documents and check its rules; call it after
 * bca_models_read. Where findings hold an error, overrides must not be used. *out is to
 * be freed before documents, registry and models.
 *
 * Errors: BCA_ENOMEM
 * Findings: E0821 ... W0829, see bca explain; E0401 to E0405 as everywhere */
BCA_MUST_CHECK bca_status bca_scenarios_read(bca_scenarios *out,
                                             const bca_documents *documents,
                                             const bca_registry *registry,
                                             const bca_models *models,
                                             bca_findings *findings, bca_error *err);
void bca_scenarios_free(bca_scenarios *scenarios);

/* By id. Errors: BCA_EINVALID, naming the nearest id. */
BCA_MUST_CHECK bca_status bca_scenario_find(const bca_scenario **out,
                                            const bca_scenarios *scenarios,
                                            const char *id, bca_error *err);

/* A scenario with one more override, as text on a command line:
 *
 *   cost:PROGRAM=+15%      cost:PROGRAM=2400       dollars of the cost's price year
 *   slots:PROGRAM=120      slots:PROGRAM@2027=40,80,120       fiscal years from 2027
 *   effect:PROGRAM=-10%
 *   parameter:ID=0.03      parameter:ID=+10%
 *   switch:ID=OPTION
 *   discount=0.03          deadweight=0            or +10%
 *   horizon=10             horizon=age65
 *   inflation=0.02
 *
 * base   what it completes, such as the result of an earlier call; NULL: nothing, and
 *        then the model is that of the most programs with a result (ties: the first)
 * Owner: everything new is the arena's; base must live as long
 * Gives: id and name are those of base with "+ text" behind them
 * Errors: BCA_EUSAGE saying what is wrong, why and how to write it, by the same rules
 *         as a document; BCA_ENOMEM; *out is then as before */
BCA_MUST_CHECK bca_status bca_scenario_what_if(
    bca_scenario *out, bca_arena *arena, const bca_scenario *base, const char *text,
    const bca_registry *registry, const bca_models *models, bca_error *err);

/* Who starts a program: slots[i] persons in fiscal year first_year + i. Before the
 * first year nobody is counted; after the last, the last number holds on. */
typedef struct bca_enrolment {
    size_t first_year;   /* fiscal year, named by its end */
    size_t n;            /* 0: not known */
    const double *slots; /* [n] persons */
    bool stated;         /* by an override, not by the latest inventory */
} bca_enrolment;

/* Persons who start in a fiscal year; NaN when it is not known. */
double bca_enrolment_at(const bca_enrolment *enrolment, size_t fiscal_year);

/* Registry and models under a scenario. */
typedef struct bca_world {
    const bca_scenario *scenario;    /* NULL: the base */
    bca_models models;               /* shares what does not differ; not to be freed */
    const bca_program *programs;     /* [n_programs] in the order of the registry */
    const bca_enrolment *enrolments; /* [n_programs] */
    const bool *differs; /* [n_programs] some override may change its plan: of its
                            model, its cost or its effect */
    size_t n_programs;
    size_t horizon_years; /* of plans of the scenario's model; 0: as they come */
} bca_world;

/* Make the world of a scenario, or with NULL that of the base.
 *
 * enrolments: of the override, the base's before its first year; else the participants
 *             of the latest inventory that states them
 * Owner:  what is new is the arena's, which must live as long; registry, models and
 *         scenario are shared and never written to; nothing of *out is to be freed
 * Errors: BCA_ENOMEM; BCA_EINVALID when a scenario leaves a model that does not hold,
 *         such as a rate that an override of another kind has made impossible */
BCA_MUST_CHECK bca_status bca_scenario_world(bca_world *out, bca_arena *arena,
                                             const bca_registry *registry,
                                             const bca_models *models,
                                             const bca_scenario *scenario,
                                             bca_error *err);

/* Compile program number i of a world as bca_compile does, and end its plan at the
 * horizon of the scenario. Settle it then on the plan of the base (engine/settle.h).
 *
 * Owner:  free *out with bca_compiled_free, before the arena of the world
 * Errors: as bca_compile */
BCA_MUST_CHECK bca_status bca_world_compile(bca_compiled *out, const bca_world *world,
                                            size_t i, bca_analysis_kind analysis,
                                            bca_findings *findings, bca_error *err);

/* One override in words, for people. */
typedef struct bca_scenario_words {
    const char *what; /* "cost of doc-cbt per participant and year" */
    const char *was;  /* "743.00" */
    const char *is;   /* "928.75 (+25 %)" */
    const char *unit; /* "USD of 2023"; "" where there is none */
    const bca_scenario_override *override;
} bca_scenario_words;

/* What differs from the base, one override each, in the order of scenario->overrides.
 *
 * out[scenario->n_overrides]
 * Owner:  the arena's
 * Errors: BCA_ENOMEM */
BCA_MUST_CHECK bca_status bca_scenario_say(bca_scenario_words out[], bca_arena *arena,
                                           const bca_scenario *scenario,
                                           const bca_registry *registry,
                                           const bca_models *models, bca_error *err);

#endif
