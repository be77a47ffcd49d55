#ifndef BCA_ENGINE_SELECT_PARTS_H
#define BCA_ENGINE_SELECT_PARTS_H

#include "engine/exact_sum.h"
#include "engine/select.h"

/* What select.c and select_counter.c share: how the numbers are divided. */

/* Equal buckets between two numbers of the sample. The first bucket has all that is
 * below too, the last all that is above. */
typedef struct bca_layout {
    double low;   /* where the second bucket begins */
    double scale; /* buckets per unit, finite and above 0 */
    double last;  /* the last bucket */
} bca_layout;

/* The bucket of x; never falls as x rises, whatever is rounded. */
static inline size_t
bca_bucket(const bca_layout *layout, double x)
{
    double bucket = (x - layout->low) * layout->scale + 1.0;

    bucket = bucket > 0.0 ? bucket : 0.0;
    return (uint32_t)(bucket < layout->last ? bucket : layout->last);
}

static inline size_t
bca_clamp(size_t x, size_t low, size_t high)
{
    return x < low ? low : x > high ? high : x;
}

/* What is done with the numbers of a cell in a pass. */
typedef enum bca_way {
    BCA_GATHER, /* keep them all */
    BCA_SPLIT,  /* count them by parts */
    BCA_EQUAL   /* nothing: they are all the same */
} bca_way;

/* Numbers of one bucket, side by side in the order of size, that hold a rank. */
typedef struct bca_cell {
    size_t bucket;
    double low, high; /* the least and the greatest of them; of a whole bucket the least
                         and the greatest double */
    bool whole;
    size_t before, count; /* numbers below them, and theirs */
    int way;              /* bca_way */
    size_t at;            /* its first gathered number, or its first part */
    uint64_t first_key;   /* where its parts begin, on the scale of all doubles, */
    int shift;            /* and log2 of the doubles in each */
} bca_cell;

typedef struct bca_part {
    double least, most; /* of those counted */
    size_t count;
} bca_part;

/* A rank that is asked for. */
typedef struct bca_wanted {
    size_t rank;
    size_t slot; /* of the results, or BCA_SUM */
    bool known;
    double value;
} bca_wanted;

#define BCA_SUM SIZE_MAX /* the sum of all numbers up to this rank */

/* Where a bucket's cells begin, or else: */
#define BCA_SKIPPED UINT32_MAX       /* none of its numbers is looked at */
#define BCA_BELOW   (UINT32_MAX - 1) /* they are added up */

struct bca_selection {
    size_t n;
    size_t pass;
    bca_wanted *wanted; /* [n_wanted] by rank */
    size_t n_wanted;
    bca_layout layout;
    size_t n_buckets;
    bca_cell
        *cells; /* [n_cells] by size, and one of no bucket; none in the first pass */
    size_t n_cells;
    bca_cell *closed;   /* as many, of the pass before */
    uint32_t *start;    /* [n_buckets] */
    size_t sum_bucket;  /* numbers below this bucket are added up, and in it those */
    double sum_low;     /* below this */
    size_t n_parts;     /* of all cells in this pass, */
    size_t each;        /* and of each that is split */
    size_t room;        /* gathered numbers of all cells in this pass */
    bca_counter *total; /* what was merged in this pass, or NULL */
};

/* The head of what a counter holds; by it another process knows what it merges. */
typedef struct bca_tally {
    size_t n, pass;
    bca_layout layout;
    size_t given;        /* numbers so far */
    bca_exact_sum below; /* of the numbers that are added up */
} bca_tally;

struct bca_counter {
    const bca_selection *selection;
    size_t size;      /* bytes from *tally on, arrays below included */
    bca_tally *tally; /* owned; the arrays follow it */
    size_t *buckets;  /* [n_buckets] counts, in the first pass alone */
    bca_part *parts;  /* [n_parts] */
    size_t *used;     /* [n_cells] numbers gathered so far */
    double *numbers;  /* [room] */
};

/* The place of x on the scale of all doubles: whole numbers in the order of size. */
uint64_t bca_key(double x);

#endif
