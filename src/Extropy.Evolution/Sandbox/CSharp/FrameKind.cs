namespace Extropy.Evolution.Sandbox.CSharp;

/// <summary>What a frame between this process and a worker carries.</summary>
internal enum FrameKind : byte
{
    /// <summary>Worker: it waits for work.</summary>
    Ready = 1,

    /// <summary>To the compiler: UTF-8 source that may name anything.</summary>
    Source = 2,

    /// <summary>To the compiler: UTF-8 source that may name only what a construction needs.</summary>
    NarrowSource = 3,

    /// <summary>From the compiler, and to a runner: an assembly.</summary>
    Assembly = 4,

    /// <summary>From a runner: rows, columns, then as many doubles, all little-endian.</summary>
    Numbers = 5,

    /// <summary>From a worker: what went wrong, as UTF-8.</summary>
    Failure = 6,
}
