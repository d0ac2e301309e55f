namespace Extropy.Certificates;

/// <summary>What a check says.</summary>
public enum CertificateVerdict
{
    /// <summary>The claim is true: no constraint is broken and the value is exactly the layout's.</summary>
    Holds,

    /// <summary>The claim is false.</summary>
    DoesNotHold,

    /// <summary>The file makes no claim that can be read.</summary>
    Unreadable,
}
