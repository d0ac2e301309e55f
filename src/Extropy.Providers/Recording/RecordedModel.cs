using Extropy.Core.Identity;
using Extropy.Providers.Endpoints;
using Extropy.Runs.Effects;

namespace Extropy.Providers.Recording;

/// <summary>
/// A model whose answers are kept: each is recorded before anyone sees it, and a run that is done again gets it from the record, to the byte,
/// without a network. Without a journal it only asks.
/// </summary>
/// <remarks>Thread-safe; the conversations it opens are sequential.</remarks>
/// <param name="model">Who is asked.</param>
/// <param name="journal">Where answers are kept, or null.</param>
public sealed class RecordedModel(ChatModel model, Journal? journal)
{
    /// <summary>Who is asked.</summary>
    public ChatModel Model { get; } = model;

    /// <summary>Opens a conversation.</summary>
    /// <param name="key">Identity of the work that asks, e.g. of one proposal; the same when the run is done again.</param>
    /// <param name="path">Tells conversations of one key apart.</param>
    /// <exception cref="InvalidOperationException">It was opened before in this process.</exception>
    public ModelConversation Open(Digest key, string path) => new(Model, journal?.Stream(key, path));
}
