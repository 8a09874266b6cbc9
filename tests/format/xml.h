/* XML as strict as the standard, read into a tree: what is not well-formed is told. Without DTDs. */
#ifndef TEST_XML_H
#define TEST_XML_H

#include "base/base.h"

typedef struct xml_attribute {
    const char *name, *value; /* entities are replaced */
} xml_attribute;

typedef struct xml {
    const char *name; /* NULL: text */
    const char *text; /* of text */
    ARRAY(xml_attribute) attributes;
    ARRAY(struct xml *) children;
} xml;

/* The root; NULL where it is not well-formed, and why. */
const xml *xml_read(arena *a, const char *bytes, size_t length, const char **wrong);

/* "" where there is no such attribute. */
const char *xml_value(const xml *x, const char *name);
bool xml_is(const xml *x, const char *name);
/* The value of `class` begins with this word. */
bool xml_has_class(const xml *x, const char *word);

typedef ARRAY(const xml *) xml_list;
/* x and all elements in it, in the order of the document. */
xml_list xml_elements(arena *a, const xml *x);
/* All text in it, end to end. */
const char *xml_words(arena *a, const xml *x);

#endif
