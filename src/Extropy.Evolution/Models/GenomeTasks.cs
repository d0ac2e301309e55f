using System.Globalization;
using System.Text;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Genome;
using Extropy.Evolution.Genome.Language;
using Extropy.Evolution.Genome.Worlds;
using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Models;

/// <summary>Built-in problems as tasks for models that write genomes of the construction language: nothing that a model writes is run as code.</summary>
internal static class GenomeTasks
{
    /// <summary>A problem for genomes: see <see cref="GenomeEvaluator"/>.</summary>
    public static ProgramTask Of(IOpenProblem problem, GenomeOptions options)
    {
        GenomeWorld world = GenomeWorld.For(problem);
        return new ProgramTask
        {
            Statement = Statement(problem, world, options),
            Language = ProgramLanguage.Genome,
            Start = [new Part(Part.Genome, Start(world))],
            EditedPart = Part.Genome,
        };
    }

    private static string Statement(IOpenProblem problem, GenomeWorld world, GenomeOptions options)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        string record = problem.Record is { } known ? string.Create(culture, $" The best value known is {known.Value:0.000000######}.") : "";
        var text = new StringBuilder();
        text.Append(culture, $"{problem.Title} The score is that quantity; the {(problem.Aim == Aim.Maximise ? "largest" : "smallest")} wins.{record}\n\n");
        text.Append(culture, $"A genome is a JSON array of {GenomeText.Least} to {GenomeText.Most} steps, one a line, that build a layout one after the other, the first a seed. ");
        text.Append(culture, $"Each step is an object with 'op' and exactly the parameters of that operation. All steps together may evaluate the objective {options.Units} times; what is beyond is left out. ");
        text.Append("The layout is judged in exact arithmetic.\n\nOperations:\n");
        foreach (GenomeOperation operation in (GenomeOperation[])[GenomeOperations.Of(OperationKind.Seed), .. GenomeOperations.In(world)])
        {
            text.Append(culture, $"- {operation.Name}: {MeaningOf(operation.Kind)}");
            foreach (GenomeParameter parameter in operation.Parameters)
            {
                text.Append(parameter.Scale == ParameterScale.Word
                    ? $"; '{parameter.Name}' is one of {string.Join(", ", parameter.Words)}"
                    : string.Create(culture, $"; '{parameter.Name}' is a {(IsWhole(parameter) ? "whole number" : "number")} from {parameter.Low} to {parameter.High}"));
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    private static bool IsWhole(GenomeParameter parameter) => parameter.Scale is ParameterScale.Whole or ParameterScale.LogarithmicWhole;

    private static string MeaningOf(OperationKind kind) => kind switch
    {
        OperationKind.Seed => "places all objects anew, in a pattern or at random",
        OperationKind.Perturb => "moves some objects at random",
        OperationKind.Repel => "pushes objects apart like charges",
        OperationKind.RadiiGreedy => "grows the radii one after the other",
        OperationKind.RadiiProgram => "gives the centres the best radii, by a linear program",
        OperationKind.LocalSearch => "tries random moves and keeps those that help, at a temperature also some that do not",
        OperationKind.PatternSearch => "tries steps along the axes, smaller every round",
        OperationKind.Reflect => "takes one half's image for the other half",
        OperationKind.Rotate => "turns the layout",
        OperationKind.Sort => "changes the order of the objects, which later steps follow",
        OperationKind.Reinsert => "takes out the worst objects and puts them where there is more room",
        OperationKind.Reshape => "changes the aspect of the rectangle",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not an operation."),
    };

    private static string Start(GenomeWorld world) => string.Join('\n',
    [
        "[",
        """  {"op":"seed","kind":"hex","draw":1,"jitter":0.02,"fold":3},""",
        """  {"op":"repel","iterations":40,"exponent":2},""",
        world.HasRadii ? """  {"op":"radii-greedy","order":"wall"}""" : """  {"op":"pattern-search","step":0.05,"shrink":0.5,"rounds":10}""",
        "]",
        "",
    ]);
}
