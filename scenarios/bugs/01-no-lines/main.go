// Schedtrace shows no lines: a job that makes thumbnails, and is over before the second line is due.
//
//	go build -o thumbs main.go
//	GODEBUG=schedtrace=1000 ./thumbs 2>/dev/null    two lines of its own, and no SCHED line
//	GODEBUG=schedtrace=1000 ./thumbs 2>&1           one SCHED line, at 0 ms, before main begins
//	GODEBUG=schedtrace=100 ./thumbs 2>&1            a line every 100 ms and a bit
package main

import (
	"flag"
	"fmt"
	"sync"
	"syscall"
	"time"
)

var begin = time.Now()

// compute works for that long.
func compute(d time.Duration) {
	for t := time.Now(); time.Since(t) < d; {
	}
}

// write stands for a blocking system call.
func write(d time.Duration) {
	ts := syscall.NsecToTimespec(d.Nanoseconds())
	syscall.Nanosleep(&ts, nil)
}

func worker(jobs <-chan int, wg *sync.WaitGroup) {
	for range jobs {
		compute(12 * time.Millisecond)
		write(time.Millisecond)
	}
	wg.Done()
}

func main() {
	pictures := flag.Int("pictures", 240, "thumbnails to make")
	flag.Parse()
	jobs := make(chan int, 16)
	var wg sync.WaitGroup
	fmt.Println("thumbs: begin")
	wg.Add(4)
	for range 4 {
		go worker(jobs, &wg)
	}
	for i := range *pictures {
		jobs <- i
	}
	close(jobs)
	wg.Wait()
	fmt.Println("thumbs: done at", time.Since(begin))
}
