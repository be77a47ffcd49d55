#ifndef BCA_BASE_HASH_H
#define BCA_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

enum { BCA_SHA256_TEXT = 65 }; /* 64 hexadecimal digits and a zero */

/* SHA-256 of size bytes, as lower-case hexadecimal text. Source: FIPS 180-4; libmd. */
void bca_sha256(char out[BCA_SHA256_TEXT], const void *data, size_t size);

/* 64-bit hash of a name, for keying random streams: FNV-1a over the bytes, spread by
 * the finalizer of SplitMix64. Stable for ever: a change moves every published number.
 */
uint64_t bca_hash_name(const char *name);

#endif
