using Extropy.Search.Contracts;

namespace Extropy.Tasks.Countdown;

/// <summary>The numbers at hand after some operations.</summary>
internal sealed class CountdownState
{
    private const int MostBytes = 20; // of numerator and denominator together; larger numbers help nobody

    private readonly List<Rational> _available;

    public CountdownState(CountdownPuzzle puzzle)
    {
        Target = puzzle.Target;
        _available = [.. puzzle.Numbers.Select(number => (Rational)number)];
    }

    /// <summary>What to reach.</summary>
    public Rational Target { get; }

    /// <summary>Numbers at hand, those made at the end.</summary>
    public IReadOnlyList<Rational> Available => _available;

    /// <summary>How many of the last numbers were made; the others were given.</summary>
    public int Made { get; private set; }

    /// <summary>The number made last, or null.</summary>
    public Rational? Last { get; private set; }

    /// <summary>True when the target was made or given.</summary>
    public bool HasTarget => _available.Contains(Target);

    /// <summary>True when nothing is left to do.</summary>
    public bool IsOver => HasTarget || _available.Count < 2;

    /// <summary>The state after a trajectory; steps that are no legal operation change nothing.</summary>
    public static CountdownState After(CountdownPuzzle puzzle, Trajectory trajectory)
    {
        var state = new CountdownState(puzzle);
        foreach (Step step in trajectory.Steps) state.Apply(step.Text);
        return state;
    }

    /// <summary>Applies a step: valid and applied, wrong, or no operation at all.</summary>
    public StepValidity Apply(string text)
    {
        if (CountdownMove.Read(text, out Rational written) is not { } move) return StepValidity.Neutral;
        if (HasTarget || move.Result != written || !Take(move)) return StepValidity.Wrong;
        _available.Add(written);
        Made++;
        Last = written;
        return StepValidity.Valid;
    }

    /// <summary>Whether all these numbers are at hand at once.</summary>
    public bool Has(params ReadOnlySpan<Rational> numbers)
    {
        List<Rational> rest = [.. _available];
        foreach (Rational number in numbers)
            if (!rest.Remove(number)) return false;
        return true;
    }

    /// <summary>Every legal operation, each once, in a fixed order; a difference or quotient in both directions, a sum or product in one.</summary>
    public List<CountdownMove> Moves()
    {
        var moves = new List<CountdownMove>();
        for (int i = 0; i < _available.Count; i++)
        {
            for (int j = i + 1; j < _available.Count; j++)
            {
                Rational first = _available[i], second = _available[j];
                moves.AddRange([new(first, '+', second), new(first, '*', second), new(first, '-', second), new(second, '-', first)]);
                moves.AddRange([new(first, '/', second), new(second, '/', first)]);
            }
        }

        return [.. moves.Where(move => move.Result is { } result && IsSmall(result)).Distinct()];
    }

    private static bool IsSmall(Rational number) =>
        number.Numerator.GetByteCount() + number.Denominator.GetByteCount() < MostBytes;

    private bool Take(CountdownMove move)
    {
        if (!Has(move.Left, move.Right)) return false;
        foreach (Rational used in (Rational[])[move.Left, move.Right])
        {
            int at = _available.LastIndexOf(used);
            if (at >= _available.Count - Made) Made--;
            _available.RemoveAt(at);
        }

        return true;
    }
}
