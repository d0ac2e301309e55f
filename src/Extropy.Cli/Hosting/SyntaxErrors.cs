using System.CommandLine;
using System.CommandLine.Parsing;
using Extropy.Core.Text;

namespace Extropy.Cli.Hosting;

/// <summary>Says in one sentence why a command line cannot be run.</summary>
internal static class SyntaxErrors
{
    /// <summary>The first fault, or null when the line is fine or asks for help.</summary>
    public static string? Sentence(ParseResult parsed)
    {
        if (parsed.Action is System.CommandLine.Invocation.SynchronousCommandLineAction { ClearsParseErrors: true }) return null;
        Command command = parsed.CommandResult.Command;
        if (Unknown(parsed, command) is { } unknown) return unknown;
        if (parsed.Errors.Count == 0) return null;

        ParseError error = parsed.Errors[0];
        return error.SymbolResult switch
        {
            CommandResult group when group.Command.Subcommands.Count > 0 =>
                $"'{NameOf(group.Command)}' needs one of: {string.Join(", ", group.Command.Subcommands.Select(sub => sub.Name))}",
            ArgumentResult { Tokens.Count: 0, Argument: { } argument } when argument.Arity.MinimumNumberOfValues > 0 && IsOwn(command, argument) =>
                $"'{NameOf(command)}' needs a {argument.Name}: {Choices(argument)}",
            OptionResult { Tokens.Count: 0 } option => $"{option.Option.Name} needs a value",
            OptionResult { Tokens.Count: > 1 } option => $"{option.Option.Name} is given more than once",
            CommandResult needing when needing.Command.Arguments.FirstOrDefault(argument => argument.Arity.MinimumNumberOfValues > 0) is { } missing
                && needing.Tokens.Count == 0 => $"'{NameOf(command)}' needs a {missing.Name}: {Choices(missing)}",
            _ => error.Message.TrimEnd('.'),
        };
    }

    private static string? Unknown(ParseResult parsed, Command command)
    {
        // A mistyped flag may have been taken for an argument: "reproduce --sed 3".
        string? token = command.Arguments.SelectMany(argument => parsed.GetResult(argument)?.Tokens ?? [])
            .Select(taken => taken.Value).FirstOrDefault(LooksLikeFlag) ?? (parsed.UnmatchedTokens is [var first, ..] ? first : null);
        if (token is null) return null;
        if (LooksLikeFlag(token))
            return NearestNames.Message("flag", token.Split('=', 2)[0], [.. AllFlags(command).Select(flag => flag.Name)]);

        if (command.Subcommands.Count > 0)
            return NearestNames.Message("command", token, [.. command.Subcommands.Where(sub => !sub.Hidden).Select(sub => sub.Name)]);
        return $"'{Output.SafeText.Short(token, 40)}' is one word too many for '{NameOf(command)}'; put text with spaces in quotes";
    }

    private static bool LooksLikeFlag(string token) => token.Length > 1 && token[0] == '-' && !char.IsWhiteSpace(token[1]);

    private static IEnumerable<Option> AllFlags(Command command) => command.Options.Where(option => !option.Hidden);

    private static bool IsOwn(Command command, Argument argument) => command.Arguments.Contains(argument);

    private static string Choices(Argument argument) =>
        argument.HelpName is { Length: > 0 } known ? known.Replace("|", ", ", StringComparison.Ordinal) : argument.Description ?? "a value";

    private static string NameOf(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent and not RootCommand ? $"{parent.Name} {command.Name}" : command.Name;
}
