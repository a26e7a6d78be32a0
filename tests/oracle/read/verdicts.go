// Command verdicts asks the real trace parser about many traces at once. Built inside the toolchain's own tree, as the oracle is.
//
//	verdicts FILE    FILE holds traces, each after its length (4 bytes, little endian)
//
// It prints what tests/oracle/read/verdicts.c prints: a line for each trace with the number of events, a hash of what they tell, and
// "ok" or the first line of the error. The hash is "-" where the parser panics about an event that it delivered.
package main

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"fmt"
	"internal/trace"
	"io"
	"os"
	"strings"
)

type hash uint64

func (h *hash) add(n int64) {
	*h = (*h ^ hash(uint64(n))) * 0x9E3779B97F4A7C15
	*h ^= *h >> 32
}

// transition adds who changes and how; false: the parser panics when asked about some statuses that it lets pass.
func (h *hash) transition(ev trace.Event) (ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	st := ev.StateTransition()
	switch st.Resource.Kind {
	case trace.ResourceGoroutine:
		from, to := st.Goroutine()
		h.add(int64(st.Resource.Goroutine()))
		h.add(int64(from))
		h.add(int64(to))
	case trace.ResourceProc:
		from, to := st.Proc()
		h.add(int64(st.Resource.Proc()))
		h.add(int64(from))
		h.add(int64(to))
	}
	h.add(int64(len(st.Reason)))
	return true
}

func firstLine(err error) string {
	line, _, _ := strings.Cut(err.Error(), "\n")
	return strings.Map(func(r rune) rune {
		if (r < ' ' && r != '\t') || (r >= 0x7F && r < 0xA0) {
			return '?'
		}
		return r
	}, line)
}

func verdict(data []byte) (n int, h hash, unknown bool, text string) {
	defer func() {
		if p := recover(); p != nil {
			text = fmt.Sprint("panic: ", p)
		}
	}()
	r, err := trace.NewReader(bytes.NewReader(data))
	for err == nil {
		var ev trace.Event
		if ev, err = r.ReadEvent(); err != nil {
			break
		}
		n++
		h.add(int64(ev.Time()))
		h.add(int64(len(ev.Kind().String())))
		h.add(int64(ev.Thread()))
		h.add(int64(ev.Proc()))
		h.add(int64(ev.Goroutine()))
		if ev.Kind() == trace.EventStateTransition && !h.transition(ev) {
			unknown = true
		}
	}
	if err == io.EOF {
		return n, h, unknown, "ok"
	}
	return n, h, unknown, firstLine(err)
}

func main() {
	file, err := os.Open(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	in := bufio.NewReader(file)
	out := bufio.NewWriter(os.Stdout)
	for {
		var size uint32
		if binary.Read(in, binary.LittleEndian, &size) != nil {
			break
		}
		data := make([]byte, size)
		if _, err := io.ReadFull(in, data); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
		n, h, unknown, text := verdict(data)
		sum := fmt.Sprintf("%016x", uint64(h))
		if unknown {
			sum = "-"
		}
		fmt.Fprintf(out, "%d %s %s\n", n, sum, text)
	}
	out.Flush()
}
