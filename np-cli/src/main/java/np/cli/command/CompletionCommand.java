package np.cli.command;

import np.cli.json.JsonObject;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.Printable;

/** {@code np completion bash|zsh|fish}: a script that asks np for the words at each TAB. */
final class CompletionCommand implements Action {
  private static final String BASH =
      """
      # np completion bash >> ~/.bashrc, or: source <(np completion bash)
      _np_complete() {
        local IFS=$'\\n' word
        COMPREPLY=()
        while read -r word; do
          COMPREPLY+=("${word%%$'\\t'*}")
        done < <("${COMP_WORDS[0]}" __complete -- "${COMP_WORDS[@]:1:$COMP_CWORD}" 2>/dev/null)
        if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]]; then compopt -o nospace; fi
      }
      complete -o default -F _np_complete np npctl
      """;
  private static final String ZSH =
      """
      #compdef np npctl
      # np completion zsh > "${fpath[1]}/_np", or: source <(np completion zsh)
      _np() {
        local -a whole open
        local word text
        while IFS=$'\\t' read -r word text; do
          word="${word//:/\\\\:}${text:+:$text}"
          if [[ $word == *=(|:*) ]]; then open+=("$word"); else whole+=("$word"); fi
        done < <("${words[1]}" __complete -- "${(@)words[2,$CURRENT]}" 2>/dev/null)
        if (( $#whole + $#open == 0 )); then _files; return; fi
        _describe np whole -- open -S ''
      }
      if [ "$funcstack[1]" = "_np" ]; then
        _np
      else
        (( $+functions[compdef] )) || { autoload -Uz compinit && compinit; }
        compdef _np np npctl
      fi
      """;
  private static final String FISH =
      """
      # np completion fish > ~/.config/fish/completions/np.fish, or: np completion fish | source
      function __np_complete
        set -l words (commandline -opc)
        set -l found ($words[1] __complete -- $words[2..-1] (commandline -ct) 2>/dev/null)
        if set -q found[1]
          printf '%s\\n' $found
        else
          __fish_complete_path (commandline -ct)
        end
      end
      complete -c np -f -a '(__np_complete)'
      complete -c npctl -f -a '(__np_complete)'
      """;

  @Override
  public void declare(Syntax syntax) {
    syntax.argument("SHELL", "bash, zsh or fish", Argument.Kind.SHELL).json("np.completion/1");
  }

  @Override
  public Outcome run(Session session) {
    String shell = session.arguments().required("SHELL");
    String script =
        switch (shell) {
          case "bash" -> BASH;
          case "zsh" -> ZSH;
          case "fish" -> FISH;
          default ->
              throw new NpException.Invalid(
                  ErrorCode.USAGE,
                  "np knows no completion for " + Printable.escape(shell),
                  "there is bash, zsh and fish");
        };
    session.output().raw(script);
    session
        .output()
        .json(JsonObject.of("np.completion/1").with("shell", shell).with("text", script));
    return Outcome.success();
  }
}
