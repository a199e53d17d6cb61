#!/usr/bin/env bash
# Vim with ALE, in a terminal: what its user sees with the folder editors/vim.
set -uo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/terminal.sh"

seen() {
  screen >"$OUT/vim.failed-$failures.txt"
  echo "the screen in $OUT/vim.failed-$failures.txt"
}

# What the page of Vim says.
mkdir -p "$HOME/.vim/pack/trainlsp/start"
cp -r "$repository/editors/vim" "$HOME/.vim/pack/trainlsp/start/trainlsp"
cat >"$HOME/.vimrc" <<'EOF'
packadd ale
let g:ale_linters = {'python': ['trainlsp']}
filetype plugin on
EOF

fresh
export REPORT=$OUT/vim.txt
: >"$REPORT"
terminal new-session -d -x 150 -y 50 -c "$workspace" "vim -n -S '$repository/editors/e2e/vim.vim' train.py"
check 'code actions are offered' shows '2) Ignore missing_zero_grad on this line'
keys 1 Enter
patience=30 check 'Vim comes to the end of its checks' test -s "$REPORT"
cat "$REPORT"
((failures += $(grep --count ^FAILED "$REPORT")))
# ALE does not say goodbye: the server ends because nobody is there any more.
check 'the server does not outlive Vim' test -s "$status"
exit $((failures > 0))
