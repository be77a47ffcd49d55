#include "report/annual_parts.h"
#include "report/latex.h"
#include "report/words.h"

/* Whom a start serves, how far the program is like what was studied, and what more of
 * it would cost. */

static const bca_program *
program_of(const void *context)
{
    const bca_annual *annual = context;

    return annual->result->program;
}

/* " (assumed) [3]", and the note as a sentence of its own. */
static void
put_known(const bca_annual *annual, const bca_provenance *p, FILE *out)
{
    fprintf(out, " (%s)", bca_known_text(p->known));
    bca_put_cites(out, annual->run->registry, p);
    fputs(". ", out);
    bca_latex_text(out, p->note);
    fputc('\n', out);
}

static void
put_population(const bca_annual *annual, const char *id, FILE *out)
{
    const bca_model *model =
        bca_models_find(annual->run->models, program_of(annual)->model_id);
    const bca_population *p =
        model != NULL && id != NULL ? bca_model_population(model, id) : NULL;

    if (p != NULL) {
        fputs(", ", out);
        bca_latex_text(out, p->name);
        fputs(", age ", out);
        bca_put_exact(out, p->start_age);
    }
}

bool
bca_has_persons(const void *context)
{
    return program_of(context)->n_persons > 0;
}

void
bca_write_persons(const void *context, FILE *out)
{
    const bca_annual *annual = context;
    const bca_program *program = program_of(annual);

    fputs("\\begin{itemize}\\footnotesize\\sffamily\\raggedright\n"
          "\\item Participant: 1 per start",
          out);
    put_population(annual, program->population, out);
    fputs(".\n", out);
    for (size_t i = 0; i < program->n_persons; i++) {
        const bca_person *p = &program->persons[i];

        fputs("\\item ", out);
        bca_put_sentence(out, p->id);
        fputs(": ", out);
        bca_put_exact(out, p->number);
        fputs(" per start", out);
        put_population(annual, p->population, out);
        put_known(annual, &p->provenance, out);
    }
    fputs("\\end{itemize}\n", out);
}

/* A result that is carried over has no effect to scale. */
bool
bca_has_local_fit(const void *context)
{
    return program_of(context)->n_fits > 0 && program_of(context)->basis == BCA_MODELED;
}

void
bca_write_local_fit_factor(const void *context, FILE *out)
{
    bca_put_exact(out, bca_program_fit(program_of(context)));
}

void
bca_write_local_fit(const void *context, FILE *out)
{
    const bca_annual *annual = context;
    const bca_program *program = program_of(annual);

    fputs("\\begin{itemize}\\footnotesize\\sffamily\\raggedright\n", out);
    for (size_t i = 0; i < program->n_fits; i++) {
        const bca_local_fit *fit = &program->fits[i];

        fputs("\\item ", out);
        bca_put_sentence(out, bca_fit_text(fit->of));
        fputs(": ", out);
        bca_put_exact(out, fit->multiplier);
        put_known(annual, &fit->provenance, out);
    }
    fputs("\\end{itemize}\n", out);
}

bool
bca_has_expansion(const void *context)
{
    return program_of(context)->expansion != NULL;
}

void
bca_write_expansion_year(const void *context, FILE *out)
{
    bca_put_year(out, program_of(context)->expansion->price_year);
}

/* "1 more place costs $900 a year, 10 cost $4,500 and 100 cost $41,000" */
void
bca_write_expansion(const void *context, FILE *out)
{
    static const double places[] = {1, 10, 100};
    static const char *const words[] = {"more place costs ", "cost ", "cost "};
    static const char *const between[] = {" a year, ", " and ", ""};
    const bca_expansion *x = program_of(context)->expansion;

    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        bca_put_exact(out, places[i]);
        fprintf(out, " %s", words[i]);
        bca_put_dollars(out, bca_expansion_cost(x, places[i]));
        fputs(between[i], out);
    }
}

void
bca_write_expansion_source(const void *context, FILE *out)
{
    const bca_provenance *p = &program_of(context)->expansion->provenance;
    const bca_annual *annual = context;

    fputs(bca_known_text(p->known), out);
    fputc('.', out);
    bca_put_cites(out, annual->run->registry, p);
    if (p->note != NULL) {
        fputc(' ', out);
        bca_latex_text(out, p->note);
    }
}
