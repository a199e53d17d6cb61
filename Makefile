GOLANGCI  := v2.15.0
FUZZTIME  := 10000x
BENCHTIME := 200ms
FILE      := testdata/readme/train.py
CLIENT    := cmd/trainlsp/testdata/client
VSCODE    := editors/vscode
EDITORS   := nvim helix emacs vim vscode

.PHONY: build run test format vet lint race client-test extension vsix e2e fuzz bench picture pictures install clean
.NOTPARALLEL:

# The program, as ./trainlsp. It needs a C compiler for the parser.
build:
	go build -o trainlsp ./cmd/trainlsp

# What trainlsp says about a script: make run FILE=path/to/train.py
run: build
	./trainlsp check --output-format full --exit-zero $(FILE)

# Everything that must hold before a change lands. The tests come last, so that their summary does.
test: build format vet lint client-test extension e2e fuzz race

format:
	@unformatted="$$(gofmt -l $$(git ls-files '*.go' ':!testdata'))"; \
	if [ -n "$$unformatted" ]; then echo "not formatted by gofmt:"; echo "$$unformatted"; exit 1; fi

vet:
	go vet ./...

lint: bin/golangci-lint-$(GOLANGCI)
	./bin/golangci-lint-$(GOLANGCI) run ./...

bin/golangci-lint-$(GOLANGCI):
	GOBIN="$(CURDIR)/bin" CGO_ENABLED=0 go install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(GOLANGCI)
	mv bin/golangci-lint $@

race:
	go test -race ./...

# An editor's own library at the other end of the server. It needs Node.js.
client-test: build $(CLIENT)/node_modules/.package-lock.json
	node $(CLIENT)/client.mjs ./trainlsp testdata/readme/train.py

$(CLIENT)/node_modules/.package-lock.json: $(CLIENT)/package-lock.json
	npm --prefix $(CLIENT) ci --no-audit --no-fund

# The extension for VS Code: its types, its linter and its tests.
extension: $(VSCODE)/node_modules/.package-lock.json
	npm --prefix $(VSCODE) run check

$(VSCODE)/node_modules/.package-lock.json: $(VSCODE)/package-lock.json
	npm --prefix $(VSCODE) ci --no-audit --no-fund

# The extension as a package for this machine.
vsix: $(VSCODE)/node_modules/.package-lock.json
	npm --prefix $(VSCODE) run package

# Real editors with trainlsp, installed into the user's cache: make e2e EDITORS=nvim for one. It needs Debian and Node.js.
e2e:
	editors/e2e/run.sh $(EDITORS)

# Every fuzz target for FUZZTIME each, little of it for making inputs smaller, which would take it all in a fresh clone.
# It counts inputs: a limit in seconds fails at times with "context deadline exceeded" up to Go 1.26 (golang/go#75804).
fuzz:
	@grep -rEo --include='*_test.go' '^func Fuzz[A-Za-z0-9_]*' . | sort | while IFS=: read -r file target; do \
		echo "fuzz $${file%/*} $${target#func }"; \
		go test -run '^$$' -fuzz "^$${target#func }$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 10x "$${file%/*}" </dev/null || exit 1; \
	done

# Every benchmark for BENCHTIME each. x-bare is the ratio to what tree-sitter alone takes to follow a keystroke.
bench:
	go test -run '^$$' -bench . -benchmem -benchtime $(BENCHTIME) \
		$$(grep -rl --include='*_test.go' '^func Benchmark' . | xargs -n 1 dirname | sort -u)

# The README's picture, from what trainlsp says of testdata/readme/train.py today.
picture:
	go test ./cmd/trainlsp -run '^TestPicture$$' -update

# The pictures of the editors' pages, from the editors themselves.
pictures:
	E2E_IMAGES=1 editors/e2e/run.sh nvim vscode

install:
	go install ./cmd/trainlsp

clean:
	rm -rf trainlsp bin $(VSCODE)/bundled $(VSCODE)/dist $(VSCODE)/*.vsix
