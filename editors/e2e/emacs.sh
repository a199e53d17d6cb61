#!/usr/bin/env bash
# Emacs in batch, with Eglot and with lsp-mode: what their users see with the files of editors/emacs/.
set -uo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/terminal.sh"

seen() { echo "$(cat "$status" 2>&1) of the server, and what Emacs said in $OUT/emacs.$client.log"; }

# use installs a client as the page of Emacs says.
use() { # use CLIENT
  rm -rf "$HOME/.emacs.d"
  mkdir -p "$HOME/.emacs.d/lisp"
  cp "$repository/editors/emacs/trainlsp-$1.el" "$HOME/.emacs.d/lisp/"
  cat >"$HOME/.emacs.d/init.el" <<EOF
(package-initialize)
(add-to-list 'load-path (locate-user-emacs-file "lisp"))
(require 'trainlsp-$1)
EOF
}

# Batch does without files beside those it edits, so that nothing but the edit is seen.
quiet="(setq make-backup-files nil create-lockfiles nil auto-save-default nil)"

for client in eglot lsp-mode; do
  fresh
  use "$client"
  CLIENT=$client SCRIPT=$script timeout 60 emacs --batch --load "$HOME/.emacs.d/init.el" --eval "$quiet" \
    --load "$repository/editors/e2e/emacs.el" 2>"$OUT/emacs.$client.log" || failures=$((failures + 1))
  check "$client: the server ends by itself" ended_well
done
exit $((failures > 0))
