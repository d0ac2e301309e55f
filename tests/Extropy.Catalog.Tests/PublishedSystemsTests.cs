using Extropy.Catalog.Experiments;
using Extropy.Catalog.Systems;

namespace Extropy.Catalog.Tests;

public sealed class PublishedSystemsTests
{
    [Fact]
    public void All_AreFortyEightWithDistinctNames()
    {
        string[] names = [.. PublishedSystems.All.SelectMany(system => new[] { system.Id, system.Alias }).OfType<string>()];

        Assert.Equal(48, PublishedSystems.All.Length);
        Assert.Equal(names.Length, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void Sources_AreDistinctArXivNumbers()
    {
        string[] sources = [.. PublishedSystems.All.Select(system => system.ArXiv)];

        Assert.All(sources, source => Assert.Matches(@"^\d{4}\.\d{5}$", source));
        Assert.Equal(sources.Length, sources.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Rows_WorkOnlyWithARecordedResultOfEveryExperiment()
    {
        Assert.All(PublishedSystems.All, system => Assert.Equal(
            !system.Experiments.IsEmpty && system.Experiments.All(experiment => RecordedResults.VerdictOf(experiment) is not null),
            system.State == SystemState.Works));
    }

    [Fact]
    public void KnownExperiments_BelongToASystem()
    {
        Assert.All(KnownExperiments.All, experiment => Assert.NotNull(PublishedSystems.OfExperiment(experiment.Name)));
    }
}
