// A hundred and twenty threads: a service that reads 116 files at once when it starts, and then draws a picture for each
// request.
//
//	go build -o service main.go
//	GOMAXPROCS=2 GODEBUG=schedtrace=200 ./service
//	GOMAXPROCS=2 GODEBUG=schedtrace=200 ./service -requests 0
//	GOMAXPROCS=2 GODEBUG=schedtrace=200 ./service -requests 200
package main

import (
	"flag"
	"fmt"
	"runtime"
	"runtime/pprof"
	"sync"
	"syscall"
	"time"
)

// block stays in a system call for d, as a read from a slow disk does, or a call into C.
func block(d time.Duration) {
	ts := syscall.NsecToTimespec(d.Nanoseconds())
	syscall.Nanosleep(&ts, nil)
}

func storm(files int) {
	var read sync.WaitGroup
	read.Add(files)
	for range files {
		go func() {
			block(100 * time.Millisecond)
			read.Done()
		}()
	}
	read.Wait()
}

func session(bye <-chan bool) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	block(2 * time.Millisecond) // draw
	<-bye
}

func main() {
	files := flag.Int("files", 116, "files to read at once")
	requests := flag.Int("requests", 60, "pictures to draw")
	flag.Parse()

	storm(*files)
	fmt.Println("threads after the storm:", pprof.Lookup("threadcreate").Count())
	for range *requests {
		bye := make(chan bool)
		go session(bye)
		time.Sleep(10 * time.Millisecond)
	}
	time.Sleep(time.Second)
	fmt.Println("threads after the requests:", pprof.Lookup("threadcreate").Count())
	fmt.Println("goroutines:", runtime.NumGoroutine())
}
