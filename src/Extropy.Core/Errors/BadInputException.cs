namespace Extropy.Core.Errors;

/// <summary>A person asked for something that cannot be done as asked. Shown as one sentence; the command exits with 2.</summary>
/// <param name="message">What is wrong, where, and how to mend it.</param>
public sealed class BadInputException(string message) : ExtropyException(message);
