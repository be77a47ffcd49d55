#ifndef BCA_REPORT_NUMBER_H
#define BCA_REPORT_NUMBER_H

#include <stddef.h>

/* Numbers as text: exact for machines, rounded for people.
 *
 * Rounding works on the decimal digits that bca_number_exact prints, half away from
 * zero at the last printed digit: who rounds a number of the CSV by hand gets the
 * number of the report (0.285 with two decimals is 0.29, 1234.5 dollars are 1,235). A
 * percent moves the point and computes nothing. Zero, and what rounds to zero, has no
 * sign. A missing number (NaN) is the empty text.
 *
 * out        room for any number; it is also what is returned
 * decimals   0 to 17
 * minus      put before a negative number: "-" or BCA_MINUS */
enum { BCA_NUMBER_TEXT = 512 };

#define BCA_MINUS "\xe2\x88\x92" /* U+2212, three bytes of UTF-8 */

/* The fewest digits (at most 17) that read back as the same double, as "%g" has them:
 * "0.288", "1e+22". */
const char *bca_number_exact(char out[BCA_NUMBER_TEXT], double value);

/* "1234.50" */
const char *bca_number_fixed(char out[BCA_NUMBER_TEXT], double value, int decimals,
                             const char *minus);

/* Whole dollars: "-1,234,567" */
const char *bca_number_money(char out[BCA_NUMBER_TEXT], double dollars,
                             const char *minus);

/* Percent of a fraction, without the sign: 0.974 with one decimal is "97.4" */
const char *bca_number_percent(char out[BCA_NUMBER_TEXT], double fraction, int decimals,
                               const char *minus);

/* A chance that was counted in n draws, in percent with one decimal, without the sign.
 * None of n draws, or all of them, leaves a 95 % bound of about 3/n: p = 1 is ">" and
 * 100 (1 - 3/n) rounded down, p = 0 is "<" and 100 * 3/n rounded up, so ">99.9" and
 * "<0.1" from 3,000 draws on. "0.0" and "100.0" are never printed: a chance between
 * that rounds to them is "<0.1" or ">99.9".
 *
 * p       fraction 0 to 1, or NaN
 * draws   at least 1
 * Source: rule of three, Hanley & Lippman-Hand 1983,
 * doi:10.1001/jama.1983.03330370053031
 */
const char *bca_number_chance(char out[BCA_NUMBER_TEXT], double p, size_t draws);

#endif
