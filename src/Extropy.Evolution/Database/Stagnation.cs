namespace Extropy.Evolution.Database;

/// <summary>Counts rounds in a row that brought no gain worth the name, and rounds in a row that brought no new best at all.</summary>
internal sealed class Stagnation(int rounds, double margin)
{
    private double _best = double.NegativeInfinity;
    private int _withoutGain;

    /// <summary>Rounds since the best last changed.</summary>
    public int WithoutBest { get; private set; }

    /// <summary>A start: raises the best without counting as a round.</summary>
    public void Start(double merit) => _best = Math.Max(_best, merit);

    /// <summary>One finished round.</summary>
    /// <param name="merit">The candidate's merit; −∞ where the round brought none.</param>
    /// <returns>True where that many rounds in a row did not exceed the best before them by more than the margin; counting then starts anew.</returns>
    public bool Round(double merit)
    {
        _withoutGain = merit > _best + margin ? 0 : _withoutGain + 1;
        WithoutBest = merit > _best ? 0 : WithoutBest + 1;
        _best = Math.Max(_best, merit);
        if (_withoutGain < rounds) return false;
        _withoutGain = 0;
        return true;
    }

    /// <summary>Starts counting rounds without a new best anew.</summary>
    public void Renew() => WithoutBest = 0;
}
