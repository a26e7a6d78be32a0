// Two goroutines that pass a byte to and fro through two pipes whose reads block their threads: every read is a system call
// that is retaken or handed off while the other goroutine runs.
package main

import (
	"os"
	"strconv"
	"syscall"
)

func pipe() (r, w int) {
	var fds [2]int
	if err := syscall.Pipe(fds[:]); err != nil {
		panic(err)
	}
	return fds[0], fds[1]
}

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	pingR, pingW := pipe()
	pongR, pongW := pipe()
	go func() {
		b := make([]byte, 1)
		for {
			syscall.Read(pingR, b)
			syscall.Write(pongW, b)
		}
	}()
	b := make([]byte, 1)
	for range n {
		syscall.Write(pingW, b)
		syscall.Read(pongR, b)
	}
}
