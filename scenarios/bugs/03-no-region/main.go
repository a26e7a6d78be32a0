// The task has no region: a server whose requests do their slow part in a goroutine.
//
//	go build -o server main.go
//	./server
//	go tool trace -d=parsed trace.out | grep -E 'Task|Region'
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
	requests = flag.Int("requests", 20, "requests to handle")
	slow     = flag.Duration("work", 2*time.Millisecond, "how long the slow part takes")
	wg       sync.WaitGroup
)

// compute works for that long.
func compute(d time.Duration) {
	for t := time.Now(); time.Since(t) < d; {
	}
}

func process(ctx context.Context) {
	defer wg.Done()
	trace.WithRegion(ctx, "process", func() { compute(*slow) })
}

func handle() {
	_, task := trace.NewTask(context.Background(), "handle")
	defer task.End()
	compute(300 * time.Microsecond)
	wg.Add(1)
	go process(context.Background())
}

func main() {
	flag.Parse()
	f, _ := os.Create("trace.out")
	defer f.Close()
	trace.Start(f)
	defer trace.Stop()
	for range *requests {
		handle()
	}
	wg.Wait()
}
