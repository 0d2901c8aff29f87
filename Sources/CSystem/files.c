#define _GNU_SOURCE
#include "files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/statfs.h>
#include <unistd.h>

int csystem_open_unnamed(int folder) {
    return openat(folder, ".", O_TMPFILE | O_RDWR | O_APPEND | O_CLOEXEC, 0600);
}

int csystem_link_unnamed(int file, int folder, const char *name) {
    // By way of /proc, because AT_EMPTY_PATH wants a capability.
    char path[32];
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    return linkat(AT_FDCWD, path, folder, name, AT_SYMLINK_FOLLOW);
}

int csystem_rename_new(int folder, const char *from, const char *to) {
    return renameat2(folder, from, folder, to, RENAME_NOREPLACE);
}

int csystem_allocate(int file, int64_t count) { return fallocate(file, 0, 0, count); }

int64_t csystem_file_system(int file) {
    struct statfs status;
    return fstatfs(file, &status) == 0 ? (int64_t)status.f_type : -1;
}

static struct flock whole_file(void) {
    struct flock lock;
    memset(&lock, 0, sizeof lock);
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    return lock;
}

int csystem_mark_owned(int file) {
    struct flock lock = whole_file();
    return fcntl(file, F_OFD_SETLK, &lock);
}

int csystem_is_owned(int file) {
    struct flock lock = whole_file();
    if (fcntl(file, F_OFD_GETLK, &lock) != 0) return -1;
    return lock.l_type != F_UNLCK;
}
