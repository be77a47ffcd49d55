#include "report/words.h"

#include <math.h>
#include <string.h>

#include "report/latex.h"
#include "report/number.h"

enum { WORDS_BYTES = 256 };

static const char missing[] = "\u2013";

/* Hyphens of an identifier become spaces; a long one is cut. */
static void
spaced(char text[WORDS_BYTES], const char *id)
{
    snprintf(text, WORDS_BYTES, "%s", id != NULL ? id : "");
    for (char *at = text; *at != '\0'; at++) {
        if (*at == '-')
            *at = ' ';
    }
}

void
bca_put_words(FILE *out, const char *id)
{
    char text[WORDS_BYTES];

    spaced(text, id);
    bca_latex_text(out, text);
}

void
bca_put_sentence(FILE *out, const char *id)
{
    char text[WORDS_BYTES];

    spaced(text, id);
    bca_latex_sentence(out, text);
}

void
bca_put_count(FILE *out, size_t n, const char *one, const char *many)
{
    if (n == 0)
        fprintf(out, "no %s", many);
    else
        fprintf(out, "%zu %s", n, n == 1 ? one : many);
}

void
bca_put_number_of(FILE *out, size_t n)
{
    if (n == 0)
        fputs("none", out);
    else
        fprintf(out, "%zu", n);
}

void
bca_put_money(FILE *out, double dollars)
{
    char text[BCA_NUMBER_TEXT];

    fputs(isnan(dollars) ? missing : bca_number_money(text, dollars, BCA_MINUS), out);
}

void
bca_put_dollars(FILE *out, double dollars)
{
    char text[BCA_NUMBER_TEXT];

    if (isnan(dollars)) {
        fputs(missing, out);
        return;
    }
    bca_number_money(text, dollars, "-");
    if (text[0] == '-')
        fprintf(out, BCA_MINUS "\\$%s", text + 1);
    else
        fprintf(out, "\\$%s", text);
}

void
bca_put_fixed(FILE *out, double value, int decimals)
{
    char text[BCA_NUMBER_TEXT];

    fputs(isnan(value) ? missing : bca_number_fixed(text, value, decimals, BCA_MINUS),
          out);
}

void
bca_put_percent(FILE *out, double fraction, int decimals)
{
    char text[BCA_NUMBER_TEXT];

    if (isnan(fraction))
        fputs(missing, out);
    else
        fprintf(out, "%s~percent",
                bca_number_percent(text, fraction, decimals, BCA_MINUS));
}

void
bca_put_interval(FILE *out, double low, double high, int decimals)
{
    bca_put_fixed(out, low, decimals);
    fputs(" to ", out);
    bca_put_fixed(out, high, decimals);
}

void
bca_put_p(FILE *out, double p)
{
    static const double smallest = 0.001;

    if (p < smallest)
        fputs("below 0.001", out);
    else
        bca_put_fixed(out, p, 3);
}

void
bca_put_exact(FILE *out, double value)
{
    char text[BCA_NUMBER_TEXT], whole[BCA_NUMBER_TEXT];
    const char *point;

    if (isnan(value)) {
        fputs(missing, out);
        return;
    }
    bca_number_exact(text, fabs(value));
    if (strchr(text, 'e') != NULL) { /* too large or too small for commas */
        fprintf(out, "%s%s", value < 0 ? BCA_MINUS : "", text);
        return;
    }
    point = strchr(text, '.');
    fprintf(out, "%s%s%s", value < 0 ? BCA_MINUS : "",
            bca_number_money(whole, trunc(fabs(value)), BCA_MINUS),
            point != NULL ? point : "");
}

void
bca_put_year(FILE *out, double year)
{
    if (isnan(year))
        fputs(missing, out);
    else
        fprintf(out, "%.0f", year);
}

void
bca_put_chance(FILE *out, double chance)
{
    double hundredths = round(chance * 100);

    if (isnan(chance))
        fputs(missing, out);
    else if (hundredths < 1)
        fputs("fewer than 1 of 100", out);
    else if (hundredths > 99)
        fputs("more than 99 of 100", out);
    else
        fprintf(out, "%.0f of 100", hundredths);
}

size_t
bca_source_number(const bca_registry *registry, const char *source_id)
{
    for (size_t i = 0; source_id != NULL && i < registry->n_sources; i++) {
        if (strcmp(registry->sources[i].id, source_id) == 0)
            return i + 1;
    }
    return 0;
}

void
bca_put_cite(FILE *out, const bca_registry *registry, const char *source_id)
{
    size_t number = bca_source_number(registry, source_id);

    if (number != 0)
        fprintf(out, "\\bcacite{%zu}", number);
}

void
bca_put_list(FILE *out, const char *const items[], size_t n)
{
    fputs("\\begin{itemize}\\footnotesize\\sffamily\\raggedright\n", out);
    for (size_t i = 0; i < n; i++) {
        fputs("\\item ", out);
        bca_latex_text(out, items[i]);
        fputc('\n', out);
    }
    fputs("\\end{itemize}\n", out);
}

void
bca_put_tier(FILE *out, const bca_registry *registry, const bca_program *program)
{
    const bca_tier_claim *claim = bca_claim_latest(program);
    const bca_tier *tier = NULL;

    if (claim != NULL && claim->tier != NULL)
        tier = bca_profile_tier(registry->profile, claim->tier);
    if (tier != NULL)
        bca_latex_text(out, tier->name);
    else if (claim == NULL)
        fputs("none on record", out);
    else
        bca_put_words(out, bca_missing_text(claim->missing));
}

void
bca_put_cites(FILE *out, const bca_registry *registry, const bca_provenance *p)
{
    char id[128];

    bca_put_cite(out, registry, p->source_id);
    for (const char *rest = p->also; bca_next_id(id, sizeof id, &rest);)
        bca_put_cite(out, registry, id);
}

bool
bca_next_id(char *id, size_t size, const char **list)
{
    size_t n;

    if (*list == NULL)
        return false;
    *list += strspn(*list, " ");
    n = strcspn(*list, " ");
    (void)snprintf(id, size, "%.*s", (int)n, *list);
    *list += n;
    return n > 0;
}
