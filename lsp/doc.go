// Package lsp is the language server: it speaks LSP 3.18 over a pair of byte streams, keeps the open documents, asks the
// enhancer what there is to say about them, and brings the answers into the protocol's form. It does not know how a check
// decides.
//
// One goroutine, the read loop, takes the messages in the order in which the client sent them. Notifications change the
// documents right there. A request takes the snapshot of its document there and is answered elsewhere, so that a slow
// answer delays neither the edits nor the other answers. A snapshot never changes: whatever works on one may take its
// time, and its result is published only while it is the newest.
package lsp
