namespace Extropy.Models.Decoding;

/// <summary>What the gates of a feed-forward pass through before they meet the ups. Source: Shazeer 2020, equations 5 and 6.</summary>
public enum GateActivation
{
    /// <summary>z σ(z): Llama, Qwen.</summary>
    Silu,

    /// <summary>½ z (1 + tanh(√(2/π) (z + 0.044715 z³))), the close form of z Φ(z): Gemma. Source: Hendrycks and Gimpel 2016, section 2.</summary>
    GeluTanh,
}
