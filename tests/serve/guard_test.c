/* Who may ask for what. */
#include "serve/guard.h"

#include <criterion/criterion.h>

static const request plain = {.method = "GET", .path = "/", .host = "127.0.0.1:3683", .hosts = 1};

static unsigned status_of(request r)
{
    return guard_status(&r, NULL);
}

static unsigned status_of_host(const char *host, const char *own_name)
{
    request r = plain;
    r.host = host;
    return guard_status(&r, own_name);
}

Test(guard, looks_only)
{
    request r = plain;
    cr_expect_eq(status_of(r), 200);
    r.method = "HEAD";
    cr_expect_eq(status_of(r), 200);
    static const char *const others[] = {"POST", "PUT", "DELETE", "OPTIONS", "CONNECT", "get", "GETT", ""};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        r.method = others[i];
        cr_expect_eq(status_of(r), 405, "%s", others[i]);
    }
}

Test(guard, names_that_others_could_point_here_are_refused)
{
    static const char *const own[] = {"127.0.0.1",      "127.0.0.1:80",  "localhost:3683", "LocalHost",
                                      "[::1]:3683",     "[::1]",         "192.168.0.7:1",  "0.0.0.0:3683",
                                      "[fe80::1]:3683", "127.0.0.1:9999"};
    static const char *const others[] = {"evil.example",
                                         "evil.example:3683",
                                         "localhost.evil.example",
                                         "127.0.0.1.evil.example",
                                         "127.0.0.1:3683.evil.example",
                                         "localhost.",
                                         "",
                                         ":",
                                         ":3683",
                                         "127.0.0.1:",
                                         "127.0.0.1:123456",
                                         "127.0.0.1:80:80",
                                         "127.1",
                                         "2130706433",
                                         "0x7f.0.0.1",
                                         "[::1",
                                         "[::1]x",
                                         "[]",
                                         "[",
                                         "::1",
                                         "user@127.0.0.1",
                                         "127.0.0.1 ",
                                         " 127.0.0.1",
                                         "127.0.0.1/",
                                         "loca\xc4\xb1host"};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        cr_expect_eq(status_of_host(own[i], NULL), 200, "%s", own[i]);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        cr_expect_eq(status_of_host(others[i], NULL), 421, "%s", others[i]);
}

Test(guard, a_name_that_was_given_is_its_own)
{
    cr_expect_eq(status_of_host("desk.example:3683", "desk.example"), 200);
    cr_expect_eq(status_of_host("DESK.example", "desk.example"), 200);
    cr_expect_eq(status_of_host("desk.example.evil", "desk.example"), 421);
    cr_expect_eq(status_of_host("desk.exampl", "desk.example"), 421);
}

Test(guard, a_name_that_is_too_long_is_refused)
{
    char host[1000];
    memset(host, 'a', sizeof host);
    host[sizeof host - 1] = '\0';
    cr_expect_eq(status_of_host(host, NULL), 421);
    host[0] = '[';
    cr_expect_eq(status_of_host(host, NULL), 421);
}

Test(guard, one_host_is_named)
{
    request r = plain;
    r.hosts = 2;
    cr_expect_eq(status_of(r), 400);
    r.host = NULL;
    r.hosts = 0;
    cr_expect_eq(status_of(r), 400);
}

Test(guard, other_origins_are_refused)
{
    static const char *const others[] = {"http://evil.example",
                                         "null",
                                         "",
                                         "https://127.0.0.1:3683",
                                         "http://127.0.0.1:3684",
                                         "http://127.0.0.1",
                                         "http://127.0.0.1:3683.evil.example",
                                         "http://localhost:3683",
                                         "file://"};
    request r = plain;
    r.origin = "http://127.0.0.1:3683";
    cr_expect_eq(status_of(r), 200);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        r.origin = others[i];
        cr_expect_eq(status_of(r), 403, "%s", others[i]);
    }
}

Test(guard, other_pages_may_lead_here_and_nothing_else)
{
    static const struct row {
        const char *path, *site, *mode, *dest;
        unsigned status;
    } rows[] = {
        {"/events", "same-origin", "cors", "empty", 200},
        {"/", "none", "navigate", "document", 200},
        {"/", "cross-site", "navigate", "document", 200},
        {"/", "cross-site", "navigate", "iframe", 200},
        {"/", "cross-site", "navigate", "embed", 403},
        {"/", "cross-site", "navigate", NULL, 403},
        {"/", "cross-site", "no-cors", "image", 403},
        {"/", "same-site", "cors", "empty", 403},
        {"/events", "cross-site", "navigate", "document", 403},
        {"/page.js", "cross-site", "no-cors", "script", 403},
        {"/figures/0123456789abcdef.svg", "same-site", "no-cors", "image", 403},
        {"/", "anything", NULL, NULL, 403},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        request r = plain;
        r.path = rows[i].path;
        r.site = rows[i].site;
        r.mode = rows[i].mode;
        r.dest = rows[i].dest;
        cr_expect_eq(status_of(r), rows[i].status, "%s, %s, %s", r.path, r.site, r.dest ? r.dest : "-");
    }
}
