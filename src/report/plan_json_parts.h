#ifndef BCA_REPORT_PLAN_JSON_PARTS_H
#define BCA_REPORT_PLAN_JSON_PARTS_H

#include "model/plan.h"
#include "report/json_value.h"

/* Lists of the plan document, for plan_json.c alone; NULL when memory runs out. */

json_t *bca_plan_json_changes(const bca_plan *plan);
json_t *bca_plan_json_sources(const bca_plan *plan);
json_t *bca_plan_json_links_aside(const bca_plan *plan);
json_t *bca_plan_json_streams(const bca_plan *plan);

#endif
