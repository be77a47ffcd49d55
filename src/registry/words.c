#include "registry/registry.h"

#include <stdio.h>
#include <string.h>

#include "registry/words.h"

const char *const bca_known_choices[] = {"published", "derived", "assumed", NULL};
const char *const bca_yesno_choices[] = {"no", "yes", NULL};
const char *const bca_area_choices[] = {"corrections",
                                        "crime-prevention",
                                        "juvenile-justice",
                                        "child-welfare",
                                        "mental-health",
                                        "substance-use",
                                        "education",
                                        "work",
                                        "housing",
                                        "public-assistance",
                                        "health",
                                        "other",
                                        NULL};
const char *const bca_missing_choices[] = {"not-applicable", "not-collected",
                                           "suppressed", "not-public", NULL};
const char *const bca_basis_choices[] = {"modeled", "transferred", "break-even", "none",
                                         NULL};
const char *const bca_fit_choices[] = {"treatment", "dose", "population", "fidelity",
                                       NULL};
const char *const bca_direction_choices[] = {"favorable", "unfavorable", "none", NULL};
const char *const bca_research_choices[] = {"statistical-analysis", "before-after",
                                            "outputs", "theory", NULL};

static const struct {
    const char *element;
    bool number;
} items[BCA_ITEMS] = {
    {"description", false}, {"providers", false},         {"population", false},
    {"outcomes", false},    {"assignment", false},        {"expenditures", true},
    {"funding", false},     {"costPerParticipant", true}, {"participants", true},
    {"capacity", true},     {"eligible", true},
};

static const char *
word(const char *const choices[], int index)
{
    for (int i = 0; choices[i] != NULL; i++) {
        if (i == index)
            return choices[i];
    }
    return "";
}

const char *
bca_known_text(int known)
{
    return word(bca_known_choices, known);
}

const char *
bca_area_text(int area)
{
    return word(bca_area_choices, area);
}

const char *
bca_missing_text(int missing)
{
    return word(bca_missing_choices, missing);
}

bool
bca_basis_has_result(int basis)
{
    return basis == BCA_MODELED || basis == BCA_TRANSFERRED;
}

const char *
bca_basis_text(int basis)
{
    return word(bca_basis_choices, basis);
}

const char *
bca_fit_text(int of)
{
    return word(bca_fit_choices, of);
}

const char *
bca_item_element(size_t number)
{
    return items[number - 1].element;
}

bool
bca_item_is_number(size_t number)
{
    return items[number - 1].number;
}

const char *
bca_word_next(char *word, size_t size, const char *list)
{
    size_t n = strcspn(list, " ");

    (void)snprintf(word, size, "%.*s", (int)n, list);
    return list + n + strspn(list + n, " ");
}

int
bca_word_index(const char *const choices[], const char *word)
{
    for (int i = 0; choices[i] != NULL; i++) {
        if (strcmp(choices[i], word) == 0)
            return i;
    }
    return -1;
}
