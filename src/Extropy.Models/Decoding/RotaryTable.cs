using Extropy.Models.Kernels;

namespace Extropy.Models.Decoding;

/// <summary>cos and sin of position · base^(−2i / headSize), stretched or not, in double precision from our own functions, rounded to float once.</summary>
internal sealed unsafe class RotaryTable
{
    private readonly AlignedBuffer _buffer;
    private readonly int _half;

    public RotaryTable(DecoderConfig config, double ropeBase, RopeScaling? scaling)
    {
        _half = config.HeadSize / 2;
        _buffer = new(checked(config.ContextLength * config.HeadSize));
        double logBase = Elementary.Log(ropeBase);
        for (int i = 0; i < _half; i++)
        {
            double frequency = Elementary.Exp(-logBase * i / _half);
            if (scaling is not null) frequency = scaling.Of(frequency);
            for (int position = 0; position < config.ContextLength; position++)
            {
                var (sin, cos) = Elementary.SinCos(position * frequency);
                Cosines(position)[i] = (float)cos;
                Sines(position)[i] = (float)sin;
            }
        }
    }

    /// <summary>Shape [headSize / 2].</summary>
    public float* Cosines(int position) => _buffer.Pointer + (nint)position * 2 * _half;

    /// <summary>Shape [headSize / 2].</summary>
    public float* Sines(int position) => Cosines(position) + _half;
}
