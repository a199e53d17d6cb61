package syntax

// The headers of tree-sitter are not on the include path of another module, so the few declarations that are needed stand
// here. They are tree-sitter's public C interface as of the version that go.mod pins; TestAgainstBinding compares what is
// read through them with what the binding's own Go interface reads. The binding itself is imported for its C code only:
// its edits lose the point where the new text ends, and it crosses from Go to C at least five times for each node.

/*
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

typedef struct TSLanguage TSLanguage;
typedef struct TSParser TSParser;
typedef struct TSTree TSTree;
typedef struct { uint32_t row, column; } TSPoint;
typedef struct {
	uint32_t start_byte, old_end_byte, new_end_byte;
	TSPoint start_point, old_end_point, new_end_point;
} TSInputEdit;
typedef struct { uint32_t context[4]; const void *id; const TSTree *tree; } TSNode;
typedef struct { const void *tree, *id; uint32_t context[3]; } TSTreeCursor;

const TSLanguage *tree_sitter_python(void);
uint32_t ts_language_symbol_count(const TSLanguage *);
uint32_t ts_language_field_count(const TSLanguage *);
const char *ts_language_symbol_name(const TSLanguage *, uint16_t);
const char *ts_language_field_name_for_id(const TSLanguage *, uint16_t);
int ts_language_symbol_type(const TSLanguage *, uint16_t);
TSParser *ts_parser_new(void);
void ts_parser_delete(TSParser *);
bool ts_parser_set_language(TSParser *, const TSLanguage *);
TSTree *ts_parser_parse_string(TSParser *, const TSTree *, const char *, uint32_t);
void ts_tree_delete(TSTree *);
void ts_tree_edit(TSTree *, const TSInputEdit *);
TSNode ts_tree_root_node(const TSTree *);
uint16_t ts_node_symbol(TSNode);
uint32_t ts_node_start_byte(TSNode);
uint32_t ts_node_end_byte(TSNode);
uint32_t ts_node_child_count(TSNode);
bool ts_node_is_named(TSNode);
bool ts_node_is_missing(TSNode);
bool ts_node_has_error(TSNode);
TSTreeCursor ts_tree_cursor_new(TSNode);
void ts_tree_cursor_delete(TSTreeCursor *);
TSNode ts_tree_cursor_current_node(const TSTreeCursor *);
uint16_t ts_tree_cursor_current_field_id(const TSTreeCursor *);
bool ts_tree_cursor_goto_parent(TSTreeCursor *);
bool ts_tree_cursor_goto_next_sibling(TSTreeCursor *);
bool ts_tree_cursor_goto_first_child(TSTreeCursor *);

enum { ERROR_SYMBOL = UINT16_MAX };
enum { MISSING = 1, HAS_ERROR = 2, CLIPPED = 4, KEPT = 8, LOOSE = 16 };

// record is one node that a walk met.
typedef struct {
	TSNode node;
	uint32_t start, end, depth;
	uint16_t symbol, field;
	uint8_t flags;
} record;

// records grows as a walk goes on.
typedef struct { record *items; uint32_t size, capacity; } records;

static record *add(records *out) {
	if (out->size == out->capacity) {
		out->capacity = out->capacity ? 2 * out->capacity : 256;
		out->items = realloc(out->items, out->capacity * sizeof(record));
		if (!out->items) abort();
	}
	return &out->items[out->size++];
}

static record read_node(TSNode node, uint16_t field, uint32_t depth) {
	uint16_t symbol = ts_node_symbol(node);
	bool missing = ts_node_is_missing(node);
	bool error = symbol == ERROR_SYMBOL;
	bool has_error = missing || error || ts_node_has_error(node);
	bool keep = missing || error || field || ts_node_is_named(node); // more than punctuation
	return (record){
		.node = node,
		.start = ts_node_start_byte(node),
		.end = ts_node_end_byte(node),
		.depth = depth,
		.symbol = symbol,
		.field = field,
		.flags = (missing ? MISSING : 0) | (has_error ? HAS_ERROR : 0) | (keep ? KEPT : 0),
	};
}

// A choice says of a node whether to record it and whether to look below it.
typedef struct { bool record, descend; } choice;

static choice take_all(const record *r, uint32_t top, uint32_t limit) {
	bool keep = r->flags & KEPT || r->depth == top;
	return (choice){keep, keep && r->depth < limit};
}

static choice take_outline(const record *r, uint32_t top, uint32_t limit) {
	return (choice){true, r->depth == top || r->symbol == ERROR_SYMBOL};
}

static choice take_faults(const record *r, uint32_t top, uint32_t limit) {
	bool fault = r->symbol == ERROR_SYMBOL || r->flags & MISSING;
	return (choice){fault, !fault && r->flags & HAS_ERROR};
}

// walk visits node, which is depth levels deep, and what is below it, in the order of the text.
static void walk(TSNode node, uint32_t depth, uint32_t limit, choice (*choose)(const record *, uint32_t, uint32_t), records *out) {
	const uint32_t top = depth;
	TSTreeCursor cursor = ts_tree_cursor_new(node);
	for (;;) {
		record r = read_node(ts_tree_cursor_current_node(&cursor), ts_tree_cursor_current_field_id(&cursor), depth);
		choice c = choose(&r, top, limit);
		if (c.record) {
			if (depth == limit && ts_node_child_count(r.node) > 0) r.flags |= CLIPPED | HAS_ERROR;
			*add(out) = r;
		}
		if (c.descend && ts_tree_cursor_goto_first_child(&cursor)) {
			depth++;
			continue;
		}
		while (!ts_tree_cursor_goto_next_sibling(&cursor)) {
			if (depth == top || !ts_tree_cursor_goto_parent(&cursor)) {
				ts_tree_cursor_delete(&cursor);
				return;
			}
			depth--;
		}
	}
}

static void walk_all(TSNode node, uint32_t depth, uint32_t limit, records *out) { walk(node, depth, limit, take_all, out); }
static void walk_outline(const TSTree *tree, records *out) { walk(ts_tree_root_node(tree), 0, UINT32_MAX, take_outline, out); }
static void walk_faults(const TSTree *tree, records *out) { walk(ts_tree_root_node(tree), 0, UINT32_MAX, take_faults, out); }

// parse uses a parser of its own: a parser keeps a pointer to the text that it read last, and that is Go's memory.
static TSTree *parse(const TSTree *old, const char *text, uint32_t size) {
	TSParser *parser = ts_parser_new();
	ts_parser_set_language(parser, tree_sitter_python());
	TSTree *tree = ts_parser_parse_string(parser, old, text, size);
	ts_parser_delete(parser);
	return tree;
}
*/
import "C"

import (
	"math"
	"unsafe"

	_ "github.com/smacker/go-tree-sitter"        // the C code of the parser
	_ "github.com/smacker/go-tree-sitter/python" // the C code of the grammar
)

// maxSize is the longest text in bytes that is parsed; tree-sitter counts in 32 bits.
const maxSize = math.MaxInt32

// maxDepth is how many levels of nodes a statement may have. What is deeper becomes a KindError, so that code may follow
// a tree recursively whatever the text is. Python itself gives up at 200 brackets.
const maxDepth = 5000

// cTree is tree-sitter's tree: C memory, for one goroutine at a time. The zero value holds none.
type cTree struct{ c *C.TSTree }

// parseC reads text, with old as a hint if it holds the tree of a former version that has been told all edits since.
func parseC(old cTree, text []byte) cTree {
	if len(text) > maxSize {
		return cTree{}
	}
	first := (*C.char)(unsafe.Pointer(unsafe.SliceData(text)))
	if len(text) == 0 {
		first = (*C.char)(unsafe.Pointer(&[1]byte{}))
	}
	return cTree{C.parse(old.c, first, C.uint32_t(len(text)))}
}

func (t *cTree) close() {
	if t.c != nil {
		C.ts_tree_delete(t.c)
		t.c = nil
	}
}

func (t cTree) hasError() bool {
	return t.c == nil || bool(C.ts_node_has_error(C.ts_tree_root_node(t.c)))
}

// point is a place as tree-sitter counts it: the row ends at \n, the column is in bytes.
type point struct{ row, column int }

func (p point) c() C.TSPoint { return C.TSPoint{row: C.uint32_t(p.row), column: C.uint32_t(p.column)} }

// edit tells t that bytes start to oldEnd were replaced and the new ones end at newEnd.
func (t cTree) edit(start, oldEnd, newEnd int, startPoint, oldEndPoint, newEndPoint point) {
	C.ts_tree_edit(t.c, &C.TSInputEdit{
		start_byte: C.uint32_t(start), old_end_byte: C.uint32_t(oldEnd), new_end_byte: C.uint32_t(newEnd),
		start_point: startPoint.c(), old_end_point: oldEndPoint.c(), new_end_point: newEndPoint.c(),
	})
}

// record is a node as tree-sitter gives it, with its depth in a walk.
type record C.record

func (r *record) isError() bool { return r.symbol == C.ERROR_SYMBOL }

// isLoose tells whether r was set free from an error around it. See loosen.
func (r *record) isLoose() bool { return r.flags&C.LOOSE != 0 }

func (r *record) setLoose() { r.flags |= C.LOOSE }

// kept tells whether r is more than punctuation.
func (r *record) kept() bool { return r.flags&C.KEPT != 0 }

func (r *record) toKind() Kind {
	switch {
	case r.isError(), r.flags&C.CLIPPED != 0:
		return KindError
	case int(r.symbol) < len(kindOf):
		return kindOf[r.symbol]
	}
	return KindOther
}

func (r *record) toFlags() (f flags) {
	if r.flags&C.MISSING != 0 {
		f |= flagMissing
	}
	if r.flags&C.HAS_ERROR != 0 {
		f |= flagHasError
	}
	return f
}

// recorder collects records in C memory, where one call can leave many.
type recorder struct{ c C.records }

func (r *recorder) close() { C.free(unsafe.Pointer(r.c.items)) }

// all are the records since the last clear. They are C memory, valid until the next one is added.
func (r *recorder) all() []record { return unsafe.Slice((*record)(r.c.items), r.c.size) }

func (r *recorder) clear() { r.c.size = 0 }

// subtree adds the node of top and what is below, top being at a depth.
func (r *recorder) subtree(top *record, depth int) {
	C.walk_all(top.node, C.uint32_t(depth), maxDepth, &r.c)
}

// outline adds the root of t and each child of it; of a child that is an error, its children too, and so on.
func (r *recorder) outline(t cTree) { C.walk_outline(t.c, &r.c) }

// faults adds the outermost errors and missing nodes of t.
func (r *recorder) faults(t cTree) { C.walk_faults(t.c, &r.c) }

// stretch adds a node that the parser does not have: an error from start to end with other nodes in it.
func (r *recorder) stretch(start, end int) {
	*C.add(&r.c) = C.record{start: C.uint32_t(start), end: C.uint32_t(end), symbol: C.ERROR_SYMBOL, flags: C.HAS_ERROR | C.KEPT}
}

var (
	kindOf  = grammarKinds()
	fieldOf = grammarFields()
)

// grammarKinds maps the grammar's symbols to kinds.
func grammarKinds() []Kind {
	const regular = 0
	byName := map[string]Kind{}
	for k := Kind(1); k < kindCount; k++ {
		byName[kindNames[k]] = k
	}
	language := C.tree_sitter_python()
	kinds := make([]Kind, C.ts_language_symbol_count(language))
	for s := range kinds {
		if symbol := C.uint16_t(s); C.ts_language_symbol_type(language, symbol) == regular {
			kinds[s] = byName[C.GoString(C.ts_language_symbol_name(language, symbol))]
		} else {
			kinds[s] = KindToken
		}
	}
	return kinds
}

// grammarFields maps the grammar's field numbers to fields.
func grammarFields() []Field {
	byName := map[string]Field{}
	for f := Field(1); f < fieldCount; f++ {
		byName[fieldNames[f]] = f
	}
	language := C.tree_sitter_python()
	fields := make([]Field, C.ts_language_field_count(language)+1)
	for id := 1; id < len(fields); id++ {
		fields[id] = byName[C.GoString(C.ts_language_field_name_for_id(language, C.uint16_t(id)))]
	}
	return fields
}
