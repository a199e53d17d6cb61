package syntax

// Kind says which construct of Python's grammar a node is. The values are our own, so that code can switch on them;
// kindNames ties them to the names of tree-sitter's Python grammar.
type Kind uint8

// The kinds, in the order of Python's reference manual: module, statements, clauses, expressions, patterns, tokens.
const (
	KindOther Kind = iota // a construct that nobody asks about
	KindError             // bytes that no rule of the grammar takes, and lines that are not finished
	KindToken             // an operator or a keyword, kept where its parent names it
	KindComment

	KindModule
	KindImport
	KindImportFrom
	KindFutureImport
	KindImportPrefix
	KindRelativeImport
	KindAliasedImport
	KindWildcardImport
	KindPrintStatement
	KindExecStatement
	KindAssertStatement
	KindExpressionStatement
	KindReturn
	KindDelete
	KindRaise
	KindPass
	KindBreak
	KindContinue
	KindGlobal
	KindNonlocal
	KindTypeAlias

	KindIf
	KindElif
	KindElse
	KindMatch
	KindCase
	KindFor
	KindWhile
	KindTry
	KindExcept
	KindExceptGroup
	KindFinally
	KindWith
	KindWithClause
	KindWithItem
	KindBlock
	KindFunction
	KindClass
	KindDecorated
	KindDecorator
	KindParameters
	KindLambdaParameters
	KindDefaultParameter
	KindTypedParameter
	KindTypedDefaultParameter
	KindListSplatPattern
	KindDictionarySplatPattern
	KindKeywordSeparator
	KindPositionalSeparator

	KindAssignment
	KindAugmentedAssignment
	KindNamedExpression
	KindExpressionList
	KindPatternList
	KindTuplePattern
	KindListPattern
	KindAsPattern
	KindAsPatternTarget

	KindIdentifier
	KindDottedName
	KindAttribute
	KindSubscript
	KindSlice
	KindCall
	KindArguments
	KindKeywordArgument
	KindListSplat
	KindDictionarySplat
	KindString
	KindConcatenatedString
	KindStringStart
	KindStringContent
	KindStringEnd
	KindInterpolation
	KindFormatSpecifier
	KindTypeConversion
	KindEscapeSequence
	KindInteger
	KindFloat
	KindTrue
	KindFalse
	KindNone
	KindEllipsis
	KindList
	KindTuple
	KindSet
	KindDictionary
	KindPair
	KindListComprehension
	KindSetComprehension
	KindDictionaryComprehension
	KindGenerator
	KindForInClause
	KindIfClause
	KindParenthesized
	KindConditional
	KindBinaryOperator
	KindUnaryOperator
	KindNotOperator
	KindBooleanOperator
	KindComparison
	KindLambda
	KindAwait
	KindYield
	KindType
	KindChevron

	kindCount
)

// kindNames are the grammar's names; KindError and KindToken have no single one.
var kindNames = [kindCount]string{
	KindOther: "other", KindError: "ERROR", KindToken: "token", KindComment: "comment",
	KindModule: "module", KindImport: "import_statement", KindImportFrom: "import_from_statement",
	KindFutureImport: "future_import_statement", KindImportPrefix: "import_prefix", KindRelativeImport: "relative_import",
	KindAliasedImport: "aliased_import", KindWildcardImport: "wildcard_import", KindPrintStatement: "print_statement",
	KindExecStatement: "exec_statement", KindAssertStatement: "assert_statement",
	KindExpressionStatement: "expression_statement", KindReturn: "return_statement", KindDelete: "delete_statement",
	KindRaise: "raise_statement", KindPass: "pass_statement", KindBreak: "break_statement",
	KindContinue: "continue_statement", KindGlobal: "global_statement", KindNonlocal: "nonlocal_statement",
	KindTypeAlias: "type_alias_statement", KindIf: "if_statement", KindElif: "elif_clause", KindElse: "else_clause",
	KindMatch: "match_statement", KindCase: "case_clause", KindFor: "for_statement", KindWhile: "while_statement",
	KindTry: "try_statement", KindExcept: "except_clause", KindExceptGroup: "except_group_clause",
	KindFinally: "finally_clause", KindWith: "with_statement", KindWithClause: "with_clause", KindWithItem: "with_item",
	KindBlock: "block", KindFunction: "function_definition", KindClass: "class_definition",
	KindDecorated: "decorated_definition", KindDecorator: "decorator", KindParameters: "parameters",
	KindLambdaParameters: "lambda_parameters", KindDefaultParameter: "default_parameter",
	KindTypedParameter: "typed_parameter", KindTypedDefaultParameter: "typed_default_parameter",
	KindListSplatPattern: "list_splat_pattern", KindDictionarySplatPattern: "dictionary_splat_pattern",
	KindKeywordSeparator: "keyword_separator", KindPositionalSeparator: "positional_separator",
	KindAssignment: "assignment", KindAugmentedAssignment: "augmented_assignment",
	KindNamedExpression: "named_expression", KindExpressionList: "expression_list", KindPatternList: "pattern_list",
	KindTuplePattern: "tuple_pattern", KindListPattern: "list_pattern", KindAsPattern: "as_pattern",
	KindAsPatternTarget: "as_pattern_target", KindIdentifier: "identifier", KindDottedName: "dotted_name",
	KindAttribute: "attribute", KindSubscript: "subscript", KindSlice: "slice", KindCall: "call",
	KindArguments: "argument_list", KindKeywordArgument: "keyword_argument", KindListSplat: "list_splat",
	KindDictionarySplat: "dictionary_splat", KindString: "string", KindConcatenatedString: "concatenated_string",
	KindStringStart: "string_start", KindStringContent: "string_content", KindStringEnd: "string_end",
	KindInterpolation: "interpolation", KindFormatSpecifier: "format_specifier",
	KindTypeConversion: "type_conversion", KindEscapeSequence: "escape_sequence", KindInteger: "integer",
	KindFloat: "float", KindTrue: "true", KindFalse: "false", KindNone: "none", KindEllipsis: "ellipsis",
	KindList: "list", KindTuple: "tuple", KindSet: "set", KindDictionary: "dictionary", KindPair: "pair",
	KindListComprehension: "list_comprehension", KindSetComprehension: "set_comprehension",
	KindDictionaryComprehension: "dictionary_comprehension", KindGenerator: "generator_expression",
	KindForInClause: "for_in_clause", KindIfClause: "if_clause", KindParenthesized: "parenthesized_expression",
	KindConditional: "conditional_expression", KindBinaryOperator: "binary_operator",
	KindUnaryOperator: "unary_operator", KindNotOperator: "not_operator", KindBooleanOperator: "boolean_operator",
	KindComparison: "comparison_operator", KindLambda: "lambda", KindAwait: "await", KindYield: "yield",
	KindType: "type", KindChevron: "chevron",
}

// String gives the grammar's name of k.
func (k Kind) String() string { return kindNames[k] }

// Field says which role a node has in its parent, such as the callee of a call.
type Field uint8

// The fields of tree-sitter's Python grammar that somebody asks for.
const (
	FieldNone Field = iota
	FieldAlias
	FieldAlternative
	FieldArgument
	FieldArguments
	FieldAttribute
	FieldBody
	FieldCause
	FieldCondition
	FieldConsequence
	FieldDefinition
	FieldExpression
	FieldFunction
	FieldKey
	FieldLeft
	FieldModuleName
	FieldName
	FieldObject
	FieldOperator
	FieldOperators
	FieldParameters
	FieldReturnType
	FieldRight
	FieldSubject
	FieldSubscript
	FieldSuperclasses
	FieldType
	FieldValue

	fieldCount
)

var fieldNames = [fieldCount]string{
	FieldAlias: "alias", FieldAlternative: "alternative", FieldArgument: "argument", FieldArguments: "arguments",
	FieldAttribute: "attribute", FieldBody: "body", FieldCause: "cause", FieldCondition: "condition",
	FieldConsequence: "consequence", FieldDefinition: "definition", FieldExpression: "expression",
	FieldFunction: "function", FieldKey: "key", FieldLeft: "left", FieldModuleName: "module_name", FieldName: "name",
	FieldObject: "object", FieldOperator: "operator", FieldOperators: "operators", FieldParameters: "parameters",
	FieldReturnType: "return_type", FieldRight: "right", FieldSubject: "subject", FieldSubscript: "subscript",
	FieldSuperclasses: "superclasses", FieldType: "type", FieldValue: "value",
}

// String gives the grammar's name of f, empty for FieldNone.
func (f Field) String() string { return fieldNames[f] }
