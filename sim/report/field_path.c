#include "field_path.h"

#include <string.h>

#include "diag.h"
#include "fields.h"
#include "sb.h"

/* A piece of a path or pattern, from its text on: a name, ['a name'] or a bracket. */
struct piece {
    enum { PIECE_END, PIECE_NAME, PIECE_QUOTED, PIECE_LIST } kind;
    const char *at;
    size_t len;
};

/* Takes the next piece off *path. */
static struct piece next_piece(const char **path)
{
    const char *at = *path;
    struct piece piece = {PIECE_END, at, 0};

    if (*at == '.')
        piece.at = ++at;
    if (*at == '\0')
        return piece;
    if (*at == '[') {
        const char *end = at[1] == '\'' ? strstr(at + 2, "']") : strchr(at, ']');

        piece.kind = at[1] == '\'' ? PIECE_QUOTED : PIECE_LIST;
        piece.len = end ? (size_t)(end - at) + (at[1] == '\'' ? 2 : 1) : strlen(at);
    } else {
        piece.kind = PIECE_NAME;
        piece.len = strcspn(at, ".[");
    }
    *path = piece.at + piece.len;
    return piece;
}

static bool is_word(const struct piece *piece, const char *word)
{
    return piece->len == strlen(word) && memcmp(piece->at, word, piece->len) == 0;
}

/* Whether `piece` is a field that a SCHED line has by itself. */
static bool is_sched_field(const struct piece *piece)
{
    for (size_t i = 0; i < nfields; i++) {
        if ((fields[i].set == FIELD_SCHEDTRACE || fields[i].set == FIELD_SCHEDDETAIL) &&
            is_word(piece, fields[i].name))
            return true;
    }
    return false;
}

enum match { MATCH_NO, MATCH_PREFIX /* the pattern goes on */, MATCH_WHOLE };

static enum match match(const char *path, const char *pattern);

/* A name of the program may have dots: it takes one piece, or more. A bracket takes one by its place, or all. */
static enum match match_name(const char *path, const char *pattern)
{
    enum match best = MATCH_NO;
    struct piece first = next_piece(&path);

    if (first.kind == PIECE_END)
        return MATCH_NO;
    for (;;) {
        enum match m = match(path, pattern);

        if (m > best)
            best = m;
        if (best == MATCH_WHOLE || first.kind != PIECE_NAME || next_piece(&path).kind != PIECE_NAME)
            return best;
    }
}

static enum match match(const char *path, const char *pattern)
{
    const char *rest = pattern;
    struct piece mine, theirs = next_piece(&rest);

    if (theirs.kind == PIECE_NAME && (is_word(&theirs, "NAME") || is_word(&theirs, "METRIC")) &&
        *path)
        return match_name(path, rest);
    mine = next_piece(&path);
    if (mine.kind == PIECE_END)
        return theirs.kind == PIECE_END ? MATCH_WHOLE : MATCH_PREFIX;
    if (theirs.kind == PIECE_END)
        return MATCH_NO;
    if (theirs.kind == PIECE_LIST) {
        if (is_word(&mine, "length") && *path == '\0')
            return MATCH_PREFIX;
        return mine.kind == PIECE_LIST ? match(path, rest) : MATCH_NO;
    }
    if (is_word(&theirs, "FIELD"))
        return is_sched_field(&mine) ? match(path, rest) : MATCH_NO;
    if (mine.kind == PIECE_QUOTED) {
        mine.at += 2;
        mine.len -= mine.len >= 4 ? 4 : mine.len;
    }
    if (mine.kind == PIECE_LIST || mine.len != theirs.len ||
        memcmp(mine.at, theirs.at, mine.len) != 0)
        return MATCH_NO;
    return match(path, rest);
}

bool field_path_known(const char *path)
{
    for (size_t i = 0; i < nfields; i++) {
        if (fields[i].set == FIELD_SUMMARY && match(path, fields[i].name) != MATCH_NO)
            return true;
    }
    return false;
}

/* marks.storm[0].idleprocs is the field idleprocs of a SCHED line, metrics['/sched/…'] that metric. */
static const struct field *of_last_piece(const char *path)
{
    struct piece last = {0};

    for (struct piece piece; piece = next_piece(&path), piece.kind != PIECE_END;)
        last = piece;
    if (last.kind == PIECE_QUOTED && last.len > 4) {
        last.at += 2;
        last.len -= 4;
    }
    for (size_t i = 0; i < nfields; i++) {
        if (fields[i].set != FIELD_SUMMARY && is_word(&last, fields[i].name))
            return &fields[i];
    }
    return NULL;
}

const struct field *field_path_find(const char *path)
{
    for (size_t i = 0; i < nfields; i++) {
        const struct field *inner = NULL;

        if (fields[i].set != FIELD_SUMMARY || match(path, fields[i].name) != MATCH_WHOLE)
            continue;
        if (strstr(fields[i].name, "FIELD") || strstr(fields[i].name, "METRIC"))
            inner = of_last_piece(path);
        return inner ? inner : &fields[i];
    }
    return NULL;
}

/* The pattern, with what the path has where it has a name of the program or a bracket, and `field` for FIELD. */
static const char *filled(const char *pattern, const char *path, const char *field,
                          struct arena *arena)
{
    struct sb b = {0};
    const char *text;

    for (;;) {
        struct piece theirs = next_piece(&pattern), mine = next_piece(&path);
        bool wild =
            is_word(&theirs, "NAME") || is_word(&theirs, "METRIC") || theirs.kind == PIECE_LIST;
        bool fits =
            mine.kind != PIECE_END && (mine.kind == PIECE_LIST || theirs.kind != PIECE_LIST);
        const struct piece *shown = wild && fits ? &mine : &theirs;

        if (theirs.kind == PIECE_END)
            break;
        if (b.len && shown->kind == PIECE_NAME)
            sb_putc(&b, '.');
        if (is_word(&theirs, "FIELD"))
            sb_puts(&b, field);
        else
            sb_add(&b, shown->at, shown->len);
    }
    text = arena_text(arena, sb_text(&b), b.len);
    sb_free(&b);
    return text;
}

const char *field_path_nearest(const char *path, struct arena *arena)
{
    const char **known = ARENA_ARRAY(arena, const char *, nfields *nfields + 1);
    size_t n = 0;

    for (size_t i = 0; i < nfields; i++) {
        if (fields[i].set != FIELD_SUMMARY)
            continue;
        if (!strstr(fields[i].name, "FIELD")) {
            known[n++] = filled(fields[i].name, path, "", arena);
            continue;
        }
        for (size_t f = 0; f < nfields; f++) {
            if (fields[f].set == FIELD_SCHEDTRACE || fields[f].set == FIELD_SCHEDDETAIL)
                known[n++] = filled(fields[i].name, path, fields[f].name, arena);
        }
    }
    return diag_nearest(path, known);
}
