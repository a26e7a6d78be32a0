// Command pingpong records a trace of over a million events: pairs of goroutines that hand a number back and forth, with a
// system call now and then.
package main

import (
	"os"
	"runtime"
	"runtime/trace"
	"sync"
	"syscall"
)

const (
	procs  = 4
	rounds = 30000
)

func ping(in, out chan int, wg *sync.WaitGroup, first bool) {
	defer wg.Done()
	var fds [2]int
	syscall.Pipe(fds[:])
	b := []byte{1}
	for i := range rounds {
		if first {
			out <- i
		}
		<-in
		if first && i%7 == 0 {
			syscall.Write(fds[1], b)
			syscall.Read(fds[0], b)
		}
		if !first {
			out <- i
		}
	}
}

func main() {
	runtime.GOMAXPROCS(procs)
	f, err := os.Create(os.Args[1])
	if err != nil {
		panic(err)
	}
	if err := trace.Start(f); err != nil {
		panic(err)
	}
	var wg sync.WaitGroup
	for range 2 * procs {
		a, b := make(chan int), make(chan int)
		wg.Add(2)
		go ping(a, b, &wg, true)
		go ping(b, a, &wg, false)
	}
	wg.Wait()
	trace.Stop()
	f.Close()
}
