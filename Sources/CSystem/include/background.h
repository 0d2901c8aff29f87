#ifndef CSYSTEM_BACKGROUND_H
#define CSYSTEM_BACKGROUND_H

/// Splits this process, which has one thread, in two: 0 in the new one, its number in the old one.
///
/// -1 with errno where there is no new one. The new one leads a session of its own, so that no
/// terminal reaches it, and of the descriptors beyond the standard three it has those that this
/// program opened itself (closed on exec): whoever waits for the others to be closed must not wait.
int csystem_fork_background(void);

/// Lets standard input and output lead nowhere, and standard error into `file`, or nowhere for -1.
int csystem_leave_terminal(int file);

/// Waits for a child and reaps it: its exit code, or 128 and a signal's number; -1 on failure.
int csystem_await_exit(int child);

#endif
