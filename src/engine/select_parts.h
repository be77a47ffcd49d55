#ifndef BCA_ENGINE_SELECT_PARTS_H
#define BCA_ENGINE_SELECT_PARTS_H

#include "engine/exact_sum.h"
#include "engine/select.h"

/* What the files select*.c share: how the numbers are divided. */

/* Equal buckets between two numbers of the sample. The first bucket has all that is
 * below too, the last all that is above. */
typedef struct bca_layout {
    double low;   /* where the second bucket begins */
    double scale; /* buckets per unit, finite and above 0 */
    double last;  /* the last bucket */
} bca_layout;

/* The bucket of x; never falls as x rises, whatever is rounded. */
static inline uint32_t
bca_bucket(const bca_layout *layout, double x)
{
    double bucket = (x - layout->low) * layout->scale + 1.0;

    bucket = bucket > 0.0 ? bucket : 0.0;
    bucket = bucket < layout->last ? bucket : layout->last;
    return (uint32_t)(int32_t)bucket;
}

static inline size_t
bca_clamp(size_t x, size_t low, size_t high)
{
    return x < low ? low : x > high ? high : x;
}

/* What is done with the numbers of a stretch in a pass. */
typedef enum bca_way {
    BCA_GATHER, /* keep them all */
    BCA_SPLIT,  /* count them by parts */
    BCA_EQUAL   /* nothing: they are all the same */
} bca_way;

/* Numbers of one bucket, side by side in the order of size, that hold a rank. */
typedef struct bca_stretch {
    size_t bucket;
    double low, high; /* the least and the greatest of them; of a whole bucket the least
                         and the greatest double */
    bool whole;
    size_t before, count; /* numbers below them, and theirs */
    int way;              /* bca_way */
    size_t at;            /* its first gathered number, or its first part */
    uint64_t first_key;   /* where its parts begin, on the scale of all doubles, */
    int shift;            /* and log2 of the doubles in each */
} bca_stretch;

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

/* Buckets around a wanted rank, of which a counter keeps every number. */
typedef struct bca_window {
    size_t from, to; /* the first and the last */
} bca_window;

/* What the first pass does, beside counting, with the numbers of a bucket. */
enum { BCA_KEEP = 1, BCA_ADD_UP = 2 };

/* Where a bucket's stretches begin, or else: */
#define BCA_SKIPPED UINT32_MAX       /* none of its numbers is looked at */
#define BCA_BELOW   (UINT32_MAX - 1) /* they are added up */

struct bca_selection {
    size_t n;
    size_t pass;
    bca_wanted *wanted; /* [n_wanted] by rank */
    size_t n_wanted;
    size_t sum; /* which of them is the sum; n_wanted for none */
    bca_layout layout;
    size_t n_buckets;
    size_t keep;       /* numbers that a counter of the first pass has room for */
    double *frequent;  /* [n_buckets] a number that came more than once in the sample,
                          or NaN; it is not kept, since counts tell how often it came;
                          NULL if none are kept */
    bca_counter *kept; /* numbers that later passes are made of, or NULL */
    bca_stretch *stretches; /* [n_stretches] by size, and one of no bucket; none in the
                               first pass */
    size_t n_stretches;
    bca_stretch *closed; /* as many, of the pass before */
    uint32_t *start;     /* [n_buckets] */
    size_t summed;       /* numbers below this bucket are added up already */
    size_t sum_bucket;   /* those below this bucket are added up, and in it those */
    double sum_low;      /* below this */
    size_t n_parts;      /* of all stretches in this pass, */
    size_t each;         /* and of each that is split */
    size_t room;         /* gathered numbers of all stretches in this pass */
    bca_counter *total;  /* what was merged in this pass, or NULL */
};

/* The share of all numbers that are below a rank's, whose own half is counted. */
static inline double
bca_share(const bca_selection *s, size_t rank)
{
    return ((double)rank + 0.5) / (double)s->n;
}

/* The head of what a counter holds; by it another process knows what it merges. */
typedef struct bca_tally {
    size_t n, pass;
    bca_layout layout;
    size_t given;        /* numbers so far */
    bca_exact_sum below; /* of the numbers that are added up: */
    size_t summed;       /* in the first pass those below this bucket */
    size_t keeps;        /* 1 for a counter that keeps numbers, */
    size_t kept;         /* and how many it has */
} bca_tally;

struct bca_counter {
    const bca_selection *selection;
    size_t size;         /* bytes from *tally on, arrays below included */
    bca_tally *tally;    /* owned; the arrays follow it */
    bca_window *windows; /* [n_wanted], in the first pass alone */
    size_t *buckets;     /* [n_buckets] counts, in the first pass alone */
    bca_part *parts;     /* [n_parts] */
    size_t *used;        /* [n_stretches] numbers gathered so far */
    double *numbers;     /* [room], in the first pass [keep] */
    unsigned char
        *ways; /* [n_buckets] of the first pass: BCA_KEEP, BCA_ADD_UP; owned */
};

/* The place of x on the scale of all doubles: whole numbers in the order of size. */
uint64_t bca_key(double x);

/* Numbers looked at in one go; a counter that keeps has room for so many before. */
enum { BCA_LISTED = 512 };

/* Add what a part has counted to another. */
void bca_part_merge(bca_part *to, const bca_part *from);

/* Gather n numbers more of a stretch. False if there is no room. */
bool bca_counter_gather(bca_counter *c, size_t stretch, const double x[], size_t n);

/* Numbers that cannot be those of the passes before. */
bca_status bca_fail_different(bca_error *err);

/* Add a number so many times, in a pass that is not the first. */
BCA_MUST_CHECK bca_status bca_counter_add_times(bca_counter *c, double x, size_t times,
                                                bca_error *err);

/* ---- numbers that the first pass keeps (select_keep.c) */

/* Whether the windows are windows, and the numbers not more than there is room for. */
bool bca_keep_is_sound(const bca_counter *c);

/* Set ways by the windows. */
void bca_keep_mark(bca_counter *c);

/* Keep less: what is farther from the ranks goes. */
void bca_keep_make_room(bca_counter *c);

/* Before the counts of one are added to those of the other: the same windows. */
void bca_keep_align(bca_counter *a, bca_counter *b);

/* After it: take over what the other keeps. */
void bca_keep_join(bca_counter *to, const bca_counter *from);

/* Once the first pass is over: let the counts be of the frequent numbers alone. False
 * if they cannot be. */
bool bca_keep_part(bca_counter *c);

/* Give a counter what was kept, in place of all numbers. */
BCA_MUST_CHECK bca_status bca_keep_give(bca_counter *to, const bca_counter *kept,
                                        bca_error *err);

#endif
