namespace Extropy.Providers.Endpoints;

/// <summary>A reply is larger than is read. Not tried again: it would be paid for again.</summary>
internal sealed class ReplyOverlongException() : Exception("the reply is larger than is read");
