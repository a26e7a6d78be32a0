// Half my cores are idle: a map server that draws a page every 103 ms, of as many tiles as there are CPUs.
//
//	go build -o tiles main.go
//	GODEBUG=schedtrace=100 ./tiles                    as many Ps as CPUs: the lines are all over the place
//	GODEBUG=schedtrace=100 ./tiles -period 101ms      nearly in step with the lines
//	GOMAXPROCS=4 ./tiles                              half as many, on a machine of eight: the pages are late
//
// At the end it prints how long the pages took, and how many Ps were idle, weighted by time.
package main

import (
	"flag"
	"fmt"
	"math/rand"
	"runtime"
	"runtime/metrics"
	"slices"
	"time"
)

// stepsPerMicrosecond is how fast this machine computes when nothing disturbs it.
var stepsPerMicrosecond = calibrate()

// steps takes n steps of computing, each of which needs the one before.
//
//go:noinline
func steps(n int) uint64 {
	x := uint64(n)
	for range n {
		x = x*6364136223846793005 + 1442695040888963407
	}
	return x
}

func calibrate() int {
	const n = 1000000
	best := time.Hour
	for range 20 {
		t := time.Now()
		steps(n)
		best = min(best, time.Since(t))
	}
	return n / int(best.Microseconds())
}

func tile(most time.Duration, done chan<- bool) {
	least := int(most.Microseconds()) / 3
	steps((least + rand.Intn(2*least)) * stepsPerMicrosecond)
	done <- true
}

// page draws the tiles of one page, all at once, and says how long that took.
func page(tiles int, most time.Duration, took chan<- time.Duration) {
	begin := time.Now()
	done := make(chan bool)
	for range tiles {
		go tile(most, done)
	}
	for range tiles {
		<-done
	}
	took <- time.Since(begin)
}

// idle returns the seconds that Ps have been idle; a collection brings the figure up to date.
func idle() float64 {
	runtime.GC()
	s := []metrics.Sample{{Name: "/cpu/classes/idle:cpu-seconds"}}
	metrics.Read(s)
	return s[0].Value.Float64()
}

func main() {
	pages := flag.Int("pages", 60, "pages to draw")
	period := flag.Duration("period", 103*time.Millisecond, "a page comes this often")
	tiles := flag.Int("tiles", runtime.NumCPU(), "tiles of a page")
	most := flag.Duration("most", 90*time.Millisecond, "a tile computes for a third of this, up to this")
	flag.Parse()
	took := make(chan time.Duration)
	begin, idle0 := time.Now(), idle()
	tick := time.NewTicker(*period)
	go func() {
		for range *pages {
			<-tick.C
			go page(*tiles, *most, took)
		}
	}()
	var all []time.Duration
	for range *pages {
		all = append(all, <-took)
	}
	slices.Sort(all)
	fmt.Println("pages:", len(all), "median:", all[len(all)/2], "longest:", all[len(all)-1])
	fmt.Printf("idle: %.2f of %d Ps, weighted by time\n", (idle()-idle0)/time.Since(begin).Seconds(), runtime.GOMAXPROCS(0))
}
