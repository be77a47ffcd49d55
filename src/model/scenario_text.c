/* One override, as text on a command line, read into the same structure as a
 * document's. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "base/text.h"
#include "model/scenario_parts.h"

const char bca_command_line[] = "command-line";

static const bca_source command_source = {
    .id = bca_command_line, .title = "Command line", .seen = 2};

/* A text being read. */
typedef struct reading {
    const char *text;
    const char *of;    /* behind the colon, or NULL */
    const char *year;  /* behind @, or NULL */
    const char *value; /* behind the equals sign */
    bca_scenario_override *o;
    bca_arena *arena;
} reading;

static bca_status
refuse(const reading *x, const char *wrong, const char *how, bca_error *err)
{
    return bca_fail(err, BCA_EUSAGE, "--what-if '%s': %s; %s", x->text, wrong, how);
}

/* ---------------------------------------------------------------------- values */

static const double hundred = 100.0;

/* A percentage with its sign, such as +15%, as a fraction. */
static bool
parse_change(double *out, const char *text)
{
    char digits[64];
    const size_t n = strlen(text);
    double percent;

    if (n < 3 || n >= sizeof digits || (text[0] != '+' && text[0] != '-') ||
        text[n - 1] != '%')
        return false;
    memcpy(digits, text + 1, n - 2);
    digits[n - 2] = '\0';
    if (!bca_parse_double(&percent, digits) || percent < 0.0)
        return false;
    *out = (text[0] == '-' ? -percent : percent) / hundred;
    return true;
}

static bca_status
read_change(const reading *x, bca_error *err)
{
    return parse_change(&x->o->change, x->value)
               ? BCA_OK
               : refuse(x, "that is no change in percent",
                        "write it with its sign: +15% or -10%", err);
}

static bca_status
read_amount(const reading *x, bca_error *err)
{
    if (parse_change(&x->o->change, x->value) ||
        bca_parse_double(&x->o->amount, x->value))
        return BCA_OK;
    return refuse(x, "that is neither a change nor an amount",
                  "write +15% or -10%, or dollars such as 2400", err);
}

static bca_status
read_number(const reading *x, bca_error *err)
{
    if (parse_change(&x->o->change, x->value))
        return BCA_OK;
    x->o->spread.distribution = BCA_CONSTANT;
    if (bca_parse_double(&x->o->spread.value, x->value))
        return BCA_OK;
    return refuse(
        x, "that is neither a change nor a number",
        "write +15% or -10%, or a number in the parameter's unit such as 0.03", err);
}

static bca_status
read_rate(const reading *x, bca_error *err)
{
    return bca_parse_double(&x->o->rate, x->value)
               ? BCA_OK
               : refuse(x, "that is no rate", "write a fraction such as 0.02", err);
}

static bca_status
read_option(const reading *x, bca_error *err)
{
    (void)err;
    x->o->option = x->value;
    return BCA_OK;
}

static bca_status
read_horizon(const reading *x, bca_error *err)
{
    static const char age[] = "age";
    const bool ages = strncmp(x->value, age, strlen(age)) == 0;
    uint64_t years;

    if (!bca_parse_uint(&years, ages ? x->value + strlen(age) : x->value))
        return refuse(x, "that is no horizon",
                      "write whole years such as 10, or an age such as age65", err);
    *(ages ? &x->o->age : &x->o->years) = (double)years;
    return BCA_OK;
}

/* Numbers of persons, one a fiscal year, separated by commas. */
static bca_status
read_slots(const reading *x, bca_error *err)
{
    char *text = bca_arena_strdup(x->arena, x->value);
    bca_scenario_override *o = x->o;
    uint64_t first = 0;

    o->by_year = bca_arena_alloc(x->arena, strlen(x->value) + 1, sizeof *o->by_year);
    if (text == NULL || o->by_year == NULL)
        return bca_fail_memory(err);
    if (x->year != NULL && !bca_parse_uint(&first, x->year))
        return refuse(x, "what stands behind @ is no fiscal year",
                      "write slots:PROGRAM@2027=40,80,120", err);
    for (char *next = text; next != NULL; o->n_by_year++) {
        char *word = next;
        uint64_t persons;

        next = strchr(word, ',');
        if (next != NULL)
            *next++ = '\0';
        if (!bca_parse_uint(&persons, word))
            return refuse(x, "slots are whole numbers of persons",
                          "write 120, or behind a first fiscal year @2027=40,80,120",
                          err);
        o->by_year[o->n_by_year] =
            (bca_slots_year){o->at, (double)(first + o->n_by_year), (double)persons};
    }
    if (x->year != NULL)
        return BCA_OK;
    if (o->n_by_year > 1)
        return refuse(x, "several numbers need a first fiscal year",
                      "write slots:PROGRAM@2027=40,80,120", err);
    o->slots = o->by_year[0].slots;
    o->n_by_year = 0;
    return BCA_OK;
}

/* -------------------------------------------------------------------- overrides */

static const struct {
    bca_status (*read)(const reading *, bca_error *);
    const char *of; /* what stands behind the colon, or NULL */
} kinds[BCA_OVERRIDE_KINDS] = {
    [BCA_OVERRIDE_DISCOUNT] = {read_number, NULL},
    [BCA_OVERRIDE_DEADWEIGHT] = {read_number, NULL},
    [BCA_OVERRIDE_HORIZON] = {read_horizon, NULL},
    [BCA_OVERRIDE_INFLATION] = {read_rate, NULL},
    [BCA_OVERRIDE_SWITCH] = {read_option, "SWITCH"},
    [BCA_OVERRIDE_PARAMETER] = {read_number, "PARAMETER"},
    [BCA_OVERRIDE_COST] = {read_amount, "PROGRAM"},
    [BCA_OVERRIDE_EFFECT] = {read_change, "PROGRAM"},
    [BCA_OVERRIDE_SLOTS] = {read_slots, "PROGRAM"},
};

/* The kind that a word names. */
static bca_status
kind_of(int *kind, const reading *x, const char *word, bca_error *err)
{
    const char *nearest;

    for (int k = 0; k < BCA_OVERRIDE_KINDS; k++) {
        if (strcmp(bca_override_choices[k], word) == 0) {
            *kind = k;
            return BCA_OK;
        }
    }
    nearest = bca_nearest(word, bca_override_choices, BCA_OVERRIDE_KINDS);
    if (nearest != NULL)
        return bca_fail(err, BCA_EUSAGE,
                        "--what-if '%s': '%s' cannot be overridden; did you mean '%s'?",
                        x->text, word, nearest);
    return bca_fail(
        err, BCA_EUSAGE,
        "--what-if '%s': '%s' cannot be overridden; it is one of cost, "
        "slots, effect, parameter, switch, discount, deadweight, inflation, horizon",
        x->text, word);
}

/* Cut the text into its parts: WORD[:ID[@YEAR]]=VALUE. */
static bca_status
split(reading *x, int *kind, bca_error *err)
{
    char *word = bca_arena_strdup(x->arena, x->text);
    char *value = word == NULL ? NULL : strchr(word, '=');
    char *of;
    char *year;
    bca_status st;

    if (word == NULL)
        return bca_fail_memory(err);
    if (value == NULL || value[1] == '\0')
        return refuse(x, "it does not say what would be otherwise",
                      "write it as in cost:PROGRAM=+15% or discount=0.03", err);
    *value++ = '\0';
    of = strchr(word, ':');
    if (of != NULL)
        *of++ = '\0';
    year = of == NULL ? NULL : strchr(of, '@');
    if (year != NULL)
        *year++ = '\0';
    x->of = of;
    x->year = year;
    x->value = value;
    st = kind_of(kind, x, word, err);
    if (st != BCA_OK)
        return st;
    if ((kinds[*kind].of != NULL) != (of != NULL && of[0] != '\0'))
        return kinds[*kind].of != NULL
                   ? bca_fail(
                         err, BCA_EUSAGE,
                         "--what-if '%s': it does not say of what; write %s:%s=...",
                         x->text, word, kinds[*kind].of)
                   : bca_fail(err, BCA_EUSAGE,
                              "--what-if '%s': %s is that of the whole model; write "
                              "%s=%s",
                              x->text, word, word, value);
    return year == NULL || *kind == BCA_OVERRIDE_SLOTS
               ? BCA_OK
               : refuse(x, "only slots have a fiscal year", "leave out @ and the year",
                        err);
}

bca_status
bca_override_read_text(bca_scenario_override *o, bca_arena *arena, const char *text,
                       bca_error *err)
{
    bca_file *file = bca_arena_alloc(arena, 1, sizeof *file);
    reading x = {.text = bca_arena_strdup(arena, text), .o = o, .arena = arena};
    int kind = 0;
    bca_status st;

    if (file == NULL || x.text == NULL)
        return bca_fail_memory(err);
    *file = (bca_file){"--what-if", x.text, strlen(x.text)};
    st = split(&x, &kind, err);
    if (st != BCA_OK)
        return st;
    *o = bca_override_none((bca_override_kind)kind, (bca_span){file, 0, file->size});
    o->of = x.of;
    o->scenario = bca_command_line;
    o->provenance = (bca_provenance){.source_id = bca_command_line,
                                     .source = &command_source,
                                     .known = BCA_ASSUMED,
                                     .note = "Asked on the command line."};
    return kinds[kind].read(&x, err);
}
