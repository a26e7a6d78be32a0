// go, run, exit, in batches of 256.
package main

import (
	"os"
	"strconv"
	"sync"
)

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	var wg sync.WaitGroup
	for range n {
		wg.Add(256)
		for range 256 {
			go wg.Done()
		}
		wg.Wait()
	}
}
