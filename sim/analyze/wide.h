/* wide.h: sums that 64 bits do not hold: a million goroutines that wait for a month add up to 2.6e21 ns. */
#ifndef ANALYZE_WIDE_H
#define ANALYZE_WIDE_H

__extension__ typedef __int128 wide;

#endif
