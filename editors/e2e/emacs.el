;;; emacs.el --- What a user of trainlsp in Emacs does and sees  -*- lexical-binding: t; -*-

;; Run in batch by emacs.sh, after the user's init file.  The variables CLIENT, which is eglot or lsp-mode, SCRIPT, the
;; file to open, and OUT are in the environment.  What is called here are the commands of a user; where Emacs asks which
;; of several is meant, the first is taken.

;;; Code:

(require 'flymake)
(require 'seq)

(defconst client (intern (getenv "CLIENT")))
(defvar failures 0)

(defun keyboard-rests ()
  "Do what Emacs does while nothing is typed, and in batch never."
  (mapc #'timer-event-handler (copy-sequence timer-idle-list)))

(defun await (condition)
  "Wait until CONDITION holds, for ten seconds at most."
  (let ((deadline (+ (float-time) 10)))
    (while (and (not (funcall condition)) (< (float-time) deadline))
      (keyboard-rests)
      (accept-process-output nil 0.02))))

(defun check (name expected see)
  "Wait until SEE gives EXPECTED, and say so under NAME."
  (let ((start (float-time)))
    (await (lambda () (equal (funcall see) expected)))
    (if (equal (funcall see) expected)
        (princ (format "ok %s: %s (%d ms)\n" client name (* 1000 (- (float-time) start))))
      (setq failures (1+ failures))
      (princ (format "FAILED %s: %s: expected %S, seen %S\n" client name expected (funcall see))))))

(defun diagnostics ()
  "What Flymake shows, in order: line, column, severity and the first words of each."
  (mapcar #'diagnostic (sort (flymake-diagnostics) (lambda (a b) (< (flymake-diagnostic-beg a) (flymake-diagnostic-beg b))))))

(defun diagnostic (d)
  "The line, column, severity and first words of D.  Eglot puts the server and the category before them."
  (save-excursion
    (goto-char (flymake-diagnostic-beg d))
    (let ((type (symbol-name (flymake-diagnostic-type d)))
          (words (split-string (replace-regexp-in-string "\\`trainlsp \\[[a-z_]+\\]: " "" (flymake-diagnostic-text d)))))
      (list (line-number-at-pos) (1+ (- (point) (line-beginning-position)))
            (cond ((string-match-p "error" type) 'error) ((string-match-p "warning" type) 'warning) (t type))
            (mapconcat #'identity (seq-subseq words 0 3) " ")))))

(defun find (text)
  "Go to where TEXT begins."
  (goto-char (point-min))
  (search-forward text)
  (goto-char (match-beginning 0)))

(defun shown (text buffer)
  "Whether BUFFER, by its name, shows TEXT."
  (when (get-buffer buffer)
    (with-current-buffer buffer (save-excursion (goto-char (point-min)) (and (search-forward text nil t) t)))))

(defun take-first (command)
  "Call COMMAND, and take the first of what it offers.  Give all of it."
  (let* (offered
         (last-nonmenu-event ?x) ; as from the keyboard, not from the mouse
         (completing-read-function (lambda (_ choices &rest _) (car (setq offered (all-completions "" choices))))))
    (call-interactively command)
    offered))

;; The two clients have commands of their own for the same things.

(defun start ()
  (pcase client
    ('eglot (call-interactively #'eglot))
    ('lsp-mode (lsp-workspace-folders-add (file-name-directory (getenv "SCRIPT"))) (lsp))))

(defun hover ()
  "Show what is known about the place at point, in the buffer whose name it gives."
  (pcase client
    ('eglot (let ((text ""))
              (eglot-hover-eldoc-function (lambda (found &rest _) (setq text found)))
              (await (lambda () (not (string-empty-p text))))
              (with-current-buffer (get-buffer-create "*hover*") (insert text))
              "*hover*"))
    ('lsp-mode (lsp-describe-thing-at-point) "*lsp-help*")))

(defun ignore-rule (name)
  "Let the settings ignore the rule NAME from now on."
  (pcase client
    ('eglot (setq-default eglot-workspace-configuration `(:trainlsp (:ignore [,name])))
            (call-interactively #'eglot-signal-didChangeConfiguration))
    ('lsp-mode (setq lsp-trainlsp-ignore (vector name))
               (lsp-workspace-restart (car (lsp-workspaces))))))

(defun quit-server ()
  (pcase client
    ('eglot (eglot-shutdown (eglot-current-server)))
    ('lsp-mode (setq lsp-keep-workspace-alive nil) (set-buffer-modified-p nil) (kill-buffer)))) ; as its users do

(defconst unknown-variable '(11 21 warning "No training container"))
(defconst gradients-kept '(26 9 warning "`loss.backward()` adds to"))
(defconst saved-elsewhere '(36 36 error "The model is"))
(defconst failure-swallowed '(46 5 warning "A failure of"))

;; lsp-mode counts each character as one, where the protocol counts UTF-16 units.
(defconst unknown-behind-emoji `(12 ,(pcase client ('eglot 24) ('lsp-mode 25)) warning "No training container"))

(defun below (count diagnostic)
  "DIAGNOSTIC, COUNT lines further down."
  (cons (+ count (car diagnostic)) (cdr diagnostic)))

(find-file (getenv "SCRIPT"))
(start)
(flymake-mode 1)
(check "diagnostics appear" (list unknown-variable gradients-kept saved-elsewhere failure-swallowed) #'diagnostics)

(find "\"bicycles.pt\"")
(check "hover tells the reason" t (let ((buffer (hover))) (lambda () (shown "SageMaker uploads" buffer))))

(find "loss.backward()")
(check "code actions are offered"
       '("Insert 'optimizer.zero_grad()'" "Ignore missing_zero_grad on this line")
       (let ((offered (take-first (pcase client ('eglot #'eglot-code-actions) ('lsp-mode #'lsp-execute-code-action)))))
         (lambda () (seq-take offered 2))))
(check "the first quick fix is applied" t (lambda () (shown "        optimizer.zero_grad()\n        loss.backward()" "train.py")))
(check "what is fixed disappears"
       (list unknown-variable (below 1 saved-elsewhere) (below 1 failure-swallowed)) #'diagnostics)

(find "\n\ndef read")
(insert "GPUS = \"🚲\", os.environ[\"SM_NUM_GPU\"]\n")
(check "typing brings a new diagnostic, behind an emoji"
       (list unknown-variable unknown-behind-emoji (below 2 saved-elsewhere) (below 2 failure-swallowed))
       #'diagnostics)

(ignore-rule "unknown_sm_env_var")
(check "a rule that the settings ignore is silent" (list (below 2 saved-elsewhere) (below 2 failure-swallowed)) #'diagnostics)

(quit-server)
(set-buffer-modified-p nil)
(kill-emacs (min failures 1))

;;; emacs.el ends here
