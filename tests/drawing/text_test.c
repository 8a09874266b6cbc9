#include "drawing/drawing.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static arena *a;

static void set_up(void)
{
    a = arena_new();
}

static void tear_down(void)
{
    arena_free(a);
}

TestSuite(text_width);
TestSuite(text_direction);
TestSuite(text_spacing);
TestSuite(text_wrap, .init = set_up, .fini = tear_down);

/* ---- widths ---- */

static double width(const char *text, double size, bool bold)
{
    return text_width(text, strlen(text), size, bold);
}

Test(text_width, are_those_of_helvetica)
{
    /* what a browser says of Arial at 2048 pixels, of letters that nothing is kerned with */
    cr_expect_eq(width("A", 2048, false), 1366);
    cr_expect_eq(width("A", 2048, true), 1479);
    cr_expect_eq(width("i", 2048, false), 455);
    cr_expect_eq(width(" ", 2048, false), 569);
    cr_expect_eq(width("~", 2048, false), 1196);
    cr_expect_eq(width("ß", 2048, false), 1251);
    cr_expect_eq(width("Ω", 2048, false), 1531);
    cr_expect_eq(width("Ж", 2048, true), 1851);
    cr_expect_eq(width("…", 2048, false), 2048);
    cr_expect_eq(width("€", 2048, false), 1139);
    cr_expect_eq(width("ộ", 2048, false), 1139);
}

Test(text_width, add_up_exactly)
{
    const char *text = "Australia, the United Kingdom und Łódź, Αθήνα, Київ – 東京 ";
    double sum = 0;
    for (const char *at = text, *end = text + strlen(text); at < end;) {
        const char *start = at;
        utf8_next(&at, end);
        sum += text_width(start, (size_t)(at - start), 2048, false);
    }
    cr_expect_eq(sum, width(text, 2048, false));
    cr_expect_eq(width(text, 10, false), sum * 10 / 2048);
    cr_expect_eq(width("", 10, false), 0);
}

Test(text_width, marks_take_no_room)
{
    cr_expect_eq(width("e\u0301", 10, false), width("e", 10, false));
    cr_expect_eq(width("soft\u00adhyphen", 10, false), width("softhyphen", 10, false));
    cr_expect_eq(width("a\u200bb\u200d\u2060\ufeff", 10, false), width("ab", 10, false));
    cr_expect_eq(width("שָׁלוֹם", 10, false), width("שלום", 10, false));
}

Test(text_width, wide_characters_are_square)
{
    cr_expect_eq(width("東", 10, false), 10);
    cr_expect_eq(width("東", 10, true), 10);
    cr_expect_eq(width("대한민국", 8, false), 32);
    cr_expect_eq(width("、。「", 8, false), 24);
}

Test(text_width, emoji_have_room_for_the_widest_font)
{
    cr_expect_geq(width("😀", 10, false), 12.8);
    cr_expect_eq(width("❤\ufe0f", 10, false), width("😀", 10, false));
    cr_expect_eq(width("1\ufe0f\u20e3", 10, false), width("😀", 10, false));
    cr_expect_geq(width("🇰🇷", 10, false), 12.8);
}

static double letters(const char *text)
{
    return text_width_of_letters(text, strlen(text), 10, false);
}

Test(text_width, arabic_letters_are_narrower_where_they_join)
{
    cr_expect_lt(letters("سس"), 2 * letters("س"));
    cr_expect_eq(letters("س\u200cس"), 2 * letters("س"));
    cr_expect_eq(letters("س س"), 2 * letters("س") + letters(" "));
    cr_expect_eq(letters("دد"), 2 * letters("د"));
    cr_expect_eq(letters("سء"), letters("س") + letters("ء"));
    cr_expect_eq(letters("سَّس"), letters("سس"));
}

Test(text_width, a_word_has_room_for_its_letters_and_for_boxes)
{
    static const char *const texts[] = {"العربية", "مُحَمَّدٌ", "ประเทศ", "भारत", "வியட்நாம்", "Հայաստան", "საქართველო"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        double boxes = 7.7 * (double)utf8_count(texts[i]);
        cr_expect_float_eq(width(texts[i], 10, false), fmax(boxes, letters(texts[i])), 0.01, "%s", texts[i]);
    }
    /* a word of one script can be boxes where another has its letters */
    cr_expect_float_eq(width("ไทย ஜஜஜ", 10, false), width("ไทย ", 10, false) + width("ஜஜஜ", 10, false), 1e-9);
    cr_expect_float_eq(width("ไทยஜஜஜ", 10, false), width("ไทย", 10, false) + width("ஜஜஜ", 10, false), 1e-9);
    cr_expect_eq(width("กำ", 10, false), width("กาา", 10, false)); /* drawn as three boxes */
}

Test(text_width, scripts_without_a_font_fit_as_boxes)
{
    static const char *const texts[] = {"भारत", "ประเทศไทย", "কা", "ஜப்பான்", "ខ្មែរ", "မြန်မာ", "བོད", "ދިވެހި", "አማርኛ"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        cr_expect_geq(width(texts[i], 10, false), 7.53 * (double)utf8_count(texts[i]), "%s", texts[i]);
}

Test(text_width, any_bytes_have_a_width)
{
    cr_expect_gt(width("\xff\xfe\x80", 10, false), 0);
    cr_expect_eq(width("\x01\x7f", 10, false), 0);
    char out[5] = {0};
    for (uint32_t c = 1; c < 0x110000; c += c < 0x3000 ? 1 : 97) {
        if (c >= 0xd800 && c < 0xe000)
            continue;
        double w = text_width(out, (size_t)utf8_put(c, out), 10, true);
        cr_assert(w >= 0 && w <= 30, "U+%04X is %g wide", c, w);
    }
}

/* ---- lines ---- */

/* The lines as one text, with "|" between them. */
static const char *wrapped(const char *text, double room, size_t most)
{
    text_lines lines = text_wrap(a, text, 10, false, room, most);
    buffer b = {0};
    for (size_t i = 0; i < lines.count; i++) {
        buffer_text(&b, i ? "|" : "");
        buffer_text(&b, lines.items[i].text);
    }
    const char *all = arena_copy(a, b.data ? b.data : "", b.length);
    buffer_free(&b);
    return all;
}

static void expect_wrapped(const char *text, double room, const char *lines)
{
    const char *got = wrapped(text, room, 0);
    cr_expect_str_eq(got, lines, "‘%s’ at %g:\n  got      %s\n  expected %s", text, room, got, lines);
}

Test(text_wrap, nothing_gives_no_line)
{
    static const char *const texts[] = {"", " ", "\n", " \t\r\n\u3000\u00ad\u200b "};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        expect_wrapped(texts[i], 100, "");
}

Test(text_wrap, breaks_at_blanks_and_evens_out)
{
    expect_wrapped("United Kingdom", 100, "United Kingdom");
    expect_wrapped("United Kingdom", 50, "United|Kingdom");
    expect_wrapped("one two three four", 68, "one two|three four"); /* and not "one two three|four" */
    expect_wrapped("  blanks \t between  them ", 200, "blanks between them");
    expect_wrapped("aaa bbb\u3000ccc", 200, "aaa bbb\u3000ccc");
}

Test(text_wrap, newlines_always_break)
{
    expect_wrapped("one\ntwo", 100, "one|two");
    expect_wrapped("one\r\n\r\ntwo\u2028three", 100, "one|two|three");
}

Test(text_wrap, a_width_that_was_measured_holds)
{
    static const char *const texts[] = {"Artificial intelligence", "considers joining", "Ελλάδα και Κύπρος",
                                        "日本 と 韓国"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        for (double size = 5; size < 15; size += 0.37) {
            text_lines lines = text_wrap(a, texts[i], size, true, width(texts[i], size, true), 0);
            cr_expect_eq(lines.count, 1, "%s at size %g", texts[i], size);
            cr_expect_float_eq(lines.items[0].width, width(texts[i], size, true), 1e-9);
        }
}

Test(text_wrap, breaks_behind_dashes_between_words)
{
    expect_wrapped("Indo-Pacific", 40, "Indo-|Pacific");
    expect_wrapped("Anglo–French", 40, "Anglo–|French");
    expect_wrapped("and/or", 25, "and/|or");
    expect_wrapped("the F-35 jet", 30, "the|F-35|jet");
    expect_wrapped("on 2021-09-15", 60, "on|2021-09-15");
    expect_wrapped("non\u2011breaking", 30, "non\u2011br|eaking"); /* last resort: not at the hyphen */
}

Test(text_wrap, keeps_what_is_glued)
{
    expect_wrapped("aaa bbb\u00a0ccc", 45, "aaa|bbb\u00a0ccc");
    expect_wrapped("aaa bbb\u202fccc", 45, "aaa|bbb\u202fccc");
    expect_wrapped("日\u2060本", 15, "日\u2060|本"); /* alone too wide */
    expect_wrapped("中 日\u2060本", 25, "中|日\u2060本");
}

Test(text_wrap, shows_soft_hyphens_where_it_breaks)
{
    expect_wrapped("Sicher\u00adheits\u00adpolitik", 200, "Sicherheitspolitik");
    expect_wrapped("Sicher\u00adheits\u00adpolitik", 55, "Sicher-|heitspolitik");
    expect_wrapped("Sicher\u00adheits\u00adpolitik", 35, "Sicher-|heits-|politik");
    expect_wrapped("aaa\u00ad bbb", 20, "aaa|bbb");
    expect_wrapped("aaa\u200bbbb", 25, "aaa|bbb");
}

Test(text_wrap, no_line_begins_with_a_mark)
{
    expect_wrapped("Paris – Berlin", 35, "Paris –|Berlin");
    expect_wrapped("« mot juste » !", 45, "« mot|juste » !");
    expect_wrapped("one ) two", 25, "one )|two");
    expect_wrapped("R & D", 20, "R &|D");
    expect_wrapped("minus -5", 30, "minus|-5");
}

Test(text_wrap, breaks_between_wide_characters)
{
    expect_wrapped("防衛技術協力", 40, "防衛技|術協力");
    expect_wrapped("協力、協定。", 30, "協力、|協定。"); /* no comma at the start */
    expect_wrapped("「日本」と", 35, "「日|本」と");
    expect_wrapped("チャット", 25, "チャ|ット"); /* no small kana at the start */
    expect_wrapped("AI技術", 25, "AI技|術");
    expect_wrapped("대한민국 이", 45, "대한민국|이"); /* Korean breaks at blanks */
    expect_wrapped("令和2024年", 35, "令和|2024年");  /* a number stays with what it counts */
    expect_wrapped("二十〜三十", 25, "二|十〜|三十");
}

Test(text_wrap, breaks_addresses_and_paths_behind_their_signs)
{
    expect_wrapped("https://example.org/a/long/path?x=1&y=22", 100, "https://example.org/a/|long/path?x=1&y=22");
    expect_wrapped("see https://example.org/path for it", 70, "see https://|example.org/|path for it");
    expect_wrapped("a_name_of_several_words", 70, "a_name_of_|several_words");
    expect_wrapped("and/or", 100, "and/or");
    expect_wrapped("བོད་རང་སྐྱོང་ལྗོངས།", 80, "བོད་རང་|སྐྱོང་|ལྗོངས།"); /* behind the tsheg, and no mark alone */
}

Test(text_wrap, loosely_a_word_is_broken_only_where_its_letters_are_too_wide)
{
    const char *word = "ราชอาณาจักรไทย";
    double least = letters(word), most = width(word, 10, false);
    cr_assert_lt(least, most);
    cr_expect_eq(text_wrap(a, word, 10, false, least + 1, 0).count, 2);
    text_lines lines = text_wrap_loosely(a, word, 10, false, least + 1, 0);
    cr_assert_eq(lines.count, 1);
    cr_expect_float_eq(lines.items[0].width, most, 1e-9);
    cr_expect_gt(text_wrap_loosely(a, word, 10, false, least - 1, 0).count, 1);
    cr_expect_eq(text_wrap_loosely(a, "one two", 10, false, 20, 0).count, 2);
}

/* ---- from right to left ---- */

static bool is_leftward(const char *text)
{
    return text_is_leftward(text, strlen(text));
}

Test(text_direction, is_told_by_the_first_letter)
{
    static const char *const leftward[] = {"عربي",          "מדינת ישראל", "(1981) العراق", "٢٠٢٦ – عام",
                                           "العراق (Iraq)", "\u200fA",     "ދިވެހި",           "🇮🇶 العراق"};
    static const char *const rightward[] = {"",        "1981", "Iraq العراق", "(a) עברית", "日本 العراق",
                                            "\u200eא", "٢٠٢٦", "ไทย ע"};
    for (size_t i = 0; i < sizeof leftward / sizeof *leftward; i++)
        cr_expect(is_leftward(leftward[i]), "%s", leftward[i]);
    for (size_t i = 0; i < sizeof rightward / sizeof *rightward; i++)
        cr_expect(!is_leftward(rightward[i]), "%s", rightward[i]);
}

Test(text_wrap, lines_have_the_direction_of_their_paragraph)
{
    text_lines lines = text_wrap(a, "العراق Iraq and\nIraq العراق", 10, false, 60, 0);
    cr_assert_eq(lines.count, 4);
    cr_expect(lines.items[0].leftward && lines.items[1].leftward);
    cr_expect_str_eq(lines.items[1].text, "Iraq and");
    cr_expect(!lines.items[2].leftward && !lines.items[3].leftward);
}

Test(text_wrap, leaves_out_what_sets_text_in_another_order)
{
    expect_wrapped("a\u202egnp.exe\u202c b", 200, "agnp.exe b");
    expect_wrapped("\u2067one\u2069 \u202btwo", 25, "one|two");
    expect_wrapped("marks\u200e\u200f stay\u061c", 200, "marks\u200e\u200f stay\u061c");
}

/* ---- high scripts ---- */

Test(text_spacing, grows_with_the_highest_script)
{
    double usual = text_spacing("Ångström, Việt, Київ, 日本, 대한민국, 👩‍🚀");
    cr_expect_eq(text_spacing(""), usual);
    cr_expect_gt(text_spacing("भारत"), usual);
    cr_expect_gt(text_spacing("ผู้ใหญ่"), text_spacing("भारत"));
    cr_expect_eq(text_spacing("Thai: ไทย"), text_spacing("ไทย"));
    cr_expect_gt(text_spacing("བོད"), text_spacing("ไทย"));
}

Test(text_wrap, breaks_a_word_only_where_it_is_too_wide)
{
    expect_wrapped("a incomprehensibilities b", 62, "a incompre-|hensibilities b");
    expect_wrapped("incomprehensibilities", 40, "incom-|prehen-|sibilities"); /* two letters at least on each side */
    expect_wrapped("a1b2c3d4e5f6a7b8c9d0", 60, "a1b2c3d4e5|f6a7b8c9d0"); /* no word: a hyphen would be part of it */
    expect_wrapped("กระทรวงกลาโหม", 60, "กระทรวง|กลาโหม");
    expect_wrapped("กระทรวงการอุดมศึกษาวิทยาศาสตร์", 130, "กระทรวงการอุดม|ศึกษาวิทยาศาสตร์"); /* no syllable without its end */
    expect_wrapped("ပြည်ထောင်စုသမ္မတမြန်မာနိုင်ငံတော်", 120, "ပြည်ထောင်စု|သမ္မတမြန်မာ|နိုင်ငံတော်");
    expect_wrapped("xxxx", 1, "x|x|x|x");
}

/* The last letters of the lines tell where. */
Test(text_wrap, parts_words_between_syllables)
{
    static const struct {
        const char *word, *parts;
    } cases[] = {
        {"interministérielle", "in|ter|mi|nis|té|rielle"},
        {"Verfassungsschutz", "Ver|fas|sungs|schutz"},
        {"Gesellschaft", "Ge|sell|schaft"},
        {"Schifffahrt", "Schiff|fahrt"},
        {"Cooperation", "Coo|pe|ra|tion"},
        {"Republique", "Re|pu|bli|que"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (double width = 36; width <= 70; width += 2) {
            text_lines lines = text_wrap(a, cases[i].word, 10, false, width, 0);
            const char *at = cases[i].parts;
            for (size_t k = 0; k + 1 < lines.count; k++) {
                for (const char *c = lines.items[k].text; *c && *c != '-'; c++, at++)
                    at += *at == '|';
                cr_expect(*at == '|', "‘%s’ at %g: ‘%s’", cases[i].word, width, lines.items[k].text);
            }
        }
}

Test(text_wrap, never_parts_a_cluster)
{
    expect_wrapped("e\u0301e\u0301e\u0301", 6, "e\u0301|e\u0301|e\u0301");
    expect_wrapped("👨‍👩‍👧👍🏽", 1, "👨‍👩‍👧|👍🏽");
    expect_wrapped("🇰🇷🇯🇵🇦🇺", 20, "🇰🇷|🇯🇵|🇦🇺");
    expect_wrapped("❤️❤️", 1, "❤️|❤️");
    expect_wrapped("ශ්‍රීලංකා", 1,
                   "ශ්‍රී|ලං|කා"); /* joined over a zero-width joiner */
    expect_wrapped("क्षत्रिय", 1, "क्ष|त्रि|य");
    expect_wrapped("เกาหลี", 1, "เ|กา|ห|ลี");
}

Test(text_wrap, cuts_with_an_ellipsis)
{
    static const struct {
        const char *text;
        double room;
        size_t most;
        const char *lines;
    } cases[] = {
        {"one two three", 200, 1, "one two three"},
        {"one two three", 40, 1, "one…"},
        {"one two three", 60, 1, "one two…"},
        {"one two, three", 62, 1, "one two…"},
        {"one two three", 40, 2, "one two|three"},
        {"one\ntwo", 100, 1, "one…"},
        {"one\n \n", 100, 1, "one"},
        {"one two\nthree\nfour", 100, 2, "one two|three…"},
        {"incomprehensibilities", 50, 1, "incom…"},
        {"日本と韓国の防衛", 45, 1, "日本と…"},
        {"wide", 3, 1, "…"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *got = wrapped(cases[i].text, cases[i].room, cases[i].most);
        cr_expect_str_eq(got, cases[i].lines, "%s -> %s", cases[i].text, got);
    }
}

/* What must be true of all text at all widths: each line fits unless it is one cluster, and nothing is lost. */
Test(text_wrap, lines_fit_and_nothing_is_lost)
{
    static const char *const texts[] = {
        "Australia, the United Kingdom and the United States – a trilateral security partnership (2021)",
        "Министерство обороны Российской Федерации",
        "日本と韓国の防衛技術協力、協定。「小さな」チャット AI 2024年",
        "وزارة الدفاع في المملكة العربية السعودية",
        "กระทรวงกลาโหมแห่งราชอาณาจักรไทย",
        "Rindfleisch\u00adetikettierungs\u00adüberwachungs\u00adaufgaben\u00adübertragungs\u00adgesetz",
        "a/b//c- -d –– e",
        "((((((( ))))))) «« »» ... !!!",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        for (double room = 32; room < 400; room *= 1.17) {
            text_lines lines = text_wrap(a, texts[i], 10, false, room, 0);
            buffer kept = {0}, all = {0};
            for (size_t k = 0; k < lines.count; k++) {
                const text_line *l = &lines.items[k];
                cr_expect(l->width <= room + 1e-6, "‘%s’ is %g wide in %g", l->text, l->width, room);
                cr_expect_float_eq(l->width, width(l->text, 10, false), 1e-9);
                buffer_text(&kept, l->text);
            }
            buffer_text(&all, texts[i]);
            for (buffer *b = &kept; b; b = b == &kept ? &all : NULL) { /* only blanks and hyphens may differ */
                size_t to = 0;
                for (size_t from = 0; from < b->length; from++)
                    if (!strchr(" -", b->data[from]) && strncmp(b->data + from, "\u00ad", 2) != 0)
                        b->data[to++] = b->data[from];
                    else if (b->data[from] == '\xc2')
                        from++;
                b->data[to] = '\0';
            }
            cr_expect_str_eq(kept.data, all.data);
            buffer_free(&kept);
            buffer_free(&all);
        }
}

Test(text_wrap, long_text_costs_no_more_than_its_length)
{
    static const char *const pieces[] = {"x",  "x-", "xx-",     "! ", "« ",     "\u0301", "東",
                                         "、", "🇰🇷", "\u200d😀", "ก",  "\u00ad", "a\n"};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        buffer b = {0};
        while (b.length < 1 << 18)
            buffer_text(&b, pieces[i]);
        text_wrap(a, b.data, 10, false, 80, 0);
        text_wrap(a, b.data, 10, false, 80, 3);
        buffer_free(&b);
    }
}
