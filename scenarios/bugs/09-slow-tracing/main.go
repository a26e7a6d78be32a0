// A batch of ten thousand small items, timed with tracing off and on.
//
//	go run main.go                    a region for each item: the bug
//	go run main.go -region batch      one region around all of them
//	go run main.go -region sample     a region for one item in a hundred
//	go run main.go -region none
//	go run main.go -item 10us         larger items: nobody would notice
//
// Every figure is the fastest of nine runs: the machine has other things to do.
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

func batch(region string, steps int) {
	ctx := context.Background()
	if region == "batch" {
		defer trace.StartRegion(ctx, "batch").End()
	}
	for i := range items {
		if region == "item" || region == "sample" && i%100 == 0 {
			trace.WithRegion(ctx, "item", func() { work(steps) })
		} else {
			work(steps)
		}
	}
}

// fastest is the time of one item.
func fastest(region string, steps int) time.Duration {
	best := time.Hour
	for range 9 {
		begin := time.Now()
		batch(region, steps)
		best = min(best, time.Since(begin))
	}
	return best / items
}

func main() {
	region := flag.String("region", "item", "where the region is: item, batch, sample or none")
	item := flag.Duration("item", 600*time.Nanosecond, "length of an item")
	flag.Parse()

	steps := int(int64(1000) * item.Nanoseconds() / max(1, fastest("none", 1000).Nanoseconds()))
	off := fastest(*region, steps)
	name := filepath.Join(os.TempDir(), "slow-tracing.out")
	f, err := os.Create(name)
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	defer os.Remove(name)
	trace.Start(f)
	on := fastest(*region, steps)
	trace.Stop()
	size, _ := f.Seek(0, 2)
	f.Close()
	fmt.Printf("an item takes %v untraced, %v traced: %+.0f %%; the trace has %d bytes\n", off, on,
		100*(on.Seconds()/off.Seconds()-1), size)
}
