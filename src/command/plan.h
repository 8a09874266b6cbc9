/* Which pictures are asked for, and where they go. Private to the command room. */
#ifndef ENTENTE_PLAN_H
#define ENTENTE_PLAN_H

#include "command/command.h"

/* One picture of an input; here every request has a format and a file. */
typedef struct picture {
    const char *view, *day; /* NULL: the whole; the day that is stated */
    ARRAY(request) requests;
} picture;

/* One input and what is made from it. */
typedef struct job {
    const char *input;
    bool planned; /* which views there are is known, or does not matter */
    ARRAY(picture) pictures;
} job;

typedef ARRAY(job) jobs;

/* Whether a name is that of standard output. */
bool is_standard_output(const char *file);

/* Whether the command line says what can be done with its inputs; else tells why not. Without any, standard input is
   one. */
bool inputs_are_clear(options *o);
/* One picture for each view and each day. False on wrong usage, which has been told. */
bool plan_job(const options *o, job *j, const texts *views);

/* The files that are taken by inputs: identity (output_identity()) -> what it is. */
map *take_inputs(const options *o);
/* Takes the outputs of a job; where one is an input or another output, or something that a terminal cannot show, that
   is told. */
bool outputs_are_clear(const options *o, const job *j, map *taken);

#endif
