// What the workloads of saga-bench cost in C: the floor that `saga` is held against.
#ifndef REFERENCE_H
#define REFERENCE_H

#include <stdio.h>
#include <stdlib.h>

// Ends the program with the text of errno when a call that has to work did not.
#define REQUIRE(condition)                                                                         \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            perror(#condition);                                                                    \
            exit(1);                                                                               \
        }                                                                                          \
    } while (0)

// Opens a fresh log; appends one record of 250 bytes to it; the same, on disk before it returns.
int open_log(const char *path);
void append_record(int log);
void append_record_durably(int log);

// Appends `count` records, each flushed; or all of them in large writes with one flush at the end.
int append_each(const char *path, long count);
int append_together(const char *path, long count);

// Starts `command` `count` times, one after the other, each with one durable record.
int spawn_each(const char *path, long count, char *command[]);

// The same with up to `at_once` of them running; records that are due together share a flush.
int spawn_together(const char *path, long count, long at_once, char *command[]);

// Sends `count` POST requests over one connection, each with one durable record.
int post_each(const char *path, long count, const char *url);

// Reads every JSON line of a file, then does what a resumed execution of one task does.
int scan_lines(const char *path, const char *log, char *command[]);

// Answers every request on a loopback port, whose number it writes to `port_file`, until killed.
int serve(const char *port_file);

#endif
