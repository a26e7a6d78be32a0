// The task has no region: a server whose requests do their slow part in a goroutine that is handed no context.
//
//	go build -o server main.go
//	./server                  the regions are under task 0
//	./server -ctx             under their task, but after its end
//	./server -ctx -wait       under their task, and before its end
//	./server -ctx -subtask    under a task of their own within it
//
// go tool trace -d=parsed trace.out | grep -E 'Task|Region' shows which.
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
	pass     = flag.Bool("ctx", false, "hand the context to the child")
	wait     = flag.Bool("wait", false, "wait for the child before the task ends")
	subtask  = flag.Bool("subtask", false, "give the child a task of its own")
	wg       sync.WaitGroup
)

// compute works for that long.
func compute(d time.Duration) {
	for t := time.Now(); time.Since(t) < d; {
	}
}

func process(ctx context.Context) {
	defer wg.Done()
	if *subtask {
		sub, task := trace.NewTask(ctx, "slow part")
		defer task.End()
		ctx = sub
	}
	trace.WithRegion(ctx, "process", func() { compute(*slow) })
}

func handle() {
	ctx, task := trace.NewTask(context.Background(), "handle")
	defer task.End() // when handle returns, not when its child does
	compute(300 * time.Microsecond)
	wg.Add(1)
	if *pass {
		go process(ctx)
	} else {
		go process(context.Background())
	}
	if *wait {
		wg.Wait()
	}
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
