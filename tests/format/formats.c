/* The table of formats, and each format of one network. */
#include "entente.h"
#include "format/format.h"

#include <criterion/criterion.h>
#include <string.h>

Test(formats, are_found_by_name)
{
    for (size_t i = 0; i < format_count; i++)
        cr_expect(format_by_name(formats[i].name) == &formats[i], "%s", formats[i].name);
    cr_expect(format_by_name("SVG") == NULL);
    cr_expect(format_by_name("") == NULL);
}

Test(formats, are_found_by_suffix)
{
    static const struct {
        const char *file, *name;
    } cases[] = {
        {"a.svg", "svg"},       {"out/figure.png", "png"},
        {"A.PDF", "pdf"},       {"a.v2.dot", "dot"},
        {"a.Svg", "svg"},       {"a.svg.png", "png"},
        {"a.svgz", NULL},       {"svg", NULL},
        {".svg", NULL},         {"", NULL},
        {"a.svg/figure", NULL}, {"asvg", NULL},
        {"a\x0esvg", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const format *f = format_by_suffix(cases[i].file);
        const char *name = f ? f->name : NULL;
        cr_expect(name == NULL ? cases[i].name == NULL : cases[i].name && strcmp(name, cases[i].name) == 0, "%s: %s",
                  cases[i].file, name);
    }
}

static const char text[] = "title: Two and a pact\n"
                           "nodes:\n"
                           "  countries: {here: Hereland, there: Thereland}\n"
                           "  agreements: {pact: The Pact}\n"
                           "edges:\n"
                           "  - here, there -> pact: member\n";

Test(formats, each_is_drawn_from_one_run_and_again_with_the_same_bytes)
{
    entente *run = entente_new(NULL);
    cr_assert(entente_read_bytes(run, "two.yaml", text, strlen(text)), "%s", entente_messages(run, false, false));
    for (size_t i = 0; i < format_count; i++) {
        const char *bytes, *again;
        size_t length, length_again;
        cr_assert(entente_draw(run, formats[i].name, &bytes, &length), "%s: %s", formats[i].name,
                  entente_messages(run, false, false));
        cr_expect(length > 0 && entente_draw(run, formats[i].name, &again, &length_again));
        cr_expect(bytes == again && length == length_again, "%s is kept", formats[i].name);

        entente *other = entente_new(NULL);
        cr_assert(entente_read_bytes(other, "two.yaml", text, strlen(text)));
        cr_expect(entente_draw(other, formats[i].name, &again, &length_again));
        cr_expect(length == length_again && memcmp(bytes, again, length) == 0, "%s alone is other", formats[i].name);
        entente_free(other);
    }
    cr_expect(entente_exit(run) == 0 && !*entente_messages(run, false, false));
    entente_free(run);
}

Test(formats, inline_svg_stands_inside_a_page)
{
    const char *bytes;
    size_t length;
    entente *run = entente_new(NULL);
    cr_assert(entente_read_bytes(run, "two.yaml", text, strlen(text)));
    cr_assert(entente_draw(run, "svg_inline", &bytes, &length));
    cr_expect(strncmp(bytes, "<svg width=\"", 12) == 0);
    cr_expect(!strstr(bytes, "<?") && !strstr(bytes, "<!--") && !strstr(bytes, "\n\n"));
    entente_free(run);
}

Test(run, every_wrong_call_is_answered)
{
    const char *bytes;
    size_t length;
    entente_options wrong = entente_standard();
    wrong.direction = "up";
    wrong.theme = "neon";
    entente *run = entente_new(&wrong);
    cr_expect(!entente_read_bytes(run, "two.yaml", text, strlen(text)));
    cr_expect(strstr(entente_messages(run, false, false), "there is no direction ‘up’"));
    cr_expect(strstr(entente_messages(run, false, false), "there is no theme ‘neon’"));
    cr_expect(!entente_draw(run, "svg", &bytes, &length) && !bytes && !length);
    entente_free(run);

    run = entente_new(NULL);
    cr_expect(!entente_draw(run, "svg", &bytes, &length) && entente_exit(run) == 5, "nothing was read");
    entente_free(run);

    run = entente_new(NULL);
    cr_assert(entente_read_bytes(run, "two.yaml", text, strlen(text)));
    cr_expect(!entente_draw(run, "jpg", &bytes, &length) && entente_exit(run) == 1);
    cr_expect(!entente_draw(run, NULL, &bytes, &length));
    entente_free(run);

    run = entente_new(NULL);
    cr_expect(!entente_limit(run, "nonsense", 1) && !entente_limit(run, NULL, 1) && entente_limit(run, "nodes", 1));
    cr_expect(!entente_read_bytes(run, "two.yaml", text, strlen(text)) && entente_exit(run) == 4);
    entente_free(run);
    entente_free(NULL);
}

Test(run, sizes_that_are_none_give_the_standard)
{
    const char *bytes, *standard;
    size_t length, standard_length;
    entente_options odd = entente_standard();
    odd.page_width = odd.page_height = odd.seconds = odd.dpi = odd.scale = -1;
    entente *run = entente_new(&odd), *plain = entente_new(NULL);
    cr_assert(entente_read_bytes(run, "two.yaml", text, strlen(text)));
    cr_assert(entente_read_bytes(plain, "two.yaml", text, strlen(text)));
    cr_assert(entente_draw(run, "png", &bytes, &length) && entente_draw(plain, "png", &standard, &standard_length));
    cr_expect(length == standard_length && memcmp(bytes, standard, length) == 0);
    entente_free(run);
    entente_free(plain);
}

Test(run, another_network_takes_the_place_of_the_first)
{
    static const char other[] = "nodes: {countries: {x: Xanadu}}\n";
    const char *bytes;
    size_t length;
    entente *run = entente_new(NULL);
    cr_assert(entente_read_bytes(run, "two.yaml", text, strlen(text)) && entente_draw(run, "dot", &bytes, &length));
    cr_assert(entente_read_bytes(run, "other.yaml", other, strlen(other)) && entente_draw(run, "dot", &bytes, &length));
    cr_expect(strstr(bytes, "Xanadu") && !strstr(bytes, "Hereland"));
    entente_free(run);
}
