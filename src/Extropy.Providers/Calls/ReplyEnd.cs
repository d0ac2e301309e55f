namespace Extropy.Providers.Calls;

/// <summary>How a reply ended. The numbers are the stored form: never reuse one.</summary>
public enum ReplyEnd
{
    /// <summary>The model had said all.</summary>
    Complete = 1,

    /// <summary>The token limit cut it.</summary>
    Cut = 2,

    /// <summary>The model or a content filter declined; the text says why where it does.</summary>
    Refused = 3,

    /// <summary>The reply was larger than this program reads; its text was dropped.</summary>
    Overlong = 4,
}
