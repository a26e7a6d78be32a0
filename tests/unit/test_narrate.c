#include <string.h>

#include "narrate.h"
#include "rng.h"
#include "test.h"

/* Everything that an event's b and flag may say, by kind: how many values there are. */
static int values_of_b(int kind)
{
    switch (kind) {
    case EV_GO_START:
        return FROM_UNKNOWN + 1;
    case EV_GO_STOP:
        return STOP_GOYIELD + 1;
    case EV_GO_BLOCK:
        return WAIT_REASONS;
    case EV_GO_READY:
        return BY_UNKNOWN + 1;
    case EV_GO_LABEL:
        return GC_IDLE + 1;
    case EV_P_STOP:
        return P_STOP_DEAD + 1;
    case EV_STW_BEGIN:
    case EV_STW_END:
        return STW_OTHER + 1;
    case EV_END:
        return END_INTERRUPT + 1;
    case EV_FATAL:
        return FATALS;
    case EV_PANIC:
        return PANICS;
    case EV_STAT:
        return STATS;
    default:
        return 2;
    }
}

static int values_of_flag(int kind)
{
    switch (kind) {
    case EV_GO_STOP:
    case EV_GO_READY:
        return TO_UNKNOWN + 1;
    case EV_M_CREATE:
        return M_EXTRA + 1;
    case EV_M_PARK:
    case EV_M_WAKE:
        return PARK_FOREVER + 1;
    case EV_P_STEAL:
        return P_STEAL_STW + 1;
    case EV_TIMER_SET:
    case EV_TIMER_FIRE:
    case EV_TIMER_STOP:
        return TIMER_NET + 1;
    case EV_CHAN:
        return CHAN_RECV_CLOSED + 1;
    case EV_SYNC:
        return SYNC_NORMAL + 1;
    case EV_CHOICE:
        return CHOICE_LATENCY + 1;
    case EV_SNAP:
    case EV_SNAP_END:
        return SNAP_CRASH + 1;
    case EV_FILE_WRITE:
    case EV_SYSCALL:
        return 3;
    case EV_ERROR:
        return ERR_ENOENT + 1;
    default:
        return 2;
    }
}

/* Law: every kind of event, whatever it says, has a sentence: it begins with a capital or a number, says something, and has no
 * gap where a word is missing. */
static void every_event_has_a_sentence(void **state)
{
    struct subject su = {.name = "nothing"};
    struct world w = {.model = GO1_27};

    (void)state;
    for (int kind = 0; kind < EVENT_KINDS; kind++)
        for (int b = 0; b < values_of_b(kind); b++)
            /* an error has a reason */
            for (int flag = kind == EV_ERROR; flag < values_of_flag(kind); flag++) {
                struct event ev = {
                    .t = 5, .a = 3, .b = b, .g = 7, .m = 2, .at = PLACE_NONE, .p = 1};
                struct sb text = {0};

                ev.kind = (uint8_t)kind;
                ev.flag = (uint8_t)flag;
                narrate(&su, &w, &ev, &text);
                if (text.len < 8 || strstr(sb_text(&text), "  ") || strstr(sb_text(&text), " .") ||
                    strchr(sb_text(&text), '%'))
                    fail_msg("%s b %d flag %d: \"%s\"", event_kind_name((enum event_kind)kind), b,
                             flag, sb_text(&text));
                sb_free(&text);
            }
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(every_event_has_a_sentence),
};

RUN_TESTS(tests)
