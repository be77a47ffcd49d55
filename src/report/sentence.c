#include "report/sentence.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "report/number.h"

void
bca_sentence_open(bca_sentence *s)
{
    *s = (bca_sentence){.out = NULL};
    s->out = open_memstream(&s->text, &s->size);
}

const char *
bca_sentence_close(bca_sentence *s, bca_arena *arena)
{
    const char *text = NULL;
    bool complete;

    if (s->out == NULL)
        return NULL;
    complete = ferror(s->out) == 0;
    if (fclose(s->out) == 0 && complete)
        text = bca_arena_strdup(arena, s->text);
    free(s->text);
    return text;
}

void
bca_say(bca_sentence *s, const char *piece)
{
    if (s->out != NULL)
        fputs(piece, s->out);
}

void
bca_say_next(bca_sentence *s, const char *between, const char *piece)
{
    if (s->out != NULL)
        fprintf(s->out, "%s%s", ftell(s->out) > 0 ? between : "", piece);
}

void
bca_say_number(bca_sentence *s, const char *before, double number, int decimals,
               const char *after)
{
    char text[BCA_NUMBER_TEXT];

    if (s->out != NULL)
        fprintf(s->out, "%s%s%s", before, bca_number_fixed(text, number, decimals, "-"),
                after);
}

void
bca_say_p(bca_sentence *s, double p)
{
    static const double least = 0.001;

    if (p < least)
        bca_say(s, "p below 0.001");
    else
        bca_say_number(s, "p ", p, 3, "");
}

void
bca_say_list(bca_sentence *s, const char *list, const char *between)
{
    const char *space = "";

    while (s->out != NULL && *(list += strspn(list, " \t\r\n")) != '\0') {
        size_t n = strcspn(list, " \t\r\n");

        fprintf(s->out, "%s%.*s", space, (int)n, list);
        space = between;
        list += n;
    }
}
