#ifndef BCA_REGISTRY_DOCUMENTS_H
#define BCA_REGISTRY_DOCUMENTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/findings.h"
#include "registry/xml.h"

/* The XML files of a project, found by where they lie, read and held to the schema.
 *
 * A document that is not valid is kept (its findings show its lines) but never handed
 * out; broken tells which kinds had one, so that a reference to something in it is not
 * reported a second time. */
typedef enum bca_kind {
    BCA_SOURCES,
    BCA_AGENCIES,
    BCA_PROFILE,
    BCA_INTERVENTION,
    BCA_PROGRAM,
    BCA_MODEL,
    BCA_SCENARIO,
    BCA_KIND_COUNT
} bca_kind;

typedef struct bca_document {
    bca_kind kind;
    bca_file file;
    bca_xml xml;
    bool valid;
    bool readable; /* valid, or only some values are wrong: rules are checked all the
                      same, so that everything is found at once */
} bca_document;

typedef struct bca_documents {
    bca_document *items; /* in ascending order of path */
    size_t n;
    bool broken[BCA_KIND_COUNT];
    bca_arena arena; /* paths and bytes of the files */
} bca_documents;

/* Read every XML file of the project in the current folder: registry/sources.xml,
 * agencies.xml, profiles, interventions, programs; models and scenarios. extra[n_extra]
 * are further paths, files or folders, that the user named; their kind follows from
 * their root. Everything wrong with a file is a finding. Errors: BCA_ENOMEM,
 * BCA_EINTERNAL. */
BCA_MUST_CHECK bca_status bca_documents_load(bca_documents *out,
                                             const char *const extra[], size_t n_extra,
                                             bca_findings *findings, bca_error *err);
void bca_documents_free(bca_documents *documents);

/* Read one more file (a table) that lives as long as the documents. Reports E0001,
 * E0002 at where, E0003 and E0005 in the file; NULL then. */
const bca_file *bca_documents_read(bca_documents *documents, const char *path,
                                   bca_span where, bca_findings *findings);

#endif
