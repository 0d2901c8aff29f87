#include <curl/curl.h>

#include "reference.h"

static size_t discard(char *bytes, size_t size, size_t count, void *context) {
    (void)bytes, (void)context;
    return size * count;
}

int post_each(const char *path, long count, const char *url) {
    int log = open_log(path);
    CURL *curl = curl_easy_init();
    REQUIRE(curl);
    struct curl_slist *headers = curl_slist_append(NULL, "Content-Type: application/json");
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, discard);
    append_record_durably(log);
    for (long i = 0; i < count; i++) {
        long status = 0;
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, "{\"amount\":3900,\"card\":\"4242\"}");
        REQUIRE(curl_easy_perform(curl) == CURLE_OK);
        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
        REQUIRE(status == 200);
        append_record_durably(log);
    }
    curl_easy_cleanup(curl);
    curl_slist_free_all(headers);
    return 0;
}
