using Spectre.Console;

namespace Extropy.Cli.Output;

/// <summary>The few shapes from which every page is made: quiet tables, headings, pairs.</summary>
internal static class Pages
{
    /// <summary>A table with a rule under its headings and nothing else.</summary>
    public static Table Table(params string[] columns)
    {
        var table = new Table { Border = TableBorder.Simple, ShowRowSeparators = false };
        table.BorderStyle(new Style(Color.Grey));
        foreach (string column in columns) table.AddColumn(new TableColumn($"[grey]{Markup.Escape(column)}[/]"));
        return table;
    }

    /// <summary>A heading with an empty line before it.</summary>
    public static void Heading(IAnsiConsole page, string text)
    {
        page.WriteLine();
        page.MarkupLine($"[bold]{Markup.Escape(text)}[/]");
    }

    /// <summary>Labels and values in two columns; values may carry markup.</summary>
    public static void Pairs(IAnsiConsole page, params (string Label, string Value)[] pairs)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadLeft(2).PadRight(2)).AddColumn(new GridColumn().PadRight(0));
        foreach ((string label, string value) in pairs) grid.AddRow($"[grey]{Markup.Escape(label)}[/]", value);
        page.Write(grid);
    }

    /// <summary>What to type next.</summary>
    public static void Next(IAnsiConsole page, params (string Command, string Why)[] hints)
    {
        Heading(page, "Next");
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadLeft(2).PadRight(2)).AddColumn(new GridColumn().PadRight(0));
        foreach ((string command, string why) in hints)
            grid.AddRow($"[teal]{Markup.Escape($"{Hosting.Invocation.CommandName} {command}")}[/]", $"[grey]{Markup.Escape(why)}[/]");
        page.Write(grid);
    }
}
