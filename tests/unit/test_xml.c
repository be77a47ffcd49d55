#include "testlib.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "registry/xml.h"

/* A file in memory. */
static bca_file
file_of(const char *text)
{
    return (bca_file){"registry/test.xml", text, strlen(text)};
}

static void
open_xml(bca_xml *xml, const bca_file *file)
{
    bca_findings findings = BCA_FINDINGS_INIT;

    ck_assert_msg(bca_xml_open(xml, file, &findings), "%s",
                  findings.first == NULL ? "no finding" : findings.first->message);
    ck_assert_ptr_null(findings.first);
    bca_findings_free(&findings);
}

static void
assert_span(bca_span span, const char *want)
{
    size_t size = span.end - span.begin;

    ck_assert_msg(
        size == strlen(want) && strncmp(span.file->text + span.begin, want, size) == 0,
        "'%.*s', expected '%s'", (int)size, span.file->text + span.begin, want);
}

/* ------------------------------------------------------------------- walking */

START_TEST(test_walk)
{
    const bca_file file =
        file_of("<?xml version=\"1.0\"?>\n<!-- <b/> -->\n"
                "<a xmlns='urn:bca:1'>x<b n='1'/>y<c/><b n='2'><b/></b>"
                "<b n='3'/></a>");
    bca_xml xml;
    const bca_xml_node *root;
    const bca_xml_node *b;

    open_xml(&xml, &file);
    root = bca_xml_root(&xml);
    ck_assert_str_eq(bca_xml_name(root), "a");
    ck_assert_ptr_eq(xml.file, &file);
    b = bca_xml_child(root, "b");
    assert_span(bca_xml_attribute_span(bca_xml_span(&xml, b), "n"), "n='1'");
    b = bca_xml_next(b);
    assert_span(bca_xml_attribute_span(bca_xml_span(&xml, b), "n"), "n='2'");
    ck_assert_ptr_nonnull(bca_xml_child(b, "b"));
    ck_assert_ptr_null(bca_xml_next(bca_xml_child(b, "b")));
    b = bca_xml_next(b);
    assert_span(bca_xml_attribute_span(bca_xml_span(&xml, b), "n"), "n='3'");
    ck_assert_ptr_null(bca_xml_next(b));
    ck_assert_ptr_null(bca_xml_child(root, "d"));
    ck_assert_ptr_null(bca_xml_next(root));
    ck_assert_str_eq(bca_xml_name(bca_xml_child(root, "c")), "c");
    bca_xml_close(&xml);
    bca_xml_close(&xml);
}
END_TEST

START_TEST(test_version)
{
    ck_assert_int_eq(strncmp(bca_xml_version(), "2.", 2), 0);
}
END_TEST

/* -------------------------------------------------------------------- places */

START_TEST(test_places_of_elements)
{
    const bca_file file =
        file_of("\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n"
                "<program>\r\n"
                "  caf\xC3\xA9 &lt;x&gt; <!-- \xE2\x82\xAC <item/> -->"
                "<item\r\n    name='a > b'\r\n/>\r\n"
                "\xC3\xA9\xC3\xA9 <cost/>\r\n</program>\r\n");
    bca_xml xml;
    const bca_xml_node *root;
    bca_span item;
    bca_position at;

    open_xml(&xml, &file);
    root = bca_xml_root(&xml);
    assert_span(bca_xml_span(&xml, root), "<program");
    at = bca_file_position(&file, bca_xml_span(&xml, root).begin);
    ck_assert_uint_eq(at.line, 2);
    ck_assert_uint_eq(at.column, 1);
    item = bca_xml_span(&xml, bca_xml_child(root, "item"));
    assert_span(item, "<item");
    at = bca_file_position(&file, item.begin);
    ck_assert_uint_eq(at.line, 3);
    ck_assert_uint_eq(at.column, 36); /* 35 characters stand before it */
    at = bca_file_position(&file, bca_xml_attribute_span(item, "name").begin);
    ck_assert_uint_eq(at.line, 4);
    ck_assert_uint_eq(at.column, 5);
    at =
        bca_file_position(&file, bca_xml_span(&xml, bca_xml_child(root, "cost")).begin);
    ck_assert_uint_eq(at.line, 6);
    ck_assert_uint_eq(at.column, 4);
    bca_xml_close(&xml);
}
END_TEST

START_TEST(test_places_of_attributes)
{
    static const char text[] =
        "<cost priceYear='2013'\n\tyear = \"2 > 1, 'so' year='9' &quot;/&#x3E;\"\r\n"
        "  note='a \"quoted\" =\nword' amount\n=\n'37'empty=''/>";
    const bca_file file = file_of(text);
    const bca_span element = {&file, 0, 5};

    assert_span(bca_xml_attribute_span(element, "priceYear"), "priceYear='2013'");
    assert_span(bca_xml_attribute_span(element, "year"),
                "year = \"2 > 1, 'so' year='9' &quot;/&#x3E;\"");
    assert_span(bca_xml_attribute_span(element, "note"), "note='a \"quoted\" =\nword'");
    assert_span(bca_xml_attribute_span(element, "amount"), "amount\n=\n'37'");
    assert_span(bca_xml_attribute_span(element, "empty"), "empty=''");
    assert_span(bca_xml_attribute_span(element, "Year"), "<cost");
    assert_span(bca_xml_attribute_span(element, "2013"), "<cost");
    assert_span(bca_xml_attribute_span(element, "price"), "<cost");
    assert_span(bca_xml_attribute_span(element, ""), "<cost");
}
END_TEST

START_TEST(test_attributes_of_the_next_element_do_not_count)
{
    const bca_file file = file_of("<cost><item year='2013'/></cost>");
    const bca_span element = {&file, 0, 5};
    const bca_span inner = {&file, 6, 11};

    assert_span(bca_xml_attribute_span(element, "year"), "<cost");
    assert_span(bca_xml_attribute_span(inner, "year"), "year='2013'");
}
END_TEST

START_TEST(test_whole_elements)
{
    static const struct {
        const char *text, *want;
    } cases[] = {
        {"<a n='1'/><a/>", "<a n='1'/>"},
        {"<a n='/>'\n/> ", "<a n='/>'\n/>"},
        {"<a>37<b/></a > </a>", "<a>37<b/></a >"},
        {"<a><!-- </a> --><ab></ab></a><b/>", "<a><!-- </a> --><ab></ab></a>"},
        {"<a n='<'>x</a>", "<a n='<'>x</a>"},
    };

    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        const bca_file file = file_of(cases[i].text);

        assert_span(bca_xml_element_span((bca_span){&file, 0, 2}), cases[i].want);
    }
}
END_TEST

START_TEST(test_places_of_text)
{
    static const struct {
        const char *text, *want;
    } cases[] = {
        {"<a>37</a>", "37"},
        {"<a x='1 > 0' y=\"'>'\">\r\n\t two  words \n</a>", "two  words"},
        {"<a>caf\xC3\xA9 &amp; co</a>", "caf\xC3\xA9 &amp; co"},
        {"<a></a>", "<a"},
        {"<a> \n </a>", "<a"},
        {"<a x='y'/>", "<a"},
        {"<a>\n  <b>37</b></a>", "<a"},
    };

    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        const bca_file file = file_of(cases[i].text);
        const bca_span element = {&file, 0, 2};

        assert_span(bca_xml_text_span(element), cases[i].want);
    }
}
END_TEST

/* What stands behind an element that closes itself is not its text. */
START_TEST(test_text_after_an_empty_element_is_not_its_own)
{
    const bca_file file = file_of("<a><b x='37'/> tail</a>");
    const bca_span element = {&file, 3, 5};

    assert_span(bca_xml_text_span(element), "<b");
}
END_TEST

/* --------------------------------------------------------------------- faults */

static void
assert_fault(const char *text, size_t size, const char *code, size_t line,
             size_t column)
{
    const bca_file file = {"registry/test.xml", text, size};
    bca_findings findings = BCA_FINDINGS_INIT;
    bca_xml xml = {NULL, NULL};
    bca_position at;

    ck_assert_msg(!bca_xml_open(&xml, &file, &findings), "%s", text);
    ck_assert_msg(findings.errors == 1, "%zu findings in %s", findings.errors, text);
    ck_assert_msg(strcmp(findings.first->code, code) == 0, "%s: %s: %s", text,
                  findings.first->code, findings.first->message);
    at = bca_file_position(&file, findings.first->span.begin);
    ck_assert_msg(at.line == line && at.column == column, "%s: %zu:%zu", text, at.line,
                  at.column);
    ck_assert_ptr_nonnull(findings.first->fix);
    ck_assert(!findings.no_memory);
    bca_xml_close(&xml);
    bca_findings_free(&findings);
}

START_TEST(test_bytes_that_are_not_utf8)
{
    assert_fault("<a>\ncaf\xC3\xA9 it\x92s</a>", 18, "E0003", 2, 8);
    assert_fault("<a>\xC3\xA9\0</a>", 10, "E0003", 1, 5);
    assert_fault("\xFF\xFE<\0a\0/\0>\0", 10, "E0003", 1, 1);
    assert_fault("<a>\xC0\xAF</a>", 9, "E0003", 1, 4);
    assert_fault("<?xml version='1.0' encoding='ISO-8859-1'?><a b='\xE9'/>", 53,
                 "E0003", 1, 50);
}
END_TEST

START_TEST(test_doctype_is_refused)
{
    static const char external[] = "<?xml version='1.0'?>\n  <!DOCTYPE a SYSTEM "
                                   "'/etc/passwd'>\n<a/>";
    static const char entity[] = "<!DOCTYPE a [<!ENTITY e 'eeee'>]><a>&e;</a>";
    static const char commented[] = "<!-- caf\xC3\xA9 --><!DOCTYPE a><a/>";

    assert_fault(external, sizeof external - 1, "E0004", 2, 3);
    assert_fault(entity, sizeof entity - 1, "E0004", 1, 1);
    assert_fault(commented, sizeof commented - 1, "E0004", 1, 14);
}
END_TEST

START_TEST(test_empty)
{
    assert_fault("", 0, "E0005", 1, 1);
    assert_fault(" \n\t\r\n ", 6, "E0005", 1, 1);
}
END_TEST

START_TEST(test_not_well_formed)
{
    static const struct {
        const char *text;
        size_t line; /* where the parser stops; the column is its own affair */
    } cases[] = {
        {"<a>\n<b>\n</a>", 3},      {"<a>\n<b x='1'", 2},
        {"<a/>\n<a/>", 2},          {"<a>\n&unknown;</a>", 2},
        {"<a x='1'\nx='2'/>", 2},   {"<a>\n<b x=1/></a>", 2},
        {"<a>\n& </a>", 2},         {"text", 1},
        {"<a>\n<b x='<'/></a>", 2}, {"<a>", 1},
        {"<a>\n<p:b/></a>", 2},
    };

    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        const bca_file file = file_of(cases[i].text);
        bca_findings findings = BCA_FINDINGS_INIT;
        bca_xml xml = {NULL, NULL};

        ck_assert_msg(!bca_xml_open(&xml, &file, &findings), "case %zu", i);
        ck_assert_uint_eq(findings.errors, 1);
        ck_assert_str_eq(findings.first->code, "E0006");
        ck_assert_uint_le(findings.first->span.begin, file.size);
        ck_assert_uint_le(findings.first->span.end, file.size);
        ck_assert_msg(bca_file_position(&file, findings.first->span.begin).line ==
                          cases[i].line,
                      "case %zu: line %zu", i,
                      bca_file_position(&file, findings.first->span.begin).line);
        bca_findings_free(&findings);
    }
}
END_TEST

START_TEST(test_too_deep)
{
    enum { DEPTH = 2000 };
    char *text = malloc(3 * DEPTH + 1);
    bca_findings findings = BCA_FINDINGS_INIT;
    bca_xml xml = {NULL, NULL};
    bca_file file;

    ck_assert_ptr_nonnull(text);
    for (size_t i = 0; i < DEPTH; i++)
        memcpy(text + 3 * i, "<a>", 4);
    file = file_of(text);
    ck_assert(!bca_xml_open(&xml, &file, &findings));
    ck_assert_str_eq(findings.first->code, "E0006");
    bca_findings_free(&findings);
    free(text);
}
END_TEST

/* -------------------------------------------------------------------- reading */

START_TEST(test_text_of_an_element)
{
    const bca_file file =
        file_of("<r><a>\n  two\r\n\t words &amp;  &#233;<![CDATA[ <x> ]]>"
                "<!-- no --> <b>in</b>side </a><e/></r>");
    bca_arena arena = BCA_ARENA_INIT;
    bca_xml xml;

    open_xml(&xml, &file);
    ck_assert_str_eq(bca_xml_text(&arena, bca_xml_child(bca_xml_root(&xml), "a")),
                     "two words & \xC3\xA9 <x> inside");
    ck_assert_str_eq(bca_xml_text(&arena, bca_xml_child(bca_xml_root(&xml), "e")), "");
    bca_xml_close(&xml);
    bca_arena_free(&arena);
}
END_TEST

typedef struct thing {
    bca_span at;
    const char *name, *absent;
    double amount, nothing;
    int color, unknown, left_out;
    size_t children;
} thing;

static const char *const colors[] = {"red", "green", "blue", NULL};
static const bca_field fields[] = {
    {"name", BCA_TEXT, offsetof(thing, name), NULL},
    {"absent", BCA_TEXT, offsetof(thing, absent), NULL},
    {"amount", BCA_NUMBER, offsetof(thing, amount), NULL},
    {"nothing", BCA_NUMBER, offsetof(thing, nothing), NULL},
    {"color", BCA_CHOICE, offsetof(thing, color), colors},
    {"unknown", BCA_CHOICE, offsetof(thing, unknown), colors},
    {"leftOut", BCA_CHOICE, offsetof(thing, left_out), colors},
};

static const char things[] =
    "<r>\n"
    "<thing name='  a\n b &gt; c ' amount=' -0.288 ' color='blue' "
    "unknown='mauve'><x/><x/></thing>\n"
    "<other name='no'/>\n"
    "<thing amount='37'/></r>";

START_TEST(test_attributes_by_table)
{
    const bca_file file = file_of(things);
    bca_arena arena = BCA_ARENA_INIT;
    bca_xml xml;
    thing got;

    open_xml(&xml, &file);
    ck_assert(bca_xml_read(&got, &arena, bca_xml_child(bca_xml_root(&xml), "thing"),
                           fields, TEST_COUNT(fields)));
    ck_assert_str_eq(got.name, "a b > c");
    ck_assert_ptr_null(got.absent);
    ck_assert_double_eq(got.amount, -0.288);
    ck_assert_double_nan(got.nothing);
    ck_assert_int_eq(got.color, 2);
    ck_assert_int_eq(got.unknown, -1);
    ck_assert_int_eq(got.left_out, -1);
    bca_xml_close(&xml);
    bca_arena_free(&arena);
}
END_TEST

static bool
count_children(void *item, bca_arena *arena, const bca_xml *xml,
               const bca_xml_node *node)
{
    thing *t = item;

    (void)arena;
    (void)xml;
    for (const bca_xml_node *x = bca_xml_child(node, "x"); x != NULL;
         x = bca_xml_next(x))
        t->children++;
    return true;
}

static bool
refuse(void *item, bca_arena *arena, const bca_xml *xml, const bca_xml_node *node)
{
    (void)item;
    (void)arena;
    (void)xml;
    (void)node;
    return false;
}

START_TEST(test_lists_of_elements)
{
    const bca_file file = file_of(things);
    bca_xml_list list = {"thing", sizeof(thing), fields, TEST_COUNT(fields),
                         count_children};
    bca_arena arena = BCA_ARENA_INIT;
    bca_xml xml;
    thing *got = NULL;
    size_t n = 288;

    open_xml(&xml, &file);
    ck_assert(bca_xml_read_list(&got, &n, &arena, &xml, bca_xml_root(&xml), &list));
    ck_assert_uint_eq(n, 2);
    assert_span(got[0].at, "<thing");
    ck_assert_uint_eq(bca_file_position(&file, got[0].at.begin).line, 2);
    ck_assert_uint_eq(got[0].children, 2);
    ck_assert_double_eq(got[1].amount, 37.0);
    ck_assert_ptr_null(got[1].name);
    ck_assert_uint_eq(got[1].children, 0);
    ck_assert_uint_eq(bca_file_position(&file, got[1].at.begin).line, 5);
    list.name = "nobody";
    ck_assert(bca_xml_read_list(&got, &n, &arena, &xml, bca_xml_root(&xml), &list));
    ck_assert_ptr_null(got);
    ck_assert_uint_eq(n, 0);
    list.name = "thing";
    list.more = refuse;
    ck_assert(!bca_xml_read_list(&got, &n, &arena, &xml, bca_xml_root(&xml), &list));
    bca_xml_close(&xml);
    bca_arena_free(&arena);
}
END_TEST

int
main(void)
{
    const test_case tests[] = {
        {test_walk},
        {test_version},
        {test_places_of_elements},
        {test_places_of_attributes},
        {test_attributes_of_the_next_element_do_not_count},
        {test_whole_elements},
        {test_places_of_text},
        {test_text_after_an_empty_element_is_not_its_own},
        {test_bytes_that_are_not_utf8},
        {test_doctype_is_refused},
        {test_empty},
        {test_not_well_formed},
        {test_too_deep},
        {test_text_of_an_element},
        {test_attributes_by_table},
        {test_lists_of_elements},
    };

    return run_tests("xml", tests, TEST_COUNT(tests));
}
