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
        double[][] x = [.. tokens.Select(token => Row("model.embed_tokens.weight", token, _config.Width))];
        for (int layer = 0; layer < _config.Layers; layer++)
        {
            string prefix = $"model.layers.{layer}.";
            double[][] normed = [.. x.Select(row => Norm(row, prefix + "input_layernorm.weight"))];
            double[][] attended = Attention(normed, prefix + "self_attn.");
            x = [.. x.Zip(attended, Add)];
            x = [.. x.Select(row => Add(row, FeedForward(Norm(row, prefix + "post_attention_layernorm.weight"), prefix + "mlp.")))];
        }

        string head = _config.TieEmbeddings ? "model.embed_tokens.weight" : "lm_head.weight";
        return [.. x.Select(row => Times(head, Norm(row, "model.norm.weight")))];
    }

    private double[][] Attention(double[][] x, string prefix)
    {
        int size = _config.HeadSize, length = x.Length;
        double[][] q = [.. x.Select((row, t) => Rotate(Times(prefix + "q_proj.weight", row), t))];
        double[][] k = [.. x.Select((row, t) => Rotate(Times(prefix + "k_proj.weight", row), t))];
        double[][] v = [.. x.Select(row => Times(prefix + "v_proj.weight", row))];
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
                    weights[s] /= Math.Sqrt(size);
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
        for (int i = 0; i < gate.Length; i++) up[i] *= gate[i] / (1 + Math.Exp(-gate[i]));
        return Times(prefix + "down_proj.weight", up);
    }

    private double[] Rotate(double[] heads, int position)
    {
        int size = _config.HeadSize, half = size / 2;
        var result = new double[heads.Length];
        for (int start = 0; start < heads.Length; start += size)
        {
            for (int i = 0; i < half; i++)
            {
                var (sin, cos) = Math.SinCos(position * Math.Pow(_config.RopeBase, -(double)i / half));
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
        return [.. x.Select((element, i) => element * inverse * _values[offset + i])];
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

    private static double[] Add(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x + y)];
}
