#define _GNU_SOURCE
#include "supervision.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

int csystem_socket_pair(int ends[2]) {
    return socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends);
}

// By the open folder and not by its path, which may be too long for an address.
static int address(struct sockaddr_un *address, int folder, const char *name) {
    memset(address, 0, sizeof *address);
    address->sun_family = AF_UNIX;
    int length = snprintf(
        address->sun_path, sizeof address->sun_path, "/proc/self/fd/%d/%s", folder, name);
    if (length > 0 && (size_t)length < sizeof address->sun_path) return 0;
    errno = ENAMETOOLONG;
    return -1;
}

static int fail(int descriptor) {
    int error = errno;
    close(descriptor);
    errno = error;
    return -1;
}

int csystem_listen(int folder, const char *name) {
    struct sockaddr_un place;
    if (address(&place, folder, name) < 0) return -1;
    int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (listener < 0) return -1;
    if (bind(listener, (struct sockaddr *)&place, sizeof place) < 0 || listen(listener, 16) < 0)
        return fail(listener);
    return listener;
}

int csystem_connect(int folder, const char *name) {
    struct sockaddr_un place;
    if (address(&place, folder, name) < 0) return -1;
    int connection = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (connection < 0) return -1;
    if (connect(connection, (struct sockaddr *)&place, sizeof place) < 0) return fail(connection);
    return connection;
}

static int peer(int connection, struct ucred *credentials) {
    socklen_t size = sizeof *credentials;
    return getsockopt(connection, SOL_SOCKET, SO_PEERCRED, credentials, &size);
}

int csystem_accept(int listener) {
    int connection = accept4(listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (connection < 0) return -1;
    struct ucred credentials;
    if (peer(connection, &credentials) == 0 && credentials.uid == geteuid()) return connection;
    errno = EPERM;
    return fail(connection);
}

int csystem_peer(int connection) {
    struct ucred credentials;
    return peer(connection, &credentials) == 0 ? credentials.pid : -1;
}

ptrdiff_t csystem_send(int connection, const void *bytes, size_t count) {
    return send(connection, bytes, count, MSG_NOSIGNAL);
}

int csystem_become_supervisor(void) {
    sigset_t deaf;
    sigemptyset(&deaf);
    sigaddset(&deaf, SIGINT);
    sigaddset(&deaf, SIGTERM);
    sigaddset(&deaf, SIGHUP);
    // Blocked and not ignored: an ignored signal would be ignored by every task as well.
    int error = pthread_sigmask(SIG_BLOCK, &deaf, NULL);
    if (error != 0) {
        errno = error;
        return -1;
    }
    return prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
}

int csystem_children(int *children, int capacity) {
    siginfo_t info;
    // The common case, for which one call is enough: nobody is left.
    if (waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) < 0 && errno == ECHILD) return 0;
    // Those of the one thread that starts and adopts them.
    int file = open("/proc/thread-self/children", O_RDONLY | O_CLOEXEC);
    if (file < 0) return 0;
    char text[16384];
    int count = 0, number = 0, has_digit = 0;
    for (ssize_t length; (length = read(file, text, sizeof text)) > 0;)
        for (ssize_t i = 0; i < length; i++) {
            if (text[i] >= '0' && text[i] <= '9') {
                number = number * 10 + (text[i] - '0');
                has_digit = 1;
            } else {
                if (has_digit && count < capacity) children[count++] = number;
                number = has_digit = 0;
            }
        }
    close(file);
    return count;
}

int csystem_bury(int child) {
    siginfo_t info;
    memset(&info, 0, sizeof info);
    return waitid(P_PID, (id_t)child, &info, WEXITED | WNOHANG) < 0 || info.si_pid != 0;
}

int csystem_processes(int *processes, int capacity) {
    DIR *folder = opendir("/proc");
    if (folder == NULL) return 0;
    int count = 0;
    for (struct dirent *entry; count < capacity && (entry = readdir(folder)) != NULL;)
        if (entry->d_name[0] >= '1' && entry->d_name[0] <= '9')
            processes[count++] = atoi(entry->d_name);
    closedir(folder);
    return count;
}

int csystem_has_variable(int process, const char *beginning) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/environ", process);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return 0;
    size_t wanted = strlen(beginning), matched = 0;
    int may_match = 1, found = 0;
    char text[16384];
    for (ssize_t length; !found && (length = read(file, text, sizeof text)) > 0;)
        for (ssize_t i = 0; i < length && !found; i++) {
            if (may_match && text[i] == beginning[matched])
                found = ++matched == wanted;
            else
                may_match = 0;
            if (text[i] == 0) {
                may_match = 1;
                matched = 0;
            }
        }
    close(file);
    return found;
}

static int runs_this_file(int process) {
    char path[64];
    struct stat own, other;
    snprintf(path, sizeof path, "/proc/%d/exe", process);
    return stat("/proc/self/exe", &own) == 0 && stat(path, &other) == 0 &&
           own.st_dev == other.st_dev && own.st_ino == other.st_ino;
}

int csystem_runs_verb(int process, const char *verb) {
    if (!runs_this_file(process)) return 0;
    char path[64], text[4096];
    snprintf(path, sizeof path, "/proc/%d/cmdline", process);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return 0;
    ssize_t count = read(file, text, sizeof text - 1);
    close(file);
    if (count <= 0) return 0;
    text[count] = 0;
    size_t name = strlen(text) + 1;
    return name < (size_t)count && strcmp(text + name, verb) == 0;
}

int csystem_kinship(int process, struct csystem_kinship *kinship) {
    char path[64], text[512];
    snprintf(path, sizeof path, "/proc/%d/stat", process);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return -1;
    ssize_t count = read(file, text, sizeof text - 1);
    close(file);
    if (count <= 0) return -1;
    text[count] = 0;
    // The second field may hold blanks and parentheses.
    const char *rest = strrchr(text, ')');
    char state;
    if (rest == NULL ||
        sscanf(rest + 1, " %c %d %d", &state, &kinship->parent, &kinship->group) != 3)
        return -1;
    kinship->lives = state != 'Z' && state != 'X';
    return 0;
}
