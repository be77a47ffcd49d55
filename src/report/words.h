#ifndef BCA_REPORT_WORDS_H
#define BCA_REPORT_WORDS_H

#include <stddef.h>
#include <stdio.h>

#include "report/run.h"

/* Numbers, choices and citations as people read them in the annual report, written as
 * LaTeX. A number that is missing (NaN) is an en dash, a text that is missing nothing.
 */

/* An identifier of a vocabulary in words: "not-public" is "not public". The sentence
 * form has a capital. */
void bca_put_words(FILE *out, const char *id);
void bca_put_sentence(FILE *out, const char *id);

/* A count with its noun: "no programs", "1 program", "19 programs"; and without it:
 * "none", "1", "19". */
void bca_put_count(FILE *out, size_t n, const char *one, const char *many);
void bca_put_number_of(FILE *out, size_t n);

/* "1,234" and "\$1,234", whole dollars. */
void bca_put_money(FILE *out, double dollars);
void bca_put_dollars(FILE *out, double dollars);

/* "0.29" with two decimals; "29 percent" of 0.29 with none. */
void bca_put_fixed(FILE *out, double value, int decimals);
void bca_put_percent(FILE *out, double fraction, int decimals);

/* "0.29 to 0.41", and a probability: "0.04", "below 0.001". */
void bca_put_interval(FILE *out, double low, double high, int decimals);
void bca_put_p(FILE *out, double p);

/* Every digit there is, with thousands commas: "1,773,908.83", "0.6816". */
void bca_put_exact(FILE *out, double value);

/* A year or another whole number without commas. */
void bca_put_year(FILE *out, double year);

/* A chance in words: "72 of 100", "more than 99 of 100". */
void bca_put_chance(FILE *out, double chance);

/* The number of a source in the report's list, in brackets and as a link. Sources are
 * numbered in the order of the registry, from 1. Nothing for NULL. */
void bca_put_cite(FILE *out, const bca_registry *registry, const char *source_id);

/* The same for the source of a number and the further ones it rests on. */
void bca_put_cites(FILE *out, const bca_registry *registry, const bca_provenance *p);

/* Take the next id off a list of ids separated by spaces; false at its end, or for a
 * list that is NULL. */
bool bca_next_id(char *id, size_t size, const char **list);

/* Number of a source, or 0 when there is none of this id. */
size_t bca_source_number(const bca_registry *registry, const char *source_id);

/* A list with bullets. */
void bca_put_list(FILE *out, const char *const items[], size_t n);

/* The tier on record, or in words why there is none. */
void bca_put_tier(FILE *out, const bca_registry *registry, const bca_program *program);

#endif
