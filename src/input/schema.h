/* The parts of the JSON Schema. Private to schema.c and schema_values.c. */
#ifndef ENTENTE_SCHEMA_H
#define ENTENTE_SCHEMA_H

#include "input/reader.h"
#include "input/schema_json.h"

/* ---- schema_values.c: what values look like ---- */

/* The name under `$defs` of what a value looks like; NULL for what is described where it stands. */
const char *schema_value_name(const value_type *type);
/* All of them, as entries of `$defs`. */
void schema_put_values(json *j);
/* {"$ref": "#/$defs/NAME"} */
void schema_put_reference(json *j, const char *key, const char *name);
/* The same as entries of a map that is open. */
void schema_refer(json *j, const char *name);

#endif
