namespace Extropy.Cli.Reporting;

/// <summary>The report's style sheet: one column, quiet colours, light and dark.</summary>
internal static class HtmlStyle
{
    /// <summary>CSS.</summary>
    public const string Sheet =
        """
        :root { --ink:#1d2a33; --soft:#64737d; --line:#dde4e8; --paper:#fbfcfc; --card:#ffffff;
          --written:#3d7ea6; --evolved:#c9762b; --finish:#3a9a6b; --root:#8a97a0; --wrong:#c4453c; --best:#1f8f5f; }
        @media (prefers-color-scheme: dark) { :root { --ink:#e4ebef; --soft:#93a2ac; --line:#2c3941; --paper:#12181c; --card:#182126;
          --written:#6fb1d8; --evolved:#e6a05c; --finish:#63c795; --root:#7b8a94; --wrong:#e37a72; --best:#5fd39c; } }
        * { box-sizing:border-box }
        body { margin:0; background:var(--paper); color:var(--ink); font:16px/1.55 system-ui, "Segoe UI", Roboto, sans-serif }
        main { max-width:1080px; margin:0 auto; padding:40px 24px 80px }
        header { border-bottom:1px solid var(--line); padding-bottom:20px; margin-bottom:8px }
        h1 { font-size:28px; line-height:1.2; margin:0 0 6px; font-weight:650; letter-spacing:-.01em }
        h2 { font-size:19px; margin:40px 0 6px; font-weight:620 }
        p { margin:6px 0 }
        .quiet { color:var(--soft); max-width:70ch }
        .pill { display:inline-block; padding:2px 12px; border-radius:99px; font-size:14px; font-weight:600; color:#fff; background:var(--best) }
        .pill.open { background:var(--evolved) }
        .statement { background:var(--card); border:1px solid var(--line); border-radius:10px; padding:14px 18px; margin-top:14px }
        .answer { font-size:20px; font-weight:600; margin:12px 0 }
        .cards { display:flex; flex-wrap:wrap; gap:12px; margin-top:12px }
        .card { background:var(--card); border:1px solid var(--line); border-radius:10px; padding:12px 16px; min-width:132px }
        .card b { display:block; font-size:21px; font-weight:620; font-variant-numeric:tabular-nums }
        .card span { color:var(--soft); font-size:13px }
        ol.steps { padding-left:0; list-style:none; counter-reset:step; margin:12px 0 }
        ol.steps li { counter-increment:step; display:grid; grid-template-columns:34px 1fr auto; gap:10px; padding:8px 0; border-bottom:1px solid var(--line) }
        ol.steps li::before { content:counter(step); color:var(--soft); text-align:right; font-variant-numeric:tabular-nums }
        ol.steps small { color:var(--soft); text-align:right; max-width:34ch }
        ol.steps .bad { color:var(--wrong) }
        ul.goals, ul.goals ul { list-style:none; padding-left:22px; margin:4px 0; border-left:1px solid var(--line) }
        ul.goals { border:0; padding-left:0 }
        .goals .met::before { content:"✓ "; color:var(--best) } .goals .part::before { content:"◐ "; color:var(--evolved) } .goals .open::before { content:"○ "; color:var(--soft) }
        .wide, .scroll { overflow:auto; border:1px solid var(--line); border-radius:10px; background:var(--card); margin-top:12px }
        .scroll { max-height:640px; padding:8px }
        table { border-collapse:collapse; width:100%; font-size:14.5px } th { text-align:left; color:var(--soft); font-weight:550 }
        th, td { padding:8px 14px; border-bottom:1px solid var(--line); white-space:nowrap } tr:last-child td { border-bottom:0 }
        td.number { text-align:right; font-variant-numeric:tabular-nums }
        svg { display:block; width:100%; height:auto } svg.tree { width:auto; max-width:none } .chart { border:1px solid var(--line); border-radius:10px; background:var(--card); padding:10px; margin-top:12px }
        .grid { stroke:var(--line); fill:none } .rule { stroke:var(--line); stroke-dasharray:2 3; fill:none }
        .tick, .axis { fill:var(--soft); font-size:11px } .line { fill:none; stroke-width:1.8 }
        .line.written { stroke:var(--written) } .line.evolved { stroke:var(--evolved) } .line.finish { stroke:var(--finish) } .line.root { stroke:var(--root); stroke-dasharray:4 4 }
        .dot { opacity:.65 } .dot.written, .bar.written, .node.written { fill:var(--written) } .dot.evolved, .bar.evolved, .node.evolved { fill:var(--evolved) }
        .dot.finish, .bar.finish, .node.finish { fill:var(--finish) } .node.root, .dot.root { fill:var(--root) }
        .branch, .graft { fill:none; stroke:var(--line); stroke-width:1 } .graft { stroke-dasharray:3 3; stroke:var(--evolved); opacity:.35 }
        .branch.way { stroke:var(--best); stroke-width:2.2 } .graft.way { stroke:var(--evolved); stroke-width:1.8; opacity:1 }
        .whisker { stroke:var(--written); stroke-width:2 } .hollow { fill:var(--card); stroke:var(--root); stroke-width:1.5 } .full { fill:var(--written) } .name { fill:var(--ink); font-size:13px } .value { fill:var(--soft); font-size:12px }
        .node { opacity:.8 } .node.way { opacity:1 } .node.wrong { fill-opacity:.25; stroke:var(--wrong) } .node.best { fill:var(--best); stroke:var(--ink); stroke-width:1.4 }
        .legend { font-size:13.5px; color:var(--soft) } .legend span { margin-right:18px; white-space:nowrap } .legend i { display:inline-block; width:11px; height:11px; border-radius:6px; margin-right:6px; vertical-align:-1px }
        i.written { background:var(--written) } i.evolved { background:var(--evolved) } i.finish { background:var(--finish) } i.root { background:var(--root) } i.best { background:var(--best) }
        .arm0 { color:var(--root) } .arm1 { color:#a3813a } .arm2 { color:var(--ink) } .arm3 { color:#7a6fc0 } .arm4 { color:#b0568f } .arm5 { color:var(--finish) } .arm6 { color:var(--wrong) } .arm7 { color:var(--written) }
        .line[class*=arm] { stroke:currentColor } .band { fill:currentColor; opacity:.10 } i[class*=arm] { background:currentColor }
        i.wrong { border:1.5px solid var(--wrong) }
        code { font:13.5px/1.4 ui-monospace, "Cascadia Code", Menlo, monospace; background:var(--card); border:1px solid var(--line); border-radius:5px; padding:1px 6px }
        .gallery { display:grid; grid-template-columns:repeat(auto-fill, minmax(300px, 1fr)); gap:14px; margin-top:12px }
        figure { margin:0; background:var(--card); border:1px solid var(--line); border-radius:10px; padding:10px } figcaption { color:var(--soft); font-size:13px; margin-top:6px }
        h3 { font-size:16px; margin:24px 0 4px; font-weight:600 } details { border-top:1px solid var(--line); padding:8px 0 } summary { cursor:pointer }
        footer { margin-top:48px; color:var(--soft); font-size:13.5px }
        """;
}
