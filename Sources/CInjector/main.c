// Kills `saga` before one of its system calls, for tests.
//
//   CInjector FOLDER REPORT caller|all NUMBER command…
//
// Calls are counted over `saga`, its supervisors and the `saga` of sub-workflows together, from 1,
// as long as they touch a file below FOLDER or another process. Before call NUMBER is made, the
// process that makes it is killed, or all of these are; tasks are left alone, and what still runs
// goes on untraced. REPORT gets one line: the number of calls so far, and who was killed before
// what. Ends as the command does, with 137 when that was killed.
#define _GNU_SOURCE
#include "calls.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/ptrace.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern long ptrace(int request, ...);

enum role { role_unknown, role_starting, role_task, role_saga, role_supervisor, role_child };

static const char *const role_names[] = {"", "saga", "", "saga", "supervisor", "child"};

// A thread that is traced.
struct thread {
    pid_t id;
    pid_t victim; // who is killed before its call
    enum role role;
};

static struct thread threads[1024];
static int count;
static pid_t root;
static const char *folder;
static int kills_all;
static long calls, number;
static char killed[300];

static int fail(const char *what) {
    fprintf(stderr, "CInjector: %s: %s\n", what, strerror(errno));
    exit(70);
}

static struct thread *thread_of(pid_t id) {
    for (int i = 0; i < count; i++)
        if (threads[i].id == id) return &threads[i];
    if (count == sizeof threads / sizeof *threads) fail("too many threads");
    threads[count] = (struct thread){.id = id};
    return &threads[count++];
}

static void forget(pid_t id) {
    struct thread *thread = thread_of(id);
    *thread = threads[--count];
}

// What a process has become by its exec, as its words say.
static enum role role_of(pid_t process) {
    if (process == root) return role_saga;
    char path[64], words[4096];
    snprintf(path, sizeof path, "/proc/%d/cmdline", process);
    FILE *file = fopen(path, "re");
    size_t length = file == NULL ? 0 : fread(words, 1, sizeof words - 1, file);
    if (file != NULL) fclose(file);
    words[length] = 0;
    const char *second = words + strlen(words) + 1;
    if (second >= words + length) return role_task;
    if (strcmp(second, "supervise-tasks") == 0) return role_supervisor;
    return strcmp(second, "child") == 0 ? role_child : role_task;
}

static void kill_before(const struct thread *thread, const char *call) {
    snprintf(killed, sizeof killed, "%s before %s", role_names[thread->role], call);
    for (int i = 0; i < count; i++)
        if (kills_all && threads[i].role >= role_saga) kill(threads[i].victim, SIGKILL);
    kill(thread->victim, SIGKILL);
}

static void enter(const struct thread *thread) {
    char call[200];
    if (killed[0] != 0 || !call_counts(thread->id, folder, call, sizeof call)) return;
    // Until it has become another program, only its exec counts, as a call of whoever made it.
    if (thread->role == role_starting && strncmp(call, "exec", 4) != 0) return;
    if (++calls == number) kill_before(thread, call);
}

// Sees what a thread has made; that may have stopped before this is told.
static void adopt(pid_t maker) {
    unsigned long id = 0;
    ptrace(PTRACE_GETEVENTMSG, maker, 0, &id);
    struct thread made = *thread_of((pid_t)id), by = *thread_of(maker);
    int is_thread = process_of((pid_t)id) == by.victim;
    *thread_of((pid_t)id) =
        (struct thread){(pid_t)id, by.victim, is_thread ? by.role : role_starting};
    if (made.victim != 0) ptrace(PTRACE_SYSCALL, (pid_t)id, 0, 0);
}

static void become(struct thread *thread) {
    // An exec by another thread than the first takes over the first one's number.
    if (thread->role != role_starting && thread->role != role_unknown) return;
    thread->role = role_of(thread->id);
    thread->victim = thread->id;
}

static void stopped(pid_t id, int status) {
    struct thread *thread = thread_of(id);
    int signal = WSTOPSIG(status);
    switch (status >> 16) {
    case PTRACE_EVENT_FORK:
    case PTRACE_EVENT_VFORK:
    case PTRACE_EVENT_CLONE: adopt(id); break;
    case PTRACE_EVENT_EXEC: become(thread); break;
    case PTRACE_EVENT_STOP:
        if (thread->role == role_unknown) {
            // It goes on when its maker has told what it is.
            thread->victim = id;
            return;
        }
        if (signal != SIGTRAP) {
            ptrace(PTRACE_LISTEN, id, 0, 0);
            return;
        }
        break;
    default:
        if (signal == (SIGTRAP | 0x80)) {
            enter(thread);
            break;
        }
        ptrace(PTRACE_SYSCALL, id, 0, signal);
        return;
    }
    if (thread_of(id)->role == role_task) {
        forget(id);
        ptrace(PTRACE_DETACH, id, 0, 0);
    } else {
        ptrace(PTRACE_SYSCALL, id, 0, 0);
    }
}

// Follows all of them until the first has ended.
static int follow(void) {
    for (;;) {
        int status;
        pid_t id = waitpid(-1, &status, __WALL);
        if (id < 0 && errno == EINTR) continue;
        if (id < 0) fail("waitpid");
        if (WIFSTOPPED(status)) {
            stopped(id, status);
            continue;
        }
        forget(id);
        if (id == root) return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
}

static void start(char **command) {
    int gate[2];
    if (pipe2(gate, O_CLOEXEC) < 0) fail("pipe2");
    root = fork();
    if (root < 0) fail("fork");
    if (root == 0) {
        char word;
        if (read(gate[0], &word, 1) != 1) _exit(70);
        execvp(command[0], command);
        _exit(127);
    }
    long options = PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK |
                   PTRACE_O_TRACECLONE | PTRACE_O_TRACEEXEC;
    if (ptrace(PTRACE_SEIZE, root, 0, options) < 0) fail("ptrace");
    if (ptrace(PTRACE_INTERRUPT, root, 0, 0) < 0) fail("ptrace");
    *thread_of(root) = (struct thread){root, root, role_starting};
    if (write(gate[1], "", 1) != 1) fail("write");
    close(gate[0]);
    close(gate[1]);
}

int main(int argc, char **argv) {
    if (argc < 6) {
        fprintf(stderr, "usage: CInjector FOLDER REPORT caller|all NUMBER command...\n");
        return 64;
    }
    folder = argv[1];
    kills_all = strcmp(argv[3], "all") == 0;
    number = atol(argv[4]);
    start(argv + 5);
    int status = follow();
    FILE *report = fopen(argv[2], "we");
    if (report == NULL) fail(argv[2]);
    fprintf(report, "%ld %s\n", calls, killed);
    if (fclose(report) != 0) fail(argv[2]);
    return status;
}
