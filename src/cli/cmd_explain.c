#include <stdio.h>
#include <stdlib.h>

#include "base/codes.h"
#include "base/text.h"
#include "cli/cmd.h"

static const struct argp_option table[] = {
    {"list", OPT_LIST, NULL, 0, "list all codes with their titles", 0},
    BCA_HELP_OPTION,
    {0},
};

static const struct argp argp = {
    .options = table,
    .parser = bca_options_parser,
    .args_doc = "CODE",
    .doc = "Explain a code that check printed: what it means, a wrong and a right "
           "example, what to do.\vExamples:\n  bca explain E0401\n  bca explain --list",
};

static void
print_code(const bca_code *c)
{
    printf("%s: %s\n\n%s\n\nNot like this:\n%s\n\nLike this:\n%s\n\nWhat to do: %s\n",
           c->code, c->title, c->meaning, c->wrong, c->right, c->fix);
}

static bca_status
explain(const bca_options *o, bca_error *err)
{
    const bca_code *c;

    if (o->list && o->n_names == 0) {
        for (size_t i = 0; (c = bca_code_at(i)) != NULL; i++)
            printf("%s  %s\n", c->code, c->title);
        return BCA_OK;
    }
    if (o->n_names != 1)
        return bca_fail(err, BCA_EUSAGE,
                        "name one code; bca explain --list shows all of them");
    c = bca_code_find(o->names[0]);
    if (c == NULL)
        return bca_fail(err, BCA_EUSAGE,
                        "there is no code '%s'; bca explain --list shows all of them",
                        o->names[0]);
    print_code(c);
    return BCA_OK;
}

bca_status
cmd_explain(int argc, char **argv, bca_error *err)
{
    bca_options o = {.list = 0};
    bca_status st = bca_options_parse(&o, &argp, argc, argv, err);

    if (st == BCA_OK)
        st = explain(&o, err);
    free(o.names);
    return st;
}
