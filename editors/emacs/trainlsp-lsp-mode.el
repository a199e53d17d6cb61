;;; trainlsp-lsp-mode.el --- trainlsp in Emacs, with lsp-mode  -*- lexical-binding: t; -*-

;; Put this file into ~/.emacs.d/lisp/, and into your init file:
;;
;;   (add-to-list 'load-path (locate-user-emacs-file "lisp"))
;;   (require 'trainlsp-lsp-mode)
;;
;; Then M-x lsp starts trainlsp in a buffer with Python, beside the server that you have for Python already.

;;; Code:

(require 'lsp-mode)

(defgroup lsp-trainlsp nil
  "Checks of machine-learning training scripts that run on SageMaker."
  :group 'lsp-mode)

(defcustom lsp-trainlsp-command '("trainlsp" "serve")
  "What starts the server."
  :type '(repeat string)
  :risky t
  :group 'lsp-trainlsp)

;; A setting that is nil is not sent, so that the server's own default holds, or the project's trainlsp.toml.

(defcustom lsp-trainlsp-enable t
  "Check at all."
  :type 'boolean
  :group 'lsp-trainlsp)

(defcustom lsp-trainlsp-run nil
  "When to check."
  :type '(choice (const :tag "While typing" nil) (const "onType") (const "onSave"))
  :group 'lsp-trainlsp)

(defcustom lsp-trainlsp-whole-file-delay nil
  "How many milliseconds to rest before a finding about the whole file appears."
  :type '(choice (const :tag "The server's own" nil) natnum)
  :group 'lsp-trainlsp)

(defcustom lsp-trainlsp-select nil
  "The only rules to report, as a vector of names."
  :type '(choice (const :tag "All" nil) (lsp-repeatable-vector string))
  :group 'lsp-trainlsp)

(defcustom lsp-trainlsp-ignore nil
  "Rules to leave out, as a vector of names."
  :type '(choice (const :tag "None" nil) (lsp-repeatable-vector string))
  :group 'lsp-trainlsp)

(defcustom lsp-trainlsp-severity nil
  "Severities of rules, such as (:failure_swallowed \"error\")."
  :type '(plist :value-type (choice (const "error") (const "warning") (const "info")))
  :group 'lsp-trainlsp)

(defcustom lsp-trainlsp-step-type nil
  "What the scripts are, such as \"Training\"."
  :type '(choice (const :tag "Each script shows it" nil) string)
  :group 'lsp-trainlsp)

(defcustom lsp-trainlsp-step-types nil
  "What the files that match a pattern are, such as (:steps/*/train.py \"Training\")."
  :type '(plist :value-type string)
  :group 'lsp-trainlsp)

(defcustom lsp-trainlsp-log-level nil
  "How much the server tells about its work."
  :type '(choice (const :tag "The server's own" nil) (const "error") (const "warning") (const "info") (const "debug"))
  :group 'lsp-trainlsp)

(lsp-register-custom-settings
 '(("trainlsp.enable" lsp-trainlsp-enable t)
   ("trainlsp.run" lsp-trainlsp-run)
   ("trainlsp.wholeFileDelay" lsp-trainlsp-whole-file-delay)
   ("trainlsp.select" lsp-trainlsp-select)
   ("trainlsp.ignore" lsp-trainlsp-ignore)
   ("trainlsp.severity" lsp-trainlsp-severity)
   ("trainlsp.stepType" lsp-trainlsp-step-type)
   ("trainlsp.stepTypes" lsp-trainlsp-step-types)
   ("trainlsp.logLevel" lsp-trainlsp-log-level)))

(lsp-register-client
 (make-lsp-client
  :new-connection (lsp-stdio-connection (lambda () lsp-trainlsp-command))
  :activation-fn (lsp-activate-on "python")
  :server-id 'trainlsp
  :add-on? t))

(provide 'trainlsp-lsp-mode)
;;; trainlsp-lsp-mode.el ends here
