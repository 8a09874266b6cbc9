/* What pages show. */
#include "serve/channel.h"
#include "serve/shown.h"

#include <criterion/criterion.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void take_tabs(shown_network *n, const char *const *texts, size_t count)
{
    buffer b = {0};
    for (size_t i = 0; i < count; i++)
        buffer_add(&b, texts[i], strlen(texts[i]) + 1);
    shown_tabs(n, b.data ? b.data : "", b.length);
    buffer_free(&b);
}

static const char *told(const shown *s, buffer *out)
{
    buffer_free(out);
    shown_put(s, "1", out);
    return out->data;
}

Test(shown, a_tab_that_stays_keeps_its_figure)
{
    shown_network n = {.file = "a.yaml"};
    shown s = {.networks = &n, .count = 1};
    buffer out = {0};
    take_tabs(&n, (const char *[]){"", "whole", "b", "B"}, 4);
    shown_figure(&n, 1, SERVE_SCREEN, "<svg/>", 6);
    char name[17];
    memcpy(name, n.tabs.items[1].figures[SERVE_SCREEN].name, sizeof name);
    cr_expect_eq(strlen(name), 16);
    take_tabs(&n, (const char *[]){"new", "New", "b", "B2"}, 4);
    const figure *f = shown_look(&s, name);
    cr_assert_not_null(f);
    cr_expect_str_eq(f->bytes.data, "<svg/>");
    cr_expect_eq(n.tabs.items[1].looked_at, 1);
    cr_expect(strstr(told(&s, &out), "{\"key\":\"new\",\"label\":\"New\",\"screen\":null,\"print\":null},"
                                     "{\"key\":\"b\",\"label\":\"B2\",\"screen\":\""));
    take_tabs(&n, (const char *[]){"new", "New"}, 2);
    cr_expect_null(shown_look(&s, name));
    buffer_free(&out);
    shown_free(&s);
}

Test(shown, what_is_said_is_shown_when_the_drawing_has_ended)
{
    static const char first[] = "[\n  {\"message\": \"one\\ntwo\"}\n]\n", second[] = "[{\"message\": \"three\"}]",
                      none[] = "[]\n";
    shown_network n = {.file = "a.yaml", .well = true};
    shown s = {.networks = &n, .count = 1, .theme = "dark"};
    buffer out = {0};
    shown_begin(&n);
    shown_messages(&n, first, sizeof first - 1);
    shown_messages(&n, none, sizeof none - 1);
    shown_messages(&n, second, sizeof second - 1);
    cr_expect(strstr(told(&s, &out), "\"draws\":true,\"well\":true,\"tabs\":[],\"messages\":[]"));
    shown_end(&n, NULL);
    cr_expect(strstr(told(&s, &out), "\"messages\":[{\"message\": \"one\\ntwo\"},{\"message\": \"three\"}]"));
    cr_expect_null(strchr(out.data, '\n'));
    shown_begin(&n);
    shown_end(&n, NULL);
    cr_expect(strstr(told(&s, &out), "\"messages\":[]"));
    buffer_free(&out);
    shown_free(&s);
}

Test(shown, a_drawing_that_failed_without_a_word_gets_one)
{
    static const char warning[] = "[{\"severity\": \"warning\"}]", error[] = "[{\"severity\": \"error\"}]";
    shown_network n = {.file = "a.yaml"};
    shown s = {.networks = &n, .count = 1};
    buffer out = {0};
    shown_messages(&n, warning, sizeof warning - 1);
    shown_end(&n, "a \"fault\"");
    cr_expect(
        strstr(told(&s, &out), "{\"severity\": \"warning\"},{\"severity\":\"error\",\"message\":\"a \\\"fault\\\"\"}"));
    shown_messages(&n, error, sizeof error - 1);
    shown_end(&n, "a fault");
    cr_expect(strstr(told(&s, &out), "\"messages\":[{\"severity\": \"error\"}]"));
    buffer_free(&out);
    shown_free(&s);
}

Test(shown, what_is_cut_off_is_no_tab)
{
    shown_network n = {.file = "a.yaml"};
    shown s = {.networks = &n, .count = 1};
    shown_tabs(&n, "key\0label\0half", 14);
    cr_expect_eq(n.tabs.count, 1);
    shown_figure(&n, 1, SERVE_SCREEN, "x", 1);
    shown_figure(&n, 0, SERVE_FORM_COUNT, "x", 1);
    cr_expect_eq(strlen(n.tabs.items[0].figures[SERVE_SCREEN].name), 0);
    shown_free(&s);
}

/* ---- the channel ---- */

Test(channel, frames_of_several_processes_come_whole)
{
    enum { CHILDREN = 3, FRAMES = 30, MOST = 300000 };
    int ends[2];
    cr_assert(channel_open(ends));
    for (int child = 0; child < CHILDREN; child++)
        if (fork() == 0) {
            char *bytes = memory_get(MOST);
            memset(bytes, 'a' + child, MOST);
            for (int i = 0; i < FRAMES; i++)
                channel_send(ends[0], &(frame){.kind = FRAME_FIGURE,
                                               .tab = (uint32_t)child,
                                               .bytes = bytes,
                                               .length = (size_t)(i * MOST / FRAMES)});
            _exit(0);
        }
    int count = 0, next[CHILDREN] = {0};
    for (int turns = 0; count < CHILDREN * FRAMES && turns < 20000; turns++) {
        frame f;
        if (!channel_take(ends[1], &f)) {
            usleep(1000);
            continue;
        }
        cr_expect_eq(f.length, (size_t)(next[f.tab]++ * MOST / FRAMES));
        for (size_t k = 0; k < f.length; k += 4999)
            cr_expect_eq(f.bytes[k], 'a' + (int)f.tab);
        channel_release(&f);
        count++;
    }
    cr_expect_eq(count, CHILDREN * FRAMES);
    while (wait(NULL) > 0)
        ;
    close(ends[0]);
    close(ends[1]);
}
