#include <string.h>

#include "reference.h"

static int usage(void) {
    fputs("usage: CBenchmark append LOG COUNT | together LOG COUNT | spawn LOG COUNT COMMAND...\n"
          "       CBenchmark group LOG COUNT AT-ONCE COMMAND...\n"
          "       CBenchmark post LOG COUNT URL | scan JOURNAL LOG COMMAND... | serve PORT-FILE\n",
          stderr);
    return 64;
}

int main(int argc, char *argv[]) {
    const char *verb = argc > 2 ? argv[1] : "";
    if (!strcmp(verb, "serve")) return serve(argv[2]);
    if (argc < 4) return usage();
    if (!strcmp(verb, "append")) return append_each(argv[2], atol(argv[3]));
    if (!strcmp(verb, "together")) return append_together(argv[2], atol(argv[3]));
    if (argc < 5) return usage();
    if (argc > 5 && !strcmp(verb, "group"))
        return spawn_together(argv[2], atol(argv[3]), atol(argv[4]), argv + 5);
    if (!strcmp(verb, "spawn")) return spawn_each(argv[2], atol(argv[3]), argv + 4);
    if (!strcmp(verb, "post")) return post_each(argv[2], atol(argv[3]), argv[4]);
    if (!strcmp(verb, "scan")) return scan_lines(argv[2], argv[3], argv + 4);
    return usage();
}
