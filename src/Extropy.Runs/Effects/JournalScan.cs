using Microsoft.Data.Sqlite;

namespace Extropy.Runs.Effects;

/// <summary>Walks the rows in order of arrival and stops with an error at the first that is not whole.</summary>
internal static class JournalScan
{
    public static IEnumerable<StoredEffect> Effects(string path, SqliteConnection connection)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT row, stream, ordinal, kind, request, payload, checksum FROM effects ORDER BY row";
        long expected = 1;
        using SqliteDataReader rows = Guarded(path, expected, command.ExecuteReader);
        while (Guarded(path, expected, rows.Read))
        {
            StoredEffect effect = Guarded(path, expected, () => Read(rows));
            if (effect.Record.Row != expected) throw new JournalDamagedException(path, "the row is missing", expected);
            uint checksum = Checksum.Of(effect.Stream, effect.Ordinal, effect.Record.Kind, effect.Record.Request.Span, effect.Record.Payload.Span);
            if (checksum != effect.Checksum) throw new JournalDamagedException(path, "its checksum does not match", expected);
            yield return effect;
            expected++;
        }
    }

    private static StoredEffect Read(SqliteDataReader rows) => new(
        rows.GetInt64(1),
        rows.GetInt64(2),
        (uint)rows.GetInt64(6),
        new EffectRecord(rows.GetInt64(0), (EffectKind)rows.GetInt64(3), (byte[])rows.GetValue(4), (byte[])rows.GetValue(5)));

    private static T Guarded<T>(string path, long row, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (SqliteException fault)
        {
            throw new JournalDamagedException(path, fault.Message, row, inner: fault);
        }
        catch (InvalidCastException fault)
        {
            throw new JournalDamagedException(path, "a column holds another type", row, inner: fault);
        }
    }
}
