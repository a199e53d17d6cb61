#!/usr/bin/env bash
# Helix, in a terminal: what its user sees with editors/helix/languages.toml.
set -uo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/terminal.sh"

seen() {
  screen >"$OUT/helix.failed-$failures.txt" 2>&1
  echo "the exit codes [$(cat "$status" 2>/dev/null)], and the screen in $OUT/helix.failed-$failures.txt"
}

configure() { # configure SED-SCRIPT: what the user changes in the file
  mkdir -p "$XDG_CONFIG_HOME/helix"
  sed "$1" "$repository/editors/helix/languages.toml" >"$XDG_CONFIG_HOME/helix/languages.toml"
}

start() {
  fresh
  terminal new-session -d -x 150 -y 50 -c "$workspace" "hx --log $OUT/helix.log -v train.py"
}

# escape leaves what shows a text. Keys that follow an escape at once would be taken for keys with Alt.
escape() {
  keys Escape
  await hides "$1"
}

quit() { # quit NAME-OF-THE-CHECK
  keys ':quit!' Enter
  check "$1" ended_well
}

# diagnostic finds one in the list of all by its category and words of its message, and goes to its place.
diagnostic() { # diagnostic SEVERITY CATEGORY LINE:COLUMN WORDS
  keys ' ' d
  await shows '^│ *severity *source *code'
  keys -l "%code $2 %message $4"
  check "$2 is listed as $1" shows "^│ > $1 *trainlsp $2 "
  keys Enter
  check "$2 stands at $3" shows " 1 sel  $3\$"
}

configure ''
start
check 'diagnostics appear' shows '● 3 ● 1 '
diagnostic WARN unknown_sm_env_var 11:21 SM_OUTPUT_DATADIR
diagnostic WARN missing_zero_grad 26:9 adds to the gradients
diagnostic WARN failure_swallowed 46:5 ends here
diagnostic ERROR model_saved_outside_model_dir 36:36 bicycles.pt
check 'the message stands at its line' shows '└─The model is saved to `bicycles.pt`, which SageMaker does not upload'

keys ' ' k
check 'hover tells the reason' shows 'Why it is bad: SageMaker uploads /opt/ml/model'
screen >"$OUT/helix.hover.txt"
escape 'Why it is bad'

keys ':goto 26' Enter gs ' ' a
check 'the menu of code actions opens' shows ' Ignore missing_zero_grad on this line '
screen >"$OUT/helix.actions.txt"
keys Enter
check 'the first quick fix is applied' shows '^ *26 *optimizer.zero_grad()'
check 'what is fixed disappears' shows '● 2 ● 1 '

keys ':goto 11' Enter o
keys -l 'GPUS = "🚲", os.environ["SM_NUM_GPU"]'
escape ' INS '
check 'typing brings a new diagnostic' shows '● 3 ● 1 '
diagnostic WARN unknown_sm_env_var 12:24 SM_NUM_GPU:
screen >"$OUT/helix.txt"
quit 'the server ends when Helix quits'

configure 's/^# ignore = .*/ignore = ["missing_zero_grad"]/'
start
check 'a rule that the settings ignore is silent' shows '● 2 ● 1 '
quit 'the server ends again'
exit $((failures > 0))
