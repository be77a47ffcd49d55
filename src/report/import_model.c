/* The files of a project of published results that are about all of its rows, as XML.
 */

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "registry/refs.h"
#include "registry/xml.h"
#include "report/import_project.h"

/* An id that no item of a set has: stem, else stem-2, stem-3 ... */
static const char *
free_id(char id[BCA_IMPORT_SHELF], const char *stem, const bca_ids *taken)
{
    (void)snprintf(id, BCA_IMPORT_SHELF, "%s", stem);
    for (size_t k = 2; bca_ids_find(taken, id) != NULL; k++)
        (void)snprintf(id, BCA_IMPORT_SHELF, "%s-%zu", stem, k);
    return id;
}

const char *
bca_import_source(char id[BCA_IMPORT_SHELF], const bca_import *import)
{
    const bca_registry *r = import->registry;
    const bca_ids sources = {r->sources, r->n_sources, sizeof *r->sources,
                             "source",   false,        NULL};

    if (import->source_id != NULL)
        return import->source_id;
    return free_id(id, "published-results", &sources);
}

static const bca_agency *
shelf_of(const bca_registry *r)
{
    for (size_t i = 0; i < r->n_agencies; i++) {
        if (r->agencies[i].kind == BCA_AGENCY_REFERENCE)
            return &r->agencies[i];
    }
    return NULL;
}

const char *
bca_import_shelf(char id[BCA_IMPORT_SHELF], const bca_import *import)
{
    const bca_registry *r = import->registry;
    const bca_ids agencies = {r->agencies, r->n_agencies, sizeof *r->agencies,
                              "agency",    false,         NULL};

    if (shelf_of(r) != NULL)
        return shelf_of(r)->id;
    return free_id(id, "reference", &agencies);
}

/* An element byte for byte, on a line of its own. */
static void
copy(FILE *out, bca_span element)
{
    bca_span all = bca_xml_element_span(element);

    fputs("  ", out);
    (void)fwrite(all.file->text + all.begin, 1, all.end - all.begin, out);
    fputs("\n", out);
}

void
bca_import_put_agencies(FILE *out, const bca_import *import)
{
    const bca_registry *r = import->registry;
    char shelf[BCA_IMPORT_SHELF], source[BCA_IMPORT_SHELF];

    fputs(bca_import_head, out);
    fputs("<agencies xmlns=\"urn:bca:1\">\n", out);
    for (size_t i = 0; i < r->n_agencies; i++)
        copy(out, r->agencies[i].at);
    if (shelf_of(r) == NULL) {
        fputs("  <agency", out);
        bca_import_put_attribute(out, "id", bca_import_shelf(shelf, import));
        fputs(" name=\"Published results\" kind=\"reference\"", out);
        bca_import_put_attribute(out, "source", bca_import_source(source, import));
        fputs("/>\n", out);
    }
    fputs("</agencies>\n", out);
}

/* ---------------------------------------------------------------------- model */

static void
copy_parameter(FILE *out, const bca_model *m, const char *id)
{
    const bca_parameter *p = id == NULL ? NULL : bca_model_parameter(m, id);

    if (p != NULL)
        copy(out, p->at);
}

/* The first price index, with its table beside the model. */
static void
put_index(FILE *out, const bca_index *index)
{
    const bca_provenance *p = &index->provenance;

    fputs("  <index", out);
    bca_import_put_attribute(out, "id", index->id);
    fputs(" table=\"price-index.csv\"", out);
    bca_import_put_attribute(out, "source", p->source_id);
    bca_import_put_attribute(out, "also", p->also);
    bca_import_put_attribute(out, "status", bca_known_text(p->known));
    bca_import_put_attribute(out, "locator", p->locator);
    bca_import_put_attribute(out, "note", p->note);
    bca_import_put_attribute(out, "wanted", p->wanted);
    fputs("/>\n", out);
}

static const char *const accounts[] = {"taxpayers.unallocated", "participants",
                                       "others.unallocated", "indirect.unallocated",
                                       "unallocated"};

enum { ACCOUNTS = sizeof accounts / sizeof accounts[0] };

static const bca_account *
account_of(const bca_model *m, const char *id)
{
    const bca_ids ids = {m->accounts, m->n_accounts, sizeof *m->accounts,
                         "account",   false,         NULL};

    return bca_ids_find(&ids, id);
}

void
bca_import_put_model(FILE *out, const bca_import *import)
{
    const bca_model *m = import->model;
    const bca_economy *e = m->economy;

    fputs(bca_import_head, out);
    fprintf(out,
            "<!-- Economy, benefit transfer, price index and parameters stand as "
            "in the model %s. -->\n<model xmlns=\"urn:bca:1\"",
            m->id);
    bca_import_put_attribute(out, "id", bca_import_model);
    fputs(" name=\"Published results\"", out);
    bca_import_put_number(out, "priceYear", m->price_year);
    fprintf(out,
            ">\n  <description>Carries published results, in dollars of %d, to dollars "
            "of %.0f by the price index alone. It values no outcome, and nothing in "
            "it is about the place where a program would run.</description>\n",
            import->price_year, m->price_year);
    copy(out, e->at);
    copy(out, m->transfer->at);
    put_index(out, &m->index[0]);
    for (size_t i = 0; i < ACCOUNTS; i++) {
        if (account_of(m, accounts[i]) != NULL)
            copy(out, account_of(m, accounts[i])->at);
        else
            fputs("  <account id=\"unallocated\" name=\"Participants, others and "
                  "indirect, not split by the source\" group=\"unallocated\"/>\n",
                  out);
    }
    copy_parameter(out, m, e->discount_rate);
    copy_parameter(out, m, e->deadweight);
    copy_parameter(out, m, e->sample_correlation);
    fputs("</model>\n", out);
}

bca_status
bca_import_check_model(const bca_model *m, int price_year, bca_error *err)
{
    const char *const named[] = {m->economy->discount_rate, m->economy->deadweight,
                                 m->economy->sample_correlation};

    if (m->transfer == NULL)
        return bca_fail(err, BCA_EINVALID,
                        "the model '%s' has no <benefitTransfer>; name another with "
                        "--model",
                        m->id);
    for (size_t i = 0; i + 1 < ACCOUNTS; i++) {
        if (account_of(m, accounts[i]) == NULL)
            return bca_fail(err, BCA_EINVALID, "the model '%s' has no account '%s'",
                            m->id, accounts[i]);
    }
    for (size_t i = 0; i < sizeof named / sizeof named[0]; i++) {
        const bca_parameter *p =
            named[i] == NULL ? NULL : bca_model_parameter(m, named[i]);

        if (p != NULL && p->table_path != NULL)
            return bca_fail(err, BCA_EINVALID,
                            "the parameter '%s' of the model '%s' has a table; name "
                            "another model with --model",
                            p->id, m->id);
    }
    if (isnan(bca_index_at(&m->index[0], price_year)))
        return bca_fail(err, BCA_EINVALID,
                        "--price-year %d: the price index of the model '%s', %s, has "
                        "no such year",
                        price_year, m->id, m->index[0].table->file->path);
    return BCA_OK;
}

/* -------------------------------------------------------------------- sources */

/* Whether a list of words holds a word. */
static bool
lists(const char *list, size_t size, const char *word)
{
    const size_t length = strlen(word);

    for (const char *s = list; s < list + size;) {
        size_t n = strcspn(s, " \t\r\n\"'");

        if (n == length && strncmp(s, word, n) == 0)
            return true;
        s += n + 1;
    }
    return false;
}

/* Whether some element of a file names the source in `source` or `also`. */
static bool
names_source(const bca_file *file, const char *id)
{
    static const char *const attributes[] = {"source", "also"};

    for (const char *s = strchr(file->text, '<'); s != NULL; s = strchr(s + 1, '<')) {
        bca_span element = {file, (size_t)(s - file->text), file->size};

        if (strncmp(s, "<!--", 4) == 0) {
            s = strstr(s, "-->");
            if (s == NULL)
                return false;
            continue;
        }
        for (size_t i = 0; i < 2; i++) {
            bca_span at = bca_xml_attribute_span(element, attributes[i]);
            size_t name = strlen(attributes[i]);

            if (at.begin != element.begin &&
                lists(file->text + at.begin + name, at.end - at.begin - name, id))
                return true;
        }
    }
    return false;
}

void
bca_import_put_sources(FILE *out, const bca_import *import, const bca_file texts[],
                       size_t n)
{
    const bca_registry *r = import->registry;
    char id[BCA_IMPORT_SHELF];

    fputs(bca_import_head, out);
    fputs("<sources xmlns=\"urn:bca:1\">\n", out);
    for (size_t i = 0; i < r->n_sources; i++) {
        const char *own = r->sources[i].id;
        bool used = import->source_id != NULL && strcmp(import->source_id, own) == 0;

        for (size_t k = 0; k < n && !used; k++)
            used = names_source(&texts[k], own);
        if (used)
            copy(out, r->sources[i].at);
    }
    if (import->source_id == NULL) {
        char year[8];

        (void)snprintf(year, sizeof year, "%.4s", import->vintage);
        fputs("  <source", out);
        bca_import_put_attribute(out, "id", bca_import_source(id, import));
        bca_import_put_attribute(out, "title", import->title);
        bca_import_put_attribute(out, "year", year);
        bca_import_put_attribute(out, "url", import->url);
        fputs(" seen=\"second-hand\"/>\n", out);
    }
    fputs("</sources>\n", out);
}
