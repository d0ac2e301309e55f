using Extropy.Core.Accounting;
using Extropy.Evolution.Goals;
using Extropy.Runs.Effects;

namespace Extropy.Evolution.Engine;

/// <summary>A growth of the goal tree as bytes.</summary>
internal static class GrowthCodec
{
    private const byte Version = 1;

    public static byte[] Write(PayloadWriter writer, GoalGrowth growth)
    {
        writer.Clear();
        writer.WriteByte(Version);
        writer.WriteText(growth.Note);
        PartsCodec.Write(writer, growth.Spending);
        writer.WriteByte(growth.Tree is null ? (byte)0 : (byte)1);
        if (growth.Tree is null) return writer.ToArray();
        writer.WriteNumber(growth.Tree.Version);
        writer.WriteDouble(growth.Tree.Reference);
        writer.WriteNumber(growth.Tree.Nodes.Length);
        foreach (ProgramGoal node in growth.Tree.Nodes)
        {
            writer.WriteNumber(node.Parent ?? -1);
            writer.WriteNumber(node.Level);
            writer.WriteByte((byte)node.Kind);
            writer.WriteText(node.Description);
            writer.WriteText(node.Expression);
        }

        return writer.ToArray();
    }

    /// <exception cref="InvalidDataException">Not a growth.</exception>
    public static GoalGrowth Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new PayloadReader(bytes);
        if (reader.ReadByte() != Version) throw new InvalidDataException("an unknown version of a growth");
        string note = reader.ReadText();
        Spending spending = PartsCodec.ReadSpending(ref reader);
        if (reader.ReadByte() == 0) return new GoalGrowth(null, note, spending);
        int version = (int)reader.ReadNumber();
        double reference = reader.ReadDouble();
        var nodes = new ProgramGoal[reader.ReadCount(5)];
        for (int i = 0; i < nodes.Length; i++)
        {
            long parent = reader.ReadNumber();
            if (parent >= i) throw new InvalidDataException("a goal stands before the goal that it serves");
            nodes[i] = new ProgramGoal(
                i, parent < 0 ? null : (int)parent, (int)reader.ReadNumber(), (ProgramGoalKind)reader.ReadByte(), reader.ReadText(), reader.ReadText());
        }

        return new GoalGrowth(new ProgramGoalTree(version, reference, [.. nodes]), note, spending);
    }
}
