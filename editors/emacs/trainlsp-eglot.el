;;; trainlsp-eglot.el --- trainlsp in Emacs, with Eglot  -*- lexical-binding: t; -*-

;; Put this file into ~/.emacs.d/lisp/, and into your init file:
;;
;;   (add-to-list 'load-path (locate-user-emacs-file "lisp"))
;;   (require 'trainlsp-eglot)
;;
;; Then M-x eglot in a buffer with Python starts trainlsp.  Eglot runs one server for a buffer.

;;; Code:

(require 'eglot)

(add-to-list 'eglot-server-programs '((python-mode python-ts-mode) . ("trainlsp" "serve")))

(provide 'trainlsp-eglot)
;;; trainlsp-eglot.el ends here
