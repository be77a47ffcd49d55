#ifndef BCA_TEST_MODEL_PROJECT_H
#define BCA_TEST_MODEL_PROJECT_H

#include <unistd.h>

#include "model/model.h"
#include "testlib.h"

/* A project with its models, as long as a test needs it. */
typedef struct project {
    bca_documents documents;
    bca_registry registry;
    bca_models models;
    bca_findings findings;
} project;

/* Read a folder below tests/data ("../.." is the repository), with one more file unless
 * extra is NULL. What is wrong with it is in the findings. */
static inline void
read_project(project *p, const char *folder, const char *extra)
{
    char before[1024];

    *p = (project){.findings = BCA_FINDINGS_INIT};
    ck_assert_ptr_nonnull(getcwd(before, sizeof before));
    ck_assert_int_eq(chdir(data_path(folder)), 0);
    ck_assert_int_eq(
        bca_documents_load(&p->documents, &extra, extra != NULL, &p->findings, NULL),
        BCA_OK);
    ck_assert_int_eq(bca_registry_read(&p->registry, &p->documents, &p->findings, NULL),
                     BCA_OK);
    ck_assert_int_eq(
        bca_models_read(&p->models, &p->documents, &p->registry, &p->findings, NULL),
        BCA_OK);
    ck_assert_int_eq(chdir(before), 0);
}

/* The same of a folder that holds no error. */
static inline void
open_folder(project *p, const char *folder)
{
    read_project(p, folder, NULL);
    ck_assert_msg(p->findings.errors == 0, "%s %s", p->findings.first->code,
                  p->findings.first->message);
}

static inline void
close_project(project *p)
{
    bca_models_free(&p->models);
    bca_registry_free(&p->registry);
    bca_documents_free(&p->documents);
    bca_findings_free(&p->findings);
}

#endif
