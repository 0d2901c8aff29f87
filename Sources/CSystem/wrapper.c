#define _GNU_SOURCE
#include "wrapper.h"

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static sigset_t watched_signals(void) {
    sigset_t watched;
    sigemptyset(&watched);
    sigaddset(&watched, SIGCHLD);
    sigaddset(&watched, SIGHUP);
    sigaddset(&watched, SIGINT);
    sigaddset(&watched, SIGQUIT);
    sigaddset(&watched, SIGTERM);
    return watched;
}

static int start(const char *path, char *const *words, int output, const sigset_t *mask,
                 pid_t *child) {
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&files);
    posix_spawnattr_init(&attributes);
    sigset_t defaults;
    sigemptyset(&defaults);
    sigaddset(&defaults, SIGPIPE);
    sigaddset(&defaults, SIGXFSZ);
    posix_spawn_file_actions_adddup2(&files, output, STDOUT_FILENO);
    posix_spawnattr_setsigmask(&attributes, mask);
    posix_spawnattr_setsigdefault(&attributes, &defaults);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    int failure = posix_spawn(child, path, &files, &attributes, words, environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&files);
    return failure;
}

static void await(pid_t child, const sigset_t *watched, struct csystem_exit *end) {
    for (;;) {
        siginfo_t info;
        int signal = sigwaitinfo(watched, &info);
        // Positive is the kernel's own: a terminal has told the whole group already.
        if (signal > 0 && signal != SIGCHLD && info.si_code <= 0) kill(child, signal);
        int status;
        if (waitpid(child, &status, WNOHANG) != child) continue;
        end->by_signal = WIFSIGNALED(status);
        end->code = WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status);
        return;
    }
}

int csystem_wrap(const char *path, const char *arguments, size_t count, int output,
                 struct csystem_exit *end) {
    char **words = calloc(count + 1, sizeof *words);
    if (!words) return ENOMEM;
    for (size_t i = 0; i < count; i++) {
        words[i] = (char *)arguments;
        arguments += strlen(arguments) + 1;
    }
    sigset_t watched = watched_signals(), before;
    // Where it is ignored, as some parents leave it, no end of a child is ever heard of.
    signal(SIGCHLD, SIG_DFL);
    sigprocmask(SIG_BLOCK, &watched, &before);
    pid_t child;
    int failure = start(path, words, output, &before, &child);
    if (!failure) await(child, &watched, end);
    sigprocmask(SIG_SETMASK, &before, NULL);
    free(words);
    return failure;
}
