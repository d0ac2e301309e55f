namespace Extropy.Models.Tokenizing;

/// <summary>Turns text into token ids. Thread-safe and pure.</summary>
internal interface ITextEncoder
{
    /// <summary>Bytes that each token stands for, shape [tokens]; null where an id stands for none.</summary>
    byte[]?[] Bytes { get; }

    /// <summary>The ids of a text that begins a row.</summary>
    int[] Encode(string text);

    /// <summary>The ids of a text that follows other text, on a line of its own.</summary>
    int[] EncodeNext(string text);
}
