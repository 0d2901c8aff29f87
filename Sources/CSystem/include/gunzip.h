#ifndef CSYSTEM_GUNZIP_H
#define CSYSTEM_GUNZIP_H

#include <stdint.h>

/// Unpacks gzip (RFC 1952) by the system's zlib, which checks each member's checksum and length.
typedef struct csystem_gunzip csystem_gunzip;

/// NULL when there is no memory.
csystem_gunzip *csystem_gunzip_begin(void);

/// Unpacks from `input` into `output` until one of them is used up; members that follow each other
/// are one text.
///
/// Returns how many bytes came out, -1 for what is not gzip; `*used` says how many went in.
int64_t csystem_gunzip_next(csystem_gunzip *gunzip, const uint8_t *input, int64_t count,
                            int64_t *used, uint8_t *output, int64_t capacity);

/// 1 if what went in ends where a member ends, else 0.
int csystem_gunzip_is_whole(const csystem_gunzip *gunzip);

void csystem_gunzip_end(csystem_gunzip *gunzip);

#endif
