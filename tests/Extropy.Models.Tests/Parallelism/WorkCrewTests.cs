using Extropy.Models.Parallelism;
using Extropy.Testing.Memory;

namespace Extropy.Models.Tests.Parallelism;

public sealed class WorkCrewTests
{
    [Theory]
    [InlineData(1, 0, 4)]
    [InlineData(1, 10, 4)]
    [InlineData(2, 1, 1)]
    [InlineData(2, 1000, 7)]
    [InlineData(5, 1000, 1)]
    [InlineData(5, 3, 1000)]
    public void Run_AnyDegree_DoesEveryItemOnceInBlocks(int degree, int length, int blockLength)
    {
        using WorkCrew crew = new(degree);
        var done = new int[length];

        for (int round = 0; round < 50; round++) crew.Run(length, blockLength, new Counting(done, blockLength));

        Assert.All(done, count => Assert.Equal(50, count));
        Assert.Equal(degree, crew.Degree);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Run_SeveralFaults_ThrowsThatOfTheFirstBlockAndGoesOn(int degree)
    {
        using WorkCrew crew = new(degree);

        for (int round = 0; round < 20; round++)
            Assert.Equal("12", Assert.Throws<FormatException>(() => crew.Run(100, 4, new FailingFrom(11))).Message);

        var done = new int[5];
        crew.Run(5, 1, new Counting(done, 1));
        Assert.Equal([1, 1, 1, 1, 1], done);
    }

    [Fact]
    public void Alone_ManyThreadsAtOnce_DoNotMeet()
    {
        var done = new int[4][];
        Thread[] threads = [.. Enumerable.Range(0, 4).Select(i => new Thread(() =>
        {
            done[i] = new int[1000];
            WorkCrew.Alone.Run(1000, 3, new Counting(done[i], 3));
        }))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();

        Assert.All(done, items => Assert.All(items, count => Assert.Equal(1, count)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Run_AfterTheFirst_AllocatesNothing(int degree)
    {
        using WorkCrew crew = new(degree);
        var done = new int[100];
        crew.Run(100, 3, new Counting(done, 3));

        Assert.Equal(0, Allocated.Least(() => crew.Run(100, 3, new Counting(done, 3))));
    }

    [Fact]
    public void Crew_OfNobody_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new WorkCrew(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => WorkCrew.Alone.Run(5, 0, new FailingFrom(0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => WorkCrew.Alone.Run(-1, 1, new FailingFrom(0)));
    }

    private readonly ref struct Counting(Span<int> done, int blockLength) : IBlockWork
    {
        private readonly Span<int> _done = done;

        public void Do(int start, int count)
        {
            if (start % blockLength != 0 || (count != blockLength && start + count != _done.Length)) throw new InvalidOperationException();
            foreach (ref int item in _done.Slice(start, count)) Interlocked.Increment(ref item);
        }
    }

    private readonly struct FailingFrom(int first) : IBlockWork
    {
        public void Do(int start, int count)
        {
            if (start >= first) throw new FormatException($"{start}");
        }
    }
}
