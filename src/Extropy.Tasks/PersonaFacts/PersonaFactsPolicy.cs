using System.Collections.Immutable;
using Extropy.Core.Errors;
using Extropy.Search.Contracts;

namespace Extropy.Tasks.PersonaFacts;

/// <summary>
/// The exact Markov policy of the toy: the first step's persona is uniform, every next one keeps it with probability a; a step tells, with
/// probability q, a uniform fact of its persona, and small talk otherwise. Probabilities and entropies are exact, so Theorem 1 can be
/// measured on a real policy.
/// </summary>
/// <remarks>Thread-safe. One step is one token. Rows: V + 1 states, the last word or none.</remarks>
public sealed class PersonaFactsPolicy : IStepPolicy, IScoringPolicy
{
    private readonly PersonaFactsVocabulary _vocabulary;
    private readonly double[][] _rows; // [V + 1, V]: probability of the next word after each word; last row: after nothing
    private readonly Step[][] _steps; // same shape: the immutable step for (state, word), shared by all trajectories

    /// <summary>Creates the policy.</summary>
    /// <exception cref="BadInputException">An option outside its range.</exception>
    public PersonaFactsPolicy(PersonaFactsOptions options)
    {
        options.Validate();
        _vocabulary = new PersonaFactsVocabulary(options.Facts);
        Identity = new PolicyIdentity("persona-facts", 1, options.Identity);
        _rows = new double[_vocabulary.Size + 1][];
        _steps = new Step[_vocabulary.Size + 1][];
        for (int state = 0; state <= _vocabulary.Size; state++)
        {
            _rows[state] = Row(options, state);
            float entropy = (float)Entropy(_rows[state]);
            _steps[state] = [.. _rows[state].Select((probability, id) => MakeStep(id, probability, entropy))];
        }
    }

    /// <inheritdoc/>
    public PolicyIdentity Identity { get; }

    /// <inheritdoc/>
    /// <exception cref="BadInputException">Anything but plain sampling (temperature 1, no filter, no cue): the toy has no other mode.</exception>
    public ValueTask<Continuation> ContinueAsync(ContinuationRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (request.Sampling is not { Temperature: 1, TopP: 1, TopK: 0, MinP: 0 } || request.Cue is not null)
            throw new BadInputException("The persona-facts policy samples at temperature 1, without filters and cues.");

        int count = (int)Math.Min(request.MaxSteps, request.MaxTokens);
        var steps = ImmutableArray.CreateBuilder<Step>(count);
        int state = StateAfter(request.Prefix);
        for (int i = 0; i < count; i++)
        {
            int id = request.TokenDraws.At(0, i).NextCategorical(_rows[state]);
            steps.Add(_steps[state][id]);
            state = id;
        }

        return ValueTask.FromResult(new Continuation(steps.MoveToImmutable(), count, request.Prefix.Length));
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<double>> LogProbabilitiesAsync(
        Prompt prompt, Trajectory trajectory, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var logProbabilities = ImmutableArray.CreateBuilder<double>(trajectory.Length);
        int state = _vocabulary.Size;
        foreach (Step step in trajectory.Steps)
        {
            int id = _vocabulary.IdOf(step);
            logProbabilities.Add(id < 0 ? double.NegativeInfinity : Math.Log(_rows[state][id]));
            state = id < 0 ? _vocabulary.Size : id;
        }

        return ValueTask.FromResult(logProbabilities.MoveToImmutable());
    }

    private int StateAfter(Trajectory prefix)
    {
        int id = prefix.Length == 0 ? -1 : _vocabulary.IdOf(prefix.Steps[^1]);
        return id < 0 ? _vocabulary.Size : id;
    }

    private double[] Row(PersonaFactsOptions options, int state)
    {
        var row = new double[_vocabulary.Size];
        for (int id = 0; id < row.Length; id++)
        {
            int persona = _vocabulary.PersonaOf(id);
            double toPersona =
                state == _vocabulary.Size ? 1.0 / PersonaFactsOptions.Personas
                : _vocabulary.PersonaOf(state) == persona ? options.Stay
                : 1 - options.Stay;
            int ownFacts = (options.Facts - persona + 1) / PersonaFactsOptions.Personas; // facts persona, persona + 2, …
            row[id] = toPersona * (id < options.Facts ? options.TellProbability / ownFacts : 1 - options.TellProbability);
        }

        return row;
    }

    private Step MakeStep(int id, double probability, float entropy)
    {
        float logProbability = (float)Math.Log(probability);
        return new Step(_vocabulary.Word(id), endsTrajectory: false, new StepTokens([id])
        {
            LpModel = [logProbability],
            LpBehaviour = [logProbability],
            EntropyNats = [entropy],
        });
    }

    private static double Entropy(double[] row)
    {
        double entropy = 0;
        foreach (double probability in row)
        {
            if (probability > 0) entropy -= probability * Math.Log(probability);
        }

        return entropy;
    }
}
