#define _GNU_SOURCE
#include "background.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

// What this program opens is closed on exec; what it was handed by others is not.
static void close_inherited(void) {
    DIR *entries = opendir("/proc/self/fd");
    if (entries == NULL) return;
    struct dirent *entry;
    while ((entry = readdir(entries)) != NULL) {
        int descriptor = atoi(entry->d_name);
        if (descriptor < 3) continue;
        int flags = fcntl(descriptor, F_GETFD);
        if (flags >= 0 && !(flags & FD_CLOEXEC)) close(descriptor);
    }
    closedir(entries);
}

int csystem_fork_background(void) {
    pid_t child = fork();
    if (child != 0) return child;
    // It has just been made and leads no group, so this cannot fail.
    setsid();
    close_inherited();
    return 0;
}

int csystem_leave_terminal(int file) {
    int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (nowhere < 0) return -1;
    int failed = dup2(nowhere, 0) < 0 || dup2(nowhere, 1) < 0 ||
                 dup2(file < 0 ? nowhere : file, 2) < 0;
    close(nowhere);
    return failed ? -1 : 0;
}

int csystem_await_exit(int child) {
    int status;
    pid_t ended;
    do ended = waitpid(child, &status, 0);
    while (ended < 0 && errno == EINTR);
    if (ended < 0) return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
