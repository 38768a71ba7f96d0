#!/usr/bin/env zsh
# complete.zsh LINE : what the last word of LINE becomes when TAB is pressed behind it, in a zsh on a terminal of its own. The
# completions are found along FPATH.
zmodload zsh/zpty
shown=$(mktemp)
zpty shell zsh -f -i
zpty -w shell "show() { print -r -- \$BUFFER >$shown; print SHO'WN' }; zle -N show; bindkey '^X' show"
zpty -w shell "autoload -Uz compinit; compinit -D -u; PS1='REA''DY'"
zpty -r -m shell line '*READY*'
zpty -w -n shell "$1"$'\t\C-X'
zpty -r -m shell line '*SHOWN*'
zpty -d shell
words=($(<$shown))
print -r -- $words[-1]
rm -f $shown
