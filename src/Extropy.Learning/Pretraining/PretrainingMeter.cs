using Extropy.Learning.Batches;

namespace Extropy.Learning.Pretraining;

/// <summary>Collects what the next report says.</summary>
/// <param name="time">For the speed.</param>
/// <param name="tokens">Positions seen before the first step of this run.</param>
internal sealed class PretrainingMeter(TimeProvider time, long tokens)
{
    private long _since = time.GetTimestamp();
    private long _tokensThen = tokens;
    private int _steps;
    private double _loss;
    private double _norm;
    private double _rate;
    private long _probes;
    private long _right;

    /// <summary>Adds one step.</summary>
    public void Add(double loss, double norm, double rate, TrainingBatch batch, ReadOnlySpan<float> logits)
    {
        _steps++;
        _loss += loss;
        _norm += norm;
        _rate = rate;
        int vocabulary = logits.Length / batch.Positions;
        for (int i = 0; i < batch.Positions; i++)
        {
            if (!batch.Probes[i]) continue;
            _probes++;
            if (IsMostProbable(logits.Slice(i * vocabulary, vocabulary), batch.Targets[i])) _right++;
        }
    }

    /// <summary>The means since the last report; begins anew.</summary>
    public PretrainingProgress Report(long step, long totalSteps, string stage, long tokens)
    {
        TimeSpan elapsed = time.GetElapsedTime(_since);
        int steps = Math.Max(1, _steps);
        var report = new PretrainingProgress(
            step, totalSteps, stage, _loss / steps, _probes == 0 ? 0 : (double)_right / _probes, _rate, _norm / steps, tokens,
            elapsed > TimeSpan.Zero ? (tokens - _tokensThen) / elapsed.TotalSeconds : 0,
            elapsed / steps * (totalSteps - step));
        (_since, _tokensThen, _steps, _loss, _norm, _probes, _right) = (time.GetTimestamp(), tokens, 0, 0, 0, 0, 0);
        return report;
    }

    private static bool IsMostProbable(ReadOnlySpan<float> logits, int target)
    {
        foreach (float logit in logits)
            if (logit > logits[target]) return false;
        return true;
    }
}
