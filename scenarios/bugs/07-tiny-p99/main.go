// Bursts of requests on two Ps, and the p99 of the time that goroutines waited for a P, counted in three ways.
//
//	GOMAXPROCS=2 go run main.go
//	GOMAXPROCS=2 go run main.go -bursts 1000
//
// buckets is the bug, index its kin, events is right; exact is what the requests themselves saw. With -panic it reads the
// metric as it is often shown, into a copy.
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

const latencies = "/sched/latencies:seconds"

// read fills a slice of samples and looks into that slice. metrics.Read([]metrics.Sample{s}) would fill a copy of s.
func read() *metrics.Float64Histogram {
	samples := []metrics.Sample{{Name: latencies}}
	metrics.Read(samples)
	return samples[0].Value.Float64Histogram()
}

func readIntoACopy() *metrics.Float64Histogram {
	s := metrics.Sample{Name: latencies}
	metrics.Read([]metrics.Sample{s})
	return s.Value.Float64Histogram() // s is as it was: this panics
}

// upTo is the upper bound of the bucket in which the cumulative count reaches rank; 0 if it never does.
func upTo(h *metrics.Float64Histogram, rank float64) float64 {
	sum := uint64(0)
	for i, n := range h.Counts {
		if sum += n; float64(sum) >= rank {
			return h.Buckets[i+1]
		}
	}
	return 0
}

func main() {
	bursts := flag.Int("bursts", 20, "bursts of requests")
	burst := flag.Int("burst", 20, "requests in each")
	work := flag.Duration("work", time.Millisecond, "of each request")
	panics := flag.Bool("panic", false, "read into a copy")
	flag.Parse()
	if *panics {
		fmt.Println(readIntoACopy())
	}

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
	h, events := read(), uint64(0)
	for i := range h.Counts {
		h.Counts[i] -= before.Counts[i]
		events += h.Counts[i]
	}
	slices.Sort(waits)
	fmt.Println("requests", len(waits), "events in the histogram", events, "buckets", len(h.Counts))
	fmt.Println("buckets", upTo(h, 0.99*float64(len(h.Counts))))
	fmt.Println("index  ", h.Buckets[len(h.Buckets)*99/100])
	fmt.Println("events ", upTo(h, 0.99*float64(events)))
	fmt.Println("exact  ", waits[int(math.Ceil(0.99*float64(len(waits))))-1])
}
