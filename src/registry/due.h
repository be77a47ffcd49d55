#ifndef BCA_REGISTRY_DUE_H
#define BCA_REGISTRY_DUE_H

#include "registry/registry.h"

/* Who owes an inventory when, and what the public record says. A fiscal year is named
 * by the calendar year in which it ends, on 30 June; its inventory is due after that.
 */

/* One agency and one fiscal year. */
typedef struct bca_duty {
    const bca_agency *agency;
    int fiscal_year;
    const bca_regime *regime; /* in force that year, or NULL */
    bool owed; /* the regime names the agency and the year is in its cycle */
    char due[sizeof "2019-10-01"]; /* "" when not owed, or no date is on record */
    const bca_filing *filing;      /* NULL: nothing is on record */
} bca_duty;

bca_duty bca_duty_of(const bca_registry *registry, const bca_agency *agency,
                     int fiscal_year);

/* What is to be said of a duty on a date ("2020-12-31"; dates compare as text). */
typedef enum bca_duty_state {
    BCA_DUTY_NOT_OWED,
    BCA_DUTY_OPEN, /* the due date is still to come */
    BCA_DUTY_FILED,
    BCA_DUTY_NOT_FILED,
    BCA_DUTY_NO_RECORD /* no source was found that says either */
} bca_duty_state;

bca_duty_state bca_duty_state_on(const bca_duty *duty, const char *date);

/* "not owed", "open", "filed", "not filed", "no record found" */
const char *bca_duty_state_text(bca_duty_state state);

/* Whether any regime names the agency. */
bool bca_has_duties(const bca_registry *registry, const bca_agency *agency);

/* The first fiscal year that a regime governs, and the last that had ended on a date;
 * no duties when last < first. */
void bca_duty_years(int *first, int *last, const bca_registry *registry,
                    const char *date);

#endif
