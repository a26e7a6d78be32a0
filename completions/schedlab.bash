# bash completion for schedlab: source it, or install it as bash-completion/completions/schedlab.
# tests/cli/completion.sh holds it against the options there are.

_schedlab_scenarios() {
    "${COMP_WORDS[0]}" list 2>/dev/null | sed '/^$/,$d' | cut -d ' ' -f 1
}

_schedlab_exercises() {
    "${COMP_WORDS[0]}" bugs list 2>/dev/null | sed -n 's/^ *[0-9][0-9]*  *\([a-z0-9-]*\) .*/\1/p'
}

_schedlab() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} verb=${COMP_WORDS[1]}
    local verbs='run check list bugs gosrc stat convert compare learn diagnose play quiz sweep view help' options=
    local words='list show start answer run hint check explain reset next watch answers class new lint'
    local models='go1.19 go1.23 go1.24 go1.26 go1.27'

    COMPREPLY=()
    if [[ $word == = ]]; then # readline breaks words at =
        word=
    elif [[ $before == = ]]; then
        before=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    if ((COMP_CWORD == 1)); then
        mapfile -t COMPREPLY < <(compgen -W "$verbs --help --version" -- "$word")
        return
    fi
    case $before in
    --model)
        mapfile -t COMPREPLY < <(compgen -W "$models" -- "$word")
        return
        ;;
    --files | --frames)
        mapfile -t COMPREPLY < <(compgen -d -- "$word")
        return
        ;;
    --summary | --csv | --choices | --save | --sheet | --key | --log | --trace | --chrome | --out)
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
        return
        ;;
    --view)
        mapfile -t COMPREPLY < <(compgen -W 'board timeline code compare lesson player' -- "$word")
        return
        ;;
    --theme)
        mapfile -t COMPREPLY < <(compgen -W 'dark light' -- "$word")
        return
        ;;
    --compare)
        mapfile -t COMPREPLY < <(compgen -W "$models $(_schedlab_scenarios)" -- "$word"; compgen -f -- "$word")
        return
        ;;
    --at | --select | --from | --to | --fps | --speed | --keys | --callout | --size | --scale) return ;;
    --grid | --models | --column | --jobs | --shard | --find | --seed | --seeds | --count | --set | --until | --realtime) return ;;
    esac
    case $verb in
    run) options='--seed --model --set --summary --files --choices --until --realtime --invariants --log --trace --chrome --help' ;;
    check) options='--seeds --seed --model --set --help' ;;
    gosrc) options='--out --seed --model --set --help' ;;
    list) options='--models --help' ;;
    bugs) options='--spoil --csv --manual-run --seed --model --set --until --help' ;;
    diagnose) options='--json --help' ;;
    play) options='--choices --save --seed --model --set --help' ;;
    quiz) options='--seed --count --sheet --key --help' ;;
    sweep) options='--grid --seeds --models --set --column --out --jobs --shard --find --choices --merge --help' ;;
    stat) options='--json --partial --help' ;;
    convert) options='--chrome --partial --help' ;;
    learn) options='--out --json --help' ;;
    view) options='--seed --model --set --compare --at --select --view --png --frames --from --to --fps --speed --dump --follow --keys --callout --size --scale --theme --presenter --tour --help' ;;
    compare) options='--json --seed --model --set --help' ;;
    esac
    if [[ $word == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")
        return
    fi
    case $verb in
    run | check | gosrc | compare | play | sweep | view) mapfile -t COMPREPLY < <(compgen -W "$(_schedlab_scenarios)" -- "$word"; compgen -f -- "$word") ;;
    quiz) mapfile -t COMPREPLY < <(compgen -W 'who-runs-next what-the-line-says which-state what-the-summary-says what-this-evidence-supports which-rule' -- "$word") ;;
    bugs)
        if ((COMP_CWORD == 2)); then
            mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
        else
            mapfile -t COMPREPLY < <(compgen -W "$(_schedlab_exercises)" -- "$word"; compgen -f -- "$word")
        fi
        ;;
    help) mapfile -t COMPREPLY < <(compgen -W "$verbs" -- "$word") ;;
    list) mapfile -t COMPREPLY < <(compgen -d -- "$word") ;;
    *) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    esac
}

complete -o filenames -F _schedlab schedlab
