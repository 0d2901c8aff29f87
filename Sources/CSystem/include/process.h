#ifndef CSYSTEM_PROCESS_H
#define CSYSTEM_PROCESS_H

#include <stddef.h>
#include <stdint.h>

/// What a new process is to be. Nothing here is kept after `csystem_spawn` has returned.
struct csystem_child {
    /// The program's file, absolute.
    const char *path;
    /// The arguments, the program's name first, each ended by a NUL.
    const char *arguments;
    size_t argument_count;
    /// `NAME=value`, each ended by a NUL.
    const char *environment;
    size_t environment_count;
    /// Where the process begins.
    const char *directory;
    /// What becomes standard input, output and error.
    int input, output, error;
    /// One more descriptor that stays open under its own number, or -1.
    int kept;
    /// Whether it begins a session of its own, and not only a process group.
    int session;
};

/// The step that failed.
enum csystem_stage { csystem_stage_clone = 0, csystem_stage_directory = 1, csystem_stage_exec = 2 };

/// A new process: the leader of a process group of its own, or of a session, watched by a pidfd.
struct csystem_process {
    int pid;
    /// Readable when the process has ended; closed on exec.
    int pidfd;
    /// When spawning failed: at which step.
    enum csystem_stage stage;
};

/// Starts a process; 0, or the errno of what failed, and then there is no process.
///
/// It has the three standard descriptors and `kept`, no other. No signal is blocked in it, and
/// PIPE and XFSZ, which this program ignores, do what they do by default.
int csystem_spawn(const struct csystem_child *child, struct csystem_process *process);

/// How a process ended.
struct csystem_exit {
    /// The exit code, or the number of the signal that killed it.
    int code;
    int by_signal;
};

/// Whether a child has ended: 1 and `end` is filled in, 0 while it runs, -1 with errno.
///
/// With `reap` its number is free for others afterwards.
int csystem_child_ended(int pidfd, int reap, struct csystem_exit *end);

/// Kills the process behind a pidfd, which cannot have become another.
void csystem_child_kill(int pidfd);

/// Has a child that was stopped go on; of any other nothing happens.
void csystem_child_continue(int pidfd);

/// Waits at most so long for a child to end, and reaps it.
void csystem_child_await(int pidfd, int milliseconds);

/// Whether a process group has a member that still lives (a zombie does not).
int csystem_group_lives(int group);

/// The `index`th `NAME=value` of this process's environment; null beyond the last.
const char *csystem_environment_entry(size_t index);

/// A pipe whose ends are closed on exec; `ends[0]`, which is to be read, never blocks.
int csystem_pipe(int ends[2]);

/// A file in memory with these bytes, to be read from its start; closed on exec.
int csystem_memory_file(const void *bytes, size_t count);

#endif
