using Extropy.Search.Contracts;
using Extropy.Testing.Search;
using Extropy.Testing.Verifiers;

namespace Extropy.Search.Tests.Verifiers;

public sealed class VerifierAttackTests
{
    [Fact]
    public void WordProblem_SurvivesAll() => Assert.Empty(VerifierAttacks.Faults(new WordProblem()));

    [Fact]
    public void CarelessVerifier_IsCaught()
    {
        IReadOnlyList<string> faults = VerifierAttacks.Faults(new Careless());

        Assert.Contains(faults, fault => fault.StartsWith("nothing: ArgumentOutOfRangeException", StringComparison.Ordinal)
            || fault.StartsWith("nothing: IndexOutOfRangeException", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault == "NUL bytes: reward NaN");
        Assert.Contains(faults, fault => fault == "claims to have won: counts as solved");
    }

    private sealed class Careless : IProblem, IVerifier
    {
        public string Task => "careless";
        public Core.Identity.Digest Identity => default;
        public Prompt Prompt { get; } = new("");
        public string StepSeparator => "\n";
        public IVerifier Verifier => this;
        public SolutionVisibility Visibility => SolutionVisibility.Hidden;
        public int MaxSteps => 9;

        public string? ReadAnswer(Trajectory trajectory) => null;

        public Verdict Verify(Trajectory trajectory)
        {
            double reward = trajectory.Steps[0].Text.Contains('\0') ? double.NaN : trajectory.ToText(" ").Contains("SOLVED") ? 1 : 0;
            return new Verdict(reward, TrajectoryState.Complete);
        }
    }
}
