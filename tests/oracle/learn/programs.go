// The known programs of this test: one of four, traced if asked for.
//
//	programs -program pool -trace pool.trace
//
// Prints the wall time of its work in ns. GOMAXPROCS comes from the environment.
package main

import (
	"flag"
	"fmt"
	"os"
	"runtime/trace"
	"sync"
	"syscall"
	"time"
)

var sink uint64

// spin computes for about n microseconds of an unhurried CPU: a fixed number of steps, so that a machine that is shared is
// seen as slower, as by any program.
func spin(n int) {
	x := uint64(88172645463325252)
	for i := 0; i < n*steps; i++ {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
	}
	sink += x & 1
}

const steps = 400

// pool: one sender, four workers on an unbuffered channel.
func pool() {
	jobs := make(chan int)
	var wg sync.WaitGroup
	for i := 0; i < 4; i++ {
		wg.Add(1)
		go worker(jobs, &wg)
	}
	for i := 0; i < 200; i++ {
		jobs <- i
	}
	close(jobs)
	wg.Wait()
}

func worker(jobs chan int, wg *sync.WaitGroup) {
	defer wg.Done()
	for range jobs {
		spin(1000)
	}
}

// storm: sixteen goroutines that block in system calls between short computations.
func storm() {
	var wg sync.WaitGroup
	for i := 0; i < 16; i++ {
		wg.Add(1)
		go caller(&wg)
	}
	wg.Wait()
}

func caller(wg *sync.WaitGroup) {
	defer wg.Done()
	for i := 0; i < 10; i++ {
		spin(500)
		ts := syscall.Timespec{Nsec: 5e6}
		syscall.Nanosleep(&ts, nil)
	}
}

// convoy: eight goroutines that sleep under one mutex and compute outside it.
func convoy() {
	var mu sync.Mutex
	var wg sync.WaitGroup
	for i := 0; i < 8; i++ {
		wg.Add(1)
		go locker(&mu, &wg)
	}
	wg.Wait()
}

func locker(mu *sync.Mutex, wg *sync.WaitGroup) {
	defer wg.Done()
	for i := 0; i < 20; i++ {
		mu.Lock()
		time.Sleep(time.Millisecond)
		mu.Unlock()
		spin(1000)
	}
}

// timers: tickers that compute, and sleepers.
func timers() {
	var wg sync.WaitGroup
	for i := 0; i < 3; i++ {
		wg.Add(2)
		go ticking(&wg)
		go sleeping(&wg)
	}
	wg.Wait()
}

func ticking(wg *sync.WaitGroup) {
	defer wg.Done()
	t := time.NewTicker(10 * time.Millisecond)
	defer t.Stop()
	for i := 0; i < 30; i++ {
		<-t.C
		spin(1000)
	}
}

func sleeping(wg *sync.WaitGroup) {
	defer wg.Done()
	for i := 0; i < 50; i++ {
		time.Sleep(5 * time.Millisecond)
		spin(200)
	}
}

func main() {
	which := flag.String("program", "pool", "pool, storm, convoy or timers")
	file := flag.String("trace", "", "write an execution trace there")
	flag.Parse()
	work := map[string]func(){"pool": pool, "storm": storm, "convoy": convoy, "timers": timers}[*which]
	if work == nil {
		fmt.Fprintln(os.Stderr, "no such program:", *which)
		os.Exit(2)
	}
	if *file != "" {
		f, err := os.Create(*file)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		defer f.Close()
		trace.Start(f)
		defer trace.Stop()
	}
	begin := time.Now()
	work()
	fmt.Println(time.Since(begin).Nanoseconds())
}
