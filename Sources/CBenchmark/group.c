#include <spawn.h>
#include <sys/wait.h>

#include "reference.h"

extern char **environ;

static void start(char *command[]) {
    pid_t child;
    REQUIRE(posix_spawnp(&child, command[0], NULL, NULL, command, environ) == 0);
}

// Takes one child that has ended; with `flags` of WNOHANG, 0 when there is none.
static int take_ended(int flags) {
    int status = 0;
    pid_t child = waitpid(-1, &status, flags);
    REQUIRE(child >= 0 && status == 0);
    return child > 0;
}

int spawn_together(const char *path, long count, long at_once, char *command[]) {
    int log = open_log(path);
    long started = 0, ended = 0;
    append_record_durably(log);
    while (started < count && started < at_once) {
        start(command);
        started++;
    }
    while (ended < count) {
        // Whatever ended while the last flush was under way shares the next one.
        long ready = take_ended(0);
        while (ready + ended < started && take_ended(WNOHANG)) ready++;
        for (long i = 1; i < ready; i++) append_record(log);
        append_record_durably(log);
        ended += ready;
        for (; ready > 0 && started < count; ready--, started++) start(command);
    }
    return 0;
}
