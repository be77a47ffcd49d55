#ifndef BCA_TEST_UNIT_PROJECT_H
#define BCA_TEST_UNIT_PROJECT_H

#include <unistd.h>

#include "registry/registry.h"
#include "testlib.h"

/* The registry of a project below tests/data, as long as a test needs it. */
typedef struct project {
    bca_documents documents;
    bca_registry registry;
    bca_findings findings;
} project;

static inline void
open_folder(project *p, const char *folder)
{
    char before[1024];

    *p = (project){.findings = BCA_FINDINGS_INIT};
    ck_assert_ptr_nonnull(getcwd(before, sizeof before));
    ck_assert_int_eq(chdir(data_path(folder)), 0);
    ck_assert_int_eq(bca_documents_load(&p->documents, NULL, 0, &p->findings, NULL),
                     BCA_OK);
    ck_assert_int_eq(chdir(before), 0);
    ck_assert_int_eq(bca_registry_read(&p->registry, &p->documents, &p->findings, NULL),
                     BCA_OK);
    ck_assert_msg(p->findings.first == NULL, "%s",
                  p->findings.first == NULL ? "" : p->findings.first->message);
}

static inline void
open_project(project *p)
{
    open_folder(p, "unit/project");
}

static inline void
close_project(project *p)
{
    bca_registry_free(&p->registry);
    ck_assert_uint_eq(p->registry.n_programs, 0); /* nothing is left behind */
    bca_documents_free(&p->documents);
    bca_findings_free(&p->findings);
}

#endif
