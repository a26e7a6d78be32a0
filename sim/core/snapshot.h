/* snapshot.h: what schedtrace, scheddetail and a mark see of the scheduler at an instant. go: schedtrace */
#ifndef CORE_SNAPSHOT_H
#define CORE_SNAPSHOT_H

#include "internal.h"

/* Tells all fields of it, in the order in which Go prints them. mp: who prints. */
void snapshot(struct sim *s, enum snap_what what, const struct m *mp);

/* The block of a crash on mp, where schedtrace is on: by a fatal error (thrown) or by a panic. go: startpanic_m */
void snapshot_crash(struct sim *s, const struct m *mp, bool thrown);

#endif
