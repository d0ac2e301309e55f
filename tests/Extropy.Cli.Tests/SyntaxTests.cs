namespace Extropy.Cli.Tests;

/// <summary>What cannot be run is said in one sentence on the error stream, with exit code 2 and an empty output.</summary>
public sealed class SyntaxTests
{
    [Theory]
    [InlineData("unknown command 'catalgo'; did you mean 'catalog'?", "catalgo")]
    [InlineData("unknown flag '--sed'; did you mean '--seed'?", "reproduce", "--sed", "3")]
    [InlineData("unknown flag '--sed'; did you mean '--seed'?", "doctor", "--sed=3")]
    [InlineData("--seed takes a whole number of at least 0, not 'abc'.", "catalog", "--seed", "abc")]
    [InlineData("--seed takes a whole number of at least 0, not '-1'.", "catalog", "--seed", "-1")]
    [InlineData("--seed needs a value.", "catalog", "--seed")]
    [InlineData("--seed is given more than once.", "catalog", "--seed", "1", "--seed", "2")]
    [InlineData("--workers takes a whole number from 1 to 1024, not '0'.", "catalog", "--workers", "0")]
    [InlineData("'b' is one word too many for 'catalog'; put text with spaces in quotes.", "catalog", "bes", "b")]
    [InlineData("'solve' needs a problem: {problems}.", "solve")]
    [InlineData("unknown problem 'persona-fact'; did you mean 'persona-facts'?", "solve", "persona-fact")]
    [InlineData("unknown strategy 'bse'; did you mean 'bes'?", "solve", "persona-facts", "--strategy", "bse")]
    [InlineData("--people means nothing for persona-facts; leave it out.", "solve", "persona-facts", "--people", "4")]
    [InlineData("--people takes a whole number from 2 to 10, not '11'.", "solve", "persona-facts", "--people", "11")]
    [InlineData("--budget-calls 1 is less than one proposal: it buys 1 of the 2 steps that the shortest answer takes; the default is 200 policy calls.", "solve", "persona-facts", "--budget-calls", "1")]
    [InlineData("--budget-tokens 0 is less than one proposal: a step takes up to 1 tokens, so it buys no whole step; the default is 200 policy calls.", "solve", "persona-facts", "--budget-tokens", "0")]
    [InlineData("The puzzle cannot be read at character 1 ('foo'): expected 2 to 10 inhabitants with what each says; found 0.", "solve", "knights-and-knaves", "--text", "foo")]
    [InlineData("--text and --data both bring a puzzle; give one of them.", "solve", "knights-and-knaves", "--text", "foo", "--data", "bar")]
    [InlineData("--row names a row of a file; give --data FILE too.", "solve", "knights-and-knaves", "--row", "3")]
    [InlineData("--people is for drawn puzzles; a puzzle that is given has its own number.", "solve", "knights-and-knaves", "--people", "3", "--text", "foo")]
    [InlineData("unknown goal source 'truht'; did you mean 'truth'?", "solve", "knights-and-knaves", "--goals", "truht")]
    [InlineData("--model /no/such/folder: there is no such folder.", "solve", "knights-and-knaves", "--model", "/no/such/folder")]
    [InlineData("unknown strategy 'bse'; did you mean 'bes'?", "compare", "persona-facts", "--strategies", "bse,tree")]
    [InlineData("--people takes whole numbers from 2 to 10 separated by commas, not '11'.", "compare", "knights-and-knaves", "--people", "4,11")]
    [InlineData("--people means nothing for persona-facts; leave it out.", "compare", "persona-facts", "--people", "4")]
    [InlineData("--tokens 0 buys no step; the default is 1600.", "compare", "persona-facts", "--tokens", "0")]
    [InlineData("--reference tree is not among --strategies bes.", "compare", "persona-facts", "--strategies", "bes", "--reference", "tree")]
    [InlineData("--puzzles takes a whole number from 1 to 100000, not '0'.", "eval", "knights-and-knaves", "--puzzles", "0")]
    [InlineData("--k 16 is more than the 8 samples of each puzzle; give --samples 16 or more.", "eval", "knights-and-knaves", "--k", "1,16")]
    [InlineData("--temperature takes a number of at least 0, not 'hot'.", "eval", "knights-and-knaves", "--temperature", "hot")]
    [InlineData("--temperature takes a number of at least 0, not '-1'.", "eval", "knights-and-knaves", "--temperature", "-1")]
    [InlineData("--top-p takes a number above 0 and at most 1, not '0'.", "eval", "knights-and-knaves", "--top-p", "0")]
    [InlineData("--samples takes a whole number from 1 to 1024, not '0'.", "eval", "knights-and-knaves", "--samples", "0")]
    [InlineData("--temperature means nothing for countdown; leave it out.", "eval", "countdown", "--temperature", "0.5")]
    [InlineData("--data means nothing for persona-facts; leave it out.", "eval", "persona-facts", "--data", "some.jsonl")]
    [InlineData("unknown task 'countdwn'; did you mean 'countdown'?", "eval", "countdwn")]
    [InlineData("'tasks' needs one of: check, generate.", "tasks")]
    [InlineData("--data needs a value.", "tasks", "check", "knights-and-knaves")]
    [InlineData("--count takes a whole number from 1 to 1000000, not 'x'.", "tasks", "generate", "knights-and-knaves", "--count", "x")]
    [InlineData("'runs' needs one of: list, show, resume, export, report, gc.", "runs")]
    [InlineData("runs gc needs --older-than-days N or --keep-mb N: nothing is deleted without a rule.", "runs", "gc")]
    [InlineData("unknown system 'bse'; did you mean 'bes'?", "catalog", "bse")]
    [InlineData("'steer' is planned: it has no experiment yet; `extropy catalog` shows what works.", "reproduce", "steer")]
    public async Task BadInput_IsOneSentenceAndExitsWithTwo(string sentence, params string[] arguments)
    {
        CliRun run = await Cli.RunAsync(arguments);

        Assert.Equal(2, run.Code);
        Assert.Equal($"extropy: {sentence.Replace("{problems}", string.Join(", ", Solving.SearchSetups.Names), StringComparison.Ordinal)}\n", run.Error.ReplaceLineEndings("\n"));
        Assert.Empty(run.Out);
    }

    [Fact]
    public async Task HostileWord_IsShownWithoutControlCharacters()
    {
        CliRun run = await Cli.RunAsync("\u001b[31m" + new string('x', 100_000));

        Assert.Equal(2, run.Code);
        Assert.DoesNotContain('\u001b', run.Error);
        Assert.True(run.Error.Length < 1000);
    }
}
