// The program that bug.json stands for.
package main

import (
	"fmt"
	"sync"
	"time"
)

func worker(i int, wg *sync.WaitGroup) {
	defer wg.Done()
	for begin := time.Now(); time.Since(begin) < time.Millisecond; {
	}
	fmt.Println("worker", i)
}

func main() {
	const n = 10
	var wg sync.WaitGroup

	fmt.Println("begin")
	wg.Add(n)
	for i := 0; i < n; i++ {
		go worker(i, &wg)
	}
	fmt.Println("end")
}
