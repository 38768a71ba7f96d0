#!/usr/bin/env bash
# complete.bash LINE : what bash offers for the last word of LINE, one a line. The completions are found as a shell of a user
# finds them: by bash-completion, below XDG_DATA_DIRS or /usr/share.
. /usr/share/bash-completion/bash_completion
read -ra COMP_WORDS <<<"$1"
COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) COMP_LINE=$1 COMP_POINT=${#1}
_completion_loader "${COMP_WORDS[0]}"
function=$(complete -p "${COMP_WORDS[0]}" | sed -n 's/.* -F \([^ ]*\) .*/\1/p')
"$function" "${COMP_WORDS[0]}" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
printf '%s\n' "${COMPREPLY[@]}"
