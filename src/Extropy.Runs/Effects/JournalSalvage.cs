using Microsoft.Data.Sqlite;

namespace Extropy.Runs.Effects;

/// <summary>
/// Saves what is whole of a damaged journal: the rows before the first damaged one, which are what a stopped process might have left, so
/// a resume from them is exact. The damaged file is kept beside it.
/// </summary>
public static class JournalSalvage
{
    /// <summary>What is appended to the damaged file's name.</summary>
    public const string DamagedSuffix = ".damaged";

    private static readonly string[] Parts = ["", "-wal", "-shm"];

    /// <summary>Rewrites the journal from its whole rows. Nobody may have it open.</summary>
    /// <param name="path">The journal.</param>
    /// <returns>Effects saved, and the damage that ended the walk, or null when there was none and nothing was changed.</returns>
    public static (long Saved, JournalDamagedException? Damage) Run(string path)
    {
        string fresh = path + ".salvaged";
        Delete(fresh);
        long saved = 0;
        JournalDamagedException? damage = null;
        try
        {
            using SqliteConnection old = JournalFile.OpenForReading(path);
            using SqliteConnection target = JournalFile.OpenForWriting(fresh);
            damage = Copy(path, old, target, ref saved);
        }
        catch (JournalDamagedException fault)
        {
            damage = fault;
            JournalFile.OpenForWriting(fresh).Dispose(); // nothing is readable: an empty journal
        }

        if (damage is null)
        {
            Delete(fresh);
            return (saved, null);
        }

        foreach (string suffix in Parts)
        {
            if (File.Exists(path + suffix)) File.Move(path + suffix, path + DamagedSuffix + suffix, overwrite: true);
        }

        File.Move(fresh, path);
        return (saved, damage);
    }

    private static JournalDamagedException? Copy(string path, SqliteConnection old, SqliteConnection target, ref long saved)
    {
        JournalDamagedException? damage = null;
        using var inserter = new RowInserter(target);
        inserter.Begin();
        CopyIfReadable(old, target, "streams", "id, search, path");
        try
        {
            foreach (StoredEffect effect in JournalScan.Effects(path, old))
            {
                if (JournalFile.Scalar(target, $"SELECT id FROM streams WHERE id = {effect.Stream}") is null)
                    throw new JournalDamagedException(path, "its search is not on record", effect.Record.Row);
                inserter.Insert(effect);
                saved++;
            }
        }
        catch (JournalDamagedException fault)
        {
            damage = fault;
        }

        CopyIfReadable(old, target, "intents", "stream, ordinal");
        CopyIfReadable(old, target, "metrics", "series, step, value");
        JournalFile.Execute(target, "DELETE FROM intents WHERE stream NOT IN (SELECT id FROM streams)");
        inserter.Commit();
        return damage;
    }

    private static void CopyIfReadable(SqliteConnection old, SqliteConnection target, string table, string columns)
    {
        try
        {
            using SqliteCommand read = old.CreateCommand();
            read.CommandText = $"SELECT {columns} FROM {table}";
            using SqliteDataReader rows = read.ExecuteReader();
            using SqliteCommand write = target.CreateCommand();
            string places = string.Join(", ", Enumerable.Range(0, rows.FieldCount).Select(i => $"${i}"));
            write.CommandText = $"INSERT INTO {table}({columns}) VALUES ({places})";
            while (rows.Read())
            {
                write.Parameters.Clear();
                for (int i = 0; i < rows.FieldCount; i++) write.Parameters.AddWithValue($"${i}", rows.GetValue(i));
                write.ExecuteNonQuery();
            }
        }
        catch (SqliteException)
        {
            // the rows before have been copied
        }
    }

    private static void Delete(string path)
    {
        foreach (string suffix in Parts) File.Delete(path + suffix);
    }
}
