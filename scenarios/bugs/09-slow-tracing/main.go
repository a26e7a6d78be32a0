// Tracing makes it slow: a batch of ten thousand small items, timed with tracing off and on.
//
//	go build -o batch main.go
//	./batch
//	./batch -item 10us
//	./batch -item 170ns
//
// Each time is that of the fastest of nine batches: the machine has other things to do.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime/trace"
	"time"
)

const items = 10000

var sink int

func work(steps int) {
	for i := range steps {
		sink = sink*3 + i
	}
}

func batch(steps int) {
	ctx := context.Background()
	for range items {
		trace.WithRegion(ctx, "item", func() { work(steps) })
	}
}

// fastest is the time that an item takes in the fastest of nine batches.
func fastest(batch func(steps int), steps int) time.Duration {
	best := time.Hour
	for range 9 {
		begin := time.Now()
		batch(steps)
		best = min(best, time.Since(begin))
	}
	return best / items
}

// bare is a batch without any annotation, to find out how many steps a given time is.
func bare(steps int) {
	for range items {
		work(steps)
	}
}

func main() {
	item := flag.Duration("item", 600*time.Nanosecond, "length of an item")
	flag.Parse()

	steps := int(1000 * item.Nanoseconds() / max(1, fastest(bare, 1000).Nanoseconds()))
	off := fastest(batch, steps)
	name := filepath.Join(os.TempDir(), "slow-tracing.out")
	f, err := os.Create(name)
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	defer os.Remove(name)
	trace.Start(f)
	on := fastest(batch, steps)
	trace.Stop()
	size, _ := f.Seek(0, 2)
	f.Close()
	fmt.Printf("an item takes %v untraced, %v traced: %+.0f %%; the trace has %d bytes\n", off, on,
		100*(on.Seconds()/off.Seconds()-1), size)
}
