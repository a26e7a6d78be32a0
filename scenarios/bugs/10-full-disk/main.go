// The disk is full: a service that captures a trace of itself now and then, two seconds long.
//
//	go build -o service main.go
//	./service                                  every five minutes, for thirty days
//	./service -every 50ms -captures 20         the same in three quarters of a minute
//	./service -every 50ms -disk 100000         on a disk of 100 kB
//	./service -every 50ms -captures 3 -busy 1ms
//
// -disk is how much room there is: the program ends, as the service would, when its traces have used it up.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime/trace"
	"time"
)

// load asks a worker five things, pauses, and so on, for two seconds.
func load(pause time.Duration) {
	ask, answer := make(chan int), make(chan int)
	go func() {
		for n := range ask {
			answer <- n
		}
	}()
	for end := time.Now().Add(2 * time.Second); time.Now().Before(end); {
		for n := range 5 {
			ask <- n
			<-answer
		}
		time.Sleep(pause)
	}
	close(ask)
}

func capture(name string, pause time.Duration) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := trace.Start(f); err != nil {
		return err
	}
	defer trace.Stop()
	load(pause)
	return nil
}

// used is the size of all traces in the folder, and how many there are.
func used(dir string) (bytes int64, files int) {
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		if info, err := e.Info(); err == nil {
			bytes += info.Size()
			files++
		}
	}
	return bytes, files
}

func main() {
	every := flag.Duration("every", 5*time.Minute, "time between captures")
	captures := flag.Int("captures", 8640, "how many to take")
	pause := flag.Duration("busy", 400*time.Millisecond, "pause between two pieces of work; the shorter, the more events")
	disk := flag.Int64("disk", 40e6, "room on the disk, in bytes")
	flag.Parse()
	dir, err := os.MkdirTemp("", "captures")
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	defer os.RemoveAll(dir)

	begin := time.Now()
	for i := range *captures {
		time.Sleep(*every)
		if err := capture(filepath.Join(dir, fmt.Sprintf("trace-%06d.out", i)), *pause); err != nil {
			fmt.Println(err)
			return
		}
		if bytes, files := used(dir); bytes > *disk {
			fmt.Println(time.Since(begin).Round(time.Second), "the disk is full:", files, "traces,", bytes, "bytes")
			os.RemoveAll(dir)
			os.Exit(1)
		}
	}
	bytes, files := used(dir)
	fmt.Println(time.Since(begin).Round(time.Second), *captures, "captures taken;", files, "are there,", bytes, "bytes,",
		bytes/int64(max(1, files)), "each")
}
