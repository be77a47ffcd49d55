#include <string.h>

#include "cli/cmd.h"
#include "cli/print.h"
#include "cli/project.h"
#include "report/due.h"

static const struct argp_option table[] = {
    {"as-of", OPT_AS_OF, "DATE", 0, "what was known on this day, as 2020-12-31", 0},
    {"format", OPT_FORMAT, "FORMAT", 0, "table, csv or json [table]", 0},
    BCA_HELP_OPTION,
    {0},
};

static const struct argp argp = {
    .options = table,
    .parser = bca_options_parser,
    .doc =
        "Show which agencies owed a program inventory, by when, and who filed.\v"
        "Examples:\n"
        "  bca due --as-of 2020-12-31\n"
        "  bca due --as-of 2026-10-01 --format=csv\n\n"
        "The laws, their years, agencies and dates stand in "
        "registry/profiles/connecticut.xml, with what the public record says of each "
        "filing. \"No record found\" says only that no source was found.",
};

/* Whether text is a day of the calendar in the form 2020-12-31. */
static bool
is_date(const char *text)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    static const char form[] = "dddd-dd-dd";
    int year = 0;
    int month;
    int day;

    if (strlen(text) != sizeof form - 1)
        return false;
    for (size_t i = 0; form[i] != '\0'; i++) {
        bool digit = text[i] >= '0' && text[i] <= '9';

        if (form[i] == 'd' ? !digit : text[i] != form[i])
            return false;
    }
    for (size_t i = 0; i < 4; i++)
        year = year * 10 + text[i] - '0';
    month = (text[5] - '0') * 10 + text[6] - '0';
    day = (text[8] - '0') * 10 + text[9] - '0';
    if (month < 1 || month > 12 || day < 1)
        return false;
    if (month == 2 && (year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)))
        return day <= 29;
    return day <= days[month - 1];
}

static bca_status
show(const bca_project *p, const bca_options *o, bca_error *err)
{
    bca_write_fn *write;
    bca_arena arena = BCA_ARENA_INIT;
    bca_table t;
    bca_status st = bca_print_writer(&write, o->format, err);

    if (st != BCA_OK)
        return st;

    if (o->as_of == NULL || !is_date(o->as_of))
        return bca_fail(err, BCA_EUSAGE, "--as-of needs a day such as 2020-12-31%s%s%s",
                        o->as_of != NULL ? ", not '" : "",
                        o->as_of != NULL ? o->as_of : "", o->as_of != NULL ? "'" : "");
    if (o->n_names > 0)
        return bca_fail(err, BCA_EUSAGE, "'%s' is no option of bca due", o->names[0]);
    st = bca_due_table(&t, &arena, &p->registry, o->as_of, err);
    if (st == BCA_OK)
        st = write(&t, stdout, err);
    bca_arena_free(&arena);
    return st;
}

bca_status
cmd_due(int argc, char **argv, bca_error *err)
{
    bca_options o = {.format = "table"};

    return bca_project_command(&o, &argp, argc, argv, show, err);
}
