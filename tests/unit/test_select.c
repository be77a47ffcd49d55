#include "testlib.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/exact_sum.h"
#include "engine/select.h"

enum { MOST_RANKS = 40, MOST_COUNTERS = 7 };

/* ------------------------------------------------------------ memory, and its lack */

static size_t pieces_left = SIZE_MAX;
static size_t bytes_asked;

void *__real_calloc(size_t count, size_t size);
void *__wrap_calloc(size_t count, size_t size);

void *
__wrap_calloc(size_t count, size_t size)
{
    if (pieces_left == 0)
        return NULL;
    if (pieces_left != SIZE_MAX)
        pieces_left--;
    bytes_asked += count * size;
    return __real_calloc(count, size);
}

/* --------------------------------------------------------------- awkward numbers */

/* SplitMix64 (Steele, Lea & Flood 2014, doi:10.1145/2714064.2660195). */
static uint64_t
mix(uint64_t seed, uint64_t i)
{
    uint64_t z = seed * UINT64_C(0xd1342543de82ef95) + i * UINT64_C(0x9e3779b97f4a7c15);

    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

static double
uniform(uint64_t seed, uint64_t i)
{
    return (double)(mix(seed, i) >> 11) * 0x1p-53;
}

static double
bell(uint64_t seed, uint64_t i)
{
    return 288.0 + 3700.0 * (uniform(seed, 3 * i) + uniform(seed, 3 * i + 1) +
                             uniform(seed, 3 * i + 2) - 1.5);
}

static double
scales(uint64_t seed, uint64_t i)
{
    double size = pow(10.0, 600.0 * uniform(seed, i) - 300.0);

    return mix(seed, i) % 3 == 0 ? -size : size;
}

static double
mostly_zero(uint64_t seed, uint64_t i)
{
    return mix(seed, i) % 2 == 0 ? 0.0 : bell(seed, i);
}

static double
two_atoms(uint64_t seed, uint64_t i)
{
    return mix(seed, i) % 2 == 0 ? 0.0 : -37.288;
}

static double
signed_zeros(uint64_t seed, uint64_t i)
{
    return mix(seed, i) % 5 == 0 ? 0x1p-1074 : mix(seed, i) % 2 == 0 ? 0.0 : -0.0;
}

static double
whole(uint64_t seed, uint64_t i)
{
    return floor(bell(seed, i) / 500.0);
}

static double
same(uint64_t seed, uint64_t i)
{
    (void)seed;
    (void)i;
    return 0.288;
}

static double
neighbours(uint64_t seed, uint64_t i)
{
    return 1.0 + (double)(mix(seed, i) % 2000) * DBL_EPSILON;
}

static double
widest(uint64_t seed, uint64_t i)
{
    static const double x[] = {-DBL_MAX, DBL_MAX, -0x1p-1074, 0x1p-1074, 0.288, 1e308};

    return x[mix(seed, i) % TEST_COUNT(x)];
}

static double
rising(uint64_t seed, uint64_t i)
{
    return (double)seed + (double)i;
}

/* A cluster so narrow that the sample, which misses all else, tells nothing. */
static double
cluster(uint64_t seed, uint64_t i)
{
    return i % 64 == 0 ? 1.0 : scales(seed, i);
}

static double
skewed(uint64_t seed, uint64_t i)
{
    return exp(bell(seed, i) / 1000.0);
}

/* Atoms of a tenth, a third and a hundredth, among others of which one is near it. */
static double
atoms(uint64_t seed, uint64_t i)
{
    const double u = uniform(seed + 288, i);

    if (u < 0.1)
        return -3700.288;
    if (u < 0.43)
        return mix(seed, i) % 2 == 0 ? 0.0 : -0.0;
    return u < 0.44 ? 4096.0 : u < 0.45 ? 0x1p-1074 : bell(seed, i);
}

static const struct {
    const char *name;
    double (*number)(uint64_t seed, uint64_t i);
} kinds[] = {{"bell", bell},
             {"scales", scales},
             {"mostly zero", mostly_zero},
             {"two atoms", two_atoms},
             {"signed zeros", signed_zeros},
             {"whole", whole},
             {"same", same},
             {"neighbours", neighbours},
             {"widest", widest},
             {"rising", rising},
             {"cluster", cluster},
             {"skewed", skewed},
             {"atoms", atoms}};

/* ------------------------------------------------------------ what a sort would give
 */

typedef struct sorted {
    double *x, *in_order;
    size_t n;
    size_t rank[MOST_RANKS];
    bca_rank_list ranks;
} sorted;

static int
by_size(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;

    return (x > y) - (x < y);
}

static sorted
numbers(size_t kind, uint64_t seed, size_t n)
{
    sorted s = {.n = n};

    s.x = malloc(n * sizeof *s.x);
    s.in_order = malloc(n * sizeof *s.x);
    ck_assert(s.x != NULL && s.in_order != NULL);
    for (size_t i = 0; i < n; i++) {
        s.x[i] = kinds[kind].number(seed, i);
        s.in_order[i] = s.x[i] + 0.0;
    }
    qsort(s.in_order, n, sizeof *s.in_order, by_size);
    return s;
}

static void
ask(sorted *s, uint64_t seed)
{
    s->ranks = (bca_rank_list){.rank = s->rank, .n = 1 + mix(seed, 0) % MOST_RANKS};
    s->ranks.lowest = mix(seed, 1) % (s->n + 1) / (1 + mix(seed, 2) % 20);
    for (size_t i = 0; i < s->ranks.n; i++)
        s->rank[i] = mix(seed, 3 + i / 2) % s->n;
    s->rank[mix(seed, 100) % s->ranks.n] = 0;
    s->rank[mix(seed, 101) % s->ranks.n] = s->n - 1;
}

/* What a run asks for: quartiles, the ends, the ranks of their intervals, and the sum
 * of the lowest 5 %. */
static void
ask_as_a_run(sorted *s)
{
    static const double at[] = {0.05, 0.25, 0.5, 0.75, 0.95};
    const double n = (double)s->n;
    size_t k = 0;

    for (size_t i = 0; i < TEST_COUNT(at); i++) {
        const double half = 1.96 * sqrt(n * at[i] * (1.0 - at[i]));

        s->rank[k++] = (size_t)((n - 1.0) * at[i]);
        s->rank[k++] = (size_t)((n - 1.0) * at[i]) + 1;
        s->rank[k++] = (size_t)(n * at[i] - half);
        s->rank[k++] = (size_t)(n * at[i] + half);
    }
    s->ranks = (bca_rank_list){.rank = s->rank, .n = k, .lowest = s->n / 20};
}

static void
release(sorted *s)
{
    free(s->x);
    free(s->in_order);
}

static bool
same_bits(double a, double b)
{
    uint64_t bits[2];

    memcpy(&bits[0], &a, sizeof a);
    memcpy(&bits[1], &b, sizeof b);
    return bits[0] == bits[1];
}

/* The sum in the order of size, in long double, and its error at most. */
static void
check_sum(const sorted *s, double got)
{
    long double sum = 0.0L;
    long double size = 0.0L;

    for (size_t i = 0; i < s->ranks.lowest; i++) {
        sum += s->in_order[i];
        size += fabsl((long double)s->in_order[i]);
    }
    if (isinf((double)sum)) {
        ck_assert(same_bits(got, (double)sum));
        return;
    }
    ck_assert_msg(fabsl((long double)got - sum) <=
                      size * (long double)s->n * LDBL_EPSILON +
                          fabsl(sum) * DBL_EPSILON / 2.0L,
                  "sum %.17g, not %.17Lg", got, sum);
}

static void
check(const char *kind, const sorted *s, const double out[])
{
    for (size_t i = 0; i < s->ranks.n; i++)
        ck_assert_msg(same_bits(out[i], s->in_order[s->rank[i]]),
                      "%s: rank %zu of %zu is %.17g, not %.17g", kind, s->rank[i], s->n,
                      out[i], s->in_order[s->rank[i]]);
}

/* ---------------------------------------------------------------------- in memory */

static const size_t sizes[] = {1, 2, 3, 37, 288, 2000, 10000, 60000};

START_TEST(test_as_a_sort_gives)
{
    for (size_t kind = 0; kind < TEST_COUNT(kinds); kind++)
        for (size_t k = 0; k < TEST_COUNT(sizes); k++) {
            sorted s = numbers(kind, 7 + k, sizes[k]);

            for (uint64_t seed = 0; seed < 8; seed++) {
                double out[MOST_RANKS];
                double sum;

                ask(&s, 1000 * kind + seed);
                ck_assert_int_eq(bca_select(out, &sum, &s.ranks, s.x, s.n, NULL),
                                 BCA_OK);
                check(kinds[kind].name, &s, out);
                check_sum(&s, sum);
            }
            release(&s);
        }
}
END_TEST

/* 1 + 2 + ... + k = k (k + 1) / 2, whatever the order; and nothing asked for. */
START_TEST(test_sum_of_the_first_whole_numbers)
{
    static double x[10007];
    double sum;
    bca_rank_list ranks = {.lowest = 3700};

    for (size_t i = 0; i < 10007; i++)
        x[i * 288 % 10007] = (double)i + 1.0; /* 10007 is prime: each place once */
    ck_assert_int_eq(bca_select(NULL, &sum, &ranks, x, 10007, NULL), BCA_OK);
    ck_assert_double_eq(sum, 3700.0 * 3701.0 / 2.0);
    ranks.lowest = 10007;
    ck_assert_int_eq(bca_select(NULL, &sum, &ranks, x, 10007, NULL), BCA_OK);
    ck_assert_double_eq(sum, 10007.0 * 10008.0 / 2.0);
    ck_assert_int_eq(bca_select(NULL, NULL, &ranks, x, 10007, NULL), BCA_OK);
    ranks.lowest = 0;
    ck_assert_int_eq(bca_select(NULL, &sum, &ranks, x, 10007, NULL), BCA_OK);
    ck_assert_double_eq(sum, 0.0);
}
END_TEST

/* 1e300 is lost in no order: the three lowest of -1e300, 0.288, 1e300, 2e300. */
START_TEST(test_sum_is_exact)
{
    const double x[] = {2e300, 1e300, 0.288, -1e300};
    const size_t rank[] = {3, 0, 1, 1};
    const bca_rank_list ranks = {.rank = rank, .n = 4, .lowest = 3};
    double out[4];
    double sum;

    ck_assert_int_eq(bca_select(out, &sum, &ranks, x, 4, NULL), BCA_OK);
    ck_assert_double_eq(sum, 0.288);
    ck_assert_double_eq(out[0], 2e300);
    ck_assert_double_eq(out[1], -1e300);
    ck_assert_double_eq(out[2], 0.288);
    ck_assert_double_eq(out[3], 0.288);
}
END_TEST

START_TEST(test_negative_zero_is_zero)
{
    const double x[] = {0.288, -0.0, 0.0, -37.0, -0.0};
    const size_t rank[] = {1, 2, 3};
    const bca_rank_list ranks = {.rank = rank, .n = 3, .lowest = 0};
    double out[3];

    ck_assert_int_eq(bca_select(out, NULL, &ranks, x, 5, NULL), BCA_OK);
    for (size_t i = 0; i < 3; i++)
        ck_assert(same_bits(out[i], 0.0));
    ck_assert(signbit(x[1])); /* x is as it was */
}
END_TEST

/* ---------------------------------------------------------------------- in passes */

/* One pass over the numbers in an order and split of its own: blocks of a random size
 * go to random counters, from the end or the beginning, of which some travel as bytes;
 * merged in a random order. */
static void
pass(bca_selection *s, const sorted *of, size_t n_counters, uint64_t seed)
{
    const size_t first = mix(seed, 1) % n_counters;
    bca_counter *counters[MOST_COUNTERS];
    uint64_t k = 2;

    for (size_t i = 0; i < n_counters; i++)
        ck_assert_int_eq(bca_counter_new(&counters[i], s, NULL), BCA_OK);
    for (size_t i = 0, many; i < of->n; i += many, k++) {
        size_t at;

        many = 1 + mix(seed, k) % 997;
        many = many < of->n - i ? many : of->n - i;
        at = mix(seed, 1) % 2 == 0 ? i : of->n - i - many;
        ck_assert_int_eq(bca_counter_add(counters[mix(seed, k) % n_counters],
                                         of->x + at, many, NULL),
                         BCA_OK);
    }
    for (size_t i = 0; i < n_counters; i++) {
        bca_counter *c = counters[(first + i) % n_counters];
        unsigned char *bytes;
        size_t size;

        if (mix(seed, k + i) % 2 == 0) {
            ck_assert_int_eq(bca_selection_merge(s, c, NULL), BCA_OK);
            continue;
        }
        ck_assert_int_eq(bca_counter_bytes(&bytes, &size, c, NULL), BCA_OK);
        bca_counter_free(c);
        ck_assert_int_eq(bca_selection_merge_bytes(s, bytes, size, NULL), BCA_OK);
        free(bytes);
    }
    ck_assert_int_eq(bca_selection_close_pass(s, NULL), BCA_OK);
}

static bca_selection *
begin(const sorted *of, size_t from, size_t n_sample)
{
    bca_selection *s;

    ck_assert_int_eq(
        bca_selection_new(&s, &of->ranks, of->n, of->x + from, n_sample, NULL), BCA_OK);
    return s;
}

START_TEST(test_passes_give_the_same_bits)
{
    for (size_t kind = 0; kind < TEST_COUNT(kinds); kind++)
        for (uint64_t seed = 0; seed < 24; seed++) {
            sorted of = numbers(kind, seed, sizes[seed % TEST_COUNT(sizes)]);
            size_t from = mix(seed, 4) % of.n;
            double out[2][MOST_RANKS];
            double sum[2];
            size_t passes = 0;
            bca_selection *s;

            ask(&of, 100 * kind + seed);
            ck_assert_int_eq(bca_select(out[0], &sum[0], &of.ranks, of.x, of.n, NULL),
                             BCA_OK);
            s = begin(&of, from, 1 + mix(seed, 5) % (of.n - from));
            for (; bca_selection_open(s); passes++)
                pass(s, &of, 1 + mix(seed, passes) % MOST_COUNTERS,
                     1000 * kind + 10 * seed + passes);
            bca_selection_result(s, out[1], &sum[1]);
            bca_selection_free(s);
            check(kinds[kind].name, &of, out[1]);
            ck_assert(same_bits(sum[0], sum[1]));
            ck_assert_uint_lt(passes, 10);
            release(&of);
        }
}
END_TEST

/* The passes that numbers take, after a sample of the first of them: answers checked.
 */
static size_t
count_passes(const sorted *of, const double sample[], size_t n_sample,
             size_t n_counters, uint64_t seed)
{
    double out[2][MOST_RANKS];
    double sum[2];
    size_t passes = 0;
    bca_selection *s;

    ck_assert_int_eq(bca_select(out[0], &sum[0], &of->ranks, of->x, of->n, NULL),
                     BCA_OK);
    ck_assert_int_eq(bca_selection_new(&s, &of->ranks, of->n, sample, n_sample, NULL),
                     BCA_OK);
    for (; bca_selection_open(s); passes++)
        pass(s, of, n_counters, seed + passes);
    bca_selection_result(s, out[1], &sum[1]);
    bca_selection_free(s);
    check("passes", of, out[1]);
    ck_assert(same_bits(sum[0], sum[1]));
    check_sum(of, sum[1]);
    return passes;
}

static const size_t counters[] = {1, 2, 7};

/* Numbers in an order that has nothing to do with their size, atoms or none. */
START_TEST(test_one_pass_is_enough)
{
    static const size_t kind_of[] = {0, 2, 3, 5, 6, 11, 12};

    for (size_t k = 0; k < TEST_COUNT(kind_of); k++) {
        sorted of = numbers(kind_of[k], 37 + k, 60000);

        ask_as_a_run(&of);
        for (size_t i = 0; i < 3 * TEST_COUNT(counters); i++)
            ck_assert_msg(
                count_passes(&of, of.x, 4096, counters[i / 3], 288 + 10 * i) == 1,
                "%s: %zu counters", kinds[kind_of[k]].name, counters[i / 3]);
        of.ranks.lowest = 40000; /* across atoms */
        ck_assert_uint_eq(count_passes(&of, of.x, 4096, 2, 288), 1);
        of.ranks.n = 0;
        of.ranks.lowest = of.n;
        ck_assert_uint_eq(count_passes(&of, of.x, 4096, 2, 288), 1);
        release(&of);
    }
}
END_TEST

/* From the least to the greatest, or back: what came first says nothing of the rest. */
START_TEST(test_windows_that_miss)
{
    static const size_t kind_of[] = {0, 2, 11, 12};

    for (size_t k = 0; k < TEST_COUNT(kind_of); k++) {
        sorted of = numbers(kind_of[k], 37 + k, 60000);

        ask_as_a_run(&of);
        memcpy(of.x, of.in_order, of.n * sizeof *of.x);
        for (uint64_t seed = 0; seed < 8; seed++)
            ck_assert_uint_gt(count_passes(&of, of.x, of.n, 1, seed), 1);
        for (size_t i = 1; i < TEST_COUNT(counters); i++)
            ck_assert_uint_lt(count_passes(&of, of.x, of.n, counters[i], 5), 5);
        release(&of);
    }
}
END_TEST

/* All numbers from the least to the greatest, or back, go to one of two counters: the
 * other, which has seen nothing, still keeps all, but that one does not. */
START_TEST(test_windows_of_one_counter)
{
    sorted of = numbers(0, 37, 60000);

    ask_as_a_run(&of);
    for (size_t way = 0; way < 4; way++) {
        double out[MOST_RANKS];
        size_t passes = 0;
        bca_selection *s = begin(&of, 0, of.n);

        for (size_t i = 0; i < of.n; i++)
            of.x[i] = of.in_order[way % 2 == 0 ? i : of.n - 1 - i];
        for (; bca_selection_open(s); passes++) {
            bca_counter *c[2];

            for (size_t i = 0; i < 2; i++)
                ck_assert_int_eq(bca_counter_new(&c[i], s, NULL), BCA_OK);
            ck_assert_int_eq(bca_counter_add(c[way / 2], of.x, of.n, NULL), BCA_OK);
            for (size_t i = 0; i < 2; i++)
                ck_assert_int_eq(bca_selection_merge(s, c[i], NULL), BCA_OK);
            ck_assert_int_eq(bca_selection_close_pass(s, NULL), BCA_OK);
        }
        bca_selection_result(s, out, NULL);
        bca_selection_free(s);
        check("one counter", &of, out);
        ck_assert_uint_gt(passes, 1);
    }
    release(&of);
}
END_TEST

/* A sample that is nothing like the numbers, or of one: too many are in a bucket. */
START_TEST(test_sample_that_misleads)
{
    static double sample[2][1024];
    sorted of = numbers(0, 37, 60000);

    ask_as_a_run(&of);
    for (size_t i = 0; i < 1024; i++) {
        sample[0][i] = 1e9 + (double)(i % 288);
        sample[1][i] = of.x[i / 512 * 37]; /* as if two numbers were frequent */
    }
    for (size_t i = 0; i < TEST_COUNT(counters); i++) {
        ck_assert_uint_gt(count_passes(&of, sample[0], 1024, counters[i], 288), 1);
        ck_assert_uint_gt(count_passes(&of, of.x, 1, counters[i], 288), 1);
        ck_assert_uint_lt(count_passes(&of, sample[1], 1024, counters[i], 288), 4);
    }
    release(&of);
}
END_TEST

enum { MANY = 10000000, BLOCK = 500, MIB = 1 << 20 };

/* Ten million numbers that are nowhere held: each of 0 ... MANY - 1 once, in steps that
 * have no factor of 2 or 5. The lower half may be made so small that one bucket holds
 * it all. */
typedef struct many {
    size_t step;
    double lower_half;
    size_t passes;
} many;

static void
block_of_many(double x[], size_t begin_at, const many *m)
{
    for (size_t i = 0; i < BLOCK; i++) {
        size_t number = (begin_at + i) * m->step % MANY;

        x[i] = (double)number * (number < MANY / 2 ? m->lower_half : 1.0);
    }
}

/* Two counters; the bytes that they took. */
static size_t
pass_over_many(bca_selection *s, const many *m)
{
    const size_t before = bytes_asked;
    double x[BLOCK];
    bca_counter *c[2];

    for (size_t i = 0; i < 2; i++)
        ck_assert_int_eq(bca_counter_new(&c[i], s, NULL), BCA_OK);
    for (size_t i = 0; i < MANY; i += BLOCK) {
        block_of_many(x, i, m);
        ck_assert_int_eq(bca_counter_add(c[mix(37, i) % 2], x, BLOCK, NULL), BCA_OK);
    }
    for (size_t i = 0; i < 2; i++)
        ck_assert_int_eq(bca_selection_merge(s, c[i], NULL), BCA_OK);
    ck_assert_int_eq(bca_selection_close_pass(s, NULL), BCA_OK);
    return bytes_asked - before;
}

/* Ranks of numbers from 0 ... n - 1 are the numbers. Steps near the golden ratio spread
 * numbers evenly: one pass. Those of 7654321, about 62 of 81, come in 81 runs, in each
 * from the least to the greatest: windows miss. The small half, over a thousand powers
 * of 2, is divided twice; of zeros, which one pass counts, dividing shows that they are
 * equal. */
START_TEST(test_memory_of_ten_million)
{
    static const size_t rank[] = {499999, 500000, 2500000, 5000000, 7500000, 9499999};
    static const many cases[] = {{6180339, 1.0, 1},
                                 {6180339, 0.0, 1},
                                 {7654321, 1.0, 2},
                                 {7654321, 0x1p-1000, 4}};
    const bca_rank_list ranks = {rank, TEST_COUNT(rank), MANY / 20};
    double x[BLOCK];
    double out[TEST_COUNT(rank)];
    double sum;

    for (size_t k = 0; k < TEST_COUNT(cases); k++) {
        const many *m = &cases[k];
        bca_selection *s;

        bytes_asked = 0;
        block_of_many(x, (size_t)37 * BLOCK, m);
        ck_assert_int_eq(bca_selection_new(&s, &ranks, MANY, x, BLOCK, NULL), BCA_OK);
        ck_assert_uint_lt(bytes_asked, MIB);
        for (size_t p = 0; p < m->passes; p++) {
            ck_assert(bca_selection_open(s));
            ck_assert_uint_lt(pass_over_many(s, m), (size_t)4 * MIB);
        }
        ck_assert(!bca_selection_open(s));
        bca_selection_result(s, out, &sum);
        bca_selection_free(s);
        for (size_t i = 0; i < TEST_COUNT(rank); i++)
            ck_assert_double_eq(out[i], (double)rank[i] *
                                            (rank[i] < MANY / 2 ? m->lower_half : 1.0));
        ck_assert_double_eq(sum, 500000.0 * 499999.0 / 2.0 * m->lower_half);
    }
}
END_TEST

/* ------------------------------------------------------------------------- errors */

START_TEST(test_out_of_memory)
{
    sorted of = numbers(2, 37, 10000);
    bca_status st = BCA_ENOMEM;
    double out[MOST_RANKS] = {0.288};
    double sum = 0.288;
    size_t pieces = 0;

    ask(&of, 5);
    for (; st == BCA_ENOMEM && pieces < 1000; pieces++) {
        ck_assert(same_bits(out[0], 0.288) && same_bits(sum, 0.288));
        pieces_left = pieces;
        st = bca_select(out, &sum, &of.ranks, of.x, of.n, NULL);
        pieces_left = SIZE_MAX;
    }
    ck_assert_int_eq(st, BCA_OK);
    ck_assert_uint_gt(pieces, 9); /* a selection and counters of two passes */
    check("out of memory", &of, out);
    release(&of);
}
END_TEST

/* Also where a pass over what was kept begins. */
START_TEST(test_passes_out_of_memory)
{
    sorted of = numbers(0, 37, 10000);
    bca_status st = BCA_ENOMEM;
    size_t failed[3] = {0, 0, 0}; /* to begin, to count, to close a pass */

    ask(&of, 5);
    for (size_t pieces = 0; st == BCA_ENOMEM && pieces < 1000; pieces++) {
        bca_selection *s = NULL;
        bca_counter *c = NULL;
        size_t step = 0;

        pieces_left = pieces;
        st = bca_selection_new(&s, &of.ranks, of.n, of.x, of.n, NULL);
        ck_assert((s == NULL) == (st != BCA_OK));
        if (st == BCA_OK) {
            step = 1;
            st = bca_counter_new(&c, s, NULL);
        }
        if (st == BCA_OK) {
            step = 2;
            ck_assert_int_eq(bca_counter_add(c, of.x, of.n, NULL), BCA_OK);
            ck_assert_int_eq(bca_selection_merge(s, c, NULL), BCA_OK);
            st = bca_selection_close_pass(s, NULL);
        }
        pieces_left = SIZE_MAX;
        failed[step] += st == BCA_ENOMEM;
        ck_assert(st != BCA_OK || !bca_selection_open(s));
        bca_selection_free(s);
    }
    ck_assert_int_eq(st, BCA_OK);
    for (size_t i = 0; i < TEST_COUNT(failed); i++)
        ck_assert_uint_gt(failed[i], 2);
    release(&of);
}
END_TEST

START_TEST(test_bytes_out_of_memory)
{
    sorted of = numbers(0, 37, 288);
    bca_selection *s;
    bca_counter *c;
    unsigned char *bytes = NULL;
    size_t size = 0;

    ask(&of, 5);
    s = begin(&of, 0, 288);
    ck_assert_int_eq(bca_counter_new(&c, s, NULL), BCA_OK);
    pieces_left = 0;
    ck_assert_int_eq(bca_counter_bytes(&bytes, &size, c, NULL), BCA_ENOMEM);
    pieces_left = SIZE_MAX;
    ck_assert_ptr_null(bytes);
    ck_assert_int_eq(bca_counter_bytes(&bytes, &size, c, NULL), BCA_OK);
    pieces_left = 0;
    ck_assert_int_eq(bca_selection_merge_bytes(s, bytes, size, NULL), BCA_ENOMEM);
    pieces_left = SIZE_MAX;
    free(bytes);
    bca_counter_free(c);
    bca_selection_free(s);
    release(&of);
}
END_TEST

/* Close a pass of which the numbers from `at` on, so many, are given. */
static bca_status
give(bca_selection *s, const double x[], size_t n)
{
    bca_counter *c;
    bca_status st;

    ck_assert_int_eq(bca_counter_new(&c, s, NULL), BCA_OK);
    st = bca_counter_add(c, x, n, NULL);
    if (st != BCA_OK) {
        bca_counter_free(c);
        return st;
    }
    st = bca_selection_merge(s, c, NULL);
    return st == BCA_OK ? bca_selection_close_pass(s, NULL) : st;
}

/* Of numbers from the least to the greatest, so that one pass is not enough. */
static void
ask_for_the_middle(sorted *of)
{
    memcpy(of->x, of->in_order, of->n * sizeof *of->x);
    of->rank[0] = of->n / 2;
    of->ranks = (bca_rank_list){.rank = of->rank, .n = 1, .lowest = 0};
}

START_TEST(test_passes_that_differ)
{
    static const size_t kind_of[] = {0, 1}; /* gathered alone; split too */

    for (size_t k = 0; k < TEST_COUNT(kind_of); k++) {
        sorted of = numbers(kind_of[k], 37, 10000);
        sorted other = numbers(6, 37, 10000);
        bca_selection *s;

        ask_for_the_middle(&of);
        s = begin(&of, 0, of.n);
        ck_assert_int_eq(bca_selection_close_pass(s, NULL), BCA_EINTERNAL);
        ck_assert_int_eq(give(s, of.x, of.n - 1), BCA_EINTERNAL);
        bca_selection_free(s);
        s = begin(&of, 0, of.n);
        ck_assert_int_eq(give(s, of.x, of.n), BCA_OK);
        ck_assert_int_eq(give(s, other.x, of.n),
                         BCA_EINTERNAL); /* none in the stretch */
        bca_selection_free(s);
        release(&of);
        release(&other);
    }
}
END_TEST

/* More numbers in a stretch than there were: the counter has no room, nor has a merge.
 */
START_TEST(test_stretches_that_grow)
{
    sorted of = numbers(0, 37, 10000);
    double median;
    bca_selection *s;
    bca_counter *c[2];

    ask_for_the_middle(&of);
    median = of.in_order[5000];
    s = begin(&of, 0, of.n);
    ck_assert_int_eq(give(s, of.x, of.n), BCA_OK);
    for (size_t i = 0; i < 2; i++) {
        ck_assert_int_eq(bca_counter_new(&c[i], s, NULL), BCA_OK);
        ck_assert_int_eq(bca_counter_add(c[i], of.x, of.n, NULL), BCA_OK);
        ck_assert_int_eq(bca_counter_add(c[i], &median, 1, NULL), BCA_EINTERNAL);
    }
    ck_assert_int_eq(bca_selection_merge(s, c[0], NULL), BCA_OK);
    ck_assert_int_eq(bca_selection_merge(s, c[1], NULL), BCA_EINTERNAL);
    bca_selection_free(s);
    release(&of);
}
END_TEST

/* Bytes of which one word is not what it was, merged before the whole pass: refused, or
 * of no weight, but never past the room. */
START_TEST(test_garbled_bytes)
{
    sorted of = numbers(0, 37, 10000);
    size_t refused = 0;
    size_t size = 8;

    ask_for_the_middle(&of);
    for (size_t at = 0; at < size; at += 8) {
        bca_selection *s = begin(&of, 0, of.n);
        unsigned char *bytes;
        bca_counter *c;
        bca_status st;
        double out = 0.288;

        ck_assert_int_eq(give(s, of.x, of.n), BCA_OK);
        ck_assert_int_eq(bca_counter_new(&c, s, NULL), BCA_OK);
        ck_assert_int_eq(bca_counter_bytes(&bytes, &size, c, NULL), BCA_OK);
        bca_counter_free(c);
        memset(bytes + at, 0x5a, 8);
        st = bca_selection_merge_bytes(s, bytes, size, NULL);
        if (st == BCA_OK)
            st = give(s, of.x, of.n);
        if (st == BCA_OK)
            bca_selection_result(s, &out, NULL);
        ck_assert(st == BCA_EINTERNAL || same_bits(out, of.in_order[5000]));
        refused += st == BCA_EINTERNAL;
        free(bytes);
        bca_selection_free(s);
    }
    /* n, pass, low, scale, the last bucket, numbers given, numbers gathered */
    ck_assert_uint_eq(refused, 7);
    release(&of);
}
END_TEST

/* The same of the first pass, of a counter that keeps numbers and has made room once.
 */
START_TEST(test_garbled_bytes_of_the_first_pass)
{
    enum { BUCKETS = 512 };
    sorted of = numbers(0, 37, 2000);
    size_t refused = 0;
    size_t size = 8;

    of.rank[0] = 1000;
    of.ranks = (bca_rank_list){.rank = of.rank, .n = 1, .lowest = 0};
    for (size_t at = 0; at < size; at += 8) {
        bca_selection *s = begin(&of, 0, of.n);
        unsigned char *bytes;
        bca_counter *c;
        bca_status st;
        double out = 0.288;

        ck_assert_int_eq(bca_counter_new(&c, s, NULL), BCA_OK);
        ck_assert_int_eq(bca_counter_add(c, of.x, of.n, NULL), BCA_OK);
        ck_assert_int_eq(bca_counter_bytes(&bytes, &size, c, NULL), BCA_OK);
        bca_counter_free(c);
        ck_assert_uint_lt(size, 8 * (BUCKETS + of.n)); /* numbers kept, not all */
        memset(bytes + at, 0x5a, 8);
        st = bca_selection_merge_bytes(s, bytes, size, NULL);
        if (st == BCA_OK)
            st = bca_selection_close_pass(s, NULL);
        if (st == BCA_OK && !bca_selection_open(s))
            bca_selection_result(s, &out, NULL);
        ck_assert(st == BCA_EINTERNAL || bca_selection_open(s) ||
                  same_bits(out, of.in_order[1000]));
        refused += st == BCA_EINTERNAL;
        free(bytes);
        bca_selection_free(s);
    }
    /* all but the sum of what was dropped, which is not asked for */
    ck_assert_uint_eq(refused, (size - sizeof(bca_exact_sum)) / 8);
    release(&of);
}
END_TEST

START_TEST(test_counters_of_others)
{
    sorted of = numbers(0, 37, 10000);
    bca_selection *s[2];
    bca_counter *c;
    unsigned char *bytes;
    size_t size;

    ask(&of, 5);
    s[0] = begin(&of, 0, of.n);
    s[1] = begin(&of, 0, 37); /* another layout */
    ck_assert_int_eq(bca_counter_new(&c, s[0], NULL), BCA_OK);
    ck_assert_int_eq(bca_counter_bytes(&bytes, &size, c, NULL), BCA_OK);
    ck_assert_int_eq(bca_selection_merge(s[1], c, NULL), BCA_EINTERNAL);
    ck_assert_int_eq(bca_selection_merge_bytes(s[1], bytes, size, NULL), BCA_EINTERNAL);
    ck_assert_int_eq(bca_selection_merge_bytes(s[0], bytes, size - 1, NULL),
                     BCA_EINTERNAL);
    ck_assert_int_eq(bca_counter_new(&c, s[0], NULL), BCA_OK);
    ck_assert_int_eq(give(s[0], of.x, of.n), BCA_OK);
    ck_assert_int_eq(bca_selection_merge(s[0], c, NULL), BCA_EINTERNAL); /* too late */
    ck_assert_int_eq(bca_selection_merge_bytes(s[0], bytes, size, NULL), BCA_EINTERNAL);
    free(bytes);
    for (size_t i = 0; i < 2; i++)
        bca_selection_free(s[i]);
    release(&of);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_as_a_sort_gives},
        {test_sum_of_the_first_whole_numbers},
        {test_sum_is_exact},
        {test_negative_zero_is_zero},
        {test_passes_give_the_same_bits},
        {test_one_pass_is_enough},
        {test_windows_that_miss},
        {test_windows_of_one_counter},
        {test_sample_that_misleads},
        {test_memory_of_ten_million},
        {test_out_of_memory},
        {test_passes_out_of_memory},
        {test_bytes_out_of_memory},
        {test_passes_that_differ},
        {test_stretches_that_grow},
        {test_garbled_bytes},
        {test_garbled_bytes_of_the_first_pass},
        {test_counters_of_others},
    };

    return run_tests("select", tests, TEST_COUNT(tests));
}
