using Extropy.Models.Decoding;

namespace Extropy.Models.Tests.Decoding;

/// <summary>The decoder's equations in double precision, as plainly as they can be written. Slow on purpose: it is what the kernels are compared with.</summary>
internal sealed class ReferenceDecoder
{
    private readonly DecoderConfig _config;
    private readonly double[] _values;
    private readonly ParameterSet _layout;

    public ReferenceDecoder(ParameterSet parameters)
    {
        _config = parameters.Config;
        _layout = parameters;
        _values = new double[parameters.Values.Length];
        for (int i = 0; i < _values.Length; i++) _values[i] = parameters.Values[i];
    }

    /// <summary>The parameters, to be moved by finite differences.</summary>
    public double[] Values => _values;

    /// <summary>Logits, shape [tokens][vocabulary], of one sequence.</summary>
    public double[][] Logits(int[] tokens)
    {
        double[][] x = [.. tokens.Select(token => Scaled(Row("model.embed_tokens.weight", token, _config.Width), _config.EmbeddingScale))];
        for (int layer = 0; layer < _config.Layers; layer++)
        {
            string prefix = $"model.layers.{layer}.";
            double[][] normed = [.. x.Select(row => Norm(row, prefix + "input_layernorm.weight"))];
            double[][] attended = Attention(normed, prefix + "self_attn.", _config.IsSliding(layer));
            if (_config.NormaliseBranches) attended = [.. attended.Select(row => Norm(row, prefix + "post_attention_layernorm.weight"))];
            x = [.. x.Zip(attended, Add)];
            string before = _config.NormaliseBranches ? "pre_feedforward_layernorm.weight" : "post_attention_layernorm.weight";
            double[][] fed = [.. x.Select(row => FeedForward(Norm(row, prefix + before), prefix + "mlp."))];
            if (_config.NormaliseBranches) fed = [.. fed.Select(row => Norm(row, prefix + "post_feedforward_layernorm.weight"))];
            x = [.. x.Zip(fed, Add)];
        }

        string head = _config.TieEmbeddings ? "model.embed_tokens.weight" : "lm_head.weight";
        return [.. x.Select(row => Times(head, Norm(row, "model.norm.weight")))];
    }

    private double[][] Attention(double[][] x, string prefix, bool isSliding)
    {
        int size = _config.HeadSize, length = x.Length;
        double root = Math.Sqrt(_config.AttentionScalar > 0 ? _config.AttentionScalar : size);
        double[][] q = [.. x.Select((row, t) => Rotate(HeadNorms(Projected(prefix + "q_proj", row), prefix + "q_norm.weight"), t, isSliding))];
        double[][] k = [.. x.Select((row, t) => Rotate(HeadNorms(Projected(prefix + "k_proj", row), prefix + "k_norm.weight"), t, isSliding))];
        double[][] v = [.. x.Select(row => Projected(prefix + "v_proj", row))];
        var result = new double[length][];
        for (int t = 0; t < length; t++)
        {
            var heads = new double[_config.QuerySize];
            for (int h = 0; h < _config.Heads; h++)
            {
                int from = h * size, shared = h / _config.HeadsPerGroup * size;
                var weights = new double[t + 1];
                for (int s = 0; s <= t; s++)
                {
                    for (int i = 0; i < size; i++) weights[s] += q[t][from + i] * k[s][shared + i];
                    weights[s] /= root;
                    if (isSliding && s <= t - _config.SlidingWindow) weights[s] = double.NegativeInfinity;
                }

                double maximum = weights.Max(), sum = 0;
                for (int s = 0; s <= t; s++) sum += weights[s] = Math.Exp(weights[s] - maximum);
                for (int s = 0; s <= t; s++)
                    for (int i = 0; i < size; i++) heads[from + i] += weights[s] / sum * v[s][shared + i];
            }

            result[t] = Times(prefix + "o_proj.weight", heads);
        }

        return result;
    }

    private double[] FeedForward(double[] x, string prefix)
    {
        double[] gate = Times(prefix + "gate_proj.weight", x), up = Times(prefix + "up_proj.weight", x);
        for (int i = 0; i < gate.Length; i++)
        {
            double z = gate[i];
            up[i] *= _config.Gate == GateActivation.Silu
                ? z / (1 + Math.Exp(-z))
                : 0.5 * z * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (z + 0.044715 * z * z * z)));
        }

        return Times(prefix + "down_proj.weight", up);
    }

    private double[] Projected(string name, double[] x)
    {
        double[] y = Times(name + ".weight", x);
        return _config.AttentionBias ? Add(y, Row(name + ".bias", 0, y.Length)) : y;
    }

    private double[] HeadNorms(double[] heads, string gain) =>
        _config.NormaliseHeads ? [.. heads.Chunk(_config.HeadSize).SelectMany(head => Norm(head, gain))] : heads;

    private double Frequency(int i, bool isSliding)
    {
        double exponent = -(double)i / (_config.HeadSize / 2);
        if (isSliding && _config.SlidingRopeBase > 0) return Math.Pow(_config.SlidingRopeBase, exponent);
        double frequency = Math.Pow(_config.RopeBase, exponent);
        if (isSliding || _config.RopeScaling is not { } scaling) return frequency;
        if (scaling.OriginalContextLength == 0) return frequency / scaling.Factor;
        double length = 2 * Math.PI / frequency, original = scaling.OriginalContextLength;
        if (length < original / scaling.HighFrequencyFactor) return frequency;
        if (length > original / scaling.LowFrequencyFactor) return frequency / scaling.Factor;
        double smooth = (original / length - scaling.LowFrequencyFactor) / (scaling.HighFrequencyFactor - scaling.LowFrequencyFactor);
        return (1 - smooth) * frequency / scaling.Factor + smooth * frequency;
    }

    private double[] Rotate(double[] heads, int position, bool isSliding)
    {
        int size = _config.HeadSize, half = size / 2;
        var result = new double[heads.Length];
        for (int start = 0; start < heads.Length; start += size)
        {
            for (int i = 0; i < half; i++)
            {
                var (sin, cos) = Math.SinCos(position * Frequency(i, isSliding));
                double a = heads[start + i], b = heads[start + half + i];
                result[start + i] = a * cos - b * sin;
                result[start + half + i] = b * cos + a * sin;
            }
        }

        return result;
    }

    private double[] Norm(double[] x, string gain)
    {
        double inverse = 1 / Math.Sqrt(x.Sum(element => element * element) / x.Length + _config.NormEpsilon);
        int offset = _layout.Tensor(gain).Offset;
        return [.. x.Select((element, i) => element * inverse * (_config.GainOffset + _values[offset + i]))];
    }

    private double[] Times(string name, double[] x)
    {
        ParameterTensor tensor = _layout.Tensor(name);
        var result = new double[tensor.Shape[0]];
        for (int o = 0; o < result.Length; o++)
        {
            int row = tensor.Offset + o * x.Length;
            double sum = 0;
            for (int i = 0; i < x.Length; i++) sum += _values[row + i] * x[i];
            result[o] = sum;
        }

        return result;
    }

    private double[] Row(string name, int row, int width) => _values.AsSpan(_layout.Tensor(name).Offset + row * width, width).ToArray();

    private static double[] Scaled(double[] x, double factor) => [.. x.Select(element => factor * element)];

    private static double[] Add(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x + y)];
}
