// Thousands of descriptors: a service that writes a trace of itself now and then, and keeps the files, to upload them later.
//
//	go build -o service main.go
//	./service                              the story: three hours
//	./service -every 1ms -fds 64           the same in two seconds or so
//	./service -every 1ms -fds 64 -forget   the little program, which does not keep its files
//	GOGC=off ./service -every 1ms -fds 64 -forget
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime/trace"
	"syscall"
	"time"
)

var files []*os.File

func work() {
	for range 100 {
		for t := time.Now(); time.Since(t) < 100*time.Microsecond; {
		}
		time.Sleep(time.Millisecond)
	}
}

// open is how many descriptors the process has.
func open() int {
	fds, _ := os.ReadDir("/proc/self/fd")
	return len(fds)
}

func main() {
	every := flag.Duration("every", 10*time.Second, "time between captures")
	captures := flag.Int("captures", 1500, "how many to take")
	fds := flag.Uint64("fds", 1024, "size of the descriptor table")
	forget := flag.Bool("forget", false, "do not keep the files")
	flag.Parse()
	dir, err := os.MkdirTemp("", "captures")
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	defer os.RemoveAll(dir)
	syscall.Setrlimit(syscall.RLIMIT_NOFILE, &syscall.Rlimit{Cur: *fds, Max: *fds})

	begin, most := time.Now(), 0
	for i := range *captures {
		time.Sleep(*every)
		f, err := os.Create(filepath.Join(dir, fmt.Sprintf("trace-%d.out", i)))
		if err != nil {
			fmt.Println(time.Since(begin).Round(time.Millisecond), err)
			os.RemoveAll(dir)
			os.Exit(1)
		}
		if !*forget {
			files = append(files, f)
		}
		trace.Start(f)
		work()
		trace.Stop()
		most = max(most, open())
	}
	fmt.Println(time.Since(begin).Round(time.Millisecond), "all captures taken; open at most", most)
}
