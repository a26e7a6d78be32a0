// 64 goroutines that yield.
package main

import (
	"os"
	"runtime"
	"strconv"
	"sync"
)

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	var wg sync.WaitGroup
	start := make(chan int)
	wg.Add(64)
	for range 64 {
		go func() {
			<-start
			for range n {
				runtime.Gosched()
			}
			wg.Done()
		}()
	}
	close(start)
	wg.Wait()
}
