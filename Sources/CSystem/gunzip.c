#include "gunzip.h"

#include <limits.h>
#include <stdlib.h>
#include <zlib.h>

struct csystem_gunzip {
    z_stream stream;
    int is_whole;
};

// The largest window, and a gzip file's head and end around what is packed.
enum { WINDOW_BITS = 15 + 16 };

csystem_gunzip *csystem_gunzip_begin(void) {
    csystem_gunzip *gunzip = calloc(1, sizeof *gunzip);
    if (gunzip == NULL) return NULL;
    if (inflateInit2(&gunzip->stream, WINDOW_BITS) == Z_OK) return gunzip;
    free(gunzip);
    return NULL;
}

static uInt bounded(int64_t count) { return count > INT_MAX ? INT_MAX : (uInt)count; }

int64_t csystem_gunzip_next(csystem_gunzip *gunzip, const uint8_t *input, int64_t count,
                            int64_t *used, uint8_t *output, int64_t capacity) {
    z_stream *stream = &gunzip->stream;
    uInt given = bounded(count), room = bounded(capacity);
    // zlib only reads from it, whatever its type says.
    stream->next_in = (Bytef *)input;
    stream->avail_in = given;
    stream->next_out = output;
    stream->avail_out = room;
    int result = Z_OK;
    while (stream->avail_out > 0 && result == Z_OK) {
        if (gunzip->is_whole) {
            if (stream->avail_in == 0) break;
            gunzip->is_whole = 0;
            if (inflateReset(stream) != Z_OK) return -1;
        }
        result = inflate(stream, Z_NO_FLUSH);
        if (result != Z_STREAM_END) continue;
        gunzip->is_whole = 1;
        result = Z_OK;
    }
    *used = given - stream->avail_in;
    // Without more to read or room to write there is nothing wrong.
    if (result != Z_OK && result != Z_BUF_ERROR) return -1;
    return room - stream->avail_out;
}

int csystem_gunzip_is_whole(const csystem_gunzip *gunzip) { return gunzip->is_whole; }

void csystem_gunzip_end(csystem_gunzip *gunzip) {
    inflateEnd(&gunzip->stream);
    free(gunzip);
}
