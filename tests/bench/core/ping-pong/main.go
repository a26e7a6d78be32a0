// Two goroutines, two unbuffered channels.
package main

import (
	"os"
	"strconv"
)

var ping, pong = make(chan int), make(chan int)

func partner() {
	for {
		pong <- <-ping
	}
}

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	go partner()
	for i := range n {
		ping <- i
		<-pong
	}
}
