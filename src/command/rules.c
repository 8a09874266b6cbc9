#include "command/options.h"

#include <string.h>

/* ---- -W ---- */

/* What people write after -W that is no name, and what they may want. */
static const char *other_way(const char *name)
{
    static const char *const ways[][2] = {
        {"error", "‘--strict’ makes errors of all warnings"},
        {"all", "all warnings are on where nobody says otherwise; ‘-q’ tells errors only"},
        {"extra", "all warnings are on where nobody says otherwise"},
    };
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        if (strcmp(ways[i][0], name) == 0)
            return ways[i][1];
    return NULL;
}

static bool refuse(const options *o, const char *name)
{
    rule which;
    static const char *const list = "‘entente check --list’ tells the names";
    const char *way = other_way(name), *near = warning_near(name);
    if (rule_by_name(name, &which))
        message_usage("‘entente check --list’ tells which ones are warnings",
                      "‘%s’ is an error, and errors cannot be switched", name);
    else
        message_usage(way    ? way
                      : near ? arena_format(o->arena, "did you mean ‘%s’? %s", near, list)
                             : list,
                      "there is no warning ‘%s’", name);
    return false;
}

/* NAME, no-NAME, error=NAME */
bool take_warning(options *o, const option *row, const char *value)
{
    static const char *const ways[][2] = {{"no-", "off"}, {"error=", "error"}, {"", "on"}};
    rule which;
    size_t way = 0;
    (void)row;
    while (strncmp(ways[way][0], value, strlen(ways[way][0])) != 0)
        way++;
    const char *name = value + strlen(ways[way][0]);
    if (!*name) {
        message_usage("‘entente check --list’ tells the names", "‘-W%s’ needs the NAME of a warning", value);
        return false;
    }
    if (!rule_by_name(name, &which) || !rule_of(which)->warning)
        return refuse(o, name);
    *array_add(o->arena, &o->switches) = (warning_switch){name, ways[way][1]};
    return true;
}

/* ---- the list ---- */

static void put_padded(buffer *out, const char *text, size_t width)
{
    buffer_text(out, text);
    for (size_t i = strlen(text); i < width; i++)
        buffer_char(out, ' ');
}

static void put_rules(buffer *out, bool warnings)
{
    enum { NAME = 22, DEFAULT = 9, TELLER = 16 };
    static const char *const tellers[] = {
        [TOLD_BY_ALL] = "check, drawing", [TOLD_BY_CHECK] = "check", [TOLD_BY_DRAWING] = "drawing"};
    for (int r = 0; r < RULE_COUNT; r++) {
        const rule_row *row = rule_of((rule)r);
        if (row->warning != warnings)
            continue;
        buffer_text(out, "  ");
        put_padded(out, row->name, NAME);
        put_padded(out, warnings ? "on" : "", warnings ? DEFAULT : 0);
        put_padded(out, warnings ? tellers[row->told_by] : "", warnings ? TELLER : 0);
        buffer_format(out, "%s\n", row->summary);
    }
}

void rules_list(buffer *out)
{
    buffer_text(out, "Warnings                default  told by         meaning\n");
    put_rules(out, true);
    buffer_text(out, "\nErrors, which are always on\n");
    put_rules(out, false);
    buffer_text(
        out, "\n-W NAME tells a warning in drawing too, -Wno-NAME never, -Werror=NAME as an error; so do ‘on’, ‘off’\n"
             "and ‘error’ in a file: ‘checks: {NAME: off}’. What the command line says comes before the file.\n");
}
