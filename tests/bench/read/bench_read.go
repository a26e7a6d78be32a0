// Command bench_read is bench_read.c with the real parser: processor time for each event of a trace, the best of some rounds.
// Built inside the toolchain's own tree, as the oracle is.
package main

import (
	"bytes"
	"fmt"
	"internal/trace"
	"os"
	"syscall"
	"time"
)

func cpu() time.Duration {
	var u syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func main() {
	data, err := os.ReadFile(os.Args[1])
	if err != nil {
		panic(err)
	}
	best, events := time.Duration(1<<62), 0
	for range 7 {
		start, n, sum := cpu(), 0, trace.Time(0)
		r, err := trace.NewReader(bytes.NewReader(data))
		for err == nil {
			var ev trace.Event
			if ev, err = r.ReadEvent(); err == nil {
				n++
				sum += ev.Time()
			}
		}
		best, events = min(best, cpu()-start), n
	}
	fmt.Printf("%d %.2f\n", events, float64(best)/float64(events))
}
