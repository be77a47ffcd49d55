#ifndef BCA_BASE_DAY_H
#define BCA_BASE_DAY_H

#include <stdbool.h>

/* The Gregorian calendar. A day is written 2020-12-31; days in this form compare as
 * text. */

/* Days of a month 1 to 12. */
int bca_days_of_month(int year, int month);

/* Whether text is a day in that form. */
bool bca_is_day(const char *text);

#endif
