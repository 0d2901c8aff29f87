#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "reference.h"

// Passes over the JSON line at `text`: brackets match, strings end. It builds nothing and checks no
// number, so it is faster than any reader that a program could use. Returns the next line; null
// when the line is no JSON.
static const char *scan_line(const char *text, const char *end) {
    enum { depth_limit = 512 };
    static char open[depth_limit];
    int depth = 0;
    for (; text < end; text++) {
        switch (*text) {
        case '"':
            for (text++; text < end && *text != '"'; text++) text += *text == '\\';
            if (text >= end) return NULL;
            break;
        case '{':
        case '[':
            if (depth == depth_limit) return NULL;
            open[depth++] = *text;
            break;
        case '}':
        case ']':
            // In ASCII each closing bracket stands two after its opening one.
            if (depth == 0 || open[--depth] + 2 != *text) return NULL;
            break;
        case '\n': return depth == 0 ? text + 1 : NULL;
        default: break;
        }
    }
    return NULL;
}

int scan_lines(const char *path, const char *log, char *command[]) {
    struct stat status;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    REQUIRE(file >= 0 && fstat(file, &status) == 0);
    char *text = malloc(status.st_size + 1);
    REQUIRE(text && read(file, text, status.st_size) == status.st_size);
    const char *end = text + status.st_size;
    for (const char *line = text; line < end;) {
        line = scan_line(line, end);
        REQUIRE(line);
    }
    free(text);
    return spawn_each(log, 1, command);
}
