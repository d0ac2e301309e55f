using System.Globalization;
using Extropy.Search.Contracts;

namespace Extropy.Tasks.PersonaFacts;

/// <summary>
/// The toy's words. One step is one token: id i &lt; m tells fact i, id m + p is small talk of persona p. Every word shows its persona, so
/// noise keeps it too and the policy is Markov in the last word.
/// </summary>
internal sealed class PersonaFactsVocabulary
{
    private readonly string[] _words;
    private readonly Dictionary<string, int> _idOf;

    public PersonaFactsVocabulary(int facts)
    {
        Facts = facts;
        _words = new string[facts + PersonaFactsOptions.Personas];
        for (int id = 0; id < _words.Length; id++)
        {
            _words[id] = id < facts
                ? string.Create(CultureInfo.InvariantCulture, $"fact {id}")
                : string.Create(CultureInfo.InvariantCulture, $"small talk of persona {id - facts}");
        }

        _idOf = new(StringComparer.Ordinal);
        for (int id = 0; id < _words.Length; id++) _idOf.Add(_words[id], id);
    }

    /// <summary>m.</summary>
    public int Facts { get; }

    /// <summary>V = m + 2.</summary>
    public int Size => _words.Length;

    /// <summary>The step's text.</summary>
    public string Word(int id) => _words[id];

    /// <summary>The persona a word shows.</summary>
    public int PersonaOf(int id) => id < Facts ? id % PersonaFactsOptions.Personas : id - Facts;

    /// <summary>The id of a step, or −1 for a text outside the vocabulary.</summary>
    public int IdOf(Step step) => _idOf.GetValueOrDefault(step.Text, -1);

    /// <summary>Marks the facts that a trajectory tells. Steps with unknown text tell nothing.</summary>
    /// <param name="trajectory">The trajectory.</param>
    /// <param name="told">Shape [m]; true where the fact occurs.</param>
    /// <returns>How many different facts are told.</returns>
    public int Mark(Trajectory trajectory, Span<bool> told)
    {
        told.Clear();
        int count = 0;
        foreach (Step step in trajectory.Steps)
        {
            int id = IdOf(step);
            if (id < 0 || id >= Facts || told[id]) continue;
            told[id] = true;
            count++;
        }

        return count;
    }
}
