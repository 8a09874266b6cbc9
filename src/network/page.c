#include "network/network.h"

#include <string.h>

#define CM (72 / 2.54)

/* Reads "24", "24cm" or "240mm"; *unit becomes the points of the unit that is behind it, if there is one. */
static bool read_length(const char **at, double *unit, double *out)
{
    static const struct unit {
        const char *name;
        double points;
    } units[] = {{"cm", CM}, {"mm", CM / 10}};
    if (!number_read(at, out))
        return false;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (strncmp(*at, units[i].name, 2) == 0) {
            *unit = units[i].points;
            *at += 2;
            break;
        }
    return true;
}

static bool is_page_length(double points)
{
    return points >= PAGE_LEAST * CM && points <= PAGE_MOST * CM;
}

bool page_parse(const char *text, double *width, double *height)
{
    double width_unit = 0, unit = CM;
    const char *at = text;
    if (!read_length(&at, &width_unit, width) || *at++ != 'x' || !read_length(&at, &unit, height) || *at)
        return false;
    *width *= width_unit > 0 ? width_unit : unit;
    *height *= unit;
    return is_page_length(*width) && is_page_length(*height);
}
