// The p99 is always tiny: bursts of requests on two Ps, and the p99 of the time that goroutines wait for a P.
//
//	go build -o service main.go
//	GOMAXPROCS=2 ./service
//	GOMAXPROCS=2 ./service -bursts 1000
//	GOMAXPROCS=2 ./service -work 10ms
//
// Beside the figure of the dashboard stands what the requests themselves have measured.
package main

import (
	"flag"
	"fmt"
	"math"
	"runtime/metrics"
	"slices"
	"sync"
	"time"
)

// read fills a slice of samples and looks into that slice: metrics.Read([]metrics.Sample{s}) would fill a copy of s.
func read() *metrics.Float64Histogram {
	samples := []metrics.Sample{{Name: "/sched/latencies:seconds"}}
	metrics.Read(samples)
	return samples[0].Value.Float64Histogram()
}

// p99 goes through the buckets until it has counted enough, and is the upper bound of the one where it ends.
func p99(h *metrics.Float64Histogram) float64 {
	enough := 0.99 * float64(len(h.Counts))
	sum := uint64(0)
	for i, n := range h.Counts {
		if sum += n; float64(sum) >= enough {
			return h.Buckets[i+1]
		}
	}
	return 0
}

func main() {
	bursts := flag.Int("bursts", 20, "bursts of requests")
	burst := flag.Int("burst", 20, "requests in each")
	work := flag.Duration("work", time.Millisecond, "of each request")
	flag.Parse()

	var wg sync.WaitGroup
	var mu sync.Mutex
	var waits []float64
	before := read()
	for range *bursts {
		time.Sleep(20 * time.Millisecond)
		wg.Add(*burst)
		for range *burst {
			asked := time.Now()
			go func() {
				begin := time.Now()
				for time.Since(begin) < *work {
				}
				mu.Lock()
				waits = append(waits, begin.Sub(asked).Seconds())
				mu.Unlock()
				wg.Done()
			}()
		}
		wg.Wait()
	}
	h := read()
	for i := range h.Counts {
		h.Counts[i] -= before.Counts[i]
	}
	slices.Sort(waits)
	fmt.Println("p99, by runtime/metrics:", p99(h))
	fmt.Println("p99, as the requests measured it:", waits[int(math.Ceil(0.99*float64(len(waits))))-1])
}
