#include <math.h>

#include "report/annual_parts.h"
#include "report/influence.h"
#include "report/latex.h"
#include "report/words.h"

/* Which inputs make a modeled program's result uncertain. */

static const bca_influence_program *
influence_of(const bca_annual *annual)
{
    return &annual->run->influences->programs[annual->result - annual->run->results];
}

bool
bca_has_influence(const void *context)
{
    const bca_annual *annual = context;

    return annual->run->influences != NULL &&
           annual->result->program->basis == BCA_MODELED && influence_of(annual)->n > 0;
}

/* "35.4": a share in percent. */
static void
put_share(double share, FILE *out)
{
    const double percent = 100.0;

    bca_put_fixed(out, percent * share, 1);
}

/* A row without an input; se NaN: not known. */
static void
rest_row(const char *name, double share, double se, FILE *out)
{
    fprintf(out, "%s & ", name);
    put_share(share, out);
    fputs(" & ", out);
    if (!isnan(se))
        put_share(se, out);
    fputs(" & & \\\\\n", out);
}

void
bca_write_influence(const void *context, FILE *out)
{
    const bca_annual *annual = context;
    const bca_influence_program *p = influence_of(annual);
    double others = p->others;

    fputs("\\begingroup\\bcatable\n"
          "\\begin{longtable}{@{}L{3.6in}R{0.9in}R{0.6in}L{0.75in}L{0.5in}@{}}\n"
          "\\toprule\nInput & Share, percent & ± & Status & Source\\\\\n\\midrule\n"
          "\\endhead\n\\bottomrule\n\\endfoot\n",
          out);
    for (size_t k = 0; k < p->n_listed; k++) {
        const bca_influence_input *x = &p->inputs[k];

        if (k >= BCA_INFLUENCE_SHOWN) {
            others += x->share;
            continue;
        }
        bca_latex_text(out, x->name);
        fputs(" & ", out);
        put_share(x->share, out);
        fputs(" & ", out);
        put_share(x->se, out);
        fprintf(out, " & %s & ", bca_known_text(x->known));
        bca_put_cite(out, annual->run->registry, x->source_id);
        fputs("\\\\\n", out);
    }
    fputs("\\midrule\n", out);
    rest_row("All other inputs", others, NAN, out);
    rest_row("Inputs together, beyond the sum of each", p->rest, p->rest_se, out);
    fputs("\\end{longtable}\\endgroup\n", out);
}
