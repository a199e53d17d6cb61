#!/usr/bin/env bash
# Checks the plugin for Neovim in a real one: without a screen (nvim_checks.lua), and in a terminal as a user has it.
# It takes TRAINLSP, TOOLS and OUT from the environment, as run.sh sets them. E2E_IMAGES=1 draws the README's pictures anew.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
repository=$(cd "$here/../.." && pwd)
: "${TRAINLSP:?}" "${TOOLS:?}" "${OUT:?}"
PATH=$TOOLS/bin:$PATH
work=$(mktemp -d)
socket=trainlsp-$$
trap 'tmux -u -L "$socket" kill-server 2>/dev/null || true; rm -rf "$work"' EXIT
failures=0

# home makes a user's folders.
home() { # home FOLDER
  export XDG_CONFIG_HOME=$1/config XDG_DATA_HOME=$1/data XDG_STATE_HOME=$1/state XDG_CACHE_HOME=$1/cache
  mkdir -p "$XDG_CONFIG_HOME/nvim" "$XDG_DATA_HOME/nvim"
}

mkdir -p "$work/bin" "$work/project" "$OUT"
cp "$repository/testdata/readme/train.py" "$work/project/"
: >"$work/project/pyproject.toml"

# The server, and a note of how it ended.
cat >"$work/bin/trainlsp" <<EOF
#!/bin/sh
"$TRAINLSP" "\$@"
status=\$?
echo "\$1 \$status" >>"$work/ends"
exit \$status
EOF
chmod +x "$work/bin/trainlsp"
PATH=$work/bin:$PATH

now() { date +%s%3N; }

# result prints what came of a check, and how long it took since the last one.
result() { # result NAME [WHAT WENT WRONG]
  if [[ ${2:-} ]]; then
    echo "FAILED $1: $2"
    failures=$((failures + 1))
  else
    echo "ok $1 ($(($(now) - since)) ms)"
  fi
  since=$(now)
}
since=$(now)

# within waits for a command to succeed.
within() { # within SECONDS COMMAND...
  local deadline=$(($(now) + $1 * 1000))
  shift
  until "$@"; do
    (($(now) < deadline)) || return 1
    sleep 0.05
  done
}

screen() { tmux -u -L "$socket" capture-pane -p "$@"; }
press() { tmux -u -L "$socket" send-keys "$@"; }
shows() { screen | grep -qE -- "$1"; }
lacks() { ! shows "$1"; }

# sees checks that a line of the screen comes to match, and keeps the screen.
sees() { # sees NAME REGEXP
  local wrong=
  within 20 shows "$2" || wrong="expected \"$2\" on the screen, saw: $(screen | tr -s ' \n' ' ')"
  screen >"$OUT/$1.txt"
  result "$1" "$wrong"
}

# picture keeps the screen as a web page, and as an image where there is a browser to draw it.
picture() { # picture NAME
  screen -e -N >"$work/$1.ansi"
  nvim -u NONE -i NONE -l "$here/nvim_picture.lua" "$work/$1.ansi" "$OUT/$1.html"
  command -v chromium >/dev/null || { [[ ! ${E2E_IMAGES:-} ]] || result "$1" 'chromium is needed to draw it'; return 0; }
  chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --force-device-scale-factor=1.5 --user-data-dir="$work/chromium" \
    --window-size=1018,704 --screenshot="$OUT/$1.png" "file://$OUT/$1.html" >"$OUT/chromium.log" 2>&1
  [[ ! ${E2E_IMAGES:-} ]] || { mkdir -p "$repository/editors/nvim/images" && cp "$OUT/$1.png" "$repository/editors/nvim/images/"; }
}

# Without a screen.
status=0
home "$work/nobody"
WORK=$work/headless PLUGIN=$repository/editors/nvim REPOSITORY=$repository \
  nvim --headless -u NONE -i NONE --cmd "autocmd VimEnter * ++once luafile $here/nvim_checks.lua" 2>"$OUT/nvim.log" || status=$?
cp "$XDG_STATE_HOME/nvim/lsp.log" "$OUT/lsp.log"
since=$(now)
((status == 0)) || result 'Neovim ends with status 0' "it ended with $status: $(tail -n 3 "$OUT/nvim.log")"

# In a terminal, for a user who has installed the plugin by hand: one fault, seen, explained, fixed.
home "$work/user"
mkdir -p "$XDG_DATA_HOME/nvim/site/pack/trainlsp/start"
ln -s "$repository/editors/nvim" "$XDG_DATA_HOME/nvim/site/pack/trainlsp/start/"
cp "$here/nvim_init.lua" "$XDG_CONFIG_HOME/nvim/init.lua"
cd "$work/project"
nvim -u NONE -i NONE -l "$here/nvim_seed.lua" train.py
tmux -u -L "$socket" -f /dev/null new-session -d -x 110 -y 34 'env TERM=tmux-256color COLORTERM=truecolor nvim +26 train.py; echo "ended with $?"; exec cat'
sees terminal-sign '^W +26 +loss.backward'
sees terminal-statusline '^ train.py .*Training · PyTorch · 5 of 5'
sees terminal-lens '^ +Training · PyTorch · 5 of 5 requirements met'
press '^'
press C-w d
sees terminal-diagnostic 'adds to the gradients'
picture nvim-before
press :Trainlsp Space explain Enter
sees terminal-explain 'Why it is bad'
picture nvim-explain
press q gra
sees terminal-actions '^1: .*zero_grad\(\)'
press 1 Enter
sees terminal-fixed '^ +26 +optimizer.zero_grad\(\)'
within 20 lacks '^W' || result terminal-gone "the finding stays: $(screen | tr -s ' \n' ' ')"
picture nvim-after
press :wqa Enter
sees terminal-end 'ended with 0'

# Every server has ended by itself.
wrong=$(sort "$work/ends" | uniq -c | grep -v ' 0$' || true)
result 'the server ends with status 0' "${wrong:+it ended with $wrong}"
exit $((failures > 0 || status != 0))
