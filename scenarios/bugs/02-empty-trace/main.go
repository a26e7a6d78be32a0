// The trace file is empty: a batch program that traces itself, with the start of tracing in a function of its own.
//
//	go build -o batch main.go
//	./batch               leaves a trace.out of 0 bytes, or of some 70
//	./batch -warmup 20ms  of some 70
//
// go tool trace -d=parsed trace.out shows what is in it.
package main

import (
	"flag"
	"fmt"
	"os"
	"runtime/trace"
	"time"
)

// compute works for that long.
func compute(d time.Duration) {
	for t := time.Now(); time.Since(t) < d; {
	}
}

func startTrace(warmup time.Duration) {
	f, _ := os.Create("trace.out")
	defer f.Close()
	trace.Start(f)
	time.Sleep(warmup)
}

func worker(ask <-chan int, answer chan<- int) {
	for i := range ask {
		compute(50 * time.Microsecond)
		answer <- i
	}
}

func work(jobs int) {
	ask, answer := make(chan int), make(chan int)
	go worker(ask, answer)
	for i := range jobs {
		ask <- i
		<-answer
	}
	close(ask)
}

func main() {
	jobs := flag.Int("jobs", 1000, "jobs to do")
	warmup := flag.Duration("warmup", 0, "time between the start of tracing and the first job")
	flag.Parse()
	startTrace(*warmup)
	work(*jobs)
	trace.Stop()
	fmt.Println("done, trace.out is written")
}
