namespace Extropy.Tasks.KnightsAndKnaves.Logic;

/// <summary>
/// What an inhabitant says. The cases below are all there are; persons are numbered from 0. An assignment of roles is a bit mask in which
/// bit p is set when person p is a knight.
/// </summary>
public abstract record Statement
{
    private Statement()
    {
    }

    /// <summary>The persons spoken of, as a bit mask.</summary>
    public abstract int Mentions { get; }

    /// <summary>Nesting: 1 for a leaf. The grammar of the published data has at most 2.</summary>
    public abstract int Depth { get; }

    /// <summary>The statement in prefix words, e.g. <c>IMPLIES P0 KNIGHT NOT P1 KNAVE</c>.</summary>
    public abstract string ToFormal();

    /// <summary>Whether the statement is true under an assignment.</summary>
    /// <param name="knights">Bit p is set when person p is a knight; every mentioned person counts as assigned.</param>
    public abstract bool Holds(int knights);

    /// <inheritdoc/>
    public sealed override string ToString() => ToFormal();

    /// <summary>A person's bit; numbers that no puzzle can hold get a bit that every puzzle refuses.</summary>
    private static int Bit(int person) => person is >= 0 and < 31 ? 1 << person : int.MinValue;

    /// <summary>"X is telling the truth", which is to say "X is a knight".</summary>
    public sealed record TellsTruth(int Person) : Statement
    {
        /// <inheritdoc/>
        public override int Mentions => Bit(Person);

        /// <inheritdoc/>
        public override int Depth => 1;

        /// <inheritdoc/>
        public override string ToFormal() => $"P{Person} KNIGHT";

        /// <inheritdoc/>
        public override bool Holds(int knights) => (knights >> Person & 1) == 1;
    }

    /// <summary>"X is lying", which is to say "X is a knave".</summary>
    public sealed record Lies(int Person) : Statement
    {
        /// <inheritdoc/>
        public override int Mentions => Bit(Person);

        /// <inheritdoc/>
        public override int Depth => 1;

        /// <inheritdoc/>
        public override string ToFormal() => $"P{Person} KNAVE";

        /// <inheritdoc/>
        public override bool Holds(int knights) => (knights >> Person & 1) == 0;
    }

    /// <summary>"It is not so that …".</summary>
    public sealed record Not(Statement Inner) : Statement
    {
        /// <inheritdoc/>
        public override int Mentions => Inner.Mentions;

        /// <inheritdoc/>
        public override int Depth => Inner.Depth + 1;

        /// <inheritdoc/>
        public override string ToFormal() => $"NOT {Inner.ToFormal()}";

        /// <inheritdoc/>
        public override bool Holds(int knights) => !Inner.Holds(knights);
    }

    /// <summary>"… and …".</summary>
    public sealed record And(Statement Left, Statement Right) : Statement
    {
        /// <inheritdoc/>
        public override int Mentions => Left.Mentions | Right.Mentions;

        /// <inheritdoc/>
        public override int Depth => Math.Max(Left.Depth, Right.Depth) + 1;

        /// <inheritdoc/>
        public override string ToFormal() => $"AND {Left.ToFormal()} {Right.ToFormal()}";

        /// <inheritdoc/>
        public override bool Holds(int knights) => Left.Holds(knights) && Right.Holds(knights);
    }

    /// <summary>"… or …", or both.</summary>
    public sealed record Or(Statement Left, Statement Right) : Statement
    {
        /// <inheritdoc/>
        public override int Mentions => Left.Mentions | Right.Mentions;

        /// <inheritdoc/>
        public override int Depth => Math.Max(Left.Depth, Right.Depth) + 1;

        /// <inheritdoc/>
        public override string ToFormal() => $"OR {Left.ToFormal()} {Right.ToFormal()}";

        /// <inheritdoc/>
        public override bool Holds(int knights) => Left.Holds(knights) || Right.Holds(knights);
    }

    /// <summary>"If … then …": false only when the first holds and the second does not.</summary>
    public sealed record Implies(Statement Left, Statement Right) : Statement
    {
        /// <inheritdoc/>
        public override int Mentions => Left.Mentions | Right.Mentions;

        /// <inheritdoc/>
        public override int Depth => Math.Max(Left.Depth, Right.Depth) + 1;

        /// <inheritdoc/>
        public override string ToFormal() => $"IMPLIES {Left.ToFormal()} {Right.ToFormal()}";

        /// <inheritdoc/>
        public override bool Holds(int knights) => !Left.Holds(knights) || Right.Holds(knights);
    }

    /// <summary>"… if and only if …".</summary>
    public sealed record Iff(Statement Left, Statement Right) : Statement
    {
        /// <inheritdoc/>
        public override int Mentions => Left.Mentions | Right.Mentions;

        /// <inheritdoc/>
        public override int Depth => Math.Max(Left.Depth, Right.Depth) + 1;

        /// <inheritdoc/>
        public override string ToFormal() => $"IFF {Left.ToFormal()} {Right.ToFormal()}";

        /// <inheritdoc/>
        public override bool Holds(int knights) => Left.Holds(knights) == Right.Holds(knights);
    }
}
