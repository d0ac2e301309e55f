using System.Text;
using Microsoft.Data.Sqlite;

namespace Extropy.Runs.Effects;

/// <summary>The journal as a SQLite file: its format, how it is opened, and what is checked before anything in it is believed.</summary>
internal static class JournalFile
{
    /// <summary>Format key, stored with the rows. A program reads its own format and older ones it knows, never newer ones.</summary>
    public const string Format = "extropy-journal/1";

    private const string FormatFamily = "extropy-journal/";
    private const int HeaderBytes = 100;
    private const int NotADatabase = 26; // SQLITE_NOTADB
    private const int Corrupt = 11; // SQLITE_CORRUPT

    // Effects lie in order of arrival: a prefix of the rows is always a state in which the process might have been stopped. They are found
    // by key through an index that is built in memory when a journal is reopened.
    private const string Schema = $"""
        CREATE TABLE format(key TEXT NOT NULL);
        INSERT INTO format VALUES ('{Format}');
        CREATE TABLE streams(id INTEGER PRIMARY KEY, search BLOB NOT NULL, path TEXT NOT NULL, UNIQUE(search, path));
        CREATE TABLE effects(row INTEGER PRIMARY KEY, stream INTEGER NOT NULL, ordinal INTEGER NOT NULL, kind INTEGER NOT NULL,
            request BLOB NOT NULL, payload BLOB NOT NULL, checksum INTEGER NOT NULL);
        CREATE TABLE intents(row INTEGER PRIMARY KEY, stream INTEGER NOT NULL, ordinal INTEGER NOT NULL);
        CREATE TABLE metrics(series TEXT NOT NULL, step INTEGER NOT NULL, value REAL, PRIMARY KEY(series, step)) WITHOUT ROWID;
        """;

    /// <summary>Opens for appending; creates the file when there is none.</summary>
    public static SqliteConnection OpenForWriting(string path)
    {
        CheckHeader(path);
        SqliteConnection connection = Connect(path, SqliteOpenMode.ReadWriteCreate);
        try
        {
            Execute(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA wal_autocheckpoint=4000;");
            if (Scalar(connection, "SELECT count(*) FROM sqlite_master") is 0L) CreateSchema(connection);
            CheckFormat(connection, path);
            return connection;
        }
        catch (SqliteException fault)
        {
            connection.Dispose();
            throw Translate(path, fault);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Opens for reading only, beside a possible writer.</summary>
    public static SqliteConnection OpenForReading(string path)
    {
        CheckHeader(path);
        SqliteConnection connection = Connect(path, SqliteOpenMode.ReadOnly);
        try
        {
            CheckFormat(connection, path);
            return connection;
        }
        catch (SqliteException fault)
        {
            connection.Dispose();
            throw Translate(path, fault);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Runs statements without results.</summary>
    public static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>The first column of the first row, or null.</summary>
    public static object? Scalar(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    /// <summary>The store's own error in the words of the house.</summary>
    public static Exception Translate(string path, SqliteException fault, long row = 0) => fault.SqliteErrorCode switch
    {
        Corrupt or NotADatabase => new JournalDamagedException(path, fault.Message, row, inner: fault),
        _ => new JournalUnwritableException(path, fault),
    };

    private static SqliteConnection Connect(string path, SqliteOpenMode mode)
    {
        var name = new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false };
        var connection = new SqliteConnection(name.ConnectionString);
        try
        {
            connection.Open();
            return connection;
        }
        catch (SqliteException fault)
        {
            connection.Dispose();
            throw Translate(path, fault);
        }
    }

    private static void CreateSchema(SqliteConnection connection)
    {
        using SqliteTransaction transaction = connection.BeginTransaction();
        Execute(connection, Schema);
        transaction.Commit();
    }

    private static void CheckFormat(SqliteConnection connection, string path)
    {
        if (Scalar(connection, "SELECT count(*) FROM sqlite_master WHERE name = 'format'") is 0L)
            throw new JournalDamagedException(path, "it holds tables, but not those of a journal");

        string key = Scalar(connection, "SELECT key FROM format") as string ?? "";
        if (key == Format) return;
        throw key.StartsWith(FormatFamily, StringComparison.Ordinal)
            ? new Core.Errors.ExtropyException($"The journal {path} has format '{key}', this program reads '{Format}': use the version that wrote it.")
            : new JournalDamagedException(path, $"its format key reads '{key}'");
    }

    /// <summary>SQLite notices a cut or foreign file late or in odd words, so the first bytes are looked at before it is asked.</summary>
    private static void CheckHeader(string path)
    {
        if (!File.Exists(path)) return;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (file.Length == 0) return; // created, then stopped before the first commit
        if (file.Length < HeaderBytes) throw new JournalDamagedException(path, "it is shorter than a file header", offset: file.Length);

        Span<byte> header = stackalloc byte[HeaderBytes];
        file.ReadExactly(header);
        if (!header.StartsWith("SQLite format 3\0"u8))
            throw new JournalDamagedException(path, $"it does not start like a journal but with '{Printable(header[..15])}'", offset: 0);

        int pageSize = (header[16] << 8) | header[17];
        if (pageSize == 1) pageSize = 65536;
        if (pageSize < 512) throw new JournalDamagedException(path, "its page size makes no sense", offset: 16);
        uint pages = ((uint)header[28] << 24) | ((uint)header[29] << 16) | ((uint)header[30] << 8) | header[31];
        if (file.Length < (long)pages * pageSize && !File.Exists(path + "-wal"))
            throw new JournalDamagedException(path, $"it ends early; {(long)pages * pageSize} bytes were written", offset: file.Length);
    }

    private static string Printable(ReadOnlySpan<byte> bytes) =>
        new([.. Encoding.ASCII.GetString(bytes).Select(symbol => char.IsControl(symbol) ? '.' : symbol)]);
}
