#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "report/forest_layout.h"

/* Numbers and words of forest and funnel plots. */

/* Characters of the longest figure without an exponent, decimals that bca_number_fixed
 * takes, ticks of an axis. */
enum { FIGURE_LONG = 9, DECIMALS = 17, TICKS = 7, TEXT_BYTES = 512 };

const char bca_forest_continued[] = ", continued";
const char bca_forest_weight[] = "Weight, %";
const char bca_forest_prediction[] = "Prediction interval, a new site";

/* "1.2e-09", with the sign for minus. */
static const char *
exponent_form(char out[BCA_NUMBER_TEXT], double value)
{
    char text[64];
    char *at = out;

    (void)snprintf(text, sizeof text, "%.1e", value);
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '-') {
            memcpy(at, BCA_MINUS, sizeof BCA_MINUS - 1);
            at += sizeof BCA_MINUS - 1;
        } else {
            *at++ = *c;
        }
    }
    *at = '\0';
    return out;
}

const char *
bca_forest_figure(char out[BCA_NUMBER_TEXT], double value, int decimals)
{
    (void)bca_number_fixed(out, value, decimals < DECIMALS ? decimals : DECIMALS,
                           BCA_MINUS);
    if (bca_utf8_length(out, strlen(out)) <= FIGURE_LONG)
        return out;
    return value == 0 ? bca_number_fixed(out, 0, 0, BCA_MINUS)
                      : exponent_form(out, value);
}

const char *
bca_forest_interval(char out[BCA_NUMBER_TEXT], double low, double high, int decimals)
{
    char a[BCA_NUMBER_TEXT], b[BCA_NUMBER_TEXT];

    (void)snprintf(out, BCA_NUMBER_TEXT, "[%.40s, %.40s]",
                   bca_forest_figure(a, low, decimals),
                   bca_forest_figure(b, high, decimals));
    return out;
}

int
bca_decimals(double size, int digits)
{
    double decimals = digits - 1 - floor(log10(size) + 1e-9);

    return (int)fmin(fmax(decimals, 0), DECIMALS);
}

void
bca_effect_axis_fit(bca_axis *axis, double low, double high, double width)
{
    const double gap = 0.2;     /* cm between two numbers */
    const double margin = 0.03; /* of the range, at either end */

    for (int ticks = TICKS; ticks > 1; ticks--) {
        double needed = 0;
        char text[BCA_NUMBER_TEXT];

        bca_axis_fit(axis, low, high, ticks);
        axis->decimals = bca_decimals(axis->step, 1);
        for (size_t i = 0; i < bca_axis_ticks(axis); i++)
            needed +=
                gap + bca_text_width(BCA_FONT_NORMAL,
                                     bca_forest_figure(text, bca_axis_tick(axis, i),
                                                       axis->decimals));
        if (needed <= width)
            break;
    }
    axis->low = low - margin * (high - low);
    axis->high = high + margin * (high - low);
}

double
bca_level_quantile(double level)
{
    return 1 / (2 * bca_se_of_interval(0, 1, level));
}

const char *
bca_level_percent(char out[BCA_NUMBER_TEXT], double level)
{
    double percent = 100 * level;
    bool whole = fabs(percent - round(percent)) < 1e-6;

    return bca_number_percent(out, level, whole ? 0 : 1, BCA_MINUS);
}

const char *
bca_forest_heading(char out[BCA_NUMBER_TEXT], double level)
{
    char percent[BCA_NUMBER_TEXT];

    (void)snprintf(out, BCA_NUMBER_TEXT, "Effect [%.8s %% interval]",
                   bca_level_percent(percent, level));
    return out;
}

const char *
bca_fit_words(char out[BCA_NUMBER_TEXT], const bca_meta_fit *fit, int decimals)
{
    char tau2[BCA_NUMBER_TEXT], i2[BCA_NUMBER_TEXT];

    bca_forest_figure(tau2, fit->tau2, decimals > 0 ? 2 * decimals - 1 : 0);
    bca_number_percent(i2, fit->i2, 0, BCA_MINUS);
    if (fit->k == 1)
        (void)snprintf(out, BCA_NUMBER_TEXT, "1 study");
    else if (fit->options.method == BCA_POOL_FE)
        (void)snprintf(out, BCA_NUMBER_TEXT, "%zu studies, I\u00b2 %.8s %%", fit->k,
                       i2);
    else
        (void)snprintf(out, BCA_NUMBER_TEXT,
                       "%zu studies, tau\u00b2 %.40s, I\u00b2 %.8s %%", fit->k, tau2,
                       i2);
    return out;
}

/* "from −0.35 to −0.15" */
static void
interval(char out[TEXT_BYTES], double low, double high, int decimals)
{
    char a[BCA_NUMBER_TEXT], b[BCA_NUMBER_TEXT];

    (void)snprintf(out, TEXT_BYTES, "from %.40s to %.40s",
                   bca_forest_figure(a, low, decimals),
                   bca_forest_figure(b, high, decimals));
}

static const char *
describe_total(bca_arena *arena, const bca_forest_total *total, double level,
               int decimals)
{
    const bca_meta_fit *fit = total->fit;
    char effect[BCA_NUMBER_TEXT], percent[BCA_NUMBER_TEXT];
    char ends[TEXT_BYTES], prediction[TEXT_BYTES];
    char words[BCA_NUMBER_TEXT];

    interval(ends, fit->b[0].ci_lower, fit->b[0].ci_upper, decimals);
    if (!isnan(fit->pi_lower))
        interval(prediction, fit->pi_lower, fit->pi_upper, decimals);
    return bca_arena_printf(
        arena, "%s: %s; effect %s, %s %% interval %s%s%s.", total->label,
        bca_fit_words(words, fit, decimals),
        bca_forest_figure(effect, fit->b[0].estimate, decimals),
        bca_level_percent(percent, level), ends,
        isnan(fit->pi_lower) ? "" : "; prediction interval for a new site ",
        isnan(fit->pi_lower) ? "" : prediction);
}

const char *
bca_forest_describe(bca_arena *arena, const bca_forest *f, int decimals)
{
    const char *text = describe_total(arena, &f->total, f->level, decimals);

    for (size_t i = 0; i < f->n_groups && text != NULL; i++) {
        const char *group = describe_total(arena, &f->groups[i], f->level, decimals);

        text = group == NULL ? NULL : bca_arena_printf(arena, "%s %s", text, group);
    }
    return text;
}
