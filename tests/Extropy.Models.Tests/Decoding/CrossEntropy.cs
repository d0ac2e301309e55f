namespace Extropy.Models.Tests.Decoding;

/// <summary>The mean of −ln softmax(row)[target] in double precision.</summary>
internal static class CrossEntropy
{
    /// <summary>The loss and its slopes, (softmax − one-hot) / rows.</summary>
    public static (double Loss, float[] Slopes) Of(float[] logits, int[] targets, int vocabulary)
    {
        double loss = 0;
        var slopes = new float[logits.Length];
        for (int row = 0; row < targets.Length; row++)
        {
            float[] own = logits[(row * vocabulary)..((row + 1) * vocabulary)];
            double mass = own.Sum(logit => Math.Exp(logit));
            loss -= (own[targets[row]] - Math.Log(mass)) / targets.Length;
            for (int i = 0; i < vocabulary; i++)
                slopes[row * vocabulary + i] = (float)((Math.Exp(own[i]) / mass - (i == targets[row] ? 1 : 0)) / targets.Length);
        }

        return (loss, slopes);
    }
}
