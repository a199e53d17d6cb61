package workspace

import (
	"math/big"
	"strings"
)

// calculate works out a sum, difference or product of two numbers as Python writes them; ok is false for what is no plain
// decimal number.
func calculate(left, op, right string) (result string, ok bool) {
	l, okLeft := new(big.Int).SetString(left, 10)
	r, okRight := new(big.Int).SetString(right, 10)
	if !okLeft || !okRight || len(left) > 20 || len(right) > 20 {
		return "", false
	}
	switch op {
	case "+":
		l.Add(l, r)
	case "-":
		l.Sub(l, r)
	case "*":
		l.Mul(l, r)
	}
	return l.String(), true
}

// Int gives the whole number that a value is; ok is false for any other.
func (v Value) Int() (n int64, ok bool) {
	if v.Kind != Number {
		return 0, false
	}
	i, ok := new(big.Int).SetString(v.Text, 0)
	if !ok || !i.IsInt64() {
		return 0, false
	}
	return i.Int64(), true
}

// Float gives the number that a value is; ok is false for any other.
func (v Value) Float() (f float64, ok bool) {
	if v.Kind != Number {
		return 0, false
	}
	n, _, err := big.ParseFloat(strings.ToLower(v.Text), 0, 64, big.ToNearestEven)
	if err != nil {
		return 0, false
	}
	f, _ = n.Float64()
	return f, true
}
