#ifndef CSYSTEM_WRAPPER_H
#define CSYSTEM_WRAPPER_H

#include <stddef.h>

#include "process.h"

/// Runs a program in this process's group, with its environment, folder, standard input and
/// standard error, and waits for its end; 0, or the errno of what failed, and then nothing ran.
///
/// `arguments` are `count` texts, each ended by a NUL. Standard output becomes `output`; every
/// other descriptor that is not closed on exec is inherited. Signals that somebody sends to this
/// process alone are passed on; those of a terminal reach the group by themselves.
int csystem_wrap(const char *path, const char *arguments, size_t count, int output,
                 struct csystem_exit *end);

#endif
