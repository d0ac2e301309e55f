namespace Extropy.Tasks.Countdown;

/// <summary>One operation on two numbers, e.g. <c>8 * 3 = 24</c>.</summary>
/// <param name="Left">First number.</param>
/// <param name="Operator">One of + − * /, written with ASCII signs.</param>
/// <param name="Right">Second number.</param>
public readonly record struct CountdownMove(Rational Left, char Operator, Rational Right)
{
    /// <summary>What the operation makes; null for a division by 0.</summary>
    public Rational? Result => Operator switch
    {
        '+' => Left + Right,
        '-' => Left - Right,
        '*' => Left * Right,
        _ => Right.Numerator.IsZero ? null : Left / Right,
    };

    /// <summary>Reads a step; null when the text is no operation. The result written is checked by the caller.</summary>
    /// <param name="text">Anything.</param>
    /// <param name="written">The result that the text gives.</param>
    public static CountdownMove? Read(string text, out Rational written)
    {
        written = default;
        const int Longest = 256;
        if (text.Length > Longest) return null;
        string[] parts = text.Split(' ');
        bool isOperation = parts is [_, "+" or "-" or "*" or "/", _, "=", _];
        if (!isOperation || !Rational.TryParse(parts[0], out Rational left) || !Rational.TryParse(parts[2], out Rational right)) return null;
        return Rational.TryParse(parts[4], out written) ? new(left, parts[1][0], right) : null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Left} {Operator} {Right} = {Result}";
}
