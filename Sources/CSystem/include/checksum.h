#ifndef CSYSTEM_CHECKSUM_H
#define CSYSTEM_CHECKSUM_H

#include <stddef.h>
#include <stdint.h>

/// CRC-32C (Castagnoli) of some bytes, going on from `checksum`; start with 0.
///
/// By the processor's own instruction where it has one (SSE4.2, ARMv8), else by a table.
uint32_t csystem_crc32c(uint32_t checksum, const void *bytes, size_t count);

/// The same by the table alone: what the fast form is compared with.
uint32_t csystem_crc32c_by_table(uint32_t checksum, const void *bytes, size_t count);

#endif
