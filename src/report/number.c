#include "report/number.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    DIGITS_KEPT_BY_DOUBLE = 15, /* DBL_DIG: a decimal of 15 digits survives a double */
    DIGITS_OF_DOUBLE = 17,      /* DBL_DECIMAL_DIG: a double survives 17 digits */
    MOST_DECIMALS = 17,
    TENTHS_OF_ALL = 1000 /* 100 % in tenths of a percent */
};

/* 0.d1d2...dn times 10^point; no digits is zero. */
typedef struct decimal {
    bool negative;
    char digits[DIGITS_OF_DOUBLE + 1];
    int n;
    int point;
} decimal;

/* The shortest of %.15e to %.17e that reads back. With 15 digits or fewer it is, but
 * for zeros at its end, the shortest of all. */
static void
print_shortest(char out[BCA_NUMBER_TEXT], double value, bool with_exponent)
{
    for (int n = DIGITS_KEPT_BY_DOUBLE; n <= DIGITS_OF_DOUBLE; n++) {
        if (with_exponent)
            (void)snprintf(out, BCA_NUMBER_TEXT, "%.*e", n - 1, value);
        else
            (void)snprintf(out, BCA_NUMBER_TEXT, "%.*g", n, value);
        if (strtod(out, NULL) == value)
            return;
    }
}

const char *
bca_number_exact(char out[BCA_NUMBER_TEXT], double value)
{
    assert(!isinf(value));
    out[0] = '\0';
    if (!isnan(value))
        print_shortest(out, value == 0.0 ? 0.0 : value, false);
    return out;
}

static decimal
decimal_of(double value)
{
    char text[BCA_NUMBER_TEXT];
    decimal d = {.negative = value < 0.0};

    assert(isfinite(value));
    print_shortest(text, fabs(value), true);
    for (const char *c = text; *c != 'e'; c++) {
        if (*c != '.')
            d.digits[d.n++] = *c;
    }
    d.point = 1 + (int)strtol(strchr(text, 'e') + 1, NULL, 10);
    while (d.n > 0 && d.digits[d.n - 1] == '0')
        d.n--;
    return d;
}

/* Keep so many decimals, half away from zero. */
static void
decimal_round(decimal *d, int decimals)
{
    int keep = d->point + decimals;
    bool up;

    if (keep >= d->n)
        return;
    up = keep >= 0 && d->digits[keep] >= '5';
    d->n = keep > 0 ? keep : 0;
    if (!up)
        return;
    while (d->n > 0 && d->digits[d->n - 1] == '9')
        d->n--;
    if (d->n > 0) {
        d->digits[d->n - 1]++;
    } else {
        d->digits[d->n++] = '1';
        d->point++;
    }
}

static char
decimal_digit(const decimal *d, int place)
{
    if (place < 0 || place >= d->n)
        return '0';
    return d->digits[place];
}

static const char *
decimal_print(char out[BCA_NUMBER_TEXT], const decimal *d, int decimals, bool commas,
              const char *minus)
{
    int whole = d->n > 0 && d->point > 1 ? d->point : 1; /* digits before the point */
    char *end = out;

    *end = '\0';
    if (d->negative && d->n > 0) {
        assert(strlen(minus) < BCA_NUMBER_TEXT / 8);
        end += sprintf(out, "%s", minus);
    }
    for (int i = 0; i < whole; i++) {
        if (commas && i > 0 && (whole - i) % 3 == 0)
            *end++ = ',';
        *end++ = decimal_digit(d, d->point - whole + i);
    }
    if (decimals > 0)
        *end++ = '.';
    for (int i = 0; i < decimals; i++)
        *end++ = decimal_digit(d, d->point + i);
    *end = '\0';
    return out;
}

/* value * 10^shift, rounded. */
static const char *
print_rounded(char out[BCA_NUMBER_TEXT], double value, int shift, int decimals,
              bool commas, const char *minus)
{
    decimal d;

    assert(decimals >= 0 && decimals <= MOST_DECIMALS);
    out[0] = '\0';
    if (isnan(value))
        return out;
    d = decimal_of(value);
    d.point += shift;
    decimal_round(&d, decimals);
    return decimal_print(out, &d, decimals, commas, minus);
}

const char *
bca_number_fixed(char out[BCA_NUMBER_TEXT], double value, int decimals,
                 const char *minus)
{
    return print_rounded(out, value, 0, decimals, false, minus);
}

const char *
bca_number_money(char out[BCA_NUMBER_TEXT], double dollars, const char *minus)
{
    return print_rounded(out, dollars, 0, 0, true, minus);
}

const char *
bca_number_percent(char out[BCA_NUMBER_TEXT], double fraction, int decimals,
                   const char *minus)
{
    return print_rounded(out, fraction, 2, decimals, false, minus);
}

/* Tenths of a percent in 3/n, rounded up, in whole numbers. */
static size_t
bound_tenths(size_t draws)
{
    const size_t three = 3 * (size_t)TENTHS_OF_ALL;
    size_t tenths = three / draws + (three % draws != 0);

    return tenths < TENTHS_OF_ALL ? tenths : TENTHS_OF_ALL;
}

const char *
bca_number_chance(char out[BCA_NUMBER_TEXT], double p, size_t draws)
{
    size_t tenths = 1; /* the bound of a chance that rounds to 0 or 1 */
    const char *rounded = bca_number_percent(out, p, 1, "");
    bool none = strcmp(rounded, "0.0") == 0;
    bool all = strcmp(rounded, "100.0") == 0;

    assert(draws > 0 && (isnan(p) || (p >= 0.0 && p <= 1.0)));
    if (!none && !all)
        return out;
    if (p <= 0.0 || p >= 1.0)
        tenths = bound_tenths(draws);
    if (all)
        tenths = TENTHS_OF_ALL - tenths;
    (void)snprintf(out, BCA_NUMBER_TEXT, "%c%zu.%zu", all ? '>' : '<', tenths / 10,
                   tenths % 10);
    return out;
}
