#include "app/keydeckctl/completionscripts.h"

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

// What stands on the line goes through a pipe: it may hold what is nobody's business in a list of
// processes.

const QString Bash = uR"(# bash completion for keydeckctl; made by: keydeckctl completion bash
_keydeckctl()
{
    local -a answer
    mapfile -t answer < <(printf '%s' "${COMP_LINE:0:COMP_POINT}" |
        command keydeckctl completion words bash "$COMP_WORDBREAKS" 2>/dev/null)
    COMPREPLY=("${answer[@]:1}")
    case ${answer[0]} in
        parts) compopt -o nospace ;;
        files) compopt -o default ;;
    esac
}
complete -F _keydeckctl keydeckctl
)"_s;

const QString Zsh = uR"(#compdef keydeckctl
# zsh completion for keydeckctl; made by: keydeckctl completion zsh
_keydeckctl()
{
    local -a answer values shown typed
    local line
    typed=("${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}")
    answer=("${(@f)$(printf '%s\0' "${typed[@]}" |
        command keydeckctl completion words zsh 2>/dev/null)}")
    [[ $PREFIX == --*=* ]] && compset -P '--[^=]#='
    for line in "${(@)answer[2,-1]}"; do
        values+=("${line%%$'\t'*}")
        shown+=("${line/$'\t'/  -- }")
    done
    case ${answer[1]} in
        parts) compadd -S '' -l -d shown -a values ;;
        files) compadd -l -d shown -a values; _files ;;
        *) compadd -l -d shown -a values ;;
    esac
}
if [[ ${funcstack[1]} == _keydeckctl ]]; then
    _keydeckctl "$@"
else
    compdef _keydeckctl keydeckctl
fi
)"_s;

const QString Fish = uR"(# fish completion for keydeckctl; made by: keydeckctl completion fish
function __keydeckctl_words
    set -l before (commandline -opc)
    set -l raw (commandline -ct)
    set -l current (string unescape -- $raw); or set current $raw
    set -l answer (printf '%s\0' $before[2..] "$current" |
        command keydeckctl completion words fish 2>/dev/null)
    test (count $answer) -gt 1; and printf '%s\n' $answer[2..]
    if test "$answer[1]" = files
        set -l begun (string match -r -- '^--[^=]*=' "$current")
        for path in (__fish_complete_path (string replace -r -- '^--[^=]*=' '' "$current"))
            echo "$begun$path"
        end
    end
end
complete -c keydeckctl -f -a '(__keydeckctl_words)'
)"_s;

} // namespace

QStringList completionShells()
{
    return {u"bash"_s, u"zsh"_s, u"fish"_s};
}

QString completionScript(const QString &shell)
{
    return shell == "bash"_L1 ? Bash
        : shell == "zsh"_L1   ? Zsh
        : shell == "fish"_L1  ? Fish
                              : QString();
}

} // namespace keydeck
