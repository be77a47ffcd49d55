#include <string.h>

#include "report/forest_layout.h"

/* How the rows of a forest plot fall on pages. */

/* The page being filled, from 0, and the one that is wanted. */
typedef struct paper {
    const bca_forest *forest;
    size_t most; /* rows on a page; 0: any number */
    size_t page, used;
    size_t wanted;
    bca_forest_line *out;
    size_t n_out;
} paper;

static void
lay(paper *p, bca_forest_line line)
{
    p->used++;
    if (p->page != p->wanted)
        return;
    if (p->out != NULL)
        p->out[p->n_out] = line;
    p->n_out++;
}

/* The next row; need: how many must find room on the page with it. */
static void
place(paper *p, bca_forest_line line, size_t need)
{
    if (p->most > 0 && p->used > 0 && p->used + need > p->most) {
        p->page++;
        p->used = 0;
        if (line.kind != BCA_FOREST_HEADING &&
            p->forest->rows[line.row].group != NULL) {
            bca_forest_line heading = {.kind = BCA_FOREST_HEADING, .row = line.row};

            heading.continued = true;
            lay(p, heading);
        }
    }
    lay(p, line);
}

bool
bca_forest_same_group(const bca_forest_row *a, const bca_forest_row *b)
{
    if (a->group == NULL || b->group == NULL)
        return a->group == b->group;
    return strcmp(a->group, b->group) == 0;
}

static const bca_forest_total *
find_total(const bca_forest *f, const char *group)
{
    for (size_t i = 0; group != NULL && i < f->n_groups; i++) {
        if (strcmp(f->groups[i].label, group) == 0)
            return &f->groups[i];
    }
    return NULL;
}

size_t
bca_forest_lines(bca_forest_line *out, const bca_forest *f, size_t rows_per_page,
                 size_t page, size_t *pages)
{
    paper p = {.forest = f, .wanted = page, .out = out};

    p.most = rows_per_page == 1 ? 2 : rows_per_page;
    for (size_t i = 0; i < f->n; i++) {
        const char *group = f->rows[i].group;
        const bca_forest_total *total = find_total(f, group);

        if (group != NULL &&
            (i == 0 || !bca_forest_same_group(&f->rows[i - 1], &f->rows[i])))
            place(&p, (bca_forest_line){.kind = BCA_FOREST_HEADING, .row = i}, 2);
        place(&p, (bca_forest_line){.kind = BCA_FOREST_STUDY, .row = i}, 1);
        if (total != NULL &&
            (i + 1 == f->n || !bca_forest_same_group(&f->rows[i], &f->rows[i + 1])))
            place(&p,
                  (bca_forest_line){
                      .kind = BCA_FOREST_SUBTOTAL, .row = i, .total = total},
                  1);
    }
    *pages = p.page + 1;
    return p.n_out;
}

size_t
bca_forest_pages(const bca_forest *f, size_t rows_per_page)
{
    size_t pages;

    (void)bca_forest_lines(NULL, f, rows_per_page, 0, &pages);
    return pages;
}
