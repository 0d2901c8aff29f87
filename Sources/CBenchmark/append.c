#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "reference.h"

enum { record_bytes = 250, block_records = 256 };

static void fill_record(char record[record_bytes]) {
    memset(record, 'x', record_bytes);
    record[record_bytes - 1] = '\n';
}

int open_log(const char *path) {
    int log = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600);
    REQUIRE(log >= 0);
    return log;
}

void append_record(int log) {
    char record[record_bytes];
    fill_record(record);
    REQUIRE(write(log, record, sizeof record) == sizeof record);
}

void append_record_durably(int log) {
    append_record(log);
    REQUIRE(fdatasync(log) == 0);
}

int append_each(const char *path, long count) {
    int log = open_log(path);
    for (long i = 0; i < count; i++) append_record_durably(log);
    return 0;
}

int append_together(const char *path, long count) {
    static char block[block_records * record_bytes];
    int log = open_log(path);
    for (long done = 0; done < count; done += block_records) {
        long records = count - done < block_records ? count - done : block_records;
        for (long i = 0; i < records; i++) fill_record(block + i * record_bytes);
        REQUIRE(write(log, block, records * record_bytes) == records * record_bytes);
    }
    REQUIRE(fdatasync(log) == 0);
    return 0;
}
