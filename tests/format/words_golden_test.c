/* Words, tables and JSON byte for byte: tests/good/NAME/expected.{txt,md,json}. JSON is without positions here, which
   differ with the version of Graphviz; those are looked at in json_schema.py. With UPDATE=1 in the environment all are
   written anew. */
#include "svg_parts.h"

#include "format/format.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Cases that tell most by their words. */
static const char *const telling[] = {
    "an-include-in-the-shape-of-a-diamond",
    "data-of-every-form",
    "dates-of-every-precision",
    "every-key-of-a-node-and-an-edge",
    "groups-that-nest",
    "icons-of-both-types",
    "links-that-may-be-followed",
    "sections-with-nothing-in-them",
    "sources-of-every-form",
    "text-from-right-to-left",
    "text-that-would-reorder-what-follows",
    "texts-in-every-script",
    "texts-that-are-signs-of-markdown",
    "very-long-names-words-and-addresses",
};

static void write_words(const selection *s, buffer *out)
{
    text_write(&(format_input){.paper = network_outline(s), .columns = 80}, out);
}

static void write_tables(const selection *s, buffer *out)
{
    markdown_write(&(format_input){.paper = network_annex(s)}, out);
}

static void write_json(const selection *s, buffer *out)
{
    json_write(&(format_input){.record = network_record(s)}, out);
}

static void write_list(const selection *s, buffer *out)
{
    text_put(network_contents(s->network), 80, out);
}

static void write_json_list(const selection *s, buffer *out)
{
    json_put(network_contents_record(s->network), out);
}

static const struct golden {
    const char *file;
    void (*write)(const selection *s, buffer *out);
} goldens[] = {
    {"expected.txt", write_words},     {"expected.md", write_tables},           {"expected.json", write_json},
    {"expected.list.txt", write_list}, {"expected.list.json", write_json_list},
};

static void compare(arena *a, const char *file, const buffer *got)
{
    if (getenv("UPDATE")) {
        FILE *out = fopen(file, "wb");
        cr_assert(out && fwrite(got->data, 1, got->length, out) == got->length && fclose(out) == 0);
    }
    FILE *in = fopen(file, "rb");
    cr_assert(in, "cannot read %s", file);
    char *expected = arena_get(a, got->length + 2);
    size_t length = fread(expected, 1, got->length + 1, in);
    fclose(in);
    cr_expect(length == got->length && memcmp(expected, got->data, length) == 0, "%s; now it is:\n%s", file, got->data);
}

Test(words_golden, every_network_is_told_as_it_was)
{
    for (size_t i = 0; i < sizeof telling / sizeof *telling; i++) {
        arena *a = arena_new();
        const char *folder = arena_format(a, SOURCE_DIR "/tests/good/%s", telling[i]);
        const selection *s = selected_file(a, arena_format(a, "%s/case.yaml", folder));
        for (size_t k = 0; k < sizeof goldens / sizeof *goldens; k++) {
            buffer got = {0};
            goldens[k].write(s, &got);
            compare(a, arena_format(a, "%s/%s", folder, goldens[k].file), &got);
            buffer_free(&got);
        }
        arena_free(a);
    }
}
