#!/usr/bin/env fish
# complete.fish LINE : what fish offers for the last word of LINE, one a line. The completions are found below XDG_DATA_DIRS.
complete -C $argv[1] | string split -f 1 \t
