#include "testlib.h"

#include <math.h>
#include <string.h>

#include "report/sentence.h"
#include "starve_arena.h"

START_TEST(test_pieces)
{
    bca_arena arena = BCA_ARENA_INIT;
    bca_sentence s;

    bca_sentence_open(&s);
    bca_say(&s, "one more evaluation");
    bca_say(&s, "");
    bca_say(&s, " of 100 % <youth> & \"girls\"");
    ck_assert_str_eq(bca_sentence_close(&s, &arena),
                     "one more evaluation of 100 % <youth> & \"girls\"");
    bca_sentence_open(&s);
    ck_assert_str_eq(bca_sentence_close(&s, &arena), "");
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_pieces_of_a_list)
{
    bca_arena arena = BCA_ARENA_INIT;
    bca_sentence s;

    bca_sentence_open(&s);
    bca_say_next(&s, "; ", "Author 2005");
    bca_say_next(&s, "; ", "Writer 2011");
    bca_say_next(&s, "; and ", "");
    ck_assert_str_eq(bca_sentence_close(&s, &arena), "Author 2005; Writer 2011; and ");
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_numbers)
{
    bca_arena arena = BCA_ARENA_INIT;
    bca_sentence s;

    bca_sentence_open(&s);
    bca_say_number(&s, "effect ", -0.28849, 3, "; ");
    bca_say_number(&s, "", 37.0, 0, " samples; ");
    bca_say_number(&s, "chance ", 74.96, 1, " percent; ");
    bca_say_number(&s, "not known ", NAN, 2, "");
    ck_assert_str_eq(bca_sentence_close(&s, &arena),
                     "effect -0.288; 37 samples; chance 75.0 percent; not known ");
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_p)
{
    static const struct {
        double p;
        const char *text;
    } cases[] = {
        {0.0, "p below 0.001"},   {0.000999, "p below 0.001"}, {0.001, "p 0.001"},
        {0.049999999, "p 0.050"}, {0.199, "p 0.199"},          {1.0, "p 1.000"},
    };
    bca_arena arena = BCA_ARENA_INIT;

    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        bca_sentence s;

        bca_sentence_open(&s);
        bca_say_p(&s, cases[i].p);
        ck_assert_str_eq(bca_sentence_close(&s, &arena), cases[i].text);
    }
    bca_arena_free(&arena);
}
END_TEST

START_TEST(test_lists)
{
    static const struct {
        const char *list, *text;
    } cases[] = {
        {"randomized", "randomized"},
        {"randomized matched", "randomized or matched"},
        {"  randomized\n  matched\tnonequivalent ",
         "randomized or matched or nonequivalent"},
        {"", ""},
        {" \t", ""},
    };
    bca_arena arena = BCA_ARENA_INIT;

    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        bca_sentence s;

        bca_sentence_open(&s);
        bca_say_list(&s, cases[i].list, " or ");
        ck_assert_str_eq(bca_sentence_close(&s, &arena), cases[i].text);
    }
    bca_arena_free(&arena);
}
END_TEST

/* A sentence longer than any buffer comes whole. */
START_TEST(test_a_long_sentence)
{
    enum { TIMES = 5000 };
    bca_arena arena = BCA_ARENA_INIT;
    bca_sentence s;
    const char *text;

    bca_sentence_open(&s);
    for (int i = 0; i < TIMES; i++)
        bca_say_next(&s, "; ", "Author 2005");
    text = bca_sentence_close(&s, &arena);
    ck_assert_uint_eq(strlen(text), TIMES * strlen("Author 2005; ") - 2);
    bca_arena_free(&arena);
}
END_TEST

/* No memory shows at the end: for the sentence itself, or to keep it. */
START_TEST(test_no_sentence)
{
    bca_arena arena = BCA_ARENA_INIT;
    bca_sentence s = {.out = NULL};

    bca_say(&s, "one more evaluation");
    bca_say_next(&s, "; ", "Author 2005");
    bca_say_number(&s, "", 37.0, 0, "");
    bca_say_p(&s, 0.288);
    bca_say_list(&s, "randomized matched", " or ");
    ck_assert_ptr_null(bca_sentence_close(&s, &arena));
    bca_arena_free(&arena);
}
END_TEST

static bca_status
say_much(bca_arena *arena)
{
    enum { TIMES = 50 };
    bca_sentence s;

    bca_sentence_open(&s);
    for (int i = 0; i < TIMES; i++)
        bca_say_next(&s, "; ", "Author 2005");
    return bca_sentence_close(&s, arena) != NULL ? BCA_OK : BCA_ENOMEM;
}

START_TEST(test_memory_runs_out)
{
    assert_survives_little_memory(say_much, 37);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_pieces},      {test_pieces_of_a_list},
        {test_numbers},     {test_p},
        {test_lists},       {test_a_long_sentence},
        {test_no_sentence}, {test_memory_runs_out},
    };

    return run_tests("sentence", tests, TEST_COUNT(tests));
}
