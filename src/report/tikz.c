#include "report/chart.h"

#include <math.h>

#include "report/latex.h"
#include "report/number.h"

/* The plot area, in cm. */
static const double width = 15.2;
static const double height = 2.7;
static const double tick = 0.1;

static double
place_x(const bca_chart *chart, double x)
{
    return width * (x - chart->x.low) / (chart->x.high - chart->x.low);
}

static double
place_y(const bca_chart *chart, double y)
{
    return height * (y - chart->y.low) / (chart->y.high - chart->y.low);
}

static void
number(FILE *out, const bca_axis *axis, double value)
{
    char text[BCA_NUMBER_TEXT];

    if (axis->kind == BCA_COLUMN_MONEY)
        bca_latex_text(out, bca_number_money(text, value, BCA_MINUS));
    else if (axis->kind == BCA_COLUMN_PERCENT)
        bca_latex_text(out, bca_number_percent(text, value, axis->decimals, BCA_MINUS));
    else
        bca_latex_text(out, bca_number_fixed(text, value, axis->decimals, BCA_MINUS));
}

static void
write_x_axis(const bca_chart *chart, FILE *out)
{
    const bca_axis *axis = &chart->x;

    fprintf(out, "\\draw (0,0) -- (%.3f,0);\n", width);
    for (long k = lround(ceil(axis->low / axis->step - 1e-9));
         (double)k * axis->step <= axis->high + 1e-9 * axis->step; k++) {
        double x = place_x(chart, (double)k * axis->step);

        fprintf(out, "\\draw (%.3f,0) -- (%.3f,%.3f) node[below] {", x, x, -tick);
        number(out, axis, (double)k * axis->step);
        fprintf(out, "};\n");
    }
    fprintf(out, "\\node[below] at (%.3f,-0.55) {", width / 2);
    bca_latex_text(out, axis->title);
    fprintf(out, "};\n");
}

static void
write_y_axis(const bca_chart *chart, FILE *out)
{
    const bca_axis *axis = &chart->y;

    fprintf(out, "\\draw (0,0) -- (0,%.3f);\n", height);
    for (long k = lround(ceil(axis->low / axis->step - 1e-9));
         (double)k * axis->step <= axis->high + 1e-9 * axis->step; k++) {
        double y = place_y(chart, (double)k * axis->step);

        fprintf(out, "\\draw (0,%.3f) -- (%.3f,%.3f) node[left] {", y, -tick, y);
        number(out, axis, (double)k * axis->step);
        fprintf(out, "};\n");
    }
    fprintf(out, "\\node[rotate=90,above] at (-1.45,%.3f) {", height / 2);
    bca_latex_text(out, axis->title);
    fprintf(out, "};\n");
}

static const char *
shade(const bca_series *series)
{
    return series->shade == BCA_DARK ? "bcadark" : "bcalight";
}

static void
write_bars(const bca_chart *chart, const bca_series *series, FILE *out)
{
    double ground = place_y(chart, fmax(chart->y.low, 0));

    for (size_t i = 0; i < series->n; i++) {
        if (series->y[i] == 0)
            continue;
        fprintf(out, "\\filldraw[bcabar,fill=%s] (%.3f,%.3f) rectangle (%.3f,%.3f);\n",
                shade(series), place_x(chart, series->x[i]), ground,
                place_x(chart, series->x[i] + series->width),
                place_y(chart, series->y[i]));
    }
}

static void
write_line(const bca_chart *chart, const bca_series *series, FILE *out)
{
    fprintf(out, "\\draw[bcaline,%s]", shade(series));
    for (size_t i = 0; i < series->n; i++)
        fprintf(out, "%s (%.3f,%.3f)", i == 0 ? "" : " --",
                place_x(chart, series->x[i]), place_y(chart, series->y[i]));
    fprintf(out, ";\n");
}

static void
write_rule(const bca_chart *chart, const bca_rule *rule, FILE *out)
{
    const char *dash = rule->dashed ? "dashed," : "";
    double at = rule->vertical ? place_x(chart, rule->at) : place_y(chart, rule->at);

    if (rule->vertical)
        fprintf(out, "\\draw[%sbcarule] (%.3f,0) -- (%.3f,%.3f)", dash, at, at, height);
    else
        fprintf(out, "\\draw[%sbcarule] (0,%.3f) -- (%.3f,%.3f)", dash, at, width, at);
    if (rule->label != NULL) {
        fprintf(out, " node[above] {");
        bca_latex_text(out, rule->label);
        fputc('}', out);
    }
    fprintf(out, ";\n");
}

/* A row above the plot: for each named series a patch and its name. */
static void
write_legend(const bca_chart *chart, FILE *out)
{
    double x = 0;

    for (size_t i = 0; i < chart->n_series; i++) {
        const bca_series *series = &chart->series[i];

        if (series->name == NULL)
            continue;
        fprintf(out, "\\filldraw[bcabar,fill=%s] (%.3f,%.3f) rectangle +(0.35,0.25);\n",
                shade(series), x, height + 0.55);
        fprintf(out, "\\node[right] at (%.3f,%.3f) {", x + 0.4, height + 0.675);
        bca_latex_text(out, series->name);
        fprintf(out, "};\n");
        x += width / 2;
    }
}

void
bca_write_tikz(const bca_chart *chart, FILE *out)
{
    fprintf(out, "\\begin{tikzpicture}[bcachart]\n");
    for (size_t i = 0; i < chart->n_series; i++) {
        if (chart->series[i].mark == BCA_BARS)
            write_bars(chart, &chart->series[i], out);
        else
            write_line(chart, &chart->series[i], out);
    }
    for (size_t i = 0; i < chart->n_rules; i++)
        write_rule(chart, &chart->rules[i], out);
    write_x_axis(chart, out);
    write_y_axis(chart, out);
    write_legend(chart, out);
    fprintf(out, "\\end{tikzpicture}");
}
