#include <spawn.h>
#include <sys/wait.h>

#include "reference.h"

extern char **environ;

int spawn_each(const char *path, long count, char *command[]) {
    int log = open_log(path);
    append_record_durably(log);
    for (long i = 0; i < count; i++) {
        pid_t child;
        int status;
        REQUIRE(posix_spawnp(&child, command[0], NULL, NULL, command, environ) == 0);
        REQUIRE(waitpid(child, &status, 0) == child && status == 0);
        append_record_durably(log);
    }
    return 0;
}
