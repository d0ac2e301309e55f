namespace Extropy.Core.Errors;

/// <summary>
/// The world broke in a way a user can act on: a damaged file, a missing part, a result that contradicts a record.
/// The message is one sentence that says what, where and how to mend it.
/// </summary>
public class ExtropyException : Exception
{
    /// <summary>Creates the error.</summary>
    public ExtropyException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the error with its cause.</summary>
    public ExtropyException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
