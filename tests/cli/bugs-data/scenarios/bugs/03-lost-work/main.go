package main

import (
	"fmt"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	fmt.Println("begin")
	for i := 0; i < 10; i++ {
		go func() {
			defer wg.Done()
			fmt.Println("worker", i)
		}()
	}
	fmt.Println("end")
}
