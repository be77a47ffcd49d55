#include "cli/meta_plots.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "report/forest.h"
#include "report/pdf.h"

/* A forest that is longer than a page in print, and the pages it is then cut to. */
enum { LONGEST_PAGE = 70, ROWS_PER_PAGE = 60 };

/* One plot: its drawings, one a page. */
typedef struct plot {
    const bca_drawing **pages; /* [n] */
    size_t n;
} plot;

typedef bca_status write_fn(const plot *p, const char *path, bca_error *err);

static bca_status
write_svg(const plot *p, const char *path, bca_error *err)
{
    bca_output out;
    bca_status st = bca_output_open(&out, path, err);

    if (st != BCA_OK)
        return st;
    return bca_output_close(&out, bca_drawing_svg(p->pages[0], out.stream, err), err);
}

static bca_status
write_tex(const plot *p, const char *path, bca_error *err)
{
    bca_output out;
    bca_status st = bca_output_open(&out, path, err);

    if (st != BCA_OK)
        return st;
    return bca_output_close(&out, bca_drawing_document(p->pages, p->n, out.stream, err),
                            err);
}

/* The document is written beside the target under a name that nobody has, and removed
 * whatever happens. */
static bca_status
write_pdf(const plot *p, const char *path, bca_error *err)
{
    bca_output tex;
    bca_status st = bca_output_open(&tex, path, err);

    if (st != BCA_OK)
        return st;
    st = bca_drawing_document(p->pages, p->n, tex.stream, err);
    if (st == BCA_OK && fflush(tex.stream) != 0)
        st = bca_fail(err, BCA_EIO, "cannot write '%s'", tex.temporary);
    if (st == BCA_OK)
        st = bca_pdf_make(tex.temporary, path, err);
    (void)fclose(tex.stream);
    (void)unlink(tex.temporary);
    return st;
}

static const struct format {
    const char *ending;
    write_fn *write;
    size_t longest,
        rows; /* a forest above longest rows is cut to pages of rows; 0: not */
} formats[] = {
    {".svg", write_svg, 0, 0},
    {".tex", write_tex, LONGEST_PAGE, ROWS_PER_PAGE},
    {".pdf", write_pdf, LONGEST_PAGE, ROWS_PER_PAGE},
};

static const struct format *
format_of(const char *path)
{
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        size_t length = strlen(formats[i].ending);

        if (strlen(path) > length &&
            strcmp(path + strlen(path) - length, formats[i].ending) == 0)
            return &formats[i];
    }
    return NULL;
}

bca_status
bca_meta_plots_check(const bca_meta_plots *plots, bca_error *err)
{
    if (plots->forest != NULL && format_of(plots->forest) == NULL)
        return bca_fail(err, BCA_EUSAGE,
                        "--forest: the ending of '%s' is not .svg, .tex or .pdf",
                        plots->forest);
    if (plots->funnel != NULL && format_of(plots->funnel) == NULL)
        return bca_fail(err, BCA_EUSAGE,
                        "--funnel: the ending of '%s' is not .svg, .tex or .pdf",
                        plots->funnel);
    return BCA_OK;
}

/* Studies by group, those in none last; within a group as they come. */
static size_t
order_rows(bca_forest_row rows[], const bca_synthesis *a, const char *group)
{
    const bca_synthesis_studies *s = &a->studies;
    size_t n = 0;

    for (size_t i = 0; i < a->fit.k; i++) {
        const char *own = s->groups != NULL ? s->groups[i] : NULL;

        if (own == NULL ? group != NULL : group == NULL || strcmp(own, group) != 0)
            continue;
        rows[n++] = (bca_forest_row){.label = s->labels[i],
                                     .group = own,
                                     .size = s->data.effects[i],
                                     .weight = a->weights[i]};
    }
    return n;
}

/* False when memory runs out. */
static bool
fill(bca_forest *f, bca_arena *arena, const bca_synthesis *a, const char *effect)
{
    const bca_subgroups *g = &a->subgroups;
    bca_forest_row *rows = bca_arena_alloc(arena, a->fit.k, sizeof *rows);
    bca_forest_total *groups = bca_arena_alloc(arena, g->n, sizeof *groups);
    const char *title =
        bca_arena_printf(arena, "%zu studies and their pooled effect", a->fit.k);
    const char *total = bca_arena_printf(arena, "All studies (%s)",
                                         bca_pooling_choices[a->fit.options.method]);

    if (rows == NULL || groups == NULL || title == NULL || total == NULL)
        return false;
    *f = (bca_forest){.title = title,
                      .effect = effect,
                      .rows = rows,
                      .groups = groups,
                      .n_groups = g->n,
                      .total = {total, &a->fit},
                      .level = a->fit.options.level};
    for (size_t i = 0; i < g->n; i++) {
        groups[i] = (bca_forest_total){g->items[i].name, &g->items[i].fit};
        f->n += order_rows(rows + f->n, a, g->items[i].name);
    }
    f->n += order_rows(rows + f->n, a, NULL);
    return true;
}

static bca_status
write_forest(const bca_forest *f, const char *path, bca_arena *arena, bca_error *err)
{
    const struct format *format = format_of(path);
    size_t rows = 0;
    plot p = {.n = 1};

    if (format->longest > 0 && bca_forest_pages(f, format->longest) > 1) {
        rows = format->rows;
        p.n = bca_forest_pages(f, rows);
    }
    p.pages = bca_arena_alloc(arena, p.n, sizeof(bca_drawing *));
    if (p.pages == NULL)
        return bca_fail_memory(err);
    for (size_t i = 0; i < p.n; i++) {
        p.pages[i] = bca_forest_draw(f, rows, i, arena);
        if (p.pages[i] == NULL)
            return bca_fail_memory(err);
    }
    return format->write(&p, path, err);
}

static bca_status
write_funnel(const bca_forest *f, const bca_synthesis *a, const char *path,
             bca_arena *arena, bca_error *err)
{
    const bca_trim_fill *filled = a->trim_fill;
    const bca_drawing *page = bca_funnel_draw(f, filled != NULL ? filled->filled : NULL,
                                              filled != NULL ? filled->k0 : 0, arena);
    const plot p = {&page, 1};

    if (page == NULL)
        return bca_fail_memory(err);
    return format_of(path)->write(&p, path, err);
}

bca_status
bca_meta_plots_write(const bca_meta_plots *plots, const bca_synthesis *synthesis,
                     bca_error *err)
{
    bca_arena arena = BCA_ARENA_INIT;
    bca_forest f;
    bca_status st = BCA_OK;

    if (!fill(&f, &arena, synthesis, plots->effect))
        st = bca_fail_memory(err);
    if (st == BCA_OK && plots->forest != NULL)
        st = write_forest(&f, plots->forest, &arena, err);
    if (st == BCA_OK && plots->funnel != NULL)
        st = write_funnel(&f, synthesis, plots->funnel, &arena, err);
    bca_arena_free(&arena);
    return st;
}
