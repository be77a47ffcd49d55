#include "base/day.h"

#include <string.h>

enum { MONTHS = 12, FEBRUARY = 2 };

int
bca_days_of_month(int year, int month)
{
    static const int days[MONTHS] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0);

    return days[month - 1] + (month == FEBRUARY && leap);
}

bool
bca_is_day(const char *text)
{
    static const char form[] = "dddd-dd-dd";
    int number[3] = {0, 0, 0}; /* year, month, day */
    int part = 0;

    if (strlen(text) != sizeof form - 1)
        return false;
    for (size_t i = 0; form[i] != '\0'; i++) {
        bool digit = text[i] >= '0' && text[i] <= '9';

        if (form[i] == 'd' ? !digit : text[i] != form[i])
            return false;
        if (digit)
            number[part] = number[part] * 10 + text[i] - '0';
        else
            part++;
    }
    return number[1] >= 1 && number[1] <= MONTHS && number[2] >= 1 &&
           number[2] <= bca_days_of_month(number[0], number[1]);
}
