#include "model_project.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "model/scenario.h"
#include "plan_same.h"

/* A world of a project, with what it lies in. */
typedef struct scene {
    project p;
    bca_arena arena;
    bca_scenario scenario;
    bca_world world;
    bca_error err;
} scene;

static void
open_scene(scene *s, const char *folder)
{
    *s = (scene){.arena = BCA_ARENA_INIT};
    open_folder(&s->p, folder);
}

static void
close_scene(scene *s)
{
    bca_arena_free(&s->arena);
    close_project(&s->p);
}

/* The world of texts[n], one after the other. */
static void
suppose(scene *s, const char *const texts[], size_t n)
{
    bca_scenario next;

    for (size_t i = 0; i < n; i++) {
        ck_assert_msg(bca_scenario_what_if(
                          &next, &s->arena, i == 0 ? NULL : &s->scenario, texts[i],
                          &s->p.registry, &s->p.models, &s->err) == BCA_OK,
                      "%s", s->err.text);
        s->scenario = next;
    }
    ck_assert_msg(bca_scenario_world(&s->world, &s->arena, &s->p.registry, &s->p.models,
                                     n == 0 ? NULL : &s->scenario, &s->err) == BCA_OK,
                  "%s", s->err.text);
}

static size_t
index_of(const scene *s, const char *program)
{
    const bca_program *p = bca_registry_program(&s->p.registry, program);

    ck_assert_msg(p != NULL, "%s", program);
    return (size_t)(p - s->p.registry.programs);
}

static void
compile_base(bca_compiled *out, scene *s, size_t i)
{
    ck_assert_msg(bca_compile(out, &s->p.registry.programs[i], &s->p.models,
                              BCA_ANALYSIS_MAIN, &s->p.findings, &s->err) == BCA_OK,
                  "%s", s->err.text);
}

static void
compile_world(bca_compiled *out, scene *s, size_t i)
{
    ck_assert_msg(bca_world_compile(out, &s->world, i, BCA_ANALYSIS_MAIN,
                                    &s->p.findings, &s->err) == BCA_OK,
                  "%s", s->err.text);
}

/* Every program with a result has the same plan in the world as in the base. */
static void
assert_world_is_base(scene *s, int without)
{
    size_t n = 0;

    for (size_t i = 0; i < s->world.n_programs; i++) {
        bca_compiled base;
        bca_compiled world;

        if (!bca_basis_has_result(s->p.registry.programs[i].basis))
            continue;
        compile_base(&base, s, i);
        compile_world(&world, s, i);
        assert_same_plan(&world.plan, &base.plan, without);
        bca_compiled_free(&base);
        bca_compiled_free(&world);
        n++;
    }
    ck_assert_uint_gt(n, 2);
}

static const char shipped[] = "../..";
static const char unit[] = "unit/project";

/* ----------------------------------------------------------------- no difference */

START_TEST(test_a_world_without_a_scenario_is_the_base)
{
    scene s;

    open_scene(&s, shipped);
    suppose(&s, NULL, 0);
    assert_world_is_base(&s, 0);
    for (size_t i = 0; i < s.world.n_programs; i++)
        ck_assert(!s.world.differs[i]);
    close_scene(&s);
}
END_TEST

/* A change of 0 percent copies the model and makes every reference anew. */
START_TEST(test_a_copied_model_gives_the_same_plans)
{
    static const char *const texts[] = {"parameter:prison-cost=+0%",
                                        "switch:prison-basis=marginal-long-run",
                                        "discount=+0%", "horizon=age100"};
    scene s;

    open_scene(&s, shipped);
    suppose(&s, texts, TEST_COUNT(texts));
    ck_assert_ptr_ne(s.world.models.items, s.p.models.items);
    assert_world_is_base(&s, PART_KNOWN); /* asked on the command line: assumed */
    close_scene(&s);
}
END_TEST

/* ------------------------------------------------- the same as the files changed */

static void
copy_project(char folder[64])
{
    char command[4096];

    (void)snprintf(folder, 64, "/tmp/bca-test-scenario.XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    (void)snprintf(command, sizeof command, "cp -r '%s/../../registry' %s",
                   getenv("BCA_TEST_DATA"), folder);
    ck_assert_int_eq(system(command), 0);
    (void)snprintf(command, sizeof command, "cp -r '%s/../../models' %s",
                   getenv("BCA_TEST_DATA"), folder);
    ck_assert_int_eq(system(command), 0);
}

static void
drop_project(const char folder[64])
{
    char command[128];

    (void)snprintf(command, sizeof command, "rm -r %s", folder);
    ck_assert_int_eq(system(command), 0);
}

/* Replace the one place where a file holds the words before. */
static void
change_file(const char *folder, const char *name, const char *before, const char *after)
{
    char path[512];
    char *text = NULL;
    const char *at;
    long size;
    FILE *f;

    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    f = fopen(path, "rb");
    ck_assert_msg(f != NULL, "%s", path);
    ck_assert_int_eq(fseek(f, 0, SEEK_END), 0);
    size = ftell(f);
    rewind(f);
    text = calloc((size_t)size + 1, 1);
    ck_assert_ptr_nonnull(text);
    ck_assert_uint_eq(fread(text, 1, (size_t)size, f), (size_t)size);
    (void)fclose(f);
    at = strstr(text, before);
    ck_assert_msg(at != NULL && strstr(at + 1, before) == NULL, "%s: '%s'", name,
                  before);
    f = fopen(path, "wb");
    ck_assert_ptr_nonnull(f);
    (void)fprintf(f, "%.*s%s%s", (int)(at - text), text, after, at + strlen(before));
    ck_assert_int_eq(fclose(f), 0);
    free(text);
}

/* The plans of a project whose files say what the texts suppose. */
static void
assert_like_files(const char *const texts[], size_t n, const char *name,
                  const char *before, const char *after)
{
    char folder[64];
    char below[128];
    scene s;
    scene changed;

    copy_project(folder);
    change_file(folder, name, before, after);
    (void)snprintf(below, sizeof below, "../../../../../../../../../..%s", folder);
    open_scene(&s, shipped);
    open_scene(&changed, below);
    suppose(&s, texts, n);
    for (size_t i = 0; i < s.world.n_programs; i++) {
        bca_compiled world;
        bca_compiled files;

        if (!bca_basis_has_result(s.p.registry.programs[i].basis))
            continue;
        compile_world(&world, &s, i);
        compile_base(&files, &changed, i);
        assert_same_plan(&world.plan, &files.plan, PART_KNOWN);
        bca_compiled_free(&world);
        bca_compiled_free(&files);
    }
    close_scene(&changed);
    close_scene(&s);
    drop_project(folder);
}

#define MODEL "models/connecticut/model.xml"

START_TEST(test_overrides_are_what_changed_files_give)
{
    static const struct {
        const char *text, *file, *before, *after;
    } cases[] = {
        {"switch:prison-basis=average", MODEL, "option=\"marginal-long-run\"",
         "option=\"average\""},
        {"switch:quality-of-life=left-out", MODEL, "option=\"counted\" source",
         "option=\"left-out\" source"},
        /* a parameter of timing, one of a payer beside the rest, one of a factor */
        {"parameter:prison-years=2.7", MODEL,
         "unit=\"years\" distribution=\"constant\" value=\"1.5\"",
         "unit=\"years\" distribution=\"constant\" value=\"2.7\""},
        {"parameter:share-school-state=0.288", MODEL, "value=\"0.355\"",
         "value=\"0.288\""},
        {"parameter:prison-cost=+100%", MODEL,
         "low=\"2723\" mode=\"9286\" high=\"20000\"",
         "low=\"5446\" mode=\"18572\" high=\"40000\""},
        {"cost:doc-cbt=1604.25", "registry/programs/doc/doc-cbt.xml",
         "<cost amount=\"1395\"", "<cost amount=\"1604.25\""},
    };

    for (size_t i = 0; i < TEST_COUNT(cases); i++)
        assert_like_files(&cases[i].text, 1, cases[i].file, cases[i].before,
                          cases[i].after);
}
END_TEST

/* --------------------------------------------------------- only what it says */

START_TEST(test_a_cost_changes_the_cost_alone)
{
    static const char *const texts[] = {"cost:doc-cbt=+15%"};
    bca_compiled base;
    bca_compiled world;
    size_t i;
    scene s;

    open_scene(&s, shipped);
    suppose(&s, texts, 1);
    i = index_of(&s, "doc-cbt");
    compile_base(&base, &s, i);
    compile_world(&world, &s, i);
    assert_same_plan(&world.plan, &base.plan, PART_COST);
    assert_close(world.plan.cost[0], 1.15 * base.plan.cost[0], 1e-14);
    for (size_t k = 0; k < s.world.n_programs; k++)
        ck_assert_int_eq(s.world.differs[k], k == i);
    bca_compiled_free(&base);
    bca_compiled_free(&world);
    close_scene(&s);
}
END_TEST

/* The unit project's two-years costs 98 dollars of 2013 for two years (the method's
 * check); the index of consumption prices is 95.781 in 2013, 103.509 in 2019 and
 * 116.100 in 2022. */
START_TEST(test_an_amount_in_dollars_of_another_year)
{
    bca_scenario_override o = {.kind = BCA_OVERRIDE_COST,
                               .of = "two-years",
                               .change = NAN,
                               .amount = 73.0,
                               .price_year = 2019.0,
                               .years = NAN,
                               .age = NAN,
                               .slots = NAN};
    const bca_scenario scenario = {
        .id = "s", .model_id = "pce22", .overrides = &o, .n_overrides = 1};
    bca_compiled c;
    scene s;

    open_scene(&s, unit);
    ck_assert_int_eq(bca_scenario_world(&s.world, &s.arena, &s.p.registry, &s.p.models,
                                        &scenario, &s.err),
                     BCA_OK);
    compile_world(&c, &s, index_of(&s, "two-years"));
    assert_close(c.plan.cost[1], 73.0 * 116.100 / 103.509, 1e-14);
    ck_assert_double_eq(c.plan.cost[2], 0.0);
    bca_compiled_free(&c);
    close_scene(&s);
}
END_TEST

START_TEST(test_an_effect_scales_effects_and_errors_alone)
{
    static const char *const texts[] = {"effect:doc-cbt=-28.8%"};
    bca_compiled base;
    bca_compiled world;
    size_t i;
    scene s;

    open_scene(&s, shipped);
    suppose(&s, texts, 1);
    i = index_of(&s, "doc-cbt");
    compile_base(&base, &s, i);
    compile_world(&world, &s, i);
    assert_same_plan(&world.plan, &base.plan, PART_EFFECTS | PART_KNOWN);
    for (size_t k = 0; k < base.plan.n_changes; k++) {
        const bca_change *was = &base.plan.changes[k];
        const bca_change *is = &world.plan.changes[k];

        for (size_t t = 0; was->effect_mean != NULL && t < base.plan.horizon; t++) {
            assert_close(is->effect_mean[t], 0.712 * was->effect_mean[t], 1e-14);
            assert_close(is->effect_se[t], 0.712 * was->effect_se[t], 1e-14);
        }
    }
    bca_compiled_free(&base);
    bca_compiled_free(&world);
    close_scene(&s);
}
END_TEST

START_TEST(test_a_discount_rate_changes_its_input_alone)
{
    static const char *const texts[] = {"discount=0.07", "deadweight=0.25"};
    scene s;

    open_scene(&s, shipped);
    suppose(&s, texts, 2);
    assert_world_is_base(&s, PART_INPUTS);
    for (size_t i = 0; i < s.world.n_programs; i++) {
        const bool of_model =
            strcmp(s.world.programs[i].model_id, s.scenario.model_id) == 0;
        bca_compiled c;

        ck_assert_int_eq(s.world.differs[i], of_model);
        if (!of_model || !bca_basis_has_result(s.world.programs[i].basis))
            continue;
        compile_world(&c, &s, i);
        ck_assert_double_eq(c.plan.inputs[c.plan.discount_input].spread.value, 0.07);
        ck_assert_double_eq(c.plan.inputs[c.plan.deadweight_input].spread.value, 0.25);
        bca_compiled_free(&c);
    }
    close_scene(&s);
}
END_TEST

/* A plan that ends after 4 years is the first 4 years of the longer one. */
START_TEST(test_a_horizon_of_years_ends_the_plan)
{
    static const char *const texts[] = {"horizon=4"};
    bca_compiled base;
    bca_compiled world;
    size_t i;
    scene s;

    open_scene(&s, shipped);
    suppose(&s, texts, 1);
    i = index_of(&s, "doc-cbt");
    compile_base(&base, &s, i);
    compile_world(&world, &s, i);
    ck_assert_uint_gt(base.plan.horizon, 4);
    ck_assert_uint_eq(world.plan.horizon, 4);
    for (size_t k = 0; k < base.plan.n_changes; k++) {
        const bca_change *was = &base.plan.changes[k];
        const bca_change *is = &world.plan.changes[k];

        ck_assert_uint_eq(is->n_base,
                          was->n_base == 0 ? 0 : 4 + was->n_base - base.plan.horizon);
        same_row(is->base, was->base, is->n_base, "doc-cbt", "base");
        same_row(is->effect_mean, was->effect_mean, 4, "doc-cbt", "effect");
    }
    same_streams(&world.plan, &base.plan, PART_KNOWN); /* looks at 4 years */
    same_row(world.plan.cost, base.plan.cost, 4, "doc-cbt", "cost");
    bca_compiled_free(&base);
    bca_compiled_free(&world);
    close_scene(&s);
}
END_TEST

/* A published result has its spread from the published cost and chance: another cost
 * leaves it. */
START_TEST(test_the_cost_of_a_transferred_program)
{
    static const char *const texts[] = {"cost:transfer=+37%"};
    bca_compiled base;
    bca_compiled world;
    size_t i;
    scene s;

    open_scene(&s, unit);
    suppose(&s, texts, 1);
    i = index_of(&s, "transfer");
    compile_base(&base, &s, i);
    compile_world(&world, &s, i);
    assert_same_plan(&world.plan, &base.plan, PART_COST | PART_KNOWN);
    assert_close(world.plan.cost[0], 1.37 * base.plan.cost[0], 1e-14);
    ck_assert_double_ne(base.plan.cost[0], 0.0);
    bca_compiled_free(&base);
    bca_compiled_free(&world);
    close_scene(&s);
}
END_TEST

START_TEST(test_inflation_changes_no_plan)
{
    static const char *const texts[] = {"inflation=0.031"};
    const bca_model *m;
    scene s;

    open_scene(&s, shipped);
    suppose(&s, texts, 1);
    assert_world_is_base(&s, 0);
    m = bca_models_find(&s.world.models, "connecticut");
    ck_assert_double_eq(m->inflation->rate, 0.031);
    ck_assert_double_ne(bca_models_find(&s.p.models, "connecticut")->inflation->rate,
                        0.031);
    close_scene(&s);
}
END_TEST

/* What a model holds is the same before and after a world of it was made. */
START_TEST(test_the_base_is_never_written_to)
{
    static const char *const texts[] = {"switch:prison-basis=average",
                                        "parameter:prison-years=2.7",
                                        "cost:doc-cbt=+15%",
                                        "effect:doc-cbt=-10%",
                                        "slots:doc-cbt=37",
                                        "discount=0.07"};
    const bca_model *m;
    bca_value_line *lines;
    bca_parameter *parameters;
    bca_program *programs;
    scene s;

    open_scene(&s, shipped);
    m = bca_models_find(&s.p.models, "connecticut");
    lines = calloc(m->n_lines, sizeof *lines);
    parameters = calloc(m->n_parameters, sizeof *parameters);
    programs = calloc(s.p.registry.n_programs, sizeof *programs);
    memcpy(lines, m->lines, m->n_lines * sizeof *lines);
    memcpy(parameters, m->parameters, m->n_parameters * sizeof *parameters);
    memcpy(programs, s.p.registry.programs, s.p.registry.n_programs * sizeof *programs);
    suppose(&s, texts, TEST_COUNT(texts));
    ck_assert_int_eq(memcmp(lines, m->lines, m->n_lines * sizeof *lines), 0);
    ck_assert_int_eq(
        memcmp(parameters, m->parameters, m->n_parameters * sizeof *parameters), 0);
    ck_assert_int_eq(memcmp(programs, s.p.registry.programs,
                            s.p.registry.n_programs * sizeof *programs),
                     0);
    suppose(&s, NULL, 0);
    assert_world_is_base(&s, 0);
    free(lines);
    free(parameters);
    free(programs);
    close_scene(&s);
}
END_TEST

/* A line counts under an option when its document counts it, and what links lead to it
 * is worth something then: here the value of life hangs on the switch of homicide, off
 * in the base. */
START_TEST(test_an_option_that_gives_a_link_its_worth)
{
    static const char *const texts[] = {"switch:homicide=counted"};
    const bca_link *was = NULL;
    const bca_link *is = NULL;
    bca_model *m;
    scene s;

    open_scene(&s, shipped);
    m = &s.p.models
             .items[bca_models_find(&s.p.models, "connecticut") - s.p.models.items];
    for (size_t i = 0; i < m->n_lines; i++) {
        if (strcmp(m->lines[i].outcome, "death") != 0)
            continue;
        m->lines[i].counted = 0;
        m->lines[i].when =
            strcmp(m->lines[i].id, "life") == 0 ? "homicide.counted" : NULL;
    }
    bca_model_value_links(m);
    suppose(&s, texts, 1);
    for (size_t i = 0; i < m->n_links; i++) {
        if (strcmp(m->links[i].id, "overdose-to-death") == 0) {
            was = &m->links[i];
            is = &bca_models_find(&s.world.models, m->id)->links[i];
        }
    }
    ck_assert_ptr_nonnull(was);
    ck_assert(!was->valued);
    ck_assert(is->valued);
    close_scene(&s);
}
END_TEST

START_TEST(test_a_line_that_its_document_does_not_count)
{
    static const char *const texts[] = {"switch:basis=on"};
    static bca_option options[] = {{.id = "off", .name = "off"},
                                   {.id = "on", .name = "on"}};
    static bca_switch choice = {.id = "basis",
                                .name = "Basis",
                                .option_id = "off",
                                .options = options,
                                .n_options = 2};
    size_t harm = 0;
    size_t loss = 0;
    bca_model *m;
    const bca_model *w;
    scene s;

    open_scene(&s, "mini");
    m = &s.p.models.items[0];
    m->switches = &choice;
    m->n_switches = 1;
    for (size_t i = 0; i < m->n_lines; i++) {
        if (strcmp(m->lines[i].id, "harm") == 0) /* counted="no" */
            harm = i;
        if (strcmp(m->lines[i].id, "loss") == 0) /* counted="yes" */
            loss = i;
    }
    m->lines[harm].when = m->lines[loss].when = "basis.on";
    m->lines[harm].counted = m->lines[loss].counted = 0;
    suppose(&s, texts, 1);
    w = bca_models_find(&s.world.models, "tiny");
    ck_assert_int_eq(w->lines[harm].counted, 0);
    ck_assert_int_eq(w->lines[loss].counted, 1);
    ck_assert_int_eq(m->lines[loss].counted, 0);
    close_scene(&s);
}
END_TEST

/* ------------------------------------------------------------------- enrolments */

/* dss-snap-employment-training: 1,644 in fiscal year 2023, by its inventory; doc-cbt:
 * none on record. */
START_TEST(test_enrolments)
{
    static const char *const texts[] = {
        "slots:dss-snap-employment-training@2027=822,411",
        "slots:doc-cbt@2027=240,480,720", "slots:doc-college-courses=37"};
    const bca_enrolment *e;
    size_t snap;
    size_t cbt;
    scene s;

    open_scene(&s, shipped);
    snap = index_of(&s, "dss-snap-employment-training");
    cbt = index_of(&s, "doc-cbt");
    suppose(&s, NULL, 0);
    e = &s.world.enrolments[snap];
    ck_assert_uint_eq(e->first_year, 2023);
    ck_assert(!e->stated);
    ck_assert_double_eq(bca_enrolment_at(e, 2023), 1644.0);
    ck_assert_double_eq(bca_enrolment_at(e, 2037), 1644.0);
    ck_assert_double_eq(bca_enrolment_at(e, 2022), 0.0);
    ck_assert_uint_eq(s.world.enrolments[cbt].n, 0);
    ck_assert_double_nan(bca_enrolment_at(&s.world.enrolments[cbt], 2027));

    suppose(&s, texts, TEST_COUNT(texts));
    e = &s.world.enrolments[snap];
    ck_assert(e->stated);
    ck_assert_double_eq(bca_enrolment_at(e, 2026), 1644.0);
    ck_assert_double_eq(bca_enrolment_at(e, 2027), 822.0);
    ck_assert_double_eq(bca_enrolment_at(e, 2028), 411.0);
    ck_assert_double_eq(bca_enrolment_at(e, 2037), 411.0);
    e = &s.world.enrolments[cbt];
    ck_assert_uint_eq(e->first_year, 2027);
    ck_assert_double_eq(bca_enrolment_at(e, 2026), 0.0);
    ck_assert_double_eq(bca_enrolment_at(e, 2028), 480.0);
    ck_assert_double_eq(bca_enrolment_at(e, 2029), 720.0);
    e = &s.world.enrolments[index_of(&s, "doc-college-courses")];
    ck_assert_uint_eq(e->first_year, 2019); /* the year of its inventory */
    ck_assert_double_eq(bca_enrolment_at(e, 2019), 37.0);
    for (size_t i = 0; i < s.world.n_programs; i++)
        ck_assert(!s.world.differs[i]); /* places change no plan */
    close_scene(&s);
}
END_TEST

/* --------------------------------------------------------------------- documents */

static bca_scenarios
scenarios_of(scene *s)
{
    bca_scenarios all;

    ck_assert_int_eq(bca_scenarios_read(&all, &s->p.documents, &s->p.registry,
                                        &s->p.models, &s->p.findings, &s->err),
                     BCA_OK);
    ck_assert_uint_eq(s->p.findings.errors, 0);
    return all;
}

static void
put(const char *folder, const char *id, const char *extends, const char *body)
{
    char path[512];
    FILE *f;

    (void)snprintf(path, sizeof path, "%s/models/scenarios/%s.xml", folder, id);
    f = fopen(path, "wb");
    ck_assert_msg(f != NULL, "%s", path);
    (void)fprintf(f,
                  "<scenario xmlns=\"urn:bca:1\" id=\"%s\" name=\"S\" "
                  "model=\"connecticut\" %s>\n<description>D</description>\n%s\n"
                  "</scenario>\n",
                  id, extends, body);
    ck_assert_int_eq(fclose(f), 0);
}

#define MADE_UP " source=\"project\" status=\"assumed\" note=\"Made up.\""

/* The last of three holds; what only the first says stays. */
START_TEST(test_a_later_scenario_wins)
{
    char folder[64];
    char below[128];
    bca_scenarios all;
    const bca_scenario *found = NULL;
    scene s;

    copy_project(folder);
    put(folder, "a-last", "extends=\"middle\"",
        "<cost program=\"doc-cbt\" change=\"0.37\"" MADE_UP "/>");
    put(folder, "middle", "extends=\"z-first\"",
        "<discount change=\"0.1\"" MADE_UP "/>"
        "<cost program=\"doc-cbt\" change=\"0.2\"" MADE_UP "/>");
    put(folder, "z-first", "",
        "<discount distribution=\"constant\" value=\"0.03\"" MADE_UP "/>"
        "<effect program=\"doc-cbt\" change=\"-0.288\"" MADE_UP "/>");
    (void)snprintf(below, sizeof below, "../../../../../../../../../..%s", folder);
    open_scene(&s, below);
    all = scenarios_of(&s);
    ck_assert_int_eq(bca_scenario_find(&found, &all, "a-last", &s.err), BCA_OK);
    ck_assert_uint_eq(found->n_own, 1);
    ck_assert_uint_eq(found->n_overrides, 3);
    ck_assert_int_eq(found->overrides[0].kind, BCA_OVERRIDE_DISCOUNT);
    ck_assert_double_eq(found->overrides[0].change, 0.1);
    ck_assert_str_eq(found->overrides[0].scenario, "middle");
    ck_assert_double_eq(found->overrides[1].change, -0.288);
    ck_assert_str_eq(found->overrides[1].scenario, "z-first");
    ck_assert_double_eq(found->overrides[2].change, 0.37);
    ck_assert_str_eq(found->overrides[2].scenario, "a-last");
    bca_scenarios_free(&all);
    close_scene(&s);
    drop_project(folder);
}
END_TEST

/* The shipped scenario and the same in words of a command line give the same plans. */
START_TEST(test_what_if_is_the_scenario_of_the_file)
{
    static const struct {
        const char *id, *texts[3];
        size_t n;
    } cases[] = {
        {"prison-average-cost", {"switch:prison-basis=average"}, 1},
        {"cbt-costs-a-quarter-more", {"cost:doc-cbt=+25%"}, 1},
        {"cbt-expansion-in-practice",
         {"slots:doc-cbt@2027=240,480,720", "effect:doc-cbt=-33%"},
         2},
        {"ten-years", {"horizon=10"}, 1},
        {"hard-case",
         {"switch:prison-basis=marginal-short-run", "discount=0.07",
          "switch:quality-of-life=left-out"},
         3},
    };

    for (size_t k = 0; k < TEST_COUNT(cases); k++) {
        const bca_scenario *found = NULL;
        bca_scenarios all;
        bca_world of_file;
        scene s;

        open_scene(&s, shipped);
        all = scenarios_of(&s);
        suppose(&s, cases[k].texts, cases[k].n);
        ck_assert_int_eq(bca_scenario_find(&found, &all, cases[k].id, &s.err), BCA_OK);
        ck_assert_int_eq(bca_scenario_world(&of_file, &s.arena, &s.p.registry,
                                            &s.p.models, found, &s.err),
                         BCA_OK);
        for (size_t i = 0; i < s.world.n_programs; i++) {
            bca_compiled a;
            bca_compiled b;

            ck_assert_int_eq(s.world.differs[i], of_file.differs[i]);
            ck_assert_uint_eq(s.world.enrolments[i].n, of_file.enrolments[i].n);
            if (!bca_basis_has_result(s.world.programs[i].basis))
                continue;
            compile_world(&a, &s, i);
            ck_assert_int_eq(bca_world_compile(&b, &of_file, i, BCA_ANALYSIS_MAIN,
                                               &s.p.findings, &s.err),
                             BCA_OK);
            assert_same_plan(&a.plan, &b.plan, PART_KNOWN);
            bca_compiled_free(&a);
            bca_compiled_free(&b);
        }
        bca_scenarios_free(&all);
        close_scene(&s);
    }
}
END_TEST

/* ------------------------------------------------------------------------ errors */

START_TEST(test_texts_that_are_refused)
{
    static const struct {
        const char *text, *says;
    } cases[] = {
        {"", "does not say what"},
        {"cost:doc-cbt", "does not say what"},
        {"cst:doc-cbt=1", "did you mean 'cost'"},
        {"weather=1", "one of cost, slots"},
        {"cost=1", "does not say of what"},
        {"discount:x=0.03", "of the whole model"},
        {"cost:doc-cb=+15%", "did you mean 'doc-cbt'"},
        {"cost:doc-cbt=15%", "neither a change nor an amount"},
        {"cost:doc-cbt=+%", "neither a change nor an amount"},
        {"cost:doc-cbt=-300", "less than nothing"},
        {"cost:doc-cbt@2027=300", "only slots"},
        {"effect:doc-cbt=0.9", "no change in percent"},
        {"effect:doc-cbt=-110%", "below -1"},
        {"effect:doc-halfway-houses=-10%", "not modeled"},
        {"parameter:prison-cst=+10%", "did you mean 'prison-cost'"},
        {"parameter:prison-years=-3", "constant of 0 or more"},
        {"discount=3", "35 percent is 0.35"},
        {"discount=-1", "stay above -1"},
        {"deadweight=-0.25", "cannot be negative"},
        {"inflation=2", "less than 0.2"},
        {"switch:prison-basis=averge", "did you mean 'average'"},
        {"slots:doc-cbt=1.5", "whole numbers"},
        {"slots:doc-cbt=1,2", "first fiscal year"},
        {"slots:doc-cbt@27x=1", "no fiscal year"},
        {"horizon=0", "counts nothing"},
        {"horizon=soon", "no horizon"},
    };
    bca_scenario untouched = {.id = "untouched"};
    scene s;

    open_scene(&s, shipped);
    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        bca_status st = bca_scenario_what_if(&untouched, &s.arena, NULL, cases[i].text,
                                             &s.p.registry, &s.p.models, &s.err);

        ck_assert_msg(st == BCA_EUSAGE, "'%s': %d", cases[i].text, (int)st);
        ck_assert_msg(strstr(s.err.text, cases[i].says) != NULL, "'%s': %s",
                      cases[i].text, s.err.text);
        ck_assert_str_eq(untouched.id, "untouched");
    }
    close_scene(&s);
}
END_TEST

START_TEST(test_the_same_thing_twice_on_a_command_line)
{
    static const char *const texts[] = {"discount=0.03"};
    bca_scenario next;
    scene s;

    open_scene(&s, shipped);
    suppose(&s, texts, 1);
    ck_assert_int_eq(bca_scenario_what_if(&next, &s.arena, &s.scenario,
                                          "parameter:discount-rate=0.05", &s.p.registry,
                                          &s.p.models, &s.err),
                     BCA_EUSAGE);
    ck_assert_ptr_nonnull(strstr(s.err.text, "'discount=0.03' overrides the same"));
    close_scene(&s);
}
END_TEST

START_TEST(test_an_unknown_scenario)
{
    const bca_scenario *found = NULL;
    bca_scenarios all;
    scene s;

    open_scene(&s, shipped);
    all = scenarios_of(&s);
    ck_assert_int_eq(bca_scenario_find(&found, &all, "hard-cas", &s.err), BCA_EINVALID);
    ck_assert_ptr_nonnull(strstr(s.err.text, "did you mean 'hard-case'"));
    ck_assert_int_eq(bca_scenario_find(&found, &all, "weather", &s.err), BCA_EINVALID);
    ck_assert_ptr_null(found);
    bca_scenarios_free(&all);
    close_scene(&s);
}
END_TEST

/* Two shares that are fine apart and too large together. */
START_TEST(test_shares_that_no_longer_fit)
{
    static const char *const texts[] = {"parameter:share-school-state=0.97"};
    bca_scenario next;
    bca_world w = {.n_programs = 37};
    scene s;

    open_scene(&s, shipped);
    ck_assert_int_eq(bca_scenario_what_if(&next, &s.arena, NULL, texts[0],
                                          &s.p.registry, &s.p.models, &s.err),
                     BCA_OK);
    ck_assert_int_eq(
        bca_scenario_world(&w, &s.arena, &s.p.registry, &s.p.models, &next, &s.err),
        BCA_EINVALID);
    ck_assert_ptr_nonnull(strstr(s.err.text, "sum to 1.05"));
    ck_assert_uint_eq(w.n_programs, 37);
    close_scene(&s);
}
END_TEST

/* ------------------------------------------------------------------------- words */

START_TEST(test_words)
{
    static const char *const texts[] = {"cost:doc-cbt=+15%", "discount=0.07",
                                        "switch:prison-basis=average"};
    bca_scenario_words words[3];
    scene s;

    open_scene(&s, shipped);
    suppose(&s, texts, 3);
    ck_assert_int_eq(bca_scenario_say(words, &s.arena, &s.scenario, &s.p.registry,
                                      &s.p.models, &s.err),
                     BCA_OK);
    ck_assert_str_eq(words[0].was, "1395");
    ck_assert_str_eq(words[0].is, "1604.25 (+15 %)");
    ck_assert_str_eq(words[0].unit, "USD per participant and year, dollars of 2016");
    ck_assert_str_eq(words[1].was, "triangular: low 0.02, mode 0.035, high 0.05");
    ck_assert_str_eq(words[1].is, "0.07");
    ck_assert_str_eq(words[2].was, "marginal long-run");
    ck_assert_str_eq(words[2].is, "average");
    close_scene(&s);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_a_world_without_a_scenario_is_the_base},
        {test_a_copied_model_gives_the_same_plans},
        {test_overrides_are_what_changed_files_give},
        {test_a_cost_changes_the_cost_alone},
        {test_an_amount_in_dollars_of_another_year},
        {test_an_effect_scales_effects_and_errors_alone},
        {test_a_discount_rate_changes_its_input_alone},
        {test_a_horizon_of_years_ends_the_plan},
        {test_the_cost_of_a_transferred_program},
        {test_inflation_changes_no_plan},
        {test_the_base_is_never_written_to},
        {test_an_option_that_gives_a_link_its_worth},
        {test_a_line_that_its_document_does_not_count},
        {test_enrolments},
        {test_a_later_scenario_wins},
        {test_what_if_is_the_scenario_of_the_file},
        {test_texts_that_are_refused},
        {test_the_same_thing_twice_on_a_command_line},
        {test_an_unknown_scenario},
        {test_shares_that_no_longer_fit},
        {test_words},
    };

    return run_tests("scenario", tests, TEST_COUNT(tests));
}
