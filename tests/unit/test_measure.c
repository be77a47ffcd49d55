#include "testlib.h"

#include <math.h>
#include <string.h>

#include "evidence/measure.h"

/* Effects of a sheet in memory, and what was found. The numbers of whole data sets are
 * compared with metafor's in tests/cli/test_effect.py. */
typedef struct reading {
    bca_file file;
    bca_arena arena;
    bca_findings findings;
    bca_sheet sheet;
    bca_measured got;
    bool fine;
} reading;

static void
measure(reading *r, const char *name, const char *text)
{
    *r = (reading){.file = {"studies.csv", text, strlen(text)},
                   .findings = BCA_FINDINGS_INIT};
    ck_assert(bca_sheet_read(&r->sheet, &r->arena, &r->file, &r->findings));
    r->fine = bca_measure_sheet(&r->got, &r->arena, &r->sheet, bca_measure_find(name),
                                &r->findings);
}

static void
done(reading *r)
{
    bca_findings_free(&r->findings);
    bca_arena_free(&r->arena);
}

static void
assert_row(const reading *r, size_t row, bca_effect_size want)
{
    ck_assert_msg(r->fine, "%s",
                  r->findings.first == NULL ? "" : r->findings.first->message);
    ck_assert_ptr_nonnull(r->got.effects);
    assert_close(r->got.effects[row].effect, want.effect, 1e-14);
    assert_close(r->got.effects[row].variance, want.variance, 1e-14);
}

static void
assert_missing(const reading *r, size_t row)
{
    ck_assert(isnan(r->got.effects[row].effect));
    ck_assert(isnan(r->got.effects[row].variance));
}

START_TEST(test_names)
{
    const char *names[BCA_MEASURES];

    bca_measure_names(names);
    for (size_t i = 0; i < BCA_MEASURES; i++)
        ck_assert_str_eq(bca_measure_name(bca_measure_find(names[i])), names[i]);
    ck_assert_str_eq(bca_measure_name(bca_measure_find("or2dn")), "OR2DN");
    ck_assert_ptr_null(bca_measure_find("ORX"));
    ck_assert_ptr_null(bca_measure_find(""));
}
END_TEST

/* The same two groups as counts, as events of groups and as shares. */
START_TEST(test_tables)
{
    static const struct {
        const char *name;
        bca_table_measure measure;
    } measures[] = {{"OR2DN", BCA_DCOX}, {"OR", BCA_LOG_ODDS},  {"RR", BCA_LOG_RISK},
                    {"RD", BCA_RISK},    {"OR2DL", BCA_DLOGIT}, {"PBIT", BCA_PROBIT}};

    for (size_t i = 0; i < TEST_COUNT(measures); i++) {
        bca_effect_size want = bca_effect_table(measures[i].measure, 30, 90, 48, 72);
        reading r;

        measure(&r, measures[i].name, "ai,bi,ci,di\n30,90,48,72\n");
        assert_row(&r, 0, want);
        done(&r);
        measure(&r, measures[i].name, "n2i,study,ci,ai,n1i\n120,x,48,30,120\n");
        assert_row(&r, 0, want);
        done(&r);
        measure(&r, measures[i].name, "p1i,n1i,p2i,n2i\n.25,120,0.4,120\n");
        assert_row(&r, 0, want);
        done(&r);
    }
}
END_TEST

/* A row takes the first form whose cells are filled; the cells of others may be empty.
 */
START_TEST(test_first_filled_form)
{
    reading r;

    measure(&r, "SMD",
            "study,m1i,sd1i,n1i,m2i,sd2i,n2i,ti,fi,pi,diri,yi,vi,sei,ci_lb,ci_ub\n"
            "all,23,2.5,37,20,2.9,52,1.5,4,.05,1,0.2,0.03,.1,-1,1\n"
            "t,,2.5,37,20,2.9,52,1.5,4,.05,1,0.2,0.03,.1,-1,1\n"
            "F,NA,,37,,,52,,4,.05,-1,0.2,0.03,.1,-1,1\n"
            "p,,,37,,,52,,,.05,-1,0.2,0.03,.1,-1,1\n"
            "vi,,,37,,,52,,,.05,,0.2,0.03,.1,-1,1\n"
            "sei,,,,,,,,,,,0.2,,.1,-1,1\n"
            "ci,,,,,,,,,,,0.2,,,-1,1\n"
            "none,23,2.5,37,20,2.9,,1.5,4,.05,,0.2,,,-1,\n");
    assert_row(&r, 0, bca_effect_means(23, 2.5, 37, 20, 2.9, 52));
    assert_row(&r, 1, bca_effect_t(1.5, 37, 52));
    assert_row(&r, 2, bca_effect_t(-2, 37, 52));
    assert_row(&r, 3, bca_effect_t(-bca_t_of_p(0.05, 37, 52), 37, 52));
    assert_row(&r, 4, (bca_effect_size){0.2, 0.03});
    assert_row(&r, 5, (bca_effect_size){0.2, 0.01});
    /* 1 / qnorm(0.975), squared, in R */
    assert_row(&r, 6, (bca_effect_size){0.2, 0.26031777162700581});
    assert_missing(&r, 7);
    ck_assert_uint_eq(r.got.n_missing, 1);
    ck_assert_uint_eq(r.got.n_uses, 7);
    for (size_t i = 0; i < r.got.n_uses; i++)
        ck_assert_uint_eq(r.got.uses[i].n_rows, 1);
    ck_assert_uint_eq(r.got.uses[1].n_columns, 3);
    ck_assert_str_eq(r.got.uses[1].columns[0], "ti");
    done(&r);
}
END_TEST

START_TEST(test_reported)
{
    reading r;

    measure(&r, "GEN", "yi,sei\n-0.31,.19\n");
    assert_row(&r, 0, (bca_effect_size){-0.31, 0.0361});
    done(&r);
    measure(&r, "LOR2DN", "yi,sei\n-0.33,.165\n");
    assert_row(&r, 0, (bca_effect_size){-0.2, 0.01});
    done(&r);
    measure(&r, "PC", "yi,vi\n-0.12,.0037\n");
    assert_row(&r, 0, (bca_effect_size){-0.12, 0.0037});
    done(&r);
    measure(&r, "COR2D", "ri,ni\n-0.6,37\n");
    assert_row(&r, 0, bca_effect_correlation(-0.6, 37));
    done(&r);
    measure(&r, "ZCOR", "ri,ni\n-0.6,37\n");
    assert_row(&r, 0, bca_effect_fisher(-0.6, 37));
    done(&r);
}
END_TEST

START_TEST(test_clusters)
{
    bca_effect_size g = bca_effect_means(23, 2.5, 37, 20, 2.9, 52);
    bca_effect_size d = bca_effect_table(BCA_DCOX, 30, 90, 48, 72);
    reading r;

    measure(&r, "SMD",
            "m1i,sd1i,n1i,m2i,sd2i,n2i,nbari,icci,yi,vi\n"
            "23,2.5,37,20,2.9,52,12.5,.2,,\n"
            "23,2.5,37,20,2.9,52,,NA,,\n"
            ",,37,,,52,12.5,.2,0.2,0.03\n");
    assert_row(&r, 0, bca_effect_cluster_means(g, 37, 52, 12.5, 0.2));
    assert_row(&r, 1, g);
    assert_row(
        &r, 2,
        bca_effect_cluster_means((bca_effect_size){0.2, 0.03}, 37, 52, 12.5, 0.2));
    done(&r);
    measure(&r, "OR2DN", "ai,bi,ci,di,nbari,icci\n30,90,48,72,21,.05\n30,90,48,72,,\n");
    assert_row(&r, 0, (bca_effect_size){d.effect, 2.0 * d.variance});
    assert_row(&r, 1, d);
    done(&r);
    measure(&r, "LOR2DN", "yi,sei,nbari,icci\n-0.33,.165,21,.05\n");
    assert_row(&r, 0, (bca_effect_size){-0.2, 0.02});
    done(&r);
}
END_TEST

typedef struct fault {
    const char *code;
    size_t line, column;
} fault;

static void
assert_faults(const char *name, const char *text, const fault want[], size_t n)
{
    reading r;
    const bca_finding *f;
    size_t i = 0;

    measure(&r, name, text);
    ck_assert_msg(!r.fine, "%s: %s", name, text);
    bca_findings_sort(&r.findings);
    for (f = r.findings.first; f != NULL && i < n; f = f->next, i++) {
        bca_position at = bca_file_position(&r.file, f->span.begin);

        ck_assert_msg(strcmp(f->code, want[i].code) == 0 && at.line == want[i].line &&
                          at.column == want[i].column,
                      "%s: %s: %s %zu:%zu %s", name, text, f->code, at.line, at.column,
                      f->message);
        ck_assert_ptr_nonnull(f->fix);
    }
    ck_assert_msg(f == NULL && i == n, "%s: %s: %zu findings", name, text,
                  r.findings.errors);
    done(&r);
}

#define ASSERT_FAULTS(name, text, ...)                                                 \
    assert_faults(name, text, (const fault[]){__VA_ARGS__},                            \
                  sizeof((const fault[]){__VA_ARGS__}) / sizeof(fault))

START_TEST(test_columns_missing)
{
    reading r;

    ASSERT_FAULTS("SMD", "m1i,sd1i,n1i,m2i,n2i\n1,2,3,4,5\n", {"E0610", 1, 1});
    ASSERT_FAULTS("OR", "study,ri,ni\na,.1,37\n", {"E0610", 1, 1});
    ASSERT_FAULTS("GEN", "yi\n0.1\n", {"E0610", 1, 1});
    measure(&r, "SMD", "m1i,sd1i,n1i,m2i,n2i\n1,2,3,4,5\n");
    ck_assert_ptr_nonnull(r.findings.first);
    ck_assert_str_eq(r.findings.first->message,
                     "for the measure SMD the sheet lacks: sd2i");
    done(&r);
    measure(&r, "OR", "Ai,bi,ci,di\n1,2,3,4\n");
    ck_assert_str_eq(r.findings.first->message,
                     "for the measure OR the sheet lacks: ai");
    done(&r);
}
END_TEST

START_TEST(test_impossible_tables)
{
    ASSERT_FAULTS("OR", "ai,bi,ci,di\n-3,5,7,9\n", {"E0611", 2, 1});
    ASSERT_FAULTS("OR", "ai,bi,ci,di\n3,5,7,-9\n2,-8,-1,4\n", {"E0611", 2, 7},
                  {"E0611", 3, 3}, {"E0611", 3, 6});
    ASSERT_FAULTS("RD", "ai,bi,ci,di\n0,0,7,9\n", {"E0611", 2, 1});
    ASSERT_FAULTS("RD", "ai,bi,ci,di\n7,9,0,0\n", {"E0611", 2, 5});
    ASSERT_FAULTS("RR", "ai,n1i,ci,n2i\n37,30,1,50\n", {"E0611", 2, 1});
    ASSERT_FAULTS("RR", "ai,n1i,ci,n2i\n3,30,51,50\n", {"E0611", 2, 6});
    ASSERT_FAULTS("RR", "ai,n1i,ci,n2i\n0,0,1,50\n", {"E0611", 2, 3});
    ASSERT_FAULTS("PBIT", "p1i,n1i,p2i,n2i\n25,120,0.4,120\n", {"E0611", 2, 1});
    ASSERT_FAULTS("PBIT", "p1i,n1i,p2i,n2i\n.25,120,-.4,120\n", {"E0611", 2, 9});
}
END_TEST

START_TEST(test_impossible_means)
{
    ASSERT_FAULTS("SMD", "m1i,sd1i,n1i,m2i,sd2i,n2i\n3,-2,37,4,2,52\n",
                  {"E0611", 2, 3});
    ASSERT_FAULTS("SMD", "m1i,sd1i,n1i,m2i,sd2i,n2i\n3,0,37,4,0,52\n", {"E0611", 2, 3});
    ASSERT_FAULTS("SMD", "m1i,sd1i,n1i,m2i,sd2i,n2i\n3,2,0,4,2,52\n", {"E0611", 2, 5});
    ASSERT_FAULTS("SMD", "m1i,sd1i,n1i,m2i,sd2i,n2i\n3,2,2,4,2,1\n", {"E0611", 2, 11});
    ASSERT_FAULTS("SMD", "ti,n1i,n2i\n1.5,1,2.5\n", {"E0611", 2, 7});
    ASSERT_FAULTS("SMD", "fi,n1i,n2i,diri\n-1.5,37,52,1\n", {"E0611", 2, 1});
    ASSERT_FAULTS("SMD", "fi,n1i,n2i,diri\n1.5,37,52,0\n1.5,37,52,+2\n",
                  {"E0611", 2, 11}, {"E0611", 3, 11});
    ASSERT_FAULTS("SMD", "pi,n1i,n2i,diri\n0,37,52,1\n1.01,37,52,1\n", {"E0611", 2, 1},
                  {"E0611", 3, 1});
}
END_TEST

START_TEST(test_impossible_reports)
{
    ASSERT_FAULTS("GEN", "yi,vi\n0.2,0\n0.2,-1\n", {"E0611", 2, 5}, {"E0611", 3, 5});
    ASSERT_FAULTS("GEN", "yi,sei\n0.2,0\n", {"E0611", 2, 5});
    ASSERT_FAULTS("GEN", "yi,ci_lb,ci_ub\n0.2,.5,.1\n1.2,.5,1.1\n", {"E0611", 2, 5},
                  {"E0611", 3, 1});
    ASSERT_FAULTS("PC", "yi,sei\n-12,3\n", {"E0611", 2, 1});
    ASSERT_FAULTS("COR2D", "ri,ni\n1,37\n-1,37\n.5,1\n", {"E0611", 2, 1},
                  {"E0611", 3, 1}, {"E0611", 4, 4});
    ASSERT_FAULTS("ZCOR", "ri,ni\n.5,3\n", {"E0611", 2, 4});
}
END_TEST

START_TEST(test_variance_not_positive)
{
    ASSERT_FAULTS("RD", "ai,bi,ci,di\n3,5,7,9\n0,37,0,52\n37,0,52,0\n", {"E0612", 3, 1},
                  {"E0612", 4, 1});
    ASSERT_FAULTS("SMD", "ti,n1i,n2i\n1e300,37,52\n", {"E0612", 2, 1});
    ASSERT_FAULTS("GEN", "yi,sei\n1,1e200\n", {"E0612", 2, 1});
    ASSERT_FAULTS("GEN", "yi,sei\n1,1e-200\n", {"E0612", 2, 1});
}
END_TEST

START_TEST(test_result_columns_taken)
{
    ASSERT_FAULTS("OR", "yi,ai,bi,ci,di,vi\n1,3,5,7,9,1\n", {"E0613", 1, 1},
                  {"E0613", 1, 16});
    ASSERT_FAULTS("GEN", "vi,yi,ci_lb\n0,1,2\n", {"E0611", 2, 1});
    ASSERT_FAULTS("SMD", "vi,ti,n1i,n2i\n1,2,37,52\n", {"E0613", 1, 1});
}
END_TEST

START_TEST(test_clusters_that_cannot_be)
{
    ASSERT_FAULTS("OR", "ai,bi,ci,di,nbari,icci\n3,5,7,9,21,\n3,5,7,9,,.2\n",
                  {"E0614", 2, 9}, {"E0614", 3, 10});
    ASSERT_FAULTS("OR", "ai,bi,ci,di,nbari\n3,5,7,9,21\n", {"E0614", 2, 9});
    ASSERT_FAULTS("OR", "ai,bi,ci,di,nbari,icci\n3,5,7,9,.5,.2\n3,5,7,9,3,20\n",
                  {"E0614", 2, 9}, {"E0614", 3, 11});
    ASSERT_FAULTS("GEN", "yi,vi,nbari,icci\n.2,.1,21,.05\n", {"E0614", 2, 7});
    ASSERT_FAULTS("SMD", "yi,vi,nbari,icci\n.2,.1,21,.05\n", {"E0614", 2, 7});
    ASSERT_FAULTS("SMD", "ti,n1i,n2i,nbari,icci\n1.5,37,52,45,.05\n", {"E0614", 2, 11});
    ASSERT_FAULTS("OR", "ai,bi,ci,di,nbari,icci\n3,5,7,9,21,5%\n", {"E0312", 2, 12});
}
END_TEST

/* Everything at once, and one finding a cell. */
START_TEST(test_cells_that_are_no_numbers)
{
    ASSERT_FAULTS("OR",
                  "study,ai,bi,ci,di\na,x,-5,7,9\nb,3,\"1,000\",7,9\nc,-3,5,7,9\n",
                  {"E0312", 2, 3}, {"E0611", 2, 5}, {"E0312", 3, 5}, {"E0611", 4, 3});
    ASSERT_FAULTS("SMD", "ti,n1i,n2i,m1i\n1.5,37,n/a,x\n", {"E0312", 2, 8});
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_names},
        {test_tables},
        {test_first_filled_form},
        {test_reported},
        {test_clusters},
        {test_columns_missing},
        {test_impossible_tables},
        {test_impossible_means},
        {test_impossible_reports},
        {test_variance_not_positive},
        {test_result_columns_taken},
        {test_clusters_that_cannot_be},
        {test_cells_that_are_no_numbers},
    };

    return run_tests("measure", tests, TEST_COUNT(tests));
}
