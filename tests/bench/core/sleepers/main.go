// Goroutines in time.Sleep, start to end.
package main

import (
	"math/rand/v2"
	"os"
	"strconv"
	"sync"
	"time"
)

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	var wg sync.WaitGroup
	wg.Add(n)
	for range n {
		go func() {
			time.Sleep(5*time.Second + rand.N(time.Second))
			wg.Done()
		}()
	}
	wg.Wait()
}
