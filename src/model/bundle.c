/* Bundles: published values that hold the dollars of several channels. */

#include "model/modeled.h"

#include <string.h>

static const bca_value_line *
line_of(const bca_builder *b, const bca_stream *s)
{
    for (size_t i = 0; i < b->model->n_lines; i++) {
        if (strcmp(b->model->lines[i].id, s->line) == 0)
            return &b->model->lines[i];
    }
    return NULL;
}

/* Whether a bundle and another line of the same person hold the same dollars: the line
 * is of a channel that the bundle contains, or is a bundle, of another change, that
 * shares one. */
static bool
clash(const bca_builder *b, const bca_stream *s, const bca_stream *other)
{
    const bca_value_line *bundle = line_of(b, s);
    const bca_value_line *line = line_of(b, other);

    if (bundle == line ||
        strcmp(b->changes[s->change].person, b->changes[other->change].person) != 0)
        return false;
    return bca_list_has(bundle->contains, line->channel) ||
           (s->change != other->change &&
            bca_list_meets(bundle->contains, line->contains));
}

/* The first stream that clashes with a bundle's, or NULL. */
static const bca_stream *
first_clash(const bca_builder *b, const bca_stream *s)
{
    for (size_t k = 0; k < b->out->plan.n_streams; k++) {
        if (clash(b, s, &b->streams[k]))
            return &b->streams[k];
    }
    return NULL;
}

void
bca_check_bundles(const bca_builder *b)
{
    const bca_value_line *before = NULL;

    for (size_t i = 0; i < b->out->plan.n_streams; i++) {
        const bca_value_line *bundle = line_of(b, &b->streams[i]);
        const bca_stream *other = NULL;

        if (bundle->contains != NULL && bundle != before) /* of several payers once */
            other = first_clash(b, &b->streams[i]);
        before = bundle;
        if (other != NULL)
            bca_find_fix(b->findings,
                         bca_find(b->findings, "E0721",
                                  bca_xml_attribute_span(bundle->at, "contains"),
                                  "program '%s' uses the bundle '%s' beside '%s', "
                                  "whose dollars it holds already",
                                  b->program->id, bundle->id, other->line),
                         "count the bundle or the lines of its channels, by a switch "
                         "or counted=\"no\"");
    }
}
