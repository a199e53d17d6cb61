# What the checks of Helix, Emacs and Vim have in common. It wants TRAINLSP, TOOLS and OUT in the environment.
#
# The editors run in a home of their own, with a workspace that holds the README's faulty script. Their configuration
# starts `trainlsp` from the PATH, as a user's does; there stands a program that starts the server and keeps its exit code.

: "${TRAINLSP:?the server to check}" "${TOOLS:?the folder with the editors}" "${OUT:?the folder for what is seen}"
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
place=$(mktemp -d)
workspace=$place/workspace
script=$workspace/train.py
status=$place/status # what each server ended with, a line each
failures=0

export HOME=$place/home XDG_CONFIG_HOME=$place/home/.config XDG_CACHE_HOME=$place/home/.cache XDG_DATA_HOME=$place/home/.local/share
export PATH=$place/bin:$TOOLS/bin:$PATH LANG=C.UTF-8 LC_ALL=C.UTF-8
mkdir -p "$OUT" "$HOME" "$workspace" "$place/bin"

# The server is in a session of its own. So it outlives an editor that does not wait, and its exit code is its own word.
cat >"$place/bin/trainlsp" <<EOF
#!/bin/sh
exec 3<&0
setsid sh -c '"\$0" "\$@"; echo \$? >>"$status"' "$TRAINLSP" "\$@" <&3 &
wait
EOF
chmod +x "$place/bin/trainlsp"
git init --quiet "$workspace"

# fresh gives the script its first text again, and forgets how servers ended.
fresh() {
  cp "$repository/testdata/readme/train.py" "$script"
  rm -f "$status"
}

milliseconds() { echo $((${EPOCHREALTIME/[^0-9]/} / 1000)); }

# await runs a command again and again until it succeeds, for ten seconds at most, or as many as $patience says.
await() {
  local deadline=$(($(milliseconds) + 1000 * ${patience:-10}))
  until "$@"; do
    (($(milliseconds) < deadline)) || return 1
    sleep 0.02
  done
}

# check waits until a command succeeds, and says so. A check defines `seen`, which tells what there is instead.
check() { # check NAME COMMAND...
  local name=$1 start
  start=$(milliseconds)
  shift
  if await "$@"; then
    echo "ok $name ($(($(milliseconds) - start)) ms)"
  else
    failures=$((failures + 1))
    echo "FAILED $name: expected $*, seen $(seen)"
  fi
}

# terminal is where the editors run that want one; screen is what stands there.
terminal() { tmux -u -L "trainlsp-$$" -f /dev/null "$@"; }
screen() { terminal capture-pane -p; }
keys() { terminal send-keys "$@"; }
shows() { screen | grep --quiet -- "$1"; }
hides() { ! shows "$1"; }

ended_well() { [[ -e $status && $(sort -u "$status") == 0 ]]; }

trap 'terminal kill-server 2>/dev/null; rm -rf "$place"' EXIT
