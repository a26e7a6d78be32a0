#include <cjson/cJSON.h>
#include <string.h>

#include "json_text.h"
#include "test.h"

static bool is_json(const char *text)
{
    struct json_map map;
    struct json_error bad;
    bool is = json_text_read(text, strlen(text), &map, &bad);

    json_map_free(&map);
    return is;
}

/* Law: what RFC 8259 calls JSON is read, and nothing else. */
static void takes_json_to_the_letter(void **state)
{
    static const char *const good[] = {
        "0",
        "-0",
        "-1.5e+3",
        "1E9",
        "\"\"",
        "\"\\u00e9\\n\\/\"",
        "\"\\ud83d\\ude00\"",
        "\"\xf0\x9f\x98\x80\"",
        "[]",
        "{}",
        " [ 1 , 2 ] ",
        "{\"a\":{\"b\":[null,true,false]}}",
        "\xef\xbb\xbf{}",
        "[1]\r\n",
    };
    static const char *const bad[] = {
        "",
        " ",
        "01",
        "-",
        "+1",
        ".5",
        "1.",
        "1e",
        "1e+",
        "0x10",
        "NaN",
        "-Infinity",
        "nul",
        "truee",
        "'a'",
        "\"a",
        "\"\t\"",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"\\ud800\"",
        "\"\\udc00\"",
        "\"\\u0000\"",
        "\"\xff\"",
        "\"\xc0\xaf\"",
        "\"\xed\xa0\x80\"",
        "[1,]",
        "[,1]",
        "[1 2]",
        "{\"a\":1,}",
        "{\"a\" 1}",
        "{a:1}",
        "{1:1}",
        "[1}",
        "{\"a\":1]",
        "[",
        "{",
        "[1] 2",
        "// x\n1",
        "\xff\xfe",
        "\x1f\x8b",
    };

    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        if (!is_json(good[i]))
            fail_msg("refused: %s", good[i]);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (is_json(bad[i]))
            fail_msg("taken: %s", bad[i]);
}

static size_t count_values(const cJSON *item)
{
    size_t n = 1;

    for (const cJSON *child = item->child; child; child = child->next)
        n += count_values(child);
    return n;
}

/* Checks that value number *next of the text, and those within, are those of the tree. */
static void compare(const char *text, const struct json_map *map, const cJSON *item, size_t *next)
{
    const struct json_place *place = &map->places.at[(*next)++];
    char first = text[place->value];

    assert_true(cJSON_IsObject(item) == (first == '{') && cJSON_IsArray(item) == (first == '['));
    assert_true(cJSON_IsString(item) == (first == '"'));
    if (item->string) {
        assert_int_equal(place->key_width, strlen(item->string) + 2);
        assert_memory_equal(text + place->key + 1, item->string, strlen(item->string));
    }
    for (const cJSON *child = item->child; child; child = child->next)
        compare(text, map, child, next);
}

/* Law: counted in document order, the values of the text are those of cJSON's tree. */
static void values_are_counted_as_in_the_tree(void **state)
{
    static const char text[] =
        "\xef\xbb\xbf{ \"a\": [1, {\"b\": \"x\"}, [], [[true]]],\r\n  \"c\" : null, \"d\":{}}";
    struct json_map map;
    struct json_error bad;
    cJSON *tree = cJSON_Parse(text);
    size_t next = 0;

    (void)state;
    assert_true(json_text_read(text, strlen(text), &map, &bad));
    assert_int_equal(map.places.len, count_values(tree));
    compare(text, &map, tree, &next);
    cJSON_Delete(tree);
    json_map_free(&map);
}

/* Law: lines and columns count from 1, and a place that begins a line has column 1. */
static void places_have_lines_and_columns(void **state)
{
    static const char text[] = "[\n  1,\n\n2]";
    struct json_map map;
    struct json_error bad;
    int line, column;

    (void)state;
    assert_true(json_text_read(text, strlen(text), &map, &bad));
    json_map_place(&map, map.places.at[1].value, &line, &column);
    assert_int_equal(line, 2);
    assert_int_equal(column, 3);
    json_map_place(&map, map.places.at[2].value, &line, &column);
    assert_int_equal(line, 4);
    assert_int_equal(column, 1);
    json_map_free(&map);
}

/* Law: no beginning of a text reads beyond its end, wherever it is cut. */
static void cut_texts_are_refused(void **state)
{
    static const char text[] =
        "{\"a\": [1.5e3, \"\\ud83d\\ude00\", true, \"\xc3\xa9\"], \"b\": {}}";

    (void)state;
    for (size_t len = 0; len + 1 < sizeof text; len++) {
        char *cut = mem_alloc(len + 1); /* of that size, so that a sanitizer sees it */
        struct json_map map;
        struct json_error bad;

        memcpy(cut, text, len);
        cut = mem_grow(cut, len ? len : 1, 1);
        assert_false(json_text_read(cut, len, &map, &bad));
        assert_true(bad.at <= len);
        json_map_free(&map);
        free(cut);
    }
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(takes_json_to_the_letter),
    cmocka_unit_test(values_are_counted_as_in_the_tree),
    cmocka_unit_test(places_have_lines_and_columns),
    cmocka_unit_test(cut_texts_are_refused),
};

RUN_TESTS(tests)
