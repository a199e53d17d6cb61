#!/usr/bin/env bash
# Puts real editors into a folder: setup.sh FOLDER PART..., where a part is nvim, hx, emacs, vim or vscode.
#
# FOLDER/bin gets the programs nvim, hx, emacs, vim and code-server, FOLDER/pw gets playwright-core. What is there
# already is left alone. Neovim and Helix are younger than what stable Debian has: they are unpacked from Debian's next
# release and run with its own C library, so that nothing of the machine is replaced. The rest is installed with apt-get.
set -euo pipefail
export npm_config_fund=false npm_config_audit=false npm_config_update_notifier=false npm_config_progress=false

SUITE=forky
CODE_SERVER=4.139.1
NODE=24.21.0 # what this code-server asks for
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

fail() {
  echo "setup: $*" >&2
  exit 1
}

# run does its work in silence, and shows what was said when it fails.
run() {
  "$@" >"$folder/last.log" 2>&1 && return
  cat "$folder/last.log" >&2
  fail "this did not work: $*"
}

as_root() {
  if ((EUID == 0)); then "$@"; else sudo "$@"; fi
}

# packages installs packages of the machine's own Debian that are not there.
packages() { # packages PACKAGE...
  dpkg-query --show --showformat '${db:Status-Status}\n' "$@" 2>/dev/null | sort | uniq -c | grep -qx " *$# installed" && return
  [[ ${updated:-} ]] || run as_root apt-get update
  updated=1
  run as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"
}

# debian does it for programs, which may come from elsewhere, too.
debian() { # debian PROGRAM,... PACKAGE...
  local program
  for program in ${1//,/ }; do
    command -v "$program" >/dev/null || { packages "${@:2}"; return; }
  done
}

# mirror is where this machine gets Debian from.
mirror() {
  local release
  release=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
  apt-get indextargets --no-release-info --format '$(REPO_URI) $(RELEASE)' 'Identifier: Packages' 'Component: main' |
    awk -v release="$release" '$2 == release {print $1; exit}'
}

# suite makes an apt of its own for SUITE. It believes that nothing is installed, so that it fetches all that a package needs.
suite() {
  local apt=$folder/apt uri
  [[ ! -e $apt/ok ]] || return 0
  uri=$(mirror)
  [[ $uri ]] || fail "apt names no mirror of this Debian release"
  rm -rf "$apt"
  mkdir -p "$apt/lists/partial" "$apt/cache"
  : >"$apt/status"
  cat >"$apt/suite.sources" <<EOF
Types: deb
URIs: $uri
Suites: $SUITE
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
EOF
  cat >"$apt/apt.conf" <<EOF
Dir::Etc::sourcelist "$apt/suite.sources";
Dir::Etc::sourceparts "/dev/null";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
Dir::State "$apt";
Dir::State::status "$apt/status";
Dir::Cache "$apt/cache";
APT::Sandbox::User "";
EOF
  run env APT_CONFIG="$apt/apt.conf" apt-get update
  touch "$apt/ok"
}

# unpack puts a package of SUITE and all that it needs into a folder, and lets its program run with that folder's libraries.
# Its loader is written into the program: started through the loader, or with a library path in the environment, the
# editor would hand that on to the language server.
unpack() { # unpack PACKAGE PROGRAM
  local root=$folder/$1 debs=$folder/$1.debs program loader
  suite
  debian patchelf patchelf
  rm -rf "$root" "$debs"
  mkdir -p "$root" "$debs/partial"
  run env APT_CONFIG="$folder/apt/apt.conf" apt-get install -y --download-only --no-install-recommends \
    -o Dir::Cache::archives="$debs" "$1"
  for deb in "$debs"/*.deb; do run dpkg -x "$deb" "$root"; done
  rm -rf "$debs"
  program=$(readlink -f "$root/usr/bin/$2")
  loader=$(patchelf --print-interpreter "$program")
  [[ -e $root/usr$loader ]] && loader=/usr$loader
  run patchelf --set-interpreter "$root$loader" --force-rpath --set-rpath "$(echo "$root"/usr/lib/*-linux-gnu)" "$program"
}

wrapper() { # wrapper NAME SHELL-COMMAND
  mkdir -p "$folder/bin"
  printf '#!/bin/sh\n%s "$@"\n' "$2" >"$folder/bin/$1"
  chmod +x "$folder/bin/$1"
}

# terminal is what checks drive an editor in a terminal with.
terminal() {
  debian tmux,git tmux git
}

install_nvim() {
  terminal
  local share=$folder/neovim/usr/share/nvim
  unpack neovim nvim
  wrapper nvim "VIM=$share VIMRUNTIME=$share/runtime exec $folder/neovim/usr/bin/nvim"
  # The extension of Neovim asks for vim.lsp.config, which came with 0.11.
  "$folder/bin/nvim" --clean --headless +'if !has("nvim-0.11") | cquit | endif' +quit || fail "Neovim is older than 0.11"
}

install_hx() {
  terminal
  unpack hx hx
  wrapper hx "HELIX_RUNTIME=$folder/hx/usr/lib/hx/runtime exec $folder/hx/usr/bin/hx"
}

install_emacs() {
  terminal
  debian emacs emacs-nox
  packages elpa-eglot elpa-lsp-mode
  wrapper emacs "exec /usr/bin/emacs"
}

install_vim() {
  terminal
  debian vim.nox vim-nox
  packages vim-ale
  wrapper vim "exec /usr/bin/vim.nox"
}

# VS Code is code-server: the same workbench and extension host, in a browser. Its scripts of installation are not run, which
# compile what only log files and the watch over a stuck window need; its parts are installed here instead.
install_vscode() {
  local cpu node code=$folder/code-server
  case $(uname -m) in x86_64) cpu=x64 ;; aarch64) cpu=arm64 ;; *) fail "npm has no Node.js for $(uname -m)" ;; esac
  node=$code/node_modules/node-linux-$cpu
  debian chromium chromium fonts-dejavu-core
  debian node,npm nodejs npm
  rm -rf "$code" "$folder/pw"
  mkdir -p "$code" "$folder/pw"
  cp "$here/package.json" "$here/package-lock.json" "$folder/pw"
  run npm ci --prefix "$folder/pw"
  run npm install --prefix "$code" --ignore-scripts "code-server@$CODE_SERVER" "node-linux-$cpu@$NODE"
  local vscode=$code/node_modules/code-server/lib/vscode modules
  for modules in "$vscode" "$vscode/extensions"; do
    (cd "$modules" && PATH=$node/bin:$PATH run npm install --omit=dev --ignore-scripts)
  done
  wrapper code-server "exec $node/bin/node $code/node_modules/code-server/out/node/entry.js"
}

program_of() { if [[ $1 == vscode ]]; then echo code-server; else echo "$1"; fi; }

# there tells whether a part was installed by this very script, and still runs.
there() {
  [[ $(cat "$folder/$1.stamp" 2>/dev/null) == "$recipe" ]] && "$folder/bin/$(program_of "$1")" --version >/dev/null 2>&1
}

(($# >= 2)) || fail "usage: setup.sh FOLDER PART..., of the parts nvim hx emacs vim vscode"
command -v apt-get >/dev/null && [[ -e /usr/share/keyrings/debian-archive-keyring.gpg ]] || fail "this needs Debian"
mkdir -p "$1"
folder=$(cd "$1" && pwd)
shift
recipe=$(cat "${BASH_SOURCE[0]}" "$here/package-lock.json" | sha256sum)
exec 9>"$folder/lock"
flock 9 # one setup at a time

for part in "$@"; do
  declare -F "install_$part" >/dev/null || fail "there is no part $part"
  if ! there "$part"; then
    rm -f "$folder/$part.stamp"
    "install_$part"
    echo "$recipe" >"$folder/$part.stamp"
    there "$part" || fail "$part was installed and does not run"
  fi
  echo "$part: $("$folder/bin/$(program_of "$part")" --version | head -n 1)"
done
