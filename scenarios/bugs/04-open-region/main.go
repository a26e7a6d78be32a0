// A region never closes: begun where a query comes in, ended where it is answered.
//
//	go build -o server main.go
//	./server           the regions have no end; nobody complains
//	./server -reply    "misuse of region": the reader stops there
//
// go tool trace -d=parsed trace.out | grep Region shows it.
package main

import (
	"context"
	"flag"
	"os"
	"runtime/trace"
	"sync"
	"time"
)

var (
	queries = flag.Int("queries", 20, "queries to answer")
	each    = flag.Duration("work", 2*time.Millisecond, "how long an answer takes")
	reply   = flag.Bool("reply", false, "end the region inside a region of the other goroutine")
	wg      sync.WaitGroup
)

// compute works for that long.
func compute(d time.Duration) {
	for t := time.Now(); time.Since(t) < d; {
	}
}

func serve() {
	ctx := context.Background()
	wg.Add(1)
	region := trace.StartRegion(ctx, "query")
	go func() {
		compute(*each)
		if *reply {
			trace.WithRegion(ctx, "reply", region.End)
		} else {
			region.End()
		}
		wg.Done()
	}()
}

func main() {
	flag.Parse()
	f, _ := os.Create("trace.out")
	defer f.Close()
	trace.Start(f)
	defer trace.Stop()
	for range *queries {
		serve()
	}
	wg.Wait()
}
