#!/usr/bin/env bash
# Checks trainlsp in real editors: run.sh [EDITOR...], of nvim, helix, emacs, vim and vscode; all of them by default.
#
# TRAINLSP_E2E_CACHE  where the editors are installed, at the first run; by default a folder in the user's cache
# E2E_OUT             where screenshots and logs go; by default the folder out in the cache
# E2E_TRACE           a folder: each session with the server is kept there, as EDITOR-N.jsonl
# E2E_IMAGES          1: draw the pictures of the extension's README anew
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/../.."
e2e=$PWD/editors/e2e
extension=$PWD/editors/vscode
cache=${TRAINLSP_E2E_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/trainlsp-e2e}
mkdir -p "$cache" "${E2E_OUT:=$cache/out}"
cache=$(cd "$cache" && pwd)
out=$(cd "$E2E_OUT" && pwd)

declare -A program=([nvim]=nvim.sh [helix]=helix.sh [emacs]=emacs.sh [vim]=vim.sh [vscode]=vscode.mjs)
declare -A part=([nvim]=nvim [helix]=hx [emacs]=emacs [vim]=vim [vscode]=vscode)
declare -A limit=([nvim]=120 [helix]=120 [emacs]=120 [vim]=120 [vscode]=400) # seconds

editors=("$@")
((${#editors[@]})) || editors=(nvim helix emacs vim vscode)
for editor in "${editors[@]}"; do
  [[ ${program[$editor]:-} ]] || { echo "run: there is no editor $editor" >&2; exit 2; }
done

# quiet does its work in silence, and shows what was said when it fails.
quiet() {
  "$@" >"$out/build.log" 2>&1 || { cat "$out/build.log" >&2; echo "run: this did not work: $*" >&2; exit 1; }
}

build() {
  quiet go build -o "$cache/trainlsp" ./cmd/trainlsp
  quiet node --test "$e2e/record.test.mjs"
  [[ " ${editors[*]} " == *" vscode "* ]] || return 0
  rm -f "$extension"/*.vsix
  quiet npm --prefix "$extension" ci --no-audit --no-fund
  quiet npm --prefix "$extension" run package
  vsix=$(echo "$extension"/*.vsix)
}

# server gives the program that an editor starts: trainlsp, or one that records its sessions.
server() { # server EDITOR
  [[ ${E2E_TRACE:-} ]] || { echo "$cache/trainlsp"; return; }
  mkdir -p "$E2E_TRACE"
  cat >"$out/$1/trainlsp" <<EOF
#!/bin/sh
case " \$* " in
*" serve "*) exec node "$e2e/record.mjs" "$(cd "$E2E_TRACE" && pwd)/$1" "$cache/trainlsp" "\$@" ;;
*) exec "$cache/trainlsp" "\$@" ;;
esac
EOF
  chmod +x "$out/$1/trainlsp"
  echo "$out/$1/trainlsp"
}

# interpreter runs an editor's checks.
interpreter() {
  case $1 in *.mjs) echo node ;; *) echo bash ;; esac
}

# checks runs one editor's, and counts them. An editor that fails without a failed check counts as one.
checks() { # checks EDITOR
  local editor=$1 start=$SECONDS status=0 ok failed
  rm -rf "${out:?}/$editor"
  mkdir -p "$out/$editor"
  echo "== $editor"
  TRAINLSP=$(server "$editor") TOOLS=$cache OUT=$out/$editor VSIX=${vsix:-} \
    timeout --kill-after=10 "${limit[$editor]}" "$(interpreter "${program[$editor]}")" "$e2e/${program[$editor]}" \
    2>&1 </dev/null | tee "$out/$editor/checks.txt" || status=$?
  ok=$(grep -c '^ok ' "$out/$editor/checks.txt" || true)
  failed=$(grep -c '^FAILED ' "$out/$editor/checks.txt" || true)
  if ((status && !failed)) || ((ok + failed == 0)); then
    echo "FAILED $editor: its checks ended with status $status"
    failed=$((failed + 1))
  fi
  all_ok=$((all_ok + ok))
  all_failed=$((all_failed + failed))
  summary+=$(printf '%-8s %3d ok, %2d failed, %4d s' "$editor" "$ok" "$failed" $((SECONDS - start)))$'\n'
}

all_ok=0 all_failed=0 summary=
"$e2e/setup.sh" "$cache" $(for editor in "${editors[@]}"; do echo "${part[$editor]}"; done)
summary+=$(printf '%-8s %24d s' install $SECONDS)$'\n'
built=$SECONDS
build
summary+=$(printf '%-8s %24d s' build $((SECONDS - built)))$'\n'
for editor in "${editors[@]}"; do checks "$editor"; done

printf '\n%s' "$summary"
printf '%-8s %24d s\n\n' total $SECONDS
echo "$all_ok passed, $all_failed failed"
((all_failed == 0))
