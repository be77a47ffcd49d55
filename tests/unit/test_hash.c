#include "testlib.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

/* FIPS 180-4 examples (NIST, "SHA-256", one and two blocks; a million times "a"). */
START_TEST(test_sha256_known_answers)
{
    static const struct {
        const char *text, *want;
    } cases[] = {
        {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    };
    char got[BCA_SHA256_TEXT];
    char *million = malloc(1000000);

    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        bca_sha256(got, cases[i].text, strlen(cases[i].text));
        ck_assert_str_eq(got, cases[i].want);
    }
    ck_assert_ptr_nonnull(million);
    memset(million, 'a', 1000000);
    bca_sha256(got, million, 1000000);
    free(million);
    ck_assert_str_eq(
        got, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}
END_TEST

START_TEST(test_sha256_takes_bytes_not_text)
{
    char with[BCA_SHA256_TEXT];
    char without[BCA_SHA256_TEXT];

    bca_sha256(with, "abc\0d", 5);
    bca_sha256(without, "abc", 3);
    ck_assert_str_ne(with, without);
}
END_TEST

/* FNV-1a of "a" is af63dc4c8601ec8c (draft-eastlake-fnv, appendix C); the finalizer and
 * the other values by an independent Python program. A change would move every number.
 */
START_TEST(test_names_keep_their_hash)
{
    static const struct {
        const char *name;
        uint64_t want;
    } cases[] = {
        {"", UINT64_C(0xf52a15e9a9b5e89b)},
        {"a", UINT64_C(0x02c0bdbf481420f8)},
        {"discount-rate", UINT64_C(0x4aea41a8aa412cdb)},
        {"effect:cbt-offenders:reconviction", UINT64_C(0x152ed2244ad0d323)},
        {"\xC3\xA9", UINT64_C(0x233403617480019e)}, /* bytes above 127 count unsigned */
    };

    for (size_t i = 0; i < TEST_COUNT(cases); i++)
        ck_assert_msg(bca_hash_name(cases[i].name) == cases[i].want, "%s: %016llx",
                      cases[i].name, (unsigned long long)bca_hash_name(cases[i].name));
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_sha256_known_answers},
        {test_sha256_takes_bytes_not_text},
        {test_names_keep_their_hash},
    };

    return run_tests("hash", tests, TEST_COUNT(tests));
}
