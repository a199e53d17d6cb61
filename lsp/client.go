package lsp

import (
	"encoding/json"
	"slices"

	"go.lsp.dev/protocol"

	"github.com/trainlsp/trainlsp/analysis/syntax"
)

// client is what the server has to know about the other side, worked out once from its capabilities.
type client struct {
	name     string
	encoding syntax.Encoding

	// pull: asks for diagnostics; they are never pushed then. A client that cannot be told to ask again would miss what
	// changes without an edit: the settings, another file, findings that waited for the keyboard to rest. It is pushed to.
	pull               bool
	refreshCodeLenses  bool
	relatedInformation bool
	codeDescription    bool
	data               bool // brings Diagnostic.data back with a code action request

	codeActionLiterals bool // takes code actions, not only commands
	resolveEdits       bool // asks for a code action's edit when the user has chosen it
	documentChanges    bool // takes edits that name the version they are for
	createFiles        bool // makes the new files that an edit names

	definitionLinks    bool // shows which words a definition is of
	prepareRename      bool // asks whether there is anything to rename before it asks for a name
	completionMarkdown bool

	markdown       bool
	showsFindings  bool // its hover shows the diagnostics of the place already
	notebooks      bool // tells of the cells of notebooks
	configuration  bool // answers workspace/configuration
	registerConfig bool // sends didChangeConfiguration once it is registered for
	progress       bool
	watch          bool // tells of files that change, once it is registered for
}

func clientOf(p *protocol.InitializeParams) client {
	text := or(p.Capabilities.TextDocument)
	work := or(p.Capabilities.Workspace)
	general := or(p.Capabilities.General)
	action := or(text.CodeAction)
	c := client{
		name:     p.ClientInfo.Name,
		encoding: negotiate(general.PositionEncodings),

		pull:              text.Diagnostic != nil && or(or(work.Diagnostics).RefreshSupport),
		refreshCodeLenses: or(or(work.CodeLens).RefreshSupport),

		codeActionLiterals: action.CodeActionLiteralSupport.CodeActionKind.ValueSet != nil,
		resolveEdits:       or(action.DataSupport) && slices.Contains(action.ResolveSupport.Properties, "edit"),
		documentChanges:    or(or(work.WorkspaceEdit).DocumentChanges),
		createFiles: slices.Contains(or(work.WorkspaceEdit).ResourceOperations, protocol.ResourceOperationKindCreate) &&
			or(or(work.WorkspaceEdit).DocumentChanges),

		definitionLinks: or(or(text.Definition).LinkSupport),
		prepareRename:   or(or(text.Rename).PrepareSupport),

		completionMarkdown: slices.Contains(or(or(text.Completion).CompletionItem).DocumentationFormat, protocol.MarkupKindMarkdown),

		notebooks:      p.Capabilities.NotebookDocument != nil,
		showsFindings:  showsFindings(p.Capabilities.Experimental),
		markdown:       slices.Contains(or(text.Hover).ContentFormat, protocol.MarkupKindMarkdown),
		configuration:  or(work.Configuration),
		registerConfig: or(or(work.DidChangeConfiguration).DynamicRegistration),
		progress:       or(or(p.Capabilities.Window).WorkDoneProgress),
		watch:          or(or(work.DidChangeWatchedFiles).DynamicRegistration),
	}
	c.setDiagnostics(text)
	return c
}

// showsFindings reads an experimental capability, {"trainlsp": {"diagnosticsInHover": true}}. No capability of the protocol
// tells that a client shows diagnostics in its hovers.
func showsFindings(experimental protocol.LSPAny) bool {
	var e struct {
		Trainlsp struct {
			DiagnosticsInHover bool `json:"diagnosticsInHover"`
		} `json:"trainlsp"`
	}
	return json.Unmarshal(experimental, &e) == nil && e.Trainlsp.DiagnosticsInHover
}

// setDiagnostics takes what diagnostics may hold. Clients that pull say some of it only where they speak about pushing.
func (c *client) setDiagnostics(text protocol.TextDocumentClientCapabilities) {
	for _, d := range []protocol.DiagnosticsCapabilities{
		or(text.PublishDiagnostics).DiagnosticsCapabilities,
		or(text.Diagnostic).DiagnosticsCapabilities,
	} {
		c.relatedInformation = c.relatedInformation || or(d.RelatedInformation)
		c.codeDescription = c.codeDescription || or(d.CodeDescriptionSupport)
		c.data = c.data || or(d.DataSupport)
	}
}

// or gives what p points to, or the zero value where the client left it out.
func or[T any](p *T) (value T) {
	if p != nil {
		value = *p
	}
	return value
}

var encodings = map[protocol.PositionEncodingKind]syntax.Encoding{
	protocol.PositionEncodingKindUTF8:  syntax.UTF8,
	protocol.PositionEncodingKindUTF16: syntax.UTF16,
	protocol.PositionEncodingKindUTF32: syntax.UTF32,
}

var encodingNames = map[syntax.Encoding]protocol.PositionEncodingKind{
	syntax.UTF8:  protocol.PositionEncodingKindUTF8,
	syntax.UTF16: protocol.PositionEncodingKindUTF16,
	syntax.UTF32: protocol.PositionEncodingKindUTF32,
}

// negotiate takes the encoding that the client likes best of those that the server knows; all are equally cheap here.
// UTF-16 is what the protocol says where nothing is said.
func negotiate(offered []protocol.PositionEncodingKind) syntax.Encoding {
	for _, kind := range offered {
		if e, known := encodings[kind]; known {
			return e
		}
	}
	return syntax.UTF16
}
