namespace Extropy.Evolution.Models;

/// <summary>A replacement of whole lines by others.</summary>
/// <param name="Search">The lines to find, exactly; not empty.</param>
/// <param name="Replace">The lines to put there; empty deletes.</param>
internal sealed record ProgramEdit(string Search, string Replace);
