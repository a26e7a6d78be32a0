// A service that writes a trace of itself now and then, and keeps the files open, to upload them later.
//
//	go run main.go -every 10s                       the story: it takes some three hours
//	go run main.go -every 1ms -fds 64 -files keep   the same in a second
//	go run main.go -every 1ms -fds 64 -files drop   gets away with it: the collector closes what is dropped
//	GOGC=off go run main.go -every 1ms -fds 64 -files drop
//	go run main.go -every 1ms -fds 64 -files close  the fix
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

// capture traces the work into a file of its own. It has a function of its own too, so that a defer closes the file after
// each capture, and not after the last.
func capture(name, then string) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	switch then {
	case "keep":
		files = append(files, f)
	case "close":
		defer f.Close()
	}
	if err := trace.Start(f); err != nil {
		return err
	}
	defer trace.Stop() // before Close: the last one deferred runs first
	work()
	return nil
}

func open() int {
	fds, _ := os.ReadDir("/proc/self/fd")
	return len(fds)
}

func main() {
	every := flag.Duration("every", 10*time.Second, "time between captures")
	captures := flag.Int("captures", 1500, "how many to take")
	fds := flag.Uint64("fds", 1024, "size of the descriptor table")
	then := flag.String("files", "keep", "what becomes of a file: keep, drop or close")
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
		if err := capture(filepath.Join(dir, fmt.Sprintf("trace-%d.out", i)), *then); err != nil {
			fmt.Println(time.Since(begin).Round(time.Millisecond), err)
			os.RemoveAll(dir)
			os.Exit(1)
		}
		most = max(most, open())
	}
	fmt.Println(time.Since(begin).Round(time.Millisecond), "all captures taken; open at most", most)
}
