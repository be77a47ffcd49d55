#include "report/json_value.h"

#include <assert.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

enum { DIGITS = 17 };

json_t *
bca_json_real(double value)
{
    assert(!isinf(value));
    if (isnan(value))
        return json_null();
    return json_real(value == 0.0 ? 0.0 : value);
}

json_t *
bca_json_reals(const double values[], size_t n)
{
    json_t *array = json_array();

    for (size_t i = 0; i < n; i++)
        array = bca_json_append(array, bca_json_real(values[i]));
    return array;
}

json_t *
bca_json_text(const char *text)
{
    size_t size;
    size_t fault;
    char *copy;
    json_t *value;

    if (text == NULL)
        return json_null();
    size = strlen(text);
    copy = strdup(text);
    if (copy == NULL)
        return NULL;
    while ((fault = bca_utf8_fault(copy, size)) < size)
        copy[fault] = '?';
    value = json_stringn(copy, size);
    free(copy);
    return value;
}

json_t *
bca_json_uint64(uint64_t value)
{
    char text[32];

    (void)snprintf(text, sizeof text, "%" PRIu64, value);
    return json_string(text);
}

json_t *
bca_json_append(json_t *array, json_t *value)
{
    if (array != NULL && json_array_append_new(array, value) == 0)
        return array;
    if (array == NULL)
        json_decref(value);
    json_decref(array);
    return NULL;
}

json_t *
bca_json_set(json_t *object, const char *key, json_t *value)
{
    if (object != NULL && json_object_set_new(object, key, value) == 0)
        return object;
    if (object == NULL)
        json_decref(value);
    json_decref(object);
    return NULL;
}

bca_status
bca_json_write(json_t *document, FILE *out, bca_error *err)
{
    int failed;

    if (document == NULL)
        return bca_fail_memory(err);
    failed = json_dumpf(document, out, JSON_REAL_PRECISION(DIGITS) | JSON_INDENT(1));
    json_decref(document);
    if (failed && !ferror(out))
        return bca_fail_memory(err);
    if (failed || fputc('\n', out) == EOF || fflush(out) != 0)
        return bca_fail(err, BCA_EIO, "could not write the JSON");
    return BCA_OK;
}
