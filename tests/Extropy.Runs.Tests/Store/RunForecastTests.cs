using Extropy.Runs.Effects;
using Extropy.Runs.Store;
using Extropy.Runs.Tests.Effects;
using Extropy.Testing.Files;

namespace Extropy.Runs.Tests.Store;

public sealed class RunForecastTests
{
    [Fact]
    public async Task Forecast_OfDiskBytes_IsNearTheRealFile()
    {
        const int Searches = 40, Events = 60, Tokens = 30;
        using var folder = new TemporaryFolder();
        string path = folder.File("journal.db");
        await using (Journal journal = Journal.Open(path))
        {
            for (int search = 0; search < Searches; search++)
            {
                EffectStream stream = journal.Stream(Requests.Search(search), "");
                for (int i = 0; i < Events; i++)
                    await stream.AppendAsync(i, new(EffectKind.Continuation, new string[7], new ulong[7]), new byte[Tokens * RunForecast.TokenBytes]);
            }
        }

        RunForecast forecast = RunForecast.Of(Searches, Events, Tokens, inFlight: 8);
        double ratio = (forecast.DiskBytes / 2.0) / new FileInfo(path).Length; // half: the write-ahead log is gone when the file is closed

        Assert.Equal(Searches * Events, forecast.Events);
        Assert.InRange(ratio, 0.9, 1.4);
    }

    [Fact]
    public void Forecast_OfMemory_CountsTheSearchesInFlightOnly()
    {
        RunForecast few = RunForecast.Of(1000, 100, 50, inFlight: 10);
        RunForecast all = RunForecast.Of(1000, 100, 50, inFlight: 5000);

        Assert.Equal(100 * few.MemoryBytes, all.MemoryBytes);
        Assert.Equal(few.DiskBytes, all.DiskBytes);
    }

    [Fact]
    public void Forecast_OfUnlimitedEvents_Saturates() =>
        Assert.Equal(long.MaxValue, RunForecast.Of(1000, long.MaxValue, 50, 10).Events);
}
