using Extropy.Core.Accounting;
using Extropy.Core.Errors;

namespace Extropy.Search.Pool;

/// <summary>Refuses budgets that buy nothing.</summary>
internal static class Affordable
{
    /// <summary>Throws unless one step can be paid.</summary>
    /// <exception cref="BadInputException">Names the counter.</exception>
    public static void Check(Ledger ledger)
    {
        if (ledger.Exhausted is { } counter)
            throw new BadInputException($"The budget buys no step: its limit on {counter} is below what one needs; raise it to 1 or more.");
    }
}
