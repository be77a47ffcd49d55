#include "registry/profile.h"

#include <string.h>

const bca_tier *
bca_profile_tier(const bca_profile *profile, const char *id)
{
    for (size_t i = 0; id != NULL && i < profile->n_tiers; i++) {
        if (strcmp(profile->tiers[i].id, id) == 0)
            return &profile->tiers[i];
    }
    return NULL;
}

const bca_tier *
bca_profile_candidate(const bca_profile *profile, const char *clearinghouse,
                      const char *value)
{
    for (size_t i = 0; i < profile->n_candidates; i++) {
        const bca_candidate *c = &profile->candidates[i];

        if (strcmp(c->clearinghouse, clearinghouse) == 0 &&
            strcmp(c->value, value) == 0)
            return bca_profile_tier(profile, c->tier_id);
    }
    return NULL;
}

/* Days of four-digit years are in the order of their letters. */
static bool
covers(const char *effective, const char *through, const char *day)
{
    if (day == NULL)
        return through == NULL;
    return (effective == NULL || strcmp(effective, day) <= 0) &&
           (through == NULL || strcmp(through, day) >= 0);
}

bool
bca_profile_in_force(const bca_profile *profile, const char *day)
{
    return covers(profile->effective, profile->through, day);
}

bool
bca_rule_in_force(const bca_profile *profile, const bca_tier_rule *rule,
                  const char *day)
{
    return bca_profile_in_force(profile, day) &&
           covers(rule->effective, rule->through, day);
}

const char *
bca_direction_text(int direction)
{
    switch (direction) {
    case BCA_FAVORABLE: return "favorable";
    case BCA_UNFAVORABLE: return "unfavorable";
    case BCA_NO_DIRECTION: return "no difference";
    default: return "";
    }
}
