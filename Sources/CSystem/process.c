#define _GNU_SOURCE
#include "process.h"
#include "supervision.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef MFD_NOEXEC_SEAL
#define MFD_NOEXEC_SEAL 8U
#endif
// Debian 12's headers know them only with other feature macros; the kernel's numbers are fixed.
#ifndef CLONE_PIDFD
#define CLONE_PIDFD 0x1000
#endif
#define WAIT_PIDFD ((idtype_t)3)

// What the child needs, in the memory that it shares with its suspended parent.
struct plan {
    const struct csystem_child *child;
    char **arguments;
    char **environment;
    enum csystem_stage stage;
    int error;
};

// Puts `descriptor` beyond the standard three, so that none is overwritten before it was moved.
static int lift(int descriptor) {
    return descriptor > 2 ? descriptor : fcntl(descriptor, F_DUPFD, 3);
}

static int set_up_descriptors(const struct csystem_child *child) {
    int input = lift(child->input), output = lift(child->output), error = lift(child->error);
    if (input < 0 || output < 0 || error < 0) return -1;
    if (dup2(input, 0) < 0 || dup2(output, 1) < 0 || dup2(error, 2) < 0) return -1;
    if (child->kept < 3) return close_range(3, ~0U, 0);
    if (fcntl(child->kept, F_SETFD, 0) < 0) return -1;
    if (child->kept > 3 && close_range(3, (unsigned)child->kept - 1, 0) < 0) return -1;
    return close_range((unsigned)child->kept + 1, ~0U, 0);
}

// Runs in the child on the parent's memory: system calls only, nothing that takes a lock.
static int become(void *argument) {
    struct plan *plan = argument;
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = SIG_DFL;
    plan->stage = csystem_stage_clone;
    int led = plan->child->session ? setsid() : setpgid(0, 0);
    if (led < 0 || sigaction(SIGPIPE, &action, NULL) < 0 ||
        sigaction(SIGXFSZ, &action, NULL) < 0 || set_up_descriptors(plan->child) < 0)
        goto failed;
    plan->stage = csystem_stage_directory;
    if (chdir(plan->child->directory) < 0) goto failed;
    plan->stage = csystem_stage_exec;
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    execve(plan->child->path, plan->arguments, plan->environment);
failed:
    plan->error = errno;
    _exit(127);
}

static char **split(const char *text, size_t count) {
    char **parts = malloc((count + 1) * sizeof *parts);
    if (parts == NULL) return NULL;
    for (size_t i = 0; i < count; i++) {
        parts[i] = (char *)text;
        text += strlen(text) + 1;
    }
    parts[count] = NULL;
    return parts;
}

// CLONE_VFORK suspends this thread until the child has called exec or ended, so the child can
// have a piece of this stack, and no page is copied however large the parent is.
static int clone_child(struct plan *plan, struct csystem_process *process) {
    _Alignas(16) char stack[32768];
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    int flags = CLONE_VM | CLONE_VFORK | CLONE_PIDFD | SIGCHLD;
    process->pid = clone(become, stack + sizeof stack, flags, plan, &process->pidfd);
    int error = process->pid < 0 ? errno : 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return error;
}

int csystem_spawn(const struct csystem_child *child, struct csystem_process *process) {
    struct plan plan = {.child = child};
    process->stage = csystem_stage_clone;
    plan.arguments = split(child->arguments, child->argument_count);
    plan.environment = split(child->environment, child->environment_count);
    int error = ENOMEM;
    if (plan.arguments != NULL && plan.environment != NULL) {
        error = clone_child(&plan, process);
        if (error == 0 && plan.error != 0) {
            struct csystem_exit end;
            process->stage = plan.stage;
            error = plan.error;
            while (csystem_child_ended(process->pidfd, 1, &end) == 0) sched_yield();
            close(process->pidfd);
        }
    }
    free(plan.arguments);
    free(plan.environment);
    return error;
}

int csystem_child_ended(int pidfd, int reap, struct csystem_exit *end) {
    siginfo_t info;
    memset(&info, 0, sizeof info);
    int options = WEXITED | WNOHANG | (reap ? 0 : WNOWAIT);
    int result;
    do result = waitid(WAIT_PIDFD, (id_t)pidfd, &info, options);
    while (result < 0 && errno == EINTR);
    if (result < 0) return -1;
    if (info.si_pid == 0) return 0;
    end->code = info.si_status;
    end->by_signal = info.si_code != CLD_EXITED;
    return 1;
}

void csystem_child_kill(int pidfd) { syscall(SYS_pidfd_send_signal, pidfd, SIGKILL, NULL, 0); }

void csystem_child_continue(int pidfd) {
    siginfo_t info;
    memset(&info, 0, sizeof info);
    if (waitid(WAIT_PIDFD, (id_t)pidfd, &info, WSTOPPED | WNOHANG) == 0 && info.si_pid != 0)
        syscall(SYS_pidfd_send_signal, pidfd, SIGCONT, NULL, 0);
}

void csystem_child_await(int pidfd, int milliseconds) {
    struct pollfd watched = {.fd = pidfd, .events = POLLIN};
    struct csystem_exit end;
    if (poll(&watched, 1, milliseconds) == 1) csystem_child_ended(pidfd, 1, &end);
}

static int is_living_member(int process, int group) {
    struct csystem_kinship kinship;
    return csystem_kinship(process, &kinship) == 0 && kinship.lives && kinship.group == group;
}

int csystem_group_lives(int group) {
    if (kill(-group, 0) < 0 && errno == ESRCH) return 0;
    // Zombies count above, and where nobody reaps orphans they stay; so each is looked at.
    DIR *processes = opendir("/proc");
    if (processes == NULL) return 1;
    int lives = 0;
    for (struct dirent *entry; !lives && (entry = readdir(processes)) != NULL;)
        if (entry->d_name[0] >= '1' && entry->d_name[0] <= '9')
            lives = is_living_member(atoi(entry->d_name), group);
    closedir(processes);
    return lives;
}

const char *csystem_environment_entry(size_t index) { return environ[index]; }

int csystem_pipe(int ends[2]) {
    if (pipe2(ends, O_CLOEXEC) < 0) return -1;
    return fcntl(ends[0], F_SETFL, O_NONBLOCK);
}

int csystem_memory_file(const void *bytes, size_t count) {
    int file = memfd_create("input", MFD_CLOEXEC | MFD_NOEXEC_SEAL);
    // Kernels before 6.3 do not know the second flag.
    if (file < 0 && errno == EINVAL) file = memfd_create("input", MFD_CLOEXEC);
    if (file < 0) return -1;
    for (size_t done = 0; done < count;) {
        ssize_t written = write(file, (const char *)bytes + done, count - done);
        if (written < 0) {
            int error = errno;
            close(file);
            errno = error;
            return -1;
        }
        done += (size_t)written;
    }
    lseek(file, 0, SEEK_SET);
    return file;
}
